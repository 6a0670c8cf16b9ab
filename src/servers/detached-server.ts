import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ServersError } from '../operator-error.js';
import { commandLineOf, startOf } from './process-identity.js';
import type { Account } from './server-account.js';

/** A server that outlives the process that started it, so that a killed supervisor loses nothing. */
export interface DetachedServer {
  name: 'PostgreSQL' | 'Redis';
  account: Account;
  /** Written by the server itself, its number on the first line; may be left over from a crash. */
  pidFile: string;
  logFile: string;
  command(port: number): { file: string; args: string[] };
  /** Whether this command line is that of our server and not of a stranger who was given its number later. */
  isOurs(commandLine: string): boolean;
  /** The port that the server took last, from its own files; undefined when it never ran or ended in good order. */
  lastPort(): number | undefined;
  /** Makes its folder ready, before the first start or, with `newPassword`, when the password was lost. It must not run. */
  prepare(newPassword: boolean): void;
  /** Resolves when the server at this port is ours and can be used; rejects as long as it is not. */
  check(port: number): Promise<void>;
  url(port: number): string;
  /** Asks to end in good order. */
  stopSignal: 'SIGINT' | 'SIGTERM';
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 60_000;
const attempts = 5;
/** Whoever uses a server has to begin anew when it moves. */
const portPatienceMs = 3_000;

/** Whether its process is there. Asks nothing of the server, so that it can be looked at every moment. */
export const runs = (server: DetachedServer): boolean => pidOf(server) !== undefined;

/** The number of the running server's process, if it runs and is ours. */
function pidOf(server: DetachedServer): number | undefined {
  const pid = notedPid(server);
  return pid && server.isOurs(commandLineOf(pid)) ? pid : undefined;
}

function notedPid(server: DetachedServer): number | undefined {
  if (!existsSync(server.pidFile)) return undefined;
  const pid = Number.parseInt(readFileSync(server.pidFile, 'utf8'), 10);
  return pid > 0 && startOf(pid) ? pid : undefined;
}

/**
 * Joins the server if it runs, else starts it: on the port it had before a crash, where those who use it look for it, and
 * on another only if somebody else has taken that one.
 */
export async function joinOrStart(server: DetachedServer): Promise<{ port: number; started: boolean }> {
  let reason = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const last = server.lastPort();
    try {
      if (last && pidOf(server)) {
        await untilReady(server, last, () => pidOf(server) !== undefined);
        return { port: last, started: false };
      }
      const port = last && (await isFreeSoon(last)) ? last : await freePort();
      await start(server, port);
      return { port, started: true };
    } catch (error) {
      if (error instanceof ServersError) throw error;
      // Mostly a port that was taken between looking and starting, or the last children of a killed server.
      reason = (error as Error).message;
      await delay(200 * attempt);
    }
  }
  throw new ServersError({
    en: `The embedded ${server.name} does not start: ${reason} (log: ${server.logFile})`,
    'zh-CN': `内置 ${server.name} 无法启动：${reason}（日志：${server.logFile}）`,
  });
}

/** Stops the server in good order and returns when its process is gone; one that does not obey in a minute is made to. */
export async function stop(server: DetachedServer): Promise<void> {
  const pid = pidOf(server);
  if (!pid) return;
  const startedAt = startOf(pid);
  for (const signal of [server.stopSignal, 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    for (const deadline = Date.now() + stopTimeoutMs; Date.now() < deadline; await delay(20)) {
      if (startOf(pid) !== startedAt) return;
    }
  }
}

async function start(server: DetachedServer, port: number): Promise<void> {
  // The number in a file left by a crash can belong to a stranger by now, and PostgreSQL would wait for him to end.
  if (notedPid(server)) rmSync(server.pidFile);
  const { file, args } = server.command(port);
  const logStart = existsSync(server.logFile) ? statSync(server.logFile).size : 0;
  const log = openSync(server.logFile, 'a');
  // No more of our environment than needed: PG* variables, for one, would change what the server does.
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const child = spawn(file, args, {
    detached: true,
    cwd: '/',
    env,
    stdio: ['ignore', log, log],
    ...server.account,
  });
  closeSync(log);
  let exited = false;
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('it ended while starting')));
    child.once('exit', () => (exited = true));
  });
  child.unref();
  try {
    await Promise.race([untilReady(server, port, () => !exited), ended]);
  } catch (error) {
    throw exited ? new Error(lastComplaint(server.logFile, logStart), { cause: error }) : error;
  }
}

async function untilReady(server: DetachedServer, port: number, runs: () => boolean): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    if (!runs()) throw new Error('it ended while starting');
    try {
      return await server.check(port);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(20);
  }
}

/** What the server last said that sounds like a reason. */
function lastComplaint(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n');
  const complaint = lines.findLast((line) => /FATAL|ERROR|PANIC|Failed|Fatal|# .*error/i.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?(FATAL|ERROR|PANIC):\s*/, '').trim() || 'it ended without a word';
}

/** The last children of a killed server, or a passing connection, let go of it in a moment. */
async function isFreeSoon(port: number): Promise<boolean> {
  for (const deadline = Date.now() + portPatienceMs; Date.now() < deadline; await delay(50)) {
    if (await isFree(port)) return true;
  }
  return isFree(port);
}

/** Whether it could be listened at. */
async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Below those that systems give to connections that go out (from 32768 on Linux, from 49152 elsewhere): a server that is
 * started again shall find its port as it left it, and not in use by a stranger's connection.
 */
const ports = { from: 20_000, count: 12_000 } as const;

async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = ports.from + randomInt(ports.count);
    if (await isFree(port)) return port;
  }
  throw new Error('there is no free port');
}
