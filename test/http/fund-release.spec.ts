import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const town = 'town-440781';
const finance = 'finance-440781';
const pool = 'pool/2026/general';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const item = (projectId: number, amount: string) => [{ projectId, share: 1, amount }];
const shown = (project: number) => office.get<Record<string, unknown>>(town, `/projects/${project}`);
const hold = async (amount: string, what: 'holds' | 'hold-liftings' = 'holds') => {
  const reply = await office.request('finance-1', 'POST', `/fund-years/2026/${what}`, { amount, reason: '预留' });
  expect(reply.status).toBe(201);
};

describe('Instalments', () => {
  test('come batch by batch, each by its own document, never above what is approved', async () => {
    const project = await office.bring('fundRelease.awaiting', { asked: '1000000' });
    await office.release(project, '500000');
    expect(await shown(project)).toMatchObject({ state: 'implementation.underway', released: '500000' });
    await office.release(project, '300000');
    const over = await office.document('release', item(project, '200001'));
    expect(over).toMatchObject({ status: 422, body: { unmet: [{ code: 'release.over-approved' }] } });
    await office.release(project, '200000');
    expect(await shown(project)).toMatchObject({ released: '1000000', shares: [{ received: '1000000' }] });
    const { instalments } = await office.get<{ instalments: object[] }>(town, `/projects/${project}`);
    expect(instalments).toMatchObject([{ amount: '500000' }, { amount: '300000' }, { amount: '200000' }]);
  });

  test('are confirmed by the receiving county, not before their issue and not ahead of time', async () => {
    const project = await office.bring('fundRelease.receiving');
    expect(await office.refuses(finance, project, 'instalment.confirm', { receivedOn: '2026-03-01' })).toEqual([
      'release.received-before-issued',
    ]);
    expect(await office.refuses(finance, project, 'instalment.confirm', { receivedOn: '2026-12-31' })).toEqual([
      'date.in-future',
    ]);
    for (const [who, status] of [
      ['finance-440783', 404],
      ['finance-1', 403],
      ['officer-440781', 403],
    ] as const) {
      const reply = await office.request(who, 'POST', `/projects/${project}/instalments/1/receipt`, {
        version: 1,
        receivedOn: '2026-03-20',
      });
      expect(reply.status, who).toBe(status);
    }
  });

  test('on their way can be reversed: pool, authority and project are as they were', async () => {
    const project = await office.bring('fundRelease.awaiting', { asked: '1000000' });
    const before = [await office.balance(pool), await office.balance(`share/${project}/1/committed`)];
    await office.document('release', item(project, '600000'));
    await office.does('finance-1', project, 'instalment.reverse', { reason: '账号有误' });
    expect(await shown(project)).toMatchObject({
      state: 'fundRelease.awaiting',
      released: '0',
      instalments: [{ state: 'reversed', reason: '账号有误' }],
    });
    expect([await office.balance(pool), await office.balance(`share/${project}/1/committed`)]).toEqual(before);
    const kinds = await office.db.query<{ kind: string; reverses: string | null }[]>(
      'select kind, reverses from entry where project_id = $1 order by id',
      [project],
    );
    expect(kinds.slice(1)).toEqual([
      { kind: 'release', reverses: null },
      { kind: 'authorise', reverses: null },
      { kind: 'reversal', reverses: 'release' },
      { kind: 'reversal', reverses: 'authorise' },
    ]);
  });

  test('that were received cannot be reversed', async () => {
    const project = await office.bring('implementation.underway');
    expect((await office.actions('finance-1', project)).map(({ event }) => event)).not.toContain('instalment.reverse');
    const late = await office.request('finance-1', 'POST', `/projects/${project}/instalments/1/reversal`, {
      version: 2,
      reason: '账号有误',
    });
    expect(late).toMatchObject({ status: 422, body: { code: 'project.transition-refused' } });
  });
});

describe('Where the fund has too little', () => {
  let held: string;
  beforeEach(async () => {
    held = await office.balance(pool);
    if (held !== '0') await hold(held);
  });

  test('a release is refused with the numbers, and the project waits, its clock stopped, until money comes', async () => {
    const project = await office.bring('fundRelease.awaiting', { asked: '1000000' });
    const short = await office.document('release', item(project, '1000000'));
    expect(short).toMatchObject({ status: 422, body: { unmet: [{ code: 'ledger.overdrawn.pool' }] } });
    const { unmet } = short.body as unknown as { unmet: { message: string }[] };
    expect(unmet[0]!.message).toContain('差 10,000.00 元');

    await office.does('finance-1', project, 'release.wait', { reason: '上缴未到' });
    expect(await shown(project)).toMatchObject({
      state: 'fundRelease.waitingForFunds',
      holders: [{ role: 'cityFinance', paused: true, workingDaysLeft: null }],
    });
    expect(await office.refuses('finance-1', project, 'release.fundsArrived')).toEqual(['release.funds-missing']);

    const received = await office.request('finance-1', 'POST', '/fund-years/2026/receipts', {
      source: 'gift',
      amount: '400000',
      receivedOn: '2026-03-20',
    });
    expect(received.status).toBe(201);
    await office.does('finance-1', project, 'release.fundsArrived');
    expect(await shown(project)).toMatchObject({ state: 'fundRelease.awaiting', holders: [{ paused: false }] });
    expect((await office.document('release', item(project, '400001'))).status).toBe(422);
    await office.release(project, '400000');
    expect(await shown(project)).toMatchObject({ state: 'implementation.underway', released: '400000' });
    expect(await office.balance(pool)).toBe('0');
    await hold(held, 'hold-liftings');
  });

  test('what is held can be lifted again, never more than is held', async () => {
    await hold(held, 'hold-liftings');
    const reply = await office.request('finance-1', 'POST', '/fund-years/2026/hold-liftings', {
      amount: '1',
      reason: '解除',
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'ledger.overdrawn.held' } });
    expect(await office.balance(pool)).toBe(held);
  });
});

test('Nobody waits for money that is there', async () => {
  const project = await office.bring('fundRelease.awaiting');
  expect(await office.refuses('finance-1', project, 'release.wait', { reason: '等等' })).toEqual([
    'release.funds-suffice',
  ]);
});

test('Income for certain lines is spent on them alone, and before the general pool', async () => {
  await office.db.query(
    `insert into income_source (year, code, name, kind, planned_fen, earmark) values (2026, 'tea', '茶叶专项', 'extra', 0, 'tea')`,
  );
  await office.db.query(`insert into earmark_line (year, earmark, line) values (2026, 'tea', '1.1')`);
  await office.request('finance-1', 'POST', '/fund-years/2026/receipts', {
    source: 'tea',
    amount: '300000',
    receivedOn: '2026-03-20',
  });
  const general = BigInt(await office.balance(pool));
  const other = await office.bring('fundRelease.receiving', { mode: 'filing', asked: '100000' });
  expect(await office.balance('pool/2026/tea')).toBe('300000');
  expect(BigInt(await office.balance(pool))).toBe(general - 100_000n);

  const project = await office.bring('fundRelease.receiving', { asked: '500000' });
  expect(await office.balance('pool/2026/tea')).toBe('0');
  expect(BigInt(await office.balance(pool))).toBe(general - 300_000n);
  for (const each of [other, project]) await office.does('finance-1', each, 'instalment.reverse', { reason: '重办' });
  expect(await office.balance('pool/2026/tea')).toBe('300000');
  expect(BigInt(await office.balance(pool))).toBe(general);
});
