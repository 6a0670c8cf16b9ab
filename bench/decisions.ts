import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getQueueToken } from '@nestjs/bull';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bull';
import { createApp } from '../src/app.js';
import { noticeEndQueue } from '../src/city-review/notice-end.processor.js';
import { createDataSource } from '../src/database/data-source.js';
import { Door } from '../src/door/door.js';
import { fundsArrivalQueue } from '../src/funds/funds-arrival.js';
import { Passwords } from '../src/identity/password.js';
import { noticesQueue } from '../src/notices/notices.processor.js';
import { ensureServers } from '../src/servers/ensure-servers.js';
import { found, password } from './city.js';
import { Comparison, type Kind } from './comparison.js';
import { findPgbench, versionOf } from './pgbench.js';
import { tablesOf } from './tables.js';

/**
 * How many decisions the door takes, beside `pgbench` that writes the same rows, one transaction each: in one process and
 * over HTTP with sign-in, all on one private cluster with fsync on, interleaved, so that what else the machine does falls on
 * each alike. Only the ratios carry over to another machine.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    projects: { type: 'string', default: '4000' },
    'in-flight': { type: 'string', default: '1,8,32,96' },
    /** Only the door in process: for a profile of it. */
    only: { type: 'string' },
  },
});
const [rounds, seconds, projects] = [options.rounds, options.seconds, options.projects].map(Number) as [
  number,
  number,
  number,
];
const inFlights = options['in-flight'].split(',').map(Number);

const pgbench = findPgbench();
if (!pgbench) {
  console.error('pgbench is neither on the PATH nor in /usr/lib/postgresql: install PostgreSQL’s client programs.');
  process.exit(1);
}

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
chmodSync(dataDir, 0o755);
const servers = await ensureServers({ dataDir, durable: true });
const load = fork(join(import.meta.dirname, 'load.js'));
const owner = await createDataSource(servers.databaseUrl).initialize();
await owner.runMigrations();
const app = await startApp();
try {
  const city = await found(owner, app.get(Door), await app.get(Passwords).hash(password), projects);
  // Half of the projects are the door's, half are pgbench's: the versions that pgbench writes nobody would know.
  const half = Math.floor(projects / 2);
  const pgbenchs = { first: city.cases[half]!.id, last: city.cases.at(-1)!.id };
  const ours = city.cases.slice(0, half);
  const comparison = new Comparison(pgbench, servers.databaseUrl, owner, app, city, pgbenchs, load, dataDir, ours);
  const only = options.only as Kind | undefined;
  const kinds: readonly Kind[] = only ? [only] : ['pgbench', 'door', 'minimal', 'http'];
  // Nobody is measured cold: Node compiles for seconds what it will run for weeks.
  for (const kind of kinds) await comparison.measure(kind, 32, kind === 'door' || kind === 'http' ? 10 : 2);
  comparison.runs.clear();
  for (let round = 1; round <= rounds; round += 1) {
    for (const inFlight of inFlights) {
      for (const kind of kinds) {
        const { perSecond, p50Ms, cpu } = await comparison.measure(kind, inFlight, seconds);
        const costs = `node ${cpu.node.toFixed(0)} µs, PostgreSQL ${cpu.postgres.toFixed(0)} µs, load ${cpu.load.toFixed(0)} µs`;
        console.error(
          `round ${round}: ${kind} ${inFlight} in flight: ${perSecond.toFixed(0)}/s, p50 ${p50Ms.toFixed(2)} ms, ${costs}`,
        );
      }
    }
  }
  if (!only) {
    const layers = { decide: await comparison.decideMicroseconds(), session: await comparison.sessionMicroseconds() };
    const [server] = await owner.query<{ version: string }[]>(`select current_setting('server_version') as version`);
    console.log(
      tablesOf(comparison.runs, inFlights, layers, { pgbench: versionOf(pgbench), postgres: server!.version }),
    );
  }
} finally {
  load.kill();
  await app.close();
  await owner.destroy();
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function startApp(): Promise<NestFastifyApplication> {
  const { databaseUrl, redisUrl } = servers;
  const app = await createApp({
    databaseUrl,
    redisUrl,
    port: 0,
    host: '127.0.0.1',
    dataDir,
    demo: false,
    webDir: '/nowhere',
    logLevel: 'silent',
  });
  await app.listen(0, '127.0.0.1');
  // What works beside requests would fall on the door alone.
  for (const name of [noticesQueue, noticeEndQueue, fundsArrivalQueue])
    await app.get<Queue>(getQueueToken(name), { strict: false }).pause(true, true);
  return app;
}
