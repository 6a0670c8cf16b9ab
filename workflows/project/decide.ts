import type { Actor } from '../actor.js';
import type { Posting } from '../ledger/book.js';
import { DomainError, type Unmet } from '../values/domain-error.js';
import { definitionOf, events } from './event-definitions.js';
import type { ProjectEvent, ProjectEventType } from './events.js';
import type { Project, ProjectFacts, Share, Situation } from './facts.js';
import { lifecycleTables, partTables } from './lifecycles.js';
import { keepPapers } from './paperwork.js';
import { type AnyPart, type PartKind } from './parts.js';
import { inScope, mayAct, ownSubmission } from './permissions.js';
import { papersRequired, papersThere } from './requirements.js';
import type { Answered } from './returned.js';
import { spansAfter } from './spans.js';
import type { Effect } from './stage.js';
import { isTakenIn, step } from './transition-table.js';

export interface Revision {
  readonly no: number;
  readonly answered: Answered | null;
  readonly authors: readonly number[];
}

/** What an accepted event changes. Plain data: the caller writes it, nothing else does. */
export interface Decision {
  readonly after: ProjectFacts;
  /** The project's row changed. */
  readonly project: Project;
  readonly shares: readonly Share[];
  /** New and changed parts, whole. */
  readonly parts: readonly AnyPart[];
  readonly postings: readonly Posting[];
  /** Freeze the draft as this revision, with what it answers. */
  readonly revision: Revision | null;
  readonly from: string;
  readonly to: string;
  /** The events that the parts' ends raised, in order; history tells them with the one that was sent. */
  readonly raised: readonly ProjectEventType[];
  /** The part that was acted on, or that the event made: `claim/3`. */
  readonly part: string | null;
}

/** The version that a caller must have seen: of the part where the event is about one, else of the state's visit. */
export const versionOf = (facts: ProjectFacts, part: AnyPart | null): number => part?.version ?? facts.project.visit;

export function partFor(facts: ProjectFacts, event: { type: ProjectEventType; part?: number }): AnyPart | null {
  const kind = events[event.type].part;
  if (!kind) return null;
  const found = (facts.parts[kind] as readonly AnyPart[]).find((part) => part.no === event.part);
  if (!found) throw new DomainError('missing', 'part.missing', { kind, no: event.part ?? 0 });
  return found;
}

/** Whether the states, of the project and of the part, take the event at all; guards and requirements not asked. */
export function isTaken(facts: ProjectFacts, type: ProjectEventType, part: AnyPart | null): boolean {
  if (!isTakenIn(lifecycleTables[facts.project.mode], facts.project.state, type)) return false;
  return part === null || isTakenIn(partTables[part.kind]!, part.state, type);
}

/** Everything that stands in the way of an event that the states take, besides who may. */
export function unmetRequirements(s: Situation, type: ProjectEventType, event: ProjectEvent | null): Unmet[] {
  const definition = definitionOf(type);
  const found: Unmet[] = [];
  if (s.facts.project.suspendedBy && !definition.whileSuspended) found.push({ code: 'project.suspended', params: {} });
  const own = ownSubmission(s, type, s.part);
  if (own) found.push(own);
  found.push(...papersThere(s, type, event), ...papersRequired(s, type, event));
  for (const requirement of definition.requires ?? []) {
    const result = requirement(s, event);
    if (result) found.push(...(Array.isArray(result) ? (result as Unmet[]) : [result as Unmet]));
  }
  return found;
}

/**
 * Decides on one event of one project. Pure. Throws a DomainError that names the rule and the numbers when the answer is
 * no: 404 out of scope, 403 for the wrong role, 409 for a stale version, 422 where the state or a requirement refuses.
 * `expected` is the version that the actor saw, or null from those who read under the same lock (the system, an import).
 */
