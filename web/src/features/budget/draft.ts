import type { BudgetLine, BudgetStandard } from '../../shared/api/contract.js';
import { sumFen, type Fen } from '../../shared/money/money.js';
import { fenSoFar, isFen } from '../../shared/money/entry.js';

/** A line while it is drafted. It knows its parent by key, so that a code may be typed anew. */
export interface DraftRow {
  key: string;
  parent: string | null;
  code: string;
  name: string;
  amount?: Fen;
  mode: string | null;
  evaluated: boolean;
  withoutProjects: boolean;
  departmentId: number | null;
  note: string | null;
  earmarks: readonly string[];
  standards: readonly BudgetStandard[];
}

export const rowsOf = (lines: readonly BudgetLine[]): DraftRow[] =>
  lines.map((line) => ({
    key: line.code,
    parent: line.parent,
    code: line.code,
    name: line.name,
    ...(line.leaf ? { amount: line.budget } : {}),
    mode: line.mode,
    evaluated: line.evaluated,
    withoutProjects: line.withoutProjects,
    departmentId: line.departmentId,
    note: line.note,
    earmarks: line.earmarks,
    standards: line.standards,
  }));

export interface PlacedRow {
  row: DraftRow;
  depth: number;
  leaf: boolean;
  /** What it comes to: of a heading, the sum of all leaves below it. */
  total: Fen;
}

/** Quantity × rate in fen, half up, as the server reckons it; nothing while the quantity is no number. */
export function standardAmount({ quantity, rate }: Pick<BudgetStandard, 'quantity' | 'rate'>): Fen {
  const [, whole, fraction = ''] = /^(\d{1,10})(?:\.(\d{1,4}))?$/.exec(quantity) ?? [];
  if (whole === undefined || !isFen(rate)) return '0';
  return ((BigInt(whole + fraction.padEnd(4, '0')) * BigInt(rate) + 5_000n) / 10_000n).toString();
}

const counted = (row: DraftRow) => row.standards.filter((standard) => standard.counted);

/** Whether the amount follows from standards and is not typed. */
export const followsStandards = (row: DraftRow): boolean => counted(row).length > 0;

/** The tree from top to bottom. */
export function placed(rows: readonly DraftRow[]): PlacedRow[] {
  const below = (parent: string | null) => rows.filter((row) => row.parent === parent);
  const walk = (parent: string | null, depth: number): PlacedRow[] =>
    below(parent).flatMap((row) => {
      const children = walk(row.key, depth + 1);
      const own = followsStandards(row) ? sumFen(counted(row).map(standardAmount)) : fenSoFar(row.amount);
      const leaf = children.length === 0;
      const total = leaf ? own : sumFen(children.filter((child) => child.leaf).map((child) => child.total));
      return [{ row, depth, leaf, total }, ...children];
    });
  return walk(null, 0);
}

/** A new line at the end of those below a parent, with the next code that nobody has. */
export function withLineBelow(rows: readonly DraftRow[], parent: string | null, key: string): DraftRow[] {
  const above = rows.find((row) => row.key === parent);
  const codes = new Set(rows.map((row) => row.code));
  let no = rows.filter((row) => row.parent === parent).length + 1;
  const code = () => (above ? `${above.code}.${no}` : String(no));
  while (codes.has(code())) no += 1;
  const row: DraftRow = {
    key,
    parent,
    code: code(),
    name: '',
    mode: null,
    evaluated: above?.evaluated ?? true,
    withoutProjects: false,
    departmentId: null,
    note: null,
    earmarks: [],
    standards: [],
  };
  return [...rows, row];
}

/** Without a line and all below it. */
export function without(rows: readonly DraftRow[], key: string): DraftRow[] {
  const gone = new Set([key]);
  for (const { row } of placed(rows)) if (row.parent !== null && gone.has(row.parent)) gone.add(row.key);
  return rows.filter((row) => !gone.has(row.key));
}

/** One place up (-1) or down (1) among its siblings. */
export function moved(rows: readonly DraftRow[], key: string, by: -1 | 1): DraftRow[] {
  const own = rows.find((row) => row.key === key);
  const siblings = rows.filter((row) => row.parent === own?.parent);
  const other = siblings[siblings.findIndex((row) => row.key === key) + by];
  if (!own || !other) return [...rows];
  return rows.map((row) => (row === own ? other : row === other ? own : row));
}

/** What is sent: the whole tree in its order. */
export function linesToSend(rows: readonly DraftRow[]) {
  const codes = new Map(rows.map((row) => [row.key, row.code]));
  return placed(rows).map(({ row, leaf }) => ({
    code: row.code.trim(),
    parent: row.parent === null ? null : (codes.get(row.parent)?.trim() ?? null),
    name: row.name.trim(),
    amount: leaf && !followsStandards(row) ? (row.amount ?? null) : null,
    mode: leaf ? row.mode : null,
    evaluated: row.evaluated,
    withoutProjects: leaf && row.withoutProjects,
    departmentId: row.departmentId,
    note: row.note,
    earmarks: row.earmarks.map((earmark) => ({ earmark })),
    standards: leaf ? row.standards : [],
  }));
}

/** The lines that a department drafts: those that name it, and all below them. */
export function linesOfDepartment(rows: readonly DraftRow[], department: number): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { row } of placed(rows)) {
    const isOwn =
      row.departmentId === null ? row.parent !== null && own.has(row.parent) : row.departmentId === department;
    if (isOwn) own.add(row.key);
  }
  return own;
}
