import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { samplePdf, samplePhoto } from '../../src/demo/sample-papers.js';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });

test('papers are uploaded in the draft, refused with a reason, submitted, and downloaded from the project', async () => {
  const project = await city.office.draft('standard');
  const town = await city.visitAs('town-440781');
  const { page } = town;
  await town.open(`/projects/${project}/draft`);
  const panel = page.locator('#draft-papers');
  const choose = panel.locator('input[type=file]');
  await choose.setInputFiles([
    file('可研报告（终稿）.pdf', 'application/pdf', samplePdf('可行性研究报告')),
    file('网页.pdf', 'application/pdf', Buffer.from('<html><script>alert(1)</script></html>')),
  ]);
  await expect(panel.getByText('可研报告（终稿）.pdf')).toBeVisible();
  await expect(panel.getByRole('alert')).toContainText('“网页.pdf”的内容与后缀不符');
  await panel.getByRole('button', { name: '取消上传 网页.pdf' }).click();
  await panel.getByRole('combobox').click();
  await page.getByTitle('照片', { exact: true }).click();
  const taken = { at: '2026:03:01 10:20:30', latitude: 22.2515, longitude: 112.7876 };
  await choose.setInputFiles([file('现场.jpg', 'image/jpeg', samplePhoto(taken))]);
  await expect(panel.getByRole('button', { name: '移除 现场.jpg' })).toBeVisible();
  await expect
    .poll(
      async () =>
        (await city.office.get<{ content: { papers: object[] } }>('town-440781', `/projects/${project}/draft`)).content
          .papers.length,
    )
    .toBe(2);

  await city.office.does('town-440781', project, 'application.submit');
  await town.open(`/projects/${project}`);
  const list = page.locator('.papers-list');
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('拍摄于 2026-03-01 10:20');
  await expect(list).toContainText('22.2515, 112.7876');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('link', { name: '下载 可研报告（终稿）.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('可研报告（终稿）.pdf');

  await page.getByRole('button', { name: '补充附件' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.locator('input[type=file]').setInputFiles([file('合同.pdf', 'application/pdf', samplePdf('合同'))]);
  await expect(drawer.getByRole('button', { name: '移除 合同.pdf' })).toBeVisible();
  await drawer.getByRole('textbox').fill('补充合同');
  await drawer.getByRole('button', { name: '补充附件' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await list.getByRole('listitem').last().getByRole('button', { name: '作废' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('传错了');
  await page.getByRole('dialog').getByRole('button', { name: '作废附件' }).click();
  await expect(list.locator('s')).toHaveText('合同.pdf');
  await expect(list).toContainText('作废：传错了');
});
