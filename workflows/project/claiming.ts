import { personOf } from '../actor.js';
import { fen, sum, zero } from '../values/money.js';
import { takes } from './claim-money.js';
import { addPart, pay, refund, retain, retainBack, reversePayment, setPart, type PaidFrom } from './effects.js';
import type { EventOf } from './events.js';
import { shareMoney, type Situation } from './facts.js';
import { type Claim, type ClaimLine, type Movement, unchecked } from './parts.js';
import type { Effect, Rules } from './stage.js';

const claimOf = (s: Situation) => s.part as Claim;
const behind = (claim: Claim) => ({ part: `claim/${claim.no}` });
const paidFrom = ({ claimKind }: Claim): PaidFrom => (claimKind === 'retention' ? 'retained' : 'available');
const totalOf = (lines: readonly ClaimLine[]) => sum(lines.map(({ amount }) => amount));

const draft = (s: Situation, event: EventOf<'claim.draft'>): Effect[] => [
  addPart('claim', 'drafted', {
    share: event.share,
    claimKind: event.claimKind,
    lines: event.lines,
    claimed: totalOf(event.lines),
    ...unchecked,
    paid: null,
    paidOn: null,
    voucher: null,
    refunded: zero,
    movements: [],
    reason: null,
    filedBy: personOf(s.actor) ?? 0,
    submittedBy: null,
  }),
];

const revise = (s: Situation, event: EventOf<'claim.revise'>): Effect[] => [
  setPart(s, 'claim', { ...unchecked, lines: event.lines, claimed: totalOf(event.lines) }),
];

const moved = (claim: Claim, movement: Movement) => [...claim.movements, movement];

/** What a claim retains is set aside with its first payment; paid again, it is there already. */
const payClaim = (s: Situation, event: EventOf<'claim.pay'>): Effect[] => {
  const claim = claimOf(s);
  const { paidOn, voucher } = event;
  const aside = claim.state === 'failed' ? zero : (claim.retained ?? zero);
  const amount = fen(takes(claim) - aside);
  return [
    setPart(s, 'claim', {
      paid: amount,
      paidOn,
      voucher,
      movements: moved(claim, { movement: 'paid', on: paidOn, amount, voucher, reason: null }),
    }),
    ...pay(s, claim.share, paidFrom(claim), amount, behind(claim)),
    ...retain(s, claim.share, aside, behind(claim)),
  ];
};

/** 退票: the opposite entry, and the claim waits to be paid again. What is retained stays so. */
const takeBack = (s: Situation, event: EventOf<'claim.reversePayment'>): Effect[] => {
  const claim = claimOf(s);
  const { reversedOn: on, voucher, reason } = event;
  const amount = claim.paid ?? zero;
  return [
    setPart(s, 'claim', {
      paid: null,
      paidOn: null,
      voucher: null,
      reason,
      movements: moved(claim, { movement: 'bankReturn', on, amount, voucher, reason }),
    }),
    ...reversePayment(s, claim.share, paidFrom(claim), amount, behind(claim)),
  ];
};

/** 退款: from the payee, after the payment arrived. Gross stays what was paid, net is less. */
const takeRefund = (s: Situation, event: EventOf<'claim.refund'>): Effect[] => {
  const claim = claimOf(s);
  const { amount, refundedOn: on, voucher, reason } = event;
  return [
    setPart(s, 'claim', {
      refunded: fen(claim.refunded + amount),
      movements: moved(claim, { movement: 'refund', on, amount, voucher, reason }),
    }),
    ...refund(s, claim.share, amount, behind(claim)),
  ];
};

/** A claim that goes back after its payment failed takes what it had set aside with it. */
const releaseRetained = (s: Situation): Effect[] => {
  const claim = claimOf(s);
  return claim.state === 'failed' ? retainBack(s, claim.share, claim.retained ?? zero, behind(claim)) : [];
};

/** 质保金 that is not to be paid any more goes back to what may be claimed, or clawed back. */
const giveUpRetained = (s: Situation, event: EventOf<'retention.giveUp'>): Effect[] =>
  retainBack(s, event.share, shareMoney.retained(s, event.share));

export const claiming: Rules = {
  'claim.draft': { effects: [draft] },
  'claim.revise': { effects: [revise] },
  'claim.submit': {},
  'claim.withdraw': {},
  'claim.check': {},
  'claim.return': { effects: [releaseRetained] },
  'claim.refuse': { effects: [releaseRetained] },
  'claim.pay': { effects: [payClaim] },
  'claim.reversePayment': { effects: [takeBack] },
  'claim.refund': { effects: [takeRefund] },
  'retention.giveUp': { effects: [giveUpRetained] },
};

/**
 * Money that comes back after the settlement undoes it: the project goes back to where finance acts, and is settled again
 * when the payment was sent anew or given up. docs/adr/0017.
 */
export const reopening: Rules = {
  'claim.reversePayment': { target: 'reimbursement.claiming', effects: [takeBack] },
  'claim.refund': { target: 'reimbursement.claiming', effects: [takeRefund] },
};

/** What a terminated project still owes a payee is paid again, or given up; what a payee gives back is clawed back. */
export const afterTermination: Rules = {
  'claim.pay': { effects: [payClaim] },
  'claim.refuse': { effects: [releaseRetained] },
  'claim.reversePayment': { target: 'termination.returning', effects: [takeBack] },
  'claim.refund': { target: 'termination.returning', effects: [takeRefund] },
};
