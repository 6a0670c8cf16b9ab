import { type Unmet, unmet } from '../values/domain-error.js';
import { type Fen, fen, least, sum, zero } from '../values/money.js';
import { lineAccount } from '../ledger/accounts.js';
import { type DocumentFacts, itemsFor } from '../document/facts.js';
import { isReturnable, unmetInApplication } from './application-form.js';
import type { EventOf, ProjectEvent, ProjectEventType } from './events.js';
import {
  acceptedOf,
  draftOf,
  overShares,
  partsOf,
  poolsFor,
  shareMoney,
  shareOf,
  type Situation,
  withDeputies,
} from './facts.js';
import {
  type NamedPaper,
  maxBytesOf,
  mediaTypeFor,
  paperBytesPerProject,
  papersAtOnce,
  papersPerProject,
} from './papers.js';
import { contentFor, keptPapers, papersNamed, requiredPapers } from './paperwork.js';
import type { PartKind, PartOf } from './parts.js';
import { currentSeats } from './panel.js';
import { policyOf } from './policy.js';

/**
 * What must hold for an event: nothing, or what is unmet with its numbers. Asked without the event's payload (`null`)
 * when a page wants to know what could be done now; a requirement about the payload then has nothing to say.
 */
export type Requirement<T extends ProjectEventType> = (
  s: Situation,
  event: EventOf<T> | null,
) => Unmet | readonly Unmet[] | null;

type Any = Requirement<ProjectEventType>;

const policy = (s: Situation) => policyOf(s.facts.project.policy);

export function part<K extends PartKind>(s: Situation, kind: K): PartOf<K> {
  if (s.part?.kind !== kind) throw new Error(`a ${kind} was expected, not ${s.part?.kind}`);
  return s.part as PartOf<K>;
}

// Papers: asked of every event

/** Where in the request, or the application, a named paper stands. */
const fieldOf = (type: ProjectEventType, index: number) =>
  type === 'application.submit' ? 'papers' : `papers.${index}`;

/** Of an event that is not sent yet, only the draft says what will be named. */
const askedOf = (type: ProjectEventType, event: ProjectEvent | null) =>
  event ?? (type === 'application.submit' ? { type } : null);

/** What an event names was uploaded by the actor's own organisation, and fits. */
export function papersThere(s: Situation, type: ProjectEventType, sent: ProjectEvent | null): Unmet[] {
  const event = askedOf(type, sent);
  const named = event ? papersNamed(s, event) : [];
  if (named.length === 0) return [];
  const isFirst = (paper: NamedPaper, index: number) =>
    named.findIndex((other) => other.hash === paper.hash && other.class === paper.class) === index;
  return [
    ...named.flatMap((paper, index) => wrongWith(s, paper, isFirst(paper, index), fieldOf(type, index))),
    ...tooMany(s, named),
  ];
}

function wrongWith(s: Situation, paper: NamedPaper, once: boolean, field: string): Unmet[] {
  const content = contentFor(s, paper.hash);
  if (!content) return [unmet('paper.not-there', { name: paper.name }, field)];
  if (!once) return [unmet('paper.named-twice', { name: paper.name }, field)];
  if (mediaTypeFor(paper.name) !== content.mediaType) return [unmet('paper.name-differs', { name: paper.name }, field)];
  const isImage = content.mediaType.startsWith('image/');
  if (paper.class === 'photo' && !isImage) return [unmet('paper.not-a-photo', { name: paper.name }, field)];
  const most = maxBytesOf(paper.class);
  return content.bytes > most ? [tooLarge(paper.name, content.bytes, most, field)] : [];
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 104_857.6) / 10;

const tooLarge = (name: string, bytes: number, most: number, field: string): Unmet =>
  unmet('paper.too-large', { name, size: mebibytes(bytes), most: mebibytes(most) }, field);

