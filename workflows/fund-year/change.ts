import type { Actor } from '../actor.js';
import type { DocumentFacts } from '../document/facts.js';
import type { Book } from '../ledger/book.js';
import type { LocalDate } from '../values/local-date.js';
import type { BudgetLine } from './budget-tree.js';
import type { FundYearFacts, Hold, Levy, Receipt, Source, YearClosing } from './facts.js';

/** What an event is decided on. `book` is a fork: what is posted counts when the decision stands. */
export interface YearInHand {
  readonly facts: FundYearFacts;
  readonly actor: Actor;
  readonly today: LocalDate;
  readonly book: Book;
  /** The city's line departments, by their organisation. */
  readonly departments: ReadonlySet<number>;
  readonly documents: ReadonlyMap<number, DocumentFacts>;
}

/** The rows that an event writes, new or anew; the entries stand in the book. */
export interface YearChange {
  readonly sources?: readonly Source[];
  readonly levies?: readonly Levy[];
  readonly receipts?: readonly Receipt[];
  readonly holds?: readonly Hold[];
  /** New: the lines that earmarked income may be spent on. */
  readonly earmarks?: readonly { readonly earmark: string; readonly line: string }[];
  /** The tree of lines is another, and to be written whole. */
  readonly lines?: readonly BudgetLine[];
  /** The same tree with what its lines have from now on; that is in the entries, and only the lines that are added are written. */
  readonly adjusted?: readonly BudgetLine[];
  readonly addedLines?: readonly BudgetLine[];
  readonly budgetApproved?: true;
  readonly closing?: YearClosing;
  readonly closed?: { readonly nextYear: number; readonly confirmedBy: number | null };
  /** Projects that go on under the budget of another year. */
  readonly movedOn?: readonly { readonly id: number; readonly year: number; readonly line: string }[];
  /** `receipt/3`: what of the year it was about, for its history. */
  readonly part?: string;
}

export function changed(facts: FundYearFacts, change: YearChange): FundYearFacts {
  return {
    ...facts,
    version: facts.version + 1,
    sources: replaced(facts.sources, change.sources, ({ code }) => code),
    levies: replaced(facts.levies, change.levies, ({ regionId }) => regionId),
    receipts: replaced(facts.receipts, change.receipts, ({ no }) => no),
    holds: replaced(facts.holds, change.holds, ({ no }) => no),
    lines: change.lines ?? change.adjusted ?? earmarked(facts.lines, change.earmarks),
    budgetVersion: facts.budgetVersion + (change.lines ? 1 : 0),
    ...(change.closing ? { closing: change.closing } : {}),
    ...(change.closed ? { state: 'closed', nextYear: change.closed.nextYear } : {}),
    budgetApproved: facts.budgetApproved || change.budgetApproved === true,
  };
}

function earmarked(lines: readonly BudgetLine[], earmarks: YearChange['earmarks'] = []): readonly BudgetLine[] {
  if (earmarks.length === 0) return lines;
  return lines.map((line) => ({
    ...line,
    earmarks: [...line.earmarks, ...earmarks.filter((each) => each.line === line.code).map(({ earmark }) => earmark)],
  }));
}

function replaced<T>(rows: readonly T[], news: readonly T[] | undefined, key: (row: T) => unknown): readonly T[] {
  if (!news) return rows;
  const kept = rows.map((row) => news.find((each) => key(each) === key(row)) ?? row);
  return [...kept, ...news.filter((each) => !rows.some((row) => key(row) === key(each)))];
}
