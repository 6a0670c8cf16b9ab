import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const year = '/fund-years/2026';
const record = { nextYear: 2027, issuer: '市财政局', number: '江财农〔2026〕99号', issuedOn: '2026-03-02' };

let office: Office;
/** Approved and without money; under way with a part of it; with money on its way. */
let waiting: number;
let underway: number;
let onItsWay: number;
beforeAll(async () => {
  office = await Office.open();
  await office.openYear(2027);
  waiting = await office.bring('fundRelease.awaiting', { asked: '1000000' });
  underway = await office.underway('1000000', '400000');
  onItsWay = await office.bring('fundRelease.awaiting', { asked: '500000' });
  await office.document('release', [{ projectId: onItsWay, share: 1, amount: '500000' }]);
  await post('finance-1', 'holds', { amount: '700', reason: '年末统筹' });
});
afterAll(() => office.close());

const post = (who: string, path: string, body: object = {}) => office.request(who, 'POST', `${year}/${path}`, body);
const code = async (who: string, path: string, body: object = {}) => {
  const { status, body: problem } = await post(who, path, body);
  return `${status} ${String(problem['code'])}`;
};
const figures = (of = 2026) => office.get<Record<string, unknown>>('auditor', `/fund-years/${of}/figures`);
const confirmation = { nextYear: 2027 };

describe('A fund year', () => {
  test('is closed by one who records it and a second who confirms', async () => {
    expect(await code('finance-1', 'closing/confirmation', confirmation)).toBe('422 year-end.not-recorded');
    expect(await code('manager-1', 'closing', record)).toBe('403 session.role-refused');
    expect(await code('finance-1', 'closing', { ...record, nextYear: 2026 })).toBe('400 year-end.next-not-later');
    expect((await post('finance-1', 'closing', record)).status).toBe(201);
    expect(await office.get('auditor', `${year}/closing`)).toMatchObject({
      closing: { nextYear: 2027, recordedBy: '孙倩', confirmedBy: null },
    });
    expect(await code('finance-1', 'closing/confirmation', confirmation)).toBe('422 year-end.own-record');
    expect(await code('finance-2', 'closing/confirmation', { nextYear: 2028 })).toBe('422 year-end.not-recorded');
  });

  test('is not closed while money is on its way or held, and the refusal says who can resolve each', async () => {
    const reply = await post('finance-2', 'closing/confirmation', confirmation);
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'year-end.open', unmet: [{ code: 'year-end.in-transit' }, { code: 'year-end.hold-open' }] },
    });
    const [transit] = (reply.body as unknown as { unmet: { message: string }[] }).unmet;
    expect(transit!.message).toMatch(/有 5,000\.00 元 在途。请县（市、区）财政局确认到账/);
    await office.does('finance-440781', onItsWay, 'instalment.confirm', {
      receivedOn: office.clock.now().slice(0, 10),
    });
    await post('finance-1', 'hold-liftings', { amount: '700', reason: '解除' });
  });

  test('goes over into the next: its pool as carry-over, its approvals without money, its figures as they were', async () => {
    const before = await figures();
    const left = BigInt(await office.balance('pool/2026/general'));
    const [there, line] = [await office.balance('pool/2027/general'), await office.balance('line/2027/1.1')];
    const twice = await Promise.all(
      [1, 2].map(() => office.request('finance-2', 'POST', `${year}/closing/confirmation`, confirmation)),
    );
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(await office.balance('pool/2026/general')).toBe('0');
    expect(BigInt(await office.balance('pool/2027/general')) - BigInt(there)).toBe(left);
    expect(BigInt(line) - BigInt(await office.balance('line/2027/1.1'))).toBe(1_000_000n + 600_000n);
    expect(await office.balance(`share/${waiting}/1/committed`)).toBe('1000000');
    expect(await figures()).toEqual(before);
    const { items } = await office.get<{ items: { code: string }[] }>('auditor', '/fund-years/2027/income');
    expect(items.find((row) => row.code === 'carry-over-2026')).toMatchObject({
      kind: 'carry_over',
      planned: left.toString(),
      received: left.toString(),
    });
  });

  test('lets its projects go on under the next year’s budget', async () => {
    const before = await figures();
    const paid = (await figures(2027))['paid'] as string;
    const claim = await office.claim(underway, 'progress', '100000');
    await office.pay(underway, claim, '100000');
    expect(await figures()).toEqual(before);
    expect(BigInt((await figures(2027))['paid'] as string) - BigInt(paid)).toBe(100_000n);
    const pool = await office.balance('pool/2027/general');
    const released = await office.document('release', [{ projectId: waiting, share: 1, amount: '1000000' }], {
      year: 2027,
    });
    expect(released, JSON.stringify(released.body)).toMatchObject({ status: 201 });
    expect(BigInt(pool) - BigInt(await office.balance('pool/2027/general'))).toBe(1_000_000n);
    expect(await figures()).toEqual(before);
  });

  test('takes nothing any more but reversals, and those from two persons', async () => {
    const receipt = { source: 'gift', amount: '1', receivedOn: '2026-03-02' };
    expect(await code('finance-1', 'receipts', receipt)).toBe('422 fund-year.closed');
    expect(await code('finance-1', 'closing', record)).toBe('422 fund-year.closed');
    const reversal = 'receipts/1/reversal';
    const pool = BigInt(await office.balance('pool/2027/general'));
    expect((await post('finance-1', reversal, { reason: '记错年度' })).status).toBe(201);
    expect(BigInt(await office.balance('pool/2027/general'))).toBe(pool);
    expect(await code('finance-1', reversal, { reason: '记错年度' })).toBe('422 income.reversal-needs-two');
    expect((await post('finance-2', reversal, { reason: '核对无误' })).status).toBe(201);
    expect(pool - BigInt(await office.balance('pool/2027/general'))).toBe(3_000_000_000n);
    expect(await code('finance-2', reversal, { reason: '再来' })).toBe('422 income.receipt-refused');
  });
});
