import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { rootDir } from '../config.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { Door } from '../door/door.js';
import { Passwords } from '../identity/password.js';
import { importIn } from '../import/import-programme.js';
import { readProgramme } from '../import/programme.js';
import type { ContentStore } from '../papers/content-store.js';
import { foundCity } from './city.js';
import { demoPassword } from './demo-password.js';
import { playLiveYear } from './live-year.js';

/** The past year that the demo begins with. */
const pastYear = 2022;
const example = join(rootDir, 'examples', `jiangmen-${pastYear}`);

export interface DemoOptions {
  /** The instant of loading, ISO 8601: the live year is going on then. */
  readonly now: string;
  /** Where the papers of its people are kept. */
  readonly store: ContentStore;
  readonly progress?: (done: number, total: number) => void;
  /** A test hands in one that costs less. */
  readonly passwords?: Passwords;
}

export interface LoadedDemo {
  /** It was there before, and nothing was done. */
  readonly already: boolean;
  readonly years: readonly number[];
  readonly projects: number;
}

/**
 * Loads the demo city: people who can sign in with the demo password, the programme of 2022, and a live year with
 * projects at every stage. One transaction; done again it does nothing. Refused with `demo.not-alone` where others work:
 * its password is known to everybody.
 */
export async function loadDemo(
  dataSource: DataSource,
  { now, store, progress = () => undefined, passwords = new Passwords() }: DemoOptions,
): Promise<LoadedDemo> {
  const services = new CalendarService();
  const calendar = services.calendar();
  const model = readProgramme(example, pastYear, calendar);
  const passwordHash = await passwords.hash(demoPassword);
  const today = dayInChina(now);
  const year = Number(today.slice(0, 4));
  return inTransaction(dataSource, async (tx) => {
    // Two at once: the second waits, and finds it loaded.
    await tx.manager.query('select pg_advisory_xact_lock($1)', [demoLock]);
    if (await isLoaded(tx)) return { already: true, ...(await counted(tx)) };
    await assertAlone(tx);
    const people = await foundCity(tx.manager, model.regions, passwordHash);
    const door = new Door(dataSource, services);
    const there = await yearsIn(tx);
    // The past year is most of the work, where it is to be done.
    const past = there.includes(pastYear) ? 0 : 4;
    if (past > 0) {
      await importIn(tx, door, services, model, (done, total) => progress(past * done, (past + 1) * total));
    }
    if (!there.includes(year)) {
      await playLiveYear(tx, door, { year, today, calendar, people, model, store }, (done, total) =>
        progress(past * total + done, (past + 1) * total),
      );
    }
    return { already: false, ...(await counted(tx)) };
  });
}

/** Any number that nothing else locks in this database. */
const demoLock = 7_200_002;

/** Whether nobody has begun to use this database: the demo may be loaded unasked. */
export async function isUnused(dataSource: DataSource): Promise<boolean> {
  const [row] = await dataSource.query<{ used: boolean }[]>(
    'select exists (select 1 from person) or exists (select 1 from fund_year) as used',
  );
  return !row!.used;
}

async function isLoaded(tx: Tx): Promise<boolean> {
  const [row] = await tx.manager.query<{ loaded: boolean }[]>(
    `select exists (select 1 from person where username = 'demo-applicant' and password_hash is not null) as loaded`,
  );
  return row!.loaded;
}

async function assertAlone(tx: Tx): Promise<void> {
  const [row] = await tx.manager.query<{ others: number }[]>(
    `select count(*)::int as others from person where username not like 'demo-%' and password_hash is not null`,
  );
  if (row!.others > 0) throw new DomainError('refused', 'demo.not-alone', { count: row!.others });
}

async function yearsIn(tx: Tx): Promise<number[]> {
  const rows = await tx.manager.query<{ year: number }[]>('select year from fund_year order by year');
  return rows.map((row) => row.year);
}

async function counted(tx: Tx): Promise<{ years: number[]; projects: number }> {
  const [row] = await tx.manager.query<{ projects: number }[]>('select count(*)::int as projects from project');
  return { years: await yearsIn(tx), projects: row!.projects };
}
