import { DataSource, type DataSourceOptions } from 'typeorm';
import { People1700000001000 } from '../../migrations/1700000001000-people.js';
import { Funds1700000002000 } from '../../migrations/1700000002000-funds.js';
import { Documents1700000003000 } from '../../migrations/1700000003000-documents.js';
import { Projects1700000004000 } from '../../migrations/1700000004000-projects.js';
import { Parts1700000005000 } from '../../migrations/1700000005000-parts.js';
import { Ledger1700000006000 } from '../../migrations/1700000006000-ledger.js';
import { Notices1700000007000 } from '../../migrations/1700000007000-notices.js';
import { entities } from './entities.js';

export const migrations = [
  People1700000001000,
  Funds1700000002000,
  Documents1700000003000,
  Projects1700000004000,
  Parts1700000005000,
  Ledger1700000006000,
  Notices1700000007000,
];

export function dataSourceOptions(databaseUrl: string): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities,
    migrations,
    migrationsTableName: 'migration',
    // More connections than this only lose on two cores; waiting work belongs into a queue, not into PostgreSQL.
    poolSize: 16,
    connectTimeoutMS: 5_000,
    applicationName: 'sluice',
  };
}

export const createDataSource = (databaseUrl: string): DataSource => new DataSource(dataSourceOptions(databaseUrl));
