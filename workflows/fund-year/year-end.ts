import { personOf, personsOf } from '../actor.js';
import { lineAccount, poolAccount, shareAccount, sourceAccount } from '../ledger/accounts.js';
import { DomainError, type Unmet, unmet } from '../values/domain-error.js';
import { add, type Fen, zero } from '../values/money.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';
import type { FundYearFacts, Receipt, Source } from './facts.js';
import { nextNo } from './in-hand.js';

/** What of a year is still open, read when it is about to be closed. */
export interface YearEnd {
  readonly transit: readonly { readonly project: string; readonly amount: Fen }[];
  readonly claims: readonly { readonly project: string; readonly claim: number }[];
  readonly documents: readonly { readonly number: string }[];
  /** Projects that go on, with what of their shares is approved and got no money. */
  readonly unfinished: readonly {
    readonly id: number;
    readonly line: string;
    readonly shares: readonly { readonly no: number; readonly committed: Fen }[];
  }[];
}

/** Where the unfinished projects of a line go on: on the line of the same code, or on the one that was named. */
export interface LineMove {
  readonly from: string;
  readonly to: string;
}

/** What closing does to the next year. */
export interface CarriedOver {
  readonly after: FundYearFacts;
  readonly change: YearChange;
}

export interface Closing extends YearChange {
  readonly carried: CarriedOver;
}

/** One person records what was decided; whatever was recorded before and not confirmed is replaced by it. */
export function recordClosing(y: YearInHand, event: FundYearEventOf<'year.recordClosing'>): YearChange {
  const { nextYear, issuer, number, issuedOn, lines } = event;
  if (issuedOn > y.today) throw new DomainError('invalid', 'date.in-future', { date: issuedOn });
  if (nextYear <= y.facts.year) throw new DomainError('invalid', 'year-end.next-not-later', { year: y.facts.year });
  return {
    closing: { nextYear, issuer, number, issuedOn, lines: lines ?? [], recordedBy: personOf(y.actor) },
    part: 'closing',
  };
}

/** What stands in the way of closing, each with who can resolve it. Nothing of it is moved by force. */
export function openAtYearEnd(facts: FundYearFacts, end: YearEnd): Unmet[] {
  const held = facts.holds.filter(({ state }) => state === 'held');
  const receipts = facts.receipts.filter(({ state }) => state === 'reported' || state === 'reversing');
  return [
    ...end.transit.map(({ project, amount }) => unmet('year-end.in-transit', { project, amount })),
    ...end.claims.map(({ project, claim }) => unmet('year-end.claim-open', { project, claim })),
    ...end.documents.map(({ number }) => unmet('year-end.document-open', { number })),
    ...held.map(({ no, amount, lifted }) =>
      unmet('year-end.hold-open', { hold: no, amount: (amount - lifted) as Fen }),
    ),
    ...receipts.map(({ no }) => unmet('year-end.receipt-open', { receipt: no })),
  ];
}

/**
 * A second person confirms: the pools go over into the next year as income of the kind carry_over, by earmark; every
 * unfinished project goes on under the next year's budget, and what of it was approved and got no money is committed
 * there. All entries are of the next year, so that the figures of this one stay what they were on its last day.
 */
export function close(
  y: YearInHand,
  event: FundYearEventOf<'year.close'>,
  next: FundYearFacts | undefined,
  end: YearEnd | undefined,
): Closing {
  const { facts, book } = y;
  const { closing } = facts;
  if (!closing || closing.nextYear !== event.nextYear) {
    throw new DomainError('refused', 'year-end.not-recorded', { year: facts.year, next: event.nextYear });
  }
  if (closing.recordedBy !== null && personsOf(y.actor).includes(closing.recordedBy)) {
    throw new DomainError('refused', 'year-end.own-record', { year: facts.year });
  }
  if (!next || next.state !== 'open') {
    throw new DomainError('refused', 'year-end.next-not-open', { year: facts.year, next: event.nextYear });
  }
  const target = (line: string) => closing.lines.find(({ from }) => from === line)?.to ?? line;
  const isThere = (line: string) => next.lines.some(({ code, leaf }) => leaf && code === line);
  const faults = [...openAtYearEnd(facts, end!), ...lineFaults(y, next, end!, target, isThere)];
  if (faults.length > 0) {
    throw new DomainError('refused', 'year-end.open', { year: facts.year, count: faults.length }, faults);
  }

  for (const { id, line, shares } of end!.unfinished) {
    for (const { no, committed } of shares) {
      if (committed === 0n) continue;
      const share = shareAccount(id, no, 'committed');
      const of = { amount: committed, year: next.year, projectId: id } as const;
      book.post({ kind: 'move-on', from: share, to: lineAccount(facts.year, line), line, ...of });
      book.post({ kind: 'commit', from: lineAccount(next.year, target(line)), to: share, line: target(line), ...of });
    }
  }
  return {
    closed: { nextYear: next.year, confirmedBy: personOf(y.actor) },
    movedOn: end!.unfinished.map(({ id, line }) => ({ id, year: next.year, line: target(line) })),
    carried: carryOver(y, next, target, isThere),
    part: 'closing',
  };
}

