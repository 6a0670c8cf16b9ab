import type { LocalDate } from '../values/local-date.js';
import type { Fen } from '../values/money.js';
import type { PaperClass, PaperContent } from './papers.js';
import type { FieldReason } from './returned.js';

/**
 * What lives a small life of its own inside a project. Numbered from 1 within its kind; `version` counts its changes,
 * so that somebody else's opinion never makes mine stale.
 */
export interface Part {
  readonly no: number;
  readonly state: string;
  readonly version: number;
}

/** A department's opinion in the city review (征求意见). */
export interface Opinion extends Part {
  readonly kind: 'opinion';
  readonly departmentId: number;
  readonly stance: 'agree' | 'conditional' | 'disagree' | null;
  readonly text: string | null;
  readonly givenBy: number | null;
}

export type Choice = 'approve' | 'return' | 'reject' | 'abstain';

/** A member's seat in one round of the panel vote (集体审核). */
export interface Seat extends Part {
  readonly kind: 'seat';
  readonly round: number;
  readonly personId: number;
  /** The member, or their deputy. */
  readonly votedBy: number | null;
  readonly choice: Choice | null;
  readonly reason: string | null;
  /** What a vote for a return wants corrected. */
  readonly fields: readonly FieldReason[] | null;
}

/** An objection raised during public notice (公示异议). */
export interface Objection extends Part {
  readonly kind: 'objection';
  readonly raisedBy: string;
  readonly text: string;
  readonly finding: string | null;
  readonly recordedBy: number;
}

/** One release of money to one share (批次), by one document. */
export interface Instalment extends Part {
  readonly kind: 'instalment';
  readonly share: number;
  readonly documentId: number;
  readonly amount: Fen;
  /** The pools that it was drawn from, in order; money that comes back goes where it came from, last drawn first. */
  readonly drawn: readonly { readonly pool: string; readonly amount: Fen }[];
  readonly issuedOn: LocalDate;
  readonly receivedOn: LocalDate | null;
  readonly reason: string | null;
}

/** A change of an approved project (变更). Of amount, site or content: decided by the city; lesser ones by the county. */
export interface Change extends Part {
  readonly kind: 'change';
  readonly subject: 'amount' | 'site' | 'content' | 'schedule';
  readonly share: number | null;
  readonly newAmount: Fen | null;
  readonly text: string;
  readonly finding: string | null;
  readonly requestedBy: number | null;
}

/** The acceptance of one share (验收). */
export interface Inspection extends Part {
  readonly kind: 'inspection';
  readonly share: number;
  readonly accepted: Fen | null;
  readonly quantity: string | null;
  readonly note: string | null;
  readonly rectifyBy: LocalDate | null;
  /** Who asked for it, or reported the rectification. */
  readonly requestedBy: number | null;
  readonly inspectedBy: number | null;
}

export type ClaimKind = 'advance' | 'progress' | 'final' | 'retention';

export interface ClaimLine {
  readonly payee: string;
  readonly invoice: string | null;
  readonly purpose: string;
  readonly amount: Fen;
  /** Money to persons: the roster with who gets what. */
  readonly roster?: number | null;
}

/** What the checker takes off one line of the claim (审减); lines are counted from 1. */
export interface Adjustment {
  readonly lineNo: number;
  readonly amount: Fen;
  readonly reason: string;
}

/** What the bank did for a claim, in the order in which it was recorded: paid, given back by the bank (退票), refunded (退款). */
export interface Movement {
  readonly movement: 'paid' | 'bankReturn' | 'refund';
  readonly on: LocalDate;
  readonly amount: Fen;
  readonly voucher: string;
  readonly reason: string | null;
}

/**
 * A claim for payment (报账). Its amounts are kept apart: `approved = claimed − adjusted`, and
 * `paid = approved − offset − retained`; the database says the same.
 */
