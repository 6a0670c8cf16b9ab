import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('a standard project goes from draft to completion, each step by whoever may do it', async () => {
  const town = 'town-440781';
  const project = await office.draft('standard', '1000000');
  await office.does(town, project, 'application.submit');
  await office.does('officer-440781', project, 'application.endorse', { opinion: '同意推荐' });
  const line1 = office.people.get('line-1')!.organisationId;
  const line2 = office.people.get('line-2')!.organisationId;
  await office.does('reviewer-1', project, 'review.accept', { departments: [line1, line2] });
  await office.does('line-1', project, 'opinion.give', { stance: 'agree', text: '同意' });
  expect(await office.state(project)).toBe('cityReview.opinions');
  await office.does('line-2', project, 'opinion.give', { stance: 'conditional', text: '注意排水' });
  expect(await office.state(project)).toBe('cityReview.scheduling');

  const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];
  await office.does('reviewer-1', project, 'review.putToVote', {
    panel: panel.map((who) => office.people.get(who)!.personId),
    amounts: [{ share: 1, amount: '900000' }],
  });
  for (const who of panel) await office.does(who, project, 'seat.vote', { choice: 'approve' });
  expect(await office.state(project)).toBe('cityReview.publicNotice');

  expect((await office.act('reviewer-1', project, 'review.endNotice')).status).toBe(422);
  office.setDay('2026-03-12');
  await office.does('reviewer-1', project, 'review.endNotice');
  const approval = await office.document('approval', [{ projectId: project, share: 1, amount: '900000' }]);
  expect(approval).toMatchObject({ status: 201 });
  expect(await office.state(project)).toBe('fundRelease.awaiting');
  expect((await office.document('release', [{ projectId: project, share: 1, amount: '600000' }])).status).toBe(201);
  await office.does('finance-440781', project, 'instalment.confirm', { receivedOn: '2026-03-12' });
  expect(await office.state(project)).toBe('implementation.underway');

  await office.does(town, project, 'milestone.record', {
    milestone: 'contract',
    reachedOn: '2026-03-12',
    amount: '880000',
  });
  await office.does(town, project, 'claim.draft', {
    share: 1,
    claimKind: 'advance',
    lines: [{ payee: '台山建筑公司', purpose: '备料', amount: '270000' }],
  });
  await office.does(town, project, 'claim.submit');
  await office.does('finance-440781', project, 'claim.check', { approved: '260000' });
  await office.does('finance-440781', project, 'claim.pay', { paidOn: '2026-03-12', voucher: 'P-1' });
  expect((await office.document('release', [{ projectId: project, share: 1, amount: '300000' }])).status).toBe(201);
  await office.does('finance-440781', project, 'instalment.confirm', { receivedOn: '2026-03-12' }, 2);
  await office.does(town, project, 'progress.report', { percent: 100, note: '完工' });
  await office.does(town, project, 'acceptance.request', { note: '申请验收' });
  await office.does('officer-440781', project, 'inspection.pass', { accepted: '880000', note: '合格' });
  expect(await office.state(project)).toBe('reimbursement.claiming');

  await office.does(town, project, 'claim.draft', {
    share: 1,
    claimKind: 'final',
    lines: [{ payee: '台山建筑公司', invoice: 'INV-2', purpose: '结算', amount: '620000' }],
  });
  await office.does(town, project, 'claim.submit', {}, 2);
  await office.does('finance-440781', project, 'claim.check', { approved: '620000' }, 2);
  await office.does('finance-440781', project, 'claim.pay', { paidOn: '2026-03-12', voucher: 'P-2' }, 2);
  await office.does('finance-440781', project, 'reimbursement.settle', { note: '结清' });
  expect(await office.state(project)).toBe('reimbursement.returning');
  await office.does('finance-1', project, 'refund.confirm', { note: '结余已收回' });
  await office.does(town, project, 'selfEvaluation.submit', { targetMet: true, summary: '已完成' });
  await office.does('officer-440781', project, 'selfEvaluation.confirm');
  expect(await office.state(project)).toBe('completed');

  const shown = await office.get<Record<string, unknown>>(town, `/projects/${project}`);
  expect(shown).toMatchObject({ approved: '880000', released: '880000', paid: '880000', holders: [] });
  const figures = await office.get<Record<string, unknown>>('finance-1', '/fund-years/2026/figures');
  expect(figures).toMatchObject({
    released: '880000',
    paid: '880000',
    executionRate: '100.00',
    projects: 1,
    targetsMet: 1,
  });
});
