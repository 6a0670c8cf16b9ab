import { system } from '../../workflows/actor.js';
import { situationOf } from '../../workflows/decide-in-order.js';
import type { Situation } from '../../workflows/project/facts.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import type { Statements } from '../database/transaction.js';
import { loadWorld, lockSubjects } from '../door/facts.js';

/** Those behind them have their turn when these have their money. */
const atOnce = 500;

/**
 * Everybody who needs a year's money, in the order of their turn. First those who waited and were told that it is there:
 * it is theirs until they get it. Then those who wait, or are on city finance's desk, by the day since when; and those who
 * were released a part and go on with it, by the day on which they first came to that desk.
 */
const queueOfYear = `
with needing as (
  select p.id, p.state = 'fundRelease.awaiting' and exists (
      select 1 from span w where w.project_id = p.id and w.subject = 'project' and w.state = 'fundRelease.waitingForFunds') as told,
    s.opened_on as since, s.id as span
  from project p join span s on s.project_id = p.id and s.subject = 'project' and s.state = p.state and s.closed_on is null
  where coalesce(p.funded_year, p.year) = $1 and s.state in ('fundRelease.awaiting', 'fundRelease.waitingForFunds') and not p.suspended
  union all
  select p.id, false, first.opened_on, first.id
  from project p cross join lateral (select w.opened_on, w.id from span w
    where w.project_id = p.id and w.subject = 'project' and w.state = 'fundRelease.awaiting' order by w.id limit 1) first
  where coalesce(p.funded_year, p.year) = $1 and not p.suspended and p.state not in ('fundRelease.awaiting', 'fundRelease.waitingForFunds')
    and exists (select 1 from account a where a.project_id = p.id and a.kind = 'share.issued' and a.balance_fen > 0)
    and exists (select 1 from account a where a.project_id = p.id and a.kind = 'share.committed' and a.balance_fen > 0)
)
select id, since::text as since from needing order by told desc, since, span limit $2`;

/** Who has which turn, and since which day. */
export const placesOf = (tx: Statements, year: number): Promise<{ id: number; since: LocalDate }[]> =>
  tx.named('funds-queue.of-year', queueOfYear, [year, atOnce]);

/** The queue of a year as situations with one book. Locked, nobody else decides on them or moves their pools meanwhile. */
export async function queueOf(
  tx: Statements,
  calendar: Calendar,
  year: number,
  occurredAt: string,
  lock: boolean,
): Promise<Situation[]> {
  const projects = (await placesOf(tx, year)).map(({ id }) => id);
  if (projects.length === 0) return [];
  const subjects = { projects, documents: [], fundYears: [] };
  if (lock) await lockSubjects(tx, subjects);
  const { world } = await loadWorld(tx, calendar, subjects, { surroundingsOn: null, lockAccounts: lock });
  return projects.map((id) => situationOf(world, world.projects.get(id)!, { actor: system, occurredAt }));
}
