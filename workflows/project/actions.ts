import { type Unmet } from '../values/domain-error.js';
import { isTaken, unmetRequirements, versionOf } from './decide.js';
import { definitionOf, eventTypes } from './event-definitions.js';
import type { ProjectEventType } from './events.js';
import type { Situation } from './facts.js';
import { type RequiredClass, requiredPapers } from './paperwork.js';
import type { AnyPart } from './parts.js';
import { inScope, mayAct } from './permissions.js';

/** One thing that this member could do now, with what is still missing for it. */
export interface Action {
  readonly event: ProjectEventType;
  readonly part: AnyPart | null;
  /** To be sent back: a later change of the same thing makes it stale. */
  readonly version: number;
  readonly unmet: readonly Unmet[];
  /** The classes of papers that it asks for: the form brings those that are not there. */
  readonly papers: readonly RequiredClass[];
}

/** What the actor's role may do in the project's present states, from the same facts and requirements as the door. */
export function actionsFor(s: Situation): Action[] {
  if (!inScope(s.actor, s.facts.project)) return [];
  return eventTypes.flatMap((event) => {
    const { part: kind, raised } = definitionOf(event);
    if (raised || event === (s.facts.project.suspendedBy ? 'project.suspend' : 'project.resume')) return [];
    const candidates: readonly (AnyPart | null)[] = kind ? s.facts.parts[kind] : [null];
    return candidates
      .filter((part) => isTaken(s.facts, event, part) && mayAct(s, event, part))
      .map((part) => ({
        event,
        part,
        version: versionOf(s.facts, part),
        unmet: unmetRequirements({ ...s, part }, event, null),
        papers: requiredPapers({ ...s, part }, event, null),
      }));
  });
}
