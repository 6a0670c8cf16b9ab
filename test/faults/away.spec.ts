import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password } from '../support/office.js';
import { type City, contentFor, foundBusyCity } from './city.js';
import { Journal, type Reply, type Sending } from './journal.js';
import { isClearOutage } from './judge.js';
import { faults, freeze } from './killer.js';
import { Sluice } from './sluice.js';
import { Visitor } from './visitor.js';

const timeout = 180_000;
/** What docs/runbook.md promises. */
const answerWithinMs = 15_000;
/** Only root may make a disk of its own that can be filled. */
const smallDisk = process.platform === 'linux' && process.getuid?.() === 0 ? makeSmallDisk() : null;

describe('While a server is away', { timeout }, () => {
  let sluice: Sluice;
  let city: City;
  let finance: Visitor;
  const journal = new Journal();

  beforeAll(async () => {
    sluice = await Sluice.start(smallDisk ?? tmpdir());
    city = await foundBusyCity(sluice);
    finance = await Visitor.signIn(sluice.address, 'finance-1', journal);
  }, timeout);
  afterAll(async () => {
    await city.db.destroy();
    await sluice.stop();
    if (smallDisk) execFileSync('umount', ['-l', smallDisk]);
    if (smallDisk) rmSync(smallDisk, { recursive: true });
  }, timeout);

  /** One hundredth of a yuan comes in. */
  const receive = async (key: string): Promise<Reply> => {
    const receivedOn = new Date().toISOString().slice(0, 10);
    const path = `/fund-years/${city.year}/receipts`;
    const body = { source: 'levy', amount: '1', receivedOn };
    const wanted = { key, who: 'finance-1', method: 'POST', path, body, event: 'income.receive', subject: '' } as const;
    return (await finance.send(wanted)).reply;
  };
  const ready = async () => (await fetch(`${sluice.address}/health/ready`)).status;
  const received = async (): Promise<number> => {
    const [row] = await city.db.query<{ count: number }[]>(
      `select count(*)::int as count from history where event = 'income.receive'`,
    );
    return row!.count;
  };

  test('as long as Redis stands still or is gone, decisions are taken as ever', async () => {
    const before = await received();
    const thawed = freeze(sluice.pids('redis'), 3_000);
    const from = Date.now();
    expect(await receive('redis-frozen')).toMatchObject({ status: 201 });
    expect(Date.now() - from).toBeLessThan(2_500);
    await thawed;
    await faults['Redis killed'](sluice);
    expect(await receive('redis-gone')).toMatchObject({ status: 201 });
    await sluice.untilReady();
    expect(await received()).toBe(before + 2);
  });

  test('whoever asks whether Sluice is ready is told soon that PostgreSQL stands still', async () => {
    const thawed = freeze([...sluice.pids('postgres'), ...sluice.pids('backends')], 8_000);
    const from = Date.now();
    expect(await ready()).toBe(503);
    expect(Date.now() - from).toBeLessThan(6_000);
    await thawed;
    await sluice.untilReady();
  });

  test('while PostgreSQL stands still, whoever asks for whatever is told within 15 seconds, in clear words', async () => {
    const town = await Visitor.signIn(sluice.address, 'town-440703', journal);
    const stranger = Visitor.stranger(sluice.address, journal);
    const drafts = await town.get<{ items: { id: number }[] }>('/projects?stage=application&limit=1');
    const { id } = drafts!.items[0]!;
    const content = contentFor('440703');
    const begun = { title: '村道', year: city.year, line: '1.1', shares: content.shares };
    const receipt = { source: 'levy', amount: '1', receivedOn: new Date().toISOString().slice(0, 10) };
    const upload = {
      'tus-resumable': '1.0.0',
      'upload-length': '9',
      'upload-metadata': `filename ${btoa('a.txt')},class ${btoa('other')}`,
    };
    let keys = 0;
    const key = () => ({ 'idempotency-key': `frozen-${(keys += 1)}` });
    const asked: readonly (() => Promise<Sending>)[] = [
      () => town.ask('GET', '/projects'),
      () => town.ask('GET', `/projects/${id}/actions`),
      () => town.ask('GET', '/session'),
      () => town.ask('PUT', `/projects/${id}/draft`, { version: 1, content }),
      () => town.ask('POST', `/projects/${id}/application/submission`, { version: 1 }, key()),
      () => town.ask('POST', '/projects', begun, key()),
      () => town.ask('POST', '/uploads', undefined, upload),
      () => finance.ask('POST', `/fund-years/${city.year}/receipts`, receipt, key()),
      () => stranger.ask('POST', '/session', { username: 'demo-auditor', password }),
    ];
    const statusesOf = (sendings: readonly Sending[]) =>
      sendings.map(({ reply }) => (typeof reply === 'object' ? reply.status : reply));
    const before = statusesOf(await Promise.all(asked.map((ask) => ask())));
    expect(before.filter((status) => Number(status) >= 500 || status === 404)).toEqual([]);

    const thawed = freeze([...sluice.pids('postgres'), ...sluice.pids('backends')], 20_000);
    const sendings: Promise<Sending>[] = [];
    // More than there are connections, and each wave finds what the one before it has left.
    for (let wave = 0; wave < 4; wave += 1) {
      for (let times = 0; times < 3; times += 1) sendings.push(...asked.map((ask) => ask()));
      await delay(1_000);
    }
    const wrong = (await Promise.all(sendings)).filter(
      ({ reply, tookMs }) => !isClearOutage(reply) || tookMs > answerWithinMs + 1_000,
    );
    expect(wrong).toEqual([]);
    await thawed;
    await sluice.untilReady();
    expect(statusesOf(await Promise.all(asked.map((ask) => ask()))).filter((status) => Number(status) >= 500)).toEqual(
      [],
    );
  });

  test('what was sent while PostgreSQL was down is done once, however often it is sent', async () => {
    const before = await received();
    await faults['PostgreSQL killed'](sluice);
    const [first, second] = await Promise.all([receive('database-down'), receive('database-down')]);
    await sluice.untilReady();
    expect(await receive('database-down')).toMatchObject({ status: 201 });
    for (const reply of [first, second]) expect([201, 503]).toContain((reply as { status: number }).status);
    expect(await received()).toBe(before + 1);
  });

  test.runIf(smallDisk)('a full disk is told as an outage, and with room again all goes on', async () => {
    const before = await received();
    const ballast = join(smallDisk!, 'ballast');
    const answers: Reply[] = [];
    fill(ballast);
    for (let sent = 0; sent < 400 && answers.every(isDone); sent += 1) answers.push(await write(sent));
    expect(answers.at(-1)).toMatchObject({
      status: 503,
      body: { code: expect.stringMatching(/^service\./) as string },
    });
    rmSync(ballast);
    await sluice.untilReady();
    const last = answers.length - 1;
    let answer = await write(last);
    for (; !isDone(answer); answer = await write(last)) await delay(200);
    expect(await received()).toBe(before + answers.length);
  });

  /** A receipt, and beside it a draft that grows: small writes alone would not need the disk for long. */
  const write = (no: number) => receive(`disk-${no}`);
});

const isDone = (reply: Reply): boolean => typeof reply === 'object' && reply.status === 201;

function makeSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=755', 'none', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

/** Until there is no room for another byte. */
function fill(file: string): void {
  for (let bytes = 1 << 24; bytes >= 1;) {
    try {
      writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      bytes >>= 4;
    }
  }
}
