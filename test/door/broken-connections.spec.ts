import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Pool } from 'pg';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { DoorDataSource } from '../../src/database/door-data-source.js';
import { createLanePool } from '../../src/database/keyed-pools.js';
import { type Answer, decideBatch, type Reply } from '../../src/door/batch.js';
import { Door } from '../../src/door/door.js';
import { type LaneLimits, Lanes, usualLimits } from '../../src/door/lanes.js';
import { Unavailable } from '../../src/database/unavailable.js';
import { system } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { Office } from '../support/office.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const officer = 'officer-440781';
const pool2026 = 'pool/2026/general';

let office: Office;
let proxy: CuttingProxy;
let calendar: CalendarService;
const pools: Pool[] = [];
let lanes: Lanes;

const lanesWith = (limits: Partial<LaneLimits> = {}): Lanes => {
  const pool = createLanePool(proxy.url);
  pools.push(pool);
  const decide = (tx: Parameters<typeof decideBatch>[0], submissions: Parameters<typeof decideBatch>[2]) =>
    decideBatch(tx, calendar.calendar(), submissions);
  return new Lanes(pool, decide, { ...usualLimits, ...limits });
};

beforeAll(async () => {
  office = await Office.open();
  calendar = office.app.get(CalendarService, { strict: false });
});
afterAll(() => office.close());
beforeEach(async () => {
  proxy = await CuttingProxy.before((office.app.get(DoorDataSource, { strict: false }).options as { url: string }).url);
  lanes = lanesWith();
});
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
  proxy.goOn();
  proxy.away();
});

let keys = 0;
const keyOf = (who: string) => ({ personId: office.people.get(who)!.personId, key: `broken-${(keys += 1)}` });

const endorsement = (id: number): Command => ({
  subject: 'project',
  id,
  event: { type: 'application.endorse', opinion: '同意推荐' },
  actor: office.people.get(officer)!,
  occurredAt: office.clock.now(),
  expected: null,
});

const receipt = (): Command => ({
  subject: 'fundYear',
  id: 2026,
  event: { type: 'income.receive', source: 'levy', amount: 100n as never, receivedOn: '2026-03-02' as never },
  actor: office.people.get('finance-1')!,
  occurredAt: office.clock.now(),
  expected: null,
});

const endorsing = async (count: number): Promise<number[]> => {
  const projects: number[] = [];
  for (let n = 0; n < count; n += 1) projects.push(await office.bring('application.endorsing'));
  return projects;
};

const timesEndorsed = async (projects: readonly number[]): Promise<number[]> => {
  const rows = await office.db.query<{ id: number; n: number }[]>(
    `select p.id, count(h.seq)::int as n from project p left join history h
       on h.subject = 'project' and h.subject_id = p.id and h.event = 'application.endorse'
     where p.id = any($1) group by p.id order by p.id`,
    [projects],
  );
  return rows.map(({ n }) => n);
};

const stateIn = (reply: Reply) => (reply as readonly Answer[])[0]!.state;

