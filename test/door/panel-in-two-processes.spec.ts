import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { reading } from '../../src/database/transaction.js';
import { loadWorld } from '../../src/door/facts.js';
import { toJson } from '../../src/door/rows.js';
import type { Command } from '../../workflows/command.js';
import type { World } from '../../workflows/decide-in-order.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import type { ProjectFacts } from '../../workflows/project/facts.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { fen } from '../../workflows/values/money.js';
import { replayAll } from '../faults/replay.js';
import { seedFromEnvironment } from '../model/compare.js';
import { Office } from '../support/office.js';
import { CommitOrder, isAccepted, nameOf, oneAnswerPerKey, type Sent } from './commit-order.js';
import { DoorProcess } from './door-process.js';

const runs = Number(process.env['RUNS'] ?? 8);
const seed = seedFromEnvironment();
const timeout = 60_000 + runs * 20_000;

let office: Office;
let doors: readonly [DoorProcess, DoorProcess];
beforeAll(async () => {
  office = await Office.open();
  const { DATABASE_URL } = office.servers;
  doors = await Promise.all([DoorProcess.start(DATABASE_URL), DoorProcess.start(DATABASE_URL)]);
}, 120_000);
afterAll(async () => {
  for (const door of doors) await door.stop();
  await office.close();
});

// What is sent: who does what, with which key, through which of the two doors, or through both at once.

const reviewers = ['reviewer-1', 'reviewer-2', 'reviewer-3', 'reviewer-4', 'reviewer-5'] as const;
const reviewer = fc.constantFrom(...reviewers);
const reason = '理由';
const amounts = fc
  .constantFrom(1_000_000n, 1_000_000n, 1_000_000n, 600_000n, 1_000_001n)
  .map((amount) => [{ share: 1, amount: fen(amount) }]);

/** `seat` counts the seats of the round that is under way, whose member it is unless `who` is said; `opinion` says whose. */
interface Deed {
  readonly who: string | null;
  readonly event: Readonly<Record<string, unknown>>;
  readonly seat?: number;
  readonly opinion?: string;
}
const doing = (who: string | null, type: string, carries: object = {}): Deed => ({ who, event: { type, ...carries } });
const one = (who: string, type: string, carries?: object) => fc.constant(doing(who, type, carries));

const seat = fc.nat({ max: 4 });
const own = fc.constant(null);
const vote = fc
  .record({
    seat,
    who: fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: reviewer }),
    choice: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'reject', 'return', 'abstain'),
  })
  .map(({ who, choice, ...of }): Deed => ({ ...doing(who, 'seat.vote', { choice, reason }), ...of }));
const stepBack = seat.map((no): Deed => ({ ...doing(null, 'seat.stepBack', { reason }), seat: no }));
const putToVote = fc
  .record({ who: reviewer, panel: fc.shuffledSubarray([...reviewers], { minLength: 2 }), amounts })
  .map(({ who, ...ballot }) => doing(who, 'review.putToVote', ballot));
const conclude = one('manager-1', 'review.concludePanel', { reason });
const departments = ['line-1', 'line-2'];
const opinion = fc
  .constantFrom(...departments, 'line-3')
  .map((who): Deed => ({ ...doing(who, 'opinion.give', { stance: 'agree', text: '无意见' }), opinion: who }));
const waive = fc
  .constantFrom(...departments)
  .map((whose): Deed => ({ ...doing('manager-1', 'opinion.waive', { reason }), opinion: whose }));
const accept = fc
  .record({ who: reviewer, departments: fc.constantFrom([], departments, departments) })
  .map(({ who, ...asked }) => doing(who, 'review.accept', asked));
const giveBack = reviewer.map((who) => doing(who, 'review.return', { reason, fields: [{ field: 'need', reason }] }));
const recall = one('officer-440781', 'endorsement.recall', { reason });
const endorse = one('officer-440781', 'application.endorse', { opinion: '同意' });
const takeBack = one('town-440781', 'application.recall', { reason });
const answers = ['need', 'application'].map((field) => ({ field, answer: '已改' }));
const submit = fc.constantFrom(
  doing('town-440781', 'application.submit'),
  doing('town-440781', 'application.submit', { answers: answers.slice(0, 1) }),
  doing('town-440781', 'application.submit', { answers: answers.slice(1) }),
);
const often = (arbitrary: fc.Arbitrary<Deed>) => [arbitrary, arbitrary, arbitrary, arbitrary];

