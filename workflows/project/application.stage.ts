import { personOf, personsOf } from '../actor.js';
import type { EventOf } from './events.js';
import { draftOf, type Situation } from './facts.js';
import { setProject, voidParts } from './effects.js';
import { paperwork } from './paperwork.js';
import { answered, pointsOf } from './returned.js';
import type { Effect, Rule, Stage } from './stage.js';

/** Freezes what was written, and by whom, as an immutable revision and takes the shares' amounts from it. */
function freezeRevision(s: Situation, event: EventOf<'application.submit'>): Effect[] {
  const { content, authors } = draftOf(s.facts);
  const { returned } = s.facts.project;
  const shares = s.facts.shares.map((share) => {
    const asked = content.shares.find((row) => row.regionId === share.regionId)?.asked ?? share.asked;
    return asked === share.asked && share.proposed === null ? share : { ...share, asked, proposed: null };
  });
  return [
    {
      type: 'revision.freeze',
      answered: returned && answered(returned, event.answers ?? []),
      authors: [...new Set([...s.facts.authors, ...authors, ...personsOf(s.actor)])].sort((a, b) => a - b),
    },
    { type: 'shares.replace', shares },
    setProject({
      title: content.title.trim(),
      revision: s.facts.project.revision + 1,
      returned: null,
    }),
  ];
}

const rememberEndorser = (s: Situation): Effect[] => [setProject({ endorsedBy: personOf(s.actor) })];

/** Keeps which fields were returned with which reasons; what was asked of others meanwhile no longer counts. */
export function rememberReturn(
  s: Situation,
  event: EventOf<'application.return'> | EventOf<'review.return'>,
): Effect[] {
  const by = s.actor.kind === 'member' ? s.actor.role : 'system';
  return [
    setProject({ returned: { by, reason: event.reason, fields: pointsOf(event.fields) } }),
    ...voidParts(s.facts.parts.opinion.filter((opinion) => opinion.state === 'requested')),
  ];
}

export const voidReview = (s: Situation): Effect[] =>
  voidParts([
    ...s.facts.parts.opinion.filter((opinion) => opinion.state === 'requested'),
    ...s.facts.parts.seat.filter((seat) => seat.state === 'seated'),
    ...s.facts.parts.objection.filter((objection) => objection.state === 'filed'),
  ]);

export const withdraw: Rule<'application.withdraw'> = { target: 'withdrawn', effects: [voidReview] };

const submit: Rule<'application.submit'> = { target: 'application.endorsing', effects: [freezeRevision] };

/** 申报: the applicant writes, the county officer (or for the city's own projects the line department) endorses. */
export const application: Stage = {
  name: 'application',
  initial: 'drafting',
  on: { 'application.withdraw': withdraw },
  states: {
    drafting: {
      waitsFor: { holder: 'applicant', limit: 'drafting' },
      on: { 'application.submit': submit },
    },
    returned: {
      waitsFor: { holder: 'applicant', limit: 'correcting' },
      on: { 'application.submit': submit },
    },
    endorsing: {
      waitsFor: { holder: 'officer', limit: 'endorsing' },
      on: {
        ...paperwork,
        'application.endorse': { target: 'next', effects: [rememberEndorser] },
        'application.return': { target: 'application.returned', effects: [rememberReturn] },
        'application.recall': { target: 'application.drafting' },
      },
    },
  },
};
