import type { DataSource, EntityManager } from 'typeorm';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { type Fen, fen, percent, subtract, sum } from '../../workflows/values/money.js';

/** A fund year in figures. Money in fen; each is a sum of ledger entries, or, where it was only planned, of the plan. */
export interface Figures {
  readonly year: number;
  readonly levyPlanned: Fen;
  readonly levyReceived: Fen;
  readonly levyMissing: Fen;
  /** 欠缴: of it what is past its due date, or the year's end. */
  readonly levyArrears: Fen;
  /** Of the levy received: what came after the year's end, as arrears of this year. */
  readonly levyArrearsReceived: Fen;
  readonly incomeReceived: Fen;
  readonly budgetTotal: Fen;
  /** With the adjustments since; as budgeted until the budget is approved. */
  readonly budgetAdjusted: Fen;
  readonly budgetEvaluated: Fen;
  /** Of the evaluated lines, as the execution rate is. */
  readonly released: Fen;
  /** Net: what payees and banks gave back is off it. */
  readonly paid: Fen;
  /** 退款, off what was paid: gross is the two together. */
  readonly refunded: Fen;
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
  readonly adjusted: Fen;
  readonly approved: Fen;
  readonly released: Fen;
  readonly paid: Fen;
  readonly refunded: Fen;
  readonly executionRate: string | null;
  readonly projects: number;
  readonly targetsMet: number;
}

type Row = Record<string, string>;

/**
 * The sums over all projects are the database's (`sums_of_year`): they are open to all who are signed in, where the projects
 * are not. Released and paid are summed from entries, never from balances: what was reversed or clawed back comes off,
 * and the proof of the books compares the two.
 */
const lineFigures = `
select l.code, l.name, l.evaluated, l.budget_fen as budget,
  case when y.budget_approved then coalesce(b.amount, 0) else l.budget_fen end as adjusted, s.approved, s.released, s.paid, s.refunded, s.projects, s.targets_met
from budget_line l join fund_year y on y.year = l.year join sums_of_year($1) s on s.line = l.code
  left join budget_as_adjusted($1) b on b.line = l.code
  join budget_tree($1) t on t.code = l.code
where l.year = $1 and l.leaf order by t.place`;

/** By the door's eyes (`income_of_year`): what each owes and paid is published, when it was asked for is not. */
const incomeFigures = `
select
  coalesce(sum(planned) filter (where kind = 'levy'), 0) as levy_planned,
  coalesce(sum(received) filter (where kind = 'levy'), 0) as levy_received,
  coalesce(sum(received_late) filter (where kind = 'levy'), 0) as levy_arrears_received,
  coalesce(sum(planned - received) filter (where kind = 'levy' and planned > received and $2::date > due_on), 0) as levy_arrears,
  coalesce(sum(received), 0) as income_received
from income_of_year($1)`;

/** The figures of a year; whether a levy is late depends on the day. */
export async function figuresOf(db: DataSource | EntityManager, year: number, today: LocalDate): Promise<Figures> {
  const [there] = await db.query<unknown[]>('select 1 from fund_year where year = $1', [year]);
  if (!there) throw new DomainError('missing', 'fund-year.missing', { year });
  const [income] = await db.query<Row[]>(incomeFigures, [year, today]);
  const rows = await db.query<(Row & { evaluated: boolean })[]>(lineFigures, [year]);
  const lines = rows.map((row): LineFigures => {
    const released = fen(row['released']!);
    const paid = fen(row['paid']!);
    return {
      code: row['code']!,
      name: row['name']!,
      evaluated: row.evaluated,
      budget: fen(row['budget']!),
      adjusted: fen(row['adjusted']!),
      approved: fen(row['approved']!),
      released,
      paid,
      refunded: fen(row['refunded']!),
      executionRate: percent(paid, released),
      projects: Number(row['projects']),
      targetsMet: Number(row['targets_met']),
    };
  });
  const evaluated = lines.filter((line) => line.evaluated);
  const total = (of: readonly LineFigures[], key: 'budget' | 'adjusted' | 'released' | 'paid' | 'refunded') =>
    sum(of.map((line) => line[key]));
  const released = total(evaluated, 'released');
  const paid = total(evaluated, 'paid');
  const levyPlanned = fen(income!['levy_planned']!);
  const levyReceived = fen(income!['levy_received']!);
  return {
    year,
    levyPlanned,
    levyReceived,
    levyMissing: subtract(levyPlanned, levyReceived),
    levyArrears: fen(income!['levy_arrears']!),
    levyArrearsReceived: fen(income!['levy_arrears_received']!),
    incomeReceived: fen(income!['income_received']!),
    budgetTotal: total(lines, 'budget'),
    budgetAdjusted: total(lines, 'adjusted'),
    budgetEvaluated: total(evaluated, 'budget'),
    released,
    paid,
    refunded: total(evaluated, 'refunded'),
    executionRate: percent(paid, released),
    projects: lines.reduce((count, line) => count + line.projects, 0),
    targetsMet: lines.reduce((count, line) => count + line.targetsMet, 0),
    lines,
  };
}
