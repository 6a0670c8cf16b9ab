import { randomBytes } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  const { office } = city;
  const project = await office.draft('standard');
  const { version, content } = await office.get<{ version: number; content: object }>(
    'town-440781',
    `/projects/${project}/draft`,
  );
  await office.request('town-440781', 'PUT', `/projects/${project}/draft`, {
    version,
    content: { ...content, papers: [] },
  });
  const town = await city.visitAs('town-440781');
  const { page } = town;
  await town.open(`/projects/${project}/draft`);
  const panel = page.locator('#draft-papers');
  const asked = panel.getByRole('list', { name: '必须附的材料' }).getByRole('listitem');
  await expect(asked).toHaveText(['可行性研究必须附，还缺', '预算必须附，还缺']);
  const choose = panel.locator('input[type=file]');
  await choose.setInputFiles([
    file('可研报告（终稿）.pdf', 'application/pdf', samplePdf('可行性研究报告')),
    file('网页.pdf', 'application/pdf', Buffer.from('<html><script>alert(1)</script></html>')),
  ]);
  await expect(panel.getByText('可研报告（终稿）.pdf')).toBeVisible();
  await expect(panel.getByRole('alert')).toContainText('“网页.pdf”的内容与后缀不符');
  await panel.getByRole('button', { name: '取消上传 网页.pdf' }).click();
  await expect(asked).toHaveText(['可行性研究已附', '预算必须附，还缺']);
  await town.form('#draft-papers').bring('预算');
  await expect(asked).toHaveText(['可行性研究已附', '预算已附']);
  await panel.getByRole('combobox').click();
  await page.getByTitle('照片', { exact: true }).click();
  const taken = { at: '2026:03:01 10:20:30', latitude: 22.2515, longitude: 112.7876 };
  await choose.setInputFiles([file('现场.jpg', 'image/jpeg', samplePhoto(taken))]);
  await expect(panel.getByRole('button', { name: '移除 现场.jpg' })).toBeVisible();
  await expect
    .poll(
      async () =>
        (await office.get<{ content: { papers: object[] } }>('town-440781', `/projects/${project}/draft`)).content
          .papers.length,
    )
    .toBe(3);

  await office.does('town-440781', project, 'application.submit');
  await town.open(`/projects/${project}`);
  const list = page.locator('.papers-list');
  await expect(list.getByRole('listitem')).toHaveCount(3);
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
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await list.getByRole('listitem').last().getByRole('button', { name: '作废' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('传错了');
  await page.getByRole('dialog').getByRole('button', { name: '作废附件' }).click();
  await expect(list.locator('s')).toHaveText('合同.pdf');
  await expect(list).toContainText('马志勇作废：传错了');
});

test('a form says which papers it must come with, and is not sent without them', async () => {
  const project = await city.office.bring('implementation.underway');
  await city.office.does('town-440781', project, 'progress.report', { percent: 100, note: '完工' });
  const town = await city.visitAs('town-440781');
  await town.openProject(project);
  const form = await town.begin('申请验收');
  const asked = form.place.getByRole('list', { name: '必须附的材料' });
  await expect(asked).toHaveText('验收资料必须附，还缺');
  await form.write('说明', '已完工');
  await form.send('申请验收');
  await expect(form.place.getByText('还缺：验收资料。请上传后再提交。')).toBeVisible();
  await form.bring('验收资料');
  await expect(asked).toHaveText('验收资料已附');
  await form.send('申请验收');
  await town.seesState('验收中');
});

test('a file chosen again after the page was reloaded goes on where its last byte arrived', async () => {
  const project = await city.office.draft('standard');
  const town = await city.visitAs('town-440781');
  const { page } = town;
  const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(6_000_000), Buffer.from('\n%%EOF\n')]);
  // On disk: a browser knows the same file again by when it was changed last.
  const large = join(city.office.dataDir, '大文件.pdf');
  await writeFile(large, content);
  const panel = page.locator('#draft-papers');
  const choose = () => panel.locator('input[type=file]').setInputFiles(large);
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH' && request.url().includes('/uploads/'))
      offsets.push(Number(request.headers()['upload-offset']));
  });

  await town.open(`/projects/${project}/draft`);
  await expect(panel.getByText('点击选择或拖入文件')).toBeVisible();
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 1_000_000,
  });
  await choose();
  const arrived = async () => {
    const [row] = await city.office.db.query<{ id: string }[]>(`select id from upload where name = '大文件.pdf'`);
    const path = join(city.office.dataDir, 'papers', 'arriving', row?.id ?? 'nothing');
    return (await stat(path).catch(() => null))?.size ?? 0;
  };
  await expect.poll(arrived, { timeout: 30_000 }).toBeGreaterThan(1_000_000);

  await page.getByRole('link', { name: '待办', exact: true }).click();
  const question = page.getByRole('dialog', { name: '还有附件没有传完' });
  await question.getByRole('button', { name: '留下等待' }).click();
  await expect(page).toHaveURL(/\/draft$/);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await expect(panel.getByText('点击选择或拖入文件')).toBeVisible();
  await choose();
  await expect(panel.getByRole('button', { name: '移除 大文件.pdf' })).toBeVisible();
  expect(offsets[0]).toBe(0);
  expect(offsets.at(-1)).toBeGreaterThan(1_000_000);
  const rows = await city.office.db.query<object[]>(`select from upload where name = '大文件.pdf'`);
  expect(rows).toHaveLength(1);
});
