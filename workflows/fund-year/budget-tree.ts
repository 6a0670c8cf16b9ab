import type { Member } from '../actor.js';
import type { Mode } from '../project/modes.js';
import { DomainError, type Unmet, unmet } from '../values/domain-error.js';
import { type Fen, fen, sum, zero } from '../values/money.js';

/** A standard (补助标准): so many of a unit at a rate. */
export interface BudgetStandard {
  readonly basis: string;
  /** A decimal number with four places at most, as `84` or `12.5`. */
  readonly quantity: string;
  readonly unit: string;
  readonly rate: Fen;
  /** Whether the leaf's amount follows from it; one that only explains (实际需求) does not count. */
  readonly counted: boolean;
}

/** A node of the tree. Only leaves have an amount of their own: a heading's figure is always the sum of its leaves. */
export interface BudgetLine {
  readonly code: string;
  readonly parentCode: string | null;
  /** Its place in the whole tree as it was drafted, from 0. */
  readonly position: number;
  readonly name: string;
  readonly leaf: boolean;
  readonly budget: Fen;
  readonly mode: Mode | null;
  /** 纳入绩效评价 */
  readonly evaluated: boolean;
  /** Released and spent as a whole, as business expenses (工作经费) are; no project is on it. */
  readonly withoutProjects: boolean;
  readonly departmentId: number | null;
  readonly note: string | null;
  readonly earmarks: readonly string[];
  readonly standards: readonly BudgetStandard[];
  /** How many projects are on it. */
  readonly projects: number;
  /** What was approved and adjusted since, as its entries come to; nothing before the approval. */
  readonly adjusted: Fen;
}

/** A line as somebody drafts it. Without an amount it gets what its standards come to. */
export interface DraftedLine {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly amount: Fen | null;
  readonly mode: Mode | null;
  readonly evaluated: boolean;
  readonly withoutProjects: boolean;
  readonly departmentId: number | null;
  readonly note: string | null;
  readonly earmarks: readonly string[];
  readonly standards: readonly BudgetStandard[];
}

/** What the whole of a draft is held against. */
export interface DraftContext {
  readonly before: readonly BudgetLine[];
  readonly departments: ReadonlySet<number>;
  /** The pools of the year that income for certain lines goes into. */
  readonly earmarks: ReadonlySet<string>;
}

/** A code is part of account keys and addresses: any letters and digits, no slash, no blank. The database says the same. */
export const isLineCode = (code: string): boolean => /^[^\s/\p{C}]{1,40}$/u.test(code);

const decimal = /^(\d{1,10})(?:\.(\d{1,4}))?$/;

/** Quantity × rate in fen, half up; null where the quantity is no number of four places at most. */
export function standardAmount({ quantity, rate }: Pick<BudgetStandard, 'quantity' | 'rate'>): Fen | null {
  const [, whole, fraction = ''] = decimal.exec(quantity) ?? [];
  if (whole === undefined) return null;
  return fen((BigInt(whole + fraction.padEnd(4, '0')) * rate + 5_000n) / 10_000n);
}

const counted = (line: Pick<DraftedLine, 'standards'>) => line.standards.filter((standard) => standard.counted);

/** What the standards of a line come to; null where none of them counts. */
export const standardsTotal = (line: Pick<DraftedLine, 'standards'>): Fen | null =>
  counted(line).length === 0 ? null : sum(counted(line).map((standard) => standardAmount(standard) ?? zero));

/**
 * The tree that a draft makes, in its order. Throws `budget.tree-wrong` with all that is wrong, each at its place
 * (`lines.3.code`).
 */
