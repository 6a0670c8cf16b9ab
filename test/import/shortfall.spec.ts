import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { rootDir } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { inTransaction, reading } from '../../src/database/transaction.js';
import { foundCity, type People } from '../../src/demo/city.js';
import { Door } from '../../src/door/door.js';
import { recordDocument } from '../../src/documents/record-documents.js';
import { queueOf } from '../../src/fund-release/funds-queue.js';
import { figuresOf } from '../../src/funds/figures.js';
import { importProgramme } from '../../src/import/import-programme.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { turnsIn } from '../../workflows/project/funds-queue.js';
import type { DomainError } from '../../workflows/values/domain-error.js';
import { localDate } from '../../workflows/values/local-date.js';
import { type Fen, formatWan, parseWan, sum } from '../../workflows/values/money.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// What the report of 2022 tells in words, played out: 1,900万 of line 1.2.3 wait because one district did not pay.

const pengjiang = '440703';
const calendar = new CalendarService();
const laterIn2023 = '2023-02-20T01:00:00.000Z';

let place: TestPlace;
let db: DataSource;
let door: Door;
let people: People;

beforeAll(async () => {
  place = await testDatabase();
  db = await createDataSource(place.url, 'sluice_door').initialize();
  await importProgramme(db, join(rootDir, 'examples', 'jiangmen-2022'), 2022);
  door = new Door(db, calendar);
  const regions = await db.query<{ id: string; name: string; level: 'city' | 'county' }[]>(
    'select id, name, level from region order by id',
  );
  people = await foundCity(db.manager, regions, null);
}, 120_000);
afterAll(async () => {
  await door.onApplicationShutdown();
  await db.destroy();
  await place.drop();
});

const cityFinance = (event: FundYearEvent) =>
  door.apply([
    { subject: 'fundYear', id: 2022, event, actor: people.get('finance-1')!, occurredAt: laterIn2023, expected: null },
  ]);

/** Each that needs money, in the order of their turn: what they need, and what is there for them. */
async function queue(year = 2022): Promise<string[]> {
  const situations = await reading(db, (tx) => queueOf(tx, calendar.calendar(), year, laterIn2023, false));
  return turnsIn(situations).map(
    ({ situation, needs, there }) =>
      `${situation.facts.project.code.replace('JM2022-', '')} needs ${formatWan(needs)}, there is ${formatWan(there)}`,
  );
}

/** The next year, with the same lines and budget, approved. */
async function opensYear(year: number): Promise<void> {
  await db.query('insert into fund_year (year) values ($1)', [year]);
  await db.query(
    `insert into budget_line (year, code, parent_code, position, name, budget_fen, leaf, mode, evaluated, without_projects)
     select $1, code, parent_code, position, name, budget_fen, leaf, mode, evaluated, without_projects from budget_line where year = 2022`,
    [year],
  );
  const [manager, second] = [people.get('manager-1')!, people.get('manager-2')!];
  const documentId = await inTransaction(db, (tx) =>
    recordDocument(tx, manager, laterIn2023, {
      kind: 'budget',
      year,
      issuer: '领导小组',
      number: `${year}年预算`,
      issuedOn: localDate('2023-02-20'),
      title: '预算',
      items: [],
    }),
  );
  const sent = { actor: second, occurredAt: laterIn2023, expected: null } as const;
  await door.apply(
    [
      { subject: 'document', id: documentId, event: { type: 'document.confirm' }, ...sent },
      { subject: 'fundYear', id: year, event: { type: 'budget.approve', documentId, overIncome: true }, ...sent },
    ],
    { allOrNothing: true },
  );
}

/** Every claim that lies with finance goes back to its applicant, to be filed anew in the next year. */
async function returnsClaims(): Promise<void> {
  const claims = await db.query<{ id: number; region: string; part: number }[]>(
    `select p.id, p.region_ids[1] as region, c.no as part from claim c join project p on p.id = c.project_id
     where c.state in ('submitted', 'checked') order by p.id`,
  );
  await door.apply(
    claims.map(({ id, region, part }) => ({
      subject: 'project' as const,
      id,
      event: { type: 'claim.return' as const, part, reason: '跨年度重新申报' },
      actor: people.get(region === '440700' ? 'finance-1' : `finance-${region}`)!,
      occurredAt: laterIn2023,
      expected: null,
    })),
  );
}

async function inPool(): Promise<string> {
  const [row] = await db.query<{ balance: string }[]>(
    `select balance_fen::text as balance from account where key = 'pool/2022/general'`,
  );
  return formatWan(BigInt(row!.balance) as Fen);
}

const figures = async () => figuresOf(db, 2022, localDate('2023-02-20'));
const arrears = async () => {
  const { levyMissing, levyArrears, levyArrearsReceived, incomeReceived } = await figures();
  return [levyMissing, levyArrears, levyArrearsReceived, incomeReceived].map(formatWan);
};

