import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import type { SimilarQuery } from './application.dto.js';
import { mostSimilar } from './similar.js';

interface ProjectRow {
  id: number;
  code: string;
  title: string;
  year: number;
  line: string;
  state: string;
  asked: string;
}

/** Only so many of the newest are looked at: what an organisation asked for longer ago has changed. */
const looksAt = 500;

/** Earlier projects of an organisation that a new application may start from. */
@Injectable()
export class SimilarProjects {
  constructor(private readonly dataSource: DataSource) {}

  async list(member: Member, wanted: SimilarQuery): Promise<ProjectRow[]> {
    const own = await readingAs(this.dataSource, member, (tx) =>
      tx.named<ProjectRow & object>(
        'application.own-projects',
        `select p.id, p.code, p.title, p.year, p.line, p.state,
           (select coalesce(sum(s.asked_fen), 0) from share s where s.project_id = p.id)::text as asked
         from project p where p.applicant_organisation_id = $1 order by p.id desc limit $2`,
        [member.organisationId, looksAt],
      ),
    );
    return mostSimilar(own, wanted);
  }
}
