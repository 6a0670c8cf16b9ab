import type { Actor } from '../actor.js';
import type { DocumentFacts } from '../document/facts.js';
import type { Book, Posting } from '../ledger/book.js';
import { DomainError } from '../values/domain-error.js';
import type { LocalDate } from '../values/local-date.js';
import { adjustBudget, approveBudget } from './budget-documents.js';
import { assertOwnLines, treeOf } from './budget-tree.js';
import { changed, type YearChange, type YearInHand } from './change.js';
import { type FundYearEvent, type FundYearEventOf, fundYearRoles } from './events.js';
import type { FundYearFacts } from './facts.js';
import { hold, lift } from './holds.js';
import { assess, notify, report } from './levies.js';
import { confirm, receive, refuse, reverse } from './receipts.js';
import { addSource, changeSource } from './sources.js';
import { type CarriedOver, close, recordClosing, type YearEnd } from './year-end.js';

export interface FundYearDecision {
  readonly after: FundYearFacts;
  readonly change: YearChange;
  readonly postings: readonly Posting[];
  /** Of a closing: what became of the next year. */
  readonly carried: CarriedOver | null;
}

export function decideFundYear(
  facts: FundYearFacts | undefined,
  actor: Actor,
  event: FundYearEvent,
  book: Book,
  today: LocalDate,
  expected: number | null,
  departments: ReadonlySet<number>,
  documents: ReadonlyMap<number, DocumentFacts>,
  others: { readonly years: ReadonlyMap<number, FundYearFacts>; readonly ends: ReadonlyMap<number, YearEnd> },
): FundYearDecision {
  if (!facts) throw new DomainError('missing', 'fund-year.missing');
  const allowed = fundYearRoles[event.type];
  const level = event.type === 'levy.report' ? 'county' : 'city';
  if (actor.kind !== 'member' || actor.level !== level || !allowed.includes(actor.role)) {
    throw new DomainError('forbidden', 'fund-year.role-refused', { role: allowed[0]! });
  }
  // A closed year takes reversals only.
  if (facts.state === 'closed' && event.type !== 'income.reverse') {
    throw new DomainError('refused', 'fund-year.closed', { year: facts.year });
  }
  const actual = event.type === 'budget.draft' ? facts.budgetVersion : facts.version;
  if (expected !== null && expected !== actual) {
    throw new DomainError('conflict', 'fund-year.changed-meanwhile', { expected, actual });
  }
  const fork = book.fork();
  const y: YearInHand = { facts, actor, today, book: fork, departments, documents };
  if (event.type === 'year.close') {
    const { carried, ...change } = close(y, event, others.years.get(event.nextYear), others.ends.get(facts.year));
    fork.merge();
    return { after: changed(facts, change), change, postings: fork.postings, carried };
  }
  const change = changeBy(y, event);
  fork.merge();
  return { after: changed(facts, change), change, postings: fork.postings, carried: null };
}

function changeBy(y: YearInHand, event: Exclude<FundYearEvent, { type: 'year.close' }>): YearChange {
  switch (event.type) {
    case 'year.recordClosing':
      return recordClosing(y, event);
    case 'levy.assess':
      return assess(y, event);
    case 'levy.notify':
      return notify(y, event);
    case 'levy.report':
      return report(y, event);
    case 'income.receive':
      return receive(y, event);
    case 'income.confirm':
      return confirm(y, event);
    case 'income.refuse':
      return refuse(y, event);
    case 'income.reverse':
      return reverse(y, event);
    case 'source.add':
      return addSource(y, event);
    case 'source.change':
      return changeSource(y, event);
    case 'income.hold':
      return hold(y, event);
    case 'income.lift':
      return lift(y, event);
    case 'budget.draft':
      return draftBudget(y, event);
    case 'budget.approve':
      return approveBudget(y, event);
    case 'budget.adjust':
      return adjustBudget(y, event);
  }
}

function draftBudget({ facts, actor, departments }: YearInHand, event: FundYearEventOf<'budget.draft'>): YearChange {
  if (facts.budgetApproved) throw new DomainError('refused', 'budget.approved-already', { year: facts.year });
  const earmarks = new Set(facts.sources.flatMap((source) => source.earmark ?? []));
  const lines = treeOf(event.lines, { before: facts.lines, departments, earmarks });
  if (actor.kind === 'member' && actor.role === 'lineDepartment') assertOwnLines(actor, facts.lines, lines);
  return { lines };
}