export function decideProject(situation: Situation, event: ProjectEvent, expected: number | null): Decision {
  const { facts, actor } = situation;
  const { project } = facts;
  if (!inScope(actor, project)) throw new DomainError('missing', 'project.missing');
  if (!Object.hasOwn(events, event.type) || events[event.type].raised)
    throw new DomainError('invalid', 'project.event-unknown', { event: event.type });

  const part = partFor(facts, event);
  const s: Situation = { ...situation, facts: withStandIn(facts, actor), part, book: situation.book.fork() };
  if (!mayAct(s, event.type, part)) throw new DomainError('forbidden', 'project.role-refused', { event: event.type });
  if (!isTaken(facts, event.type, part)) {
    throw new DomainError('refused', 'project.transition-refused', {
      event: event.type,
      state: part ? `${part.kind}.${part.state}` : project.state,
    });
  }
  if (expected !== null && expected !== versionOf(facts, part)) {
    throw new DomainError('conflict', 'project.changed-meanwhile', { expected, actual: versionOf(facts, part) });
  }
  const unmet = unmetRequirements(s, event.type, event);
  if (unmet.length > 0) throw new DomainError('refused', 'project.requirements-unmet', { event: event.type }, unmet);

  const run = new Run(s);
  run.send(event);
  const raised = run.settle();
  if (s.book.postings.length > 0 && !definitionOf(event.type).moves) {
    throw new Error(`${event.type} posts entries and does not say so: its accounts were not locked`);
  }
  const after = { ...run.s.facts, spans: spansAfter(run.s) };
  s.book.merge();
  return {
    after,
    project: after.project,
    shares: after.shares.filter((share) => !facts.shares.includes(share)),
    parts: run.changedParts(facts),
    postings: s.book.postings,
    revision: run.frozen,
    from: project.state,
    to: after.project.state,
    raised,
    part: named(part ?? run.made[0] ?? null),
  };
}

const named = (part: AnyPart | null) => part && `${part.kind}/${part.no}`;

function withStandIn(facts: ProjectFacts, actor: Actor): ProjectFacts {
  if (actor.kind === 'system' || !actor.behalfOf) return facts;
  const { project } = facts;
  const standIn = { by: actor.personId, for: actor.behalfOf };
  if (project.standIns.some((known) => known.by === standIn.by && known.for === standIn.for)) return facts;
  return { ...facts, project: { ...project, standIns: [...project.standIns, standIn] } };
}

/** One decision under way: the situation as it has become, event by event. */
class Run {
  frozen: Revision | null = null;
  readonly added: { kind: PartKind; no: number }[] = [];

  constructor(public s: Situation) {}

  /** Runs the part's machine, then the project's; both must take it. */
  send(event: ProjectEvent | { readonly type: ProjectEventType }): boolean {
    const { project } = this.s.facts;
    const onProject = step(lifecycleTables[project.mode], project.state, this.s, event);
    if (!onProject) {
      if (events[event.type].raised) return false;
      throw new DomainError('refused', 'project.transition-refused', { event: event.type, state: project.state });
    }
    const part = this.s.part;
    const onPart = part && !events[event.type].raised ? step(partTables[part.kind]!, part.state, this.s, event) : null;

    const effects = [...onProject.effects, ...(onPart?.effects ?? [])];
    for (const effect of effects) this.apply(effect);
    if (!events[event.type].raised) {
      const about = part ?? (this.made.length === 1 ? this.made[0]! : null);
      for (const effect of keepPapers(this.s, event, about)) this.apply(effect);
    }
    if (part && onPart) this.setPart(part.kind, part.no, { state: onPart.path });
    if (onProject.path !== project.state) {
      this.setProject({ state: onProject.path, visit: this.s.facts.project.visit + 1 });
    }
    return true;
  }

  /** What follows by itself: at most one event for each part that came to its end, and states with nothing to wait for. */
  settle(): ProjectEventType[] {
    const raised: ProjectEventType[] = [];
    for (const type of [raisedBy(this.s), 'state.passThrough', 'state.passThrough'] as const) {
      if (type !== null && this.send({ type })) raised.push(type);
    }
    return raised;
  }

