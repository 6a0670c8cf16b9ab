import type { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import type { Member } from '../../workflows/actor.js';
import { inTransaction, type Tx, txOn } from './transaction.js';

/** What the policies of the database compare: see migrations/1700000008000-scope.ts. */
export type Scope = Pick<Member, 'personId' | 'organisationId' | 'regionId' | 'role' | 'level'>;

const setScope = `select set_config('sluice.person', $1, true), set_config('sluice.organisation', $2, true),
  set_config('sluice.region', $3, true), set_config('sluice.role', $4, true), set_config('sluice.level', $5, true)`;

const valuesOf = ({ personId, organisationId, regionId, role, level }: Scope) => [
  String(personId),
  String(organisationId),
  regionId,
  role,
  level,
];

/**
 * Reads as this member: one read-only transaction, one snapshot, and PostgreSQL shows what is in the member's scope and
 * nothing else, whatever a query forgets to ask. Outside of it the ordinary connection sees nothing that belongs to a
 * project. Beginning goes out with the first query, where connections are pipelined.
 */
export async function readingAs<T>(dataSource: DataSource, member: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  try {
    const tx = txOn(runner, client);
    const begun = Promise.all([
      client.query('begin isolation level repeatable read, read only'),
      tx.named('scope.set', setScope, valuesOf(member)),
    ]);
    const [result] = await Promise.all([work(tx), begun]);
    await client.query('commit');
    return result;
  } catch (error) {
    // A lost connection cannot be rolled back, and says so a second time: the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** Writes ordinary rows as this member: `inTransaction` within the member's scope. What was decided is the door's to write. */
export function writingAs<T>(dataSource: DataSource, member: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(dataSource, async (tx) => {
    await tx.named('scope.set', setScope, valuesOf(member));
    return work(tx);
  });
}
