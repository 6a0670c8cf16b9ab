import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootDir } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { importProgramme } from '../../src/import/import-programme.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

let place: TestPlace;
let db: DataSource;

beforeAll(async () => {
  place = await testDatabase();
  db = await createDataSource(place.url).initialize();
  const door = await createDataSource(place.url, 'sluice_door').initialize();
  await importProgramme(door, join(rootDir, 'examples', 'jiangmen-2022'), 2022);
  await door.destroy();
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await place.drop();
});

/** What verification finds after a superuser went past every trigger; afterwards all is as before. */
async function foundAfter(...statements: string[]): Promise<string[]> {
  const runner = db.createQueryRunner();
  const snapshot = async () => (await differencesInBooks(db)).map(({ check, subject }) => `${check}: ${subject}`);
  const undo: string[] = [];
  try {
    await runner.query('set session_replication_role = replica');
    for (const statement of statements) {
      const [change, back] = statement.split(' <- ');
      await runner.query(change!);
      undo.unshift(back!);
    }
    return await snapshot();
  } finally {
    for (const back of undo) await runner.query(back);
    await runner.query('set session_replication_role = origin');
    await runner.release();
    expect(await snapshot()).toEqual([]);
  }
}

test('Nothing differs in books that nobody tampered with', async () => {
  const seen: number[] = [];
  expect(await differencesInBooks(db, (done) => seen.push(done))).toEqual([]);
  expect(seen.at(-1)).toBe(160);
});

const share = `(select id from project where code = 'JM2022-1.2.1.1-001')`;
const spent = `account set balance_fen = balance_fen`;
const where = `where kind = 'share.spent' and project_id = ${share}`;
const first = `(select min(id) from entry where kind = 'payment' and project_id = ${share})`;

describe('One change past the triggers is found, with its rows:', () => {
  test('a fen on a balance', async () => {
    const [row] = await db.query<{ key: string }[]>(`select key from account ${where}`);
    const [id] = row!.key.split('/').slice(1);
    expect(await foundAfter(`update ${spent} + 1 ${where} <- update ${spent} - 1 ${where}`)).toEqual([
      `balances: ${row!.key}`,
      'shares: JM2022-1.2.1.1-001 share.spent',
      `claims: share ${id}/1`,
    ]);
  });

  test('a fen on an entry', async () => {
    const change = (sign: string) => `update entry set amount_fen = amount_fen ${sign} 1 where id = ${first}`;
    const found = await foundAfter(`${change('+')} <- ${change('-')}`);
    expect(found.map((line) => line.split(/[:/]/)[0])).toEqual(['balances', 'balances', 'claims', 'counties']);
  });

  test('a fen on an entry and on both its balances, so that the ledger agrees with itself', async () => {
    const moved = (sign: string, other: string) =>
      `update account set balance_fen = balance_fen ${sign} 1 where id = (select to_account_id from entry where id = ${first})
       <- update account set balance_fen = balance_fen ${other} 1 where id = (select to_account_id from entry where id = ${first})`;
    const taken = `update account set balance_fen = balance_fen - 1 where id = (select from_account_id from entry where id = ${first})
       <- update account set balance_fen = balance_fen + 1 where id = (select from_account_id from entry where id = ${first})`;
    const entry = `update entry set amount_fen = amount_fen + 1 where id = ${first} <- update entry set amount_fen = amount_fen - 1 where id = ${first}`;
    const found = await foundAfter(moved('+', '-').replace(/\s*<-/, ' <-'), taken.replace(/\s*<-/, ' <-'), entry);
    expect(found.map((line) => line.split(':')[0])).toEqual(['shares', 'shares', 'claims', 'claims', 'counties']);
  });

  test('a fen on a paid claim', async () => {
    const change = (sign: string) =>
      `update claim set paid_fen = paid_fen ${sign} 1, approved_fen = approved_fen ${sign} 1, claimed_fen = claimed_fen ${sign} 1 where no = 1 and project_id = ${share}`;
    expect(await foundAfter(`${change('-')} <- ${change('+')}`)).toEqual([
      expect.stringContaining('claims: share'),
      expect.stringMatching(/^claims: claim \d+\/1 paid$/),
      expect.stringMatching(/^claims: claim \d+\/1 claimed$/),
    ]);
  });

  test('an account below zero', async () => {
    const pool = `where key = 'pool/2022/general'`;
    const found = await foundAfter(
      `alter table account drop constraint account_not_overdrawn <- alter table account add constraint account_not_overdrawn check (balance_fen >= 0 or kind in ('source', 'budget'))`,
      `update ${spent} - 999999999999 ${pool} <- update ${spent} + 999999999999 ${pool}`,
    );
    expect(found).toEqual(['balances: pool/2022/general', 'overdrawn: pool/2022/general']);
  });

  test('a state that no history led to', async () => {
    const found = await foundAfter(
      `update project set state = 'completed' where id = ${share} <- update project set state = 'reimbursement.claiming' where id = ${share}`,
    );
    expect(found).toEqual(['spans: JM2022-1.2.1.1-001', expect.stringMatching(/^states: project \d+$/) as string]);
  });

  test('a part in no state of its machine', async () => {
    const found = await foundAfter(
      `alter table claim drop constraint claim_state <- alter table claim add constraint claim_state check (state in ('drafted', 'submitted', 'returned', 'checked', 'paid', 'failed', 'refused', 'withdrawn', 'void'))`,
      `update claim set state = 'lost' where no = 1 and project_id = ${share} <- update claim set state = 'paid' where no = 1 and project_id = ${share}`,
    );
    expect(found).toContain('states: JM2022-1.2.1.1-001 claim/1');
  });

  test('a span that nobody opened, and one that was closed by hand', async () => {
    const open = `project_id = ${share} and subject = 'project' and state = 'reimbursement.claiming'`;
    const found = await foundAfter(
      `update span set closed_on = opened_on where ${open} <- update span set closed_on = null where ${open}`,
    );
    expect(found).toEqual(['spans: JM2022-1.2.1.1-001']);
    const other = `where ${open}`;
    expect(
      await foundAfter(`update span set role = 'auditor' ${other} <- update span set role = 'applicant' ${other}`),
    ).toEqual(['spans: JM2022-1.2.1.1-001']);
  });

  test('a line of history that is gone', async () => {
    const line = `subject = 'project' and subject_id = ${share} and event = 'milestone.record'`;
    await db.query(`create table kept as select * from history where ${line}`);
    const found = await foundAfter(`delete from history where ${line} <- insert into history select * from kept`);
    expect(found).toEqual([expect.stringMatching(/^history: project \d+$/) as string]);
    await db.query('drop table kept');
  });
});
