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
}

export interface DocumentItem {
  readonly projectId: number;
  readonly share: number;
  readonly amount: Fen;
}

/** approval: 批复; rejection: 不予批复; government: 市政府审批 (filing mode); release: 资金下达; termination: 终止. */
export type DocumentKind = 'approval' | 'rejection' | 'government' | 'release' | 'termination';
export const documentKinds: readonly DocumentKind[] = ['approval', 'rejection', 'government', 'release', 'termination'];

/** A document that ends projects: its schedule says what each share thereby loses, and that may be nothing. */
export const endsProjects = (kind: DocumentKind): boolean => kind === 'rejection' || kind === 'termination';

export const itemsFor = (document: DocumentFacts, projectId: number): readonly DocumentItem[] =>
  document.items.filter((item) => item.projectId === projectId);
