import type { EntityManager } from 'typeorm';
import type { Member } from '../../workflows/actor.js';

export type PeopleEvent =
  | 'person.add'
  | 'person.change'
  | 'password.change'
  | 'password.reset'
  | 'person.unlock'
  | 'organisation.add'
  | 'organisation.change'
  | 'membership.add'
  | 'membership.change';

export interface PeopleChange {
  readonly subject: 'person' | 'organisation' | 'membership';
  readonly subjectId: number;
  readonly event: PeopleEvent;
  readonly before?: object;
  readonly after?: object;
  /** Null is the operator, who works on the machine itself. */
  readonly by: Member | null;
  readonly occurredAt: string;
}

/** Writes one row of who changed what; to be called within the transaction of the change. No password, not even a hash. */
export async function recordChange(manager: EntityManager, change: PeopleChange): Promise<void> {
  const { subject, subjectId, event, before, after, by, occurredAt } = change;
  await manager.query(
    `insert into people_change (subject, subject_id, event, before, after, person_id, membership_id, occurred_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      subject,
      subjectId,
      event,
      before === undefined ? null : JSON.stringify(before),
      after === undefined ? null : JSON.stringify(after),
      by?.personId ?? null,
      by?.membershipId ?? null,
      occurredAt,
    ],
  );
}
