import { type Actor, personOf } from '../actor.js';
import { addPart, setPart } from './effects.js';
import type { EventOf, ProjectEventType } from './events.js';
import { draftOf, partsOf, type Project, type Situation } from './facts.js';
import { type NamedPaper, type PaperClass, type PaperContent, uploadKey } from './papers.js';
import type { AnyPart, ClaimKind, Paper } from './parts.js';
import { policyOf } from './policy.js';
import type { Effect, Rules } from './stage.js';

/** Papers may be added and voided wherever somebody else may be looking at them; a draft has its own list. */
export const paperwork: Rules = { 'paper.add': {}, 'paper.void': {} };

/** The papers that an event names: its own, and on submitting those of the draft. */
export function papersNamed(s: Situation, event: { readonly type: ProjectEventType }): readonly NamedPaper[] {
  if (event.type === 'application.submit') return draftOf(s.facts).content.papers;
  return (event as Partial<EventOf<'paper.add'>>).papers ?? [];
}

export const keptPapers = (s: Situation): readonly Paper[] =>
  partsOf(s, 'paper').filter((paper) => paper.state === 'kept');

const organisationOf = (actor: Actor): number | null => (actor.kind === 'member' ? actor.organisationId : null);

/**
 * What a hash means to this actor: bytes that their own organisation uploaded, or brought to this project before. Of
 * another's hash there is nothing to know, not even whether it exists.
 */
export function contentFor(s: Situation, hash: string): PaperContent | null {
  const organisationId = organisationOf(s.actor);
  if (organisationId === null) return null;
  return (
    s.uploads.get(uploadKey(organisationId, hash)) ??
    partsOf(s, 'paper').find((paper) => paper.hash === hash && paper.organisationId === organisationId) ??
    null
  );
}

/** A class of papers that the policy asks for, and whether one is there. */
export interface RequiredClass {
  readonly class: PaperClass;
  readonly there: boolean;
}

/**
 * What the project's policy asks for with an event of this part. A paper comes with the event, or came with it before: a
 * claim that was returned keeps its invoices. What an application has is in its draft.
 */
export function requiredPapers(
  s: Situation,
  type: ProjectEventType,
  event: { readonly type: ProjectEventType } | null,
): readonly RequiredClass[] {
  const about = s.part && `${s.part.kind}/${s.part.no}`;
  const before = keptPapers(s).filter((paper) => paper.event === type && (about === null || paper.about === about));
  const named = papersNamed(s, event ?? { type });
  const there = [...named, ...(type === 'application.submit' ? [] : before)];
  return requiredClasses(s.facts.project, type, s.part?.kind === 'claim' ? s.part.claimKind : null).map((required) => ({
    class: required,
    there: there.some((paper) => paper.class === required),
  }));
}

/** The classes without which a policy refuses an event. */
export const requiredClasses = (
  { policy, mode }: Pick<Project, 'policy' | 'mode'>,
  type: ProjectEventType,
  claimKind: ClaimKind | null = null,
): PaperClass[] =>
  policyOf(policy)
    .papers.filter(
      ({ event, modes, claimKinds }) =>
        event === type &&
        modes.includes(mode) &&
        (claimKinds === undefined || (claimKind !== null && claimKinds.includes(claimKind))),
    )
    .map((required) => required.class);

const isSame = (kept: Paper, named: NamedPaper) => kept.class === named.class && kept.hash === named.hash;

/**
 * Keeps what an event names, about the part that it is about or has made. A new version of an application keeps the
 * papers that it names again, and voids those that it leaves out.
 */
export function keepPapers(s: Situation, event: { readonly type: ProjectEventType }, about: AnyPart | null): Effect[] {
  const named = papersNamed(s, event);
  const earlier =
    event.type === 'application.submit' ? keptPapers(s).filter((paper) => paper.event === event.type) : [];
  const today = { personId: personOf(s.actor) ?? 0, on: s.today };
  return [
    ...earlier
      .filter((paper) => !named.some((each) => isSame(paper, each)))
      .map((paper): Effect => ({
        type: 'part.set',
        kind: 'paper',
        no: paper.no,
        state: 'void',
        fields: { voidedBy: today.personId, voidedOn: today.on },
      })),
    ...named
      .filter((each) => !earlier.some((paper) => isSame(paper, each)))
      .map(({ class: paperClass, hash, name }) => {
        const { bytes, mediaType, takenAt, latitude, longitude } = contentFor(s, hash)!;
        return addPart('paper', 'kept', {
          class: paperClass,
          hash,
          name,
          bytes,
          mediaType,
          takenAt,
          latitude,
          longitude,
          event: event.type,
          about: about && `${about.kind}/${about.no}`,
          share: about && 'share' in about ? about.share : null,
          organisationId: organisationOf(s.actor)!,
          broughtBy: today.personId,
          broughtOn: today.on,
          voidedBy: null,
          voidedOn: null,
          reason: null,
        });
      }),
  ];
}

export const voidPaper = (s: Situation, event: EventOf<'paper.void'>): Effect[] => [
  setPart(s, 'paper', { voidedBy: personOf(s.actor), voidedOn: s.today, reason: event.reason }),
];
