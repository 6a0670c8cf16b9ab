import { levyAccount, sourceAccount } from '../ledger/accounts.js';
import { levyOf } from '../levy/rate.js';
import { DomainError } from '../values/domain-error.js';
import { fen, subtract } from '../values/money.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';
import type { Levy } from './facts.js';
import { assertDay, levyIn, nextNo, overAssessed, regionName, stepped, unpaidOf } from './in-hand.js';

/** 核定: what is owed stands on an account of its own, and what is paid comes off it: no more can be received than that. */
export function assess(y: YearInHand, event: FundYearEventOf<'levy.assess'>): YearChange {
  const { year, regions } = y.facts;
  if (!regions.some(({ id }) => id === event.region)) throw new DomainError('missing', 'levy.missing');
  const before = y.facts.levies.find(({ regionId }) => regionId === event.region) ?? unrated(event.region);
  const ratePpm = event.ratePpm ?? before.ratePpm;
  const revenue = event.revenue ?? null;
  if ((revenue === null) === (event.amount === undefined)) throw new DomainError('invalid', 'levy.basis-unclear');
  if (revenue !== null && ratePpm === null) throw new DomainError('invalid', 'levy.rate-missing');
  const amount = revenue === null ? event.amount! : levyOf(revenue, ratePpm!);
  if (amount <= 0n) throw new DomainError('invalid', 'ledger.not-positive', { amount });
  const isAnew = before.amount !== null;
  if (isAnew && !event.reason?.trim()) {
    throw new DomainError('invalid', 'levy.reason-missing', { region: regionName(y, event.region) });
  }
  const code = before.source ?? `levy-${event.region}`;
  const [owed, outside] = [levyAccount(year, code), sourceAccount(year, code)];
  const more = subtract(amount, before.amount ?? fen(0));
  if (more > 0n) y.book.post({ kind: 'assess', from: outside, to: owed, amount: more });
  if (more < 0n) {
    const unpaid = y.book.balance(owed);
    if (-more > unpaid) {
      const received = subtract(before.amount!, unpaid);
      throw new DomainError('refused', 'levy.below-received', { amount, received });
    }
    y.book.post({ kind: 'reversal', reverses: 'assess', from: owed, to: outside, amount: fen(-more) });
  }
  const name = y.facts.sources.find((source) => source.code === code)?.name ?? `${regionName(y, event.region)}上缴`;
  const assessed = {
    ...before,
    ratePpm,
    revenue,
    amount,
    source: code,
    assessedOn: y.today,
    reason: event.reason ?? null,
  };
  const step = { type: 'assess', unpaid: y.book.balance(owed), isNotified: before.dueOn !== null } as const;
  return {
    sources: [{ code, name, kind: 'levy', regionId: event.region, planned: amount, earmark: null, note: null }],
    levies: [stepped(y, assessed, step)],
    part: `levy/${event.region}`,
  };
}

const unrated = (regionId: string): Levy => ({
  regionId,
  state: 'rated',
  ratePpm: null,
  revenue: null,
  amount: null,
  source: null,
  assessedOn: null,
  notifiedOn: null,
  dueOn: null,
  reason: null,
});

/** 通知缴款, also anew with another day. */
export function notify(y: YearInHand, { region, dueOn }: FundYearEventOf<'levy.notify'>): YearChange {
  const levy = levyIn(y, region);
  const latest = `${y.facts.year + 1}-12-31`;
  if (dueOn < y.today || dueOn > latest)
    throw new DomainError('invalid', 'levy.due-implausible', { date: dueOn, from: y.today, until: latest });
  const notified = stepped(y, levy, { type: 'notify' });
  return { levies: [{ ...notified, notifiedOn: y.today, dueOn }], part: `levy/${region}` };
}

/** The county says that it has paid. It counts when city finance has found the money and confirms it. */
export function report(y: YearInHand, event: FundYearEventOf<'levy.report'>): YearChange {
  const levy = levyIn(y, event.region);
  const { amount, receivedOn, voucher } = event;
  assertDay(y, receivedOn);
  if (amount <= 0n) throw new DomainError('invalid', 'ledger.not-positive', { amount });
  stepped(y, levy, { type: 'report' });
  const reported = y.facts.receipts.filter(({ source, state }) => source === levy.source && state === 'reported');
  const open = reported.reduce((left, receipt) => left - receipt.amount, unpaidOf(y, levy) as bigint);
  if (amount > open) throw overAssessed(y, levy, amount, fen(open > 0n ? open : 0n));
  const no = nextNo(y.facts.receipts);
  return {
    receipts: [
      {
        no,
        state: 'reported',
        source: levy.source!,
        regionId: levy.regionId,
        amount,
        receivedOn,
        voucher,
        reportedBy: y.actor.kind === 'member' ? y.actor.personId : null,
        recordedBy: null,
        reason: null,
        reversedBy: null,
      },
    ],
    part: `receipt/${no}`,
  };
}
