import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FundsArrivalProcessor } from '../../src/fund-release/funds-arrival.processor.js';
import { fundsArrivalQueue } from '../../src/funds/funds-arrival.js';
import { addDays, dayInChina } from '../../workflows/values/local-date.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

/** Who waits in one test would be before those of the next. */
beforeEach(async () => {
  await bull().pause(true, true);
  const rows = await office.db.query<{ id: number }[]>(
    `select id from project where state in ('fundRelease.waitingForFunds', 'fundRelease.awaiting')`,
  );
  for (const { id } of rows) await office.ends('termination', id, [await office.balance(`share/${id}/1/committed`)]);
  if ((await office.balance(pool)) !== '0') await post('holds', { amount: await office.balance(pool), reason: '预留' });
});

const pool = 'pool/2026/general';
const bull = () => office.app.get<Queue>(getQueueToken(fundsArrivalQueue), { strict: false });
const sweep = () => office.app.get(FundsArrivalProcessor, { strict: false }).sweep();
const post = async (path: string, body: object) => {
  const reply = await office.request('finance-1', 'POST', `/fund-years/2026/${path}`, body);
  expect(reply.status).toBe(201);
};
const income = (amount: string) => post('receipts', { source: 'levy', amount, receivedOn: '2026-03-01' });
const states = (...projects: number[]) => Promise.all(projects.map((project) => office.state(project)));
const release = (projectId: number, amount: string) =>
  office.document('release', [{ projectId, share: 1, amount }]).then(({ status }) => expect(status).toBe(201));
const waits = 'fundRelease.waitingForFunds';
const onDesk = 'fundRelease.awaiting';

const wait = (project: number) => office.does('finance-1', project, 'release.wait', { reason: '上缴未到' });

/** Projects that wait, the first since longest, with nothing in the pool. */
async function waiting(...asked: readonly string[]): Promise<number[]> {
  const projects: number[] = [];
  for (const amount of asked) projects.push(await office.bring(onDesk, { asked: amount }));
  for (const project of projects) await wait(project);
  return projects;
}

/** Wait for the row, never for a time. */
async function until(project: number, state: string): Promise<void> {
  while ((await office.state(project)) !== state) await new Promise((resolve) => setTimeout(resolve, 20));
}

const aWeekLater = () => office.setDay(addDays(dayInChina(office.clock.now()), 7));

const arrivals = (project: number) =>
  office.db.query<{ person_id: number | null }[]>(
    `select person_id from history where subject = 'project' and subject_id = $1 and event = 'release.fundsArrived'`,
    [project],
  );
const refusals = () => office.db.query<object[]>(`select * from refusal where event = 'release.fundsArrived'`);

describe('A project that waits for funds', () => {
  test('goes on by itself as soon as its money is recorded, by Bull on a real Redis', async () => {
    const [project] = await waiting('1000000');
    await bull().resume(true);
    await income('1000000');
    await until(project!, onDesk);
    expect(await arrivals(project!)).toEqual([{ person_id: null }]);
    const { items } = await office.get<{ items: object[] }>('finance-1', `/projects/${project!}/history`);
    expect(items[0]).toMatchObject({ event: 'release.fundsArrived', actor: { role: 'system' } });
    expect(await office.get('town-440781', `/projects/${project!}`)).toMatchObject({
      holders: [{ role: 'cityFinance', paused: false }],
    });
  });

  test('goes on when what was held back is held no longer', async () => {
    const [project] = await waiting('1000000');
    await bull().resume(true);
    await post('hold-liftings', { amount: '1000000', reason: '解除预留' });
    await until(project!, onDesk);
    expect(await arrivals(project!)).toEqual([{ person_id: null }]);
  });

  test('goes on although Redis was emptied meanwhile', async () => {
    const [project] = await waiting('1000000');
    await bull().client.flushdb();
    await income('1000000');
    await bull().client.flushdb();
    expect(await states(project!)).toEqual([waits]);
    expect(await sweep()).toBe(1);
    expect(await states(project!)).toEqual([onDesk]);
  });

  test('stays while its money is there only in part, and nothing is kept as refused', async () => {
    const [project] = await waiting('1000000');
    expect(await sweep()).toBe(0);
    await income('999999');
    expect(await sweep()).toBe(0);
    expect(await states(project!)).toEqual([waits]);
    expect(await refusals()).toEqual([]);
    // City finance may still think that a part is worth going on for.
    await office.does('finance-1', project!, 'release.fundsArrived');
    expect(await states(project!)).toEqual([onDesk]);
  });

  test('stays while it is suspended, and the next goes on in its place', async () => {
    const [first, second] = await waiting('1000000', '1000000');
    await office.does('officer-440781', first!, 'project.suspend', { reason: '停工' });
    await income('1000000');
    expect(await sweep()).toBe(1);
    expect(await states(first!, second!)).toEqual([waits, onDesk]);
    await office.does('officer-440781', first!, 'project.resume', { reason: '复工' });
    expect(await sweep()).toBe(0);
    await income('1000000');
    expect(await sweep()).toBe(1);
    expect(await states(first!)).toEqual([onDesk]);
    expect(await refusals()).toEqual([]);
  });

  test('of a year that is closed stays for the next year’s budget', async () => {
    const [project] = await waiting('1000000');
    await income('1000000');
    await office.db.query(`update fund_year set state = 'closed' where year = 2026`);
    expect(await sweep()).toBe(0);
    expect(await states(project!)).toEqual([waits]);
    await office.db.query(`update fund_year set state = 'open' where year = 2026`);
  });
});

