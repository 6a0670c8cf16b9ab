import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const town = 'town-440781';
const officer = 'officer-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const shown = (project: number) => office.get<Record<string, unknown>>(town, `/projects/${project}`);
const events = async (who: string, project: number) => (await office.actions(who, project)).map(({ event }) => event);

describe('The county inspects', () => {
  test('and orders rectification by a date that lies ahead; then inspects again', async () => {
    office.setDay('2026-03-02');
    const project = await office.bring('acceptance.inspecting');
    expect(
      await office.refuses(officer, project, 'inspection.requireRectification', {
        reason: '开裂',
        rectifyBy: '2026-03-01',
      }),
    ).toEqual(['acceptance.rectify-by-past']);
    await office.does(officer, project, 'inspection.requireRectification', {
      reason: '开裂',
      rectifyBy: '2026-04-20',
    });
    expect(await shown(project)).toMatchObject({
      state: 'acceptance.inspecting',
      inspections: [{ state: 'rectifying', rectifyBy: '2026-04-20' }],
      holders: [{ role: 'applicant', dueOn: '2026-04-20' }],
    });
    expect(await events(officer, project)).not.toContain('inspection.pass');
    await office.does(town, project, 'inspection.reportRectified', { note: '已重做' });
    expect(await shown(project)).toMatchObject({ holders: [{ role: 'countyOfficer' }] });
    await office.does(officer, project, 'inspection.pass', { accepted: '1000000', note: '合格' });
    expect(await shown(project)).toMatchObject({ state: 'reimbursement.claiming' });
  });

  test('and what is accepted, never more than approved, caps what may be claimed', async () => {
    const project = await office.bring('acceptance.inspecting', { asked: '1000000' });
    expect(await office.refuses(officer, project, 'inspection.pass', { accepted: '1000001', note: '合格' })).toEqual([
      'acceptance.over-approved',
    ]);
    await office.does(officer, project, 'inspection.pass', { accepted: '900000', quantity: '2.7 公里', note: '按量' });
    const lines = [{ payee: '台山建筑公司', purpose: '结算', amount: '900001' }];
    await office.does(town, project, 'claim.draft', { share: 1, claimKind: 'final', lines });
    expect(await office.refuses(town, project, 'claim.submit')).toEqual(['claim.over-accepted']);
  });
});

describe('The city spot-checks', () => {
  test('and what passes stays where it is', async () => {
    const project = await office.bring('reimbursement.claiming');
    await office.does('reviewer-1', project, 'spotCheck.pass', { note: '厚度达标' });
    expect(await shown(project)).toMatchObject({ state: 'reimbursement.claiming', spotChecks: [{ passed: true }] });
  });

  test('and what fails goes back to rectification, is mended, inspected and claimed for', async () => {
    const project = await office.bring('reimbursement.claiming', { asked: '1000000' });
    await office.does('reviewer-1', project, 'spotCheck.fail', { note: '厚度不足', rectifyBy: '2026-12-20' });
    expect(await shown(project)).toMatchObject({
      state: 'acceptance.inspecting',
      shares: [{ accepted: null }],
      inspections: [{ state: 'rectifying', accepted: null }],
      spotChecks: [{ passed: false }],
    });
    const lines = [{ payee: '台山建筑公司', purpose: '结算', amount: '1000000' }];
    expect(await office.refuses(town, project, 'claim.draft', { share: 1, claimKind: 'final', lines })).toEqual([
      'claim.final-before-acceptance',
    ]);
    await office.does(town, project, 'inspection.reportRectified', { note: '已加厚' });
    await office.does(officer, project, 'inspection.pass', { accepted: '950000', note: '合格' });
    await office.pay(project, await office.claim(project, 'final', '950000'), '950000');
    await office.does('finance-440781', project, 'reimbursement.settle', { note: '结清' });
    expect(await shown(project)).toMatchObject({ state: 'reimbursement.returning', paid: '950000' });
  });

  test('but cannot fail what a final claim is being paid for', async () => {
    const project = await office.bring('reimbursement.claiming');
    await office.claim(project, 'final', '1000000');
    expect(
      await office.refuses('reviewer-1', project, 'spotCheck.fail', { note: '不足', rectifyBy: '2026-12-20' }),
    ).toEqual(['acceptance.final-claim-open']);
  });
});

test('Built first, no more is released than was accepted', async () => {
  const project = await office.bring('acceptance.inspecting', { mode: 'build_first', asked: '1000000' });
  await office.does(officer, project, 'inspection.pass', { accepted: '800000', note: '按量' });
  const over = await office.document('release', [{ projectId: project, share: 1, amount: '800001' }]);
  expect(over).toMatchObject({ status: 422, body: { unmet: [{ code: 'release.over-accepted' }] } });
  await office.release(project, '800000');
  expect(await shown(project)).toMatchObject({ state: 'reimbursement.claiming', received: '800000' });
});
