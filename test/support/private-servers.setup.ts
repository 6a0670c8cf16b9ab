import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { createDataSource } from '../../src/database/data-source.js';
import { ensureServers, stopAbandoned } from '../../src/servers/ensure-servers.js';
import { databaseUrl, templateDatabase } from './template-database.js';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
    redisUrl: string;
  }
}

const prefix = 'sluice-test-';

/**
 * One PostgreSQL and one Redis for the whole run, in a folder of its own: DATABASE_URL, REDIS_URL and DATA_DIR of the
 * developer are not looked at. The migrations run once, into a template that every test file gets a copy of.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(dataDir, 0o755);
  const servers = await ensureServers({ dataDir, durable: false });
  const teardown = async () => {
    await servers.stop();
    rmSync(dataDir, { recursive: true });
  };
  try {
    await migrateTemplate(servers.databaseUrl);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('redisUrl', servers.redisUrl);
  return teardown;
}

async function migrateTemplate(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const dataSource = createDataSource(databaseUrl(serverUrl, templateDatabase));
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
}

/** What a run that was killed left behind: its servers still run, and its folder is still there. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const { uid, mtimeMs } = statSync(folder);
    // Not another user's, and not one that is being made just now.
    if (uid !== process.getuid?.() || Date.now() - mtimeMs < 60_000) continue;
    if (await stopAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
