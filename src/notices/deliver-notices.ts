import { dayInChina } from '../../workflows/values/local-date.js';
import type { Tx } from '../database/transaction.js';

const atOnce = 200;

/**
 * Delivers what the door put into the outbox: a notice to each person who fills the span that was opened. One
 * transaction takes the rows away and writes the notices, so that each is delivered once, whoever is killed; two who
 * deliver at once take different rows. Returns how many rows were taken.
 */
export async function deliverNotices(tx: Tx, now: string): Promise<number> {
  const [counted] = await tx.named<{ taken: number }>('notices.deliver', deliver, [atOnce, now, dayInChina(now)]);
  return counted?.taken ?? 0;
}

const deliver = `
with taken as (
  delete from outbox where id in (
    select id from outbox where topic = 'spans.opened' order by id for update skip locked limit $1)
  returning payload
), opened as (
  select (payload ->> 'projectId')::int as project_id, (payload ->> 'seq')::int as seq, s.*
  from taken, jsonb_to_recordset(payload -> 'opened')
    as s(subject text, state text, role text, "regionId" text, "organisationId" int, "personId" int, "dueOn" date)
), told as (
  insert into notice (person_id, project_id, seq, subject, state, due_on, delivered_at)
  select m.person_id, s.project_id, s.seq, s.subject, s.state, s."dueOn", $2
  from opened s
    join membership m on m.role = s.role and holds(m.started_on, m.ended_on, $3)
      and (s."personId" is null or m.person_id = s."personId")
      and (s."organisationId" is null or m.organisation_id = s."organisationId")
    join organisation o on o.id = m.organisation_id and (s."regionId" is null or o.region_id = s."regionId")
  on conflict on constraint notice_is_delivered_once do nothing
)
select count(*)::int as taken from taken`;
