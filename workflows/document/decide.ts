import { type Actor, personsOf, type Role } from '../actor.js';
import { DomainError } from '../values/domain-error.js';
import type { BudgetKind, DocumentFacts, DocumentKind, ScheduleKind } from './facts.js';

export type DocumentEvent =
  { readonly type: 'document.confirm' } | { readonly type: 'document.void'; readonly reason: string };

/** Who records and confirms: the city manager what was decided on, city finance what is released. */
export const documentRole: Readonly<Record<DocumentKind, Role>> = {
  approval: 'cityManager',
  rejection: 'cityManager',
  government: 'cityManager',
  release: 'cityFinance',
  termination: 'cityManager',
  budget: 'cityManager',
  adjustment: 'cityManager',
};

/** What a confirmed document does to each project on its schedule. */
export const documentEvent = {
  approval: 'review.approve',
  rejection: 'review.reject',
  government: 'review.governmentApprove',
  release: 'release.issue',
  termination: 'project.terminate',
} as const satisfies Record<ScheduleKind, string>;

/** What a confirmed document on the budget does to its fund year. */
export const budgetEvent = {
  budget: 'budget.approve',
  adjustment: 'budget.adjust',
} as const satisfies Record<BudgetKind, string>;

/** A document is recorded by one person from the signed original and confirmed by a second; confirmed, it stands. */
export function decideDocument(
  document: DocumentFacts | undefined,
  actor: Actor,
  event: DocumentEvent,
  expected: number | null,
): DocumentFacts {
  if (!document) throw new DomainError('missing', 'document.missing');
  if (actor.kind !== 'member')
    throw new DomainError('forbidden', 'document.role-refused', { role: documentRole[document.kind] });
  // Documents are the city's: to others they do not exist.
  if (actor.level !== 'city') throw new DomainError('missing', 'document.missing');
  if (actor.role !== documentRole[document.kind]) {
    throw new DomainError('forbidden', 'document.role-refused', { role: documentRole[document.kind] });
  }
  if (document.state !== 'recorded') {
    throw new DomainError('refused', 'document.transition-refused', { number: document.number, state: document.state });
  }
  if (expected !== null && expected !== document.version) {
    throw new DomainError('conflict', 'document.changed-meanwhile', { expected, actual: document.version });
  }
  const version = document.version + 1;
  switch (event.type) {
    case 'document.confirm':
      if (personsOf(actor).some((person) => person === document.recordedBy || person === document.recordedFor))
        throw new DomainError('refused', 'document.own-record');
      return { ...document, state: 'confirmed', version };
    case 'document.void':
      return { ...document, state: 'void', version };
  }
}
