import { createDataSource } from '../database/data-source.js';

/** Any number that nothing else locks in this database. */
const migrationLock = 7_200_001;

/**
 * Brings the database to the schema of this version and returns the names of the migrations that ran. Two at once do
 * not collide: the second waits and finds nothing left to do.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const dataSource = await createDataSource(databaseUrl).initialize();
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.query('select pg_advisory_lock($1)', [migrationLock]);
    const migrations = await dataSource.runMigrations();
    return migrations.map(({ name }) => name);
  } finally {
    // Ends the connection, and with it the lock.
    await queryRunner.release();
    await dataSource.destroy();
  }
}
