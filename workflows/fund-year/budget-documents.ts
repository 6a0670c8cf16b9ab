import type { BudgetKind, DocumentFacts, DocumentLine } from '../document/facts.js';
import { budgetAccount, lineAccount } from '../ledger/accounts.js';
import type { Book } from '../ledger/book.js';
import { DomainError, type Unmet, unmet } from '../values/domain-error.js';
import { type Fen, fen, sum, zero } from '../values/money.js';
import { type BudgetLine, isLineCode } from './budget-tree.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';
import type { FundYearFacts } from './facts.js';

type ByDocument = FundYearEventOf<'budget.approve' | 'budget.adjust'>;

/** The document that stands behind it: confirmed, of this kind and this year. */
function documentBehind({ facts, documents }: YearInHand, id: number, kind: BudgetKind): DocumentFacts {
  const document = documents.get(id);
  if (!document) throw new DomainError('missing', 'document.missing');
  const { number } = document;
  if (document.kind !== kind) throw new DomainError('refused', 'document.of-other-kind', { number });
  if (document.year !== facts.year) throw new DomainError('refused', 'document.of-other-year', { number });
  if (document.state !== 'confirmed') throw new DomainError('refused', 'document.not-confirmed', { number });
  return document;
}

const leavesOf = (lines: readonly BudgetLine[]) => lines.filter((line) => line.leaf);

/** The leading group approves the tree as it was when the document was recorded: each leaf gets its amount. */
export function approveBudget(y: YearInHand, { documentId, overIncome }: ByDocument): YearChange {
  const { facts, book } = y;
  const { year, lines } = facts;
  const document = documentBehind(y, documentId, 'budget');
  if (facts.budgetApproved) throw new DomainError('refused', 'budget.approved-already', { year });
  const listed = new Map(document.lines.map((line) => [line.line, line.after]));
  const leaves = leavesOf(lines);
  if (listed.size !== leaves.length || leaves.some(({ code, budget }) => listed.get(code) !== budget)) {
    throw new DomainError('refused', 'budget.drafted-since', { number: document.number });
  }
  assertWithinIncome(facts, zero, sum(leaves.map((line) => line.budget)), overIncome);
  for (const { code, budget } of leaves) {
    if (budget === 0n) continue;
    book.post({
      kind: 'budget',
      from: budgetAccount(year),
      to: lineAccount(year, code),
      amount: budget,
      documentId: document.id,
    });
  }
  return { budgetApproved: true, adjusted: lines.map((line) => ({ ...line, adjusted: line.budget })) };
}

/**
 * Adjusts the approved budget by a schedule, wholly or not at all. Throws `budget.adjustment-refused` with each line that
 * stands in the way, `budget.over-income` where nobody has said that they know.
 */
export function adjustBudget(y: YearInHand, { documentId, overIncome }: ByDocument): YearChange {
  const { facts, book } = y;
  const { year, lines } = facts;
  const document = documentBehind(y, documentId, 'adjustment');
  if (!facts.budgetApproved) throw new DomainError('refused', 'budget.not-approved', { year });
  const known = new Map(lines.map((line) => [line.code, line]));
  const faults = document.lines.flatMap((item) => faultsOf(item, document.lines, known, year, book));
  if (faults.length > 0)
    throw new DomainError('refused', 'budget.adjustment-refused', { count: faults.length }, faults);
  const added = addedLines(document.lines, lines);
  const change = new Map(document.lines.map((item) => [item.line, item.after]));
  const after = [...lines, ...added].map((line) => ({ ...line, adjusted: change.get(line.code) ?? line.adjusted }));
  const total = (of: readonly BudgetLine[]) => sum(leavesOf(of).map((line) => line.adjusted));
  assertWithinIncome(facts, total(lines), total(after), overIncome);
  for (const { line, before, after: amount } of document.lines) {
    const [budget, own] = [budgetAccount(year), lineAccount(year, line)];
    const [from, to] = amount > before ? [budget, own] : [own, budget];
    const moved = amount > before ? amount - before : before - amount;
    if (moved > 0n) book.post({ kind: 'adjustment', from, to, amount: fen(moved), documentId: document.id });
  }
  return { adjusted: after, addedLines: after.slice(lines.length) };
}

function faultsOf(
  { line, before, after, added }: DocumentLine,
  items: readonly DocumentLine[],
  known: ReadonlyMap<string, BudgetLine>,
  year: number,
  book: Book,
): Unmet[] {
  const own = known.get(line);
  if (added) {
    const { parent } = added;
    const above = parent === null ? null : known.get(parent);
    const isThere = above === null || above?.leaf === false || items.some((item) => item.added && item.line === parent);
    return [
      ...(isLineCode(line) ? [] : [unmet('budget.code-unreadable', { line }, line)]),
      ...(own ? [unmet('budget.line-there', { line }, line)] : []),
      ...(isThere ? [] : [unmet('budget.parent-no-heading', { line, parent }, line)]),
      ...(isHeadingOf(line, items) && after > 0n ? [unmet('budget.heading-has-amount', { line }, line)] : []),
    ];
  }
  if (!own?.leaf) return [unmet('budget.line-unknown', { line, year }, line)];
  if (own.adjusted !== before)
    return [unmet('budget.line-changed-since', { line, before, actual: own.adjusted }, line)];
  const available = book.balance(lineAccount(year, line));
  const committed = fen(own.adjusted - available);
  if (after >= committed) return [];
  return [unmet('budget.below-committed', { line, after, committed, missing: fen(committed - after) }, line)];
}

const isHeadingOf = (code: string, items: readonly DocumentLine[]) => items.some(({ added }) => added?.parent === code);

/** New lines come after all that are there; among their siblings that makes them the last. */
function addedLines(items: readonly DocumentLine[], lines: readonly BudgetLine[]): BudgetLine[] {
  const last = Math.max(-1, ...lines.map((line) => line.position));
  return items
    .filter((item) => item.added !== null)
    .map(({ line, name, added }, index) => ({
      code: line,
      parentCode: added!.parent,
      position: last + 1 + index,
      name,
      leaf: !isHeadingOf(line, items),
      budget: zero,
      mode: added!.mode,
      evaluated: added!.evaluated,
      withoutProjects: added!.withoutProjects,
      departmentId: added!.departmentId,
      note: null,
      earmarks: [],
      standards: [],
      projects: 0,
      adjusted: zero,
    }));
}

/** More than the income planned is a warning: it stands where whoever confirms says that they have seen it. */
function assertWithinIncome(facts: FundYearFacts, before: Fen, total: Fen, isKnown: boolean): void {
  const planned = sum(facts.sources.map((source) => source.planned));
  if (total <= planned || total <= before || isKnown) return;
  throw new DomainError('refused', 'budget.over-income', { total, planned, over: fen(total - planned) });
}
