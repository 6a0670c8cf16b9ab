import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { people, story, system } from '../support/story.js';
import type { Actor } from '../../workflows/actor.js';
import { Book } from '../../workflows/ledger/book.js';
import { edgesOf, statesOf } from '../../workflows/project/check.js';
import { decideProject } from '../../workflows/project/decide.js';
import { definitionOf, events, eventTypes } from '../../workflows/project/event-definitions.js';
import type { ProjectEvent, ProjectEventType } from '../../workflows/project/events.js';
import type { Situation } from '../../workflows/project/facts.js';
import { modes, type Mode } from '../../workflows/project/modes.js';
import { partMachines } from '../../workflows/project/part-machines.js';
import type { AnyPart, PartKind } from '../../workflows/project/parts.js';
import { DomainError } from '../../workflows/values/domain-error.js';

// Every state of every mode × every event × every role × every state of the part that it is about, put to `decideProject`.
// What is open stands in lifecycle-table.txt, one line for each; all that has no line must be refused for the right reason.

/** One for each role and seat. For the county's project of the story, those who run it. */
const actors: Readonly<Record<string, Actor>> = {
  applicant: people.applicant,
  lineDepartment: people.countyLineDepartment,
  cityDepartment: people.housing,
  countyOfficer: people.countyOfficer,
  countyFinance: people.countyFinance,
  cityReviewer: people.reviewer,
  cityFinance: people.finance,
  cityManager: people.manager,
  auditor: people.auditor,
  administrator: people.administrator,
  system,
};

const sent = eventTypes.filter((type) => !events[type].raised);
const kindOf = (type: ProjectEventType): PartKind | undefined => definitionOf(type).part;

/** A part in a given state, put beside what the story has; only who it belongs to matters here. */
const partIn = (kind: PartKind, state: string): AnyPart =>
  ({
    kind,
    no: 1,
    state,
    version: 1,
    share: 1,
    subject: 'site',
    personId: people.reviewer.personId,
    departmentId: people.housing.organisationId,
    lines: [],
  }) as unknown as AnyPart;

const withPart = (s: Situation, part: AnyPart): Situation => ({
  ...s,
  facts: { ...s.facts, parts: { ...s.facts.parts, [part.kind]: [part] } },
});

type Answer = 'open' | 'not in this state' | 'not this role' | 'no such part' | 'not sent by anybody';
const answerTo: Readonly<Record<string, Answer>> = {
  'forbidden project.role-refused': 'not this role',
  'refused project.transition-refused': 'not in this state',
  'missing part.missing': 'no such part',
  'invalid project.event-unknown': 'not sent by anybody',
};

/** Sends the bare event. What comes to the requirements, or fails for want of its contents, was open to this actor. */
function answer(s: Situation, actor: Actor, type: ProjectEventType): Answer {
  try {
    decideProject({ ...s, actor, book: new Book() }, { type, part: 1 } as unknown as ProjectEvent, null);
    return 'open';
  } catch (error) {
    return (error instanceof DomainError && answerTo[`${error.kind} ${error.code}`]) || 'open';
  }
}

const isReachable = (mode: Mode, state: string) => !(mode === 'direct_transfer' && state === 'termination.returning');

beforeAll(() => {
  // A hundred thousand refusals; nobody reads where each was thrown.
  Error.stackTraceLimit = 0;
});

test.each(modes)(
  'in the mode %s each state takes what its table says, from whom it says, and refuses the rest',
  async (mode) => {
    const lines: string[] = [];
    const edges = edgesOf(mode);
    for (const state of statesOf(mode).filter((each) => isReachable(mode, each))) {
      const situation = story({ mode }).to(state).situation();
      lines.push('', state);
      for (const type of sent) {
        const kind = kindOf(type);
        const cases = kind
          ? Object.keys(partMachines[kind]!.states).map((name) => ({
              name,
              s: withPart(situation, partIn(kind, name)),
            }))
          : [{ name: null, s: situation }];
        const open = cases.flatMap(({ name, s }) => {
          const answers = Object.entries(actors).map(([role, actor]) => ({ role, is: answer(s, actor, type) }));
          const may = answers.filter(({ is }) => is === 'open').map(({ role }) => role);
          // All the others are refused, and for what: the role is asked first, then the state.
          const reasons = new Set(answers.filter(({ is }) => is !== 'open').map(({ is }) => is));
          if (may.length > 0) expect(reasons, `${state} ${type} ${name}`).toEqual(new Set(['not this role']));
          else expect(reasons, `${state} ${type} ${name}`).toEqual(new Set(['not this role', 'not in this state']));
          return may.length > 0 ? [{ name, may: may.join(', ') }] : [];
        });
        if (open.length === 0) continue;
        const by = [...new Set(open.map(({ may }) => may))];
        expect(by, `${state} ${type}: the same people whatever the part's state`).toHaveLength(1);
        const targets = edges.filter((edge) => edge.from === state && edge.event === type).map(({ to }) => to);
        const about = kind ? ` (${kind} ${open.map(({ name }) => name).join(', ')})` : '';
        const to = targets.length > 0 ? ` → ${[...new Set(targets)].join(' | ')}` : '';
        lines.push(`  ${type}${about} by ${by[0]}${to}`);
      }
    }
    await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'lifecycle-table', `${mode}.txt`),
    );
  },
);

test('what follows from a part’s end is sent by nobody, not even by the system', () => {
  const situation = story({ mode: 'standard' }).to('cityReview.opinions').situation();
  for (const type of eventTypes.filter((each) => events[each].raised)) {
    for (const actor of Object.values(actors)) expect(answer(situation, actor, type), type).toBe('not sent by anybody');
  }
});

test('an event about a part that is not there finds nothing', () => {
  const situation = story({ mode: 'standard' }).to('application.drafting').situation();
  for (const type of sent.filter((each) => kindOf(each))) {
    for (const actor of Object.values(actors)) expect(answer(situation, actor, type), type).toBe('no such part');
  }
});

test('to whom a project is out of scope it does not exist, whatever they send', () => {
  const strangers = [people.otherApplicant, people.cityApplicant, people.otherOfficer, people.otherFinance];
  const situation = story({ mode: 'standard' }).to('implementation.underway').situation();
  for (const actor of strangers) {
    for (const type of eventTypes) {
      const send = () => decideProject({ ...situation, actor }, { type, part: 1 } as unknown as ProjectEvent, null);
      expect(send).toThrow(
        expect.objectContaining({ kind: 'missing', code: 'project.missing', params: {}, unmet: [] }),
      );
    }
  }
});
