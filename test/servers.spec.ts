import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ensureServers, stopAbandoned, type Servers } from '../src/servers/ensure-servers.js';
import { withFolderLock } from '../src/servers/folder-lock.js';
import { startOf } from '../src/servers/process-identity.js';
import { pingRedis } from '../src/servers/redis.server.js';

// Nothing is faked here: real servers are started, joined and killed.

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'servers-under-test');
const base = mkdtempSync(join(tmpdir(), 'sluice-servers-'));
const dataDir = join(base, 'one');
const children: ChildProcess[] = [];
const inUse: Servers[] = [];

beforeAll(() => {
  chmodSync(base, 0o755);
  buildForChildren();
});

afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  for (const servers of inUse.splice(0)) await servers.stop();
});

afterAll(async () => {
  for (const name of readdirSync(base)) await stopAbandoned(join(base, name));
  rmSync(base, { recursive: true });
  rmSync(built, { recursive: true });
});

describe('The servers of a folder', () => {
  test('start on first use, are shared, and stop when the last user leaves', async () => {
    const first = await use(dataDir);
    const second = await use(dataDir);
    expect([first.started, second.started]).toEqual([true, false]);
    expect(urls(second)).toEqual(urls(first));
    expect(await sql(first, 'show server_encoding')).toBe('UTF8');
    expect(await sql(first, 'show fsync')).toBe('on');
    expect(await redis(first, (client) => client.config('GET', 'appendonly'))).toEqual(['appendonly', 'yes']);
    await sql(first, 'create table kept (value text)');
    await sql(first, `insert into kept values ('钱')`);
    await redis(first, (client) => client.set('kept', '钱'));

    await first.stop();
    expect(await kept(second)).toEqual(['钱', '钱']);
    const pids = serverPids();
    await second.stop();
    expect(pids.map(startOf)).toEqual([undefined, undefined]);
    await expect(sql(second, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('are only open to who knows their password', async () => {
    const servers = await use(dataDir);
    const withoutPassword = (url: string) => Object.assign(new URL(url), { password: 'guess' }).href;
    await expect(sql({ databaseUrl: withoutPassword(servers.databaseUrl) }, 'select 1')).rejects.toThrow('password');
    await expect(pingRedis(withoutPassword(servers.redisUrl))).rejects.toThrow('WRONGPASS');
  });

  test('are not started twice by two processes at once', async () => {
    const processes = await Promise.all([startChild(), startChild(), startChild()]);
    const answers = processes.map(({ servers }) => servers);
    expect(answers.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(answers.map((servers) => JSON.stringify(urls(servers)))).size).toBe(1);
  });

  test('outlive a supervisor that was killed with -9, are found by the next, and stopped by it', async () => {
    const { child, servers } = await startChild();
    const before = serverPids();
    await end(child, 'SIGKILL');
    expect(await kept(servers)).toEqual(['钱', '钱']);

    const next = await use(dataDir);
    expect(urls(next)).toEqual(urls(servers));
    expect(serverPids()).toEqual(before);
    await next.stop();
    expect(before.map(startOf)).toEqual([undefined, undefined]);
  });

  test('that were killed with -9 themselves start again with all they had', async () => {
    const before = await use(dataDir);
    await redis(before, (client) => client.set('late', '1'));
    await delay(1100); // the append-only file is flushed every second
    for (const pid of serverPids()) process.kill(pid, 'SIGKILL');
    const after = await use(dataDir);
    expect(after.started).toBe(true);
    expect(await kept(after)).toEqual(['钱', '钱']);
    expect(await redis(after, (client) => client.get('late'))).toBe('1');
    await before.stop();
    await after.stop();
  });

  test('start again on their port although the children of the killed server linger', { timeout: 60_000 }, async () => {
    const before = await use(dataDir);
    const [postgres] = serverPids();
    const children = execFileSync('ps', ['--ppid', String(postgres), '-o', 'pid='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
    const log = join(dataDir, 'postgres.log');
    const complaints = () => readFileSync(log, 'utf8').split('still in use').length;
    const complained = complaints();
    for (const pid of children) process.kill(pid, 'SIGSTOP');
    process.kill(postgres!, 'SIGKILL');
    const starting = use(dataDir);
    try {
      while (complaints() === complained) await delay(20);
    } finally {
      for (const pid of children) process.kill(pid, 'SIGCONT');
    }
    const after = await starting;
    expect(urls(after)).toEqual(urls(before));
    expect(await kept(after)).toEqual(['钱', '钱']);
    await before.stop();
    await after.stop();
  });

  test('start although a left-over file names a process that is another’s by now, and a stranger has the port', async () => {
    const stranger = await listen();
    const { port } = stranger.address() as AddressInfo;
    const sleeping = fork('-e', ['setInterval(() => {}, 1e6)'], { execArgv: [], ...account() });
    children.push(sleeping);
    const data = join(dataDir, 'postgres');
    writeFileSync(join(data, 'postmaster.pid'), `${sleeping.pid}\n${data}\n1\n${port}\n\n127.0.0.1\n\nready\n`);
    const servers = await use(dataDir);
    expect(new URL(servers.databaseUrl).port).not.toBe(String(port));
    expect(await kept(servers)).toEqual(['钱', '钱']);
    await servers.stop();
    expect(startOf(sleeping.pid ?? 0)).toBeDefined();
    stranger.close();
  });

  test('are given a new password when theirs was lost, even while they run', async () => {
    const before = await use(dataDir);
    rmSync(join(dataDir, 'password'));
    const after = await use(dataDir);
    expect(new URL(after.databaseUrl).password).not.toBe(new URL(before.databaseUrl).password);
    expect(await kept(after)).toEqual(['钱', '钱']);
    await before.stop();
    await after.stop();
  });

  test('of two folders run side by side', async () => {
    const [one, two] = await Promise.all([use(dataDir), use(join(base, 'two'))]);
    expect(await kept(one)).toEqual(['钱', '钱']);
    await expect(sql(two, 'select value from kept')).rejects.toThrow('does not exist');
    await two.stop();
    expect(await kept(one)).toEqual(['钱', '钱']);
    await one.stop();
  });
});

describe('What the operator must put right is said in one line', () => {
  const nowhere = 'postgresql://me:secret@127.0.0.1:1/sluice';

  test('DATABASE_URL does not answer', async () => {
    const message = await refusal({ dataDir, databaseUrl: nowhere });
    expect(message).toMatch(/^DATABASE_URL \(127\.0\.0\.1:1\/sluice\) does not answer: .*ECONNREFUSED.* unset it/);
    expect(message).not.toContain('secret');
  });

  test('REDIS_URL does not answer', async () => {
    expect(await refusal({ dataDir, redisUrl: 'redis://127.0.0.1:1/0' })).toMatch(
      /^REDIS_URL \(127\.0\.0\.1:1\/0\) does not answer: .*ECONNREFUSED/,
    );
  });

  test('a server that accepts and never answers is given up soon', async () => {
    const silent = await listen();
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const [database, redisMessage] = await Promise.all([
      refusal({ dataDir, databaseUrl: `postgresql://${address}/sluice` }),
      refusal({ dataDir, redisUrl: `redis://${address}` }),
    ]);
    expect(database).toContain('DATABASE_URL');
    expect(redisMessage).toContain('REDIS_URL');
    silent.close();
  });

  test('there is no Redis on the PATH', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      expect(await refusal({ dataDir: join(base, 'three') })).toMatch(/^There is no redis-server .* script\/bootstrap/);
    } finally {
      process.env.PATH = path;
    }
    expect(existsSync(join(base, 'three', 'postgres'))).toBe(false);
  });

  test('DATA_DIR is a file, or below one', async () => {
    const file = join(base, 'two', 'password');
    for (const folder of [file, join(file, 'data'), join(file, 'some', 'data')]) {
      expect(await refusal({ dataDir: folder })).toBe(
        `DATA_DIR ${folder} cannot be written to (EEXIST${folder === file ? '' : ` ${file}`}): a file has that name; choose another folder.`,
      );
    }
  });

  test('DATA_DIR leads nowhere', async () => {
    const link = join(base, 'link');
    symlinkSync(join(base, 'gone', 'data'), link);
    expect(await refusal({ dataDir: link })).toMatch(/^DATA_DIR .* cannot be written to \(EEXIST\)/);
    rmSync(link);
  });

  test('DATA_DIR is where no folder can be made', async () => {
    // Node 20's recursive mkdir never returns from the first.
    for (const folder of ['/proc/x', '/proc/x/y', '/sys/x']) {
      expect(await refusal({ dataDir: folder })).toMatch(
        /^DATA_DIR \S+ cannot be written to \(E[A-Z]+.*\): .*choose (another|a) folder/,
      );
    }
  });

  test('DATA_DIR is where even root cannot write', async () => {
    expect(await refusal({ dataDir: '/proc' })).toMatch(/^DATA_DIR \/proc cannot be written to/);
  });

  test('DATA_DIR, or the folder that it is to be made in, belongs to somebody else', async () => {
    const theirs = join(base, 'theirs');
    mkdirSync(theirs);
    chmodSync(theirs, 0o555);
    const [at, below] = await asNobody(async () => [
      await refusal({ dataDir: theirs }),
      await refusal({ dataDir: join(theirs, 'some', 'data') }),
    ]);
    expect(at).toBe(`DATA_DIR ${theirs} cannot be written to (EACCES): choose another folder or change its owner.`);
    expect(below).toBe(
      `DATA_DIR ${join(theirs, 'some', 'data')} cannot be written to (EACCES ${join(theirs, 'some')}): choose another folder or change its owner.`,
    );
    rmSync(theirs, { recursive: true });
  });

  test.runIf(process.getuid?.() === 0)('DATA_DIR is in a folder that the user postgres cannot enter', async () => {
    const closed = join(base, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    expect(await refusal({ dataDir: join(closed, 'data') })).toContain(`chmod o+x ${closed}`);
    rmSync(closed, { recursive: true });
  });
});

describe('The lock of a folder', () => {
  const folder = join(base, 'lock-of-its-own');

  test('lets one in at a time, and passes by a holder that died', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, '7'), JSON.stringify({ pid: 1, startedAt: 'long ago' }));
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await delay(1);
      inside--;
    };
    await Promise.all(Array.from({ length: 20 }, () => withFolderLock(folder, work)));
    expect(most).toBe(1);
    rmSync(folder, { recursive: true });
  });
});

/** As any user does; in the end it leaves, even when the test failed. */
async function use(folder: string): Promise<Servers> {
  const servers = await ensureServers({ dataDir: folder });
  inUse.push(servers);
  return servers;
}

function urls({ databaseUrl, redisUrl }: Pick<Servers, 'databaseUrl' | 'redisUrl'>) {
  return { databaseUrl, redisUrl };
}

function serverPids(): number[] {
  return [join(dataDir, 'postgres', 'postmaster.pid'), join(dataDir, 'redis', 'redis.pid')].map((file) =>
    Number.parseInt(readFileSync(file, 'utf8'), 10),
  );
}

async function kept(servers: Servers): Promise<unknown[]> {
  return [await sql(servers, 'select value from kept'), await redis(servers, (client) => client.get('kept'))];
}

/** The first column of the first row. */
async function sql({ databaseUrl }: Pick<Servers, 'databaseUrl'>, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function redis<T>({ redisUrl }: Pick<Servers, 'redisUrl'>, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}

async function refusal(wanted: Parameters<typeof ensureServers>[0]): Promise<string> {
  const servers = await ensureServers(wanted).catch((error: Error) => error.message);
  if (typeof servers === 'string') {
    expect(servers).not.toContain('\n');
    return servers;
  }
  await servers.stop();
  throw new Error('it started');
}

/** Root may write anywhere: it works as another user meanwhile. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(65_534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

async function listen(): Promise<Server> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The account of the servers, so that PostgreSQL may signal our sleeper and has to take it seriously. */
function account(): { uid?: number; gid?: number } {
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return process.getuid?.() === 0 ? { uid: Number(uid), gid: Number(gid) } : {};
}

/** A process of its own that has the servers, until it is killed. */
async function startChild(): Promise<{ child: ChildProcess; servers: Servers }> {
  const program = join(built, 'child.mjs');
  const child = fork(program, [dataDir], { execArgv: [] });
  children.push(child);
  const [servers] = (await once(child, 'message')) as [Servers];
  return { child, servers };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** Node does not run TypeScript by itself; the few files that a child needs are translated one by one. */
function buildForChildren(): void {
  const sources = [
    'operator-error.ts',
    ...readdirSync(join(root, 'src', 'servers')).map((name) => join('servers', name)),
  ];
  mkdirSync(join(built, 'servers'), { recursive: true });
  for (const source of sources.filter((name) => name.endsWith('.ts'))) {
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    const { outputText } = ts.transpileModule(readFileSync(join(root, 'src', source), 'utf8'), {
      compilerOptions: options,
    });
    writeFileSync(join(built, source.replace(/\.ts$/, '.js')), outputText);
  }
  const child = `
    import { ensureServers } from './servers/ensure-servers.js';
    const servers = await ensureServers({ dataDir: process.argv[2] });
    process.send({ ...servers });
    setInterval(() => {}, 1e6);
  `;
  writeFileSync(join(built, 'child.mjs'), child);
  expect(basename(built)).toBe('servers-under-test');
}
