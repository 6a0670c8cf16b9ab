import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource, migrations } from '../../src/database/data-source.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

let place: TestPlace;
let dataSource: DataSource;
beforeAll(async () => {
  place = await testDatabase();
  dataSource = await createDataSource(place.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await place.drop();
});

/** Everything in the schema, in words: tables with their columns, rules, indexes, triggers, functions, policies, grants, types. */
async function schema(): Promise<string[]> {
  const rows = await dataSource.query<{ line: string }[]>(`
    select 'column ' || table_name || '.' || column_name || ' ' || coalesce(domain_name, udt_name) || ' ' || is_nullable
      || ' ' || coalesce(column_default, generation_expression, identity_generation, '') as line
      from information_schema.columns where table_schema = 'public' and table_name <> 'migration'
    union all
    select 'rule ' || coalesce(conrelid::regclass::text, contypid::regtype::text) || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid <> to_regclass('migration')
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migration'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'policy ' || tablename || '.' || policyname || ' ' || roles::text || ' ' || cmd || ' ' || coalesce(qual, '') || ' '
      || coalesce(with_check, '') from pg_policies where schemaname = 'public'
    union all select 'narrowed ' || relname || ' ' || relforcerowsecurity::text from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity
    union all select 'granted ' || table_name || ' ' || privilege_type || ' to ' || grantee from information_schema.table_privileges
      where table_schema = 'public' and table_name <> 'migration' and grantee like 'sluice!_%' escape '!'
    union all select 'type ' || typname || ' ' || typtype::text from pg_type
      where typnamespace = 'public'::regnamespace and typtype in ('d', 'e')
    order by 1`);
  return rows.map(({ line }) => line);
}

test('every migration can be taken back, and made again to the same', async () => {
  const made = await schema();
  expect(made.length).toBeGreaterThan(200);
  for (let left = migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  expect(await schema()).toEqual([]);
  await dataSource.runMigrations();
  expect(await schema()).toEqual(made);
});

test('each migration stands by itself: down and up again, one after the other', async () => {
  const made = await schema();
  for (let back = 1; back <= migrations.length; back += 1) {
    for (let count = 0; count < back; count += 1) await dataSource.undoLastMigration();
    await dataSource.runMigrations();
    expect(await schema()).toEqual(made);
  }
});
