import { personOf } from '../actor.js';
import { fen, zero } from '../values/money.js';
import { setPart } from './effects.js';
import type { EventOf } from './events.js';
import type { Situation } from './facts.js';
import { voidPaper } from './paperwork.js';
import { offsetFor } from './claim-money.js';
import { type Change, type Claim, type Inspection, type PartKind, unchecked } from './parts.js';
import type { Effect, PartMachine } from './stage.js';

const giveOpinion = (s: Situation, event: EventOf<'opinion.give'>): Effect[] => [
  setPart(s, 'opinion', { stance: event.stance, text: event.text, givenBy: personOf(s.actor) }),
];
const waiveOpinion = (s: Situation, event: EventOf<'opinion.waive'>): Effect[] => [
  setPart(s, 'opinion', { text: event.reason, givenBy: personOf(s.actor) }),
];

/** 征求意见: an opinion is given, or the city manager goes on without it. */
const opinion: PartMachine = {
  kind: 'opinion',
  states: {
    requested: {
      waitsFor: { holder: 'lineDepartment', limit: 'opinion' },
      on: {
        'opinion.give': { target: 'given', effects: [giveOpinion] },
        'opinion.waive': { target: 'waived', effects: [waiveOpinion] },
      },
    },
    given: {},
    waived: {},
    void: {},
  },
};

const castVote = (s: Situation, event: EventOf<'seat.vote'>): Effect[] => [
  setPart(s, 'seat', {
    votedBy: personOf(s.actor),
    choice: event.choice,
    reason: event.reason ?? null,
    fields: event.fields?.length ? event.fields : null,
  }),
];
const stepBack = (s: Situation, event: EventOf<'seat.stepBack'>): Effect[] => [
  setPart(s, 'seat', { reason: event.reason }),
];

/** A seat in the panel: one vote, never changed; or the member steps back (回避). */
const seat: PartMachine = {
  kind: 'seat',
  states: {
    seated: {
      waitsFor: { holder: 'cityReviewer', limit: 'voting' },
      on: {
        'seat.vote': { target: 'voted', effects: [castVote] },
        'seat.stepBack': { target: 'steppedBack', effects: [stepBack] },
      },
    },
    voted: {},
    steppedBack: {},
    void: {},
  },
};

const recordFinding = (s: Situation, event: EventOf<'objection.dismiss'> | EventOf<'objection.uphold'>): Effect[] => [
  setPart(s, 'objection', { finding: event.finding }),
];

const objection: PartMachine = {
  kind: 'objection',
  states: {
    filed: {
      waitsFor: { holder: 'cityReviewer', limit: 'objection' },
      on: {
        'objection.dismiss': { target: 'dismissed', effects: [recordFinding] },
        'objection.uphold': { target: 'upheld', effects: [recordFinding] },
      },
    },
    dismissed: {},
    upheld: {},
    void: {},
  },
};

/** An instalment is on its way until its receipt is confirmed; on its way it can be reversed (冲销). */
const instalment: PartMachine = {
  kind: 'instalment',
  states: {
    issued: {
      waitsFor: { holder: 'receiver', limit: 'receiving' },
      on: { 'instalment.confirm': { target: 'received' }, 'instalment.reverse': { target: 'reversed' } },
    },
    received: {},
    reversed: {},
  },
};

const recordChangeFinding = (s: Situation, event: EventOf<'change.approve'> | EventOf<'change.refuse'>): Effect[] => [
  setPart(s, 'change', { finding: event.finding }),
];

const change: PartMachine = {
  kind: 'change',
  states: {
    requested: {
      waitsFor: {
        holder: (part) => ((part as Change).subject === 'schedule' ? 'officer' : 'cityReviewer'),
        limit: 'changing',
      },
      on: {
        'change.approve': { target: 'approved', effects: [recordChangeFinding] },
        'change.refuse': { target: 'refused', effects: [recordChangeFinding] },
      },
    },
    approved: {},
    refused: {},
    void: {},
  },
};

const accept = (s: Situation, event: EventOf<'inspection.pass'>): Effect[] => [
  setPart(s, 'inspection', {
    accepted: event.accepted,
    quantity: event.quantity ?? null,
    note: event.note,
    rectifyBy: null,
    inspectedBy: personOf(s.actor),
  }),
];
const orderRectification = (s: Situation, event: EventOf<'inspection.requireRectification'>): Effect[] => [
  setPart(s, 'inspection', { note: event.reason, rectifyBy: event.rectifyBy, inspectedBy: personOf(s.actor) }),
];
const reportRectified = (s: Situation, event: EventOf<'inspection.reportRectified'>): Effect[] => [
  setPart(s, 'inspection', { note: event.note, requestedBy: personOf(s.actor) }),
];
const reopen = (s: Situation, event: EventOf<'spotCheck.fail'>): Effect[] => [
  setPart(s, 'inspection', { accepted: null, note: event.note, rectifyBy: event.rectifyBy }),
];

