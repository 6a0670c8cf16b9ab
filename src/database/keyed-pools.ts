import { Pool, type PoolConfig } from 'pg';
import { idleTimeout, servingTimeouts, urlWith } from './data-source.js';
import { roundTripsOn } from './round-trips.js';
import type { Statements } from './transaction.js';

/** Connections of the door's lanes: two, each with one batch at a time. More only lose on two cores. */
export const laneCount = 2;

/** Longer than any batch takes; what hangs beyond it is cut, so that a lane never waits for ever. */
const statementTimeoutMs = 30_000;

/** A batch that waits this long for somebody else's lock is taken apart: see `Lanes`. */
const lockTimeoutMs = 5_000;

/**
 * These connections reach every row by its key, with few statements that they run for weeks. A plan that was made while a
 * table was small would read the whole of it; and PostgreSQL, which thinks a plan for one key cheaper than the one for any
 * number, would plan each statement anew each time, which takes longer than to run it. What is planned once must be right
 * for any size: a table is not joined to what is sent, but looked up for each row of it, in a subquery of its own.
 */
const byKey = [
  '-c enable_seqscan=off',
  '-c enable_hashjoin=off',
  '-c enable_mergejoin=off',
  '-c enable_material=off',
  '-c plan_cache_mode=force_generic_plan',
];

/** For the door's lanes. */
export const createLanePool = (databaseUrl: string): Pool =>
  createKeyedPool(databaseUrl, {
    max: laneCount,
    query_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    application_name: 'sluice lane',
  });

/** For the question whose session it is, which comes before every request and waits behind none. */
export const createSessionPool = (databaseUrl: string): Pool =>
  createKeyedPool(databaseUrl, { max: 2, ...servingTimeouts, application_name: 'sluice session' });

function createKeyedPool(databaseUrl: string, config: PoolConfig): Pool {
  const pool = new Pool({
    connectionString: urlWith(databaseUrl, ...byKey),
    // They stay: each has its statements prepared.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ...idleTimeout,
    ...config,
  });
  // A connection that breaks is replaced, and who uses it is told by the statement that fails; without a listener it
  // would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One round trip, or several, outside a transaction. A connection on which it failed is not used again. */
export async function readingOn<T>(pool: Pool, work: (tx: Statements) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    const result = await work(roundTripsOn(client));
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}
