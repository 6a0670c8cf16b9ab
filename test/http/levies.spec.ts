import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseWan } from '../../workflows/values/money.js';
import { Office } from '../support/office.js';

const wan = (amount: string) => parseWan(amount).toString();
const [taishan, kaiping] = ['440781', '440783'];
const year = '/fund-years/2026';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

interface ShownLevy {
  regionId: string;
  state: string;
  amount: string | null;
  received: string;
  receivedLate: string;
  unpaid: string;
  arrears: string;
}
const levyOf = async (region: string, who = 'finance-1') => {
  const { items } = await office.get<{ items: ShownLevy[] }>(who, `${year}/levies`);
  return items.find(({ regionId }) => regionId === region);
};
const post = (who: string, path: string, body: object = {}) => office.request(who, 'POST', `${year}/${path}`, body);
const done = async (who: string, path: string, body: object = {}): Promise<string> => {
  const reply = await post(who, path, body);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201 });
  return reply.body['part'] as string;
};
const code = async (who: string, path: string, body: object = {}) => {
  const { status, body: problem } = await post(who, path, body);
  return `${status} ${String(problem['code'])}`;
};
const receive = (amount: string, receivedOn = '2026-03-02', voucher = '回单1') => ({
  source: `levy-${taishan}`,
  amount,
  receivedOn,
  voucher,
});
const figures = () => office.get<Record<string, string>>('finance-1', `${year}/figures`);

