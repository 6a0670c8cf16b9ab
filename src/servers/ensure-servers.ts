import { randomBytes, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, ServersError, type Text } from '../operator-error.js';
import { joinOrStart, runs, stop, type DetachedServer } from './detached-server.js';
import { withFolderLock } from './folder-lock.js';
import { pingDatabase, postgresServer, urlOfLogin } from './postgres.server.js';
import { isAlive, self, type ProcessIdentity } from './process-identity.js';
import { pingRedis, redisServer } from './redis.server.js';
import { assertOpenTo, serverAccount } from './server-account.js';

/** Servers that answer. `stop` is to be called by everyone who is done with them, once. */
export interface Servers {
  /** Owns the tables: migrates. */
  databaseUrl: string;
  /** For requests, and for the door: logins of their own where there are some, else the owner's. */
  appDatabaseUrl: string;
  doorDatabaseUrl: string;
  redisUrl: string;
  /** Whether any had to be started for us. */
  started: boolean;
  /** Ends our use. The servers themselves are stopped when nobody else that is alive uses them. */
  stop(): Promise<void>;
}

export interface ServersWanted {
  dataDir: string;
  databaseUrl?: string | undefined;
  appDatabaseUrl?: string | undefined;
  doorDatabaseUrl?: string | undefined;
  redisUrl?: string | undefined;
  /** False for tests only: faster, and a crash of the machine may lose data. */
  durable?: boolean;
}

/**
 * Servers for this folder: those whose URL is given are only asked whether they answer; the others are joined when they
 * run already, and started when they do not.
 *
 * Whoever uses the servers is listed in `users` by process number and start time, and the last one to leave stops them.
 * So a command that started them does not pull them from under a server that joined meanwhile, and those that a killed
 * supervisor left behind are found, used and in the end stopped by the next. A lock keeps two from starting at once.
 */
export async function ensureServers(wanted: ServersWanted): Promise<Servers> {
  const { databaseUrl, appDatabaseUrl, doorDatabaseUrl, redisUrl } = wanted;
  await Promise.all([
    appDatabaseUrl && assertAnswers('APP_DATABASE_URL', appDatabaseUrl, pingDatabase),
    doorDatabaseUrl && assertAnswers('DOOR_DATABASE_URL', doorDatabaseUrl, pingDatabase),
    databaseUrl && assertAnswers('DATABASE_URL', databaseUrl, pingDatabase),
    redisUrl && assertAnswers('REDIS_URL', redisUrl, pingRedis),
  ]);
  if (databaseUrl && redisUrl) {
    return { ...loginsOf(wanted, undefined), redisUrl, started: false, stop: async () => undefined };
  }
  const dataDir = openFolder(wanted.dataDir);
  assertOpenTo(serverAccount(), dataDir);
  return withFolderLock(join(dataDir, 'lock'), () => start(dataDir, wanted));
}

/** Those that were given; an embedded server has its own. */
function loginsOf({ databaseUrl, appDatabaseUrl, doorDatabaseUrl }: ServersWanted, embedded: string | undefined) {
  const owner = databaseUrl ?? embedded ?? '';
  const own = (login: 'sluice_app' | 'sluice_door') => (databaseUrl === undefined ? urlOfLogin(owner, login) : owner);
  return {
    databaseUrl: owner,
    appDatabaseUrl: appDatabaseUrl ?? own('sluice_app'),
    doorDatabaseUrl: doorDatabaseUrl ?? own('sluice_door'),
  };
}