function tooMany(s: Situation, named: readonly NamedPaper[]): Unmet[] {
  const papers = partsOf(s, 'paper');
  const bytes = [...papers, ...named.map(({ hash }) => contentFor(s, hash))].reduce(
    (all, p) => all + (p?.bytes ?? 0),
    0,
  );
  const count = papers.length + named.length;
  return [
    ...(named.length > papersAtOnce
      ? [unmet('paper.too-many-at-once', { count: named.length, most: papersAtOnce })]
      : []),
    ...(count > papersPerProject ? [unmet('paper.too-many', { count, most: papersPerProject })] : []),
    ...(bytes > paperBytesPerProject
      ? [unmet('paper.project-full', { size: mebibytes(bytes), most: mebibytes(paperBytesPerProject) })]
      : []),
  ];
}

/** Whoever has not sent the event yet may still bring what it asks for; the form of the event says what that is. */
export function papersRequired(s: Situation, type: ProjectEventType, sent: ProjectEvent | null): Unmet[] {
  const event = askedOf(type, sent);
  if (!event) return [];
  return requiredPapers(s, type, event)
    .filter(({ there }) => !there)
    .map((required) => unmet('paper.required', { class: required.class }, 'papers'));
}

export const namesPapers: Requirement<'paper.add'> = (_, event) =>
  event && event.papers.length === 0 ? unmet('paper.none-named', {}, 'papers') : null;

export const paperOwn: Requirement<'paper.void'> = (s) =>
  s.actor.kind === 'member' && s.actor.organisationId === part(s, 'paper').organisationId
    ? null
    : unmet('paper.of-others');

/** A claim that nobody decided on: taken back, or ended with its project. */
const isUndecided = (s: Situation, about: string | null): boolean =>
  partsOf(s, 'claim').some(({ no, state }) => about === `claim/${no}` && (state === 'withdrawn' || state === 'void'));

/** What a decision rested on may be replaced, not taken away. */
export const paperReplaced: Requirement<'paper.void'> = (s) => {
  const paper = part(s, 'paper');
  if (isUndecided(s, paper.about)) return null;
  const added = 'paper.add';
  const rest = keptPapers(s).filter((other) => other.no !== paper.no && other.class === paper.class);
  const missing = policy(s).papers.some(
    ({ event, class: required, modes }) =>
      required === paper.class &&
      modes.includes(s.facts.project.mode) &&
      (paper.event === event || paper.event === added) &&
      partsOf(s, 'paper').some((each) => each.event === event && each.class === required) &&
      !rest.some(
        (other) =>
          other.event === added || (other.event === event && (paper.event === added || other.about === paper.about)),
      ),
  );
  return missing ? unmet('paper.still-required', { class: paper.class }) : null;
};

// Application

export const yearOpen: Any = (s) =>
  s.facts.line.yearState === 'open' ? null : unmet('fund-year.closed', { year: s.facts.line.year });

export const applicationComplete: Requirement<'application.submit'> = (s) =>
  unmetInApplication(draftOf(s.facts).content, s.facts.project.regionIds, s.facts.project.year);

/** A return names fields; each needs an answer, and only those. */
export const returnAnswered: Requirement<'application.submit'> = (s, event) => {
  const returned = s.facts.project.returned;
  if (!event || !returned) return null;
  const answered = new Set((event.answers ?? []).filter((a) => a.answer.trim()).map((a) => a.field));
  return returned.fields
    .filter((f) => !answered.has(f.field))
    .map((f) => unmet('application.return-unanswered', { field: f.field, reason: f.reason }, f.field));
};

export const namesFields: Requirement<'application.return' | 'review.return'> = (_, event) =>
  event && event.fields.length === 0 ? unmet('application.return-names-no-field') : null;

export const returnedFieldsKnown: Requirement<'application.return' | 'review.return' | 'seat.vote'> = (_, event) =>
  (event?.fields ?? [])
    .map(({ field }, index) => ({ field, path: `fields.${index}.field` }))
    .filter(({ field }) => !isReturnable(field))
    .map(({ field, path }) => unmet('application.return-field-unknown', { field }, path));

