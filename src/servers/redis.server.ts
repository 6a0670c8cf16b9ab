import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { ServersError } from '../operator-error.js';
import type { DetachedServer } from './detached-server.js';
import { giveTo, serverAccount } from './server-account.js';

/** The private Redis of a folder, with the program that is on the PATH. Every write goes to its append-only file. */
export function redisServer(dataDir: string, password: string, durable: boolean): DetachedServer {
  const account = serverAccount();
  const data = join(dataDir, 'redis');
  const pidFile = join(data, 'redis.pid');
  const configFile = join(data, 'redis.conf');
  const lastPort = () =>
    existsSync(configFile)
      ? Number(/^port (\d+)$/m.exec(readFileSync(configFile, 'utf8'))?.[1]) || undefined
      : undefined;
  const url = (port: number) => `redis://:${password}@127.0.0.1:${port}/0`;
  return {
    name: 'Redis',
    account,
    pidFile,
    logFile: join(dataDir, 'redis.log'),
    command: (port) => {
      // In a file, because everybody on the machine may read a command line, and the password is in it.
      const lines = [
        'bind 127.0.0.1',
        `port ${port}`,
        `requirepass ${password}`,
        `dir "${data}"`,
        `pidfile "${pidFile}"`,
        `appendonly ${durable ? 'yes' : 'no'}`,
        'save ""',
        'databases 64',
        'maxmemory-policy noeviction',
      ];
      writeFileSync(configFile, `${lines.join('\n')}\n`, { mode: 0o600 });
      giveTo(account, configFile);
      return { file: findOnPath(['redis-server', 'valkey-server']), args: [configFile] };
    },
    // Its command line shows the configuration file at first, then the address.
    isOurs: (commandLine) => commandLine.includes(configFile) || commandLine.includes(`127.0.0.1:${lastPort()}`),
    lastPort,
    prepare: () => {
      mkdirSync(data, { recursive: true, mode: 0o700 });
      giveTo(account, data);
    },
    check: (port) => checkOwnRedis(url(port), data),
    url,
    stopSignal: 'SIGTERM',
  };
}

/** Rejects unless a Redis answers at this URL and lets us in. */
export async function pingRedis(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.ping());
}

async function checkOwnRedis(url: string, data: string): Promise<void> {
  await withRedis(url, async (redis) => {
    await redis.ping();
    const [, folder] = (await redis.config('GET', 'dir')) as string[];
    if (!folder || realpathSync(folder) !== realpathSync(data)) throw new Error('another server answers');
  });
}

async function withRedis(url: string, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3000,
    commandTimeout: 1500,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  // ioredis says "Connection is closed." to the caller and the cause only here.
  let cause: Error | undefined;
  redis.on('error', (error) => (cause = error));
  try {
    await redis.connect();
    await work(redis);
  } catch (error) {
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}

function findOnPath(programs: string[]): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(isProgram);
  if (found) return found;
  throw new ServersError({
    en: 'There is no redis-server or valkey-server on the PATH: run script/bootstrap to install one, or set REDIS_URL.',
    'zh-CN': 'PATH 中没有 redis-server 或 valkey-server：请运行 script/bootstrap 安装，或设置 REDIS_URL。',
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
