import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCommand } from '../../src/cli/commands/verify.command.js';
import { loadSettings } from '../../src/config.js';
import { LocalContentStore } from '../../src/papers/local-content-store.js';
import { verifyPapers } from '../../src/papers/verify-papers.js';
import { Office } from '../support/office.js';

const town = 'town-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const kept = () => join(office.dataDir, 'papers', 'kept');
const placeOf = (hash: string) => join(kept(), hash.slice(0, 2), hash.slice(2));
const verified = () => verifyPapers(office.db, new LocalContentStore(kept()));

test('Every paper is there and whole; what is missing or changed is listed with its project, and orphans are counted', async () => {
  const project = await office.bring('cityReview.intake');
  const [added, replaced] = [
    await office.paper(town, 'other', '补充说明.pdf'),
    await office.paper(town, 'contract', '合同.pdf'),
  ];
  await office.does(town, project, 'paper.add', { papers: [added, replaced], note: '补充' });
  expect(await verified()).toEqual({ files: 4, differences: [], orphans: 0 });

  await rm(placeOf(added.hash));
  await rm(placeOf(replaced.hash));
  await writeFile(placeOf(replaced.hash), 'something else');
  const orphan = 'a'.repeat(62);
  await writeFile(join(kept(), replaced.hash.slice(0, 2), orphan), 'nobody’s');
  const { code } = await office.get(town, `/projects/${project}`);
  expect(await verified()).toEqual({
    files: 4,
    differences: [
      { subject: code, paper: 'paper/3', name: '补充说明.pdf', hash: added.hash, finding: 'missing' },
      { subject: code, paper: 'paper/4', name: '合同.pdf', hash: replaced.hash, finding: 'damaged' },
    ],
    orphans: 1,
  });
});

test('The operator’s command says so in words and by its exit code, in both languages', async () => {
  const { DATABASE_URL, REDIS_URL } = office.servers;
  const settings = loadSettings({ DATABASE_URL, REDIS_URL, DATA_DIR: office.dataDir });
  const run = (language: 'en' | 'zh-CN') =>
    verifyCommand.run({ settings, language, report: () => undefined }, [], { papers: true });
  const outcome = await run('en');
  expect(outcome.exitCode).toBe(1);
  expect(outcome.text.split('\n')).toEqual([
    expect.stringMatching(/^missing .* paper\/3 补充说明\.pdf \([0-9a-f]{64}\)$/),
    expect.stringMatching(/^damaged .* paper\/4 合同\.pdf \([0-9a-f]{64}\)$/),
    '4 files are named, 2 differences; 1 stored files have no row.',
  ]);
  expect((await run('zh-CN')).text).toContain('已损坏');
});

test('A document whose scan is gone is listed under its number', async () => {
  const project = await office.bring('cityReview.approving');
  const { body } = await office.record('approval', [{ projectId: project, share: 1, amount: '1000000' }]);
  const [document] = await office.db.query<{ number: string; hash: string }[]>(
    'select number, scan_hash as hash from document where id = $1',
    [body.id],
  );
  await rm(placeOf(document!.hash));
  const { differences } = await verified();
  expect(differences.filter(({ paper }) => paper === 'scan')).toEqual([
    { subject: document!.number, paper: 'scan', name: '批文扫描件.pdf', hash: document!.hash, finding: 'missing' },
  ]);
});
