import type { BudgetLine } from '../../workflows/fund-year/budget-tree.js';
import type { FundYearFacts } from '../../workflows/fund-year/facts.js';
import type { Changes } from './write.js';

/** Of each year its whole tree, as one row: `lines` is what stands then, and everything else goes. */
const trees = 'json_to_recordset($1::json) as r(year int, lines json)';
const linesOf = `${trees} cross join lateral json_to_recordset(r.lines) as l(code text, parent_code text, position int, name text,
    budget_fen bigint, leaf boolean, mode text, evaluated boolean, without_projects boolean, department_id int, note text,
    earmarks text[], standards json)`;

/** In this order: what hangs on lines goes before lines do, and comes after them. */
const statements = {
  'budget-standards-gone': `delete from budget_standard s using ${trees} where s.year = r.year`,
  'budget-earmarks-gone': `delete from earmark_line e using ${trees} where e.year = r.year`,
  'budget-lines': `insert into budget_line (year, code, parent_code, position, name, budget_fen, leaf, mode, evaluated,
      without_projects, department_id, note)
    select r.year, l.code, l.parent_code, l.position, l.name, l.budget_fen, l.leaf, l.mode, l.evaluated,
      l.without_projects, l.department_id, l.note
    from ${linesOf}
    on conflict (year, code) do update set parent_code = excluded.parent_code, position = excluded.position,
      name = excluded.name, budget_fen = excluded.budget_fen, leaf = excluded.leaf, mode = excluded.mode,
      evaluated = excluded.evaluated, without_projects = excluded.without_projects,
      department_id = excluded.department_id, note = excluded.note`,
  'budget-lines-gone': `delete from budget_line b using ${trees}
    where b.year = r.year and not exists (select from json_to_recordset(r.lines) as l(code text) where l.code = b.code)`,
  'budget-standards': `insert into budget_standard (year, line, no, basis, quantity, unit, rate_fen, counted)
    select r.year, l.code, s.no, s.basis, s.quantity, s.unit, s.rate_fen, s.counted
    from ${linesOf} cross join lateral json_to_recordset(l.standards) as s(no int, basis text, quantity numeric, unit text,
      rate_fen bigint, counted boolean)`,
  'budget-earmarks': `insert into earmark_line (year, earmark, line)
    select r.year, e.earmark, l.code from ${linesOf} cross join lateral unnest(l.earmarks) as e(earmark)`,
} as const;

/** Writes the drafted tree of a year: of two drafts in one batch the last. */
export function addBudgetTree(changes: Changes, { year, lines }: FundYearFacts): void {
  const row = {
    year,
    lines: lines.map((line) => ({
      code: line.code,
      parent_code: line.parentCode,
      position: line.position,
      name: line.name,
      budget_fen: line.budget.toString(),
      leaf: line.leaf,
      mode: line.mode,
      evaluated: line.evaluated,
      without_projects: line.withoutProjects,
      department_id: line.departmentId,
      note: line.note,
      earmarks: line.earmarks,
      standards: line.standards.map((standard, index) => ({
        no: index + 1,
        basis: standard.basis,
        quantity: standard.quantity,
        unit: standard.unit,
        rate_fen: standard.rate.toString(),
        counted: standard.counted,
      })),
    })),
  };
  for (const [name, statement] of Object.entries(statements)) changes.put(name, statement, ['year'], row);
}

const addedLines = `insert into budget_line (year, code, parent_code, position, name, budget_fen, leaf, mode, evaluated,
    without_projects, department_id)
  select year, code, parent_code, position, name, 0, leaf, mode, evaluated, without_projects, department_id
  from json_to_recordset($1::json) as r(year int, code text, parent_code text, position int, name text, leaf boolean,
    mode text, evaluated boolean, without_projects boolean, department_id int)`;

/** Lines that an adjustment adds: of the budget that was approved they have nothing. */
export function addBudgetLines(changes: Changes, year: number, lines: readonly BudgetLine[]): void {
  const rows = lines.map((line) => ({
    year,
    code: line.code,
    parent_code: line.parentCode,
    position: line.position,
    name: line.name,
    leaf: line.leaf,
    mode: line.mode,
    evaluated: line.evaluated,
    without_projects: line.withoutProjects,
    department_id: line.departmentId,
  }));
  changes.add('budget-lines-added', addedLines, ...rows);
}
