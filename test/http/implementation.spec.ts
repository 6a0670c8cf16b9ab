import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const town = 'town-440781';
const officer = 'officer-440781';
const finance = 'finance-440781';
const line = 'line/2026/1.1';
const pool = 'pool/2026/general';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const shown = (project: number) => office.get<Record<string, unknown>>(town, `/projects/${project}`);
const amountChange = (newAmount: string) => ({ subject: 'amount', share: 1, newAmount, text: '工程量变化' });
const dueOn = async (project: number) => ((await shown(project))['holders'] as { dueOn: string }[])[0]!.dueOn;

describe('A change', () => {
  test('of the amount upwards is decided by the city and taken from the line, up to what the panel carried', async () => {
    const project = await office.underway('1000000', '600000');
    const before = BigInt(await office.balance(line));
    await office.does(town, project, 'change.request', amountChange('700000'));
    expect(await office.refuses(officer, project, 'change.approve', { finding: '同意' })).toEqual([
      'change.of-other-level',
    ]);
    await office.does('reviewer-1', project, 'change.approve', { finding: '同意核减' });
    await office.does(town, project, 'change.request', amountChange('1000000'));
    await office.does('reviewer-1', project, 'change.approve', { finding: '同意恢复' }, 2);
    expect(await shown(project)).toMatchObject({ approved: '1000000', changes: [{ state: 'approved' }, {}] });
    expect(BigInt(await office.balance(line))).toBe(before);
  });

  test('of the amount downwards gives back to the line, never below what is released', async () => {
    const project = await office.underway('1000000', '600000');
    const before = BigInt(await office.balance(line));
    await office.does(town, project, 'change.request', amountChange('599999'));
    expect(await office.refuses('reviewer-1', project, 'change.approve', { finding: '同意' })).toEqual([
      'change.below-released',
    ]);
    await office.does('reviewer-1', project, 'change.refuse', { finding: '低于已下达' });
    await office.does(town, project, 'change.request', amountChange('600000'));
    await office.does('reviewer-1', project, 'change.approve', { finding: '同意' }, 2);
    expect(await shown(project)).toMatchObject({ approved: '600000', changes: [{ state: 'refused' }, {}] });
    expect(BigInt(await office.balance(line))).toBe(before + 400_000n);
  });

  test('of the amount beyond what the panel carried is refused, however much the line has', async () => {
    const project = await office.underway('1000000', '600000');
    await office.does(town, project, 'change.request', amountChange('1000001'));
    const refused = await office.act('reviewer-1', project, 'change.approve', { finding: '同意' });
    expect(refused).toMatchObject({ status: 422, body: { unmet: [{ code: 'change.over-proposed' }] } });
  });

  test('of the schedule is the county’s to decide', async () => {
    const project = await office.underway('1000000', '600000');
    await office.does(town, project, 'change.request', { subject: 'schedule', text: '雨季顺延' });
    expect(await office.refuses('reviewer-1', project, 'change.approve', { finding: '同意' })).toEqual([
      'change.of-other-level',
    ]);
    await office.does(town, project, 'progress.report', { percent: 100, note: '完工' });
    expect(await office.refuses(town, project, 'acceptance.request', { note: '申请' })).toEqual(['change.open']);
    await office.does(officer, project, 'change.approve', { finding: '同意顺延' });
    await office.does(town, project, 'acceptance.request', { note: '申请' });
  });
});

test('Savings go back to the line, never more than is not released', async () => {
  const project = await office.underway('1000000', '600000');
  const before = BigInt(await office.balance(line));
  const savings = (amount: string) => ({ share: 1, amount, reason: '招标结余' });
  expect(await office.refuses(officer, project, 'savings.return', savings('400001'))).toEqual([
    'implementation.savings-over-committed',
  ]);
  await office.does(officer, project, 'savings.return', savings('150000'));
  expect(await shown(project)).toMatchObject({ approved: '850000', released: '600000' });
  expect(BigInt(await office.balance(line))).toBe(before + 150_000n);
});

test('Progress never falls, and nothing is reported that lies ahead', async () => {
  const project = await office.underway('1000000', '600000');
  await office.does(town, project, 'progress.report', { percent: 60, note: '过半' });
  expect(await office.refuses(town, project, 'progress.report', { percent: 59, note: '更正' })).toEqual([
    'implementation.percent-falls',
  ]);
  expect(
    await office.refuses(town, project, 'milestone.record', { milestone: 'finish', reachedOn: '2027-01-01' }),
  ).toEqual(['date.in-future']);
});

