import { unmet, type Unmet } from '../values/domain-error.js';
import { fen, sum, zero } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';
import {
  claimableOfAccepted,
  claimableOfReceived,
  claimsOf,
  mostRetained,
  notOffset,
  offsetFor,
  openClaims,
  retainedDue,
  retainedLeft,
  takes,
} from './claim-money.js';
import type { EventOf } from './events.js';
import { acceptedOf, overShares, partsOf, shareMoney, shareOf, type Situation } from './facts.js';
import { policyOf } from './policy.js';
import { part, type Requirement } from './requirements.js';

// What must hold for the events of a claim, and for those that wait until the claims are done.

type Any = Requirement<'reimbursement.settle' | 'project.terminate' | 'refund.confirm'>;

export const finalClaimNotOpen: Requirement<'spotCheck.fail'> = (s) => {
  const open = openClaims(s, part(s, 'inspection').share).filter((claim) => claim.claimKind === 'final');
  return open.length === 0 ? null : unmet('acceptance.final-claim-open', { claim: open[0]!.no });
};

// Written and submitted

export const claimLinesValid: Requirement<'claim.draft' | 'claim.revise'> = (_, event) => {
  if (!event) return null;
  if (event.lines.length === 0) return unmet('claim.no-lines', {}, 'lines');
  return event.lines.flatMap((line, index) => [
    ...(line.amount <= 0n ? [unmet('claim.line-not-positive', { line: index + 1 }, `lines.${index}.amount`)] : []),
    ...(line.payee.trim() ? [] : [unmet('claim.line-without-payee', { line: index + 1 }, `lines.${index}.payee`)]),
  ]);
};

/** A line with a roster is for what the roster comes to; each roster is claimed once. */
export const rostersFit: Requirement<'claim.draft' | 'claim.revise'> = (s, event) => {
  if (!event) return null;
  const others = partsOf(s, 'claim').filter(
    ({ no, state }) => no !== s.part?.no && !['refused', 'withdrawn', 'void'].includes(state),
  );
  return event.lines.flatMap(({ roster: id, amount }, index): Unmet[] => {
    if (id === undefined || id === null) return [];
    const at = `lines.${index}.roster`;
    const roster = s.facts.rosters.find((one) => one.id === id);
    if (!roster) return [unmet('claim.roster-unknown', { line: index + 1 }, at)];
    const other = others.find(({ lines }) => lines.some((line) => line.roster === id));
    if (other) return [unmet('claim.roster-claimed', { line: index + 1, claim: other.no }, at)];
    if (event.lines.findIndex((line) => line.roster === id) !== index)
      return [unmet('claim.roster-twice', { line: index + 1 }, at)];
    return amount === roster.total
      ? []
      : [unmet('claim.roster-differs', { line: index + 1, amount, total: roster.total }, `lines.${index}.amount`)];
  });
};

/** 每人每年上限: what a roster gives and what the person got by other claims, on a line and in a year. */
export const rosterWithinCap: Requirement<'claim.submit'> = (s) => {
  const cap = policyOf(s.facts.project.policy).personYearCap;
  const named = part(s, 'claim').lines.map(({ roster }) => roster);
  return s.facts.rosters
    .filter(({ id }) => named.includes(id))
    .flatMap(({ others = [] }) => others)
    .filter(({ amount, paid }) => amount + paid > cap)
    .map(({ row, amount, paid }) => unmet('roster.over-cap-with-others', { row, amount, paid, cap }));
};

const hasAcceptance = (s: Situation) =>
  s.facts.project.mode !== 'actual_cost' && s.facts.project.mode !== 'direct_transfer';

export const claimKindFits: Requirement<'claim.draft' | 'claim.submit'> = (s, event) => {
  const claim = s.part?.kind === 'claim' ? s.part : (event as EventOf<'claim.draft'> | null);
  if (!claim || !shareOf(s.facts, claim.share)) return null;
  const { claimKind: kind, share } = claim;
  if (shareMoney.received(s, share) === 0n) return unmet('claim.nothing-received', { share });
  const accepted = acceptedOf(s, share) !== null;
  if (hasAcceptance(s) && kind === 'final' && !accepted) return unmet('claim.final-before-acceptance', { share });
  if (hasAcceptance(s) && kind === 'advance' && accepted) return unmet('claim.advance-after-acceptance', { share });
  return kind === 'retention' && shareMoney.retained(s, share) === 0n
    ? unmet('claim.nothing-retained', { share })
    : null;
};

