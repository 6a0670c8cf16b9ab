import type { EventOf } from './events.js';
import type { Situation } from './facts.js';
import { addPart } from './effects.js';
import { inProgress } from './in-progress.js';
import type { Inspection } from './parts.js';
import type { Effect, Rules, Stage } from './stage.js';

const recordSpotCheck =
  (passed: boolean) =>
  (s: Situation, event: EventOf<'spotCheck.pass'> | EventOf<'spotCheck.fail'>): Effect[] => [
    addPart('spotCheck', 'recorded', { share: (s.part as Inspection).share, passed, note: event.note }),
  ];

/** After acceptance the city may look again; what fails goes back to rectification, wherever the project is by then. */
export const spotChecks: Rules = {
  'spotCheck.pass': { effects: [recordSpotCheck(true)] },
  'spotCheck.fail': { target: 'acceptance.inspecting', effects: [recordSpotCheck(false)] },
};

/** 验收: the county inspects each share; rectification by a date and again; the city spot-checks. */
export const acceptance: Stage = {
  name: 'acceptance',
  initial: 'inspecting',
  on: { ...inProgress, ...spotChecks },
  states: {
    inspecting: {
      waitsFor: 'parts',
      on: {
        'inspection.pass': {},
        'inspection.requireRectification': {},
        'inspection.reportRectified': {},
        'acceptance.passed': { target: 'next' },
      },
    },
  },
};