const inspection: PartMachine = {
  kind: 'inspection',
  states: {
    pending: {
      waitsFor: { holder: 'officer', limit: 'inspecting' },
      on: {
        'inspection.pass': { target: 'passed', effects: [accept] },
        'inspection.requireRectification': { target: 'rectifying', effects: [orderRectification] },
      },
    },
    rectifying: {
      waitsFor: { holder: 'applicant', limit: 'rectifying', until: (part) => (part as Inspection).rectifyBy },
      on: { 'inspection.reportRectified': { target: 'pending', effects: [reportRectified] } },
    },
    passed: {
      on: { 'spotCheck.pass': {}, 'spotCheck.fail': { target: 'rectifying', effects: [reopen] } },
    },
    void: {},
  },
};

/** An amount that was checked counts for that check alone: what is submitted again is checked again. */
const sendToFinance = (s: Situation): Effect[] => [
  setPart(s, 'claim', { ...unchecked, submittedBy: personOf(s.actor) }),
];
const recordCheck = (s: Situation, event: EventOf<'claim.check'>): Effect[] => {
  const claim = s.part as Claim;
  const retained = event.retained ?? zero;
  return [
    setPart(s, 'claim', {
      approved: event.approved,
      adjusted: fen(claim.claimed - event.approved),
      adjustments: event.adjustments ?? [],
      offset: event.offset ?? offsetFor(s, claim, event.approved),
      offsetReason: event.offsetReason ?? null,
      retained,
      retainedUntil: retained > 0n ? (event.retainedUntil ?? null) : null,
      reason: event.note ?? null,
      checkedOn: s.today,
      checkedBy: personOf(s.actor),
    }),
  ];
};
const recordReason = (
  s: Situation,
  event: EventOf<'claim.return'> | EventOf<'claim.refuse'> | EventOf<'claim.withdraw'>,
): Effect[] => [setPart(s, 'claim', { reason: event.reason })];

/**
 * 报账: drafted, submitted, checked, paid; returned to be mended, refused, or withdrawn. What the bank gives back (退票)
 * waits to be paid again, returned or refused.
 */
const claim: PartMachine = {
  kind: 'claim',
  states: {
    drafted: {
      waitsFor: { holder: 'applicant', limit: 'claiming' },
      on: {
        'claim.revise': {},
        'claim.submit': { target: 'submitted', effects: [sendToFinance] },
        'claim.withdraw': { target: 'withdrawn', effects: [recordReason] },
      },
    },
    submitted: {
      waitsFor: { holder: 'payer', limit: 'checking' },
      on: {
        'claim.check': { target: 'checked', effects: [recordCheck] },
        'claim.return': { target: 'returned', effects: [recordReason] },
        'claim.refuse': { target: 'refused', effects: [recordReason] },
        'claim.withdraw': { target: 'withdrawn', effects: [recordReason] },
      },
    },
    returned: {
      waitsFor: { holder: 'applicant', limit: 'correcting' },
      on: {
        'claim.revise': {},
        'claim.submit': { target: 'submitted', effects: [sendToFinance] },
        'claim.withdraw': { target: 'withdrawn', effects: [recordReason] },
      },
    },
    checked: {
      waitsFor: { holder: 'payer', limit: 'paying' },
      on: {
        'claim.pay': { target: 'paid' },
        'claim.return': { target: 'returned', effects: [recordReason] },
        'claim.refuse': { target: 'refused', effects: [recordReason] },
      },
    },
    paid: { on: { 'claim.reversePayment': { target: 'failed' }, 'claim.refund': {} } },
    failed: {
      waitsFor: { holder: 'payer', limit: 'paying' },
      on: {
        'claim.pay': { target: 'paid' },
        'claim.return': { target: 'returned', effects: [recordReason] },
        'claim.refuse': { target: 'refused', effects: [recordReason] },
      },
    },
    refused: {},
    withdrawn: {},
    void: {},
  },
};

const keepNote = (s: Situation, event: EventOf<'selfEvaluation.confirm'>): Effect[] => [
  setPart(s, 'selfEvaluation', { finding: event.note ?? null }),
];
const keepReason = (s: Situation, event: EventOf<'selfEvaluation.return'>): Effect[] => [
  setPart(s, 'selfEvaluation', { finding: event.reason }),
];

const selfEvaluation: PartMachine = {
  kind: 'selfEvaluation',
  states: {
    submitted: {
      waitsFor: { holder: 'officer', limit: 'evaluationCheck' },
      on: {
        'selfEvaluation.confirm': { target: 'confirmed', effects: [keepNote] },
        'selfEvaluation.return': { target: 'returned', effects: [keepReason] },
      },
    },
    confirmed: {},
    returned: {},
  },
};

/** 附件: kept, or voided with who and why; never deleted. */
const paper: PartMachine = {
  kind: 'paper',
  states: {
    kept: { on: { 'paper.void': { target: 'void', effects: [voidPaper] } } },
    void: {},
  },
};

/** Kinds without a machine are records: written once, in the state `recorded`. */
export const partMachines: Readonly<Partial<Record<PartKind, PartMachine>>> = {
  opinion,
  seat,
  objection,
  instalment,
  change,
  inspection,
  claim,
  selfEvaluation,
  paper,
};
