import type { LevyState } from '../levy/levy.machine.js';
import type { Ppm } from '../levy/rate.js';
import type { BudgetLine } from './budget-tree.js';
import type { LocalDate } from '../values/local-date.js';
import type { Fen } from '../values/money.js';

/** A fund year (年度) as a subject of its own: its income, its holds and its budget. */
export interface FundYearFacts {
  readonly year: number;
  readonly state: 'open' | 'closed';
  readonly version: number;
  readonly sources: readonly Source[];
  readonly levies: readonly Levy[];
  readonly receipts: readonly Receipt[];
  readonly holds: readonly Hold[];
  readonly lines: readonly BudgetLine[];
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly budgetApproved: boolean;
  /** Of a closed year: the one that took over what was left. */
  readonly nextYear?: number | null;
  readonly closing?: YearClosing | null;
  /** Of the drafted tree alone: income that comes in meanwhile makes no draft stale. */
  readonly budgetVersion: number;
}

/** How a year is to be closed, as one person recorded it. */
export interface YearClosing {
  readonly nextYear: number;
  readonly issuer: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly lines: readonly { readonly from: string; readonly to: string }[];
  readonly recordedBy: number | null;
}

export type SourceKind = 'levy' | 'carry_over' | 'surplus' | 'extra' | 'counterpart';
export const sourceKinds: readonly SourceKind[] = ['levy', 'carry_over', 'surplus', 'extra', 'counterpart'];
/** What city finance adds by itself; a levy is assessed. */
export type OtherSourceKind = Exclude<SourceKind, 'levy'>;
export const otherSourceKinds: readonly OtherSourceKind[] = ['carry_over', 'surplus', 'extra', 'counterpart'];

/** Where income is to come from. */
export interface Source {
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly regionId: string | null;
  readonly planned: Fen;
  /** The pool of its own that income for certain lines goes into. */
  readonly earmark: string | null;
  readonly note: string | null;
}

/**
 * 上缴 of a region. `amount` follows from `revenue` and `rate`; where only the amount is known it stands alone, and the
 * rate beside it tells no more than what the rules say. Until it is assessed there is a rate and no source.
 */
export interface Levy {
  readonly regionId: string;
  readonly state: LevyState;
  /** In parts per million. */
  readonly ratePpm: Ppm | null;
  /** General public budget revenue of the year before (上年度一般公共预算收入). */
  readonly revenue: Fen | null;
  readonly amount: Fen | null;
  readonly source: string | null;
  readonly assessedOn: LocalDate | null;
  readonly notifiedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  /** Why it was assessed anew. */
  readonly reason: string | null;
}

/**
 * Money that came in, or that a county says it sent. reported: by the county, not confirmed; confirmed: it counts;
 * refused: city finance found no such payment; reversing: asked to be reversed in a closed year, where two must agree;
 * reversed (冲销): by its opposite entry, once.
 */
export interface Receipt {
  readonly no: number;
  readonly state: 'reported' | 'confirmed' | 'refused' | 'reversing' | 'reversed';
  readonly source: string;
  readonly regionId: string | null;
  readonly amount: Fen;
  readonly receivedOn: LocalDate;
  readonly voucher: string | null;
  readonly reportedBy: number | null;
  readonly recordedBy: number | null;
  /** Why it was refused or reversed, and by whom that was asked for. */
  readonly reason: string | null;
  readonly reversedBy: number | null;
}
export const receiptStates: readonly Receipt['state'][] = ['reported', 'confirmed', 'refused', 'reversing', 'reversed'];

/** 预留: income held back, lifted in parts. */
export interface Hold {
  readonly no: number;
  readonly state: 'held' | 'lifted';
  /** Of which pool; null is the general one. */
  readonly earmark: string | null;
  readonly amount: Fen;
  readonly lifted: Fen;
  readonly reason: string;
  readonly heldBy: number | null;
  readonly heldOn: LocalDate;
}
export const holdStates: readonly Hold['state'][] = ['held', 'lifted'];
