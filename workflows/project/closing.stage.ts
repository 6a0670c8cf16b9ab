import type { Situation } from './facts.js';
import { evaluation, suspension } from './in-progress.js';
import { clawBackAll } from './reimbursement.stage.js';
import type { Stage } from './stage.js';

const isEvaluated = (s: Situation) => s.facts.parts.selfEvaluation.some((e) => e.state === 'confirmed');

/** 绩效自评: written at the year's end whatever the stage; a settled project that has one is completed at once. */
export const selfEvaluation: Stage = {
  name: 'selfEvaluation',
  initial: 'writing',
  states: {
    writing: {
      waitsFor: { holder: 'applicant', limit: 'evaluating' },
      on: { ...evaluation, ...suspension, 'selfEvaluation.done': { target: 'completed' } },
      passThrough: { target: 'completed', guard: isEvaluated },
    },
  },
};

/** 终止: a terminated project waits here until what was unspent has come back. */
export const termination: Stage = {
  name: 'termination',
  initial: 'returning',
  states: {
    returning: {
      waitsFor: { holder: 'cityFinance', limit: 'returning' },
      on: { 'refund.confirm': { target: 'terminated', effects: [clawBackAll] } },
    },
  },
};
