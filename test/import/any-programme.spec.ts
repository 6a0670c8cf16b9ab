import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, describe, expect, test } from 'vitest';
import { rootDir } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { toJson } from '../../src/door/rows.js';
import { figuresOf } from '../../src/funds/figures.js';
import { importProgramme } from '../../src/import/import-programme.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import type { DomainError } from '../../workflows/values/domain-error.js';
import { localDate } from '../../workflows/values/local-date.js';
import { Dice } from '../faults/dice.js';
import { seedFromEnvironment } from '../model/compare.js';
import { testDatabase } from '../support/test-database.js';
import { makeUp } from './made-up-programme.js';

// Any programme in the six files of a year's report, without what the example adds: counties, trees and amounts of all kinds.

/** More programmes, or larger ones, by one command: `PROGRAMMES=50 PROJECTS=3000 SEED=…`. */
const programmes = Number(process.env['PROGRAMMES'] ?? 4);
const projects = Number(process.env['PROJECTS'] ?? 60);
const seed = seedFromEnvironment();
const year = 2031;
const folder = mkdtempSync(join(tmpdir(), 'sluice-any-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function inEmptyDatabase<T>(work: (db: DataSource) => Promise<T>): Promise<T> {
  const place = await testDatabase();
  const db = await createDataSource(place.url, 'sluice_door').initialize();
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await place.drop();
  }
}

const told = (error: unknown) => {
  const { code, unmet } = error as DomainError;
  return [code, ...unmet.map((each) => `${each.field ?? ''} ${each.code} ${toJson(each.params)}`)].join('\n');
};

describe(`Programmes nobody has seen before (SEED=${seed} PROGRAMMES=${programmes} PROJECTS=${projects})`, () => {
  const numbers = Array.from({ length: programmes }, (_, index) => index);
  test.each(numbers)(
    'number %i is imported from its six files, comes to its figures to the fen, and has books without a difference',
    async (number) => {
      const dir = join(folder, String(number));
      const expected = makeUp(dir, new Dice(seed + number), projects);
      await inEmptyDatabase(async (db) => {
        await importProgramme(db, dir, year).catch((error: unknown) => {
          throw new Error(told(error), { cause: error });
        });
        const levyMissing = expected.levyPlanned - expected.levyReceived;
        expect(await figuresOf(db, year, localDate('2031-12-31'))).toMatchObject({ ...expected, levyMissing });
        expect(await differencesInBooks(db)).toEqual([]);
      });
    },
    60_000 + projects * 500,
  );
});

describe('The six files of 2022 without what the example adds', () => {
  const dir = join(folder, 'six');
  cpSync(join(rootDir, 'examples', 'jiangmen-2022'), dir, { recursive: true });
  for (const file of ['earmarks', 'holds', 'levies', 'outcomes', 'shortfalls', 'timetable'])
    rmSync(join(dir, `${file}.csv`));
  // As the report's own file is, which does not say which standards count.
  const standards = join(dir, 'standards.csv');
  writeFileSync(standards, readFileSync(standards, 'utf8').replaceAll(/,(counted|yes|no)$/gm, ''));

  const refused = async (file: string, change: (text: string) => string) => {
    const own = mkdtempSync(join(folder, 'case-'));
    cpSync(dir, own, { recursive: true });
    writeFileSync(join(own, file), change(readFileSync(join(own, file), 'utf8')));
    return inEmptyDatabase(async (db) => {
      const error: unknown = await importProgramme(db, own, 2022).catch((each: unknown) => each);
      const [left] = await db.query<object[]>(
        `select (select count(*) from region)::int + (select count(*) from person)::int
           + (select count(*) from fund_year)::int + (select count(*) from history)::int as rows`,
      );
      expect(left).toEqual({ rows: 0 });
      return told(error);
    });
  };

  test('come to the same figures', async () => {
    await inEmptyDatabase(async (db) => {
      const figures = await importProgramme(db, dir, 2022);
      expect(figures).toMatchObject({ executionRate: '77.68', projects: 160, targetsMet: 154 });
      expect([figures.incomeReceived, figures.released, figures.paid].map((amount) => amount / 10_000n)).toEqual([
        1_149_262n,
        1_068_338n,
        829_833n,
      ]);
      expect(await differencesInBooks(db)).toEqual([]);
    });
  }, 60_000);

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'more approved than its line has',
      'projects.csv',
      (text) => text.replace('440700,assumed,12.14,12.14,6.23', '440700,assumed,12.15,12.14,6.23'),
      /^import\.rows-wrong\nprojects\.csv:2:approved import\.line-overspent/,
    ],
    [
      'more released than came in',
      'income.csv',
      (text) => text.replace('1692,1692', '1692,800'),
      /\nprojects\.csv:1\d\d:released import\.income-overspent/,
    ],
    [
      'a transfer that is not wholly paid',
      'projects.csv',
      (text) => text.replace(/,5000,5000,5000,(.*),direct_transfer/, ',5000,5000,4000,$1,direct_transfer'),
      /\nprojects\.csv:\d+:paid import\.transfer-unpaid/,
    ],
    [
      'a name that turns its text round',
      'projects.csv',
      (text) => text.replace('医疗保障补充', '医疗\u202E保障'),
      /\nprojects\.csv:3:name import\.value-unreadable/,
    ],
    [
      'a title longer than any form takes',
      'projects.csv',
      (text) => text.replace('医疗保障补充', '长'.repeat(201)),
      /\nprojects\.csv:3:name import\.value-too-long/,
    ],
    [
      'an amount beyond what can be counted',
      'income.csv',
      (text) => text.replace('772.97,772.97', '9999999999999999,1'),
      /\nincome\.csv:3:planned import\.value-unreadable/,
    ],
    [
      'two regions of one name',
      'regions.csv',
      (text) => text.replace('江海区', '蓬江区'),
      /\nregions\.csv:4:name import\.value-repeated/,
    ],
    [
      'money released where there is neither mode nor project',
      'budget_lines.csv',
      (text) => text.replace('业务经费,86,,', '业务经费,86,10,'),
      /\nbudget_lines\.csv:\d+:funding_mode import\.mode-missing/,
    ],
  ])('are refused with file, row and reason for %s, and nothing stays', async (_, file, change, expected) => {
    expect(await refused(file, change)).toMatch(expected);
  });

  test('are refused where the database is another city’s, or a project has its code already', async () => {
    await inEmptyDatabase(async (db) => {
      await importProgramme(db, dir, 2022);
      const other = join(folder, 'other-city');
      makeUp(other, new Dice(seed), 5);
      expect(await importProgramme(db, other, year).catch(told)).toMatch(/^import\.other-city/);
      expect(await importProgramme(db, dir, 2023).catch(told)).toMatch(/\nprojects\.csv:2:code import\.code-taken/);
    });
  }, 60_000);
});