export const claimWithinReceived: Requirement<'claim.submit'> = (s) => {
  const claim = part(s, 'claim');
  if (claim.claimKind === 'retention') return null;
  const remaining = claimableOfReceived(s, claim);
  return claim.claimed > remaining
    ? unmet('claim.over-received', { claimed: claim.claimed, remaining, over: claim.claimed - remaining })
    : null;
};

/** What is accepted caps what may be claimed. */
export const claimWithinAccepted: Requirement<'claim.submit'> = (s) => {
  const claim = part(s, 'claim');
  const remaining = claimableOfAccepted(s, claim);
  return claim.claimKind !== 'retention' && remaining !== null && claim.claimed > remaining
    ? unmet('claim.over-accepted', { claimed: claim.claimed, remaining, accepted: acceptedOf(s, claim.share)! })
    : null;
};

export const claimWithinAdvance: Requirement<'claim.submit'> = (s) => {
  const claim = part(s, 'claim');
  if (claim.claimKind !== 'advance') return null;
  const percent = policyOf(s.facts.project.policy).advancePercent;
  const cap = fen((shareMoney.approved(s, claim.share) * BigInt(percent)) / 100n);
  const before = sum(
    claimsOf(s, claim.share)
      .filter((c) => c.claimKind === 'advance' && c.no !== claim.no)
      .filter((c) => ['submitted', 'checked', 'failed', 'paid'].includes(c.state))
      .map((c) => c.approved ?? c.claimed),
  );
  const remaining = fen(cap - before);
  return claim.claimed > remaining
    ? unmet('claim.over-advance', { claimed: claim.claimed, remaining, cap, percent })
    : null;
};

export const claimWithinRetained: Requirement<'claim.submit'> = (s) => {
  const claim = part(s, 'claim');
  if (claim.claimKind !== 'retention') return null;
  const remaining = retainedLeft(s, claim);
  return claim.claimed > remaining ? unmet('claim.over-retained', { claimed: claim.claimed, remaining }) : null;
};

// Checked

export const approvedWithinClaimed: Requirement<'claim.check'> = (s, event) => {
  if (!event) return null;
  const { claimed } = part(s, 'claim');
  if (event.approved <= 0n) return unmet('money.not-positive', { amount: event.approved }, 'approved');
  return event.approved > claimed
    ? unmet('claim.approved-over-claimed', { approved: event.approved, claimed }, 'approved')
    : null;
};

/** 审减: what is taken off has its reason, line by line where the checker says so, and then to the fen. */
export const adjustmentExplained: Requirement<'claim.check'> = (s, event) => {
  if (!event) return null;
  const { claimed, lines } = part(s, 'claim');
  const adjusted = fen(claimed - event.approved);
  const adjustments = event.adjustments ?? [];
  if (adjustments.length === 0)
    return adjusted > 0n && !event.note?.trim() ? unmet('claim.adjustment-unexplained', { adjusted }, 'note') : null;
  const found: Unmet[] = adjustments.flatMap(({ lineNo: line, amount, reason }, index) => {
    const at = `adjustments.${index}`;
    const most = lines[line - 1]?.amount;
    const twice = adjustments.findIndex((other) => other.lineNo === line) !== index;
    if (most === undefined || twice) return [unmet('claim.adjusted-line-unknown', { line }, `${at}.lineNo`)];
    if (amount <= 0n || amount > most)
      return [unmet('claim.adjusted-over-line', { line, amount, most }, `${at}.amount`)];
    return reason.trim() ? [] : [unmet('claim.adjustment-unexplained', { adjusted: amount }, `${at}.reason`)];
  });
  const listed = sum(adjustments.map(({ amount }) => amount));
  if (found.length === 0 && listed !== adjusted)
    return unmet('claim.adjustments-differ', { listed, adjusted }, 'adjustments');
  return found;
};