/** Fields are named for the applicant to correct; who votes otherwise returns nothing. */
export const fieldsOfReturnOnly: Requirement<'seat.vote'> = (_, event) =>
  event?.fields?.length && event.choice !== 'return' ? unmet('review.fields-without-return', {}, 'fields') : null;

// City review

export const departmentsKnown: Requirement<'review.accept'> = (s, event) =>
  (event?.departments ?? [])
    .filter((id, index, all) => !s.departments.has(id) || all.indexOf(id) !== index)
    .map((id) => unmet('review.department-unknown', { department: id }));

/** Whoever wrote, submitted or endorsed it, or is their deputy here, and whoever belongs to the applicant, sits in no panel about it. */
export const panelIndependent: Requirement<'review.putToVote'> = (s, event) => {
  if (!event) return null;
  const { endorsedBy, applicantOrganisationId } = s.facts.project;
  const involved = withDeputies(s.facts, [...s.facts.authors, endorsedBy]);
  const found: Unmet[] = [];
  const least = policy(s).panelSeats;
  if (event.panel.length < least) found.push(unmet('review.panel-too-small', { least, seats: event.panel.length }));
  event.panel.forEach((personId, index) => {
    const reviewer = s.reviewers.get(personId);
    if (!reviewer || event.panel.indexOf(personId) !== index) {
      found.push(unmet('review.panel-member-unknown', { person: personId }));
    } else if (involved.has(personId) || reviewer.organisationId === applicantOrganisationId) {
      found.push(unmet('review.panel-member-involved', { person: personId }));
    }
  });
  return found;
};

export const amountsWithinAsked: Requirement<'review.putToVote'> = (s, event) => {
  if (!event) return null;
  const found: Unmet[] = [];
  const named = event.amounts.map((row) => row.share);
  for (const share of s.facts.shares) {
    const row = event.amounts.find((amount) => amount.share === share.no);
    if (!row) found.push(unmet('review.share-without-amount', { share: share.no }));
    else if (row.amount > share.asked) {
      found.push(unmet('review.amount-over-asked', { share: share.no, amount: row.amount, asked: share.asked }));
    } else if (row.amount < 0n) found.push(unmet('review.amount-negative', { share: share.no }));
  }
  for (const no of named) {
    if (!shareOf(s.facts, no) || named.indexOf(no) !== named.lastIndexOf(no))
      found.push(unmet('share.unknown', { share: no }));
  }
  if (sum(event.amounts.map((row) => row.amount)) <= 0n) found.push(unmet('review.nothing-proposed'));
  return found;
};

/** One person, one vote: no deputy votes who has a seat of their own, or voted for another member already. */
export const oneVoteEach: Requirement<'seat.vote'> = (s) => {
  if (s.actor.kind !== 'member') return null;
  const { personId, behalfOf } = s.actor;
  const others = currentSeats(s.facts).filter((seat) => seat.no !== s.part?.no && seat.state !== 'steppedBack');
  const seatOfOwn = behalfOf && others.some((seat) => seat.personId === personId);
  return seatOfOwn || others.some((seat) => seat.votedBy === personId) ? unmet('review.votes-already') : null;
};

export const votesAgainstHaveReason: Requirement<'seat.vote'> = (_, event) =>
  event && (event.choice === 'return' || event.choice === 'reject') && !event.reason?.trim()
    ? unmet('review.vote-needs-reason', {}, 'reason')
    : null;

export const noticeOver: Requirement<'review.endNotice'> = (s) => {
  const until = s.facts.project.noticeEndsOn;
  return until !== null && s.today > until ? null : unmet('review.notice-runs', { until });
};

export const noObjectionOpen: Requirement<'review.endNotice'> = (s) => {
  const open = partsOf(s, 'objection').filter((objection) => objection.state === 'filed').length;
  return open === 0 ? null : unmet('review.objections-open', { open });
};

// Documents

type EndingEvent = 'review.reject' | 'project.terminate';
type DocumentEvent = 'review.approve' | 'review.governmentApprove' | 'release.issue' | EndingEvent;

