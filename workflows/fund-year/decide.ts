import type { Actor } from '../actor.js';
import { budgetAccount, heldAccount, lineAccount, poolAccount, sourceAccount } from '../ledger/accounts.js';
import type { Book, Posting } from '../ledger/book.js';
import { DomainError } from '../values/domain-error.js';
import type { Fen } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';

/** A fund year (年度) as a subject of its own: its income, its holds and its budget. */
export interface FundYearFacts {
  readonly year: number;
  readonly state: 'open' | 'closed';
  readonly version: number;
  readonly sources: readonly { readonly code: string; readonly earmark: string | null }[];
  readonly leaves: readonly { readonly code: string; readonly budget: Fen }[];
  readonly budgetApproved: boolean;
}

export type FundYearEvent =
  | { readonly type: 'income.receive'; readonly source: string; readonly amount: Fen; readonly receivedOn: LocalDate }
  | { readonly type: 'income.hold'; readonly amount: Fen; readonly reason: string }
  | { readonly type: 'income.lift'; readonly amount: Fen; readonly reason: string }
  | { readonly type: 'budget.approve'; readonly reason: string };

export interface FundYearDecision {
  readonly after: FundYearFacts;
  readonly postings: readonly Posting[];
}

const roleFor: Record<FundYearEvent['type'], string> = {
  'income.receive': 'cityFinance',
  'income.hold': 'cityFinance',
  'income.lift': 'cityFinance',
  'budget.approve': 'cityManager',
};

export function decideFundYear(
  facts: FundYearFacts | undefined,
  actor: Actor,
  event: FundYearEvent,
  book: Book,
  today: LocalDate,
  expected: number | null,
): FundYearDecision {
  if (!facts) throw new DomainError('missing', 'fund-year.missing');
  if (actor.kind !== 'member' || actor.level !== 'city' || actor.role !== roleFor[event.type]) {
    throw new DomainError('forbidden', 'fund-year.role-refused', { role: roleFor[event.type] });
  }
  if (facts.state === 'closed') throw new DomainError('refused', 'fund-year.closed', { year: facts.year });
  if (expected !== null && expected !== facts.version) {
    throw new DomainError('conflict', 'fund-year.changed-meanwhile', { expected, actual: facts.version });
  }
  const fork = book.fork();
  const after = { ...facts, version: facts.version + 1 };
  const done = (fields: Partial<FundYearFacts> = {}): FundYearDecision => {
    fork.merge();
    return { after: { ...after, ...fields }, postings: fork.postings };
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
    case 'budget.approve':
      if (facts.budgetApproved) throw new DomainError('refused', 'budget.approved-already', { year });
      for (const { code, budget } of facts.leaves) {
        if (budget > 0n)
          fork.post({ kind: 'budget', from: budgetAccount(year), to: lineAccount(year, code), amount: budget });
      }
      return done({ budgetApproved: true });
  }
}
