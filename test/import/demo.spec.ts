import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { createDataSource } from '../../src/database/data-source.js';
import { inTransaction } from '../../src/database/transaction.js';
import { foundCity, type RegionRow } from '../../src/demo/city.js';
import { demoPassword } from '../../src/demo/demo-password.js';
import { liveProjects } from '../../src/demo/live-projects.js';
import { isUnused, loadDemo, type LoadedDemo } from '../../src/demo/load-demo.js';
import { recordDocument } from '../../src/documents/record-documents.js';
import { Door } from '../../src/door/door.js';
import { Passwords } from '../../src/identity/password.js';
import type { ContentStore } from '../../src/papers/content-store.js';
import { openContentStore } from '../../src/papers/open-content-store.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { statesOf } from '../../workflows/project/check.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { modes } from '../../workflows/project/modes.js';
import { localDate } from '../../workflows/values/local-date.js';
import { type Fen, parseWan } from '../../workflows/values/money.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

/** argon2id at its least cost. */
class CheapPasswords extends Passwords {
  protected override readonly cost = { memoryCost: 8, timeCost: 1, parallelism: 1 } as never;
}
const passwords = new CheapPasswords();
// A Sunday: who decided, decided on working days before it.
const now = '2026-11-22T05:00:00Z';

let place: TestPlace;
let db: DataSource;
let unused: boolean;
let loaded: LoadedDemo;
let dataDir: string;
let store: ContentStore;
beforeAll(async () => {
  place = await testDatabase();
  db = await createDataSource(place.url, 'sluice_door').initialize();
  dataDir = await mkdtemp(join(tmpdir(), 'sluice-demo-'));
  store = await openContentStore({ dataDir });
  unused = await isUnused(db);
  loaded = await loadDemo(db, { now, store, passwords });
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await place.drop();
  await rm(dataDir, { recursive: true });
});

test('The demo loads the programme of 2022 and the year that is going on, into a database that nobody uses', () => {
  expect(unused).toBe(true);
  expect(loaded).toEqual({ already: false, years: [2022, 2026], projects: 160 + liveProjects.length });
});

test('The demo has each project of the live year where its story ends', async () => {
  const rows = await db.query<{ title: string; state: string }[]>(
    'select title, state from project where year = 2026 order by id',
  );
  expect(rows).toEqual(liveProjects.map(({ title, state }) => ({ title, state })));
});

test('The demo has a project in every state that people meet', async () => {
  const rows = await db.query<{ state: string }[]>('select distinct state from project');
  const there = new Set(rows.map((row) => row.state));
  const all = new Set(modes.flatMap(statesOf));
  expect([...all].filter((state) => !there.has(state))).toEqual([]);
});

test('The demo has claims in several states, a suspended project, and work that is overdue', async () => {
  const claims = await db.query<{ state: string }[]>(
    `select distinct c.state from claim c join project p on p.id = c.project_id where p.year = 2026 order by 1`,
  );
  expect(claims.map((row) => row.state)).toEqual(['checked', 'drafted', 'paid', 'returned', 'submitted']);
  const [counts] = await db.query<{ suspended: number; overdue: number; later: number }[]>(
    `select (select count(*)::int from project where suspended) as suspended,
       (select count(distinct project_id)::int from span s join project p on p.id = s.project_id
         where p.year = 2026 and closed_on is null and paused_on is null and due_on < '2026-11-22') as overdue,
       (select count(*)::int from history where occurred_at > $1) as later`,
    [now],
  );
  expect(counts).toMatchObject({ suspended: 1, later: 0 });
  expect(counts!.overdue).toBeGreaterThan(5);
});

test('The demo has books without a difference, and nobody was told of what is past', async () => {
  expect(await differencesInBooks(db)).toEqual([]);
  const [row] = await db.query<{ waiting: number; refused: number }[]>(
    'select (select count(*)::int from outbox) as waiting, (select count(*)::int from refusal) as refused',
  );
  expect(row).toEqual({ waiting: 0, refused: 0 });
});

test('The demo has the papers that its projects ask for, and the bytes of each of them', async () => {
  const papers = await db.query<{ hash: string; class: string; year: number }[]>(
    'select hash, class, year from paper join project on id = project_id',
  );
  expect(new Set(papers.map((paper) => paper.class))).toEqual(
    new Set(['feasibility', 'budget', 'acceptance', 'photo', 'invoice']),
  );
  expect(papers.filter(({ year }) => year === 2022)).toEqual([]);
  for (const { hash } of papers) expect(await store.isIntact(hash)).toBe(true);
});

test('The documents of its live year have the scans that a second person confirmed them by', async () => {
  const scans = await db.query<{ hash: string | null; name: string | null; year: number }[]>(
    'select scan_hash as hash, scan_name as name, year from document',
  );
  const live = scans.filter(({ year }) => year !== 2022);
  expect(live.length).toBeGreaterThan(5);
  for (const { hash, name } of live) {
    expect(name).toMatch(/^补录〔2026〕.*批文\.pdf$/);
    expect(await store.isIntact(hash!)).toBe(true);
  }
  expect(scans.filter(({ year, hash }) => year === 2022 && hash !== null)).toEqual([]);
});

test('People of the demo sign in with its password', async () => {
  const rows = await db.query<{ username: string; password_hash: string }[]>(
    'select username, password_hash from person where password_hash is not null order by id',
  );
  expect(rows).toHaveLength(36);
  expect(rows.every((row) => row.username.startsWith('demo-'))).toBe(true);
  expect(await passwords.verify(rows[0]!.password_hash, demoPassword)).toBe(true);
});

