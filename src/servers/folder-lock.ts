import { linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServersError } from '../operator-error.js';
import { isAlive, self, type ProcessIdentity } from './process-identity.js';

/**
 * At most one process is inside `work` for this folder; whoever died inside, even by kill -9, does not block the next.
 *
 * The lock is a row of numbered files. The highest one names its holder, or nobody once it was released. To enter is to
 * create the next number, which the file system grants to one only; lower numbers are removed by whoever stands above
 * them, and the highest is never removed. So a stale lock is passed by, not deleted, and the usual race (two break the
 * same stale lock, and the second deletes the first one's fresh lock) cannot happen.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const file = await enter(folder, Date.now() + timeoutMs);
  try {
    return await work();
  } finally {
    writeFileSync(file, JSON.stringify(null));
  }
}

async function enter(folder: string, deadline: number): Promise<string> {
  for (;;) {
    const highest = Math.max(0, ...numbers(folder));
    const holder = highest === 0 ? null : holderOf(join(folder, String(highest)));
    if (holder === null || !isAlive(holder)) {
      const mine = take(folder, highest + 1);
      if (mine) return mine;
      continue;
    }
    if (Date.now() > deadline) {
      throw new ServersError({
        en: `Process ${holder.pid} has been starting or stopping servers for two minutes; end it and try again.`,
        'zh-CN': `进程 ${holder.pid} 启动或停止服务已超过两分钟；请结束该进程后重试。`,
      });
    }
    await delay(50);
  }
}

/** Creates the file with its content in one step, so that nobody ever reads an empty one. */
function take(folder: string, number: number): string | undefined {
  const draft = join(folder, `draft-${process.pid}-${number}-${Math.random().toString(36).slice(2)}`);
  const file = join(folder, String(number));
  writeFileSync(draft, JSON.stringify(self()));
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const others = numbers(folder);
  if (others.some((other) => other > number)) {
    // We had looked long ago: others have come and gone since, and our number was free only because they cleared it.
    rmSync(file);
    return undefined;
  }
  for (const lower of others.filter((other) => other < number)) rmSync(join(folder, String(lower)), { force: true });
  return file;
}

function numbers(folder: string): number[] {
  return readdirSync(folder).map(Number).filter(Number.isInteger);
}

/** Null when released, or when a higher number has just removed it: then taking the next number fails or backs off. */
function holderOf(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity | null;
  } catch {
    return null;
  }
}