function lineFaults(
  { book }: YearInHand,
  next: FundYearFacts,
  end: YearEnd,
  target: (line: string) => string,
  isThere: (line: string) => boolean,
): Unmet[] {
  const needed = new Map<string, Fen>();
  const missing = new Set<string>();
  for (const { line, shares } of end.unfinished) {
    if (!isThere(target(line))) missing.add(line);
    for (const { committed } of shares) needed.set(target(line), add(needed.get(target(line)) ?? zero, committed));
  }
  return [
    ...[...missing].map((line) => unmet('year-end.line-missing', { line, next: next.year })),
    ...[...needed].flatMap(([line, amount]) => {
      const available = book.balance(lineAccount(next.year, line));
      return amount > available && isThere(line)
        ? [
            unmet('year-end.line-short', {
              line,
              next: next.year,
              available,
              needed: amount,
              missing: (amount - available) as Fen,
            }),
          ]
        : [];
    }),
  ];
}

/** Each pool as one source of the next year, received at once. */
function carryOver(
  { facts, book, actor, today }: YearInHand,
  next: FundYearFacts,
  target: (line: string) => string,
  isThere: (line: string) => boolean,
): CarriedOver {
  const earmarks = [...new Set(facts.sources.flatMap(({ earmark }) => earmark ?? []))];
  const sources: Source[] = [];
  const receipts: Receipt[] = [];
  const lines: { earmark: string; line: string }[] = [];
  for (const earmark of [null, ...earmarks]) {
    const from = poolAccount(facts.year, earmark ?? undefined);
    const amount = book.balance(from);
    if (amount === 0n) continue;
    const code = `carry-over-${facts.year}${earmark === null ? '' : `-${earmark}`}`;
    const no = nextNo([...next.receipts, ...receipts]);
    const name = facts.sources.find((source) => source.earmark === earmark && earmark !== null)?.name;
    const of = { amount, year: next.year } as const;
    const outside = sourceAccount(next.year, code);
    book.post({ kind: 'carry-over', from, to: outside, ...of });
    book.post({
      kind: 'income',
      from: outside,
      to: poolAccount(next.year, earmark ?? undefined),
      part: `receipt/${no}`,
      ...of,
    });
    sources.push({
      code,
      name: `${facts.year}年结转${name ? `（${name}）` : ''}`,
      kind: 'carry_over',
      regionId: null,
      planned: amount,
      earmark,
      note: null,
    });
    receipts.push({
      no,
      state: 'confirmed',
      source: code,
      regionId: null,
      amount,
      receivedOn: today,
      voucher: null,
      reportedBy: null,
      recordedBy: personOf(actor),
      reason: null,
      reversedBy: null,
    });
    if (earmark === null) continue;
    for (const { code: line, earmarks: own } of facts.lines) {
      const to = target(line);
      const known = next.lines.some((each) => each.code === to && each.earmarks.includes(earmark));
      if (own.includes(earmark) && isThere(to) && !known) lines.push({ earmark, line: to });
    }
  }
  const change = { sources, receipts, earmarks: lines };
  return {
    change,
    after: { ...next, sources: [...next.sources, ...sources], receipts: [...next.receipts, ...receipts] },
  };
}
