import { spotChecks } from './acceptance.stage.js';
import { paperwork } from './paperwork.js';
import { reopening } from './claiming.js';
import { clawBack } from './effects.js';
import type { Situation } from './facts.js';
import { closeBooks, evaluation, hasUnspent, inProgress, suspension } from './in-progress.js';
import type { Effect, Rules, Stage } from './stage.js';

export const clawBackAll = (s: Situation): Effect[] => s.facts.shares.flatMap((share) => clawBack(s, share.no));

/** 报账: the final claims, settlement, and the return of what was not spent. */
function reimbursementStage(afterAcceptance: boolean): Stage {
  const checks: Rules = afterAcceptance ? spotChecks : {};
  return {
    name: 'reimbursement',
    initial: 'claiming',
    states: {
      claiming: {
        waitsFor: { holder: 'applicant', limit: 'claiming' },
        on: {
          ...inProgress,
          ...checks,
          'reimbursement.settle': [
            { target: 'reimbursement.returning', guard: hasUnspent, effects: [closeBooks] },
            { target: 'next', effects: [closeBooks] },
          ],
        },
      },
      returning: {
        // Clawed back by city finance, through the bank or by settling accounts between the levels.
        waitsFor: { holder: 'cityFinance', limit: 'returning' },
        on: {
          ...evaluation,
          ...suspension,
          ...paperwork,
          ...reopening,
          'refund.confirm': { target: 'next', effects: [clawBackAll] },
        },
      },
    },
  };
}

export const reimbursement = reimbursementStage(true);
/** 据实列支: claims come in all year, there is no acceptance. */
export const actualCostReimbursement = reimbursementStage(false);
