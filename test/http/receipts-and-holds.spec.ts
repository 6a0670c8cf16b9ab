import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const year = '/fund-years/2026';
const pool = 'pool/2026/general';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const post = (who: string, path: string, body: object = {}) => office.request(who, 'POST', `${year}/${path}`, body);
const done = async (path: string, body: object): Promise<number> => {
  const reply = await post('finance-1', path, body);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201 });
  return Number((reply.body['part'] as string).split('/')[1]);
};
const code = async (who: string, path: string, body: object = {}) => {
  const { status, body: problem } = await post(who, path, body);
  return `${status} ${String(problem['code'])}`;
};
const receive = (amount: string, source = 'gift') => done('receipts', { source, amount, receivedOn: '2026-03-02' });
const reason = { reason: '重复登记' };
interface ShownHold {
  no: number;
  state: string;
  held: string;
  lifted: string;
  earmark: string | null;
  heldBy: string;
  liftings: { amount: string; reason: string; by: string }[];
}
const holdNo = async (no: number) => {
  const { items } = await office.get<{ items: ShownHold[] }>('auditor', `${year}/holds`);
  return items.find((hold) => hold.no === no);
};

describe('A receipt that was recorded wrongly', () => {
  test('is reversed by its opposite entry, and the list shows both', async () => {
    const before = await office.balance(pool);
    const figures = () => office.get<Record<string, string>>('finance-1', `${year}/figures`);
    const { incomeReceived } = await figures();
    const no = await receive('123456');
    await done(`receipts/${no}/reversal`, reason);
    expect(await office.balance(pool)).toBe(before);
    expect((await figures())['incomeReceived']).toBe(incomeReceived);
    const { items } = await office.get<{ items: { no: number }[] }>('finance-1', `${year}/receipts`);
    expect(items.find((row) => row.no === no)).toMatchObject({
      state: 'reversed',
      reason: '重复登记',
      entries: [
        { kind: 'income', amount: '123456' },
        { kind: 'reversal', amount: '123456' },
      ],
    });
  });

  test('is reversed once, also when two do it at the same time', async () => {
    const no = await receive('500');
    const replies = await Promise.all(
      ['finance-1', 'finance-2', 'finance-1'].map((who) => post(who, `receipts/${no}/reversal`, reason)),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422]);
    expect(await code('finance-1', `receipts/${no}/reversal`, reason)).toBe('422 income.receipt-refused');
    expect(await code('finance-1', `receipts/999/reversal`, reason)).toBe('404 income.receipt-missing');
    expect(await code('finance-440781', `receipts/${no}/reversal`, reason)).toBe('403 session.role-refused');
  });

  test('is not reversed beyond what the pool still has, and the refusal says what was released and held', async () => {
    const before = BigInt(await office.balance(pool));
    const no = await receive('1000000');
    await done('holds', { amount: before.toString(), reason: '预留全部' });
    const project = await office.bring('fundRelease.awaiting', { asked: '600000' });
    await office.release(project, '600000');
    const reply = await post('finance-1', `receipts/${no}/reversal`, reason);
    expect(reply).toMatchObject({ status: 422, body: { code: 'income.reversal-over' } });
    expect(reply.body['detail']).toContain('资金池余额 4,000.00 元，差 6,000.00 元：已下达 6,000.00 元');
    await done('hold-liftings', { amount: before.toString(), reason: '解除' });
    await done(`receipts/${no}/reversal`, reason);
  });
});

describe('A hold', () => {
  test('has a number, an amount, a reason and who, and is lifted in parts', async () => {
    const no = await done('holds', { amount: '1000', reason: '年末统筹' });
    expect(await holdNo(no)).toMatchObject({ state: 'held', held: '1000', heldBy: '孙倩', liftings: [] });
    await done('hold-liftings', { hold: no, amount: '300', reason: '第一批' });
    expect(await code('finance-1', 'hold-liftings', { hold: no, amount: '701', reason: '过多' })).toBe(
      '422 ledger.overdrawn.held',
    );
    expect(await holdNo(no)).toMatchObject({ state: 'held', held: '700', lifted: '300' });
    await done('hold-liftings', { hold: no, amount: '700', reason: '第二批' });
    expect(await holdNo(no)).toMatchObject({
      state: 'lifted',
      held: '0',
      liftings: [
        { amount: '300', reason: '第一批', by: '孙倩' },
        { amount: '700', reason: '第二批', by: '孙倩' },
      ],
    });
    expect(await code('finance-1', 'hold-liftings', { hold: 999, amount: '1', reason: '无' })).toBe('404 hold.missing');
  });

  test('is lifted no further than it is held, by however many at once', async () => {
    const no = await done('holds', { amount: '100', reason: '预留' });
    const lifting = { hold: no, amount: '60', reason: '解除' };
    const replies = await Promise.all(['finance-1', 'finance-2'].map((who) => post(who, 'hold-liftings', lifting)));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(await holdNo(no)).toMatchObject({ held: '40' });
  });

  test('can be of earmarked money, which then goes back to its own pool', async () => {
    const reply = await post('finance-1', 'sources', {
      name: '茶产业专项',
      kind: 'extra',
      planned: '500',
      lines: [{ line: '1.1' }],
    });
    const earmark = (reply.body['part'] as string).replace('source/', '');
    await receive('500', earmark);
    const no = await done('holds', { earmark, amount: '500', reason: '方案未定' });
    expect(await office.balance(`pool/2026/${earmark}`)).toBe('0');
    expect(await code('finance-1', 'holds', { earmark, amount: '1', reason: '再留' })).toBe(
      '422 ledger.overdrawn.pool',
    );
    expect(await code('finance-1', 'holds', { earmark: 'none', amount: '1', reason: '再留' })).toBe(
      '400 hold.pool-unknown',
    );
    await done('hold-liftings', { hold: no, amount: '500', reason: '方案已定' });
    expect(await office.balance(`pool/2026/${earmark}`)).toBe('500');
  });
});

describe('The queue for the year’s money', () => {
  test('shows the city everybody’s turn, and a county its own with its place among all', async () => {
    await done('holds', { amount: await office.balance(pool), reason: '预留' });
    const first = await office.bring('fundRelease.awaiting', { asked: '1000' });
    const second = await office.bring('fundRelease.awaiting', { asked: '500' });
    // Beside the 500 that are for their line alone.
    await receive('700');
    const queue = (who: string) =>
      office.get<{ items: { projectId: number; place: number; needs: string; there: string; missing: string }[] }>(
        who,
        `${year}/queue`,
      );
    const { items } = await queue('finance-1');
    expect(items.slice(-2)).toMatchObject([
      { projectId: first, needs: '1000', there: '1000', missing: '0' },
      { projectId: second, needs: '500', there: '200', missing: '300' },
    ]);
    expect((await queue('officer-440781')).items).toEqual(items);
    expect((await queue('officer-440783')).items).toEqual([]);
  });
});
