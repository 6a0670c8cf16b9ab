import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
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

test('what TypeORM maps is what the migrations made', async () => {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});
