import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import { startedFrom } from '../../workflows/project/draft.js';
import { RevisionQueries } from '../projects/revision.queries.js';
import { stateLabel, type Language, textsFor } from '../texts/texts.js';
import type { SimilarQuery, StartQuery } from './application.dto.js';
import { mostSimilar } from './similar.js';

interface ProjectRow {
  id: number;
  code: string;
  title: string;
  year: number;
  line: string;
  lineName: string;
  state: string;
  asked: string;
}

/** Only so many of the newest are looked at: what an organisation asked for longer ago has changed. */
const looksAt = 500;

/** Earlier projects of an organisation that a new application may start from. */
@Injectable()
export class SimilarProjects {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revisions: RevisionQueries,
  ) {}

  async list(member: Member, wanted: SimilarQuery, language: Language) {
    const own = await readingAs(this.dataSource, member, (tx) =>
      tx.named<ProjectRow & object>(
        'application.own-projects',
        `select p.id, p.code, p.title, p.year, p.line, l.name as "lineName", p.state,
           (select coalesce(sum(s.asked_fen), 0) from share s where s.project_id = p.id)::text as asked
         from project p join budget_line l on l.year = p.year and l.code = p.line
         where p.applicant_organisation_id = $1 order by p.id desc limit $2`,
        [member.organisationId, looksAt],
      ),
    );
    const texts = textsFor(language);
    return mostSimilar(own, wanted).map((row) => ({ ...row, stateLabel: stateLabel(texts, row.state) }));
  }

  /** What a new application would begin with, and how many papers it would not. */
  async start(member: Member, { from, year }: StartQuery) {
    const earlier = await readingAs(this.dataSource, member, (tx) => this.revisions.latestOwn(tx, member, from));
    const { code, title, content } = earlier;
    return {
      code,
      title,
      year: earlier.year,
      content: startedFrom(content, { title, shares: [] }, year - earlier.year),
      papers: content.papers?.length ?? 0,
    };
  }
}