const documentKindOf: Record<DocumentEvent, DocumentFacts['kind']> = {
  'review.approve': 'approval',
  'review.governmentApprove': 'government',
  'release.issue': 'release',
  'review.reject': 'rejection',
  'project.terminate': 'termination',
};

export const documentDecides: Requirement<DocumentEvent> = (s, event) => {
  if (!event) return null;
  const document = s.documents.get(event.documentId);
  if (!document) return unmet('document.missing', { document: event.documentId });
  if (document.kind !== documentKindOf[event.type]) return unmet('document.of-other-kind', { number: document.number });
  if (document.state !== 'confirmed') return unmet('document.not-confirmed', { number: document.number });
  if (document.year !== s.facts.line.year) return unmet('document.of-other-year', { number: document.number });
  const items = itemsFor(document, s.facts.project.id);
  if (items.length === 0) return unmet('document.does-not-list', { number: document.number });
  const stranger = items.find((item) => !shareOf(s.facts, item.share));
  return stranger ? unmet('share.unknown', { share: stranger.share }) : null;
};

const listed = (s: Situation, event: { documentId: number }) =>
  itemsFor(s.documents.get(event.documentId) ?? ({ items: [] } as unknown as DocumentFacts), s.facts.project.id);

export const documentNotUsed: Requirement<'release.issue'> = (s, event) =>
  event && partsOf(s, 'instalment').some((i) => i.documentId === event.documentId)
    ? unmet('document.already-used')
    : null;

export const documentWithinProposed: Requirement<'review.approve' | 'review.governmentApprove'> = (s, event) =>
  event
    ? listed(s, event).flatMap((item) => {
        const proposed = shareOf(s.facts, item.share)?.proposed ?? fen(0);
        return item.amount > proposed
          ? [unmet('review.amount-over-proposed', { share: item.share, amount: item.amount, proposed })]
          : [];
      })
    : null;

/** What ends a project ends it whole: its document lists for each share what was proposed, or approved, and no other figure. */
export const documentListsWhole: Requirement<EndingEvent> = (s, event) =>
  event
    ? s.facts.shares.flatMap((share) => {
        const amount = listed(s, event).find((item) => item.share === share.no)?.amount ?? zero;
        const whole = event.type === 'review.reject' ? (share.proposed ?? zero) : shareMoney.approved(s, share.no);
        return amount === whole ? [] : [unmet('document.not-whole', { share: share.no, amount, whole })];
      })
    : null;

export const lineSuffices: Requirement<'review.approve'> = (s, event) => {
  const available = s.book.balance(lineAccount(s.facts.line.year, s.facts.line.code));
  const needed = event
    ? sum(listed(s, event).map((item) => item.amount))
    : sum(s.facts.shares.map((share) => share.proposed ?? fen(0)));
  return needed <= available
    ? null
    : unmet('ledger.overdrawn.line', { account: s.facts.line.code, available, needed, missing: needed - available });
};

// Fund release

const inPools = (s: Situation): Fen => sum(poolsFor(s).map((pool) => s.book.balance(pool)));

/** What of a share is still to be released: what is approved; built first, what was accepted. */
const releasable = (s: Situation, share: number): Fen => {
  const committed = shareMoney.committed(s, share);
  if (s.facts.project.mode !== 'build_first') return committed;
  const unpaid = (acceptedOf(s, share) ?? 0n) - shareMoney.released(s, share);
  return unpaid > 0n ? least(committed, fen(unpaid)) : fen(0);
};

/** What a project still needs of the fund's money. */
export const toRelease = (s: Situation): Fen => overShares(s, releasable);

export const poolSuffices: Requirement<'release.issue'> = (s, event) => {
  const available = inPools(s);
  if (!event)
    return available > 0n
      ? null
      : unmet('ledger.overdrawn.pool', { available, needed: toRelease(s), missing: toRelease(s) });
  const needed = sum(listed(s, event).map((item) => item.amount));
  return needed <= available
    ? null
    : unmet('ledger.overdrawn.pool', { available, needed, missing: needed - available });
};

