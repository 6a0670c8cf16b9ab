import { personOf } from '../actor.js';
import { heldAccount, poolAccount } from '../ledger/accounts.js';
import { DomainError } from '../values/domain-error.js';
import { add, least, subtract, sum, zero } from '../values/money.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';
import type { Hold } from './facts.js';
import { nextNo } from './in-hand.js';

/** 预留: income that is not to be released for now, with its reason. */
export function hold(y: YearInHand, event: FundYearEventOf<'income.hold'>): YearChange {
  const { amount, reason } = event;
  const earmark = event.earmark ?? null;
  const { year, sources, holds } = y.facts;
  if (earmark !== null && !sources.some((source) => source.earmark === earmark)) {
    throw new DomainError('invalid', 'hold.pool-unknown', { pool: earmark });
  }
  const no = nextNo(holds);
  const part = `hold/${no}`;
  y.book.post({
    kind: 'hold',
    from: poolAccount(year, earmark ?? undefined),
    to: heldAccount(year, earmark ?? undefined),
    amount,
    part,
  });
  const made: Hold = {
    no,
    state: 'held',
    earmark,
    amount,
    lifted: zero,
    reason,
    heldBy: personOf(y.actor),
    heldOn: y.today,
  };
  return { holds: [made], part };
}

/** Lifts a part or all of a hold; without a number, of the oldest ones of the general pool. */
export function lift(y: YearInHand, event: FundYearEventOf<'income.lift'>): YearChange {
  const { facts } = y;
  const named = event.hold === undefined ? undefined : facts.holds.find(({ no }) => no === event.hold);
  if (event.hold !== undefined && !named) throw new DomainError('missing', 'hold.missing');
  const open = named ? [named] : facts.holds.filter(({ earmark, state }) => earmark === null && state === 'held');
  if (event.amount <= 0n) throw new DomainError('invalid', 'ledger.not-positive', { amount: event.amount });
  const available = sum(open.map((each) => subtract(each.amount, each.lifted)));
  if (event.amount > available) {
    const missing = subtract(event.amount, available);
    throw new DomainError('refused', 'ledger.overdrawn.held', { available, needed: event.amount, missing });
  }
  const lifted: Hold[] = [];
  let left = event.amount;
  for (const each of open) {
    const amount = least(left, subtract(each.amount, each.lifted));
    if (amount === 0n) continue;
    const pool = each.earmark ?? undefined;
    const part = `hold/${each.no}`;
    y.book.post({
      kind: 'hold-lift',
      from: heldAccount(facts.year, pool),
      to: poolAccount(facts.year, pool),
      amount,
      part,
    });
    const soFar = add(each.lifted, amount);
    lifted.push({ ...each, lifted: soFar, state: soFar === each.amount ? 'lifted' : 'held' });
    left = subtract(left, amount);
  }
  return { holds: lifted, ...(lifted.length === 1 ? { part: `hold/${lifted[0]!.no}` } : {}) };
}