describe('A levy', () => {
  test('is assessed by the revenue of the year before and a rate, asked for, and paid in parts', async () => {
    const before = await figures();
    await done('finance-1', `levies/${taishan}/assessment`, { revenue: wan('300000'), ratePpm: 3000 });
    expect(await levyOf(taishan)).toMatchObject({ state: 'assessed', amount: wan('900'), unpaid: wan('900') });
    await done('finance-1', `levies/${taishan}/notice`, { dueOn: '2026-06-30' });
    await done('finance-1', 'receipts', receive(wan('300')));
    await done('finance-1', 'receipts', receive(wan('200')));
    expect(await levyOf(taishan)).toMatchObject({
      state: 'notified',
      received: wan('500'),
      unpaid: wan('400'),
      arrears: '0',
    });
    const after = await figures();
    const more = (key: string) => (BigInt(after[key]!) - BigInt(before[key]!)).toString();
    expect([more('levyPlanned'), more('levyReceived'), more('incomeReceived')]).toEqual([
      wan('900'),
      wan('500'),
      wan('500'),
    ]);
  });

  test('takes no more than is assessed, unless it is assessed anew with a reason', async () => {
    expect(await code('finance-1', 'receipts', receive(wan('400.000001')))).toBe('422 levy.over-assessed');
    const anew = { amount: wan('1000') };
    expect(await code('finance-1', `levies/${taishan}/assessment`, anew)).toBe('400 levy.reason-missing');
    expect(await code('finance-1', `levies/${taishan}/assessment`, { amount: wan('499'), reason: '更正' })).toBe(
      '422 levy.below-received',
    );
    await done('finance-1', `levies/${taishan}/assessment`, { ...anew, reason: '上年度决算数调整' });
    expect(await levyOf(taishan)).toMatchObject({ amount: wan('1000'), unpaid: wan('500'), state: 'notified' });
  });

  test('asks for a voucher of each part, and for a day that can be', async () => {
    const { voucher: _, ...without } = receive('1');
    expect(await code('finance-1', 'receipts', without)).toBe('400 income.voucher-missing');
    expect(await code('finance-1', 'receipts', receive('1', '2026-03-03'))).toBe('400 date.in-future');
    expect(await code('finance-1', 'receipts', receive('1', '2024-12-31'))).toBe('400 income.too-early');
    expect(await code('finance-1', 'receipts', receive('0'))).toBe('400 ledger.not-positive');
    expect(await code('finance-1', 'receipts', receive('9007199254740991'))).toBe('422 levy.over-assessed');
  });

  test('is reported as paid by its own county, and counts when city finance has found the money', async () => {
    const payment = { amount: wan('100'), receivedOn: '2026-03-01', voucher: '电子缴库𠮷0301' };
    const path = `levies/${taishan}/payments`;
    expect(await code('finance-440783', path, payment)).toBe('404 levy.missing');
    expect(await code('officer-440781', path, payment)).toBe('403 session.role-refused');
    const part = await done('finance-440781', path, payment);
    const receipt = part.replace('receipt/', 'receipts/');
    expect(await levyOf(taishan)).toMatchObject({ received: wan('500') });
    expect(await code('finance-440781', path, { ...payment, amount: wan('400.01') })).toBe('422 levy.over-assessed');
    const found = { receivedOn: '2026-03-02' };
    expect(await code('finance-440781', `${receipt}/confirmation`, found)).toBe('403 session.role-refused');

    const twice = await Promise.all([
      post('finance-1', `${receipt}/confirmation`, found),
      post('finance-2', `${receipt}/confirmation`, found),
    ]);
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(await levyOf(taishan)).toMatchObject({ received: wan('600'), unpaid: wan('400') });

    const wrong = await done('finance-440781', path, payment);
    await done('finance-1', `${wrong.replace('receipt/', 'receipts/')}/refusal`, { reason: '国库未收到' });
    expect(await levyOf(taishan)).toMatchObject({ received: wan('600') });
    const { items } = await office.get<{ items: { state: string; voucher: string; reason: string | null }[] }>(
      'finance-440781',
      `${year}/receipts`,
    );
    expect(items.slice(0, 2)).toMatchObject([
      { state: 'refused', reason: '国库未收到' },
      { state: 'confirmed', voucher: '电子缴库𠮷0301' },
    ]);
  });

  test('is shown to its county and the city, and to another county not at all', async () => {
    expect(await levyOf(taishan, 'finance-440781')).toMatchObject({ amount: wan('1000') });
    expect(await levyOf(taishan, 'finance-440783')).toBeUndefined();
    expect(await office.get('finance-440783', `${year}/receipts`)).toEqual({ items: [] });
  });

  test('sent twice with the same key is received once', async () => {
    const before = await office.balance('pool/2026/general');
    const body = receive(wan('10'));
    const replies = await Promise.all(
      [1, 2, 3].map(() => office.request('finance-1', 'POST', `${year}/receipts`, body, { 'idempotency-key': 'once' })),
    );
    expect(new Set(replies.map(({ body: answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(BigInt(await office.balance('pool/2026/general')) - BigInt(before)).toBe(parseWan('10'));
  });

  test('of two who record its last part at once, one is told that nothing is owed any more', async () => {
    await done('finance-1', `levies/${kaiping}/assessment`, { amount: wan('50') });
    const part = { source: `levy-${kaiping}`, amount: wan('50'), receivedOn: '2026-03-02', voucher: '回单' };
    const replies = await Promise.all([post('finance-1', 'receipts', part), post('finance-2', 'receipts', part)]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(await levyOf(kaiping)).toMatchObject({ state: 'settled', unpaid: '0' });
  });

  test('that is unpaid after its day is arrears of its year, also when it comes in the next', async () => {
    expect((await figures())['levyArrears']).toBe('0');
    office.setDay('2026-07-01');
    expect(await levyOf(taishan)).toMatchObject({ unpaid: wan('390'), arrears: wan('390') });
    expect((await figures())['levyArrears']).toBe(wan('390'));
    office.setDay('2027-02-28');
    await done('finance-1', 'receipts', receive(wan('390'), '2027-02-26'));
    expect(await levyOf(taishan)).toMatchObject({
      state: 'settled',
      receivedLate: wan('390'),
      arrears: '0',
    });
    expect(await figures()).toMatchObject({ levyArrearsReceived: wan('390') });
    office.setDay('2026-03-02');
  });

  test('is nobody else’s to decide on', async () => {
    for (const who of ['manager-1', 'auditor', 'finance-440781', 'town-440781']) {
      expect(await code(who, `levies/${taishan}/assessment`, { amount: '1' }), who).toBe('403 session.role-refused');
    }
    expect(await code('finance-1', 'levies/999999/assessment', { amount: '1' })).toBe('404 levy.missing');
    expect(await code('finance-1', 'levies/440703/notice', { dueOn: '2026-06-30' })).toBe('404 levy.missing');
    expect(await code('finance-1', `levies/440703/assessment`, { revenue: '1', amount: '1' })).toBe(
      '400 levy.basis-unclear',
    );
    expect(await code('finance-1', `levies/440703/assessment`, { revenue: '100' })).toBe('400 levy.rate-missing');
  });
});

describe('Another source of income', () => {
  test('is added and planned by city finance, for certain lines where it says so', async () => {
    const source = { name: '对口协作资金', kind: 'counterpart', planned: wan('100'), lines: [{ line: '1.1' }] };
    const added = await done('finance-1', 'sources', source);
    const name = added.replace('source/', '');
    expect(await code('finance-1', 'sources', source)).toBe('422 source.name-taken');
    expect(await code('finance-1', 'sources', { ...source, name: '另一笔', lines: [{ line: '1' }] })).toBe(
      '400 source.line-unknown',
    );
    await done('finance-1', `sources/${name}/plan`, { planned: wan('120'), reason: '上级追加' });
    expect(await code('finance-1', `sources/levy-${taishan}/plan`, { planned: '1', reason: '改' })).toBe(
      '422 source.is-levy',
    );
    await done('finance-1', 'receipts', { source: name, amount: wan('60'), receivedOn: '2026-03-02' });
    expect(await office.balance(`pool/2026/${name}`)).toBe(wan('60'));
    const { items } = await office.get<{ items: { code: string }[] }>('town-440781', `${year}/income`);
    expect(items.find((row) => row.code === name)).toMatchObject({
      planned: wan('120'),
      received: wan('60'),
      lines: ['1.1'],
    });
  });
});
