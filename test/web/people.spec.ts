import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

test('the administrator adds a person, who signs in with the password that was shown once', async () => {
  const administrator = await city.visitAs('administrator');
  const { page } = administrator;
  await administrator.open('/inbox');
  await page.getByRole('navigation').getByRole('link', { name: '用户与组织' }).click();
  await administrator.sees('用户与组织');
  await page.getByRole('button', { name: '新增用户' }).click();
  const form = administrator.form('.ant-modal');
  await form.write('姓名', '钟晓明');
  await form.write('用户名', 'zhong');
  await page.getByRole('combobox', { name: '单位' }).pressSequentially('台山市财政局');
  await page.keyboard.press('Enter');
  await form.choose('岗位', '县（市、区）财政局');
  await form.send('新增');
  const password = await page.locator('.handed-out').textContent();
  await page.getByRole('button', { name: '已记下' }).click();
  await expect(page.getByRole('row', { name: /钟晓明/ })).toContainText('待改密码');

  const zhong = await city.visit();
  await zhong.open('/sign-in');
  await zhong.page.getByLabel('用户名').fill('zhong');
  await zhong.page.getByLabel('密码').fill(password!);
  await zhong.page.keyboard.press('Enter');
  await expect(zhong.page.getByRole('heading', { name: '请先修改密码' })).toBeVisible();
});

test('a deputy is appointed by the keyboard, and a role ended; both are on record', async () => {
  const administrator = await city.visitAs('administrator');
  const { page } = administrator;
  await administrator.open('/people?q=陈静');
  const opened = page.getByRole('button', { name: '陈静' });
  await administrator.tabTo(opened);
  await page.keyboard.press('Enter');
  const drawer = page.locator('.ant-drawer');
  await expect(drawer.getByRole('button', { name: '指定代理' })).toBeVisible();
  await drawer.getByRole('button', { name: '指定代理' }).press('Enter');
  const form = administrator.form('.ant-modal');
  await page.getByRole('combobox', { name: '代理人' }).pressSequentially('谭丽华');
  await page.getByTitle(/^谭丽华/).click();
  await form.write('事由', '外出培训');
  await form.send('指定');
  await expect(drawer.locator('.memberships li').first()).toContainText('由 谭丽华 代理');
  await expect(drawer.locator('.changes li').first()).toContainText('林涛');

  await administrator.open('/people?q=谭丽华');
  await page.getByRole('button', { name: '谭丽华' }).click();
  const deputising = drawer.locator('.memberships li', { hasText: '代 陈静' });
  await deputising.getByRole('button', { name: '结束岗位' }).click();
  await page.locator('.ant-modal').getByRole('button', { name: '结束岗位' }).click();
  await expect(deputising).toHaveClass(/membership-over/);

  // Closed by Escape, the focus is back where it was.
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('organisations are added to their county, and found by their people', async () => {
  const administrator = await city.visitAs('administrator');
  const { page } = administrator;
  await administrator.open('/people?view=organisations');
  await page.getByRole('button', { name: '新增单位' }).click();
  const form = administrator.form('.ant-modal');
  await form.write('单位名称', '开平市塘口镇人民政府');
  await form.choose('所在地区', '开平市');
  await form.choose('层级', '镇街和项目单位');
  await form.send('新增');
  await administrator.seesMessage('已保存');
  await page.locator('summary', { hasText: '开平市' }).click();
  await expect(page.getByText('开平市塘口镇人民政府')).toBeVisible();
  await page.getByRole('link', { name: '开平市财政局的用户' }).click();
  await expect(page.getByRole('row', { name: /张红霞/ })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('nobody else is offered the page, and who types its address is refused', async () => {
  const auditor = await city.visitAs('auditor');
  await auditor.open('/inbox');
  await auditor.sees('待办');
  await expect(auditor.page.getByRole('link', { name: '用户与组织' })).toBeHidden();
  await auditor.open('/people');
  await expect(auditor.page.getByText('您的岗位不能进行这项操作')).toBeVisible();
});

test('the list of roles says who holds what where, and narrows to a role, a name, deputies or what ended', async () => {
  const administrator = await city.visitAs('administrator');
  const { page } = administrator;
  await administrator.open('/people');
  await page.getByText('岗位', { exact: true }).first().click();
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  await expect(row('台山市示范镇人民政府')).toContainText('马志勇');
  await page.getByRole('combobox', { name: '岗位' }).click();
  await page.locator('.ant-select-item-option', { hasText: '审计' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row('市审计局')).toContainText('吴正');
  await page.getByRole('link', { name: '吴正' }).click();
  await expect(page.locator('.ant-drawer .memberships li')).toContainText('市审计局');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: '状态' }).click();
  await page.locator('.ant-select-item-option', { hasText: '已结束' }).click();
  await expect(page.getByText('没有找到岗位')).toBeVisible();
  // What is looked at stands in the address, to be sent to somebody.
  await administrator.open('/people?view=memberships&role=countyFinance&q=开平');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row('开平市财政局')).toBeVisible();
});
