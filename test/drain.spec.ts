import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { inTransaction } from '../src/database/transaction.js';
import { createProjects } from '../src/door/create-projects.js';
import { Door } from '../src/door/door.js';
import { fen } from '../workflows/values/money.js';
import { completeContent, Office, password } from './support/office.js';

// The built application in a process of its own, which is asked to end while 24 clients send decisions.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const root = join(import.meta.dirname, '..');
const officer = 'officer-440781';

let office: Office;
let child: ChildProcess | undefined;
let port: number;

beforeAll(async () => {
  execFileSync(join(root, 'script', 'build'), ['server'], { stdio: 'ignore' });
  office = await Office.open();
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => office.close());

async function start(): Promise<ChildProcess> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  ({ port } = probe.address() as AddressInfo);
  probe.close();
  child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js')], {
    env: { ...process.env, ...office.servers, PORT: String(port), LOG_LEVEL: 'error', SLUICE_HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await ready())) await delay(50);
  return child;
}

const ready = async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null))?.ok ?? false;

/** A session at this moment, not at the office's. */
async function signIn(): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: `demo-${officer}`, password }),
  });
  return reply.headers.get('set-cookie')!.split(';')[0]!;
}

/** So many projects that wait for their county officer. */
async function endorsing(count: number): Promise<number[]> {
  const town = office.people.get('town-440781')!;
  const papers = await office.papers('town-440781', 'feasibility', 'budget');
  const sent = { actor: town, occurredAt: office.clock.now() };
  const created = await inTransaction(office.db, (tx) =>
    createProjects(
      tx,
      { holidays: new Set(), makeUpDays: new Set() },
      '440700',
      Array.from({ length: count }, () => ({
        ...sent,
        title: '村道硬底化',
        year: 2026,
        line: '1.1',
        shares: [{ regionId: '440781', asked: fen(1_000_000) }],
        content: {
          ...completeContent('440781', '1000000'),
          papers,
          shares: [{ regionId: '440781', asked: fen(1_000_000) }],
        } as never,
      })),
    ),
  );
  const door = office.app.get(Door, { strict: false });
  await Promise.all(
    created.map(({ id }) =>
      door.apply([{ subject: 'project', id, event: { type: 'application.submit' }, ...sent, expected: null }]),
    ),
  );
  return created.map(({ id }) => id);
}

const body = { version: 2, opinion: '同意推荐' };
const keyOf = (project: number) => `drain-${project}`;

function endorse(project: number, cookie: string, agent: Agent): Promise<number | 'broken'> {
  return new Promise((resolve) => {
    const text = JSON.stringify(body);
    const headers = { cookie, 'idempotency-key': keyOf(project), 'content-type': 'application/json' };
    const path = `/api/projects/${project}/application/endorsement`;
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers, agent }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode!));
      reply.on('error', () => resolve('broken'));
    });
    request.on('error', () => resolve('broken'));
    request.end(text);
  });
}

const timesEndorsed = async (projects: readonly number[]): Promise<Map<number, number>> => {
  const rows = await office.db.query<{ id: number; n: number }[]>(
    `select p.id, count(h.seq)::int as n from project p left join history h
       on h.subject = 'project' and h.subject_id = p.id and h.event = 'application.endorse'
     where p.id = any($1) group by p.id`,
    [projects],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
};

test('Asked to end under load it finishes what came in: nothing acknowledged is lost, nothing is done twice, exit code 0', async () => {
  const projects = await endorsing(400);
  const process = await start();
  const cookie = await signIn();
  const exit = once(process, 'exit');
  const agent = new Agent({ keepAlive: true, maxSockets: 24 });
  const answers = new Map<number, number | 'broken'>();
  const left = [...projects];
  await Promise.all(
    Array.from({ length: 24 }, async () => {
      for (let project = left.shift(); project !== undefined; project = left.shift()) {
        answers.set(project, await endorse(project, cookie, agent));
        if (answers.size === 120) process.kill('SIGTERM');
      }
    }),
  );
  agent.destroy();
  expect(await exit).toEqual([0, null]);

  const endorsed = await timesEndorsed(projects);
  const given = [...answers.values()];
  expect(given.filter((answer) => answer === 201).length).toBeGreaterThanOrEqual(100);
  expect(given.filter((answer) => answer !== 201).length).toBeGreaterThan(0);
  expect([...new Set(given)].filter((answer) => ![201, 503, 'broken'].includes(answer))).toEqual([]);
  for (const [project, answer] of answers) {
    const times = endorsed.get(project)!;
    if (answer === 201) expect(times, `${project} was acknowledged`).toBe(1);
    if (answer === 503) expect(times, `${project} was turned away`).toBe(0);
    expect(times).toBeLessThanOrEqual(1);
  }
  // Whoever asks again with the same key hears the truth, and in the end each is done once.
  for (const project of projects.slice(100, 160)) {
    const path = `/projects/${project}/application/endorsement`;
    const reply = await office.request(officer, 'POST', path, body, { 'idempotency-key': keyOf(project) });
    expect(reply.status).toBe(201);
  }
  expect([...(await timesEndorsed(projects.slice(100, 160))).values()]).toEqual(Array.from({ length: 60 }, () => 1));
});

test('While it drains, health says so and others are turned away; asked a second time it ends at once', async () => {
  const [held, other] = (await endorsing(2)) as [number, number];
  const process = await start();
  const cookie = await signIn();
  const exit = once(process, 'exit');
  const agent = new Agent({ keepAlive: false });
  const blocker = office.db.createQueryRunner();
  await blocker.startTransaction();
  await blocker.query('select 1 from project where id = $1 for update', [held]);
  const answer = endorse(held, cookie, agent);
  const waits = async () =>
    (
      await office.db.query<unknown[]>(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length;
  await expect.poll(waits, { timeout: 20_000 }).toBe(1);
  process.kill('SIGTERM');
  await expect.poll(ready, { timeout: 20_000 }).toBe(false);
  const health = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
  expect([health.status, ((await health.json()) as { code: string }).code]).toEqual([503, 'service.stopping']);
  expect((await fetch(`http://127.0.0.1:${port}/api/health/live`)).status).toBe(200);
  expect(await endorse(other, cookie, agent)).toBe(503);
  process.kill('SIGTERM');
  expect(await exit).toEqual([1, null]);
  expect(await answer).toBe('broken');
  await blocker.rollbackTransaction();
  await blocker.release();
  expect([...(await timesEndorsed([held, other])).values()]).toEqual([0, 0]);
});
