import { setTimeout as delay } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servingTimeouts } from '../../src/database/data-source.js';
import { BookCheckProcessor, bookCheckQueue } from '../../src/ledger/book-check.processor.js';
import { Office } from '../support/office.js';

interface Checks {
  items: { id: number; person: string | null; entries: number; count: number; differences: { rows: string[] }[] }[];
}

let office: Office;
beforeAll(async () => {
  office = await Office.open();
}, 60_000);
afterAll(() => office.close());

const checks = () => office.get<Checks>('auditor', '/book-checks');

test('A check that is asked for is done once, kept, and shown with what did not agree', async () => {
  const queue = office.app.get<Queue>(getQueueToken(bookCheckQueue), { strict: false });
  const done = new Promise((resolve, reject) =>
    queue.once('completed', resolve).once('failed', (_, error) => reject(error)),
  );
  expect((await office.request('auditor', 'PUT', '/book-checks/asked')).status).toBe(204);
  await done;
  const [first] = (await checks()).items;
  const [auditor] = await office.db.query<{ name: string }[]>('select name from person where id = $1', [
    office.people.get('auditor')!.personId,
  ]);
  expect(first).toMatchObject({ person: auditor!.name, count: 0, differences: [] });
  expect(first!.entries).toBeGreaterThan(0);
});

test('What the night finds is in the list in the morning, row by row', async () => {
  const plant = (sign: string) =>
    office.db.query(`
    set session_replication_role = replica;
    update account set balance_fen = balance_fen ${sign} 1 where key = 'pool/2026/general';
    set session_replication_role = origin`);
  await plant('+');
  await office.app.get(BookCheckProcessor, { strict: false }).check({ data: {} });
  await plant('-');
  const [night] = (await checks()).items;
  expect(night).toMatchObject({
    person: null,
    count: 1,
    differences: [{ check: 'balances', subject: 'pool/2026/general' }],
  });
  expect(night!.differences[0]!.rows[0]).toMatch(/^account \d+$/);
});

test('It is as patient as a large ledger asks for, and not as those who wait for a page', async () => {
  const holder = office.db.createQueryRunner();
  await holder.startTransaction();
  await holder.query('lock table entry in access exclusive mode');
  const check = office.app.get(BookCheckProcessor, { strict: false }).check({ data: {} });
  await delay(servingTimeouts.query_timeout + 500);
  await holder.commitTransaction();
  await holder.release();
  await check;
  expect((await checks()).items[0]).toMatchObject({ count: 0 });
});

test('It runs each night at half past two in China, once however often it is scheduled', async () => {
  const queue = office.app.get<Queue>(getQueueToken(bookCheckQueue), { strict: false });
  await expect
    .poll(async () => (await queue.getRepeatableJobs()).map(({ cron, tz }) => ({ cron, tz })))
    .toEqual([{ cron: '30 2 * * *', tz: 'Asia/Shanghai' }]);
});

test('It is for the city’s auditor, manager and finance', async () => {
  for (const who of ['officer-440781', 'reviewer-1', 'town-440781']) {
    expect((await office.request(who, 'GET', '/book-checks')).status).toBe(403);
    expect((await office.request(who, 'PUT', '/book-checks/asked')).status).toBe(403);
  }
});
