import { personOf, personsOf } from '../actor.js';
import { type AccountKey, heldAccount, levyAccount, poolAccount, sourceAccount } from '../ledger/accounts.js';
import { DomainError } from '../values/domain-error.js';
import { fen, sum } from '../values/money.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';
import type { Levy, Receipt, Source } from './facts.js';
import { assertDay, nextNo, overAssessed, stepped } from './in-hand.js';

function sourceIn({ facts }: YearInHand, code: string): Source {
  const source = facts.sources.find((candidate) => candidate.code === code);
  if (!source) throw new DomainError('refused', 'income.source-unknown', { source: code, year: facts.year });
  return source;
}

const levyBehind = ({ facts }: YearInHand, code: string): Levy | undefined =>
  facts.levies.find(({ source }) => source === code);

const isAsked = (levy: Levy | undefined): boolean => levy !== undefined && levy.dueOn !== null;

/** Where a receipt's money comes from, and the pool that it goes into. */
function accountsOf(y: YearInHand, source: Source): { from: AccountKey; to: AccountKey } {
  const { year } = y.facts;
  return {
    from: levyBehind(y, source.code) ? levyAccount(year, source.code) : sourceAccount(year, source.code),
    // What a closed year left went over into the next.
    to: poolAccount(y.facts.nextYear ?? year, source.earmark ?? undefined),
  };
}

/** City finance has found the money: it counts from now on. */
export function receive(y: YearInHand, event: FundYearEventOf<'income.receive'>): YearChange {
  const source = sourceIn(y, event.source);
  assertDay(y, event.receivedOn);
  if (levyBehind(y, source.code) && !event.voucher?.trim()) throw new DomainError('invalid', 'income.voucher-missing');
  return counted(y, source, {
    no: nextNo(y.facts.receipts),
    state: 'confirmed',
    source: source.code,
    regionId: source.regionId,
    amount: event.amount,
    receivedOn: event.receivedOn,
    voucher: event.voucher ?? null,
    reportedBy: null,
    recordedBy: personOf(y.actor),
    reason: null,
    reversedBy: null,
  });
}

function counted(y: YearInHand, source: Source, receipt: Receipt): YearChange {
  const { from, to } = accountsOf(y, source);
  const { amount, no } = receipt;
  const levy = levyBehind(y, source.code);
  if (levy && amount > y.book.balance(from)) throw overAssessed(y, levy, amount, y.book.balance(from));
  y.book.post({ kind: 'income', from, to, amount, part: `receipt/${no}` });
  const step = { type: 'pay', unpaid: y.book.balance(from), isNotified: isAsked(levy) } as const;
  return {
    receipts: [receipt],
    levies: levy ? [stepped(y, levy, step)] : [],
    part: `receipt/${no}`,
  };
}

function receiptIn({ facts }: YearInHand, no: number, states: readonly Receipt['state'][]): Receipt {
  const receipt = facts.receipts.find((each) => each.no === no);
  if (!receipt) throw new DomainError('missing', 'income.receipt-missing');
  if (!states.includes(receipt.state)) {
    throw new DomainError('refused', 'income.receipt-refused', { receipt: no, receiptState: receipt.state });
  }
  return receipt;
}

export function confirm(y: YearInHand, event: FundYearEventOf<'income.confirm'>): YearChange {
  const { receipt: no, receivedOn } = event;
  const receipt = receiptIn(y, no, ['reported']);
  if (personsOf(y.actor).includes(receipt.reportedBy!)) throw new DomainError('refused', 'income.own-report');
  assertDay(y, receivedOn);
  return counted(y, sourceIn(y, receipt.source), {
    ...receipt,
    receivedOn,
    state: 'confirmed',
    recordedBy: personOf(y.actor),
  });
}

export function refuse(y: YearInHand, { receipt: no, reason }: FundYearEventOf<'income.refuse'>): YearChange {
  const receipt = receiptIn(y, no, ['reported']);
  return { receipts: [{ ...receipt, state: 'refused', reason }], part: `receipt/${no}` };
}

/**
 * 冲销: the opposite entry, of the whole receipt and once. What was released already cannot be taken back out of the pool.
 * In a closed year one person asks for it and a second one does it.
 */
export function reverse(y: YearInHand, { receipt: no, reason }: FundYearEventOf<'income.reverse'>): YearChange {
  const isClosed = y.facts.state === 'closed';
  const receipt = receiptIn(y, no, isClosed ? ['confirmed', 'reversing'] : ['confirmed']);
  const source = sourceIn(y, receipt.source);
  const { from, to } = accountsOf(y, source);
  assertInPool(y, source, receipt, to);
  const part = `receipt/${no}`;
  const asked = { ...receipt, reason, reversedBy: personOf(y.actor) };
  if (isClosed && receipt.state === 'confirmed') return { receipts: [{ ...asked, state: 'reversing' }], part };
  if (isClosed && personsOf(y.actor).includes(receipt.reversedBy!)) {
    throw new DomainError('refused', 'income.reversal-needs-two', { receipt: no });
  }
  y.book.post({ kind: 'reversal', reverses: 'income', from: to, to: from, amount: receipt.amount, part });
  const levy = levyBehind(y, source.code);
  const step = { type: 'reverse', unpaid: y.book.balance(from), isNotified: isAsked(levy) } as const;
  return {
    receipts: [{ ...asked, state: 'reversed', reason: isClosed ? receipt.reason : reason }],
    levies: levy ? [stepped(y, levy, step)] : [],
    part,
  };
}

function assertInPool(y: YearInHand, source: Source, receipt: Receipt, pool: AccountKey): void {
  const left = y.book.balance(pool);
  if (receipt.amount <= left) return;
  if (y.facts.nextYear) {
    throw new DomainError('refused', 'income.reversal-over-next', {
      amount: receipt.amount,
      left,
      next: y.facts.nextYear,
      missing: fen(receipt.amount - left),
    });
  }
  const sources = y.facts.sources.filter(({ earmark }) => earmark === source.earmark).map(({ code }) => code);
  const counting = y.facts.receipts.filter(
    ({ state, source: code }) => (state === 'confirmed' || state === 'reversing') && sources.includes(code),
  );
  const held = y.book.balance(heldAccount(y.facts.year, source.earmark ?? undefined));
  const received = sum(counting.map(({ amount }) => amount));
  throw new DomainError('refused', 'income.reversal-over', {
    amount: receipt.amount,
    left,
    held,
    released: fen(received - held - left),
    missing: fen(receipt.amount - left),
  });
}