/** 预付款抵扣: as the system reckons it; less of it with a reason, and by a final claim not less at all. */
export const offsetFits: Requirement<'claim.check'> = (s, event) => {
  if (event?.offset === undefined) return null;
  const claim = part(s, 'claim');
  const { offset } = event;
  const most = offsetFor(s, claim, event.approved);
  if (offset > most) return unmet('claim.offset-too-much', { offset, most }, 'offset');
  if (offset === most) return null;
  if (claim.claimKind === 'final') return unmet('claim.offset-not-whole', { offset, most }, 'offset');
  return event.offsetReason?.trim() ? null : unmet('claim.offset-unexplained', { offset, most }, 'offsetReason');
};

export const retentionFits: Requirement<'claim.check'> = (s, event) => {
  if (!event?.retained) return null;
  const claim = part(s, 'claim');
  const { retained, retainedUntil } = event;
  const most = mostRetained(s, claim, event.approved, event.offset ?? offsetFor(s, claim, event.approved));
  const percent = policyOf(s.facts.project.policy).retentionPercent;
  return [
    ...(retained > most ? [unmet('claim.retained-too-much', { retained, most, percent }, 'retained')] : []),
    ...(retainedUntil && retainedUntil > s.today ? [] : [unmet('claim.retained-without-day', {}, 'retainedUntil')]),
  ];
};

/** What is retained is paid when its day has come, or before it with a reason. */
export const retentionDue: Requirement<'claim.check'> = (s, event) => {
  const claim = part(s, 'claim');
  if (!event || claim.claimKind !== 'retention' || event.note?.trim()) return null;
  const due = retainedDue(s, claim);
  return event.approved > due ? unmet('claim.retention-not-due', { amount: event.approved, due }, 'note') : null;
};

// Paid, given back, refunded

export const paymentCovered: Requirement<'claim.pay'> = (s) => {
  const claim = part(s, 'claim');
  const needed = takes(claim);
  const from = claim.claimKind === 'retention' ? 'retained' : 'available';
  const available = shareMoney[from](s, claim.share);
  return needed <= available
    ? null
    : unmet(from === 'retained' ? 'ledger.overdrawn.share.retained' : 'ledger.overdrawn.share.available', {
        available,
        needed,
        missing: needed - available,
      });
};

/** A claim from before the acceptance may be more than what was accepted in the end. */
export const paymentWithinAccepted: Requirement<'claim.pay'> = (s) => {
  const claim = part(s, 'claim');
  const accepted = acceptedOf(s, claim.share);
  if (accepted === null) return null;
  const amount = takes(claim);
  const kept = claim.claimKind === 'retention' ? 0n : shareMoney.retained(s, claim.share);
  const remaining = fen(accepted - shareMoney.paid(s, claim.share) - kept);
  return amount > remaining ? unmet('claim.payment-over-accepted', { amount, remaining, accepted }) : null;
};

const notAhead = (s: Situation, day: LocalDate, field: string): Unmet | null =>
  day > s.today ? unmet('date.in-future', { date: day }, field) : null;

/** Money comes back on the day that it went out, or later. */
const cameBackAfter = (s: Situation, day: LocalDate, field: string): Unmet | null => {
  const { paidOn } = part(s, 'claim');
  if (paidOn !== null && day < paidOn) return unmet('claim.back-before-paid', { day, paidOn }, field);
  return notAhead(s, day, field);
};

/** Nobody pays before the claim was checked, or before there was money. */
export const paidOnItsDay: Requirement<'claim.pay'> = (s, event) => {
  if (!event) return null;
  const claim = part(s, 'claim');
  const receipts = partsOf(s, 'instalment').flatMap(({ share, receivedOn }) =>
    share === claim.share && receivedOn !== null ? [receivedOn] : [],
  );
  const firstReceipt = receipts.sort()[0];
  const since = [firstReceipt, claim.checkedOn, claim.movements.at(-1)?.on].reduce<LocalDate | null>(
    (latest, day) => (day && (latest === null || day > latest) ? day : latest),
    null,
  );
  if (since !== null && event.paidOn < since) {
    return unmet('claim.paid-too-early', { paidOn: event.paidOn, since }, 'paidOn');
  }
  return notAhead(s, event.paidOn, 'paidOn');
};

