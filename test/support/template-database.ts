/** The migrated database that each test file gets a copy of. */
export const templateDatabase = 'sluice_template';

/** The same server, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
}
