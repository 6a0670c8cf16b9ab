import type { AccountKey } from '../ledger/accounts.js';
import { lineAccount, poolAccount, shareAccount } from '../ledger/accounts.js';
import type { EntryKind } from '../ledger/book.js';
import { DomainError } from '../values/domain-error.js';
import { type Fen, fen, least } from '../values/money.js';
import { poolsFor, type Situation, shareMoney } from './facts.js';
import type { AnyPart, Instalment, PartKind, PartOf } from './parts.js';
import type { Effect } from './stage.js';

export const setProject = (fields: Extract<Effect, { type: 'project.set' }>['fields']): Effect => ({
  type: 'project.set',
  fields,
});

type Own<K extends PartKind> = Omit<PartOf<K>, 'kind' | 'no' | 'state' | 'version'>;

export const addPart = <K extends PartKind>(kind: K, state: string, fields: Own<K>): Effect => ({
  type: 'part.add',
  kind,
  state,
  fields,
});

/** Changes fields of the part that the event is about; its state follows from its own machine. */
export function setPart<K extends PartKind>(s: Situation, kind: K, fields: Partial<Own<K>>): Effect {
  if (s.part?.kind !== kind) throw new Error(`a ${kind} was expected, not ${s.part?.kind}`);
  return { type: 'part.set', kind, no: s.part.no, fields };
}

export const voidParts = (parts: readonly AnyPart[]): Effect[] =>
  parts.map((part) => ({ type: 'part.set', kind: part.kind, no: part.no, state: 'void', fields: {} }));

interface Behind {
  readonly documentId?: number;
  readonly part?: string;
  readonly reverses?: EntryKind;
}

/** One entry, or none where the amount is nothing. */
export const post = (kind: EntryKind, from: AccountKey, to: AccountKey, amount: Fen, behind: Behind = {}): Effect[] =>
  amount === 0n ? [] : [{ type: 'ledger.post', kind, from, to, amount, ...behind }];

const own = (s: Situation, share: number, kind: Parameters<typeof shareAccount>[2]) =>
  shareAccount(s.facts.project.id, share, kind);
const line = (s: Situation) => lineAccount(s.facts.line.year, s.facts.line.code);

export const commit = (s: Situation, share: number, amount: Fen, behind: Behind): Effect[] =>
  post('commit', line(s), own(s, share, 'committed'), amount, behind);

/** Gives authority that was not used for a release back to the line. */
export const uncommit = (s: Situation, share: number, amount: Fen, behind: Behind = {}): Effect[] =>
  post('uncommit', own(s, share, 'committed'), line(s), amount, behind);

export const uncommitAll = (s: Situation): Effect[] =>
  s.facts.shares.flatMap((share) => uncommit(s, share.no, shareMoney.committed(s, share.no)));

/** Takes `amount` from the pools that the line may use, earmarked ones first. */
export function draw(s: Situation, amount: Fen, alreadyDrawn: Map<string, Fen>): Instalment['drawn'] {
  const drawn: { pool: string; amount: Fen }[] = [];
  let left = amount;
  for (const pool of poolsFor(s)) {
    const there = fen(s.book.balance(pool) - (alreadyDrawn.get(pool) ?? 0n));
    const part = least(left, there > 0n ? there : fen(0));
    if (part === 0n) continue;
    drawn.push({ pool, amount: part });
    alreadyDrawn.set(pool, fen((alreadyDrawn.get(pool) ?? 0n) + part));
    left = fen(left - part);
  }
  if (left > 0n)
    throw new DomainError('refused', 'ledger.overdrawn.pool', {
      needed: amount,
      available: amount - left,
      missing: left,
    });
  return drawn;
}

/** A release: money leaves the pools, and as much authority is used up. */
export const release = (s: Situation, share: number, drawn: Instalment['drawn'], behind: Behind): Effect[] =>
  drawn.flatMap(({ pool, amount }) => [
    ...post('release', pool, own(s, share, 'transit'), amount, behind),
    ...post('authorise', own(s, share, 'committed'), own(s, share, 'issued'), amount, behind),
  ]);

/** The opposite entries of a release whose money is still on its way (冲销). */
export const reverseRelease = (s: Situation, instalment: Instalment): Effect[] =>
  instalment.drawn.flatMap(({ pool, amount }) => {
    const behind = { part: `instalment/${instalment.no}`, documentId: instalment.documentId };
    return [
      ...post('reversal', own(s, instalment.share, 'transit'), pool, amount, { ...behind, reverses: 'release' }),
      ...post('reversal', own(s, instalment.share, 'issued'), own(s, instalment.share, 'committed'), amount, {
        ...behind,
        reverses: 'authorise',
      }),
    ];
  });

export const receive = (s: Situation, share: number, amount: Fen, behind: Behind): Effect[] =>
  post('receipt', own(s, share, 'transit'), own(s, share, 'available'), amount, behind);

/** Where a claim is paid from: what was retained, or what has arrived. */
export type PaidFrom = 'available' | 'retained';

export const pay = (s: Situation, share: number, from: PaidFrom, amount: Fen, behind: Behind): Effect[] =>
  post('payment', own(s, share, from), own(s, share, 'spent'), amount, behind);

export const reversePayment = (s: Situation, share: number, from: PaidFrom, amount: Fen, behind: Behind): Effect[] =>
  post('reversal', own(s, share, 'spent'), own(s, share, from), amount, { ...behind, reverses: 'payment' });

/** What the payee gave back: no reversal, for the payment was made, and rightly so on the day. */
export const refund = (s: Situation, share: number, amount: Fen, behind: Behind): Effect[] =>
  post('refund', own(s, share, 'spent'), own(s, share, 'available'), amount, behind);

export const retain = (s: Situation, share: number, amount: Fen, behind: Behind): Effect[] =>
  post('retain', own(s, share, 'available'), own(s, share, 'retained'), amount, behind);

export const retainBack = (s: Situation, share: number, amount: Fen, behind: Behind = {}): Effect[] =>
  post('retain-back', own(s, share, 'retained'), own(s, share, 'available'), amount, behind);

/** A pool of a closed year went over into that of the year which the project is paid from now. */
const poolNow = (s: Situation, pool: AccountKey): AccountKey => poolAccount(s.facts.line.year, pool.split('/')[2]);

/**
 * Claws back (收回) what of a share is unspent: money to the pools that it was drawn from, last drawn first, so that
 * earmarked income stays earmarked; its authority to the line.
 */
export function clawBack(s: Situation, share: number): Effect[] {
  let left = shareMoney.available(s, share);
  const effects: Effect[] = post('authority-back', own(s, share, 'issued'), line(s), left);
  const drawn = s.facts.parts.instalment
    .filter((i) => i.share === share && i.state === 'received')
    .flatMap((i) => i.drawn);
  for (const { pool, amount } of drawn.reverse()) {
    const part = least(left, amount);
    effects.push(...post('clawback', own(s, share, 'available'), poolNow(s, pool), part));
    left = fen(left - part);
  }
  return effects;
}
