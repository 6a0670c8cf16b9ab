import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Clock } from '../../clock.js';
import { rootDir, type Config, type Settings } from '../../config.js';
import { createDataSource } from '../../database/data-source.js';
import { isUnused, loadDemo } from '../../demo/load-demo.js';
import { exitCodes, OperatorError, type Language } from '../../operator-error.js';
import { openContentStore } from '../../papers/open-content-store.js';
import { ensureServers, lookAtServers, type Servers } from '../../servers/ensure-servers.js';
import { withServers, type CliCommand, type Surroundings } from '../command.js';
import { migrate } from '../migrate.js';
import { reportTenths } from '../report-tenths.js';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;
const watchEveryMs = 250;
/** An application that ends this often before it has answered once does not work: better to say so than to go on. */
const mostFailures = 3;

/** Servers, schema, then the application as a child: it may crash or hang without taking the servers down in disorder. */
export const serveCommand: CliCommand = {
  usage: 'serve',
  summary: {
    en: 'start the servers it needs, migrate, and serve API and pages until Ctrl-C',
    'zh-CN': '启动所需服务、升级数据库并提供接口和页面，按 Ctrl-C 停止',
  },
  run: async (surroundings) => {
    const { settings } = surroundings;
    await assertPortIsFree(settings);
    return withServers(surroundings, async (config) => {
      await migrate(config.databaseUrl);
      if (config.demo) await loadDemoIfUnused(config, surroundings);
      const place: Place = { config, application: undefined };
      const stopWatching = await watchServers(place, surroundings);
      return superviseApplication(place, surroundings).finally(stopWatching);
    });
  },
};

/** Where the servers are, and who was told so. */
interface Place {
  config: Config;
  application: ChildProcess | undefined;
}

/** A database that nobody has begun to use gets the demo city; any other stays as it is. */
async function loadDemoIfUnused(config: Config, surroundings: Surroundings): Promise<void> {
  const { databaseUrl, doorDatabaseUrl = databaseUrl } = config;
  const dataSource = await createDataSource(doorDatabaseUrl, 'sluice_door').initialize();
  try {
    if (!(await isUnused(dataSource))) return;
    surroundings.report({ en: 'Loading the demo city.', 'zh-CN': '正在载入演示城市。' });
    await loadDemo(dataSource, {
      now: new Clock().now(),
      store: await openContentStore(config),
      progress: reportTenths(surroundings),
    });
  } finally {
    await dataSource.destroy();
  }
}

/**
 * A server of ours that dies is started again, on its old port: the application finds it there by itself. Where a stranger
 * has taken that port meanwhile it is another, and the application begins anew. Nothing is said while all is well.
 */
async function watchServers(place: Place, { settings, report }: Surroundings): Promise<() => void> {
  const allRun = await lookAtServers(settings);
  let starting = false;
  const look = async () => {
    if (starting || allRun()) return;
    starting = true;
    try {
      const servers = await ensureServers(settings);
      if (servers.started) report({ en: 'A server had died; it runs again.', 'zh-CN': '有服务意外停止，已重新启动。' });
      if (hasMoved(place, servers)) stopApplication(place.application);
      await servers.stop();
    } catch (error) {
      report({
        en: `A server cannot be started again: ${String(error)}`,
        'zh-CN': `服务无法重新启动：${String(error)}`,
      });
    } finally {
      starting = false;
    }
  };
  const timer = setInterval(() => void look(), watchEveryMs);
  return () => clearInterval(timer);
}

/** Notes where the servers are; whether that is somewhere else than before. */
function hasMoved(place: Place, { databaseUrl, appDatabaseUrl, doorDatabaseUrl, redisUrl }: Servers): boolean {
  const before = place.config;
  place.config = { ...before, databaseUrl, appDatabaseUrl, doorDatabaseUrl, redisUrl };
  return before.databaseUrl !== databaseUrl || before.redisUrl !== redisUrl;
}

/** In good order, and by force where it does not come to an end. */
function stopApplication(application: ChildProcess | undefined): void {
  application?.kill('SIGTERM');
  void delay(stopTimeoutMs, undefined, { ref: false }).then(() => application?.kill('SIGKILL'));
}

/**
 * Runs the application until we are asked to stop. One that served and ends by itself, killed or crashed, is started
 * again: what it was doing was done or is undone by PostgreSQL. One that never comes to serve is given up.
 */
