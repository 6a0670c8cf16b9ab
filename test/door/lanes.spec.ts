import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Door } from '../../src/door/door.js';
import type { Command } from '../../workflows/command.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Office } from '../support/office.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const officer = 'officer-440781';

let office: Office;
let door: Door;
beforeAll(async () => {
  office = await Office.open();
  door = office.app.get(Door, { strict: false });
});
afterAll(() => office.close());

const endorsing = async (count: number): Promise<number[]> => {
  const projects: number[] = [];
  for (let n = 0; n < count; n += 1) projects.push(await office.bring('application.endorsing'));
  return projects;
};

const endorsement = (id: number, fields: Partial<Command> = {}): Command =>
  ({
    subject: 'project',
    id,
    event: { type: 'application.endorse', opinion: '同意推荐' },
    actor: office.people.get(officer)!,
    occurredAt: office.clock.now(),
    expected: null,
    ...fields,
  }) as Command;

const statesOf = (projects: readonly number[]) => Promise.all(projects.map((project) => office.state(project)));

/** What the lanes did meanwhile. */
const during = async (work: () => Promise<unknown>) => {
  const before = door.figures;
  await work();
  const { batches, commands } = door.figures;
  return { batches: batches - before.batches, commands: commands - before.commands };
};

describe('Decisions that are sent at once', () => {
  test('on different projects share a transaction; each is answered for itself', async () => {
    const projects = await endorsing(8);
    const did = await during(async () => {
      const answers = await Promise.all(projects.map((project) => door.apply([endorsement(project)])));
      expect(answers.map(([answer]) => [answer!.id, answer!.state])).toEqual(
        projects.map((project) => [project, 'cityReview.intake']),
      );
    });
    expect(did).toEqual({ batches: 1, commands: 8 });
  });

  test('on one project are done in the order in which they came, each on what the one before it left', async () => {
    const [project] = await endorsing(1);
    const send = (event: object, who: string) =>
      door.outcomes([endorsement(project!, { event, actor: office.people.get(who)! } as Partial<Command>)]);
    const returned = {
      type: 'application.return',
      reason: '材料不全',
      fields: [{ field: 'need', reason: '依据不足' }],
    };
    const submitted = { type: 'application.submit', answers: [{ field: 'need', answer: '已改' }] };
    const did = await during(() =>
      Promise.all([
        send(returned, officer),
        send(submitted, 'town-440781'),
        send({ type: 'application.endorse', opinion: '同意推荐' }, officer),
      ]),
    );
    expect(did).toEqual({ batches: 1, commands: 3 });
    const spans = await office.db.query<{ state: string; open: boolean }[]>(
      `select state, closed_on is null as open from span where project_id = $1 order by visit`,
      [project],
    );
    expect(spans.map(({ state, open }) => `${state} ${open ? 'waits' : 'is over'}`)).toEqual([
      'application.drafting is over',
      'application.endorsing is over',
      'application.returned is over',
      'application.endorsing is over',
      'cityReview.intake waits',
    ]);
    const rows = await office.db.query<{ event: string }[]>(
      `select event from history where subject = 'project' and subject_id = $1 order by seq desc limit 3`,
      [project],
    );
    expect(rows.map(({ event }) => event)).toEqual(['application.endorse', 'application.submit', 'application.return']);
  });

  test('with one that breaks the program: the others are done, and it alone is told that something broke', async () => {
    const [sound, broken, other] = (await endorsing(3)) as [number, number, number];
    const results = await Promise.allSettled([
      door.apply([endorsement(sound)]),
      door.apply([endorsement(broken, { occurredAt: 'no instant' })]),
      door.apply([endorsement(other)]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).not.toBeInstanceOf(DomainError);
    expect(await statesOf([sound, broken, other])).toEqual([
      'cityReview.intake',
      'application.endorsing',
      'cityReview.intake',
    ]);
  });

  test('with one that PostgreSQL refuses: the others are done', async () => {
    const [sound, broken] = (await endorsing(2)) as [number, number];
    const nobody = { ...office.people.get(officer)!, personId: 999_999 };
    const results = await Promise.allSettled([
      door.apply([endorsement(broken, { actor: nobody })]),
      door.apply([endorsement(sound)]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await statesOf([sound, broken])).toEqual(['cityReview.intake', 'application.endorsing']);
  });
});

test('What is wholly or not at all leaves no trace, in a batch with others, when one of it is refused', async () => {
  const [first, second, third] = (await endorsing(3)) as [number, number, number];
  await door.apply([endorsement(second)]);
  const did = await during(async () => {
    const [together, alone] = await Promise.all([
      door.outcomes([endorsement(first), endorsement(second)], { allOrNothing: true }),
      door.apply([endorsement(third)]),
    ]);
    expect(together.map((outcome) => outcome instanceof DomainError && outcome.code)).toEqual([
      'batch.others-refused',
      'project.transition-refused',
    ]);
    expect(alone[0]!.state).toBe('cityReview.intake');
  });
  expect(did.batches).toBe(1);
  expect(await office.state(first)).toBe('application.endorsing');
});
