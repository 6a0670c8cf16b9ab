import type { ApplicationContent } from '../../workflows/project/application-form.js';
import { lifecycles } from '../../workflows/project/lifecycles.js';
import { acceptedOf, overShares, shareMoney, type Situation } from '../../workflows/project/facts.js';
import { mostRetained, offsetFor, refundedOf } from '../../workflows/project/claim-money.js';
import { partKinds, type AnyPart, type Claim, type Paper } from '../../workflows/project/parts.js';
import type { Fen } from '../../workflows/values/money.js';
import { workingDaysBetween } from '../../workflows/values/working-days.js';
import { stateLabel, type Texts } from '../texts/texts.js';

export interface Names {
  readonly regions: ReadonlyMap<string, string>;
  readonly organisations: ReadonlyMap<number, string>;
  readonly persons: ReadonlyMap<number, string>;
  readonly lineName: string;
}

/**
 * A project as its page shows it: states with their labels, money from the ledger's balances, who holds it until when.
 * `content` is what the reader may see of the application.
 */
export function shownProject(s: Situation, names: Names, texts: Texts, content: ApplicationContent | null) {
  const { project, shares, spans } = s.facts;
  const [stage = ''] = project.state.split('.');
  const parts = Object.fromEntries(
    partKinds.map((kind) => [
      plural[kind],
      (s.facts.parts[kind] as readonly AnyPart[]).map((part) => shownPart(s, part, names, texts)),
    ]),
  );
  return {
    id: project.id,
    code: project.code,
    title: project.title,
    year: project.year,
    line: project.line,
    lineName: names.lineName,
    mode: project.mode,
    modeLabel: texts.modes[project.mode],
    stage,
    state: project.state,
    stateLabel: stateLabel(texts, project.state),
    visit: project.visit,
    suspended: project.suspendedBy !== null,
    revision: project.revision,
    noticeEndsOn: project.noticeEndsOn,
    returned: project.returned,
    applicant: {
      id: project.applicantOrganisationId,
      name: names.organisations.get(project.applicantOrganisationId) ?? '',
    },
    regionId: project.regionId,
    shares: shares.map(({ no, regionId, asked, proposed }) => ({
      no,
      regionId,
      regionName: names.regions.get(regionId) ?? regionId,
      asked,
      proposed,
      approved: shareMoney.approved(s, no),
      released: shareMoney.released(s, no),
      received: shareMoney.received(s, no),
      retained: shareMoney.retained(s, no),
      paid: shareMoney.paid(s, no),
      refunded: refundedOf(s, no),
      accepted: acceptedOf(s, no),
    })),
    asked: shares.reduce((total, share) => total + share.asked, 0n) as Fen,
    approved: overShares(s, shareMoney.approved),
    released: overShares(s, shareMoney.released),
    received: overShares(s, shareMoney.received),
    paid: overShares(s, shareMoney.paid),
    refunded: overShares(s, refundedOf),
    holders: spans.map((span) => {
      const [kind, no] = span.subject.split('/');
      return {
        label:
          no === undefined
            ? stateLabel(texts, span.state)
            : `${texts.partKinds[kind as AnyPart['kind']]} ${no} · ${stateLabel(texts, `${kind}.${span.state}`)}`,
        role: span.role,
        roleLabel: texts.roles[span.role],
        organisation: span.organisationId === null ? null : (names.organisations.get(span.organisationId) ?? null),
        region: span.regionId === null ? null : (names.regions.get(span.regionId) ?? null),
        personName: span.personId === null ? null : (names.persons.get(span.personId) ?? null),
        openedAt: span.openedOn,
        dueOn: span.dueOn,
        paused: span.pausedOn !== null,
        workingDaysLeft: span.pausedOn !== null ? null : workingDaysBetween(s.calendar, s.today, span.dueOn),
      };
    }),
    lifecycle: shownLifecycle(project.mode, project.state, stage, texts),
    ...parts,
    content,
  };
}

const plural: Record<AnyPart['kind'], string> = {
  opinion: 'opinions',
  seat: 'seats',
  objection: 'objections',
  instalment: 'instalments',
  change: 'changes',
  inspection: 'inspections',
  claim: 'claims',
  selfEvaluation: 'selfEvaluations',
  milestone: 'milestones',
  progress: 'progress',
  spotCheck: 'spotChecks',
  paper: 'papers',
};

function shownPart(s: Situation, part: AnyPart, names: Names, texts: Texts) {
  return {
    ...part,
    stateLabel: stateLabel(texts, `${part.kind}.${part.state}`),
    ...(part.kind === 'opinion' ? { department: names.organisations.get(part.departmentId) ?? null } : {}),
    ...(part.kind === 'claim' && part.state === 'submitted' ? proposedOf(s, part) : {}),
    ...(part.kind === 'paper' ? shownBringer(part, names) : {}),
    ...(part.kind === 'seat' ? { personName: names.persons.get(part.personId) ?? null } : {}),
  };
}

/** What the checker of a claim would offset and may retain, were it approved as it was claimed. */
function proposedOf(s: Situation, claim: Claim) {
  const proposedOffset = offsetFor(s, claim, claim.claimed);
  const most = mostRetained(s, claim, claim.claimed, proposedOffset);
  return { proposedOffset, ...(most > 0n ? { mostRetained: most } : {}) };
}

/** Who brought a paper, for which office, and who voided it. */
const shownBringer = ({ broughtBy, organisationId, voidedBy }: Paper, names: Names) => ({
  broughtByName: names.persons.get(broughtBy) ?? null,
  organisation: names.organisations.get(organisationId) ?? null,
  voidedByName: voidedBy === null ? null : (names.persons.get(voidedBy) ?? null),
});

/** The stages of its mode: behind it, where it is, ahead. A project that ended early stays at no stage. */
function shownLifecycle(mode: keyof typeof lifecycles, state: string, stage: string, texts: Texts) {
  const stages = lifecycles[mode];
  const current = state === 'completed' ? stages.length : stages.findIndex(({ name }) => name === stage);
  return stages.map(({ name }, index) => ({
    stage: name,
    label: texts.stages[name] ?? name,
    status: current < 0 || index > current ? 'ahead' : index < current ? 'done' : 'current',
  }));
}
