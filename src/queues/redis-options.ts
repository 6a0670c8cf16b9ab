import { Redis, type RedisOptions } from 'ioredis';
import type { QueueOptions } from 'bull';

const retrySoon = (attempt: number) => Math.min(attempt * 100, 1000);
const always: RedisOptions = { connectTimeout: 1000, enableReadyCheck: false, retryStrategy: retrySoon };

/**
 * Connections that fail fast where a request waits for them, and that wait for Redis to come back where a worker does.
 * With Bull's defaults `add` hangs for ever while Redis is down.
 */
export function queueOptions(redisUrl: string): QueueOptions {
  return {
    prefix: '{sluice}',
    createClient: (type) =>
      new Redis(
        redisUrl,
        type === 'client'
          ? { ...always, maxRetriesPerRequest: 1, commandTimeout: 1000 }
          : { ...always, maxRetriesPerRequest: null },
      ),
    // Bull ignores an `add` while a job of that id exists, even a failed one.
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: true,
      attempts: 3,
      backoff: { type: 'exponential', delay: 1000 },
    },
  };
}
