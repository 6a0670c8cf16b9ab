import { personOf } from '../actor.js';
import { fen } from '../values/money.js';
import { addPart, commit, uncommit } from './effects.js';
import type { EventOf } from './events.js';
import { shareMoney, type Situation } from './facts.js';
import { inProgress } from './in-progress.js';
import type { Change } from './parts.js';
import type { Effect, Stage } from './stage.js';

const recordMilestone = (_: Situation, event: EventOf<'milestone.record'>): Effect[] => [
  addPart('milestone', 'recorded', {
    milestone: event.milestone,
    reachedOn: event.reachedOn,
    amount: event.amount ?? null,
    note: event.note ?? null,
  }),
];

const recordProgress = (_: Situation, event: EventOf<'progress.report'>): Effect[] => [
  addPart('progress', 'recorded', { percent: event.percent, spent: event.spent ?? null, note: event.note }),
];

const returnSavings = (s: Situation, event: EventOf<'savings.return'>): Effect[] =>
  uncommit(s, event.share, event.amount);

const requestChange = (s: Situation, event: EventOf<'change.request'>): Effect[] => [
  addPart('change', 'requested', {
    subject: event.subject,
    share: event.share ?? null,
    newAmount: event.newAmount ?? null,
    text: event.text,
    finding: null,
    requestedBy: personOf(s.actor),
  }),
];

/** A change of amount moves the difference between the line and the project. */
function applyChange(s: Situation): Effect[] {
  const { no, subject, share, newAmount } = s.part as Change;
  if (subject !== 'amount' || share === null || newAmount === null) return [];
  const difference = fen(newAmount - shareMoney.approved(s, share));
  const behind = { part: `change/${no}` };
  return difference > 0n ? commit(s, share, difference, behind) : uncommit(s, share, fen(-difference), behind);
}

/** Each share is inspected by itself. */
const openInspections = (s: Situation): Effect[] =>
  s.facts.shares
    .filter((share) => shareMoney.approved(s, share.no) > 0n)
    .map((share) =>
      addPart('inspection', 'pending', {
        share: share.no,
        accepted: null,
        quantity: null,
        note: null,
        rectifyBy: null,
        requestedBy: personOf(s.actor),
        inspectedBy: null,
      }),
    );

/** 实施: milestones, progress, changes; advance and progress claims run beside it. */
export const implementation: Stage = {
  name: 'implementation',
  initial: 'underway',
  on: inProgress,
  states: {
    underway: {
      waitsFor: { holder: 'applicant', limit: 'building' },
      on: {
        'milestone.record': { effects: [recordMilestone] },
        'progress.report': { effects: [recordProgress] },
        'savings.return': { effects: [returnSavings] },
        'change.request': { effects: [requestChange] },
        'change.approve': { effects: [applyChange] },
        'change.refuse': {},
        'acceptance.request': { target: 'next', effects: [openInspections] },
      },
    },
  },
};
