import type { Role } from '../actor.js';
import { addWorkingDays, workingDaysBetween } from '../values/working-days.js';
import { type Blame, isCityRun, regionOf, type Situation, type Span } from './facts.js';
import { nodeOf } from './lifecycles.js';
import { partMachines } from './part-machines.js';
import { partKinds, type AnyPart } from './parts.js';
import { policyOf } from './policy.js';
import type { Holder, Waiting } from './stage.js';

/** Which role fills a seat for a region. */
export function roleOf(holder: Holder, cityRun: boolean): Role {
  switch (holder) {
    case 'officer':
      return cityRun ? 'lineDepartment' : 'countyOfficer';
    case 'payer':
      return cityRun ? 'cityFinance' : 'countyFinance';
    case 'receiver':
      return cityRun ? 'lineDepartment' : 'countyFinance';
    default:
      return holder;
  }
}

function blameOf(role: Role, cityRun: boolean): Blame {
  switch (role) {
    case 'applicant':
      return 'applicant';
    case 'countyOfficer':
      return 'county';
    case 'countyFinance':
    case 'cityFinance':
      return 'finance';
    case 'lineDepartment':
      return cityRun ? 'city' : 'county';
    default:
      return 'city';
  }
}

/** Which organisation or person it is, where more than the role and the region decides. */
function whoOf(s: Situation, role: Role, regionId: string, part: AnyPart | null) {
  const { applicantOrganisationId } = s.facts.project;
  if (part?.kind === 'seat') return { regionId: null, organisationId: null, personId: part.personId };
  if (part?.kind === 'opinion') return { regionId: null, organisationId: part.departmentId, personId: null };
  if (role === 'applicant') return { regionId, organisationId: applicantOrganisationId, personId: null };
  if (role === 'lineDepartment') return { regionId, organisationId: s.facts.line.departmentId, personId: null };
  const ofCounty = role === 'countyOfficer' || role === 'countyFinance';
  return { regionId: ofCounty ? regionId : s.cityRegionId, organisationId: null, personId: null };
}

function span(
  s: Situation,
  waiting: Waiting,
  subject: string,
  state: string,
  visit: number,
  part: AnyPart | null,
): Span {
  const regionId = regionOf(s.facts, part);
  const cityRun = isCityRun(s, regionId);
  const holder = typeof waiting.holder === 'function' ? waiting.holder(part!) : waiting.holder;
  const role = roleOf(holder, cityRun);
  const days = policyOf(s.facts.project.policy).days[waiting.limit];
  return {
    subject,
    state,
    visit,
    role,
    ...whoOf(s, role, regionId, part),
    blame: waiting.blame ?? blameOf(role, cityRun),
    openedOn: s.today,
    dueOn: (part && waiting.until?.(part)) ?? addWorkingDays(s.calendar, s.today, days),
    pausedOn: waiting.paused ? s.today : null,
  };
}

/** Everybody who must act now, as the states of the project and its open parts say; nobody once it has ended. */
export function holders(s: Situation): Span[] {
  const { project, parts } = s.facts;
  const found = nodeOf(project.mode, project.state);
  if (!found) return [];
  const { waitsFor } = found.node;
  const spans = waitsFor === 'parts' ? [] : [span(s, waitsFor, 'project', project.state, project.visit, null)];
  for (const kind of partKinds) {
    const machine = partMachines[kind];
    if (!machine) continue;
    for (const part of parts[kind] as readonly AnyPart[]) {
      const waiting = machine.states[part.state]?.waitsFor;
      if (waiting) spans.push(span(s, waiting, `${kind}/${part.no}`, part.state, part.version, part));
    }
  }
  return spans;
}

/** One visit of one waiting thing, whatever its deadline has become. */
export const isSameSpan = (a: Span, b: Span): boolean =>
  a.subject === b.subject && a.state === b.state && (a.subject !== 'project' || a.visit === b.visit);

/**
 * The open spans after a decision: those that still wait keep their opening and deadline, others begin today. A part that
 * still waits in its state waits on, whatever else of it changed: revising a claim gains no time. While a
 * project is suspended all stand still; on resuming, each deadline moves by the working days that it stood.
 */
export function spansAfter(s: Situation): Span[] {
  return holders(s).map((holder) => {
    const open = s.facts.spans.find((candidate) => isSameSpan(candidate, holder)) ?? holder;
    const standsStill = s.facts.project.suspendedBy !== null || isPausedByState(s, open);
    if (standsStill) return open.pausedOn ? open : { ...open, pausedOn: s.today };
    if (!open.pausedOn) return open;
    const stood = workingDaysBetween(s.calendar, open.pausedOn, s.today);
    return { ...open, pausedOn: null, dueOn: addWorkingDays(s.calendar, open.dueOn, stood) };
  });
}

function isPausedByState(s: Situation, open: Span): boolean {
  if (open.subject !== 'project') return false;
  const waitsFor = nodeOf(s.facts.project.mode, open.state)?.node.waitsFor;
  return waitsFor !== undefined && waitsFor !== 'parts' && waitsFor.paused === true;
}
