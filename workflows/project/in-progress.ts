import { type Actor, personOf } from '../actor.js';
import { claiming } from './claiming.js';
import { addPart, receive, reverseRelease, setPart, setProject, uncommitAll, voidParts } from './effects.js';
import type { EventOf } from './events.js';
import { overShares, shareMoney, type Situation } from './facts.js';
import { paperwork } from './paperwork.js';
import type { Instalment } from './parts.js';
import { issue } from './release.js';
import type { Effect, Rules } from './stage.js';

const confirmReceipt = (s: Situation, event: EventOf<'instalment.confirm'>): Effect[] => {
  const { share, amount, no, documentId } = s.part as Instalment;
  return [
    setPart(s, 'instalment', { receivedOn: event.receivedOn }),
    ...receive(s, share, amount, { part: `instalment/${no}`, documentId }),
  ];
};

const reverseInstalment = (s: Situation, event: EventOf<'instalment.reverse'>): Effect[] => [
  setPart(s, 'instalment', { reason: event.reason }),
  ...reverseRelease(s, s.part as Instalment),
];

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

export const evaluation: Rules = {
  'selfEvaluation.submit': { effects: [addSelfEvaluation] },
  'selfEvaluation.confirm': {},
  'selfEvaluation.return': {},
};

export const suspension: Rules = {
  'project.suspend': { guard: (s) => !s.facts.project.suspendedBy, effects: [suspend] },
  'project.resume': { effects: [resume] },
};

/** What an approved project takes in whichever stage it is: later instalments, self-evaluation, suspension, termination. No claims: a direct transfer is itself the payment. */
export const withoutClaims: Rules = {
  ...evaluation,
  ...suspension,
  ...paperwork,
  'release.issue': { effects: [issue] },
  'instalment.confirm': { effects: [confirmReceipt] },
  'instalment.reverse': { effects: [reverseInstalment] },
  'project.terminate': [
    { target: 'termination.returning', guard: hasUnspent, effects: [closeBooks, resume] },
    { target: 'terminated', effects: [closeBooks, resume] },
  ],
};

export const inProgress: Rules = { ...withoutClaims, ...claiming };
