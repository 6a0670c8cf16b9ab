import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Dice } from './dice.js';
import type { Sluice } from './sluice.js';

/** What is done to Sluice from outside, without a word before. Returns when it is done; recovering is not its matter. */
export type Fault = (sluice: Sluice, dice: Dice) => Promise<void>;

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      // It ended by itself a moment before.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Stands still for a while, as under a frozen disk or a virtual machine that is moved: no connection breaks. */
export async function freeze(pids: readonly number[], forMs: number): Promise<void> {
  signal(pids, 'SIGSTOP');
  await delay(forMs);
  signal(pids, 'SIGCONT');
}

export const faults = {
  'PostgreSQL killed': async (sluice) => {
    const backends = sluice.pids('backends');
    signal(sluice.pids('postgres'), 'SIGKILL');
    // They go on answering for a moment, and whoever asked whether all is ready again would be told yes.
    while (backends.some(isAlive)) await delay(20);
  },
  'one backend of PostgreSQL killed': async (sluice, dice) =>
    signal([dice.oneOf(sluice.pids('backends'))].filter(Boolean), 'SIGKILL'),
  'PostgreSQL frozen': async (sluice, dice) =>
    freeze([...sluice.pids('postgres'), ...sluice.pids('backends')], dice.between(500, 20_000)),
  'Redis killed': async (sluice) => signal(sluice.pids('redis'), 'SIGKILL'),
  'Redis flushed': async (sluice) => flush((await sluice.servers()).redisUrl),
  'Redis frozen': async (sluice, dice) => freeze(sluice.pids('redis'), dice.between(500, 6_000)),
  'application killed': async (sluice) => signal(sluice.pids('application'), 'SIGKILL'),
  'application frozen': async (sluice, dice) => freeze(sluice.pids('application'), dice.between(500, 6_000)),
  'supervisor killed': async (sluice) => {
    const [application = 0] = sluice.pids('application');
    signal(sluice.pids('supervisor'), 'SIGKILL');
    while (isAlive(application)) await delay(20);
    sluice.serve();
  },
  'all killed at once': async (sluice) => {
    const parts = (['supervisor', 'application', 'postgres', 'redis'] as const).flatMap((part) => sluice.pids(part));
    signal(parts, 'SIGKILL');
    while (parts.some(isAlive)) await delay(20);
    sluice.serve();
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

async function flush(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  await redis.flushall();
  redis.disconnect();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch {
    return false;
  }
}