describe('Of several that wait', () => {
  test('only as many go on as there is money for, the first to wait first, sweep after sweep', async () => {
    const [first, second, third] = await waiting('1000000', '600000', '100000');
    await income('1599999');
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await states(first!, second!, third!)).toEqual([onDesk, waits, waits]);

    await release(first!, '1000000');
    expect(await sweep()).toBe(0);
    await income('1');
    expect(await sweep()).toBe(1);
    expect(await states(second!, third!)).toEqual([onDesk, waits]);
    expect(await refusals()).toEqual([]);
  });

  test('who began to wait first comes first, whoever applied first', async () => {
    const [early, late] = [await office.bring(onDesk), await office.bring(onDesk)];
    await wait(late);
    aWeekLater();
    await wait(early);
    await income('1000000');
    expect(await sweep()).toBe(1);
    expect(await states(early, late)).toEqual([waits, onDesk]);
  });

  test('nobody goes on for money of one whom city finance has had on its desk for longer', async () => {
    const longer = await office.bring(onDesk);
    const project = await office.bring(onDesk);
    await wait(project);
    await income('1000000');
    expect(await sweep()).toBe(0);
    await release(longer, '1000000');
    await income('1000000');
    expect(await sweep()).toBe(1);
  });

  test('whoever comes to city finance’s desk later takes nothing from them', async () => {
    const [project] = await waiting('1000000');
    aWeekLater();
    await office.bring(onDesk);
    await income('1000000');
    expect(await sweep()).toBe(1);
    expect(await states(project!)).toEqual([onDesk]);
  });

  test('each goes on once, however many look at the same time, and the money is promised once', async () => {
    const projects = await waiting('100000', '100000', '100000', '100000', '100000');
    await income('350000');
    const went = await Promise.all(Array.from({ length: 8 }, sweep));
    expect(went.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(await states(...projects)).toEqual([onDesk, onDesk, onDesk, waits, waits]);
    for (const project of projects.slice(0, 3)) expect(await arrivals(project)).toHaveLength(1);
    expect(await refusals()).toEqual([]);
  });

  test('nobody is promised what a release takes at the same moment', async () => {
    const [first, second] = await waiting('500000', '500000');
    await income('500000');
    expect(await sweep()).toBe(1);
    await income('500000');
    const [went] = await Promise.all([sweep(), release(first!, '500000')]);
    expect(went + (await sweep())).toBe(1);
    expect(await states(first!, second!)).toEqual(['fundRelease.receiving', onDesk]);
  });
});

test('Income is recorded although Redis does not answer, and the next sweep finds it', async () => {
  const [project] = await waiting('1000000');
  await bull().client.quit();
  await income('1000000');
  expect(await sweep()).toBe(1);
  expect(await states(project!)).toEqual([onDesk]);
});