  changedParts(before: ProjectFacts): AnyPart[] {
    const kinds = Object.keys(this.s.facts.parts) as PartKind[];
    return kinds.flatMap((kind) =>
      (this.s.facts.parts[kind] as readonly AnyPart[]).filter(
        (part) => !(before.parts[kind] as readonly AnyPart[]).includes(part),
      ),
    );
  }

  /** The parts that the event made, other than its papers. */
  get made(): readonly AnyPart[] {
    return this.added
      .filter(({ kind }) => kind !== 'paper')
      .map(({ kind, no }) => (this.s.facts.parts[kind] as readonly AnyPart[])[no - 1]!);
  }

  private setFacts(fields: Partial<ProjectFacts>) {
    this.s = { ...this.s, facts: { ...this.s.facts, ...fields } };
  }

  private setProject(fields: Partial<Project>) {
    this.setFacts({ project: { ...this.s.facts.project, ...fields } });
  }

  private setParts(kind: PartKind, parts: readonly object[]) {
    this.setFacts({ parts: { ...this.s.facts.parts, [kind]: parts } });
  }

  private setPart(kind: PartKind, no: number, fields: object) {
    const changed = (part: AnyPart) => ({ ...part, ...fields, version: this.versionAtStart(part) + 1 });
    this.setParts(
      kind,
      (this.s.facts.parts[kind] as readonly AnyPart[]).map((part) => (part.no === no ? changed(part) : part)),
    );
  }

  private readonly versions = new Map<string, number>();
  /** However many effects touch a part in one decision, its version rises by one. */
  private versionAtStart(part: AnyPart): number {
    const key = `${part.kind}/${part.no}`;
    if (!this.versions.has(key)) this.versions.set(key, part.version);
    return this.versions.get(key)!;
  }

  private apply(effect: Effect): void {
    switch (effect.type) {
      case 'project.set':
        return this.setProject(effect.fields);
      case 'shares.replace':
        return this.setFacts({ shares: effect.shares });
      case 'share.set':
        return this.setFacts({
          shares: this.s.facts.shares.map((share) => (share.no === effect.no ? { ...share, ...effect.fields } : share)),
        });
      case 'part.add': {
        const parts = this.s.facts.parts[effect.kind];
        const no = parts.length + 1;
        this.added.push({ kind: effect.kind, no });
        return this.setParts(effect.kind, [
          ...parts,
          { kind: effect.kind, no, state: effect.state, version: 1, ...effect.fields },
        ]);
      }
      case 'part.set':
        return this.setPart(effect.kind, effect.no, {
          ...effect.fields,
          ...(effect.state === undefined ? {} : { state: effect.state }),
        });
      case 'ledger.post': {
        const { type: _, ...posting } = effect;
        return this.s.book.post(posting);
      }
      case 'revision.freeze':
        this.frozen = {
          no: this.s.facts.project.revision + 1,
          answered: effect.answered,
          authors: effect.authors,
        };
        return this.setFacts({ authors: effect.authors });
    }
  }
}

const none = (parts: readonly AnyPart[], state: string) => parts.every((part) => part.state !== state);

/** The project's event that follows when a part, just acted on, has come to its end. */
function raisedBy(s: Situation): ProjectEventType | null {
  if (!s.part) return null;
  const { parts } = s.facts;
  switch (s.part.kind) {
    case 'opinion':
      return none(parts.opinion, 'requested') ? 'opinions.complete' : null;
    case 'seat':
      return none(parts.seat, 'seated') ? 'panel.decided' : null;
    case 'objection':
      return parts.objection.find((objection) => objection.no === s.part!.no)?.state === 'upheld'
        ? 'objection.upheld'
        : null;
    case 'instalment':
      return none(parts.instalment, 'issued') ? 'instalments.settled' : null;
    case 'inspection':
      return parts.inspection.every((i) => i.state === 'passed' || i.state === 'void') ? 'acceptance.passed' : null;
    case 'selfEvaluation':
      return parts.selfEvaluation.some((e) => e.state === 'confirmed') ? 'selfEvaluation.done' : null;
    default:
      return null;
  }
}
