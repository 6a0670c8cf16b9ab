import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { CalendarService } from '../src/calendar/calendar.service.js';
import { reading } from '../src/database/transaction.js';
import { Door } from '../src/door/door.js';
import { loadWorld } from '../src/door/facts.js';
import { SessionService } from '../src/identity/session.service.js';
import { decideInOrder } from '../workflows/decide-in-order.js';
import { actorOf, type Case, type City, commandOn, decide, password } from './city.js';
import type { Load } from './load.js';
import { drive, endedCpuSeconds, type Measured, median, postgresCpuSeconds } from './measured.js';
import { type Range, runPgbench } from './pgbench.js';

/** Microseconds of CPU for each decision: this process, PostgreSQL, and who sends (the load generator, or pgbench). */
export interface Cpu {
  readonly node: number;
  readonly postgres: number;
  readonly load: number;
}

/** All of it: on a machine that is busy with other things, what a ratio of rates would be on a quiet one. */
export const allOf = ({ node, postgres, load }: Cpu): number => node + postgres + load;

export type Kind = 'pgbench' | 'minimal' | 'door' | 'http';
export type Run = Measured & { readonly cpu: Cpu };

/** One city, one cluster, and the four that are compared on it. */
export class Comparison {
  readonly runs = new Map<string, Run[]>();
  private readonly door: Door;
  private readonly postmaster: number;
  private cases: Case[];
  private keys = 0;

  constructor(
    private readonly pgbench: string,
    private readonly databaseUrl: string,
    private readonly owner: DataSource,
    private readonly app: NestFastifyApplication,
    private readonly city: City,
    private readonly pgbenchs: Range,
    private readonly load: ChildProcess,
    dataDir: string,
    ours: Case[],
  ) {
    this.door = app.get(Door);
    this.postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    this.cases = ours;
  }

  /** Measures one kind once and keeps it. */
  async measure(kind: Kind, inFlight: number, seconds: number): Promise<Run> {
    const [node, postgres] = [process.cpuUsage(), postgresCpuSeconds(this.postmaster)];
    const { measured, loadSeconds } = await this.run(kind, inFlight, seconds);
    const { user, system } = process.cpuUsage(node);
    const each = (cpuSeconds: number) => (cpuSeconds * 1e6) / measured.count;
    const cpu = {
      node: each((user + system) / 1e6),
      postgres: each(postgresCpuSeconds(this.postmaster) - postgres),
      load: each(loadSeconds),
    };
    const run = { ...measured, cpu };
    const name = `${kind} ${inFlight}`;
    this.runs.set(name, [...(this.runs.get(name) ?? []), run]);
    // Nobody takes notices away here: what one run leaves must not weigh on the next.
    await this.owner.query('truncate outbox');
    return run;
  }

  private async run(kind: Kind, inFlight: number, seconds: number) {
    if (kind === 'pgbench' || kind === 'minimal') {
      const which = kind === 'minimal' ? 'minimal' : 'sameRows';
      const before = endedCpuSeconds();
      // More connections than this only lose on two cores, and the server has no more than a hundred.
      const clients = Math.min(inFlight, 32);
      const measured = await runPgbench(this.pgbench, this.databaseUrl, which, this.pgbenchs, clients, seconds);
      return { measured, loadSeconds: endedCpuSeconds() - before };
    }
    this.keys += 1;
    const round = `run-${this.keys}`;
    if (kind === 'door') {
      let key = 0;
      const measured = await drive(inFlight, seconds, [...this.cases], (each) => {
        key += 1;
        return decide(this.door, this.city.people, each, `${round}-${key}`);
      });
      return { measured, loadSeconds: 0 };
    }
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    this.load.send({ port, inFlight, seconds, cases: this.cases, round } satisfies Load);
    const [answer] = (await once(this.load, 'message')) as [
      { error?: string; measured: Measured; cases: Case[]; cpuSeconds: number },
    ];
    if (answer.error) throw new Error(answer.error);
    this.cases = answer.cases;
    return { measured: answer.measured, loadSeconds: answer.cpuSeconds };
  }

  /** What `decide` alone costs, on facts that were read before. */
  async decideMicroseconds(): Promise<number> {
    const cases = this.cases.slice(0, 256);
    const ids = cases.map(({ id }) => id);
    const calendar = new CalendarService().calendar();
    const { world } = await reading(this.owner, (tx) =>
      loadWorld(
        tx,
        calendar,
        { projects: ids, documents: [], fundYears: [] },
        { surroundingsOn: null, lockAccounts: false },
      ),
    );
    const commands = cases.map((each) => commandOn(each, this.city.people));
    const times = Array.from({ length: 40 }, () => {
      const fresh = { ...world, projects: new Map(world.projects) };
      const cpu = process.cpuUsage();
      const outcomes = decideInOrder(fresh, commands);
      const { user, system } = process.cpuUsage(cpu);
      const refused = outcomes.find((outcome) => outcome.refused);
      if (refused) throw refused.refused!;
      return (user + system) / commands.length;
    });
    return median(times);
  }

  /** What it costs to learn who acts, each asked for by itself: this process's CPU and PostgreSQL's. */
  async sessionMicroseconds(): Promise<{ node: number; postgres: number }> {
    const sessions = this.app.get(SessionService, { strict: false });
    const place = { address: '127.0.0.1', userAgent: 'bench' };
    const token = await sessions.signIn(`demo-${actorOf(this.cases[0]!)}`, password, place);
    const [node, postgres] = [process.cpuUsage(), postgresCpuSeconds(this.postmaster)];
    const { count } = await drive(96, 2, Array.from({ length: 96 }), async () => {
      await sessions.sessionOf(token);
    });
    const { user, system } = process.cpuUsage(node);
    return {
      node: (user + system) / count,
      postgres: ((postgresCpuSeconds(this.postmaster) - postgres) * 1e6) / count,
    };
  }
}
