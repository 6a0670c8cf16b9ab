import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readingAs } from '../database/scope.js';
import { ProjectReader } from '../projects/project.reader.js';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';

interface HintRow extends Record<string, unknown> {
  readonly kind: 'invoice' | 'payment' | 'paper';
  readonly line: number | null;
  readonly detail: string;
  readonly claim: number;
  readonly project_id: number;
}

interface Place extends Record<string, unknown> {
  readonly id: number;
  readonly year: number;
  readonly region: string;
  readonly code: string | null;
  readonly title: string | null;
}

/**
 * What of a claim stands in another one too: hints for whoever checks it, never a refusal. Of what is out of their scope no
 * more is told than that there is one, of which year and county.
 */
@Injectable()
export class ClaimHints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: ProjectReader,
  ) {}

  of(member: Member, projectId: number, no: number) {
    return readingAs(this.dataSource, member, async (tx) => {
      const { facts } = await this.reader.situationIn(tx, member, projectId);
      if (!facts.parts.claim.some((claim) => claim.no === no)) {
        throw new DomainError('missing', 'part.missing', { kind: 'claim', no });
      }
      const hints = await tx.named<HintRow>('claim.hints', 'select * from claim_hints($1, $2)', [projectId, no]);
      const places = await tx.named<Place>(
        'claim.hint-places',
        // Under the policies: a title comes back only of what the asker sees.
        `select w.id, w.year, r.name as region, p.code, p.title
         from places_of_projects($1) w join region r on r.id = w.region_id left join project p on p.id = w.id`,
        [[...new Set(hints.map((hint) => hint.project_id))]],
      );
      const items = hints.flatMap(({ kind, line, detail, claim, project_id: id }) => {
        const place = places.find((one) => one.id === id);
        if (!place) return [];
        const { year, region, code, title } = place;
        return [{ kind, line, detail, year, region, project: code === null ? null : { id, code, title, claim } }];
      });
      return { items };
    });
  }
}
