import type { Role } from '../actor.js';
import type { Ppm } from '../levy/rate.js';
import type { LocalDate } from '../values/local-date.js';
import type { Fen } from '../values/money.js';
import type { DraftedLine } from './budget-tree.js';
import type { OtherSourceKind } from './facts.js';
import type { LineMove } from './year-end.js';

/** What happens to a fund year. */
export type FundYearEvent =
  /** By revenue and rate, or by its amount alone. Anew, it needs a reason. */
  | {
      readonly type: 'levy.assess';
      readonly region: string;
      readonly revenue?: Fen;
      readonly ratePpm?: Ppm;
      readonly amount?: Fen;
      readonly reason?: string;
    }
  | { readonly type: 'levy.notify'; readonly region: string; readonly dueOn: LocalDate }
  | {
      readonly type: 'levy.report';
      readonly region: string;
      readonly amount: Fen;
      readonly receivedOn: LocalDate;
      readonly voucher: string;
    }
  | {
      readonly type: 'income.receive';
      readonly source: string;
      readonly amount: Fen;
      readonly receivedOn: LocalDate;
      /** 凭证号; a levy has one for each part. */
      readonly voucher?: string;
    }
  /** With the day on which it was found to have come. */
  | { readonly type: 'income.confirm'; readonly receipt: number; readonly receivedOn: LocalDate }
  | { readonly type: 'income.refuse'; readonly receipt: number; readonly reason: string }
  | { readonly type: 'income.reverse'; readonly receipt: number; readonly reason: string }
  | {
      readonly type: 'source.add';
      readonly name: string;
      readonly kind: OtherSourceKind;
      readonly planned: Fen;
      /** The lines that it may be spent on; all where none is named. */
      readonly lines?: readonly string[];
      readonly note?: string;
    }
  | { readonly type: 'source.change'; readonly source: string; readonly planned: Fen; readonly reason: string }
  | { readonly type: 'income.hold'; readonly amount: Fen; readonly reason: string; readonly earmark?: string }
  /** Without a number, the oldest holds of the general pool first. */
  | { readonly type: 'income.lift'; readonly hold?: number; readonly amount: Fen; readonly reason: string }
  /** 年终关账, by a document that one person records and a second confirms. */
  | {
      readonly type: 'year.recordClosing';
      readonly nextYear: number;
      readonly issuer: string;
      readonly number: string;
      readonly issuedOn: LocalDate;
      /** For lines whose projects do not go on under the same code. */
      readonly lines?: readonly LineMove[];
    }
  | { readonly type: 'year.close'; readonly nextYear: number }
  | { readonly type: 'budget.draft'; readonly lines: readonly DraftedLine[] }
  /** By a document; `overIncome`: whoever confirms it has seen that it comes to more than the income planned. */
  | { readonly type: 'budget.approve'; readonly documentId: number; readonly overIncome: boolean }
  | { readonly type: 'budget.adjust'; readonly documentId: number; readonly overIncome: boolean };

export type FundYearEventOf<T extends FundYearEvent['type']> = Extract<FundYearEvent, { type: T }>;

/** Who does what. All but the county's report is the city's. */
export const fundYearRoles: Readonly<Record<FundYearEvent['type'], readonly Role[]>> = {
  'levy.assess': ['cityFinance'],
  'levy.notify': ['cityFinance'],
  'levy.report': ['countyFinance'],
  'income.receive': ['cityFinance'],
  'income.confirm': ['cityFinance'],
  'income.refuse': ['cityFinance'],
  'income.reverse': ['cityFinance'],
  'source.add': ['cityFinance'],
  'source.change': ['cityFinance'],
  'income.hold': ['cityFinance'],
  'income.lift': ['cityFinance'],
  'year.recordClosing': ['cityFinance'],
  'year.close': ['cityFinance'],
  'budget.draft': ['cityManager', 'lineDepartment'],
  'budget.approve': ['cityManager'],
  'budget.adjust': ['cityManager'],
};
