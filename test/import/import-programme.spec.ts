import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootDir } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { type Figures, figuresOf } from '../../src/funds/figures.js';
import { importProgramme } from '../../src/import/import-programme.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { localDate } from '../../workflows/values/local-date.js';
import { type Fen, formatWan, parseWan } from '../../workflows/values/money.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

const example = join(rootDir, 'examples', 'jiangmen-2022');
const folder = mkdtempSync(join(tmpdir(), 'sluice-import-'));
let place: TestPlace;
let db: DataSource;

beforeAll(async () => {
  place = await testDatabase();
  db = await createDataSource(place.url, 'sluice_door').initialize();
});
afterAll(async () => {
  await db.destroy();
  await place.drop();
  rmSync(folder, { recursive: true });
});

const count = async (table: string) => {
  const [row] = await db.query<{ count: number }[]>(`select count(*)::int from ${table}`);
  return row!.count;
};
const tables = ['region', 'organisation', 'person', 'fund_year', 'project', 'history', 'entry', 'document', 'request'];

/** The programme of 2022 with one file changed, line by line. */
function changed(file: string, change: (lines: string[]) => string[]): string {
  const dir = mkdtempSync(join(folder, 'case-'));
  cpSync(example, dir, { recursive: true });
  const path = join(dir, file);
  writeFileSync(path, change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n'));
  return dir;
}

const refusalOf = async (work: Promise<unknown>): Promise<DomainError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${String(error)}`);
  return error;
};

test('A dry run comes to the same figures and leaves nothing', async () => {
  const figures = await importProgramme(db, example, 2022, { dryRun: true });
  expect(figures.projects).toBe(160);
  for (const table of tables) expect(await count(table), table).toBe(0);
}, 60_000);

describe('The programme of 2022', () => {
  let figures: Figures;
  const told: number[] = [];
  beforeAll(async () => {
    figures = await importProgramme(db, example, 2022, { progress: (done, total) => told.push(done / total) });
  }, 60_000);

  test('tells how far it is, to the end', () => {
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('comes to the figures of its report, to the fen', async () => {
    const wan = Object.fromEntries(
      Object.entries(figures).map(([key, value]) => [key, typeof value === 'bigint' ? formatWan(value as Fen) : value]),
    );
    expect(wan).toMatchObject({
      levyPlanned: '10,242.57',
      levyReceived: '8,986.51',
      levyMissing: '1,256.06',
      levyArrears: '1,256.06',
      levyArrearsReceived: '0.00',
      incomeReceived: '11,492.62',
      budgetTotal: '12,745.787',
      budgetEvaluated: '12,659.64',
      released: '10,683.38',
      paid: '8,298.33',
      executionRate: '77.68',
      projects: 160,
      targetsMet: 154,
    });
    expect(await figuresOf(db, 2022, localDate('2022-12-31'))).toEqual(figures);
  });

  test('comes to its figures line by line', () => {
    const [head, ...rows] = readFileSync(join(example, 'budget_lines.csv'), 'utf8').trimEnd().split('\n');
    const column = (name: string) => head!.split(',').indexOf(name);
    const leaves = rows.map((row) => row.split(',')).filter((cells) => cells[column('projects')]);
    expect(leaves).toHaveLength(16);
    for (const cells of leaves) {
      const cell = (name: string) => cells[column(name)]!;
      expect(
        figures.lines.find((line) => line.code === cell('code')),
        cell('code'),
      ).toMatchObject({
        budget: parseWan(cell('budget')),
        released: parseWan(cell('released')),
        paid: parseWan(cell('paid')),
        projects: Number(cell('projects')),
        targetsMet: Number(cell('targets_met')),
      });
    }
  });

  test('knows the rate of every region, and what Pengjiang alone left unpaid', async () => {
    const rows = await db.query<object[]>(
      `select region_id as region, rate_ppm as rate, state, amount_fen::text as amount from levy where year = 2022 order by 1`,
    );
    const rated = (region: string, rate: number) => ({ region, rate, state: 'rated', amount: null });
    expect(rows).toEqual([
      rated('440700', 4000),
      { region: '440703', rate: 4000, state: 'notified', amount: parseWan('1256.06').toString() },
      rated('440704', 4000),
      rated('440705', 4000),
      rated('440781', 3000),
      rated('440783', 3000),
      rated('440784', 4000),
      rated('440785', 2000),
    ]);
  });

  test('leaves 809.24 of its income unreleased, of which 646.833 are held', async () => {
    const rows = await db.query<{ kind: string; balance: string }[]>(
      `select kind, sum(balance_fen::bigint)::text as balance from account where year = 2022 and kind in ('pool', 'held') group by kind order by kind`,
    );
    expect(rows).toEqual([
      { kind: 'held', balance: parseWan('646.833').toString() },
      { kind: 'pool', balance: parseWan('162.407').toString() },
    ]);
  });

  test('brings each project to where its row leads', async () => {
    const rows = await db.query<{ line: string; state: string; projects: number }[]>(
      `select line, state, count(*)::int as projects from project group by line, state order by (select position from budget_line l where l.code = line), state`,
    );
    expect(rows.map(({ line, state, projects }) => `${line} ${state} ${projects}`)).toEqual([
      '1.1.1 reimbursement.claiming 1',
      '1.1.2 reimbursement.claiming 1',
      '1.1.3 completed 1',
      '1.1.4 reimbursement.claiming 1',
      '1.1.5 completed 1',
      '1.1.5 reimbursement.claiming 1',
      '1.2.1.1 reimbursement.claiming 19',
      '1.2.1.2 reimbursement.claiming 45',
      '1.2.1.3 reimbursement.claiming 1',
      '1.2.2.1 reimbursement.claiming 63',
      '1.2.2.2 completed 1',
      '1.2.3 fundRelease.waitingForFunds 5',
      '1.2.3 implementation.underway 3',
      '1.2.4 reimbursement.claiming 1',
      '1.3 reimbursement.claiming 13',
      '2.1 completed 1',
      '2.2 completed 1',
      '2.3 completed 1',
    ]);
  });

  test('is told wholly in 2022, by people of whom none decides on their own, and nobody is told of it', async () => {
    const [days] = await db.query<{ first: string; last: string }[]>(
      `select min(occurred_at at time zone 'Asia/Shanghai')::date::text as first, max(occurred_at at time zone 'Asia/Shanghai')::date::text as last from history`,
    );
    expect(days).toEqual({ first: '2022-06-08', last: '2022-12-29' });
    expect(await count('outbox')).toBe(0);
    expect(await count('refusal')).toBe(0);
    expect(await count(`person where password_hash is not null`)).toBe(0);
    expect(
      await count(`history h join document d on h.subject = 'document' and h.subject_id = d.id
        where h.event = 'document.confirm' and h.person_id = d.recorded_by`),
    ).toBe(0);
    expect(
      await count(`history h join revision r on h.subject = 'project' and h.subject_id = r.project_id
        where h.event in ('application.endorse', 'review.accept', 'seat.vote', 'inspection.pass', 'claim.check', 'claim.pay', 'selfEvaluation.confirm')
          and h.person_id = any(r.authors)`),
    ).toBe(0);
  });

  test('has books without a difference', async () => {
    expect(await differencesInBooks(db)).toEqual([]);
  });

  test('cannot be imported a second time', async () => {
    const refusal = await refusalOf(importProgramme(db, example, 2022));
    expect(refusal).toMatchObject({ kind: 'refused', code: 'import.year-there', params: { year: 2022 } });
    expect(await count('project')).toBe(160);
  });
});

describe('A broken folder is refused, and each broken row is named:', () => {
  const named = async (dir: string) => {
    const refusal = await refusalOf(importProgramme(db, dir, 2022));
    expect(refusal.code).toBe('import.rows-wrong');
    return refusal.unmet.map(({ field, code }) => `${field} ${code}`);
  };

  test.each<[string, string, (lines: string[]) => string[], string[]]>([
    [
      'an amount that is none, and a region and a line that are not there',
      'projects.csv',
      (lines) => [
        ...lines.slice(0, 7),
        lines[7]!.replace('89.2105', '89.21万'),
        lines[8]!.replace('440783', '440799'),
        lines[9]!.replace('1.2.1.1,扶', '1.2.9,扶'),
        ...lines.slice(10),
      ],
      [
        'projects.csv:8:paid import.value-unreadable',
        'projects.csv:9:region import.name-unknown',
        'projects.csv:10:line import.name-unknown',
        'line 1.2.1.1 import.line-sum-differs',
        'line 1.2.1.1 import.line-sum-differs',
        'line 1.2.1.1 import.line-count-differs',
        'line 1.2.1.1 import.line-count-differs',
      ],
    ],
    [
      'more paid than released, and more released than approved',
      'projects.csv',
      (lines) => lines.map((line) => line.replace('12.14,12.14,6.23', '12.14,12.15,12.16')),
      [
        'projects.csv:2:released import.amount-over',
        'projects.csv:2:paid import.amount-over',
        'line 1.1.1 import.line-sum-differs',
        'line 1.1.1 import.line-sum-differs',
      ],
    ],
    [
      'a code twice',
      'projects.csv',
      (lines) => lines.map((line) => line.replace('JM2022-1.3-002', 'JM2022-1.3-001')),
      ['projects.csv:147:code import.value-repeated'],
    ],
    [
      'a parent whose parts do not sum to it',
      'budget_lines.csv',
      (lines) => lines.map((line) => line.replace('2.1,2,对口支援重庆巫山县,161,', '2.1,2,对口支援重庆巫山县,160,')),
      ['budget_lines.csv:20:budget import.sum-differs', 'projects.csv:159:approved import.line-overspent'],
    ],
    [
      'a day off',
      'timetable.csv',
      (lines) => lines.map((line) => line.replace('2022-12-29', '2022-12-31')),
      ['timetable.csv:24:day import.day-not-working'],
    ],
    [
      'a missed target without a reason',
      'shortfalls.csv',
      (lines) => lines.filter((line) => !line.startsWith('1.1.2')),
      ['projects.csv:3:target_met import.shortfall-missing'],
    ],
    [
      'a row that leads nowhere',
      'outcomes.csv',
      (lines) => lines.filter((line) => !line.startsWith('*,part')),
      [137, 138, 139].map((line) => `projects.csv:${line}:released import.outcome-missing`),
    ],
  ])('%s', async (_, file, change, expected) => {
    expect(await named(changed(file, change))).toEqual(expected);
  });

  test('a file that is missing, one that is no CSV, one without a column', async () => {
    const dir = changed('holds.csv', () => ['amount,day', '1,2022-12-20']);
    rmSync(join(dir, 'regions.csv'));
    writeFileSync(join(dir, 'standards.csv'), 'line,basis\n"unclosed');
    writeFileSync(join(dir, 'earmarks.csv'), Buffer.from([0x73, 0xff, 0xfe]));
    const found = await named(dir);
    expect(found).toContain('regions.csv import.file-missing');
    expect(found).toContain('standards.csv import.file-unreadable');
    expect(found).toContain('earmarks.csv import.file-unreadable');
    expect(found).toContain('holds.csv import.column-missing');
  });

  test('a step that the rules refuse leaves nothing', async () => {
    const dir = changed('timetable.csv', (lines) =>
      lines.map((line) => line.replace('noticeEnd,2022-07-06', 'noticeEnd,2022-06-29')),
    );
    const fresh = await testDatabase();
    const other = await createDataSource(fresh.url, 'sluice_door').initialize();
    const refusal = await refusalOf(importProgramme(other, dir, 2022));
    expect(refusal).toMatchObject({
      code: 'import.step-refused',
      params: {
        event: 'review.endNotice',
        day: '2022-06-29',
        subject: expect.stringMatching(/^JM2022-.*, projects\.csv:\d+$/) as string,
      },
      unmet: [{ code: 'review.notice-runs' }],
    });
    expect(await other.query('select 1 from fund_year')).toEqual([]);
    await other.destroy();
    await fresh.drop();
  }, 60_000);
});
