import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { password } from '../support/office.js';
import { expect } from './support/expect.js';

/** Two people at once: whoever comes second loses nothing that was typed. */
let city: City;
beforeAll(async () => {
  city = await City.open();
  await city.office.joins('colleague', '陈志远', 'town-440781');
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const summary = '项目概况';
const need = '立项依据';

/** Two people of one town on the same draft. */
async function twoOnOneDraft() {
  const project = await city.office.draft('standard');
  const [first, second] = [await city.visitAs('town-440781'), await city.visitAs('colleague')];
  for (const town of [first, second]) {
    await town.open(`/projects/${project}/draft`);
    await expect(town.page.getByLabel(summary, { exact: true })).toHaveValue('硬化村道三公里');
  }
  const saved = async () =>
    (await city.office.get<{ content: Record<string, string> }>('town-440781', `/projects/${project}/draft`)).content;
  return { project, first, second, saved };
}

/** The first has saved a text since the second opened it, and the second writes the same one. */
async function bothAtOnePlace() {
  const two = await twoOnOneDraft();
  await two.first.form('main').write(summary, '先写的');
  await expect(two.first.page.getByText('已保存')).toBeVisible();
  await two.second.form('main').write(summary, '后写的');
  await expect(two.second.page.getByRole('alert').first()).toContainText('已被他人更新');
  await expect(two.second.page.getByLabel(summary, { exact: true })).toHaveValue('后写的');
  expect((await two.saved())['summary']).toBe('先写的');
  return two;
}

test('two write at different places of one application, see each other, and have each other’s words', async () => {
  const { first, second, saved } = await twoOnOneDraft();
  await first.form('main').write(summary, '甲写的概况');
  await second.form('main').write(need, '乙写的依据');
  await expect(second.page.getByText('已保存')).toBeVisible();
  await expect(second.page.getByLabel(summary, { exact: true })).toHaveValue('甲写的概况');
  await expect(first.page.getByLabel(need, { exact: true })).toHaveValue('乙写的依据');
  await expect(first.page.getByText('陈志远正在填写')).toBeVisible();
  expect(await saved()).toMatchObject({ summary: '甲写的概况', need: '乙写的依据' });
});

test('who writes on what was changed meanwhile keeps the own words, and may put them in place of the others', async () => {
  const { second, saved } = await bothAtOnePlace();
  await expect(second.page.getByText('马志勇保存的')).toBeVisible();
  await second.page.getByRole('button', { name: '以我的内容为准' }).click();
  await expect(second.page.getByText('已保存')).toBeVisible();
  await expect(second.page.getByRole('alert')).toBeHidden();
  expect((await saved())['summary']).toBe('后写的');
});

test('or takes what the other wrote, and writes on from there', async () => {
  const { second, saved } = await bothAtOnePlace();
  await second.page.getByRole('button', { name: '采用对方的' }).click();
  await expect(second.page.getByLabel(summary, { exact: true })).toHaveValue('先写的');
  await second.form('main').write(summary, '两人都写的');
  await expect(second.page.getByText('已保存')).toBeVisible();
  await expect.poll(async () => (await saved())['summary']).toBe('两人都写的');
});

test('who is signed out while writing signs in over the page and goes on: it is saved as if nothing had been', async () => {
  const { first, saved } = await twoOnOneDraft();
  const { page } = first;
  await page.request.delete('/api/session', { headers: { 'idempotency-key': 'out' } });
  await first.form('main').write(summary, '登录过期后写的');
  const dialog = page.getByRole('dialog', { name: '登录已结束' });
  await expect(dialog.getByLabel('用户名')).toHaveValue('demo-town-440781');
  await dialog.getByLabel('密码').fill('not this one');
  await dialog.getByRole('button', { name: '登录并继续' }).click();
  await expect(dialog.getByRole('alert')).toContainText('用户名或密码不正确');
  expect((await saved())['summary']).not.toBe('登录过期后写的');
  await dialog.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已保存')).toBeVisible();
  await expect(page.getByLabel(summary, { exact: true })).toHaveValue('登录过期后写的');
  expect((await saved())['summary']).toBe('登录过期后写的');
});

test('what was typed is still offered after the browser itself was closed over it', async () => {
  const { project, first, saved } = await twoOnOneDraft();
  const { page } = first;
  await page.route('**/draft', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 429 }) : route.continue(),
  );
  await first.form('main').write(summary, '没来得及保存的');
  await expect(page.getByText('保存失败')).toBeVisible();
  await page.unroute('**/draft');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.goto('about:blank');
  await first.open(`/projects/${project}/draft`);
  await expect(page.getByRole('alert').filter({ hasText: '没来得及保存的' })).toBeVisible();
  await page.getByRole('button', { name: '放回表中' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  expect((await saved())['summary']).toBe('没来得及保存的');
});

test('an action is sent again by itself after signing in, once, in the same office as before', async () => {
  const project = await city.office.bring('application.endorsing');
  const officer = await city.visitAs('officer-440781');
  await officer.openProject(project);
  const form = await officer.begin('审核推荐');
  await form.write('意见', '长长的一段意见');
  await officer.page.request.delete('/api/session', { headers: { 'idempotency-key': 'out' } });
  await form.send('审核推荐');
  const dialog = officer.page.getByRole('dialog', { name: '登录已结束' });
  await dialog.getByLabel('密码').fill(password);
  await officer.page.keyboard.press('Enter');
  await officer.seesMessage('审核推荐：已完成');
  const done = await city.office.db.query(
    `select payload ->> 'opinion' as opinion from history where subject = 'project' and subject_id = $1 and event = 'application.endorse'`,
    [project],
  );
  expect(done).toEqual([{ opinion: '长长的一段意见' }]);
});

test('what comes after the submission is not saved, is said so, and can be copied', async () => {
  const { project, second, saved } = await twoOnOneDraft();
  await city.office.does('town-440781', project, 'application.submit');
  await second.form('main').write(summary, '来不及了');
  await expect(second.page.getByRole('alert').filter({ hasText: '已经提交，不能再修改' })).toContainText('来不及了');
  expect((await saved())['summary']).toBe('硬化村道三公里');
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