export const reversedOnItsDay: Requirement<'claim.reversePayment'> = (s, event) =>
  event ? cameBackAfter(s, event.reversedOn, 'reversedOn') : null;

export const refundedOnItsDay: Requirement<'claim.refund'> = (s, event) =>
  event ? cameBackAfter(s, event.refundedOn, 'refundedOn') : null;

/** What the payee has begun to give back did arrive: the bank has nothing to return. */
export const nothingRefunded: Requirement<'claim.reversePayment'> = (s) => {
  const { refunded } = part(s, 'claim');
  return refunded === 0n ? null : unmet('claim.refunded-already', { refunded });
};

/** There is nothing for a bank to return, or a payee to give back, where all was offset. */
export const somethingPaid: Requirement<'claim.reversePayment' | 'claim.refund'> = (s) =>
  (part(s, 'claim').paid ?? 0n) > 0n ? null : unmet('claim.nothing-paid');

export const refundWithinPaid: Requirement<'claim.refund'> = (s, event) => {
  const claim = part(s, 'claim');
  const remaining = fen((claim.paid ?? 0n) - claim.refunded);
  if (!event) return null;
  if (event.amount <= 0n) return unmet('money.not-positive', { amount: event.amount }, 'amount');
  return event.amount > remaining
    ? unmet('claim.refund-over-paid', { amount: event.amount, remaining }, 'amount')
    : null;
};

/** What a payment set aside goes back with the claim: it must be there, and no retention claim about to take it. */
export const retentionUntouched: Requirement<'claim.return' | 'claim.refuse'> = (s) => {
  const claim = part(s, 'claim');
  if (claim.state !== 'failed' || !claim.retained) return null;
  const left = retainedLeft(s, { no: claim.no, share: claim.share });
  return claim.retained > left ? unmet('claim.retention-taken', { retained: claim.retained, left }) : null;
};

// The end

export const noClaimOpen: Any = (s) => {
  const open = openClaims(s);
  return open.length === 0 ? null : unmet('claim.open', { open: open.length, claim: open[0]!.no });
};

/** 质保金 is paid or given up by somebody's decision; it does not lapse. */
export const nothingRetained: Any = (s) => {
  const retained = overShares(s, shareMoney.retained);
  return retained === 0n ? null : unmet('reimbursement.still-retained', { retained });
};

/** An advance is settled by work that proves it, or comes back. */
export const advancesProven: Requirement<'reimbursement.settle'> = (s) =>
  s.facts.shares.flatMap(({ no }) => {
    const open = notOffset(s, no);
    return open > 0n ? [unmet('reimbursement.advance-open', { share: no, open })] : [];
  });

/** What a later acceptance did not accept must have come back before the books are closed. */
export const paidWithinAccepted: Requirement<'reimbursement.settle'> = (s) =>
  s.facts.shares.flatMap(({ no }) => {
    const accepted = acceptedOf(s, no);
    const paid = shareMoney.paid(s, no);
    return accepted !== null && paid > accepted
      ? [unmet('reimbursement.paid-over-accepted', { share: no, paid, accepted, over: paid - accepted })]
      : [];
  });

export const retentionThere: Requirement<'retention.giveUp'> = (s, event) => {
  if (!event) return overShares(s, shareMoney.retained) > 0n ? null : unmet('reimbursement.nothing-retained');
  if (!shareOf(s.facts, event.share)) return unmet('share.unknown', { share: event.share }, 'share');
  if (shareMoney.retained(s, event.share) === zero)
    return unmet('claim.nothing-retained', { share: event.share }, 'share');
  const open = openClaims(s, event.share).filter(({ claimKind }) => claimKind === 'retention');
  return open.length === 0 ? null : unmet('claim.open', { open: open.length, claim: open[0]!.no });
};
