import type { Statements } from '../database/transaction.js';
import type { Command } from '../../workflows/command.js';
import type { ProjectFacts } from '../../workflows/project/facts.js';
import type { OtherMoney } from '../../workflows/project/roster.js';
import { fen } from '../../workflows/values/money.js';

/**
 * What the persons of these rosters got by other claims of the year, on the same line; what comes earlier in the same
 * batch, or the same claim, counts as if it were submitted already.
 */
const others = `
with mine as (
  select distinct n.place, c.project_id, (l ->> 'roster')::int as id
  from unnest($1::int[], $2::int[]) with ordinality as n (project_id, no, place) join claim c using (project_id, no)
    cross join jsonb_array_elements(c.lines) as l
  where l ->> 'roster' is not null
)
select m.id, p.no as row, p.amount_fen::text as amount, (coalesce(o.paid, 0) + b.before)::text as paid
from mine m join roster r on r.id = m.id join roster_person p on p.roster_id = r.id
  cross join lateral (select max(on_line) as paid from paid_by_roster(p.lookups, r.year, r.line, r.id)) o
  cross join lateral (
    select coalesce(sum(q.amount_fen::bigint), 0) as before
    from mine e join roster f on f.id = e.id and f.year = r.year and f.line = r.line
      join roster_person q on q.roster_id = f.id and q.lookups && p.lookups
    where (e.place, e.id) < (m.place, m.id)
  ) b
where coalesce(o.paid, 0) + b.before > 0 order by m.id, p.no`;

/** Whoever submits a roster waits here for who does the same: two who pay one person see each other. */
const lock = 'select pg_advisory_xact_lock(7301)';

interface OtherRow extends Record<string, unknown> {
  readonly id: number;
  readonly row: number;
  readonly amount: string;
  readonly paid: string;
}

/** Adds to the rosters that are about to be submitted what their persons got elsewhere. */
export async function withOtherMoney(
  tx: Statements,
  projects: Map<number, ProjectFacts>,
  commands: readonly Command[],
): Promise<void> {
  const submitted = commands.flatMap(({ subject, id, event }) => {
    const claim = projects.get(id)?.parts.claim.find(({ no }) => no === (event as { part?: number }).part);
    const asks = subject === 'project' && event.type === 'claim.submit' && claim?.lines.some(({ roster }) => roster);
    return asks ? [[id, claim!.no] as const] : [];
  });
  if (submitted.length === 0) return;
  await tx.named('door.roster-lock', lock, []);
  const rows = await tx.named<OtherRow>('door.roster-money', others, [
    submitted.map(([id]) => id),
    submitted.map(([, no]) => no),
  ]);
  for (const [id] of submitted) {
    const facts = projects.get(id)!;
    const rosters = facts.rosters.map((roster) => ({
      ...roster,
      others: rows
        .filter((row) => row.id === roster.id)
        .map((row): OtherMoney => ({ row: row.row, amount: fen(row.amount), paid: fen(row.paid) })),
    }));
    projects.set(id, { ...facts, rosters });
  }
}
