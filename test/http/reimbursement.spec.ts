import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { Office } from '../support/office.js';

const town = 'town-440781';
const finance = 'finance-440781';
const officer = 'officer-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const shown = (project: number) => office.get<Record<string, unknown>>(town, `/projects/${project}`);
const lines = (amount: string) => [{ payee: '台山建筑公司', purpose: '工程款', amount }];
const draft = (project: number, claimKind: string, amount: string) =>
  office.does(town, project, 'claim.draft', { share: 1, claimKind, lines: lines(amount) });

describe('A claim', () => {
  test('is returned, revised, submitted again, and checked again', async () => {
    const project = await office.underway('1000000', '600000');
    const claim = await office.claim(project, 'progress', '200000');
    await office.does(finance, project, 'claim.check', { approved: '190000', note: '超出合同单价' });
    await office.does(finance, project, 'claim.return', { reason: '发票抬头有误' });
    expect(await shown(project)).toMatchObject({ claims: [{ state: 'returned', reason: '发票抬头有误' }] });
    await office.does(town, project, 'claim.revise', { lines: lines('180000') }, claim);
    await office.does(town, project, 'claim.submit', {}, claim);
    expect(await shown(project)).toMatchObject({
      claims: [{ state: 'submitted', claimed: '180000', approved: null }],
    });
    await office.pay(project, claim, '180000');
    expect(await shown(project)).toMatchObject({ paid: '180000' });
  });

  test('is refused for good', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '200000');
    await office.does(finance, project, 'claim.refuse', { reason: '不属于列支范围' });
    expect(await shown(project)).toMatchObject({ paid: '0', claims: [{ state: 'refused' }] });
    expect((await office.actions(town, project)).filter(({ part }) => part?.kind === 'claim')).toEqual([]);
  });

  test('is adjusted lower by the county, never higher, and paid as adjusted', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '200000');
    expect(await office.refuses(finance, project, 'claim.check', { approved: '200001' })).toEqual([
      'claim.approved-over-claimed',
    ]);
    await office.pay(project, 1, '150000');
    expect(await shown(project)).toMatchObject({
      paid: '150000',
      claims: [{ claimed: '200000', approved: '150000', paid: '150000' }],
    });
  });

  test('for an advance is capped at 30 % of what is approved, all advances together', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'advance', '200000');
    await draft(project, 'advance', '100001');
    expect(await office.refuses(town, project, 'claim.submit', {}, 2)).toEqual(['claim.over-advance']);
    await office.does(town, project, 'claim.revise', { lines: lines('100000') }, 2);
    await office.does(town, project, 'claim.submit', {}, 2);
  });

  test('never exceeds what was received, claims under way included', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '400000');
    await draft(project, 'progress', '200001');
    const over = await office.act(town, project, 'claim.submit', {}, 2);
    expect(over).toMatchObject({ status: 422, body: { unmet: [{ code: 'claim.over-received' }] } });
    const { unmet } = over.body as unknown as { unmet: { message: string }[] };
    expect(unmet[0]!.message).toContain('超出 0.01 元');
  });

  test('needs money that was received, lines and a payee', async () => {
    const project = await office.bring('fundRelease.receiving');
    expect(
      await office.refuses(town, project, 'claim.draft', { share: 1, claimKind: 'progress', lines: lines('1') }),
    ).toEqual(['claim.nothing-received']);
    const other = await office.underway('1000000', '600000');
    expect(await office.refuses(town, other, 'claim.draft', { share: 1, claimKind: 'progress', lines: [] })).toEqual([
      'claim.no-lines',
    ]);
    expect(
      await office.refuses(town, other, 'claim.draft', { share: 2, claimKind: 'progress', lines: lines('0') }),
    ).toEqual(['share.unknown', 'claim.line-not-positive']);
  });

  test('can be withdrawn until it is checked', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '200000');
    await office.does(town, project, 'claim.withdraw', { reason: '重新填' });
    await office.claim(project, 'progress', '200000');
    await office.does(finance, project, 'claim.check', { approved: '200000' }, 2);
    expect((await office.actions(town, project)).map(({ event }) => event)).not.toContain('claim.withdraw');
  });

  test('is not checked by whoever filed it, under whatever other role', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '200000');
    const [row] = await office.db.query<{ id: number }[]>(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'countyFinance') returning id`,
      [office.people.get(town)!.personId, office.people.get(finance)!.organisationId],
    );
    await office.request(town, 'PUT', '/session/membership', { membershipId: row!.id });
    expect(await office.refuses(town, project, 'claim.check', { approved: '200000' })).toEqual([
      'project.own-submission',
    ]);
    const { membershipId } = office.people.get(town)!;
    expect((await office.request(town, 'PUT', '/session/membership', { membershipId })).status).toBe(200);
    await office.db.query('update membership set ended_on = $2 where id = $1', [row!.id, '2026-03-02']);
    const ended = await office.request(town, 'PUT', '/session/membership', { membershipId: row!.id });
    expect(ended).toMatchObject({ status: 404, body: { code: 'session.membership-missing' } });
  });
});

describe('A payment', () => {
  test('that failed is reversed by the opposite entry, and paid again', async () => {
    const project = await office.underway('1000000', '600000');
    await office.pay(project, await office.claim(project, 'progress', '200000'), '200000');
    await office.does(finance, project, 'claim.reversePayment', {
      reversedOn: office.clock.now().slice(0, 10),
      voucher: 'R-1',
      reason: '银行退回',
    });
    expect(await shown(project)).toMatchObject({
      paid: '0',
      received: '600000',
      claims: [{ state: 'failed', paid: null, voucher: null, movements: [{ voucher: 'P-1' }, { voucher: 'R-1' }] }],
    });
    const today = office.clock.now().slice(0, 10);
    await office.does(finance, project, 'claim.pay', { paidOn: today, voucher: 'P-2' });
    const entries = await office.db.query<{ kind: string; amount: string; reverses: string | null }[]>(
      `select kind, amount_fen::text as amount, reverses from entry where project_id = $1 and part = 'claim/1' order by id`,
      [project],
    );
    expect(entries).toEqual([
      { kind: 'payment', amount: '200000', reverses: null },
      { kind: 'reversal', amount: '200000', reverses: 'payment' },
      { kind: 'payment', amount: '200000', reverses: null },
    ]);
    expect(await shown(project)).toMatchObject({ paid: '200000' });
  });

  test('is not dated ahead', async () => {
    const project = await office.underway('1000000', '600000');
    await office.claim(project, 'progress', '200000');
    await office.does(finance, project, 'claim.check', { approved: '200000' });
    expect(await office.refuses(finance, project, 'claim.pay', { paidOn: '2027-01-01', voucher: 'P' })).toEqual([
      'date.in-future',
    ]);
  });

  test('is not more than was accepted in the end, even for a claim from before the acceptance', async () => {
    const project = await office.underway('1000000', '1000000');
    await office.claim(project, 'progress', '600000');
    await office.does(finance, project, 'claim.check', { approved: '600000' });
    await office.does(town, project, 'progress.report', { percent: 100, note: '完工' });
    await office.does(town, project, 'acceptance.request', { note: '申请' });
    await office.does(officer, project, 'inspection.pass', { accepted: '500000', note: '按量' });
    const today = office.clock.now().slice(0, 10);
    expect(await office.refuses(finance, project, 'claim.pay', { paidOn: today, voucher: 'P' })).toEqual([
      'claim.payment-over-accepted',
    ]);
  });
});

describe('Retention and settlement', () => {
  test('retention is held by the final claim, claimed by itself, and not settled away', async () => {
    const project = await office.bring('reimbursement.claiming', { asked: '1000000' });
    expect(
      await office.refuses(town, project, 'claim.draft', { share: 1, claimKind: 'retention', lines: lines('1') }),
    ).toEqual(['claim.nothing-retained']);
    await office.claim(project, 'final', '1000000');
    expect(await shown(project)).toMatchObject({ claims: [{ proposedOffset: '0', mostRetained: '30000' }] });
    const held = { approved: '1000000', retained: '30000', retainedUntil: '2030-01-01' };
    await office.does(finance, project, 'claim.check', held);
    const today = office.clock.now().slice(0, 10);
    await office.does(finance, project, 'claim.pay', { paidOn: today, voucher: 'P-1' });
    expect(await shown(project)).toMatchObject({
      paid: '970000',
      shares: [{ retained: '30000', received: '1000000' }],
    });
    expect(await office.refuses(finance, project, 'reimbursement.settle', { note: '结清' })).toEqual([
      'reimbursement.still-retained',
    ]);
    await office.claim(project, 'retention', '20000');
    await office.does(finance, project, 'claim.check', { approved: '20000', note: '提前支付' }, 2);
    await office.does(finance, project, 'claim.pay', { paidOn: today, voucher: 'P-2' }, 2);
    await office.does(finance, project, 'retention.giveUp', { share: 1, reason: '缺陷未修复' });
    await office.does(finance, project, 'reimbursement.settle', { note: '结清' });
    expect(await shown(project)).toMatchObject({ state: 'reimbursement.returning', paid: '990000' });
    expect(await differencesInBooks(office.db)).toEqual([]);
  });

  test('an advance is offset by the claim that proves its work, line by line what is taken off, and all of it adds up', async () => {
    const project = await office.underway('1000000', '600000');
    await office.pay(project, await office.claim(project, 'advance', '200000'), '200000');
    await office.claim(project, 'progress', '300000');
    expect(await shown(project)).toMatchObject({ claims: [{}, { proposedOffset: '200000', mostRetained: '9000' }] });
    const check = {
      approved: '290000',
      adjustments: [{ lineNo: 1, amount: '10000', reason: '工程量核减' }],
      retained: '8700',
      retainedUntil: '2030-01-01',
    };
    await office.does(finance, project, 'claim.check', check, 2);
    await office.does(finance, project, 'claim.pay', { paidOn: office.clock.now().slice(0, 10), voucher: 'P-2' }, 2);
    expect(await shown(project)).toMatchObject({
      paid: '281300',
      claims: [
        { paid: '200000' },
        {
          claimed: '300000',
          adjusted: '10000',
          approved: '290000',
          offset: '200000',
          retained: '8700',
          paid: '81300',
          adjustments: [{ lineNo: 1, amount: '10000', reason: '工程量核减' }],
        },
      ],
    });
    expect(await differencesInBooks(office.db)).toEqual([]);
  });

  test('a refund lowers what is net paid, in the project and in the figures of the year, and gross stays', async () => {
    const before = await office.get<Record<string, string>>(finance, '/fund-years/2026/figures');
    const project = await office.underway('1000000', '600000');
    await office.pay(project, await office.claim(project, 'progress', '200000'), '200000');
    const today = office.clock.now().slice(0, 10);
    const refund = { amount: '50000', refundedOn: today, voucher: 'R-1', reason: '多付' };
    const send = (who: string) =>
      office.request(who, 'POST', `/projects/${project}/claims/1/refund`, { ...refund, version: 4 });
    expect([(await send('finance-440783')).status, (await send(town)).status]).toEqual([404, 403]);
    await office.does(finance, project, 'claim.refund', refund, 1);
    expect(await shown(project)).toMatchObject({ paid: '150000', refunded: '50000', claims: [{ paid: '200000' }] });
    const after = await office.get<Record<string, string>>(finance, '/fund-years/2026/figures');
    expect(BigInt(after['paid']!) - BigInt(before['paid']!)).toBe(150_000n);
    expect(BigInt(after['refunded']!) - BigInt(before['refunded']!)).toBe(50_000n);
    expect(await differencesInBooks(office.db)).toEqual([]);
  });

  test('a payment that the bank returns after the end brings the project back, and is sent anew', async () => {
    const project = await office.bring('completed');
    const today = office.clock.now().slice(0, 10);
    const failed = { reversedOn: today, voucher: 'R-1', reason: '账号错误' };
    await office.does(finance, project, 'claim.reversePayment', failed, 1);
    expect(await shown(project)).toMatchObject({ state: 'reimbursement.claiming', claims: [{ state: 'failed' }] });
    await office.does(finance, project, 'claim.pay', { paidOn: today, voucher: 'P-2' }, 1);
    await office.does(finance, project, 'reimbursement.settle', { note: '结清' });
    expect(await office.state(project)).toBe('completed');
    expect(await differencesInBooks(office.db)).toEqual([]);
  });

  test('settling waits for claims on finance’s desk, and voids those that are only drafted', async () => {
    const project = await office.bring('reimbursement.claiming', { asked: '1000000' });
    await office.claim(project, 'progress', '100000');
    await draft(project, 'progress', '50000');
    expect(await office.refuses(finance, project, 'reimbursement.settle', { note: '结清' })).toEqual(['claim.open']);
    await office.pay(project, 1, '100000');
    await office.does(finance, project, 'reimbursement.settle', { note: '结清' });
    expect(await shown(project)).toMatchObject({
      state: 'reimbursement.returning',
      claims: [{ state: 'paid' }, { state: 'void' }],
    });
  });
});

describe('The self-evaluation', () => {
  test('needs reason and remedy for a missed target, is returned, and written anew', async () => {
    const project = await office.bring('selfEvaluation.writing');
    const missed = { targetMet: false, summary: '完成九成' };
    expect(await office.refuses(town, project, 'selfEvaluation.submit', missed)).toEqual([
      'self-evaluation.reason-missing',
      'self-evaluation.remedy-missing',
    ]);
    const explained = { ...missed, reason: '汛期停工', remedy: '次年补建' };
    await office.does(town, project, 'selfEvaluation.submit', explained);
    expect(await shown(project)).toMatchObject({
      state: 'selfEvaluation.checking',
      holders: [{ role: 'countyOfficer' }],
    });
    await office.does(officer, project, 'selfEvaluation.return', { reason: '请附数据' });
    await office.does(town, project, 'selfEvaluation.submit', { ...explained, summary: '完成 2.7 公里' });
    await office.does(officer, project, 'selfEvaluation.confirm', {}, 2);
    expect(await shown(project)).toMatchObject({
      state: 'completed',
      selfEvaluations: [{ state: 'returned', finding: '请附数据' }, { state: 'confirmed' }],
    });
  });

  test('may be written before the end; then the project is completed when it is settled', async () => {
    const project = await office.bring('reimbursement.claiming', { asked: '1000000' });
    await office.does(town, project, 'selfEvaluation.submit', { targetMet: true, summary: '年底自评' });
    await office.does(officer, project, 'selfEvaluation.confirm');
    expect(await office.state(project)).toBe('reimbursement.claiming');
    await office.pay(project, await office.claim(project, 'final', '1000000'), '1000000');
    await office.does(finance, project, 'reimbursement.settle', { note: '结清' });
    expect(await shown(project)).toMatchObject({ state: 'completed', holders: [] });
  });
});