export const releaseWithinApproved: Requirement<'release.issue'> = (s, event) => {
  if (!event) return toRelease(s) > 0n ? null : unmet('release.nothing-left');
  return listed(s, event).flatMap((item) => {
    const left = shareMoney.committed(s, item.share);
    return item.amount > left ? [unmet('release.over-approved', { share: item.share, amount: item.amount, left })] : [];
  });
};

/** Built first, paid for afterwards: no more than what was accepted. */
export const releaseWithinAccepted: Requirement<'release.issue'> = (s, event) =>
  event && s.facts.project.mode === 'build_first'
    ? listed(s, event).flatMap((item) => {
        const accepted = acceptedOf(s, item.share) ?? fen(0);
        const after = shareMoney.released(s, item.share) + item.amount;
        return after > accepted
          ? [unmet('release.over-accepted', { share: item.share, released: after, accepted })]
          : [];
      })
    : null;

export const fundsShort: Requirement<'release.wait'> = (s) => {
  const available = inPools(s);
  const needed = toRelease(s);
  return available < needed ? null : unmet('release.funds-suffice', { available, needed });
};

export const fundsThere: Requirement<'release.fundsArrived'> = (s) =>
  inPools(s) > 0n ? null : unmet('release.funds-missing', { needed: toRelease(s) });

export const receiptNotBeforeIssue: Requirement<'instalment.confirm'> = (s, event) => {
  if (!event) return null;
  const { issuedOn } = part(s, 'instalment');
  if (event.receivedOn > s.today) return unmet('date.in-future', { date: event.receivedOn }, 'receivedOn');
  return event.receivedOn < issuedOn
    ? unmet('release.received-before-issued', { receivedOn: event.receivedOn, issuedOn }, 'receivedOn')
    : null;
};

// Implementation

export const milestoneNotAhead: Requirement<'milestone.record'> = (s, event) =>
  event && event.reachedOn > s.today ? unmet('date.in-future', { date: event.reachedOn }, 'reachedOn') : null;

export const percentValid: Requirement<'progress.report'> = (s, event) => {
  if (!event) return null;
  if (!Number.isInteger(event.percent) || event.percent < 0 || event.percent > 100) {
    return unmet('implementation.percent-invalid', { percent: event.percent }, 'percent');
  }
  const last = partsOf(s, 'progress').at(-1)?.percent ?? 0;
  return event.percent < last
    ? unmet('implementation.percent-falls', { percent: event.percent, last }, 'percent')
    : null;
};

export const shareKnown: Requirement<'savings.return' | 'claim.draft'> = (s, event) =>
  event && !shareOf(s.facts, event.share) ? unmet('share.unknown', { share: event.share }, 'share') : null;

export const savingsWithinCommitted: Requirement<'savings.return'> = (s, event) => {
  if (!event) return overShares(s, shareMoney.committed) > 0n ? null : unmet('implementation.no-savings');
  const left = shareMoney.committed(s, event.share);
  if (event.amount <= 0n) return unmet('money.not-positive', { amount: event.amount }, 'amount');
  return event.amount > left
    ? unmet('implementation.savings-over-committed', { amount: event.amount, left }, 'amount')
    : null;
};

export const changeComplete: Requirement<'change.request'> = (s, event) => {
  if (!event) return null;
  const ofAmount = event.subject === 'amount';
  if (event.share === undefined ? ofAmount : !shareOf(s.facts, event.share)) {
    return unmet('share.unknown', { share: event.share ?? 0 }, 'share');
  }
  return ofAmount && (event.newAmount === undefined || event.newAmount < 0n)
    ? unmet('change.amount-missing', {}, 'newAmount')
    : null;
};

/** Amount, site and content are decided where the original was: by the city. The rest is the county's. */
export const changeAtItsLevel: Requirement<'change.approve' | 'change.refuse'> = (s) => {
  if (s.actor.kind !== 'member') return null;
  const decidedBy = part(s, 'change').subject === 'schedule' ? 'officer' : 'cityReviewer';
  const isReviewer = s.actor.role === 'cityReviewer';
  return isReviewer === (decidedBy === 'cityReviewer') ? null : unmet('change.of-other-level', { decidedBy });
};

