import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureServers, stopAbandoned } from '../../src/servers/ensure-servers.js';

const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 90_000;

/**
 * Sluice as an operator runs it: `sluice serve` on a folder of its own, with a PostgreSQL that flushes every commit, a
 * Redis, and the application, each a process that can be killed. Nobody but the supervisor starts any of them again.
 */
export class Sluice {
  private supervisor: ChildProcess | undefined;
  private output = '';
  /** By the application, asked whether it can serve. */
  private lastSaid = 'nothing';

  private constructor(
    readonly dataDir: string,
    readonly port: number,
  ) {}

  /** Built and on its way. `folder` for a place that is not the system's for temporary files. */
  static async start(folder = tmpdir()): Promise<Sluice> {
    const built = spawnSync(join(root, 'script', 'build'), ['server'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stdout + built.stderr);
    const dataDir = mkdtempSync(join(folder, 'sluice-faults-'));
    chmodSync(dataDir, 0o755);
    const servers = await ensureServers({ dataDir });
    const sluice = new Sluice(dataDir, await freePort());
    sluice.serve();
    await sluice.untilReady();
    await servers.stop();
    return sluice;
  }

  /** Where its servers are now: a killed one may have come up elsewhere. */
  async servers(): Promise<{ readonly databaseUrl: string; readonly redisUrl: string }> {
    const servers = await ensureServers({ dataDir: this.dataDir });
    await servers.stop();
    return servers;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  /** What it has said since it began, for somebody who looks for the reason of a failure. */
  get said(): string {
    return this.output;
  }

  /** As a service manager does for a supervisor that is gone. */
  serve(): void {
    const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/src/cli/main.js'), 'serve'], {
      env: { PATH: process.env.PATH, DATA_DIR: this.dataDir, PORT: String(this.port), LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this.supervisor = child;
  }

  /** Returns how long it took until the application said that it can serve. */
  async untilReady(): Promise<number> {
    const from = Date.now();
    while (Date.now() - from < readyWithinMs) {
      if (await this.isReady()) return Date.now() - from;
      if (this.supervisor!.exitCode !== null) throw new Error(`sluice serve ended by itself:\n${this.output}`);
      await delay(20);
    }
    const there = (['supervisor', 'application', 'postgres', 'redis'] as const).map(
      (part) => `${part} [${this.pids(part).join()}]`,
    );
    throw new Error(
      `not ready again within ${readyWithinMs} ms, last ${this.lastSaid}; there are ${there.join(', ')}:\n${this.output}`,
    );
  }

  private async isReady(): Promise<boolean> {
    try {
      const reply = await fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(4_000) });
      this.lastSaid = `${reply.status} ${await reply.text()}`;
      return reply.ok;
    } catch (error) {
      this.lastSaid = String(error);
      return false;
    }
  }

  /** The processes of one part; empty when it is not there. */
  pids(part: 'supervisor' | 'application' | 'postgres' | 'backends' | 'redis'): number[] {
    const supervisor = this.supervisor!.pid!;
    switch (part) {
      case 'supervisor':
        return [supervisor];
      case 'application':
        return childrenOf(supervisor).filter((pid) => commandLineOf(pid).includes('main.js'));
      case 'postgres':
        return pidIn(join(this.dataDir, 'postgres', 'postmaster.pid'));
      case 'backends':
        return this.pids('postgres').flatMap(childrenOf);
      case 'redis':
        return pidIn(join(this.dataDir, 'redis', 'redis.pid'));
    }
  }

  async stop(): Promise<void> {
    const supervisor = this.supervisor!;
    if (supervisor.exitCode === null && supervisor.signalCode === null) {
      supervisor.kill('SIGTERM');
      await once(supervisor, 'exit');
    }
    while (!(await stopAbandoned(this.dataDir))) await delay(50);
    rmSync(this.dataDir, { recursive: true });
  }
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function pidIn(file: string): number[] {
  const pid = Number.parseInt(read(file), 10);
  return pid > 0 && existsSync(`/proc/${pid}`) ? [pid] : [];
}

const commandLineOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function childrenOf(pid: number): number[] {
  if (!existsSync(`/proc/${pid}/task`)) return [];
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).trim().split(' '))
    .filter((child) => child !== '')
    .map(Number);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
