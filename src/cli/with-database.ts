import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source.js';
import { withServers, type Surroundings } from './command.js';
import { migrate } from './migrate.js';

/** As `withServers`, for commands that work on the database alone: connected as the door is, at the schema of this version. */
export function withDatabase<T>(surroundings: Surroundings, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  return withServers(surroundings, async ({ databaseUrl, doorDatabaseUrl = databaseUrl }) => {
    await migrate(databaseUrl);
    const dataSource = await createDataSource(doorDatabaseUrl, 'sluice_door').initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });
}
