import type { Situation } from './facts.js';
import type { SelfEvaluation } from './parts.js';
import { evaluation, suspension } from './in-progress.js';
import { afterTermination, reopening } from './claiming.js';
import { paperwork } from './paperwork.js';
import { clawBackAll } from './reimbursement.stage.js';
import type { Rules, Stage } from './stage.js';

const hasEvaluation = (state: SelfEvaluation['state']) => (s: Situation) =>
  s.facts.parts.selfEvaluation.some((part) => part.state === state);

/** 绩效自评: written at the year's end whatever the stage; a settled project that has one is completed at once. */
const selfEvaluationStage = (afterClaims: Rules): Stage => ({
  name: 'selfEvaluation',
  initial: 'writing',
  states: {
    writing: {
      waitsFor: { holder: 'applicant', limit: 'evaluating' },
      on: {
        'selfEvaluation.submit': evaluation['selfEvaluation.submit'],
        ...suspension,
        ...paperwork,
        ...afterClaims,
      },
      passThrough: [
        { target: 'completed', guard: hasEvaluation('confirmed') },
        { target: 'selfEvaluation.checking', guard: hasEvaluation('submitted') },
      ],
    },
    // The applicant has done its part: only whoever checks it is waited for.
    checking: {
      waitsFor: 'parts',
      on: {
        'selfEvaluation.confirm': {},
        'selfEvaluation.return': { target: 'selfEvaluation.writing' },
        'selfEvaluation.done': { target: 'completed' },
        ...suspension,
        ...paperwork,
        ...afterClaims,
      },
    },
  },
});

export const selfEvaluation = selfEvaluationStage(reopening);
/** 直接划拨: there are no claims whose payment could come back. */
export const selfEvaluationOfTransfer = selfEvaluationStage({});

/** 终止: a terminated project waits here until what was unspent has come back. */
export const termination: Stage = {
  name: 'termination',
  initial: 'returning',
  states: {
    returning: {
      waitsFor: { holder: 'cityFinance', limit: 'returning' },
      on: { 'refund.confirm': { target: 'terminated', effects: [clawBackAll] }, ...afterTermination },
    },
  },
};
