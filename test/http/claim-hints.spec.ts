import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from '../support/office.js';

const town = 'town-440781';
const finance = 'finance-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const claims = async (project: number, line: object, papers: readonly object[]) => {
  const lines = [{ purpose: '工程款', ...line }];
  const { part } = await office.does(town, project, 'claim.draft', { share: 1, claimKind: 'progress', lines });
  const no = Number(String(part).split('/')[1]);
  await office.does(town, project, 'claim.submit', { papers }, no);
  return no;
};
interface Hint {
  kind: string;
  project: { id: number; claim: number } | null;
}
const hints = async (who: string, project: number, no: number) =>
  (await office.get<{ items: Hint[] }>(who, `/projects/${project}/claims/${no}/hints`)).items;

test('Whoever checks a claim is told of the same invoice, the same file and the same money to the same payee', async () => {
  const [one, other] = [await office.underway('1000000', '600000'), await office.underway('1000000', '600000')];
  const [invoice] = await office.papers(town, 'invoice');
  const second = await office.paper(town, 'invoice', '另一张.pdf');
  await claims(one, { payee: '𠮷田建筑', invoice: 'No-1', amount: '100000' }, [invoice!]);
  const no = await claims(other, { payee: '𠮷田建筑', invoice: 'No-1', amount: '100000' }, [invoice!]);
  const found = await hints(finance, other, no);
  expect(found.map(({ kind, project }) => [kind, project?.id, project?.claim])).toEqual([
    ['invoice', one, 1],
    ['payment', one, 1],
    ['paper', one, 1],
  ]);
  // Another seller's invoice of that number is another invoice; what was withdrawn is none.
  const apart = await claims(other, { payee: '别的公司', invoice: 'No-1', amount: '100000' }, [second]);
  expect(await hints(finance, other, apart)).toEqual([]);
  await office.does(town, one, 'claim.withdraw', { reason: '重报' }, 1);
  expect((await hints(finance, other, no)).map(({ kind }) => kind)).toEqual(['paper']);
});

test('Of a claim in another county they learn its year and county alone, and strangers learn nothing', async () => {
  const [one, other] = [await office.underway('1000000', '600000'), await office.underway('1000000', '600000')];
  const [invoice] = await office.papers(town, 'invoice');
  await claims(one, { payee: '两县公司', invoice: 'No-2', amount: '100000' }, [invoice!]);
  const second = await office.paper(town, 'invoice', '第二张.pdf');
  const no = await claims(other, { payee: '两县公司', invoice: 'No-2', amount: '90000' }, [second]);
  await office.db.query(
    `update project set region_id = '440783', region_ids = '{440783}', applicant_organisation_id = $2 where id = $1`,
    [one, office.people.get('town-440783')!.organisationId],
  );
  const found = await hints(finance, other, no);
  expect(found).toEqual([
    { kind: 'invoice', line: 1, detail: 'No-2', year: 2026, region: expect.any(String) as string, project: null },
  ]);
  expect(JSON.stringify(found)).not.toContain('危房');
  const path = `/projects/${other}/claims/${no}/hints`;
  expect((await office.request('finance-440783', 'GET', path)).status).toBe(404);
  expect((await office.request(town, 'GET', path)).status).toBe(403);
  expect((await office.request(finance, 'GET', `/projects/${other}/claims/99/hints`)).status).toBe(404);
  await office.db.query(
    `update project set region_id = '440781', region_ids = '{440781}', applicant_organisation_id = $2 where id = $1`,
    [one, office.people.get(town)!.organisationId],
  );
});
