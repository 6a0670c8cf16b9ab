import type { Actor, Role } from '../actor.js';
import { budgetAccount, heldAccount, lineAccount, poolAccount, sourceAccount } from '../ledger/accounts.js';
import type { Book, Posting } from '../ledger/book.js';
import { DomainError } from '../values/domain-error.js';
import type { Fen } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';
import { assertOwnLines, type BudgetLine, type DraftedLine, treeOf } from './budget-tree.js';

/** A fund year (年度) as a subject of its own: its income, its holds and its budget. */
export interface FundYearFacts {
  readonly year: number;
  readonly state: 'open' | 'closed';
  readonly version: number;
  readonly sources: readonly { readonly code: string; readonly earmark: string | null }[];
  readonly lines: readonly BudgetLine[];
  readonly budgetApproved: boolean;
  /** Of the drafted tree alone: income that comes in meanwhile makes no draft stale. */
  readonly budgetVersion: number;
}

export type FundYearEvent =
  | { readonly type: 'income.receive'; readonly source: string; readonly amount: Fen; readonly receivedOn: LocalDate }
  | { readonly type: 'income.hold'; readonly amount: Fen; readonly reason: string }
  | { readonly type: 'income.lift'; readonly amount: Fen; readonly reason: string }
  | { readonly type: 'budget.draft'; readonly lines: readonly DraftedLine[] }
  | { readonly type: 'budget.approve'; readonly reason: string };

export interface FundYearDecision {
  readonly after: FundYearFacts;
  readonly postings: readonly Posting[];
  /** The tree of lines is another, and to be written whole. */
  readonly isRedrafted: boolean;
}

const rolesFor: Record<FundYearEvent['type'], readonly Role[]> = {
  'income.receive': ['cityFinance'],
  'income.hold': ['cityFinance'],
  'income.lift': ['cityFinance'],
  'budget.draft': ['cityManager', 'lineDepartment'],
  'budget.approve': ['cityManager'],
};

export function decideFundYear(
  facts: FundYearFacts | undefined,
  actor: Actor,
  event: FundYearEvent,
  book: Book,
  today: LocalDate,
  expected: number | null,
  departments: ReadonlySet<number> = new Set(),
): FundYearDecision {
  if (!facts) throw new DomainError('missing', 'fund-year.missing');
  const allowed = rolesFor[event.type];
  if (actor.kind !== 'member' || actor.level !== 'city' || !allowed.includes(actor.role)) {
    throw new DomainError('forbidden', 'fund-year.role-refused', { role: allowed[0]! });
  }
  if (facts.state === 'closed') throw new DomainError('refused', 'fund-year.closed', { year: facts.year });
  const actual = event.type === 'budget.draft' ? facts.budgetVersion : facts.version;
  if (expected !== null && expected !== actual) {
    throw new DomainError('conflict', 'fund-year.changed-meanwhile', { expected, actual });
  }
  const fork = book.fork();
  const after = { ...facts, version: facts.version + 1 };
  const done = (fields: Partial<FundYearFacts> = {}): FundYearDecision => {
    fork.merge();
    return { after: { ...after, ...fields }, postings: fork.postings, isRedrafted: fields.lines !== undefined };
  };
  const { year } = facts;
  switch (event.type) {
    case 'income.receive': {
      const source = facts.sources.find((candidate) => candidate.code === event.source);
      if (event.receivedOn > today) throw new DomainError('invalid', 'date.in-future', { date: event.receivedOn });
      if (!source) throw new DomainError('refused', 'income.source-unknown', { source: event.source, year });
      fork.post({
        kind: 'income',
        from: sourceAccount(year, source.code),
        to: poolAccount(year, source.earmark ?? undefined),
        amount: event.amount,
      });
      return done();
    }
    case 'income.hold':
      fork.post({ kind: 'hold', from: poolAccount(year), to: heldAccount(year), amount: event.amount });
      return done();
    case 'income.lift':
      fork.post({ kind: 'hold-lift', from: heldAccount(year), to: poolAccount(year), amount: event.amount });
      return done();
    case 'budget.draft': {
      if (facts.budgetApproved) throw new DomainError('refused', 'budget.approved-already', { year });
      const earmarks = new Set(facts.sources.flatMap((source) => source.earmark ?? []));
      const lines = treeOf(event.lines, { before: facts.lines, departments, earmarks });
      if (actor.role === 'lineDepartment') assertOwnLines(actor, facts.lines, lines);
      return done({ lines, budgetVersion: facts.budgetVersion + 1 });
    }
    case 'budget.approve':
      if (facts.budgetApproved) throw new DomainError('refused', 'budget.approved-already', { year });
      for (const { code, leaf, budget } of facts.lines) {
        if (leaf && budget > 0n)
          fork.post({ kind: 'budget', from: budgetAccount(year), to: lineAccount(year, code), amount: budget });
      }
      return done({ budgetApproved: true });
  }
}