async function start(dataDir: string, wanted: ServersWanted): Promise<Servers> {
  const user = enlist(dataDir);
  const leave = async () => {
    rmSync(user, { force: true });
    await stopUnused(dataDir);
  };
  try {
    const passwordFile = join(dataDir, 'password');
    const known = existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : '';
    const password = known || randomBytes(24).toString('hex');
    const durable = wanted.durable ?? true;
    // Redis first: where it is missing, that is said before PostgreSQL is set up.
    const ours: DetachedServer[] = [];
    if (!wanted.redisUrl) ours.push(redisServer(dataDir, password, durable));
    if (!wanted.databaseUrl) ours.push(await postgresServer(dataDir, password, durable));
    const urls: Partial<Record<DetachedServer['name'], string>> = {};
    let started = false;
    for (const server of ours) {
      // Without their password we cannot join them; they are given a new one.
      if (!known) await stop(server);
      server.prepare(!known);
      const joined = await joinOrStart(server);
      started ||= joined.started;
      urls[server.name] = server.url(joined.port);
    }
    if (!known) writeWhole(passwordFile, password);
    return {
      ...loginsOf(wanted, urls.PostgreSQL),
      redisUrl: wanted.redisUrl ?? urls.Redis ?? '',
      started,
      stop: () => withFolderLock(join(dataDir, 'lock'), leave),
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A cheap look at whether the processes of the folder's own servers are there, to be taken as often as one likes. */
export async function lookAtServers({ dataDir, databaseUrl, redisUrl }: ServersWanted): Promise<() => boolean> {
  const ours: DetachedServer[] = [];
  if (!redisUrl) ours.push(redisServer(realpathSync(dataDir), '', true));
  if (!databaseUrl) ours.push(await postgresServer(realpathSync(dataDir), '', true));
  return () => ours.every(runs);
}

/** Stops the servers of a folder whose users have all ended, as after a kill. False when one is alive. */
export async function stopAbandoned(folder: string): Promise<boolean> {
  const dataDir = openFolder(folder);
  return withFolderLock(join(dataDir, 'lock'), () => stopUnused(dataDir));
}

async function stopUnused(dataDir: string): Promise<boolean> {
  if (hasUsers(dataDir)) return false;
  const servers = [redisServer(dataDir, '', true), await postgresServer(dataDir, '', true)];
  await Promise.all(servers.map(stop));
  return true;
}

/** Enters us in the list of users; the entry is worth nothing any more when our process has ended, however it did. */
function enlist(dataDir: string): string {
  const users = join(dataDir, 'users');
  mkdirSync(users, { recursive: true });
  const file = join(users, randomUUID());
  writeWhole(file, JSON.stringify(self()));
  return file;
}

function hasUsers(dataDir: string): boolean {
  const users = join(dataDir, 'users');
  mkdirSync(users, { recursive: true });
  for (const file of readdirSync(users).map((name) => join(users, name))) {
    const user = file.endsWith('.draft') ? null : (JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity);
    if (user && isAlive(user)) return true;
    rmSync(file);
  }
  return false;
}

/** Written or not, never half: a crash in between leaves what was there. */
function writeWhole(file: string, content: string): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * The real path of a folder that can be written to, made where it is missing. Level by level: Node 20's recursive `mkdir`
 * never ends where a file system has no room for folders, as /proc. Permission is tried rather than asked for, because
 * root is allowed everything and can still not write to a place that is read-only.
 */
function openFolder(folder: string): string {
  try {
    makeFolder(folder);
    const trial = join(folder, `trial-${randomUUID()}`);
    writeFileSync(trial, '');
    rmSync(trial);
    return realpathSync(folder);
  } catch (error) {
    const { code, path = folder } = error as NodeJS.ErrnoException;
    // Which folder of the path it is, unless it is the last.
    const reason = path === folder || dirname(path) === folder ? code : `${code} ${path}`;
    const { en, 'zh-CN': zh } = remedy(code);
    throw new ConfigError({
      en: `DATA_DIR ${folder} cannot be written to (${reason}): ${en}.`,
      'zh-CN': `DATA_DIR ${folder} 无法写入（${reason}）：${zh}。`,
    });
  }
}

function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it a moment ago; what else has this name is in the way.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What the operator does about it, by the system's code. */
function remedy(code: string | undefined): Text {
  switch (code) {
    case 'EACCES':
      return { en: 'choose another folder or change its owner', 'zh-CN': '请另选目录，或更改其所有者' };
    case 'EEXIST':
    case 'ENOTDIR':
      return { en: 'a file has that name; choose another folder', 'zh-CN': '该路径上已有同名文件，请另选目录' };
    case 'ENOSPC':
    case 'EDQUOT':
      return { en: 'the disk is full; make room or choose another folder', 'zh-CN': '磁盘已满，请清理空间或另选目录' };
    default:
      return {
        en: 'nothing can be stored there; choose a folder on an ordinary disk',
        'zh-CN': '该处不能存放数据，请另选普通磁盘上的目录',
      };
  }
}

/** Names the server by host only: the URL may hold a password. */
async function assertAnswers(variable: string, url: string, ping: (url: string) => Promise<void>): Promise<void> {
  try {
    await ping(url);
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = reasonOf(error);
    throw new ServersError({
      en: `${variable} (${host}${pathname}) does not answer: ${reason}. Start that server, correct ${variable}, or unset it to use the embedded one.`,
      'zh-CN': `${variable}（${host}${pathname}）无法连接：${reason}。请启动该服务、更正 ${variable}，或取消设置以使用内置服务。`,
    });
  }
}

function reasonOf(error: unknown): string {
  // A name with several addresses fails with one error for each and a message that is empty.
  const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
  return first instanceof Error ? first.message : String(first);
}
