import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePdf } from '../../src/demo/sample-papers.js';
import { PaperSweep } from '../../src/papers/paper-sweep.js';
import { S3ContentStore } from '../../src/papers/s3-content-store.js';
import { Office } from '../support/office.js';
import { S3Server } from '../support/s3-server.js';

const town = 'town-440781';

let server: S3Server;
let office: Office;
beforeAll(async () => {
  server = await S3Server.start();
  office = await Office.open({ s3: server.settings });
});
afterAll(async () => {
  await office.close();
  await server.remove();
});

const inBucket = async () => {
  const found: string[] = [];
  for await (const hash of new S3ContentStore(server.settings).hashes()) found.push(hash);
  return found;
};
const download = async (who: string, project: number, no: number) =>
  office.app.inject({
    method: 'GET',
    url: `/api/projects/${project}/papers/${no}/content`,
    headers: { cookie: await office.cookieOf(who) },
  });

test('Papers go to the bucket and come from it, and the sweep takes away there what nothing names', async () => {
  const content = samplePdf('在桶里');
  const [named, unnamed] = [
    await office.paper(town, 'other', '说明.pdf', content),
    await office.paper(town, 'other', '没用.pdf'),
  ];
  const project = await office.bring('cityReview.intake');
  await office.does(town, project, 'paper.add', { papers: [named], note: '补充' });
  expect(await inBucket()).toEqual(expect.arrayContaining([named.hash, unnamed.hash]));
  expect(existsSync(join(office.dataDir, 'papers', 'kept'))).toBe(false);
  const { papers } = await office.get<{ papers: { no: number; hash: string }[] }>(town, `/projects/${project}`);
  const { no } = papers.find(({ hash }) => hash === named.hash)!;
  expect((await download('officer-440781', project, no)).rawPayload.equals(content)).toBe(true);

  const later = new Date(Date.parse(office.clock.now()) + 2 * 86_400_000).toISOString();
  await office.app.get(PaperSweep, { strict: false }).sweep(later);
  const left = await inBucket();
  expect(left).toContain(named.hash);
  expect(left).not.toContain(unnamed.hash);
});

test('While the bucket does not answer, an upload waits with all its bytes, and everything but papers goes on', async () => {
  const project = await office.bring('application.endorsing');
  await server.kill();
  const content = samplePdf('桶不在');
  const refused = await office.upload(town, 'other', '等待.pdf', content);
  expect(refused).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
  expect((await download(town, project, 1)).statusCode).toBe(503);
  await office.does('officer-440781', project, 'application.endorse', { opinion: '同意' });

  await server.run();
  const [upload] = await office.db.query<{ id: string }[]>(`select id from upload where name = '等待.pdf'`);
  const arrived = await office.request(town, 'GET', `/uploads/${upload!.id}/paper`);
  expect(arrived).toMatchObject({ status: 200, body: { bytes: content.length } });
  expect(await inBucket()).toContain(arrived.body['hash']);
  expect((await download(town, project, 1)).statusCode).toBe(200);
});

test('The application does not start without its bucket, and says why', async () => {
  const s3 = { ...server.settings, bucket: 'nothing-here' };
  await expect(Office.open({ s3 })).rejects.toThrow('PAPERS_S3_BUCKET: there is no bucket "nothing-here"');
});
