import type { DocumentKind } from '../document/facts.js';
import type { ProjectEventType } from './events.js';
import type { PartKind } from './parts.js';
import * as claims from './claim-requirements.js';
import * as req from './requirements.js';
import type { Holder } from './stage.js';

export interface EventDefinition<T extends ProjectEventType> {
  /** Who may. `system` stands for time that has passed. */
  readonly by: readonly (Holder | 'system')[];
  /** The kind of part that it is about. */
  readonly part?: PartKind;
  /** A decision about what somebody submitted: never by that same person (回避). */
  readonly decides?: true;
  /** Also open while the project is suspended. */
  readonly whileSuspended?: true;
  /** Posts entries: the door locks the shared accounts before it reads their balances. */
  readonly moves?: true;
  /** Comes only with a confirmed document of this kind, never by itself. */
  readonly throughDocument?: DocumentKind;
  /** Follows from a part's end in the same decision; nobody sends it. */
  readonly raised?: true;
  readonly requires?: readonly req.Requirement<T>[];
}

const raised = { by: ['system'], raised: true } as const;

/** Every event: who may, on what, and what must hold. The same list refuses, explains and draws the checklist. */
export const events: { readonly [T in ProjectEventType]: EventDefinition<T> } = {
  'application.submit': { by: ['applicant'], requires: [req.yearOpen, req.applicationComplete, req.returnAnswered] },
  'application.endorse': { by: ['officer', 'lineDepartment'], decides: true },
  'application.return': {
    by: ['officer', 'lineDepartment'],
    decides: true,
    requires: [req.namesFields, req.returnedFieldsKnown],
  },
  'application.recall': { by: ['applicant'] },
  'application.withdraw': { by: ['applicant'] },
  'endorsement.recall': { by: ['officer', 'lineDepartment'] },

  'review.accept': { by: ['cityReviewer'], decides: true, requires: [req.departmentsKnown] },
  'review.return': { by: ['cityReviewer'], decides: true, requires: [req.namesFields, req.returnedFieldsKnown] },
  'opinion.give': { by: ['lineDepartment'], part: 'opinion', decides: true },
  'opinion.waive': { by: ['cityManager'], part: 'opinion' },
  'review.putToVote': { by: ['cityReviewer'], decides: true, requires: [req.panelIndependent, req.amountsWithinAsked] },
  'seat.vote': {
    by: ['cityReviewer'],
    part: 'seat',
    decides: true,
    requires: [req.oneVoteEach, req.votesAgainstHaveReason, req.returnedFieldsKnown, req.fieldsOfReturnOnly],
  },
  'seat.stepBack': { by: ['cityReviewer'], part: 'seat' },
  'review.concludePanel': { by: ['cityManager'], decides: true },
  'review.consent': { by: ['cityReviewer'], decides: true },
  'review.governmentApprove': {
    by: ['cityManager'],
    decides: true,
    throughDocument: 'government',
    requires: [req.documentDecides, req.documentWithinProposed],
  },
  'objection.file': { by: ['cityReviewer', 'officer'] },
  'objection.dismiss': { by: ['cityReviewer'], part: 'objection', decides: true },
  'objection.uphold': { by: ['cityReviewer'], part: 'objection', decides: true },
  'review.endNotice': { by: ['cityReviewer', 'system'], requires: [req.noticeOver, req.noObjectionOpen] },
  'review.approve': {
    moves: true,
    by: ['cityManager'],
    decides: true,
    throughDocument: 'approval',
    requires: [req.yearOpen, req.documentDecides, req.documentWithinProposed, req.lineSuffices],
  },
  'review.reject': {
    by: ['cityManager'],
    decides: true,
    throughDocument: 'rejection',
    requires: [req.documentDecides, req.documentListsWhole],
  },

  'release.issue': {
    moves: true,
    by: ['cityFinance'],
    throughDocument: 'release',
    decides: true,
    requires: [
      req.yearOpen,
      req.documentDecides,
      req.documentNotUsed,
      req.releaseWithinApproved,
      req.releaseWithinAccepted,
      req.poolSuffices,
    ],
  },
  'release.wait': { by: ['cityFinance'], requires: [req.fundsShort] },
  'release.fundsArrived': { by: ['cityFinance', 'system'], requires: [req.fundsThere] },
  'instalment.confirm': { moves: true, by: ['receiver'], part: 'instalment', requires: [req.receiptNotBeforeIssue] },
  'instalment.reverse': { moves: true, by: ['cityFinance'], part: 'instalment' },

  'milestone.record': { by: ['applicant'], requires: [req.milestoneNotAhead] },
  'progress.report': { by: ['applicant'], requires: [req.percentValid] },
  'savings.return': { moves: true, by: ['officer'], requires: [req.shareKnown, req.savingsWithinCommitted] },
  'change.request': { by: ['applicant'], requires: [req.changeComplete] },
  'change.approve': {
    moves: true,
    by: ['cityReviewer', 'officer'],
    part: 'change',
    decides: true,
    requires: [req.changeAtItsLevel, req.changeFitsMoney],
  },
  'change.refuse': { by: ['cityReviewer', 'officer'], part: 'change', decides: true, requires: [req.changeAtItsLevel] },

  'acceptance.request': { by: ['applicant'], requires: [req.worksFinished, req.noChangeOpen, req.somethingApproved] },
  'inspection.pass': { by: ['officer'], part: 'inspection', decides: true, requires: [req.acceptedWithinApproved] },
  'inspection.requireRectification': {
    by: ['officer'],
    part: 'inspection',
    decides: true,
    requires: [req.rectifyByAhead],
  },
  'inspection.reportRectified': { by: ['applicant'], part: 'inspection' },
  'spotCheck.pass': { by: ['cityReviewer'], part: 'inspection', decides: true },
  'spotCheck.fail': {
    by: ['cityReviewer'],
    part: 'inspection',
    decides: true,
    requires: [req.rectifyByAhead, claims.finalClaimNotOpen],
  },

  'claim.draft': {
    by: ['applicant'],
    requires: [req.shareKnown, claims.claimLinesValid, claims.rostersFit, claims.claimKindFits],
  },
  'claim.revise': { by: ['applicant'], part: 'claim', requires: [claims.claimLinesValid, claims.rostersFit] },
  'claim.submit': {
    by: ['applicant'],
    part: 'claim',
    requires: [
      claims.claimKindFits,
      claims.claimWithinReceived,
      claims.claimWithinAccepted,
      claims.claimWithinAdvance,
      claims.claimWithinRetained,
      claims.rosterWithinCap,
    ],
  },
  'claim.withdraw': { by: ['applicant'], part: 'claim' },
  'claim.check': {
    by: ['payer'],
    part: 'claim',
    decides: true,
    requires: [
      claims.approvedWithinClaimed,
      claims.adjustmentExplained,
      claims.offsetFits,
      claims.retentionFits,
      claims.retentionDue,
    ],
  },
  'claim.return': { moves: true, by: ['payer'], part: 'claim', decides: true, requires: [claims.retentionUntouched] },
  'claim.refuse': { moves: true, by: ['payer'], part: 'claim', decides: true, requires: [claims.retentionUntouched] },
  'claim.pay': {
    moves: true,
    by: ['payer'],
    part: 'claim',
    decides: true,
    requires: [claims.paymentCovered, claims.paymentWithinAccepted, claims.paidOnItsDay],
  },
  'claim.reversePayment': {
    moves: true,
    by: ['payer'],
    part: 'claim',
    decides: true,
    requires: [claims.somethingPaid, claims.nothingRefunded, claims.reversedOnItsDay],
  },
  'claim.refund': {
    moves: true,
    by: ['payer'],
    part: 'claim',
    decides: true,
    requires: [claims.somethingPaid, claims.refundWithinPaid, claims.refundedOnItsDay],
  },
  'retention.giveUp': { moves: true, by: ['payer'], decides: true, requires: [claims.retentionThere] },
  'reimbursement.settle': {
    moves: true,
    by: ['payer'],
    decides: true,
    requires: [
      claims.noClaimOpen,
      req.nothingInTransit,
      claims.nothingRetained,
      claims.advancesProven,
      claims.paidWithinAccepted,
    ],
  },
  'refund.confirm': { moves: true, by: ['cityFinance'], requires: [claims.noClaimOpen] },

  'selfEvaluation.submit': { by: ['applicant'], requires: [req.evaluatedOnce, req.missedTargetExplained] },
  'selfEvaluation.confirm': { by: ['officer'], part: 'selfEvaluation', decides: true },
  'selfEvaluation.return': { by: ['officer'], part: 'selfEvaluation', decides: true },

  'paper.add': {
    by: ['applicant', 'officer', 'payer', 'cityReviewer'],
    whileSuspended: true,
    requires: [req.namesPapers],
  },
  'paper.void': {
    by: ['applicant', 'officer', 'payer', 'cityReviewer'],
    part: 'paper',
    whileSuspended: true,
    requires: [req.paperOwn, req.paperReplaced],
  },

  'project.suspend': { by: ['officer', 'cityManager'] },
  'project.resume': {
    by: ['officer', 'cityManager'],
    whileSuspended: true,
    requires: [req.isSuspended, req.resumedAtItsLevel],
  },
  'project.terminate': {
    moves: true,
    by: ['cityManager'],
    whileSuspended: true,
    decides: true,
    throughDocument: 'termination',
    requires: [
      req.documentDecides,
      req.documentListsWhole,
      claims.noClaimOpen,
      req.nothingInTransit,
      claims.nothingRetained,
    ],
  },

  'state.passThrough': raised,
  'opinions.complete': raised,
  'panel.decided': raised,
  'objection.upheld': raised,
  'instalments.settled': raised,
  'acceptance.passed': raised,
  'selfEvaluation.done': raised,
};

export const eventTypes = Object.keys(events) as ProjectEventType[];

export const definitionOf = (type: ProjectEventType): EventDefinition<ProjectEventType> =>
  events[type] as EventDefinition<ProjectEventType>;
