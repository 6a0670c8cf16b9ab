import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { completeContent, type Office } from '../support/office.js';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

/** What helps to write an application: earlier projects, earlier saves, tables from elsewhere. */
let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const town = 'town-440781';

/** A project of the year before, with a paper. */
async function lastYears(office: Office, title: string): Promise<void> {
  await office.db.query(`insert into fund_year (year) values (2025) on conflict do nothing`);
  await office.db.query(
    `insert into budget_line (year, code, parent_code, name, budget_fen, leaf, mode) values
       (2025, '1', null, '专项资金', 0, false, null), (2025, '1.1', '1', '农村道路', 100, true, 'standard')
     on conflict do nothing`,
  );
  const begun = { title, year: 2025, line: '1.1', shares: [{ regionId: '440781', asked: '80000000' }] };
  const { body } = await office.request<{ id: number }>(town, 'POST', '/projects', begun);
  const { timetable, ...content } = completeContent('440781', '80000000');
  const moved = timetable.map((step) => ({ ...step, from: '2025-04-01', until: '2025-09-30' }));
  await office.request(town, 'PUT', `/projects/${body.id}/draft`, {
    version: 1,
    content: { ...content, title, timetable: moved },
  });
}

test('an application starts from last year’s: what is taken over is shown before, and stands in the draft', async () => {
  await lastYears(city.office, '2025年沙堤村道硬底化');
  const visitor = await city.visitAs(town);
  const { page } = visitor;
  await visitor.open('/projects/new');
  await page.getByRole('button', { name: '选择项目…' }).click();
  const dialog = page.getByRole('dialog', { name: '参照以往项目' });
  await expect(dialog.getByRole('radio', { name: /2025年沙堤村道硬底化/ })).toBeChecked();
  const taken = dialog.getByRole('region', { name: '将带入' });
  await expect(taken).toContainText('硬化村道三公里');
  await expect(taken).toContainText('日期顺延 1 年');
  await expect(taken).toContainText('2026-04-01 – 2026-09-30');
  await expect(taken).toContainText('不带入，须重新填写各项金额');
  await dialog.getByRole('button', { name: '参照此项目' }).click();

  const form = visitor.form('main');
  await form.expectValue('项目名称', '2026年沙堤村道硬底化');
  await expect(page.getByText('1.1 农村道路')).toBeVisible();
  await form.write('金额', '60');
  await form.send('创建并填写申报书');
  await visitor.sees('申报书：2026年沙堤村道硬底化');
  await expect(page.getByText(/内容取自 2025-1.1-\d+。/)).toBeVisible();
  await form.expectValue('项目概况', '硬化村道三公里');
  await form.expectValue('支出内容', '工程费');
  await form.expectValue('开始', '2026-04-01');
  await form.expectValue('指标', '硬化村道');
  await form.expectValue('目标值', '');
  await form.expectValue('受益村（个）', '0');
  await expect(page.getByText('还差 60.00 万元').first()).toBeVisible();
});

test('who finds nothing to start from, or changes their mind, starts with an empty form', async () => {
  await lastYears(city.office, '冷链仓储');
  const visitor = await city.visitAs(town);
  const { page } = visitor;
  await visitor.open('/projects/new');
  const form = visitor.form('main');
  await form.write('项目名称', '2026年新项目');
  await page.getByRole('button', { name: '选择项目…' }).click();
  const dialog = page.getByRole('dialog', { name: '参照以往项目' });
  await dialog.getByRole('radio', { name: /冷链仓储/ }).check();
  await dialog.getByRole('button', { name: '参照此项目' }).click();
  await expect(page.getByText('参照：冷链仓储')).toBeVisible();
  await form.expectValue('项目名称', '2026年新项目');
  await page.getByRole('button', { name: '不参照' }).click();
  await form.choose('预算科目', '1.1 农村道路');
  await form.write('金额', '60');
  await form.send('创建并填写申报书');
  await visitor.sees('申报书：2026年新项目');
  await form.expectValue('项目概况', '');

  const stranger = await city.visitAs('town-440703');
  await stranger.open('/projects/new');
  await stranger.page.getByRole('button', { name: '选择项目…' }).click();
  await expect(stranger.page.getByText('没有可参照的项目')).toBeVisible();
  await expect(stranger.page.getByRole('button', { name: '参照此项目' })).toBeDisabled();
});