/** What is worth trying where a project stands; elsewhere, and now and then here, anything. */
const fitting: Readonly<Record<string, fc.Arbitrary<Deed>>> = {
  'application.drafting': fc.oneof(submit),
  'application.returned': fc.oneof(submit),
  'application.endorsing': fc.oneof(...often(endorse), takeBack),
  'cityReview.intake': fc.oneof(...often(accept), recall, giveBack),
  'cityReview.opinions': fc.oneof(...often(opinion), waive),
  'cityReview.scheduling': fc.oneof(...often(putToVote), ...often(putToVote), giveBack),
  'cityReview.deliberating': fc.oneof(...often(vote), ...often(vote), stepBack, conclude),
};
const anything = fc.oneof(
  vote,
  stepBack,
  putToVote,
  conclude,
  opinion,
  waive,
  accept,
  recall,
  endorse,
  takeBack,
  submit,
);

interface Act {
  /** By the state in which the project is when it is sent. */
  readonly deeds: Readonly<Record<string, Deed>>;
  readonly otherwise: Deed;
  readonly isFitting: boolean;
  readonly key: number | null;
  readonly through: readonly (0 | 1)[];
  readonly seen: 'unsaid' | 'right' | 'old';
}
const act: fc.Arbitrary<Act> = fc.record({
  deeds: fc.record(fitting),
  otherwise: anything,
  isFitting: fc.constantFrom(true, true, true, true, false),
  key: fc.constantFrom(null, null, 0, 1, 2),
  through: fc.constantFrom<readonly (0 | 1)[]>([0], [1], [0, 1]),
  seen: fc.constantFrom('unsaid', 'unsaid', 'right', 'right', 'right', 'old'),
});
const deliberating = 'cityReview.deliberating';
const starts = ['cityReview.intake', 'cityReview.scheduling', deliberating, deliberating] as const;
const life = fc.record({
  start: fc.constantFrom(...starts),
  waves: fc.array(fc.array(act, { minLength: 3, maxLength: 12, size: 'max' }), {
    minLength: 2,
    maxLength: 6,
    size: 'max',
  }),
});

const personOf = (who: string) => office.people.get(who)!.personId;

const organisationOf = (who: string) => office.people.get(who)!.organisationId;
const reviewerBy = (personId: number | undefined) =>
  office.people.get(reviewers.find((who) => personOf(who) === personId) ?? 'reviewer-1')!;

const deedOf = ({ deeds, otherwise, isFitting }: Act, state: string): Deed =>
  isFitting ? (deeds[state] ?? otherwise) : otherwise;

function commandOf({ who, event, seat: no, opinion: whose }: Deed, seen: Act['seen'], facts: ProjectFacts) {
  const { project, parts } = facts;
  const round = parts.seat.filter((each) => each.round === parts.seat.at(-1)!.round);
  const ofSeat = no === undefined ? undefined : round[no % Math.max(round.length, 1)];
  const asked = whose && office.people.get(whose)!.organisationId;
  const part = ofSeat ?? parts.opinion.findLast(({ departmentId }) => departmentId === asked);
  const actor = who === null ? reviewerBy(ofSeat?.personId) : office.people.get(who)!;
  const version = part?.version ?? project.visit;
  const ids = {
    ...('panel' in event ? { panel: (event['panel'] as string[]).map(personOf) } : {}),
    ...('departments' in event ? { departments: (event['departments'] as string[]).map(organisationOf) } : {}),
    ...(no !== undefined || whose ? { part: part?.no ?? 99 } : {}),
  };
  return {
    subject: 'project',
    id: project.id,
    event: { ...event, ...ids } as ProjectEvent,
    actor,
    occurredAt: office.clock.now(),
    expected: seen === 'unsaid' ? null : seen === 'right' ? version : version - 1,
  } satisfies Command;
}

const worldOf = (project: number): Promise<World> =>
  reading(office.db, async (tx) => {
    const subjects = { projects: [project], documents: [], fundYears: [] };
    const options = { surroundingsOn: dayInChina(office.clock.now()), lockAccounts: false };
    return (await loadWorld(tx, new CalendarService().calendar(), subjects, options)).world;
  });

interface Line {
  readonly seq: number;
  readonly event: string;
  readonly person: number;
  readonly from: string;
  readonly to: string;
  readonly payload: object;
}
const historyOf = (project: number): Promise<Line[]> =>
  office.db.query<Line[]>(
    `select seq, event, person_id as person, from_state as "from", to_state as "to", payload
     from history where subject = 'project' and subject_id = $1 order by seq`,
    [project],
  );