describe.each(['before-commit', 'after-commit'] as const)('When the connection is cut %s', (where) => {
  test('a decision is done once, and its caller is told that it is done', async () => {
    const [project] = await endorsing(1);
    proxy.cutNext(where);
    const request = keyOf(officer);
    const reply = await lanes.submit({ commands: [endorsement(project!)], request });
    expect(proxy.cuts).toBe(1);
    expect(stateIn(reply)).toBe('cityReview.intake');
    expect(await timesEndorsed([project!])).toEqual([1]);
    // Who asks again hears the same.
    expect(await lanes.submit({ commands: [endorsement(project!)], request })).toEqual(reply);
  });

  test('everybody of the batch is told the truth, refused ones too', async () => {
    const projects = await endorsing(6);
    await office.does(officer, projects[5]!, 'application.endorse', { opinion: '同意推荐' });
    proxy.cutNext(where);
    const replies = await Promise.all(
      projects.map((project) => lanes.submit({ commands: [endorsement(project)], request: keyOf(officer) })),
    );
    expect(proxy.cuts).toBe(1);
    expect(replies.slice(0, 5).map(stateIn)).toEqual(Array.from({ length: 5 }, () => 'cityReview.intake'));
    expect((replies[5] as readonly DomainError[])[0]!.code).toBe('project.transition-refused');
    expect(await timesEndorsed(projects)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('money is booked once', async () => {
    const before = BigInt(await office.balance(pool2026));
    proxy.cutNext(where);
    await lanes.submit({ commands: [receipt()], request: keyOf('finance-1') });
    expect(proxy.cuts).toBe(1);
    expect(BigInt(await office.balance(pool2026))).toBe(before + 100n);
  });

  test('what the system does by itself is done once: the state says whether it is still to be done', async () => {
    const project = await office.bring('cityReview.publicNotice');
    const [notice] = await office.db.query<{ over: string }[]>(
      'select (notice_ends_on + 1)::text as over from project where id = $1',
      [project],
    );
    office.setDay(notice!.over);
    const ending = { ...endorsement(project), event: { type: 'review.endNotice' }, actor: system } as Command;
    proxy.cutNext(where);
    await lanes.submit({ commands: [ending] });
    expect(proxy.cuts).toBe(1);
    expect(await office.state(project)).toBe('cityReview.approving');
  });
});

describe('When PostgreSQL is away', () => {
  test('who may have been done is told that nobody knows; the same key tells it later', async () => {
    const [project] = await endorsing(1);
    const request = keyOf(officer);
    const hurried = lanesWith({ patienceMs: 300 });
    proxy.cutNext('after-commit', { thenAway: true });
    const error: unknown = await hurried
      .submit({ commands: [endorsement(project!)], request })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'Unavailable', code: 'service.outcome-unknown' });
    const [answer] = await office.app.get(Door, { strict: false }).apply([endorsement(project!)], { request });
    expect(answer!.state).toBe('cityReview.intake');
    expect(await timesEndorsed([project!])).toEqual([1]);
  });

  test('who only waited is told so after a while, and is not done later', async () => {
    const [first, second] = await endorsing(2);
    const hurried = lanesWith({ patienceMs: 300, lanes: 1 });
    proxy.away();
    const errors = await Promise.all(
      [first!, second!].map((project) =>
        hurried.submit({ commands: [endorsement(project)], request: keyOf(officer) }).catch((error: unknown) => error),
      ),
    );
    expect(errors.map((error) => (error as Unavailable).code)).toEqual(['service.unavailable', 'service.unavailable']);
    await proxy.back();
    const [third] = await endorsing(1);
    await hurried.submit({ commands: [endorsement(third!)], request: keyOf(officer) });
    await hurried.settled();
    expect(await timesEndorsed([first!, second!, third!])).toEqual([0, 0, 1]);
  });

  test('what was sent shortly before it comes back is done', async () => {
    const [project] = await endorsing(1);
    proxy.away();
    const reply = lanes.submit({ commands: [endorsement(project!)], request: keyOf(officer) });
    await proxy.back();
    expect(stateIn(await reply)).toBe('cityReview.intake');
  });
});

describe('When PostgreSQL stands still', () => {
  const told = (of: Lanes, project: number, request = keyOf(officer)) =>
    of.submit({ commands: [endorsement(project)], request }).catch(({ code }: Unavailable) => code);

  test('who is under way is told so after a while, and is not done later; nor is who waits behind', async () => {
    const [first, second, third] = (await endorsing(3)) as [number, number, number];
    const hurried = lanesWith({ patienceMs: 300, lanes: 1 });
    await told(hurried, third);
    proxy.standStill();
    const from = performance.now();
    const answers = [told(hurried, first)];
    await expect.poll(() => hurried.figures.underWay).toBe(1);
    answers.push(told(hurried, second));
    expect(await Promise.all(answers)).toEqual(['service.unavailable', 'service.unavailable']);
    expect(performance.now() - from).toBeLessThan(2_000);
    proxy.goOn();
    await hurried.settled();
    expect(await timesEndorsed([first, second, third])).toEqual([0, 0, 1]);
    expect(hurried.figures.shed).toBe(2);
  });

  test('in a batch with somebody who has gone, the others are done', async () => {
    const [held, hasty, patient] = (await endorsing(3)) as [number, number, number];
    const one = lanesWith({ lanes: 1, patienceMs: 1_500 });
    const blocker = office.app.get(DoorDataSource, { strict: false }).createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('select 1 from project where id = $1 for update', [hasty]);
    await blocker.query('savepoint hasty');
    await blocker.query('select 1 from project where id = $1 for update', [held]);
    const first = told(one, held);
    await expect.poll(() => one.figures.underWay).toBe(1);
    const second = told(one, hasty);
    await delay(1_000);
    const third = told(one, patient);
    // The first is done now, and the two behind it are one batch, which waits for the lock of the second.
    await blocker.query('rollback to hasty');
    expect(stateIn((await first) as Reply)).toBe('cityReview.intake');
    expect(await second).toBe('service.unavailable');
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(stateIn((await third) as Reply)).toBe('cityReview.intake');
    expect(await timesEndorsed([held, hasty, patient])).toEqual([1, 0, 1]);
  });

  test('who may have been done is told that nobody knows, and the same key tells it later', async () => {
    const [project] = await endorsing(1);
    const hurried = lanesWith({ patienceMs: 300 });
    const request = keyOf(officer);
    proxy.standStillAfterNextCommit();
    expect(await told(hurried, project!, request)).toBe('service.outcome-unknown');
    proxy.goOn();
    expect(stateIn((await told(hurried, project!, request)) as Reply)).toBe('cityReview.intake');
    expect(await timesEndorsed([project!])).toEqual([1]);
  });
});

describe('When too much is asked at once', () => {
  /** Holds what the only lane is about to decide on, so that everything behind it waits. */
  const blocked = async (project: number, work: () => Promise<void>): Promise<void> => {
    const blocker = office.app.get(DoorDataSource, { strict: false }).createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('select 1 from project where id = $1 for update', [project]);
    try {
      await work();
    } finally {
      await blocker.rollbackTransaction();
      await blocker.release();
    }
  };
  const send = (to: Lanes, project: number) =>
    to.submit({ commands: [endorsement(project)], request: keyOf(officer) }).then(stateIn, (e: unknown) => e);
  const underWay = async (of: Lanes, count: number): Promise<void> => {
    await expect.poll(() => of.figures.underWay, { timeout: 10_000 }).toBe(count);
  };

  test('one more is turned away at once and is not done; those that wait are; pages are still read', async () => {
    const projects = await endorsing(6);
    const [held, ...others] = projects as [number, ...number[]];
    const narrow = lanesWith({ lanes: 1, mostWaiting: 4 });
    let answers: Promise<unknown[]> | undefined;
    await blocked(held, async () => {
      const first = send(narrow, held);
      await underWay(narrow, 1);
      answers = Promise.all([first, ...others.slice(0, 4).map((project) => send(narrow, project))]);
      expect(await send(narrow, others[4]!)).toMatchObject({ code: 'service.busy', retryAfterSeconds: 1 });
      expect(await office.get(officer, `/projects/${held}`)).toMatchObject({ state: 'application.endorsing' });
    });
    expect(await answers).toEqual(Array.from({ length: 5 }, () => 'cityReview.intake'));
    expect(narrow.figures).toMatchObject({ shed: 1, waiting: 0, underWay: 0 });
    expect(await timesEndorsed(projects)).toEqual([1, 1, 1, 1, 1, 0]);
  });

  test('who waits too long is turned away and is not done later', async () => {
    const [held, behind] = (await endorsing(2)) as [number, number];
    const hurried = lanesWith({ lanes: 1, patienceMs: 300 });
    let first: Promise<unknown> | undefined;
    await blocked(held, async () => {
      first = send(hurried, held);
      await underWay(hurried, 1);
      expect(await send(hurried, behind)).toMatchObject({ code: 'service.unavailable' });
    });
    expect(await first).toMatchObject({ code: 'service.unavailable' });
    await hurried.settled();
    expect(await timesEndorsed([held, behind])).toEqual([0, 0]);
  });

  test('the answer over HTTP says in both languages when to come again', async () => {
    const [project] = await endorsing(1);
    const door = office.app.get(Door, { strict: false });
    const lanes = Reflect.get(door, 'lanes') as Lanes;
    Reflect.set(door, 'lanes', { submit: () => Promise.reject(new Unavailable('service.busy', 1)) });
    try {
      const details: unknown[] = [];
      for (const language of ['zh-CN', 'en']) {
        const reply = await office.app.inject({
          method: 'POST',
          url: `/api/projects/${project}/application/endorsement`,
          headers: {
            cookie: await office.cookieOf(officer),
            'idempotency-key': 'busy',
            'accept-language': language,
          },
          payload: { version: 2, opinion: '同意' },
        });
        expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1']);
        details.push((JSON.parse(reply.body) as { detail: string }).detail);
      }
      expect(details[0]).toMatch(/本次未办理/);
      expect(details[1]).toMatch(/was not done/);
    } finally {
      Reflect.set(door, 'lanes', lanes);
    }
  });
});
