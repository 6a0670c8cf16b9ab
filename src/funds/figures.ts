import type { DataSource, EntityManager } from 'typeorm';
import { DomainError } from '../../workflows/values/domain-error.js';
import { type Fen, fen, percent, subtract, sum } from '../../workflows/values/money.js';

/** A fund year in figures. Money in fen; each is a sum of ledger entries, or, where it was only planned, of the plan. */
export interface Figures {
  readonly year: number;
  readonly levyPlanned: Fen;
  readonly levyReceived: Fen;
  readonly levyMissing: Fen;
  readonly incomeReceived: Fen;
  readonly budgetTotal: Fen;
  readonly budgetEvaluated: Fen;
  /** Of the evaluated lines, as the execution rate is. */
  readonly released: Fen;
  readonly paid: Fen;
  /** 预算执行率: paid ÷ released in percent, two decimals, half up; null where nothing is released. */
  readonly executionRate: string | null;
  readonly projects: number;
  readonly targetsMet: number;
  readonly lines: readonly LineFigures[];
}

export interface LineFigures {
  readonly code: string;
  readonly name: string;
  readonly evaluated: boolean;
  readonly budget: Fen;
  readonly approved: Fen;
  readonly released: Fen;
  readonly paid: Fen;
  readonly executionRate: string | null;
  readonly projects: number;
  readonly targetsMet: number;
}

type Row = Record<string, string>;

/**
 * Released and paid are summed from entries, never from balances: what was reversed or clawed back comes off, and the
 * proof of the books compares the two.
 */
const lineFigures = `
with moved as (
  select p.line,
    sum(case when e.kind = 'authorise' then e.amount_fen::bigint
             when e.kind = 'authority-back' or e.reverses = 'authorise' then -e.amount_fen::bigint else 0 end) as released,
    sum(case when e.kind = 'payment' then e.amount_fen::bigint when e.reverses = 'payment' then -e.amount_fen::bigint else 0 end) as paid,
    sum(case when e.kind = 'commit' then e.amount_fen::bigint
             when e.kind in ('uncommit', 'authority-back') then -e.amount_fen::bigint else 0 end) as approved
  from entry e join project p on p.id = e.project_id where e.year = $1 group by p.line
), counted as (
  -- A project that was turned down or withdrawn was never one of the programme.
  select p.line, count(*) as projects,
    count(*) filter (where exists (select 1 from self_evaluation s
      where s.project_id = p.id and s.state = 'confirmed' and s.target_met)) as targets_met
  from project p
  where p.year = $1 and exists (select 1 from entry e where e.project_id = p.id and e.kind = 'commit')
  group by p.line
)
select l.code, l.name, l.evaluated, l.budget_fen as budget, coalesce(m.approved, 0) as approved,
  coalesce(m.released, 0) as released, coalesce(m.paid, 0) as paid,
  coalesce(c.projects, 0) as projects, coalesce(c.targets_met, 0) as targets_met
from budget_line l left join moved m on m.line = l.code left join counted c on c.line = l.code
where l.year = $1 and l.leaf order by string_to_array(l.code, '.')::int[]`;

const incomeFigures = `
select
  coalesce((select sum(planned_fen) from income_source where year = $1 and kind = 'levy'), 0) as levy_planned,
  coalesce(sum(e.amount_fen::bigint) filter (where s.kind = 'levy'), 0) as levy_received,
  coalesce(sum(e.amount_fen::bigint), 0) as income_received
from entry e join account a on a.id = e.from_account_id
  join income_source s on s.year = $1 and a.key = 'source/' || ($1::int)::text || '/' || s.code
where e.year = $1 and e.kind = 'income'`;

export async function figuresOf(db: DataSource | EntityManager, year: number): Promise<Figures> {
  const [there] = await db.query<unknown[]>('select 1 from fund_year where year = $1', [year]);
  if (!there) throw new DomainError('missing', 'fund-year.missing', { year });
  const [income] = await db.query<Row[]>(incomeFigures, [year]);
  const rows = await db.query<(Row & { evaluated: boolean })[]>(lineFigures, [year]);
  const lines = rows.map((row): LineFigures => {
    const released = fen(row['released']!);
    const paid = fen(row['paid']!);
    return {
      code: row['code']!,
      name: row['name']!,
      evaluated: row.evaluated,
      budget: fen(row['budget']!),
      approved: fen(row['approved']!),
      released,
      paid,
      executionRate: percent(paid, released),
      projects: Number(row['projects']),
      targetsMet: Number(row['targets_met']),
    };
  });
  const evaluated = lines.filter((line) => line.evaluated);
  const total = (of: readonly LineFigures[], key: 'budget' | 'released' | 'paid') => sum(of.map((line) => line[key]));
  const released = total(evaluated, 'released');
  const paid = total(evaluated, 'paid');
  const levyPlanned = fen(income!['levy_planned']!);
  const levyReceived = fen(income!['levy_received']!);
  return {
    year,
    levyPlanned,
    levyReceived,
    levyMissing: subtract(levyPlanned, levyReceived),
    incomeReceived: fen(income!['income_received']!),
    budgetTotal: total(lines, 'budget'),
    budgetEvaluated: total(evaluated, 'budget'),
    released,
    paid,
    executionRate: percent(paid, released),
    projects: lines.reduce((count, line) => count + line.projects, 0),
    targetsMet: lines.reduce((count, line) => count + line.targetsMet, 0),
    lines,
  };
}
