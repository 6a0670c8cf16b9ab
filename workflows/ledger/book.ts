import { type Fen, fen, zero } from '../values/money.js';
import { DomainError } from '../values/domain-error.js';
import { type EntryKind, joins } from './chains.js';
import { isOutside, kindOfAccount, type AccountKey } from './accounts.js';

/** One movement: `amount` leaves `from` and arrives at `to`. It balances by construction. */
export interface Posting {
  readonly kind: EntryKind;
  readonly from: AccountKey;
  readonly to: AccountKey;
  readonly amount: Fen;
  /** The document that stands behind it. */
  readonly documentId?: number;
  /** `claim/3`, `instalment/1`: the part of the project that it is for. */
  readonly part?: string;
  /** Set on a correction (冲销): the kind of the entry whose opposite this is. */
  readonly reverses?: EntryKind;
  /** Where it is not the subject's own: the fund year that it is booked in, the line, the project. */
  readonly year?: number;
  readonly line?: string;
  readonly projectId?: number;
}

export type { EntryKind };

/**
 * Balances as they stand while a batch is decided: each command sees what its predecessors left. A fork collects the
 * postings of one decision; `merge` makes them count, dropping the fork forgets them.
 */
export class Book {
  readonly postings: Posting[] = [];

  constructor(
    private readonly balances: Map<AccountKey, Fen> = new Map(),
    private readonly parent?: Book,
  ) {}

  balance(key: AccountKey): Fen {
    return this.balances.get(key) ?? this.parent?.balance(key) ?? zero;
  }

  fork(): Book {
    return new Book(new Map(), this);
  }

  /** Throws `ledger.overdrawn` with the numbers when `from` would go below zero; posts nothing then. */
  post(posting: Posting): void {
    if (posting.amount <= 0n) throw new DomainError('invalid', 'ledger.not-positive', { amount: posting.amount });
    if (!joins(posting.kind, posting.from, posting.to, posting.reverses)) {
      throw new Error(`no entry ${posting.kind} joins ${posting.from} and ${posting.to}`);
    }
    const left = this.balance(posting.from) - posting.amount;
    if (left < 0n && !isOutside(posting.from)) {
      throw new DomainError('refused', `ledger.overdrawn.${kindOfAccount(posting.from)}`, {
        account: posting.from,
        available: this.balance(posting.from),
        needed: posting.amount,
        missing: -left,
      });
    }
    this.balances.set(posting.from, fen(left));
    this.balances.set(posting.to, fen(this.balance(posting.to) + posting.amount));
    this.postings.push(posting);
  }

  merge(): void {
    for (const [key, balance] of this.balances) this.parent!.balances.set(key, balance);
    this.parent!.postings.push(...this.postings);
  }
}