export const changeFitsMoney: Requirement<'change.approve'> = (s) => {
  const { subject, share, newAmount } = part(s, 'change');
  if (subject !== 'amount' || share === null || newAmount === null) return null;
  const approved = shareMoney.approved(s, share);
  const released = shareMoney.released(s, share);
  const proposed = shareOf(s.facts, share)?.proposed ?? fen(0);
  // More than the panel carried is for the panel to carry: a new application, not a change.
  if (newAmount > proposed) return unmet('change.over-proposed', { amount: newAmount, proposed });
  if (newAmount < released) return unmet('change.below-released', { amount: newAmount, released });
  const available = s.book.balance(lineAccount(s.facts.line.year, s.facts.line.code));
  const needed = fen(newAmount - approved);
  return needed > available
    ? unmet('ledger.overdrawn.line', { account: s.facts.line.code, available, needed, missing: needed - available })
    : null;
};

export const noChangeOpen: Requirement<'acceptance.request'> = (s) => {
  const open = partsOf(s, 'change').filter((change) => change.state === 'requested').length;
  return open === 0 ? null : unmet('change.open', { open });
};

export const worksFinished: Requirement<'acceptance.request'> = (s) => {
  const percent = partsOf(s, 'progress').at(-1)?.percent ?? 0;
  return percent === 100 ? null : unmet('implementation.not-finished', { percent });
};

/** Without money there is nothing to inspect, and nobody who could end the acceptance. */
export const somethingApproved: Requirement<'acceptance.request'> = (s) =>
  overShares(s, shareMoney.approved) > 0n ? null : unmet('acceptance.nothing-approved');

// Acceptance

export const acceptedWithinApproved: Requirement<'inspection.pass'> = (s, event) => {
  if (!event) return null;
  const approved = shareMoney.approved(s, part(s, 'inspection').share);
  if (event.accepted < 0n) return unmet('money.negative', { amount: event.accepted }, 'accepted');
  return event.accepted > approved
    ? unmet('acceptance.over-approved', { accepted: event.accepted, approved }, 'accepted')
    : null;
};

export const rectifyByAhead: Requirement<'inspection.requireRectification' | 'spotCheck.fail'> = (s, event) =>
  event && event.rectifyBy <= s.today
    ? unmet('acceptance.rectify-by-past', { date: event.rectifyBy }, 'rectifyBy')
    : null;

export const nothingInTransit: Any = (s) => {
  const transit = overShares(s, shareMoney.transit);
  return transit === 0n ? null : unmet('release.in-transit', { amount: transit });
};

// Self-evaluation, and what may happen at any time

export const evaluatedOnce: Requirement<'selfEvaluation.submit'> = (s) => {
  const there = partsOf(s, 'selfEvaluation').find((e) => e.state === 'submitted' || e.state === 'confirmed');
  return there ? unmet('self-evaluation.exists', { no: there.no }) : null;
};

export const missedTargetExplained: Requirement<'selfEvaluation.submit'> = (_, event) => {
  if (!event || event.targetMet) return null;
  return [
    ...(event.reason?.trim() ? [] : [unmet('self-evaluation.reason-missing', {}, 'reason')]),
    ...(event.remedy?.trim() ? [] : [unmet('self-evaluation.remedy-missing', {}, 'remedy')]),
  ];
};

export const isSuspended: Requirement<'project.resume'> = (s) =>
  s.facts.project.suspendedBy ? null : unmet('project.not-suspended');

/** 谁暂停、谁恢复: the city may resume what a county stopped, not the other way round. */
export const resumedAtItsLevel: Requirement<'project.resume'> = (s) =>
  s.facts.project.suspendedBy === 'city' && s.actor.kind === 'member' && s.actor.role !== 'cityManager'
    ? unmet('project.suspended-by-city')
    : null;