/** Which of those accepted a line of history tells of; of the same said twice, what was told the earlier visit came first. */
function toldBy(line: Line, accepted: readonly Sent[]): Sent | undefined {
  const inOrder = accepted.toSorted((a, b) => visitTold(a) - visitTold(b));
  return inOrder.find(({ commands: [command] }) => {
    const { type, ...payload } = command!.event;
    const { actor } = command!;
    return (
      type === line.event &&
      actor.kind === 'member' &&
      actor.personId === line.person &&
      isDeepStrictEqual(JSON.parse(toJson(payload)), line.payload)
    );
  });
}

function visitTold({ told }: Sent): number {
  const [answer] = 'broken' in told ? [] : told;
  return answer && 'visit' in answer ? (answer.visit ?? 0) : 0;
}

/** Counted anew, by hand: nobody twice, and a panel decides only with two thirds of those present, of three at least. */
function votes(line: Line, { parts }: ProjectFacts): string[] {
  const round = Math.max(0, ...parts.seat.map((seat) => seat.round));
  const seats = parts.seat.filter((seat) => seat.round === round);
  const voters = seats.flatMap(({ votedBy }) => votedBy ?? []);
  const found = new Set(voters).size < voters.length ? [`somebody voted twice: ${toJson(seats)}`] : [];
  const decides =
    line.from === 'cityReview.deliberating' &&
    ['seat.vote', 'seat.stepBack', 'review.concludePanel'].includes(line.event);
  if (!decides || [line.from, 'cityReview.scheduling'].includes(line.to)) return found;
  const present = seats.filter(({ state }) => state !== 'steppedBack').length;
  const enough = voters.length * 3 >= Math.max(present, 3) * 2;
  return enough ? found : [...found, `${line.to} without a quorum: ${toJson(seats)}`];
}

let count = 0;
const seenStates = new Set<string>();
let together = 0;

async function live({ start, waves }: { start: (typeof starts)[number]; waves: readonly (readonly Act[])[] }) {
  const project = await office.bring(start);
  const no = (count += 1);
  const all: Sent[] = [];
  const placed = new Set<string | Sent>();
  const wrong: string[] = [];
  for (const wave of waves) {
    const before = await worldOf(project);
    const known = (await historyOf(project)).length;
    const sent = await Promise.all(
      wave.flatMap((each) => {
        const facts = before.projects.get(project)!;
        const deed = deedOf(each, facts.project.state);
        const command = commandOf(deed, each.seen, facts);
        const request =
          each.key === null ? {} : { request: { personId: command.actor.personId, key: `${no}-${each.key}` } };
        const submission = { commands: [command], ...request };
        return each.through.map(async (door): Promise<Sent> => ({
          ...submission,
          told: await doors[door].send(submission),
        }));
      }),
    );
    all.push(...sent);
    const order = new CommitOrder(before);
    const lines = (await historyOf(project)).slice(known);
    for (const line of lines) {
      const open = all.filter((each) => isAccepted(each) && !placed.has(nameOf(each)));
      const told = toldBy(line, open);
      if (!told) wrong.push(`history tells of what nobody was told: ${toJson(line)}`);
      else {
        placed.add(nameOf(told));
        wrong.push(...order.next(told), ...votes(line, order.last.projects.get(project)!));
      }
      seenStates.add(line.to);
    }
    together += Math.max(0, lines.length - 1);
    const missing = all.filter((each) => isAccepted(each) && !placed.has(nameOf(each)));
    wrong.push(...missing.map(({ commands }) => `was told as done, and is not in history: ${toJson(commands)}`));
    wrong.push(...order.unexplained(sent, all));
  }
  wrong.push(...oneAnswerPerKey(all), ...(await replayAll(office.db, [project])).differences);
  expect(wrong).toEqual([]);
}

test(
  `Whatever a panel is sent through two processes at once is decided as if one after the other (SEED=${seed} RUNS=${runs})`,
  { timeout },
  async () => {
    await fc.assert(fc.asyncProperty(life, live), { seed, numRuns: runs, endOnFailure: true });
    console.info(
      `panel in two processes: seed ${seed}, ${count} lives, ${together} decisions beside others, ${[...seenStates].join()}`,
    );
    expect(together).toBeGreaterThan(0);
  },
);
