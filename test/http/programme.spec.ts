import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office, panel } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('A programme of the city in two counties: each confirms, inspects and pays its own share, and only that', async () => {
  const unit = 'applicant';
  const shares = [
    { regionId: '440781', asked: '600000' },
    { regionId: '440783', asked: '400000' },
  ];
  const project = await office.draftShares('standard', shares, unit);
  const post = (who: string, path: string, body: object) =>
    office.request(who, 'POST', `/projects/${project}/${path}`, { version: 1, ...body });
  const shown = () => office.get<Record<string, unknown>>(unit, `/projects/${project}`);
  const today = () => office.clock.now().slice(0, 10);

  // The line department stands where the county officer stands; the counties see it, and have no say yet.
  await office.does(unit, project, 'application.submit');
  expect(await post('officer-440781', 'application/endorsement', { opinion: '同意' })).toMatchObject({ status: 403 });
  expect(await post('officer-440703', 'application/endorsement', { opinion: '同意' })).toMatchObject({ status: 404 });
  await office.does('line-1', project, 'application.endorse', { opinion: '同意' });
  await office.does('reviewer-1', project, 'review.accept', { departments: [] });
  await office.does('reviewer-1', project, 'review.putToVote', {
    panel: panel.map((who) => office.people.get(who)!.personId),
    amounts: shares.map(({ asked }, index) => ({ share: index + 1, amount: asked })),
  });
  await office.vote(project, panel, 'approve');
  office.setDay('2026-03-12');
  await office.does('reviewer-1', project, 'review.endNotice');
  const items = shares.map(({ asked }, index) => ({ projectId: project, share: index + 1, amount: asked }));
  await office.document('approval', items);
  await office.document('release', items);

  // Receipt: each county's finance its own instalment.
  const receipt = { receivedOn: today() };
  expect((await post('finance-440781', 'instalments/2/receipt', receipt)).status).toBe(403);
  expect((await post('finance-440703', 'instalments/2/receipt', receipt)).status).toBe(404);
  expect((await post('finance-1', 'instalments/1/receipt', receipt)).status).toBe(403);
  await office.does('finance-440781', project, 'instalment.confirm', receipt);
  expect(await shown()).toMatchObject({
    state: 'fundRelease.receiving',
    holders: [{ role: 'countyFinance', region: '开平市' }],
  });
  await office.does('finance-440783', project, 'instalment.confirm', receipt);
  expect(await shown()).toMatchObject({
    state: 'implementation.underway',
    shares: [{ received: '600000' }, { received: '400000' }],
  });

  // Acceptance: each county inspects its share; the project goes on when the last has passed.
  await office.does(unit, project, 'progress.report', { percent: 100, note: '完工' });
  await office.does(unit, project, 'acceptance.request', { note: '申请验收' });
  const passing = { accepted: '100', note: '合格' };
  expect((await post('officer-440783', 'inspections/1/passing', passing)).status).toBe(403);
  expect((await post('officer-440703', 'inspections/1/passing', passing)).status).toBe(404);
  await office.does('officer-440783', project, 'inspection.pass', { accepted: '390000', note: '合格' });
  expect(await office.state(project)).toBe('acceptance.inspecting');
  await office.does('officer-440781', project, 'inspection.pass', { accepted: '600000', note: '合格' });
  expect(await office.state(project)).toBe('reimbursement.claiming');

  // Claims: a share's claim is paid by its county from what that county received.
  const first = await office.claim(project, 'final', '600000', 1, unit);
  const second = await office.claim(project, 'final', '390000', 2, unit);
  const check = { version: 2, approved: '1' };
  expect((await post('finance-440783', `claims/${first}/check`, check)).status).toBe(403);
  expect((await post('finance-1', `claims/${first}/check`, check)).status).toBe(403);
  expect((await post('finance-440703', `claims/${first}/check`, check)).status).toBe(404);
  await office.pay(project, first, '600000', 'finance-440781');
  await office.pay(project, second, '390000', 'finance-440783');
  expect(await shown()).toMatchObject({ shares: [{ paid: '600000' }, { paid: '390000' }] });

  // The whole is settled by the city, and what 开平 did not need comes back.
  expect((await post('finance-440781', 'reimbursement/settlement', { note: '结清' })).status).toBe(403);
  await office.does('finance-1', project, 'reimbursement.settle', { note: '结清' });
  expect(await office.state(project)).toBe('reimbursement.returning');
  await office.does('finance-1', project, 'refund.confirm', { note: '已收回' });
  await office.does(unit, project, 'selfEvaluation.submit', { targetMet: true, summary: '完成' });
  expect((await post('officer-440781', 'self-evaluations/1/confirmation', {})).status).toBe(403);
  await office.does('line-1', project, 'selfEvaluation.confirm');
  expect(await shown()).toMatchObject({
    state: 'completed',
    approved: '990000',
    released: '990000',
    paid: '990000',
    holders: [],
  });
});

test('A programme goes on only when each county that gets money has received some; one that gets none is left out', async () => {
  const unit = 'applicant';
  const regionIds = ['440703', '440781', '440783'];
  const shares = regionIds.map((regionId) => ({ regionId, asked: '300000' }));
  const project = await office.draftShares('standard', shares, unit);
  await office.does(unit, project, 'application.submit');
  await office.does('line-2', project, 'application.endorse', { opinion: '同意' });
  await office.does('reviewer-1', project, 'review.accept', { departments: [] });
  const amounts = ['0', '300000', '200000'].map((amount, index) => ({ share: index + 1, amount }));
  await office.does('reviewer-1', project, 'review.putToVote', {
    panel: panel.map((who) => office.people.get(who)!.personId),
    amounts,
  });
  await office.vote(project, panel, 'approve');
  office.setDay('2026-04-20');
  await office.does('reviewer-1', project, 'review.endNotice');
  const items = amounts.slice(1).map((row) => ({ projectId: project, ...row }));
  expect((await office.document('approval', items)).status).toBe(201);

  await office.release(project, '300000', 2, 'finance-440781');
  expect(await office.state(project)).toBe('fundRelease.awaiting');
  // Who has money may begin: the claim waits for nobody else's share.
  const early = await office.claim(project, 'advance', '90000', 2, unit);
  await office.pay(project, early, '90000', 'finance-440781');
  await office.release(project, '100000', 3, 'finance-440783');
  expect(await office.state(project)).toBe('implementation.underway');

  await office.does(unit, project, 'progress.report', { percent: 100, note: '完工' });
  await office.does(unit, project, 'acceptance.request', { note: '申请验收' });
  const { inspections } = await office.get<{ inspections: { share: number }[] }>(unit, `/projects/${project}`);
  expect(inspections.map(({ share }) => share)).toEqual([2, 3]);

  // What is approved and not released goes back to the line when the project ends.
  const before = BigInt(await office.balance('line/2026/1.1'));
  await office.ends('termination', project, ['0', '300000', '200000']);
  expect(BigInt(await office.balance('line/2026/1.1'))).toBe(before + 100_000n);
  expect(await office.state(project)).toBe('termination.returning');
  await office.does('finance-1', project, 'refund.confirm', { note: '已收回' });
  expect(await office.get(unit, `/projects/${project}`)).toMatchObject({
    state: 'terminated',
    approved: '90000',
    released: '90000',
    paid: '90000',
  });
});
