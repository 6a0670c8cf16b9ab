import type { Fen } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';
import type { NamedPaper } from './papers.js';
import type { FieldReason } from './returned.js';
import type { Adjustment, Change, Choice, ClaimKind, ClaimLine, Milestone } from './parts.js';

interface Reason {
  readonly reason: string;
}
/** Papers that were uploaded before, and come with the event. */
interface WithPapers {
  readonly papers?: readonly NamedPaper[];
}
interface OfShare {
  readonly share: number;
}
interface OfDocument {
  readonly documentId: number;
}
export interface ClaimContent extends OfShare {
  readonly claimKind: ClaimKind;
  readonly lines: readonly ClaimLine[];
}

/** What each event carries. An event is what a person does; those of the last group follow from a part's end. */
export interface Payloads {
  'application.submit': { readonly answers?: readonly { readonly field: string; readonly answer: string }[] };
  'application.endorse': { readonly opinion: string };
  'application.return': Reason & { readonly fields: readonly FieldReason[] };
  'application.recall': Reason;
  'application.withdraw': Reason;
  'endorsement.recall': Reason;

  'review.accept': { readonly departments: readonly number[] };
  'review.return': Reason & { readonly fields: readonly FieldReason[] };
  'opinion.give': { readonly stance: 'agree' | 'conditional' | 'disagree'; readonly text: string };
  'opinion.waive': Reason;
  'review.putToVote': {
    readonly panel: readonly number[];
    readonly amounts: readonly (OfShare & { readonly amount: Fen })[];
  };
  'seat.vote': {
    readonly choice: Choice;
    readonly reason?: string;
    /** What a vote for a return wants corrected; without any, its reason as a whole. */
    readonly fields?: readonly FieldReason[];
  };
  'seat.stepBack': Reason;
  'review.concludePanel': Reason;
  'review.consent': { readonly note: string };
  'review.governmentApprove': OfDocument;
  'objection.file': { readonly raisedBy: string; readonly text: string };
  'objection.dismiss': { readonly finding: string };
  'objection.uphold': { readonly finding: string };
  'review.endNotice': object;
  'review.approve': OfDocument;
  'review.reject': OfDocument;

  'release.issue': OfDocument;
  'release.wait': Reason;
  'release.fundsArrived': object;
  'instalment.confirm': { readonly receivedOn: LocalDate };
  'instalment.reverse': Reason;

  'milestone.record': WithPapers & {
    readonly milestone: Milestone['milestone'];
    readonly reachedOn: LocalDate;
    readonly amount?: Fen;
    readonly note?: string;
  };
  'progress.report': WithPapers & { readonly percent: number; readonly spent?: Fen; readonly note: string };
  'savings.return': OfShare & Reason & { readonly amount: Fen };
  'change.request': WithPapers & {
    readonly subject: Change['subject'];
    readonly share?: number;
    readonly newAmount?: Fen;
    readonly text: string;
  };
  'change.approve': { readonly finding: string };
  'change.refuse': { readonly finding: string };

  'acceptance.request': WithPapers & { readonly note: string };
  'inspection.pass': WithPapers & { readonly accepted: Fen; readonly quantity?: string; readonly note: string };
  'inspection.requireRectification': Reason & WithPapers & { readonly rectifyBy: LocalDate };
  'inspection.reportRectified': WithPapers & { readonly note: string };
  'spotCheck.pass': WithPapers & { readonly note: string };
  'spotCheck.fail': WithPapers & { readonly note: string; readonly rectifyBy: LocalDate };

  'claim.draft': ClaimContent;
  'claim.revise': { readonly lines: readonly ClaimLine[] };
  'claim.submit': WithPapers;
  'claim.withdraw': Reason;
  /** Without `offset`, what the claim proves of the advances is as the system reckons it; without `retained`, nothing is. */
  'claim.check': {
    readonly approved: Fen;
    readonly note?: string;
    readonly adjustments?: readonly Adjustment[];
    readonly offset?: Fen;
    readonly offsetReason?: string;
    readonly retained?: Fen;
    readonly retainedUntil?: LocalDate;
  };
  'claim.return': Reason;
  'claim.refuse': Reason;
  'claim.pay': { readonly paidOn: LocalDate; readonly voucher: string };
  'claim.reversePayment': Reason & { readonly reversedOn: LocalDate; readonly voucher: string };
  'claim.refund': Reason & { readonly amount: Fen; readonly refundedOn: LocalDate; readonly voucher: string };
  'retention.giveUp': OfShare & Reason;
  'reimbursement.settle': { readonly note: string };
  'refund.confirm': { readonly note: string };

  'selfEvaluation.submit': {
    readonly targetMet: boolean;
    readonly summary: string;
    readonly reason?: string;
    readonly remedy?: string;
  };
  'selfEvaluation.confirm': { readonly note?: string };
  'selfEvaluation.return': Reason;

  'paper.add': { readonly papers: readonly NamedPaper[]; readonly note: string };
  'paper.void': Reason;

  'project.suspend': Reason;
  'project.resume': Reason;
  'project.terminate': OfDocument;

  'state.passThrough': object;
  'opinions.complete': object;
  'panel.decided': object;
  'objection.upheld': object;
  'instalments.settled': object;
  'acceptance.passed': object;
  'selfEvaluation.done': object;
}

export type ProjectEventType = keyof Payloads;
/** `part` is the number of the part that it is about, where its definition names a kind. */
export type EventOf<T extends ProjectEventType> = { readonly type: T; readonly part?: number } & Payloads[T];
export type ProjectEvent = { [T in ProjectEventType]: EventOf<T> }[ProjectEventType];
