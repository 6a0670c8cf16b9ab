import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { contentAt, placesOf, undone } from '../../workflows/project/draft.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { readingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { reviveMoney } from '../door/rows.js';

interface SaveRow {
  version: number;
  by: string;
  at: Date;
  before: Record<string, unknown>;
}

const saves = `select s.version, p.name as by, s.saved_at as at, s.before
  from draft_save s join person p on p.id = s.person_id
  where s.project_id = $1 order by s.version desc`;

/**
 * The trail of a draft: who saved what when, and the draft as it stood after any of the saves that are kept. To bring one
 * back is an ordinary save of what it says, and so in the trail itself.
 */
@Injectable()
export class DraftTrail {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. `places` are what the save changed: `need`, `costs/r2`. */
  async list(member: Member, projectId: number) {
    const { rows } = await readingAs(this.dataSource, member, (tx) => this.own(tx, member, projectId));
    return rows.map(({ version, by, at, before }) => ({ version, by, at, places: Object.keys(before) }));
  }

  /** The draft as it stood before that save, as far as the trail goes back. */
  async before(member: Member, projectId: number, version: number) {
    const { content, rows } = await readingAs(this.dataSource, member, (tx) => this.own(tx, member, projectId));
    const save = rows.find((row) => row.version === version);
    if (!save) throw new DomainError('missing', 'application.save-unknown', { version });
    const later = rows.filter((row) => row.version >= version);
    const places = later.reduce(
      (now, { before }) => undone(now, new Map(Object.entries(reviveMoney<object>(before)))),
      placesOf(content) as ReadonlyMap<string, unknown>,
    );
    return { version, by: save.by, at: save.at, content: contentAt(places) };
  }

  private async own(tx: Tx, member: Member, projectId: number) {
    const [draft] = await tx.named<{ content: unknown }>(
      'draft.own-content',
      `select d.content from draft d join project p on p.id = d.project_id
       where p.id = $1 and p.applicant_organisation_id = $2`,
      [projectId, member.organisationId],
    );
    if (!draft) throw new DomainError('missing', 'project.missing');
    const rows = await tx.named<SaveRow & object>('draft.saves', saves, [projectId]);
    return { content: reviveMoney<object>(draft.content), rows };
  }
}
