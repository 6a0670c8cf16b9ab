import { type Actor, personOf } from '../actor.js';
import { fen, sum } from '../values/money.js';
import {
  addPart,
  receive,
  reversePayment,
  setPart,
  setProject,
  uncommitAll,
  voidParts,
  pay,
  reverseRelease,
} from './effects.js';
import type { EventOf } from './events.js';
import { overShares, shareMoney, type Situation } from './facts.js';
import { paperwork } from './paperwork.js';
import type { Claim, Instalment } from './parts.js';
import { issue } from './release.js';
import type { Effect, Rules } from './stage.js';

function part<P extends Claim | Instalment>(s: Situation): P {
  return s.part as P;
}

const confirmReceipt = (s: Situation, event: EventOf<'instalment.confirm'>): Effect[] => {
  const { share, amount, no, documentId } = part<Instalment>(s);
  return [
    setPart(s, 'instalment', { receivedOn: event.receivedOn }),
    ...receive(s, share, amount, { part: `instalment/${no}`, documentId }),
  ];
};

const reverseInstalment = (s: Situation, event: EventOf<'instalment.reverse'>): Effect[] => [
  setPart(s, 'instalment', { reason: event.reason }),
  ...reverseRelease(s, part<Instalment>(s)),
];

const draftClaim = (s: Situation, event: EventOf<'claim.draft'>): Effect[] => [
  addPart('claim', 'drafted', {
    share: event.share,
    claimKind: event.claimKind,
    lines: event.lines,
    claimed: sum(event.lines.map((line) => line.amount)),
    approved: null,
    paid: null,
    paidOn: null,
    voucher: null,
    reason: null,
    filedBy: personOf(s.actor) ?? 0,
    submittedBy: null,
    checkedBy: null,
  }),
];

const reviseClaim = (s: Situation, event: EventOf<'claim.revise'>): Effect[] => [
  setPart(s, 'claim', { lines: event.lines, claimed: sum(event.lines.map((line) => line.amount)), approved: null }),
];

const payClaim = (s: Situation, event: EventOf<'claim.pay'>): Effect[] => {
  const claim = part<Claim>(s);
  const amount = claim.approved ?? claim.claimed;
  return [
    setPart(s, 'claim', { paid: amount, paidOn: event.paidOn, voucher: event.voucher }),
    ...pay(s, claim.share, amount, { part: `claim/${claim.no}` }),
  ];
};

/** A payment that failed: the opposite entry, and the claim waits to be paid again. */
const undoPayment = (s: Situation, event: EventOf<'claim.reversePayment'>): Effect[] => {
  const claim = part<Claim>(s);
  return [
    setPart(s, 'claim', { paid: null, paidOn: null, voucher: null, reason: event.reason }),
    ...reversePayment(s, claim.share, claim.paid ?? fen(0), { part: `claim/${claim.no}` }),
  ];
};

const addSelfEvaluation = (s: Situation, event: EventOf<'selfEvaluation.submit'>): Effect[] => [
  addPart('selfEvaluation', 'submitted', {
    year: s.facts.project.year,
    targetMet: event.targetMet,
    summary: event.summary,
    reason: event.reason ?? null,
    remedy: event.remedy ?? null,
    finding: null,
    submittedBy: personOf(s.actor) ?? 0,
  }),
];

const byCity = (actor: Actor): boolean => actor.kind === 'member' && actor.role === 'cityManager';

/** The spans stand still while this is set: `spansAfter`. */
const suspend = (s: Situation): Effect[] => [setProject({ suspendedBy: byCity(s.actor) ? 'city' : 'county' })];
const resume = (): Effect[] => [setProject({ suspendedBy: null })];

export const hasUnspent = (s: Situation): boolean => overShares(s, shareMoney.available) > 0n;

/** Gives unused authority back to the line, and voids what nobody will decide any more. */
export const closeBooks = (s: Situation): Effect[] => [
  ...uncommitAll(s),
  ...voidParts([
    ...s.facts.parts.claim.filter((claim) => claim.state === 'drafted' || claim.state === 'returned'),
    ...s.facts.parts.change.filter((change) => change.state === 'requested'),
    ...s.facts.parts.inspection.filter((inspection) => inspection.state !== 'passed'),
  ]),
];

/** What an approved project takes in whichever stage it is: later instalments, claims, self-evaluation, suspension, termination. */
export const evaluation: Rules = {
  'selfEvaluation.submit': { effects: [addSelfEvaluation] },
  'selfEvaluation.confirm': {},
  'selfEvaluation.return': {},
};

export const suspension: Rules = {
  'project.suspend': { guard: (s) => !s.facts.project.suspendedBy, effects: [suspend] },
  'project.resume': { effects: [resume] },
};

export const inProgress: Rules = {
  ...evaluation,
  ...suspension,
  ...paperwork,
  'release.issue': { effects: [issue] },
  'instalment.confirm': { effects: [confirmReceipt] },
  'instalment.reverse': { effects: [reverseInstalment] },
  'claim.draft': { effects: [draftClaim] },
  'claim.revise': { effects: [reviseClaim] },
  'claim.submit': {},
  'claim.withdraw': {},
  'claim.check': {},
  'claim.return': {},
  'claim.refuse': {},
  'claim.pay': { effects: [payClaim] },
  'claim.reversePayment': { effects: [undoPayment] },
  'project.terminate': [
    { target: 'termination.returning', guard: hasUnspent, effects: [closeBooks, resume] },
    { target: 'terminated', effects: [closeBooks, resume] },
  ],
};
