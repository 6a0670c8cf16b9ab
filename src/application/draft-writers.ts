import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Clock } from '../clock.js';
import { writingAs } from '../database/scope.js';
import type { Presence } from './application.dto.js';

/** Whoever has said nothing for this long has left. The pages say something every ten seconds. */
const goneAfterMs = 30_000;

/** Who has a draft open, so that two do not write at the same place without knowing. Asked for, and told, by one request. */
@Injectable()
export class DraftWriters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The others who are writing, and the version of the draft: a newer one is to be fetched. */
  async here(member: Member, projectId: number, { writer, section, state }: Presence) {
    return writingAs(this.dataSource, member, async (tx) => {
      const [draft] = await tx.named<{ version: number; state: string }>(
        'draft.version',
        `select d.version, p.state from draft d join project p on p.id = d.project_id
         where p.id = $1 and p.applicant_organisation_id = $2`,
        [projectId, member.organisationId],
      );
      if (!draft) throw new DomainError('missing', 'project.missing');
      const own = `${member.personId}/${writer}`;
      const now = this.clock.now();
      if (state === 'left') {
        await tx.named('draft.leave', 'delete from draft_writer where project_id = $1 and writer = $2', [
          projectId,
          own,
        ]);
      } else {
        await tx.named(
          'draft.enter',
          `insert into draft_writer (project_id, writer, person_id, section, seen_at) values ($1, $2, $3, $4, $5)
           on conflict (project_id, writer) do update set section = excluded.section, seen_at = excluded.seen_at`,
          [projectId, own, member.personId, section ?? null, now],
        );
      }
      const since = new Date(Date.parse(now) - goneAfterMs).toISOString();
      await tx.named(
        'draft.sweep-writers',
        `delete from draft_writer where (project_id, writer) in (
           select project_id, writer from draft_writer where project_id = $1 and seen_at < $2 for update skip locked)`,
        [projectId, since],
      );
      const writers = await tx.named<{ name: string; section: string | null }>(
        'draft.writers',
        `select p.name, w.section from draft_writer w join person p on p.id = w.person_id
         where w.project_id = $1 and w.writer <> $2 and w.seen_at >= $3 order by w.seen_at desc limit 20`,
        [projectId, own, since],
      );
      return { ...draft, writers };
    });
  }
}
