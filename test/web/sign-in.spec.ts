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
  await expect(auditor.page.getByRole('cell', { name: '各县（市、区）上缴' }).first()).toBeVisible();

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

test('who got a password from the administrator changes it before anything else', async () => {
  // Not one of those that the demo shows to everybody.
  await city.office.db.query(
    `update person set username = 'xu', password_handed_out = true where username = 'demo-finance-2'`,
  );
  const finance = await city.visit();
  const { page } = finance;
  await finance.open('/fund-year');
  await page.getByLabel('用户名').fill('xu');
  await page.getByLabel('密码').fill('password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible();
  await finance.open('/projects');
  await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible();

  const form = finance.form('form');
  await form.write('当前密码', 'password');
  await form.write('新密码', '1234567890');
  await form.write('再次输入新密码', '123456789');
  await form.send('修改密码');
  await expect(page.getByText('两次输入的新密码不一致')).toBeVisible();
  await form.write('再次输入新密码', '1234567890');
  await form.send('修改密码');
  await expect(page.getByText('这个密码太常见')).toBeVisible();
  await form.write('新密码', '国库 第二科室 窗边的绿萝');
  await form.write('再次输入新密码', '国库 第二科室 窗边的绿萝');
  await form.send('修改密码');
  await finance.sees('待办');
});

test('one sees where one is signed in, and signs out everywhere at once', async () => {
  const [office, home] = [await city.visitAs('manager-2'), await city.visitAs('manager-2')];
  await office.open('/inbox');
  await office.page.getByRole('banner').getByRole('button', { name: '何敏' }).click();
  await office.page.getByRole('menuitem', { name: '我的账号' }).click();
  await office.sees('我的账号');
  await expect(office.page.locator('.sessions li')).toHaveCount(2);
  await expect(office.page.locator('.sessions li').first()).toContainText('本机');
  await office.page.getByRole('button', { name: '全部退出' }).click();
  await office.page.getByRole('tooltip').getByRole('button', { name: '全部退出' }).click();
  await expect(office.page.getByRole('heading', { name: '登录' })).toBeVisible();
  await home.open('/inbox');
  await expect(home.page.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('a machine that was left is signed out by itself', async () => {
  const [office, left] = [await city.visitAs('manager-1'), await city.visitAs('manager-1')];
  await office.open('/account');
  await expect(office.page.locator('.sessions li')).toHaveCount(2);
  await expect(office.page.locator('.sessions li').first().getByRole('button')).toHaveCount(0);
  await office.page.getByRole('button', { name: /^退出 .*的登录$/ }).click();
  await expect(office.page.locator('.sessions li')).toHaveCount(1);
  await left.open('/inbox');
  await expect(left.page.getByRole('heading', { name: '登录' })).toBeVisible();
  await office.open('/inbox');
  await office.sees('待办');
});
