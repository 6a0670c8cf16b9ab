import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootDir } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { importProgramme } from '../../src/import/import-programme.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// One fen more, past every trigger, in each money column that the catalogue knows: verification says so and names the row.

let place: TestPlace;
let db: DataSource;
let columns: { table: string; column: string; keys: string[] }[];

beforeAll(async () => {
  place = await testDatabase();
  db = await createDataSource(place.url).initialize();
  const door = await createDataSource(place.url, 'sluice_door').initialize();
  await importProgramme(door, join(rootDir, 'examples', 'jiangmen-2022'), 2022);
  await door.destroy();
  // What the programme of 2022 does not have.
  await db.query(`
    insert into roster (id, project_id, year, line, people, total_fen, brought_by, brought_at)
      select 1, p.id, p.year, p.line, 2, 300, (select min(id) from person), '2022-10-01' from project p order by p.id limit 1;
    insert into roster_person (roster_id, no, project_id, name, key_id, sealed, lookups, amount_fen)
      select 1, no, r.project_id, '甲', 'k', '', '{}', 100 * no from roster r, generate_series(1, 2) no`);
  columns = await db.query(`
    select c.relname as table, a.attname as column,
      (select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum)) from pg_index i
        join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as keys
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and (t.typname = 'fen' or a.attname like '%\\_fen')
    order by 1, 2`);
}, 90_000);
afterAll(async () => {
  await db.destroy();
  await place.drop();
});

/** Figures that nothing else repeats: a plan, or what somebody found or wrote. */
const alone: Readonly<Record<string, string>> = {
  'budget_standard.rate_fen': 'a plan; a trigger holds the line to it until the budget is approved',
  'change.new_amount_fen': 'what was asked for; what was approved of it is in the reckoning from history',
  'income_source.planned_fen': 'a plan; that of a levy is compared with the levy',
  'inspection.accepted_fen': 'what an inspector found: it caps claims, and moves nothing',
  'levy.revenue_fen': 'what a region reported; a CHECK ties it to the amount',
  'milestone.amount_fen': 'what a contract says',
  'progress.spent_fen': 'what an applicant reports',
  'share.asked_fen': 'what was asked for; what was approved is in the schedule',
  'share.proposed_fen': 'what the panel voted on; what was approved is in the schedule',
  'document_line.before_fen': 'what stood before, as the document says it',
  'document_line.after_fen': 'what the document says; the line keeps what was approved',
};

interface Planted {
  /** The rule that stopped even a superuser. */
  readonly rule?: string;
  readonly found: readonly { rows: readonly string[]; subject: string }[];
  readonly row: string;
}

/** One fen more in the first row that has any, looked at, and taken back. */
async function plant({ table, column, keys }: (typeof columns)[number]): Promise<Planted | null> {
  const runner = db.createQueryRunner();
  try {
    const [target] = (await runner.query(
      `select ctid::text as at, ${keys.map((key) => `${key}::text`).join(` || '/' || `)} as key from ${table}
       where ${column} is not null ${table === 'document_item' ? `and document_id in (select id from document where kind in ('approval', 'release'))` : ''}
       order by ${keys.join()} limit 1`,
    )) as { at: string; key: string }[];
    if (!target) return null;
    const row = `${table} ${target.key}`;
    await runner.query('set session_replication_role = replica');
    const where = keys.map((key, index) => `${key}::text = (string_to_array($1, '/'))[${index + 1}]`).join(' and ');
    try {
      await runner.query(`update ${table} set ${column} = ${column} + 1 where ${where}`, [target.key]);
    } catch (error) {
      const { constraint } = error as { constraint?: string };
      if (!constraint) throw error;
      return { rule: constraint, found: [], row };
    }
    const found = await differencesInBooks(db);
    await runner.query(`update ${table} set ${column} = ${column} - 1 where ${where}`, [target.key]);
    return { found, row };
  } finally {
    await runner.query('set session_replication_role = origin');
    await runner.release();
  }
}

describe('One fen past every trigger', () => {
  test('is found in whatever column it is, and its row is named, or the column is known to stand alone', async () => {
    const silent: string[] = [];
    const empty: string[] = [];
    for (const each of columns) {
      const name = `${each.table}.${each.column}`;
      if (Object.hasOwn(alone, name)) continue;
      const planted = await plant(each);
      if (planted === null) empty.push(name);
      else if (!planted.rule && !planted.found.some(({ rows }) => rows.includes(planted.row))) silent.push(name);
    }
    expect(silent).toEqual([]);
    expect(empty).toEqual([]);
    expect(columns.length).toBeGreaterThan(20);
    expect(await differencesInBooks(db)).toEqual([]);
  }, 120_000);

  test('and no column is said to stand alone that is not there', () => {
    const there = columns.map(({ table, column }) => `${table}.${column}`);
    expect(Object.keys(alone).filter((name) => !there.includes(name))).toEqual([]);
  });
});