describe('Suspension', () => {
  test('stops every clock, and resuming moves the deadline by the working days that it stood', async () => {
    office.setDay('2026-06-01');
    const project = await office.underway('1000000', '600000');
    const before = await dueOn(project);
    office.setDay('2026-06-08');
    await office.does(officer, project, 'project.suspend', { reason: '汛期' });
    expect(await shown(project)).toMatchObject({
      suspended: true,
      holders: [{ paused: true, workingDaysLeft: null }],
    });
    expect(await office.refuses(town, project, 'progress.report', { percent: 10, note: '施工' })).toEqual([
      'project.suspended',
    ]);
    const offered = await office.actions(town, project);
    // Papers may still be added and voided.
    expect(offered.every(({ event, allowed }) => !allowed || event.startsWith('paper.'))).toBe(true);
    expect((await office.actions(officer, project)).map(({ event }) => event)).toContain('project.resume');

    office.setDay('2026-06-15');
    await office.does(officer, project, 'project.resume', { reason: '汛期结束' });
    expect(await shown(project)).toMatchObject({ suspended: false, holders: [{ paused: false }] });
    const [moved] = await office.db.query<{ days: number }[]>('select $2::date - $1::date as days', [
      before,
      await dueOn(project),
    ]);
    // Five working days; a week, or more where holidays lie behind the old deadline.
    expect(moved!.days).toBeGreaterThanOrEqual(7);
    await office.does(town, project, 'progress.report', { percent: 10, note: '复工' });
  });

  test('cannot be ended where there is none, nor begun twice', async () => {
    const project = await office.underway('1000000', '600000');
    const { visit: version } = await shown(project);
    const send = (who: string, path: string) =>
      office.request(who, 'POST', `/projects/${project}/${path}`, { version, reason: '汛期' });
    expect(await send(officer, 'resumption')).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'project.not-suspended' }] },
    });
    expect((await send(officer, 'suspension')).status).toBe(201);
    expect(await send('manager-1', 'suspension')).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'project.suspended' }] },
    });
  });
});

describe('Termination', () => {
  test('claws back what is unspent, to the fen, and gives the authority back to the line', async () => {
    const [poolBefore, lineBefore] = [BigInt(await office.balance(pool)), BigInt(await office.balance(line))];
    const project = await office.underway('1000000', '600000');
    await office.pay(project, await office.claim(project, 'progress', '123456'), '123456');
    await office.ends('termination', project, ['1000000']);
    expect(await shown(project)).toMatchObject({
      state: 'termination.returning',
      approved: '600000',
      holders: [{ role: 'cityFinance' }],
    });
    await office.does('finance-1', project, 'refund.confirm', { note: '已收回' });
    expect(await shown(project)).toMatchObject({
      state: 'terminated',
      approved: '123456',
      released: '123456',
      paid: '123456',
      holders: [],
    });
    expect(BigInt(await office.balance(pool))).toBe(poolBefore - 123_456n);
    expect(BigInt(await office.balance(line))).toBe(lineBefore - 123_456n);
  });

  test('ends at once where nothing is unspent', async () => {
    const project = await office.bring('fundRelease.awaiting');
    const before = BigInt(await office.balance(line));
    await office.ends('termination', project, ['1000000']);
    expect(await shown(project)).toMatchObject({ state: 'terminated', approved: '0' });
    expect(BigInt(await office.balance(line))).toBe(before + 1_000_000n);
  });

  test('waits for claims on finance’s desk and for money on its way; a suspended project can be terminated', async () => {
    const project = await office.underway('1000000', '600000');
    const claim = await office.claim(project, 'progress', '100');
    await office.document('release', [{ projectId: project, share: 1, amount: '100' }]);
    const termination = (await office.record('termination', [{ projectId: project, share: 1, amount: '1000000' }])).body
      .id;
    expect(await office.confirm('termination', termination)).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'claim.open' }, { code: 'release.in-transit' }] },
    });
    await office.does(finance, project, 'claim.refuse', { reason: '项目将终止' }, claim);
    await office.does('finance-1', project, 'instalment.reverse', { reason: '项目将终止' });
    await office.does(officer, project, 'project.suspend', { reason: '用地纠纷' });
    expect((await office.confirm('termination', termination)).status).toBe(201);
    expect(await shown(project)).toMatchObject({ state: 'termination.returning', suspended: false });
  });
});
