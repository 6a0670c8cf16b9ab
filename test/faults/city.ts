import type { DataSource } from 'typeorm';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { createDataSource } from '../../src/database/data-source.js';
import { inTransaction } from '../../src/database/transaction.js';
import { foundCity, type People } from '../../src/demo/city.js';
import { SampleUploads } from '../../src/demo/sample-uploads.js';
import { PastWalk, workingDaysAgo } from '../../src/demo/past-walk.js';
import { Door } from '../../src/door/door.js';
import { createProjects } from '../../src/door/create-projects.js';
import { type Deed, instantOf, play } from '../../src/import/chronicle.js';
import { openFundYear } from '../../src/import/fund-year-rows.js';
import { registryOf } from '../../src/import/import-programme.js';
import type { LineRow } from '../../src/import/programme.js';
import { emptyContent, type ApplicationContent } from '../../workflows/project/application-form.js';
import { openContentStore } from '../../src/papers/open-content-store.js';
import { type NamedPaper, paperClasses } from '../../workflows/project/papers.js';
import type { Mode } from '../../workflows/project/modes.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { parseWan } from '../../workflows/values/money.js';
import type { Sluice } from './sluice.js';
import { CheapPasswords, completeContent, password, regions } from '../support/office.js';

/** What every project asks for. */
export const amount = parseWan('10');
/** Enough for those that have begun, and half of what the next one needs. */
const income = parseWan('65');

const modes: Readonly<Record<string, Mode>> = {
  '1.1': 'standard',
  '1.2': 'build_first',
  '1.3': 'filing',
  '1.4': 'actual_cost',
  '1.5': 'direct_transfer',
};

/** Where the projects stand as the load begins: how many, on which line, and what has happened to them. */
const beginnings: readonly (readonly [count: number, line: string, story: (walk: PastWalk) => unknown])[] = [
  [4, '1.1', () => undefined],
  [2, '1.2', () => undefined],
  [2, '1.5', () => undefined],
  [4, '1.1', (walk) => walk.untilIntake(8)],
  [2, '1.3', (walk) => walk.untilScheduling(15)],
  [5, '1.1', (walk) => walk.untilNotice(30)],
  [2, '1.4', (walk) => walk.untilNotice(30)],
  [3, '1.2', (walk) => walk.untilNotice(40).at(20).noticeEnded()],
  [5, '1.1', (walk) => walk.untilApproval(30)],
  [2, '1.5', (walk) => walk.untilApproval(30)],
  [2, '1.4', (walk) => walk.untilFunded(60)],
  [2, '1.1', (walk) => walk.untilFunded(60)],
  [2, '1.1', (walk) => walk.untilAccepted(90)],
];

export interface City {
  /** As the owner of the tables, past the application. */
  readonly db: DataSource;
  readonly people: People;
  /** A paper of each class that everybody has brought before. */
  readonly papers: Readonly<Record<string, readonly NamedPaper[]>>;
  readonly year: number;
  readonly lines: readonly string[];
  /** How long each subject's history, `project/12`, was before anybody worked over HTTP. */
  readonly before: ReadonlyMap<string, number>;
}

/** Two counties and their city, some dozens of projects at every stage, and a pool that is all but empty. */
export async function foundBusyCity(sluice: Sluice): Promise<City> {
  const { dataDir } = sluice;
  const db = await createDataSource((await sluice.servers()).databaseUrl).initialize();
  const services = new CalendarService();
  const calendar = services.calendar();
  const today = dayInChina(new Date().toISOString());
  const year = Number(today.slice(0, 4));
  const ago = (count: number) => workingDaysAgo(calendar, today, count);
  const people = await foundCity(db.manager, regions.slice(0, 3), await new CheapPasswords().hash(password));
  const counties = regions.slice(1, 3).map(({ id }) => id);
  const started = beginnings.flatMap(([count, line, story]) =>
    Array.from({ length: count }, (_, index) => ({ line, story, region: counties[index % 2]! })),
  );
  const uploads = new SampleUploads();
  const papers = Object.fromEntries(
    [...people].map(([who, member]) => [who, paperClasses.map((each) => uploads.add(member, each, who))]),
  );
  await inTransaction(db, async (tx) => {
    const lines = Object.entries(modes).map(([code, mode]) => lineOf(code, mode));
    const sources = [
      {
        code: 'levy',
        name: '各县上缴',
        kind: 'levy',
        planned: income,
        received: income,
        note: null,
        earmark: null,
      } as const,
    ];
    await openFundYear(tx, { year, lines, standards: [], earmarks: [], rates: new Map(), sources });
    const created = await createProjects(
      tx,
      calendar,
      regions[0]!.id,
      started.map(({ line, region }) => ({
        actor: people.get(`town-${region}`)!,
        occurredAt: instantOf({ day: ago(120), turn: 0 }),
        title: contentFor(region).title,
        year,
        line,
        shares: [{ regionId: region, asked: amount }],
        content: contentFor(region, papers[`town-${region}`]),
      })),
    );
    const walks = started.map(({ line, story, region }, index) => {
      const walker = { id: created[index]!.id, line, region, name: created[index]!.code };
      const walk = new PastWalk(people, regions[0]!.id, walker, amount, ago, uploads);
      story(walk);
      return walk;
    });
    const money = { subject: 'fundYear', id: year, day: ago(118) } as const;
    const deeds: Deed[] = [
      { subject: 'budget', day: ago(118), turn: 1 },
      {
        ...money,
        turn: 2,
        actor: people.get('finance-1')!,
        event: { type: 'income.receive', source: 'levy', amount: income, receivedOn: ago(118) },
      },
      ...walks.flatMap((walk) => walk.deeds),
    ];
    await uploads.bring({ tx, store: await openContentStore({ dataDir }), at: new Date().toISOString() });
    const codes = new Map(created.map(({ id, code }) => [id, code]));
    await play(tx, new Door(db, services), deeds, registryOf({ year, lines }, people, regions[0]!.name, codes));
  });
  const lengths = await db.query<{ subject: string; length: number }[]>(
    `select subject || '/' || subject_id as subject, max(seq) as length from history group by subject, subject_id`,
  );
  return {
    db,
    people,
    papers,
    year,
    lines: Object.keys(modes),
    before: new Map(lengths.map(({ subject, length }) => [subject, length])),
  };
}

/** What an application comes with, of what its office has brought. */
export const contentFor = (region: string, brought: readonly NamedPaper[] = []): ApplicationContent => ({
  ...emptyContent,
  ...(completeContent(region, amount.toString()) as unknown as ApplicationContent),
  papers: brought.filter((paper) => paper.class === 'feasibility' || paper.class === 'budget'),
});

const lineOf = (code: string, mode: Mode): LineRow => ({
  code,
  parent: null,
  name: code,
  budget: parseWan('2000'),
  leaf: true,
  withoutProjects: false,
  mode,
  evaluated: true,
  note: null,
  stated: null,
});