test('What comes back, changes and is reversed afterwards agrees as well', async () => {
  const regions = await db.query<RegionRow[]>('select id, name, level from region order by id');
  const people = await foundCity(db.manager, regions, null);
  const door = new Door(db, new CalendarService());
  const does = async (who: string, title: string, ...sent: ProjectEvent[]) => {
    const [row] = await db.query<{ id: number }[]>('select id from project where year = 2026 and title like $1', [
      `%${title}%`,
    ]);
    for (const event of sent) {
      const actor = people.get(who)!;
      await door.apply([{ subject: 'project', id: row!.id, event, actor, occurredAt: now, expected: null }]);
    }
  };
  const today = localDate('2026-11-22');
  const terminates = async (title: string, amount: Fen) => {
    const [recorder, confirmer] = [people.get('manager-1')!, people.get('manager-2')!];
    const [row] = await db.query<{ id: number }[]>('select id from project where year = 2026 and title like $1', [
      `%${title}%`,
    ]);
    const paper = { issuer: '江门市', number: '江农〔2026〕99号', issuedOn: today, title: '关于终止项目的通知' };
    const items = [{ projectId: row!.id, share: 1, amount }];
    await inTransaction(db, async (tx) => {
      const documentId = await recordDocument(tx, recorder, now, { kind: 'termination', year: 2026, ...paper, items });
      const sent = { actor: confirmer, occurredAt: now, expected: null };
      const answers = await door.applyIn(tx, [
        { subject: 'document', id: documentId, event: { type: 'document.confirm' }, ...sent },
        { subject: 'project', id: row!.id, event: { type: 'project.terminate', documentId }, ...sent },
      ]);
      expect(answers).toMatchObject([{ state: 'confirmed' }, { state: 'termination.returning' }]);
    });
  };
  await does('finance-1', '崖门镇', { type: 'refund.confirm', note: '结余已退回' });
  await does('finance-1', '赤水镇', { type: 'refund.confirm', note: '余款已退回' });
  await does('finance-1', '荷塘镇', { type: 'instalment.reverse', part: 1, reason: '收款账户有误' });
  await does('line-3', '危房改造', { type: 'savings.return', share: 1, amount: parseWan('6'), reason: '招标节余' });
  const change = { type: 'change.request', subject: 'amount', share: 1, text: '工程量变化' } as const;
  await does('applicant', '危房改造', { ...change, newAmount: parseWan('45.5') });
  await does('reviewer-1', '危房改造', { type: 'change.approve', part: 1, finding: '同意核减' });
  await does('applicant', '危房改造', { ...change, newAmount: parseWan('52') });
  await does('reviewer-1', '危房改造', { type: 'change.approve', part: 2, finding: '同意恢复一部分' });
  await does(
    'finance-440783',
    '塘口镇',
    { type: 'claim.reversePayment', part: 1, reversedOn: today, voucher: '退票-1', reason: '银行退票' },
    { type: 'claim.return', part: 1, reason: '金额需重新核对' },
  );
  const lines = [{ payee: '碉楼旅游公司', invoice: null, purpose: '结算款', amount: parseWan('30') }];
  await does('town-440783', '塘口镇', { type: 'claim.revise', part: 1, lines }, { type: 'claim.submit', part: 1 });
  await does(
    'finance-440783',
    '塘口镇',
    { type: 'claim.check', part: 1, approved: parseWan('29.123456'), note: '超出合同单价' },
    { type: 'claim.pay', part: 1, paidOn: today, voucher: '支付-1' },
  );
  await does('finance-440781', '端芬镇', { type: 'claim.pay', part: 1, paidOn: today, voucher: '支付-2' });
  await terminates('那吉镇', parseWan('50'));
  expect(await differencesInBooks(db)).toEqual([]);
});

test('Loaded again, the demo does nothing', async () => {
  expect(await isUnused(db)).toBe(false);
  const before = await db.query<unknown[]>('select count(*) from history');
  expect(await loadDemo(db, { now, store, passwords })).toEqual({
    already: true,
    years: [2022, 2026],
    projects: 160 + liveProjects.length,
  });
  expect(await db.query<unknown[]>('select count(*) from history')).toEqual(before);
});

test('The demo is not loaded where other people work', async () => {
  const fresh = await testDatabase();
  const other = await createDataSource(fresh.url, 'sluice_door').initialize();
  await other.query(`insert into person (username, name, password_hash) values ('wang', '王', 'x')`);
  await expect(loadDemo(other, { now, store, passwords })).rejects.toMatchObject({ code: 'demo.not-alone' });
  expect(await other.query('select 1 from region')).toEqual([]);
  await other.destroy();
  await fresh.drop();
});

// A year that begins amid the stories, and one whose holidays nobody has announced.
test.each(['2026-02-24', '2027-03-31'])(
  'The demo can be loaded on %s',
  async (day) => {
    const fresh = await testDatabase();
    const other = await createDataSource(fresh.url, 'sluice_door').initialize();
    const loaded = await loadDemo(other, { now: `${day}T02:00:00Z`, store, passwords });
    expect(loaded.years).toEqual([2022, Number(day.slice(0, 4))]);
    await other.destroy();
    await fresh.drop();
  },
  60_000,
);