export function treeOf(drafted: readonly DraftedLine[], { before, departments, earmarks }: DraftContext): BudgetLine[] {
  const known = new Map(before.map((line) => [line.code, line]));
  const parents = new Map(drafted.map((line) => [line.code, line.parent]));
  const headings = new Set(drafted.flatMap(({ parent }) => parent ?? []));
  const faults: Unmet[] = [];
  const seen = new Set<string>();
  const lines = drafted.map((line, position): BudgetLine => {
    const { code, parent, amount, standards } = line;
    const at = (field: string) => `lines.${position}.${field}`;
    const isHeading = headings.has(code);
    const projects = known.get(code)?.projects ?? 0;
    if (!isLineCode(code)) faults.push(unmet('budget.code-unreadable', { line: code }, at('code')));
    if (seen.has(code)) faults.push(unmet('budget.code-twice', { line: code }, at('code')));
    seen.add(code);
    if (parent !== null && !parents.has(parent))
      faults.push(unmet('budget.parent-unknown', { line: code, parent }, at('parent')));
    else if (isInCircle(code, parents)) faults.push(unmet('budget.in-a-circle', { line: code }, at('parent')));
    standards.forEach((standard, index) => {
      if (standardAmount(standard) === null)
        faults.push(
          unmet(
            'budget.quantity-unreadable',
            { line: code, quantity: standard.quantity },
            at(`standards.${index}.quantity`),
          ),
        );
    });
    const total = standardsTotal(line);
    if (isHeading && (standards.length > 0 || (amount ?? 0n) > 0n))
      faults.push(unmet('budget.heading-has-amount', { line: code }, at('amount')));
    else if (total !== null && amount !== null && total !== amount)
      faults.push(unmet('budget.standards-differ', { line: code, amount, total }, at('amount')));
    if (line.withoutProjects && (isHeading || line.mode !== null))
      faults.push(unmet('budget.spent-whole-needs-leaf', { line: code }, at('withoutProjects')));
    if (projects > 0 && (isHeading || line.withoutProjects))
      faults.push(unmet('budget.line-has-projects', { line: code, projects }, at('code')));
    if (line.departmentId !== null && !departments.has(line.departmentId))
      faults.push(
        unmet('budget.department-unknown', { line: code, department: line.departmentId }, at('departmentId')),
      );
    const strange = line.earmarks.find((earmark) => !earmarks.has(earmark));
    if (strange !== undefined)
      faults.push(unmet('budget.earmark-unknown', { line: code, earmark: strange }, at('earmarks')));
    return {
      code,
      parentCode: parent,
      position,
      name: line.name,
      leaf: !isHeading,
      budget: isHeading ? zero : (amount ?? total ?? zero),
      mode: line.mode,
      evaluated: line.evaluated,
      withoutProjects: line.withoutProjects,
      departmentId: line.departmentId,
      note: line.note,
      earmarks: [...new Set(line.earmarks)],
      standards,
      projects,
      adjusted: zero,
    };
  });
  for (const { code, projects } of before) {
    if (projects > 0 && !seen.has(code)) faults.push(unmet('budget.line-has-projects', { line: code, projects }));
  }
  throwWhereWrong(faults);
  return lines;
}

function isInCircle(code: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
    if (passed.has(at)) return at === code;
    passed.add(at);
  }
  return false;
}

const throwWhereWrong = (faults: readonly Unmet[]): void => {
  if (faults.length > 0) throw new DomainError('refused', 'budget.tree-wrong', { count: faults.length }, faults);
};

/**
 * A line department drafts the allocation of its lines: of those that name it, and of all below them. Everything else, and
 * where its own lines hang, stays as the city manager drafted it. Throws `budget.tree-wrong` with the lines of others.
 */
export function assertOwnLines(actor: Member, before: readonly BudgetLine[], after: readonly BudgetLine[]): void {
  const [earlier, later] = [before, after].map((lines) => new Map(lines.map((line) => [line.code, line])));
  const own = (lines: ReadonlyMap<string, BudgetLine>, code: string): boolean => {
    for (let line = lines.get(code); line; line = lines.get(line.parentCode ?? '')) {
      if (line.departmentId !== null) return line.departmentId === actor.organisationId;
    }
    return false;
  };
  const faults: Unmet[] = [];
  const notYours = (code: string, position: number | null) =>
    faults.push(
      position === null
        ? unmet('budget.line-of-others', { line: code })
        : unmet('budget.line-of-others', { line: code }, `lines.${position}.code`),
    );
  for (const line of after) {
    const was = earlier!.get(line.code);
    if (was && isSameLine(was, line)) continue;
    const assigned = was?.departmentId ?? null;
    const stays = was ? line.departmentId === assigned : line.departmentId === null;
    const hangs = assigned === null || line.parentCode === was?.parentCode;
    const mine = own(later!, line.code) && (!was || own(earlier!, line.code));
    if (!mine || !stays || !hangs) notYours(line.code, line.position);
  }
  for (const line of before) {
    if (!later!.has(line.code) && (line.departmentId !== null || !own(earlier!, line.code))) notYours(line.code, null);
  }
  const order = (lines: readonly BudgetLine[]) =>
    lines.filter(({ code }) => !own(earlier!, code) && earlier!.has(code)).map(({ code }) => code);
  if (faults.length === 0 && order(before).join('/') !== order(after).join('/')) notYours(order(after)[0]!, 0);
  throwWhereWrong(faults);
}

/** Whether nothing of a line differs but where it stands in the list. */
const isSameLine = (a: BudgetLine, b: BudgetLine): boolean => saidOf(a) === saidOf(b);

const saidOf = (line: BudgetLine): string =>
  JSON.stringify(
    [
      line.parentCode,
      line.name,
      line.leaf,
      line.budget,
      line.mode,
      line.evaluated,
      line.withoutProjects,
      line.departmentId,
      line.note,
      [...line.earmarks].sort(),
      line.standards.map((each) => [each.basis, Number(each.quantity), each.unit, each.rate, each.counted]),
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );
