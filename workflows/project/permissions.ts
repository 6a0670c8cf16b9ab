import { type Actor, type Member, personsOf } from '../actor.js';
import { type Unmet, unmet } from '../values/domain-error.js';
import { definitionOf } from './event-definitions.js';
import type { ProjectEventType } from './events.js';
import { isCityRun, regionOf, type Project, type Situation, withDeputies } from './facts.js';
import type { AnyPart } from './parts.js';
import { roleOf } from './spans.js';
import type { Holder } from './stage.js';

/**
 * Whether somebody may know of a project at all. A county sees what is or spends in its region, an applicant its own
 * organisation's, the city everything. Out of scope the answer is 404 with no facts.
 */
export function inScope(
  actor: Actor,
  project: Pick<Project, 'applicantOrganisationId' | 'regionId' | 'regionIds'>,
): boolean {
  if (actor.kind === 'system' || (actor.level === 'city' && actor.role !== 'applicant')) return true;
  if (project.applicantOrganisationId === actor.organisationId) return true;
  return (
    actor.role !== 'applicant' && (actor.regionId === project.regionId || project.regionIds.includes(actor.regionId))
  );
}

/** Whether this member stands where the holder stands, for this project and part. */
function fills(s: Situation, actor: Member, holder: Holder, part: AnyPart | null): boolean {
  const regionId = regionOf(s.facts, part);
  const cityRun = isCityRun(s, regionId);
  if (actor.role !== roleOf(holder, cityRun)) return false;
  switch (actor.role) {
    case 'applicant':
      return actor.organisationId === s.facts.project.applicantOrganisationId;
    case 'countyOfficer':
    case 'countyFinance':
      return actor.regionId === regionId;
    case 'lineDepartment':
      if (part?.kind === 'opinion') return actor.organisationId === part.departmentId;
      return (
        actor.regionId === regionId &&
        (!cityRun || s.facts.line.departmentId === null || s.facts.line.departmentId === actor.organisationId)
      );
    case 'cityReviewer':
      return actor.level === 'city' && (part?.kind !== 'seat' || (actor.behalfOf ?? actor.personId) === part.personId);
    default:
      return actor.level === 'city';
  }
}

export function mayAct(s: Situation, type: ProjectEventType, part: AnyPart | null): boolean {
  const { by } = definitionOf(type);
  const { actor } = s;
  if (actor.kind === 'system') return by.includes('system');
  return by.some((holder) => holder !== 'system' && fills(s, actor, holder, part));
}

/** The persons who wrote or submitted what the event decides on. */
function submitters(s: Situation, type: ProjectEventType, part: AnyPart | null): (number | null)[] {
  const { authors, project } = s.facts;
  if (part?.kind === 'claim') return [part.filedBy, part.submittedBy];
  if (part?.kind === 'selfEvaluation') return [part.submittedBy];
  if (part?.kind === 'change') return [part.requestedBy];
  // Whoever endorsed has had their say: not again in the city's review. What comes later is their office's to decide.
  const inReview = /^(review|opinion|seat|objection)\./.test(type);
  const persons = [...authors, inReview ? project.endorsedBy : null];
  if (part?.kind === 'objection') persons.push(part.recordedBy);
  if (part?.kind === 'inspection') persons.push(part.requestedBy);
  // A spot-check looks at what the inspector did.
  if (part?.kind === 'inspection' && type.startsWith('spotCheck.')) persons.push(part.inspectedBy);
  return persons;
}

/**
 * 回避: nobody decides on what they themselves wrote or submitted, wherever else they hold a role; nor on what was
 * submitted by whom they stood in for here, or by who stood in for them.
 */
export function ownSubmission(s: Situation, type: ProjectEventType, part: AnyPart | null): Unmet | null {
  const { decides } = definitionOf(type);
  if (!decides || s.actor.kind !== 'member') return null;
  const involved = withDeputies(s.facts, submitters(s, type, part));
  return personsOf(s.actor).some((person) => involved.has(person)) ? unmet('project.own-submission') : null;
}
