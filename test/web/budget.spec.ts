import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';
import type { Visitor } from './support/visitor.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

/** Records a document on the budget of 2027 from its form; `schedule` fills what is below the head. */
async function record(
  visitor: Visitor,
  kind: string,
  number: string,
  schedule: () => Promise<unknown>,
): Promise<string> {
  const { page } = visitor;
  await visitor.open('/documents/new');
  const form = visitor.form('main');
  await page.getByText(kind, { exact: true }).click();
  await form.write('标题', `关于2027年度${kind}的通知`);
  await form.write('发文单位', '领导小组');
  await form.write('文号', number);
  await form.write('成文日期', '2026-03-02');
  await form.choose('年度', '2027');
  await form.bring('批文扫描件');
  await schedule();
  await form.send('录入');
  await page.waitForURL(/\/documents\/\d+$/);
  return new URL(page.url()).pathname;
}

test('next year’s budget is drafted from this year’s, approved by document, adjusted, and its versions are compared', async () => {
  const manager = await city.visitAs('manager-1');
  const { page } = manager;
  await manager.open('/fund-year?year=2026');
  await page.getByRole('button', { name: '建立年度' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '建立' }).click();
  await manager.sees('2027 年度预算编制');

  // A line of its own below the heading, by standards; the heading follows.
  await page.getByRole('button', { name: '增加下级 1', exact: true }).click();
  await page.getByLabel('1.6的名称').fill('薄弱村扶持');
  await page.getByRole('button', { name: '详细 1.6', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: '1.6 薄弱村扶持' });
  await drawer.getByRole('button', { name: '增加一条标准' }).click();
  await drawer.getByLabel('测算依据').fill('薄弱村');
  await drawer.getByLabel('数量').fill('84');
  await drawer.getByLabel('单位').fill('村');
  await drawer.getByLabel('标准', { exact: true }).fill('15');
  await page.keyboard.press('Escape');
  await expect(page.locator('.rows-sum')).toContainText('6,260.00');
  await page.getByRole('button', { name: '删除 1.5', exact: true }).click();
  await expect(page.locator('.rows-sum')).toContainText('5,260.00');
  await page.getByRole('button', { name: '保存草案' }).click();
  await manager.seesMessage('已保存');

  const approval = await record(manager, '预算批准', '江农振〔2027〕1号', () =>
    expect(page.getByText('预算总额超过计划收入，确认人须表示已知悉。')).toBeVisible(),
  );
  const second = await city.visitAs('manager-2');
  await second.open(approval);
  await second.page.getByRole('button', { name: '核对无误，确认' }).click();
  await expect(second.page.getByRole('alert').first()).toContainText('超过计划收入');
  await second.page.getByRole('button', { name: '已知悉预算超过计划收入，仍然确认' }).click();
  await second.seesState('已确认');

  const adjustment = await record(manager, '预算调整', '江农振〔2027〕2号', async () => {
    await page.getByLabel('选择要调整的科目').fill('1.2');
    await page.keyboard.press('Enter');
    await page.getByLabel('调整后 1.2').fill('800');
    await page.getByLabel('理由 1.2').fill('进度慢');
  });
  await second.open(adjustment);
  await second.page.getByRole('button', { name: '核对无误，确认' }).click();
  await second.seesState('已确认');

  const county = await city.visitAs('officer-440781');
  await county.open('/fund-year/versions?year=2027');
  await county.page.getByLabel('只看有变动的科目').check();
  await expect(county.page.locator('tbody tr').filter({ hasText: '1.2' })).toContainText('1,000.00800.00-200.00进度慢');
  await county.open('/fund-year?year=2027');
  await expect(county.page.getByRole('columnheader', { name: '调整后' })).toBeVisible();
});
