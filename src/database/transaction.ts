import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ClientBase, PoolClient, QueryResultRow } from 'pg';
import { isOutage } from './outage.js';
import { Unavailable } from './unavailable.js';

/**
 * `named` runs a prepared statement on one connection: half the CPU in PostgreSQL of one that is parsed each time, which
 * is what TypeORM's own `query` does. Connections are pipelined: statements that are not waited for one by one go out
 * together, run in their order, and cost one round trip.
 */
export interface Statements {
  named<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
}

/** A transaction under way, passed on as the first parameter. */
export interface Tx extends Statements {
  readonly manager: EntityManager;
}

/** A serialisation failure or a deadlock: nothing was done, and running the work anew is safe. */
export const isRetried = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as { code?: string } | null)?.code ?? '');
export const attempts = 3;

/**
 * Runs `work` in one READ COMMITTED transaction; anew, three times at most, only after a serialisation failure or a deadlock.
 * Rejects with `service.outcome-unknown` when the answer to COMMIT was lost: it may be done.
 */
export async function inTransaction<T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(dataSource, work);
    } catch (error) {
      if (attempt >= attempts || !isRetried(error)) throw error;
    }
  }
}

export const statementsOn = (client: ClientBase): Statements => ({
  named: async <Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
    (await client.query<Row>({ name, text, values: [...values] })).rows,
});

export const txOn = ({ manager }: QueryRunner, client: PoolClient): Tx => ({ manager, ...statementsOn(client) });

async function once<T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction('READ COMMITTED');
    const result = await work(txOn(runner, client));
    await runner.commitTransaction().catch((error: unknown) => {
      throw isOutage(error) ? new Unavailable('service.outcome-unknown', 2, { cause: error }) : error;
    });
    return result;
  } catch (error) {
    // A lost connection cannot be rolled back, and says so a second time: the first error is the one to tell.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** Named statements outside a transaction, for reads of the door that need no lock. Requests read by `readingAs`. */
export async function reading<T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    return await work(txOn(runner, client));
  } finally {
    await runner.release();
  }
}