export interface Claim extends Part {
  readonly kind: 'claim';
  readonly share: number;
  readonly claimKind: ClaimKind;
  readonly lines: readonly ClaimLine[];
  readonly claimed: Fen;
  /** 审减; null like all that follows from the check, while it is not checked. */
  readonly adjusted: Fen | null;
  readonly adjustments: readonly Adjustment[];
  readonly approved: Fen | null;
  /** What of the share's advances this claim proves (预付款抵扣): approved here, paid before. */
  readonly offset: Fen | null;
  readonly offsetReason: string | null;
  /** What is held back of it (质保金) until the day `retainedUntil`. */
  readonly retained: Fen | null;
  readonly retainedUntil: LocalDate | null;
  /** What went out, before refunds. */
  readonly paid: Fen | null;
  readonly paidOn: LocalDate | null;
  readonly voucher: string | null;
  /** What came back of it from the payee (退款). */
  readonly refunded: Fen;
  readonly movements: readonly Movement[];
  readonly reason: string | null;
  readonly checkedOn: LocalDate | null;
  readonly filedBy: number;
  /** Who sent it to finance, perhaps another than who wrote it. */
  readonly submittedBy: number | null;
  readonly checkedBy: number | null;
}

/** What a claim is before its check, and again when it is submitted anew: what was found counts for that check alone. */
export const unchecked = {
  approved: null,
  adjusted: null,
  adjustments: [],
  offset: null,
  offsetReason: null,
  retained: null,
  retainedUntil: null,
  checkedOn: null,
  checkedBy: null,
} satisfies Partial<Claim>;

/** The self-evaluation of a year (绩效自评). */
export interface SelfEvaluation extends Part {
  readonly kind: 'selfEvaluation';
  readonly year: number;
  readonly targetMet: boolean;
  readonly summary: string;
  readonly reason: string | null;
  readonly remedy: string | null;
  /** What the county says of it, on confirming or returning. */
  readonly finding: string | null;
  readonly submittedBy: number;
}

/** A procurement or building milestone (招标、合同、开工、竣工). Recorded once, never decided on. */
export interface Milestone extends Part {
  readonly kind: 'milestone';
  readonly milestone: 'tender' | 'contract' | 'start' | 'finish';
  readonly reachedOn: LocalDate;
  readonly amount: Fen | null;
  readonly note: string | null;
}

export interface Progress extends Part {
  readonly kind: 'progress';
  readonly percent: number;
  readonly spent: Fen | null;
  readonly note: string;
}

/** The city's spot-check of an accepted share (抽查). */
export interface SpotCheck extends Part {
  readonly kind: 'spotCheck';
  readonly share: number;
  readonly passed: boolean;
  readonly note: string;
}

/** A paper (附件): bytes that are kept by their hash. Never deleted: voided, with who and why. */
export interface Paper extends Part, PaperContent {
  readonly kind: 'paper';
  readonly class: PaperClass;
  /** Shown, and never a path. */
  readonly name: string;
  /** The event that brought it, and what that was about: `claim/3`. */
  readonly event: string;
  readonly about: string | null;
  /** The share of what it is about, where that has one. */
  readonly share: number | null;
  readonly organisationId: number;
  readonly broughtBy: number;
  readonly broughtOn: LocalDate;
  readonly voidedBy: number | null;
  readonly voidedOn: LocalDate | null;
  /** Nothing where a new version of the application left it out. */
  readonly reason: string | null;
}

export type AnyPart =
  | Opinion
  | Seat
  | Objection
  | Instalment
  | Change
  | Inspection
  | Claim
  | SelfEvaluation
  | Milestone
  | Progress
  | SpotCheck
  | Paper;

export type PartKind = AnyPart['kind'];
export type PartOf<K extends PartKind> = Extract<AnyPart, { kind: K }>;
export type Parts = { readonly [K in PartKind]: readonly PartOf<K>[] };

export const partKinds: readonly PartKind[] = [
  'opinion',
  'seat',
  'objection',
  'instalment',
  'change',
  'inspection',
  'claim',
  'selfEvaluation',
  'milestone',
  'progress',
  'spotCheck',
  'paper',
];

export const noParts: Parts = {
  opinion: [],
  seat: [],
  objection: [],
  instalment: [],
  change: [],
  inspection: [],
  claim: [],
  selfEvaluation: [],
  milestone: [],
  progress: [],
  spotCheck: [],
  paper: [],
};
