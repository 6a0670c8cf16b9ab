import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryRunner } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PaperSweep } from '../../src/papers/paper-sweep.js';
import type { NamedPaper } from '../../workflows/project/papers.js';
import { completeContent, Office } from '../support/office.js';

const town = 'town-440781';
/** Whoever is to stand still waits for this lock. */
const gate = 4711;

let office: Office;
let keeper: QueryRunner;
beforeAll(async () => {
  office = await Office.open();
  keeper = office.db.createQueryRunner();
  await keeper.query(`create function stand_still() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(${gate}); return coalesce(new, old); end $$`);
});
afterAll(async () => {
  await keeper.release();
  await office.close();
});
beforeEach(() => keeper.query(`select pg_advisory_lock(${gate})`));
afterEach(async () => {
  await keeper.query('drop trigger if exists stand_still on upload');
  await keeper.query('drop trigger if exists stand_still on draft');
});

const open = () => keeper.query(`select pg_advisory_unlock(${gate})`);
async function standing(what: RegExp): Promise<void> {
  const count = async () => {
    const rows = await office.db.query<{ query: string }[]>(
      `select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.filter(({ query }) => what.test(query)).length;
  };
  await expect.poll(count, { timeout: 10_000 }).toBe(1);
}

const sweep = () =>
  office.app
    .get(PaperSweep, { strict: false })
    .sweep(new Date(Date.parse(office.clock.now()) + 2 * 86_400_000).toISOString());
const isKept = ({ hash }: NamedPaper) =>
  existsSync(join(office.dataDir, 'papers', 'kept', hash.slice(0, 2), hash.slice(2)));
const named = async (project: number) =>
  (await office.get<{ content: { papers: { hash: string }[] } }>(town, `/projects/${project}/draft`)).content.papers;

async function save(project: number, paper: NamedPaper) {
  const { version } = await office.get<{ version: number }>(town, `/projects/${project}/draft`);
  const content = { ...completeContent('440781', '1000000'), papers: [paper] };
  return () => office.request(town, 'PUT', `/projects/${project}/draft`, { version, content });
}

describe('A draft that begins to name a paper while the sweep takes away what nothing names', () => {
  test('is refused where the sweep was first: it names nothing that is gone', async () => {
    const project = await office.draft('standard');
    const paper = await office.paper(town, 'other', '先扫.pdf');
    const saving = await save(project, paper);
    await keeper.query(
      'create trigger stand_still before delete on upload for each row execute function stand_still()',
    );
    const swept = sweep();
    await standing(/delete from upload/);
    const saved = saving();
    await standing(/for key share/);
    await open();
    await swept;
    expect(await saved).toMatchObject({ status: 422, body: { code: 'paper.not-there' } });
    expect([isKept(paper), (await named(project)).some(({ hash }) => hash === paper.hash)]).toEqual([false, false]);
  });

  test('keeps it where the draft was first: the sweep passes it by, then and later', async () => {
    const project = await office.draft('standard');
    const paper = await office.paper(town, 'other', '先存.pdf');
    const saving = await save(project, paper);
    await keeper.query('create trigger stand_still before update on draft for each row execute function stand_still()');
    const saved = saving();
    await standing(/update draft/);
    await sweep();
    expect(isKept(paper)).toBe(true);
    await open();
    expect((await saved).status).toBe(200);
    await sweep();
    expect([isKept(paper), (await named(project))[0]?.hash]).toEqual([true, paper.hash]);
  });
});
