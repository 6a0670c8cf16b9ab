import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { People1700000001000 } from '../../migrations/1700000001000-people.js';
import { Funds1700000002000 } from '../../migrations/1700000002000-funds.js';
import { Documents1700000003000 } from '../../migrations/1700000003000-documents.js';
import { Projects1700000004000 } from '../../migrations/1700000004000-projects.js';
import { Parts1700000005000 } from '../../migrations/1700000005000-parts.js';
import { Ledger1700000006000 } from '../../migrations/1700000006000-ledger.js';
import { Notices1700000007000 } from '../../migrations/1700000007000-notices.js';
import { Scope1700000008000 } from '../../migrations/1700000008000-scope.js';
import { Papers1700000009000 } from '../../migrations/1700000009000-papers.js';
import { Rosters1700000010000 } from '../../migrations/1700000010000-rosters.js';
import { ClaimHints1700000011000 } from '../../migrations/1700000011000-claim-hints.js';
import { Income1700000012000 } from '../../migrations/1700000012000-income.js';
import { YearEnd1700000013000 } from '../../migrations/1700000013000-year-end.js';
import { Chains1700000015000 } from '../../migrations/1700000015000-chains.js';
import { BookChecks1700000016000 } from '../../migrations/1700000016000-book-checks.js';
import { entities } from './entities.js';

export const migrations = [
  People1700000001000,
  Funds1700000002000,
  Documents1700000003000,
  Projects1700000004000,
  Parts1700000005000,
  Ledger1700000006000,
  Notices1700000007000,
  Scope1700000008000,
  Papers1700000009000,
  Rosters1700000010000,
  ClaimHints1700000011000,
  Income1700000012000,
  YearEnd1700000013000,
  Chains1700000015000,
  BookChecks1700000016000,
];

/** The plain roles that connections take: `sluice_app` serves requests, `sluice_door` writes what was decided. */
export type DatabaseRole = 'sluice_app' | 'sluice_door';

/** More connections than this only lose on two cores; waiting work belongs into a queue, not into PostgreSQL. */
const connections: Record<DatabaseRole, number> = { sluice_app: 10, sluice_door: 6 };

/**
 * A connection that breaks in the moment between two owners, the pool and who asked it, would end the process: nobody
 * listens then. Whoever uses it is told by the statement that fails.
 */
const neverWithoutListener = (client: ClientBase): void => void client.on('error', () => undefined);

/**
 * How long one statement of a request may take. PostgreSQL ends it; where PostgreSQL stands still and ends nothing, its
 * connection is given up a second later. With the wait for a connection this stays within the time for an answer.
 */
export const servingTimeouts = { statement_timeout: 7_000, query_timeout: 8_000 };

/**
 * How long a transaction may wait for the process that began it: one that stands still, or was cut off without a word,
 * holds its locks no longer than anybody waits for an answer.
 */
export const idleTimeout = { idle_in_transaction_session_timeout: 15_000 };

/**
 * Without a role a connection is what its login is: for migrations, which own the tables. Where policies would hide rows
 * from it, it fails instead: a migration must not change half of them and say nothing.
 */
export function dataSourceOptions(databaseUrl: string, role?: DatabaseRole): DataSourceOptions {
  return {
    type: 'postgres',
    url: role ? urlAs(databaseUrl, role) : urlWith(databaseUrl, '-c row_security=off'),
    entities,
    migrations,
    migrationsTableName: 'migration',
    poolSize: role ? connections[role] : connections.sluice_door,
    connectTimeoutMS: 5_000,
    applicationName: 'sluice',
    extra: { pipeline: true, onConnect: neverWithoutListener },
  };
}

/** As `dataSourceOptions`, for what people wait for: no statement holds anybody up. */
export function servingOptions(databaseUrl: string, role: DatabaseRole): DataSourceOptions {
  const options = dataSourceOptions(databaseUrl, role);
  return { ...options, extra: { ...options.extra, ...servingTimeouts, ...idleTimeout } };
}

export const createDataSource = (databaseUrl: string, role?: DatabaseRole): DataSource =>
  new DataSource(dataSourceOptions(databaseUrl, role));

/** The same URL, whose connections take the role as they begin: there is no moment in which they are more. */
export const urlAs = (databaseUrl: string, role: DatabaseRole): string => urlWith(databaseUrl, `-c role=${role}`);

/** The same URL, whose connections begin with these options beside those that it names itself. */
export function urlWith(databaseUrl: string, ...options: readonly string[]): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', [given, ...options].filter(Boolean).join(' '));
  return url.href;
}
