import { DomainError } from '../../workflows/values/domain-error.js';
import type { Tx } from '../database/transaction.js';
import { toJson } from '../door/rows.js';
import type { Programme, SourceRow } from './programme.js';

export interface FundYearRows extends Pick<Programme, 'year' | 'rates' | 'lines' | 'earmarks' | 'standards'> {
  readonly sources: readonly (Omit<SourceRow, 'received'> & {
    readonly earmark: string | null;
  })[];
}

/**
 * Writes a fund year as it is planned: its income sources, levy rates, budget tree, earmarks and standards. What comes in and is
 * approved goes through the door. Regions must be there. Refused with `import.year-there` when the year exists; of two at once, one waits.
 */
export async function openFundYear(tx: Tx, rows: FundYearRows): Promise<void> {
  const { year } = rows;
  const [opened] = await tx.named<{ year: number }>(
    'import-fund-year',
    'insert into fund_year (year) values ($1) on conflict do nothing returning year',
    [year],
  );
  if (!opened) throw new DomainError('refused', 'import.year-there', { year });
  const insert = (name: string, statement: string, values: readonly object[]) =>
    tx.named(`import-${name}`, statement, [year, toJson(values)]);
  await insert(
    'sources',
    `insert into income_source (year, code, name, kind, planned_fen, earmark, note)
     select $1, code, name, kind, planned, earmark, note from jsonb_to_recordset($2::jsonb)
       as r(code text, name text, kind text, planned bigint, earmark text, note text)`,
    rows.sources,
  );
  await insert(
    'levies',
    `insert into levy (year, region_id, state, rate_ppm)
     select $1, region, 'rated', rate from jsonb_to_recordset($2::jsonb) as r(region text, rate int)`,
    [...rows.rates].map(([region, rate]) => ({ region, rate })),
  );
  await insert(
    'lines',
    `insert into budget_line (year, code, parent_code, position, name, budget_fen, leaf, mode, evaluated, without_projects, note)
     select $1, code, parent, position, name, case when leaf then budget else 0 end, leaf, mode, evaluated,
       coalesce("withoutProjects", false), note
     from jsonb_to_recordset($2::jsonb) as r(code text, parent text, position int, name text, budget bigint, leaf boolean,
       mode text, evaluated boolean, "withoutProjects" boolean, note text)`,
    rows.lines.map((line, position) => ({ ...line, position })),
  );
  await insert(
    'earmarks',
    `insert into earmark_line (year, earmark, line)
     select $1, source, line from jsonb_to_recordset($2::jsonb) as r(source text, line text)`,
    rows.earmarks,
  );
  await insert(
    'standards',
    `insert into budget_standard (year, line, no, basis, quantity, unit, rate_fen, counted)
     select $1, line, no, basis, quantity, unit, rate, counted from jsonb_to_recordset($2::jsonb)
       as r(line text, no int, basis text, quantity numeric, unit text, rate bigint, counted boolean)`,
    rows.standards.map((standard, index) => ({
      ...standard,
      no: rows.standards.slice(0, index + 1).filter((each) => each.line === standard.line).length,
    })),
  );
}
