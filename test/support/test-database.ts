import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { inject } from 'vitest';
import { databaseUrl, templateDatabase } from './template-database.js';

/** A place for one test file alone. */
export interface TestPlace {
  url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A new, migrated, empty database. */
export async function testDatabase(): Promise<TestPlace> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${templateDatabase}`);
  return {
    url: databaseUrl(inject('databaseUrl'), name),
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}

/** An empty Redis database. Vitest numbers the workers that run at once, and a worker runs one file at a time. */
export async function testRedis(): Promise<TestPlace> {
  const url = databaseUrl(inject('redisUrl'), process.env.VITEST_POOL_ID ?? '0');
  const flush = async () => {
    const redis = new Redis(url);
    await redis.flushdb();
    redis.disconnect();
  };
  await flush();
  return { url, drop: flush };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
