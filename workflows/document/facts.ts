import type { Mode } from '../project/modes.js';
import type { Fen } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';

/** A document (公文) whose schedule decides on many projects, wholly or not at all. */
export interface DocumentFacts {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly year: number;
  readonly issuer: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly title: string;
  readonly state: 'recorded' | 'confirmed' | 'void';
  readonly version: number;
  readonly recordedBy: number;
  /** Whom the deputy who recorded it stood in for. */
  readonly recordedFor: number | null;
  readonly items: readonly DocumentItem[];
  /** What a document on the budget says of its lines. */
  readonly lines: readonly DocumentLine[];
}

export interface DocumentItem {
  readonly projectId: number;
  readonly share: number;
  readonly amount: Fen;
}

/** A line of the budget: what it had as the document was written, and what it has from then on. */
export interface DocumentLine {
  readonly line: string;
  readonly name: string;
  readonly before: Fen;
  readonly after: Fen;
  readonly reason: string | null;
  /** Of a line that an adjustment adds: what it is. */
  readonly added: AddedLine | null;
}

export interface AddedLine {
  readonly parent: string | null;
  readonly mode: Mode | null;
  readonly evaluated: boolean;
  readonly withoutProjects: boolean;
  readonly departmentId: number | null;
}

/** approval: 批复; rejection: 不予批复; government: 市政府审批 (filing mode); release: 资金下达; termination: 终止. */
export type ScheduleKind = 'approval' | 'rejection' | 'government' | 'release' | 'termination';
/** budget: the leading group's approval of a year's budget; adjustment: 预算调整. */
export type BudgetKind = 'budget' | 'adjustment';
export type DocumentKind = ScheduleKind | BudgetKind;
export const documentKinds: readonly DocumentKind[] = [
  'approval',
  'rejection',
  'government',
  'release',
  'termination',
  'budget',
  'adjustment',
];

export const isOnBudget = (kind: DocumentKind): kind is BudgetKind => kind === 'budget' || kind === 'adjustment';

/** A document that ends projects: its schedule says what each share thereby loses, and that may be nothing. */
export const endsProjects = (kind: DocumentKind): boolean => kind === 'rejection' || kind === 'termination';

export const itemsFor = (document: DocumentFacts, projectId: number): readonly DocumentItem[] =>
  document.items.filter((item) => item.projectId === projectId);
