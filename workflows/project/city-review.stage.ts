import { itemsFor } from '../document/facts.js';
import { zero } from '../values/money.js';
import { addWorkingDays } from '../values/working-days.js';
import { rememberReturn, voidReview, withdraw } from './application.stage.js';
import { addPart, commit, setProject, voidParts } from './effects.js';
import type { EventOf } from './events.js';
import type { Situation } from './facts.js';
import { personOf } from '../actor.js';
import { currentSeats, panelOutcome } from './panel.js';
import { policyOf } from './policy.js';
import { paperwork } from './paperwork.js';
import { returnedByPanel } from './returned.js';
import type { Effect, Rule, Stage, StateNode } from './stage.js';

const askDepartments = (_: Situation, event: EventOf<'review.accept'>): Effect[] =>
  event.departments.map((departmentId) =>
    addPart('opinion', 'requested', { departmentId, stance: null, text: null, givenBy: null }),
  );

/** Puts an amount for each share to the vote and seats the panel for a new round. */
function seatPanel(s: Situation, event: EventOf<'review.putToVote'>): Effect[] {
  const round = Math.max(0, ...s.facts.parts.seat.map((seat) => seat.round)) + 1;
  return [
    ...event.amounts.map(({ share, amount }): Effect => ({
      type: 'share.set',
      no: share,
      fields: { proposed: amount },
    })),
    ...event.panel.map((personId) =>
      addPart('seat', 'seated', { round, personId, votedBy: null, choice: null, reason: null, fields: null }),
    ),
  ];
}

const closeVote = (s: Situation): Effect[] => voidParts(s.facts.parts.seat.filter((seat) => seat.state === 'seated'));

/** What those who voted for a return want corrected is what the applicant must answer. */
const returnByPanel = (s: Situation): Effect[] => [
  ...closeVote(s),
  setProject({ returned: returnedByPanel(currentSeats(s.facts)) }),
];

/** The day of publication does not count: notice runs for `noticeDays` whole working days after it. */
const startNotice = (s: Situation): Effect[] => [
  setProject({
    noticeEndsOn: addWorkingDays(s.calendar, s.today, policyOf(s.facts.project.policy).noticeDays),
  }),
];

const recordObjection = (s: Situation, event: EventOf<'objection.file'>): Effect[] => [
  addPart('objection', 'filed', {
    raisedBy: event.raisedBy,
    text: event.text,
    finding: null,
    recordedBy: personOf(s.actor) ?? 0,
  }),
];

/** The project's items of the document become its approved amounts: that much of the line is committed to it. */
function commitApproved(s: Situation, event: EventOf<'review.approve'>): Effect[] {
  const document = s.documents.get(event.documentId)!;
  return itemsFor(document, s.facts.project.id).flatMap((item) =>
    commit(s, item.share, item.amount, { documentId: document.id }),
  );
}

/** What the government approved is what can still be approved; a share that its document leaves out gets nothing. */
function capByGovernment(s: Situation, event: EventOf<'review.governmentApprove'>): Effect[] {
  const items = itemsFor(s.documents.get(event.documentId)!, s.facts.project.id);
  return s.facts.shares.map((share) => ({
    type: 'share.set',
    no: share.no,
    fields: { proposed: items.find((item) => item.share === share.no)?.amount ?? zero },
  }));
}

const returnToApplicant: Rule<'review.return'> = { target: 'application.returned', effects: [rememberReturn] };

/** What a vote leads to; the same whether the last member voted or the manager closed the vote with a quorum. */
function outcomes<T extends 'panel.decided' | 'review.concludePanel'>(carried: string): Rule<T>[] {
  const is = (outcome: string) => (s: Situation) => panelOutcome(s.facts) === outcome;
  return [
    {
      target: carried,
      guard: is('approved'),
      effects: [closeVote, ...(carried.endsWith('publicNotice') ? [startNotice] : [])],
    },
    { target: 'rejected', guard: is('rejected'), effects: [closeVote] },
    { target: 'application.returned', guard: is('returned'), effects: [returnByPanel] },
    // Too many stepped back, or the manager gave up waiting without a quorum: a new panel must be seated.
    { target: 'cityReview.scheduling', effects: [closeVote] },
  ];
}

/** 市级审核: completeness, opinions side by side, panel vote, public notice, approval by a document. */
function cityReviewStage(filing: boolean): Stage {
  const filingStates: Record<string, StateNode> = {
    filingConsent: {
      waitsFor: { holder: 'cityReviewer', limit: 'consenting' },
      on: {
        'review.consent': { target: 'cityReview.governmentApproval' },
        'review.return': returnToApplicant,
      },
    },
    governmentApproval: {
      waitsFor: { holder: 'cityManager', limit: 'government' },
      on: {
        'review.governmentApprove': { target: 'cityReview.publicNotice', effects: [capByGovernment, startNotice] },
        'review.reject': { target: 'rejected' },
      },
    },
  };
  const carried = filing ? 'cityReview.filingConsent' : 'cityReview.publicNotice';

  return {
    name: 'cityReview',
    initial: 'intake',
    on: { ...paperwork, 'application.withdraw': withdraw },
    states: {
      intake: {
        waitsFor: { holder: 'cityReviewer', limit: 'intake' },
        on: {
          'review.accept': [
            {
              target: 'cityReview.opinions',
              guard: (_, event) => event.departments.length > 0,
              effects: [askDepartments],
            },
            { target: 'cityReview.scheduling' },
          ],
          'review.return': returnToApplicant,
          'endorsement.recall': { target: 'application.endorsing' },
        },
      },
      opinions: {
        waitsFor: 'parts',
        on: {
          'opinion.give': {},
          'opinion.waive': {},
          'opinions.complete': { target: 'cityReview.scheduling' },
          'review.return': returnToApplicant,
        },
      },
      scheduling: {
        waitsFor: { holder: 'cityReviewer', limit: 'scheduling' },
        on: {
          'review.putToVote': { target: 'cityReview.deliberating', effects: [seatPanel] },
          'review.return': returnToApplicant,
        },
      },
      deliberating: {
        waitsFor: 'parts',
        on: {
          'seat.vote': {},
          'seat.stepBack': {},
          'panel.decided': outcomes(carried),
          'review.concludePanel': outcomes(carried),
        },
      },
      ...(filing ? filingStates : {}),
      publicNotice: {
        waitsFor: { holder: 'cityReviewer', limit: 'notice', blame: 'notice' },
        on: {
          'objection.file': { effects: [recordObjection] },
          'objection.dismiss': {},
          'objection.uphold': {},
          'objection.upheld': { target: 'cityReview.scheduling', effects: [voidReview] },
          'review.endNotice': { target: 'cityReview.approving' },
        },
      },
      approving: {
        waitsFor: { holder: 'cityManager', limit: 'approving' },
        on: {
          'review.approve': { target: 'next', effects: [commitApproved] },
          'review.reject': { target: 'rejected' },
        },
      },
    },
  };
}

export const cityReview = cityReviewStage(false);
/** 报备制: consent of the city's rural-revitalisation office and approval by the city government come after the panel. */
export const filingCityReview = cityReviewStage(true);