async function superviseApplication(place: Place, { language, report, settings }: Surroundings) {
  const { config } = place;
  let asked = false;
  const ask = () => {
    asked = true;
    report({ en: 'Stopping.', 'zh-CN': '正在停止。' });
    stopApplication(place.application);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  // Ours alone: those of `withServers` would stop the servers under an application that still writes.
  for (const signal of signals)
    process
      .removeAllListeners(signal)
      .once(signal, ask)
      .on(signal, () => undefined);
  const address = `http://${config.host}:${config.port}`;
  let announced = false;
  for (let failures = 0; failures < mostFailures;) {
    const application = (place.application = startApplication(place.config));
    const ended = once(application, 'exit');
    const served = await Promise.race([ended.then(() => false), untilLive(address)]);
    failures = served ? 0 : failures + 1;
    if (served && !announced) await announce(address, language);
    announced ||= served;
    await ended;
    if (!asked) {
      report({ en: 'The application ended by itself; it is started again.', 'zh-CN': '应用意外退出，正在重新启动。' });
      // It needs its servers to start, and they may have died together.
      await serversAnswer(place, settings, () => asked);
    }
    if (asked) return { json: { address }, text: { en: 'Stopped.', 'zh-CN': '已停止。' }[language] };
  }
  throw new OperatorError({
    en: 'The application ends before it can serve; the reason is above.',
    'zh-CN': '应用无法启动，原因见上。',
  });
}

async function serversAnswer(place: Place, settings: Settings, isAsked: () => boolean): Promise<void> {
  while (!isAsked()) {
    try {
      const servers = await ensureServers(settings);
      hasMoved(place, servers);
      return await servers.stop();
    } catch {
      // Whoever watches them says why; servers of others come back when they come back.
      await delay(1_000);
    }
  }
}

function startApplication(config: Config): ChildProcess {
  const preload = join(import.meta.dirname, '..', 'end-with-parent.js');
  const main = join(import.meta.dirname, '..', '..', 'main.js');
  return spawn(process.execPath, ['--enable-source-maps', '--import', preload, main], {
    cwd: rootDir,
    // A group of its own: Ctrl-C reaches us only, and we pass it on once.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      // Nothing that serves needs the owner of the tables.
      DATABASE_URL: config.appDatabaseUrl,
      APP_DATABASE_URL: config.appDatabaseUrl,
      DOOR_DATABASE_URL: config.doorDatabaseUrl,
      REDIS_URL: config.redisUrl,
      DATA_DIR: config.dataDir,
      WEB_DIR: config.webDir,
    },
  });
}

/** Whether the application came to answer in time. */
async function untilLive(address: string): Promise<boolean> {
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await delay(100)) {
    const answer = await fetch(`${address}/api/health/live`).catch(() => undefined);
    if (answer?.ok) return true;
  }
  return false;
}

/** Prints where it is and, in the demo, who can sign in. */
async function announce(address: string, language: Language): Promise<void> {
  console.log({ en: `Sluice is at ${address}`, 'zh-CN': `闸口已就绪：${address}` }[language]);
  for (const { username, password, name, roleLabel, organisation } of await demoSignIns(address, language)) {
    console.log(`  ${username} / ${password}  ${name}, ${roleLabel}, ${organisation}`);
  }
  console.log({ en: 'Ctrl-C stops it.', 'zh-CN': '按 Ctrl-C 停止。' }[language]);
}

type DemoSignIn = Record<'username' | 'password' | 'name' | 'roleLabel' | 'organisation', string>;

async function demoSignIns(address: string, language: Language): Promise<DemoSignIn[]> {
  const headers = { 'accept-language': language };
  const answer = await fetch(`${address}/api/demo/sign-ins`, { headers }).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as { items: DemoSignIn[] }).items : [];
}

/** Before anything is started: a taken port is the most common of all mistakes, often a Sluice that runs already. */
async function assertPortIsFree({ host, port }: Settings): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new OperatorError(
        {
          en: `Port ${port} on ${host} is taken, perhaps by a Sluice that runs already: stop that program, or choose another with PORT=7300.`,
          'zh-CN': `${host} 的端口 ${port} 已被占用（可能已有闸口在运行）：请停止占用的程序，或用 PORT=7300 另选端口。`,
        },
        exitCodes.failed,
      );
    }
    throw new OperatorError({
      en: `Port ${port} on ${host} cannot be opened (${code}): choose another PORT or SLUICE_HOST.`,
      'zh-CN': `无法在 ${host} 上打开端口 ${port}（${code}）：请另选 PORT 或 SLUICE_HOST。`,
    });
  } finally {
    probe.close();
  }
}
