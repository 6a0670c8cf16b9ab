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

interface Written {
  readonly summary: string;
  readonly costs: readonly { readonly item: string; readonly amount: string }[];
}
const written = async (project: number) =>
  (await city.office.get<{ content: Written }>(town, `/projects/${project}/draft`)).content;

test('what stood before a save is looked at, put back, and saved like anything that is typed', async () => {
  const project = await city.office.draft('standard');
  const visitor = await city.visitAs(town);
  const { page } = visitor;
  await visitor.open(`/projects/${project}/draft`);
  const form = visitor.form('main');
  await form.expectValue('项目概况', '硬化村道三公里');
  await form.write('项目概况', '误贴的一段话');
  await expect(page.getByText('已保存')).toBeVisible();
  await form.write('支出内容', '误改的一项');
  await expect.poll(async () => (await written(project)).costs[0]!.item).toBe('误改的一项');

  const saves = page.getByRole('button', { name: '保存记录' });
  await saves.press('Enter');
  const drawer = page.getByRole('dialog', { name: '保存记录' });
  const item = drawer.getByRole('listitem').filter({ hasText: '项目概况' }).first();
  await item.getByRole('button', { name: '查看保存前' }).click();
  await expect(item).toContainText('硬化村道三公里');
  await item.getByRole('button', { name: '放回表中' }).click();
  await expect(drawer).toBeHidden();
  await form.expectValue('项目概况', '硬化村道三公里');
  await form.expectValue('支出内容', '误改的一项');
  await expect.poll(async () => (await written(project)).summary).toBe('硬化村道三公里');

  // What was put back is a save itself; closed by Escape, the focus is where it was.
  await saves.press('Enter');
  const newest = drawer.getByRole('listitem').first();
  await newest.getByRole('button', { name: '查看保存前' }).click();
  await expect(newest).toContainText('误贴的一段话');
  await page.keyboard.press('Escape');
  await expect(saves).toBeFocused();
});

test('a table from a spreadsheet is shown as it was understood, and then stands in the list', async () => {
  const project = await city.office.draft('standard');
  const visitor = await city.visitAs(town);
  const { page } = visitor;
  await visitor.open(`/projects/${project}/draft`);
  await page.getByRole('button', { name: '从 Excel 粘贴' }).first().click();
  const dialog = page.getByRole('dialog', { name: '粘贴到预算明细' });
  const box = dialog.getByRole('textbox');
  await box.fill('序号\t支出内容\t金额（万元）');
  await expect(dialog.getByText('没有可以加入的行')).toBeVisible();
  await box.fill('序号\t支出内容\t金额（万元）\n1\t路面工程\t80\n2\t监理\t约五\n3\t设计\t12.5\n\t合计\t97.5');
  await expect(dialog.getByRole('row', { name: '路面工程 80.00 万元' })).toBeVisible();
  await expect(dialog.getByRole('row', { name: '监理 无法识别' })).toBeVisible();
  await expect(dialog.getByText('有 1 处无法识别')).toBeVisible();
  await expect(dialog.getByText('合计 92.50 万元')).toBeVisible();
  await dialog.getByRole('radio', { name: '元', exact: true }).check();
  await expect(dialog.getByRole('row', { name: '路面工程 0.01 万元' })).toBeVisible();
  await dialog.getByRole('radio', { name: '万元', exact: true }).check();
  await dialog.getByRole('button', { name: '加入 3 行' }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(async () => (await written(project)).costs.map(({ item, amount }) => `${item} ${amount}`))
    .toEqual(['工程费 1000000', '路面工程 80000000', '监理 0', '设计 12500000']);

  await page.getByRole('button', { name: '从 Excel 粘贴' }).last().click();
  const targets = page.getByRole('dialog', { name: '粘贴到绩效目标' });
  await targets.getByRole('textbox').fill('成本指标\t每公里造价\t≤\t30\t万元');
  await expect(targets.getByRole('row', { name: '成本指标 每公里造价 ≤ 不高于 30 万元' })).toBeVisible();
  await targets.getByRole('button', { name: '加入 1 行' }).click();
  await expect(page.getByRole('textbox', { name: '指标', exact: true }).last()).toHaveValue('每公里造价');
});

test('whoever checks a corrected application sees what was asked for, what was not, and each change', async () => {
  const { office } = city;
  const project = await office.bring('application.endorsing');
  const officer = await city.visitAs('officer-440781');
  await officer.openProject(project);
  await officer.does('退回申报', async (form) => {
    await form.write('理由', '请补正', 0);
    for (const [at, field] of ['预算明细', '立项依据'].entries()) {
      if (at > 0) await form.place.getByRole('button', { name: '添加' }).click();
      await form.chooseAt(at, '栏目', field);
      await form.write('理由', `${field}不清楚`, at + 1);
    }
  });

  const applicant = await city.visitAs(town);
  const { page } = applicant;
  await applicant.open(`/projects/${project}/draft`);
  const draft = applicant.form('main');
  await draft.write('支出内容', '路面工程');
  await draft.write('答复：预算明细', '已列明');
  await draft.write('答复：立项依据', '无须改动，已附规划');
  await draft.write('项目概况', '硬化村道两公里');
  await expect(page.getByText('已保存')).toBeVisible();
  await page.getByRole('button', { name: '与上次提交对比' }).click();
  const own = page.getByRole('dialog', { name: '与上次提交对比' });
  await expect(own.getByRole('row', { name: /立项依据/ })).toContainText('未改动');
  await expect(own.getByText('另有 1 处未要求修改的内容有改动：项目概况')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '完成，去提交' }).click();
  await applicant.does('提交申报');

  await officer.openProject(project);
  const corrections = officer.page.locator('.panel', { hasText: '补正情况' });
  await expect(corrections.getByRole('row', { name: /预算明细/ })).toContainText('预算明细不清楚已列明 已修改');
  await expect(corrections.getByRole('row', { name: /立项依据/ })).toContainText('无须改动，已附规划 未改动');
  await corrections.getByRole('button', { name: '逐项对比' }).click();
  const comparison = officer.page.getByRole('dialog', { name: '第 2 次提交的改动' });
  const summary = comparison.getByRole('region', { name: '项目概况' });
  await expect(summary).toContainText('未要求修改');
  await expect(summary.locator('del')).toHaveText('三');
  await expect(summary.locator('ins')).toHaveText('两');
  const costs = comparison.getByRole('region', { name: '预算明细' });
  await expect(costs).toContainText('退回要求修改');
  await expect(costs.getByRole('cell').first()).toHaveText('工程费路面工程');
});
