import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { type DatabaseRole, servingOptions } from '../../src/database/data-source.js';
import { createLanePool, createSessionPool } from '../../src/database/keyed-pools.js';
import { isOutage } from '../../src/database/outage.js';
import { inTransaction } from '../../src/database/transaction.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

let place: TestPlace;
let proxy: CuttingProxy;
let dataSource: DataSource;
beforeAll(async () => {
  place = await testDatabase();
  proxy = await CuttingProxy.before(place.url);
  dataSource = await new DataSource(servingOptions(proxy.url, 'sluice_door')).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  proxy.away();
  await place.drop();
});

const begin = (region: string) =>
  inTransaction(dataSource, (tx) =>
    tx.named('test.begin', `insert into region (id, name, level) values ($1, '区', 'county')`, [region]),
  ).catch((error: unknown) => error);

const isThere = async (region: string): Promise<boolean> =>
  (await dataSource.query<unknown[]>('select from region where id = $1', [region])).length > 0;

test.each([
  ['before-commit', false],
  ['after-commit', true],
] as const)('When the connection is cut %s, nobody claims to know whether it was done', async (where, isDone) => {
  proxy.cutNext(where);
  expect(await begin(where)).toMatchObject({ name: 'Unavailable', code: 'service.outcome-unknown' });
  expect(await isThere(where)).toBe(isDone);
});

test('What is lost before COMMIT was sent was not done, and is told as an outage', async () => {
  const error = await inTransaction(dataSource, async (tx) => {
    proxy.away();
    await tx.manager.query('select 1');
  }).catch((each: unknown) => each);
  await proxy.back();
  expect(error).not.toMatchObject({ name: 'Unavailable' });
  expect(isOutage(error)).toBe(true);
});

test('What waits for too long is ended by PostgreSQL, or given up where PostgreSQL stands still', async () => {
  const startedAt = performance.now();
  const ended: unknown = await dataSource.query('select pg_sleep(60)').catch((error: unknown) => error);
  expect([(ended as { code?: string }).code, isOutage(ended)]).toEqual(['57014', true]);
  proxy.standStill();
  const givenUp: unknown = await dataSource.query('select 1').catch((error: unknown) => error);
  expect(isOutage(givenUp)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(18_000);
  proxy.goOn();
  await expect.poll(() => dataSource.query('select 1 as one').catch(() => null)).toEqual([{ one: 1 }]);
}, 30_000);

test('A connection that breaks while nobody looks after it does not end the process', async () => {
  const { master } = dataSource.driver as unknown as { master: Pool };
  const client = await master.connect();
  // The pool has handed it over, and who asked for it has not taken it yet.
  expect(() =>
    client.emit('error', new Error('terminating connection due to unexpected postmaster exit')),
  ).not.toThrow();
  client.release(true);
});

describe('A process that stands still in the middle of a transaction', () => {
  test.each([
    ['that serve pages', (url: string) => fromDataSource(url, 'sluice_app')],
    ['that write', (url: string) => fromDataSource(url, 'sluice_door')],
    ['of the lanes', (url: string) => fromPool(createLanePool(url))],
    ['that ask for sessions', (url: string) => fromPool(createSessionPool(url))],
  ])('keeps its locks for no longer than an answer may take: connections %s', async (_, asked) => {
    expect(await asked(place.url)).toEqual([{ setting: '15s' }]);
  });

  test('is told by PostgreSQL, and what it did is undone', async () => {
    const error = await inTransaction(dataSource, async ({ manager }) => {
      await manager.query(`insert into region (id, name, level) values ('stands-still', '区', 'county')`);
      await manager.query(`set local idle_in_transaction_session_timeout = '20ms'`);
      await delay(100);
      await manager.query('select 1');
    }).catch((each: unknown) => each);
    expect(isOutage(error)).toBe(true);
    expect(await isThere('stands-still')).toBe(false);
  });
});

const asking = `select current_setting('idle_in_transaction_session_timeout') as setting`;

async function fromDataSource(url: string, role: DatabaseRole): Promise<unknown> {
  const serving = await new DataSource(servingOptions(url, role)).initialize();
  const rows = await serving.query<unknown>(asking);
  await serving.destroy();
  return rows;
}

async function fromPool(pool: Pool): Promise<unknown> {
  const { rows } = await pool.query(asking);
  await pool.end();
  return rows;
}
