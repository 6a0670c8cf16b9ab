import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

test('a wrong password is refused in plain words, and the right one leads to what waits', async () => {
  const town = await city.visit();
  await town.open('/inbox');
  await town.page.getByLabel('用户名').fill('demo-town-440781');
  await town.page.getByLabel('密码').fill('not this one');
  await town.page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(town.page.getByRole('alert')).toContainText('用户名或密码不正确');

  await town.signIn('town-440781');
  await town.sees('待办');
  await expect(town.page.getByRole('banner')).toContainText('台山市示范镇人民政府');
});

test('an address that was asked for is opened after signing in, and signing out closes it again', async () => {
  const auditor = await city.visit();
  await auditor.open('/fund-year?view=income');
  await auditor.page.getByLabel('用户名').fill('demo-auditor');
  await auditor.page.getByLabel('密码').fill('password');
  await auditor.page.keyboard.press('Enter');
  await auditor.sees('2026 年度');
  await expect(auditor.page.getByRole('cell', { name: '各县（市、区）上缴' })).toBeVisible();

  await auditor.page.getByRole('banner').getByRole('button', { name: '吴正' }).click();
  await auditor.page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(auditor.page.getByRole('heading', { name: '登录' })).toBeVisible();
  await auditor.open('/fund-year');
  await expect(auditor.page.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('the sign-ins of the demo are offered', async () => {
  const visitor = await city.visit();
  await visitor.open('/sign-in');
  await expect(visitor.page.getByRole('button', { name: /市级会审人员 陈静 · 市农业农村局/ })).toBeVisible();
});
