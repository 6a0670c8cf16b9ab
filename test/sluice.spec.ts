import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopAbandoned } from '../src/servers/ensure-servers.js';
import { startOf } from '../src/servers/process-identity.js';

// The operator's tool as operators run it: from another folder, with another home, on a fresh DATA_DIR.

const script = join(import.meta.dirname, '..', 'script', 'sluice');
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-tool-'));
const started: ChildProcess[] = [];
let port: number;

beforeAll(async () => {
  chmodSync(dataDir, 0o755);
  port = await freePort();
  // The first run builds.
  const { code, stderr } = await run(['--help']);
  if (code !== 0) throw new Error(stderr);
}, 120_000);

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (let tries = 0; tries < 100 && !(await stopAbandoned(dataDir)); tries++) await delay(50);
  rmSync(dataDir, { recursive: true });
});

// Each starts processes that start processes: on a busy machine that takes its time.
const patient = { timeout: 180_000 };

describe('A command', patient, () => {
  test('works by itself on a fresh folder, prints JSON alone to stdout, and leaves nothing running', async () => {
    const { code, stdout } = await run(['migrate', '--json']);
    expect(code).toBe(0);
    const { migrations } = JSON.parse(stdout) as { migrations: string[] };
    expect(migrations.length).toBeGreaterThan(0);
    expect(serversRun()).toEqual([false, false]);
    expect(JSON.parse((await run(['migrate', '--json'])).stdout)).toEqual({ migrations: [] });
  });

  test.each([
    ['an unknown command', ['bogus'], {}, 2, "unknown command 'bogus'"],
    ['an unknown option', ['migrate', '--bogus'], {}, 2, "unknown option '--bogus'"],
    ['a wrong variable', ['migrate'], { PORT: 'x' }, 2, 'sluice: PORT must be'],
    ['an unreachable database', ['migrate'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, 3, 'sluice: DATABASE_URL'],
    ['an unreachable Redis', ['migrate'], { REDIS_URL: 'redis://127.0.0.1:1' }, 3, 'sluice: REDIS_URL'],
    ['in Chinese', ['migrate', '--lang', 'zh-CN'], { PORT: 'x' }, 2, 'PORT 必须是 1 至 65535 的数字'],
    ['in Chinese by locale', ['migrate'], { PORT: 'x', LANG: 'zh_CN.UTF-8' }, 2, 'PORT 必须是'],
  ])('says by exit code and one line what is wrong: %s', async (_, args, env, code, message) => {
    const result = await run(args, env);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    const lines = result.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('build:'));
    expect(lines.length).toBeLessThanOrEqual(2);
  });
});

describe('sluice serve', patient, () => {
  test('serves until it is asked to stop, and a second one on the same port says that it is taken', async () => {
    const { child, output } = await serve();
    expect((await fetch(`http://127.0.0.1:${port}/api/health/live`)).status).toBe(200);
    expect(await run(['serve'])).toMatchObject({ code: 1, stderr: expect.stringContaining(`Port ${port}`) as string });
    // Another command joins the servers and does not stop them.
    expect((await run(['migrate'])).code).toBe(0);
    expect(serversRun()).toEqual([true, true]);

    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output()).toContain(`http://127.0.0.1:${port}`);
    expect(serversRun()).toEqual([false, false]);
  });

  test('killed with -9 loses nothing: its application ends, and the next finds the servers and goes on', async () => {
    const first = await serve();
    const before = serverPids();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await untilClosed();
    expect(serversRun()).toEqual([true, true]);

    const second = await serve();
    expect(serverPids()).toEqual(before);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    expect(before.map((pid) => startOf(pid))).toEqual([undefined, undefined]);
  });

  test('starts its application again when it is killed, and serves on', async () => {
    const { child, output } = await serve();
    const [before] = applicationPids(child);
    process.kill(before!, 'SIGKILL');
    while (!output().includes('it is started again')) await delay(50);
    while (!(await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => undefined))?.ok) await delay(50);
    expect(applicationPids(child)).not.toEqual([before]);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(serversRun()).toEqual([false, false]);
  });

  test('goes on where its servers are when strangers took their ports while they were down', async () => {
    const { child, output } = await serve();
    const [before] = applicationPids(child);
    const ports = serverPorts();
    // The supervisor would be quicker than any stranger.
    process.kill(child.pid!, 'SIGSTOP');
    for (const pid of serverPids()) process.kill(pid, 'SIGKILL');
    const strangers = await Promise.all(ports.map(taken));
    process.kill(child.pid!, 'SIGCONT');
    while (!output().includes('it runs again')) await delay(50);
    while (!(await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => undefined))?.ok) await delay(50);
    expect(serverPorts().filter((each) => ports.includes(each))).toEqual([]);
    expect(applicationPids(child)).not.toEqual([before]);
    for (const stranger of strangers) stranger.close();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(serversRun()).toEqual([false, false]);
  });

  test('starts its servers again when they are killed, and serves on', async () => {
    const { child, output } = await serve();
    for (const pid of serverPids()) process.kill(pid, 'SIGKILL');
    while (!output().includes('it runs again')) await delay(50);
    while (!(await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => undefined))?.ok) await delay(50);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(serversRun()).toEqual([false, false]);
  });
});

function start(args: string[], env: Record<string, string> = {}) {
  const { PATH } = process.env;
  const child = spawn(script, args, {
    cwd: tmpdir(),
    env: { PATH, HOME: '/nowhere', DATA_DIR: dataDir, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function run(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Returns when it has said where it is. */
async function serve(): Promise<{ child: ChildProcess; output: () => string }> {
  const child = start(['serve']);
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  while (!output.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(output);
    await delay(20);
  }
  return { child, output: () => output };
}

async function untilClosed(): Promise<void> {
  while (await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => undefined)) await delay(20);
}

function serverPids(): number[] {
  return ['postgres/postmaster.pid', 'redis/redis.pid'].map((file) => {
    try {
      return Number.parseInt(readFileSync(join(dataDir, file), 'utf8'), 10);
    } catch {
      return 0;
    }
  });
}

function serverPorts(): number[] {
  const [postgres, redis] = ['postgres/postmaster.pid', 'redis/redis.conf'].map((file) =>
    readFileSync(join(dataDir, file), 'utf8'),
  );
  return [Number(postgres!.split('\n')[3]), Number(/^port (\d+)$/m.exec(redis!)![1])];
}

/** Somebody else listens at it, as soon as it is let go of. */
async function taken(port: number): Promise<Server> {
  for (;;) {
    const stranger = createServer((connection) => connection.destroy());
    stranger.listen(port, '127.0.0.1');
    const isThere = await once(stranger, 'listening').then(
      () => true,
      () => false,
    );
    if (isThere) return stranger;
    await delay(5);
  }
}

/** Its servers are children of the supervisor as well. */
function applicationPids({ pid }: ChildProcess): number[] {
  const children = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return children.filter((line) => line.includes('main.js')).map((line) => Number.parseInt(line, 10));
}

function serversRun(): boolean[] {
  return serverPids().map((pid) => pid > 0 && startOf(pid) !== undefined);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