describe('The shortfall of 2022', () => {
  test('leaves 1,900万 of eight projects waiting, the first batch before the second', async () => {
    expect(await queue()).toEqual([
      '1.1.2-001 needs 73.21, there is 73.21',
      '1.2.3-001 needs 93.3334, there is 89.197',
      '1.2.3-002 needs 93.3334, there is 0.00',
      '1.2.3-003 needs 93.3332, there is 0.00',
      '1.2.3-004 needs 360.00, there is 0.00',
      '1.2.3-005 needs 270.00, there is 0.00',
      '1.2.3-006 needs 270.00, there is 0.00',
      '1.2.3-007 needs 360.00, there is 0.00',
      '1.2.3-008 needs 360.00, there is 0.00',
    ]);
    const turns = turnsIn(await reading(db, (tx) => queueOf(tx, calendar.calendar(), 2022, laterIn2023, false)));
    const needed = turns.filter(({ situation }) => situation.facts.project.line === '1.2.3').map(({ needs }) => needs);
    expect(formatWan(sum(needed))).toBe('1,900.00');
    // 73.21 of it are for line 1.1.2; what is left, 89.197, lines 1.2.1.3 and 3 did not use. 646.833 more are held.
    expect(await inPool()).toBe('162.407');
    expect(await arrears()).toEqual(['1,256.06', '1,256.06', '0.00', '11,492.62']);
  });

  test('is no income that can be recorded twice, or more than was owed', async () => {
    const paid = { type: 'income.receive', source: `levy-${pengjiang}`, voucher: '回单' } as const;
    await expect(
      cityFinance({ ...paid, amount: parseWan('1256.060001'), receivedOn: localDate('2023-02-17') }),
    ).rejects.toMatchObject({ code: 'levy.over-assessed', params: { left: parseWan('1256.06') } });
  });

  test('ends for the first batch when Pengjiang pays its arrears: 1,180万 are there, the oldest first', async () => {
    await cityFinance({
      type: 'income.receive',
      source: `levy-${pengjiang}`,
      amount: parseWan('1256.06'),
      receivedOn: localDate('2023-02-17'),
      voucher: '缴库2023-0217',
    });
    expect(await queue()).toEqual([
      '1.1.2-001 needs 73.21, there is 73.21',
      '1.2.3-001 needs 93.3334, there is 93.3334',
      '1.2.3-002 needs 93.3334, there is 93.3334',
      '1.2.3-003 needs 93.3332, there is 93.3332',
      '1.2.3-004 needs 360.00, there is 360.00',
      '1.2.3-005 needs 270.00, there is 270.00',
      '1.2.3-006 needs 270.00, there is 270.00',
      '1.2.3-007 needs 360.00, there is 165.257',
      '1.2.3-008 needs 360.00, there is 0.00',
    ]);
    // 1,256.06 came, 1,180 of it are needed by the first batch: 76.06 are left, beside the 89.197 that were there.
    expect(await inPool()).toBe('1,418.467');
    expect(formatWan((parseWan('165.257') - parseWan('89.197')) as Fen)).toBe('76.06');
    expect(await arrears()).toEqual(['0.00', '0.00', '1,256.06', '12,748.68']);
  });

  test('ends for the second batch when enough of the hold is lifted, and only then', async () => {
    const lifted = { type: 'income.lift', hold: 1, reason: '统筹用于重点帮扶镇第二批' } as const;
    await cityFinance({ ...lifted, amount: parseWan('194.743') });
    expect((await queue()).slice(-2)).toEqual([
      '1.2.3-007 needs 360.00, there is 360.00',
      '1.2.3-008 needs 360.00, there is 0.00',
    ]);
    await cityFinance({ ...lifted, amount: parseWan('360') });
    expect((await queue()).slice(-2)).toEqual([
      '1.2.3-007 needs 360.00, there is 360.00',
      '1.2.3-008 needs 360.00, there is 360.00',
    ]);
    await expect(cityFinance({ ...lifted, amount: parseWan('92.090001') })).rejects.toMatchObject({
      code: 'ledger.overdrawn.held',
      params: { available: parseWan('92.09') },
    });
  });

  test('moves on with the year: closed, 2022 keeps its figures, and 2023 takes over its money and its approvals', async () => {
    await cityFinance({ type: 'income.lift', hold: 1, amount: parseWan('92.09'), reason: '年终结转' });
    await opensYear(2023);
    const record = {
      nextYear: 2023,
      issuer: '江门市财政局',
      number: '江财农〔2023〕1号',
      issuedOn: localDate('2023-02-20'),
    };
    await cityFinance({ type: 'year.recordClosing', ...record });
    const close = () =>
      door.apply([
        {
          subject: 'fundYear',
          id: 2022,
          event: { type: 'year.close', nextYear: 2023 },
          actor: people.get('finance-2')!,
          occurredAt: laterIn2023,
          expected: null,
        },
      ]);
    const refusal = await close().then(
      () => null,
      (error: DomainError) => error,
    );
    expect(new Set(refusal!.unmet.map((each) => each.code))).toEqual(new Set(['year-end.claim-open']));
    await returnsClaims();

    const before = await figures();
    const waiting = await queue();
    await close();
    expect(await figures()).toEqual(before);
    expect([before.projects, before.targetsMet, formatWan(before.paid)]).toEqual([160, 154, '8,298.33']);
    expect(await inPool()).toBe('0.00');
    const next = await figuresOf(db, 2023, localDate('2023-02-20'));
    // 1,256.06 of arrears, and 809.24 that 2022 had not released.
    expect(formatWan(next.incomeReceived)).toBe('2,065.30');
    const approved = next.lines
      .filter((line) => line.approved > 0n)
      .map((line) => `${line.code} ${formatWan(line.approved)}`);
    expect(approved).toEqual(['1.1.2 73.21', '1.2.3 1,900.00']);
    expect(await queue(2023)).toEqual(waiting);
    expect(await queue(2022)).toEqual([]);
    await expect(cityFinance({ type: 'income.hold', amount: parseWan('1'), reason: '迟了' })).rejects.toMatchObject({
      code: 'fund-year.closed',
    });
  });

  test('changes nothing of what was released and paid, and the books agree', async () => {
    const { released, paid, projects } = await figures();
    expect([formatWan(released), formatWan(paid), projects]).toEqual(['10,683.38', '8,298.33', 160]);
    expect(await differencesInBooks(db)).toEqual([]);
  });
});
