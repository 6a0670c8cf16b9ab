import { Pool } from 'pg';
import { urlWith } from './data-source.js';

/** Connections of the door's lanes: two, each with one batch at a time. More only lose on two cores. */
export const laneCount = 2;

/** Longer than any batch takes; what hangs beyond it is cut, so that a lane never waits for ever. */
const statementTimeoutMs = 30_000;

/** A batch that waits this long for somebody else's lock is taken apart: see `Lanes`. */
const lockTimeoutMs = 5_000;

/**
 * A lane reaches every row by its key. A plan that was made while a table was small would read the whole of it, for as
 * long as the connection lives.
 */
const byKey = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map((name) => `-c ${name}=off`);

export function createLanePool(databaseUrl: string): Pool {
  const pool = new Pool({
    connectionString: urlWith(databaseUrl, ...byKey),
    max: laneCount,
    // They stay: each has its statements prepared.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    query_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    application_name: 'sluice lane',
    keepAlive: true,
  });
  // A connection that breaks is replaced, and who uses it is told by the statement that fails; without a listener it
  // would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
