import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

/** Two people at once: whoever comes second loses nothing that was typed. */
let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const summary = '项目概况';

/** Two browsers of the same town on the same draft; the first has saved since the second one opened it. */
async function twoOnOneDraft() {
  const project = await city.office.draft('standard');
  const [first, second] = [await city.visitAs('town-440781'), await city.visitAs('town-440781')];
  for (const town of [first, second]) {
    await town.open(`/projects/${project}/draft`);
    await expect(town.page.getByLabel(summary)).toHaveValue('硬化村道三公里');
  }
  await first.form('main').write(summary, '先写的');
  await expect(first.page.getByText('已保存')).toBeVisible();
  await second.form('main').write(summary, '后写的');
  await expect(second.page.getByRole('alert')).toContainText('已被他人更新');
  await expect(second.page.getByLabel(summary)).toHaveValue('后写的');
  const saved = async () =>
    (await city.office.get<{ content: { summary: string } }>('town-440781', `/projects/${project}/draft`)).content
      .summary;
  expect(await saved()).toBe('先写的');
  return { second, saved };
}

test('who writes on what was changed meanwhile keeps the own words, and may put them in place of the others', async () => {
  const { second, saved } = await twoOnOneDraft();
  await second.page.getByRole('button', { name: '以我的内容为准' }).click();
  await expect(second.page.getByText('已保存')).toBeVisible();
  await expect(second.page.getByRole('alert')).toBeHidden();
  expect(await saved()).toBe('后写的');
});

test('or takes the new version, and writes on from there', async () => {
  const { second, saved } = await twoOnOneDraft();
  await second.page.getByRole('button', { name: '载入新版本' }).click();
  await expect(second.page.getByLabel(summary)).toHaveValue('先写的');
  await second.form('main').write(summary, '两人都写的');
  await expect(second.page.getByText('已保存')).toBeVisible();
  expect(await saved()).toBe('两人都写的');
});

test('a form that was opened before things changed keeps its words, and can be sent with what is so now', async () => {
  const { office } = city;
  const project = await office.bring('application.endorsing');
  const officer = await city.visitAs('officer-440781');
  await officer.openProject(project);
  const form = await officer.begin('审核推荐');
  await form.write('意见', '同意推荐');
  await office.does('town-440781', project, 'application.recall', { reason: '还要改' });
  await office.does('town-440781', project, 'application.submit');
  await form.send('审核推荐');
  await expect(form.place.getByRole('alert')).toContainText('已被他人更新');
  await expect(form.place.getByLabel('意见')).toHaveValue('同意推荐');
  expect(await office.state(project)).toBe('application.endorsing');

  await form.send('审核推荐');
  await officer.seesState('待受理');
});

test('what cannot be done any more is said so, and the page shows what is so now', async () => {
  const { office } = city;
  const project = await office.bring('application.endorsing');
  const officer = await city.visitAs('officer-440781');
  await officer.openProject(project);
  const form = await officer.begin('审核推荐');
  await form.write('意见', '同意推荐');
  await office.does('town-440781', project, 'application.recall', { reason: '还要改' });
  await form.send('审核推荐');
  await expect(form.place.getByRole('alert')).toContainText('当前状态“起草中”不能办理“审核推荐”');
  await officer.seesState('起草中');
  await expect(form.place.getByRole('button', { name: '审核推荐' })).toBeDisabled();
});
