import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type DatabaseError } from 'pg';
import { type DatabaseRole, urlAs } from '../../src/database/data-source.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// What the two roles may do holds in the database, whatever the application forgets: here plain SQL goes around it.

let place: TestPlace;
const clients: Partial<Record<DatabaseRole, Client>> = {};

beforeAll(async () => {
  place = await testDatabase();
  for (const role of ['sluice_app', 'sluice_door'] as const) {
    clients[role] = new Client({ connectionString: urlAs(place.url, role) });
    await clients[role].connect();
  }
});
afterAll(async () => {
  for (const client of Object.values(clients)) await client.end();
  await place.drop();
});

/** The SQLSTATE that a statement ends in, or null when it is carried out; it never comes to stay. */
async function refused(role: DatabaseRole, sql: string): Promise<string | null> {
  const client = clients[role]!;
  await client.query('begin');
  try {
    await client.query(sql);
    return null;
  } catch (error) {
    return (error as DatabaseError).code ?? 'no SQLSTATE';
  } finally {
    await client.query('rollback');
  }
}

const insufficientPrivilege = '42501';

describe('A connection', () => {
  test.each(['sluice_app', 'sluice_door'] as const)(
    'is %s and nothing more from its first statement on',
    async (role) => {
      const { rows } = await clients[role]!.query(
        `select current_user as "user", rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as more,
         (select count(*)::int from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname = current_user`,
      );
      expect(rows).toEqual([{ user: role, more: false, owns: 0 }]);
    },
  );

  test('of the one role is no member of the other', async () => {
    const { rows } = await clients.sluice_app!.query(
      `select pg_has_role('sluice_app', 'sluice_door', 'member') or pg_has_role('sluice_door', 'sluice_app', 'member') as member`,
    );
    expect(rows).toEqual([{ member: false }]);
  });
});

describe('Whoever serves requests', () => {
  test.each([
    ['post an entry', `insert into entry (kind) values ('income')`],
    ['open an account', `insert into account (key, kind) values ('pool/2026/x', 'pool')`],
    ['write a balance', 'update account set balance_fen = 1'],
    ['begin a project', `insert into project (code) values ('x')`],
    ['change a state', `update project set state = 'completed'`],
    ['delete a project', 'delete from project'],
    ['write history', `insert into history (event) values ('x')`],
    ['delete history', 'delete from history'],
    ['delete what was refused', 'delete from refusal'],
    ['freeze a revision', 'insert into revision (no) values (1)'],
    ['raise a share', 'update share set asked_fen = 1'],
    ['close a span', `update span set closed_on = '2026-01-01'`],
    ['issue an instalment', `update instalment set state = 'received'`],
    ['pay a claim', `update claim set state = 'paid'`],
    ['confirm a document', `update document set state = 'confirmed'`],
    ['add to a schedule', 'insert into document_item (share) values (1)'],
    ['approve a budget', 'update fund_year set budget_approved = true'],
    ['raise a budget', 'update budget_line set budget_fen = 1'],
    ['tell people something', `insert into notice (subject) values ('x')`],
    ['keep an answer', `insert into request (key) values ('x')`],
    ['read the answers of others', 'select * from request'],
    ['empty the outbox', 'delete from outbox'],
    ['set a password', `update person set password_hash = 'x'`],
    ['give somebody a role', `insert into membership (person_id) values (1)`],
    ['take back that a membership ended', 'update membership set ended_on = null'],
    ['write who changed what about people', `insert into people_change (event) values ('x')`],
    ['make a table', 'create table mine (id int)'],
    ['take a trigger away', 'alter table entry disable trigger all'],
  ])('cannot %s', async (_, sql) => {
    expect(await refused('sluice_app', sql)).toBe(insufficientPrivilege);
  });
});

describe('The door', () => {
  test.each([
    ['change an entry', 'update entry set amount_fen = 1'],
    ['delete an entry', 'delete from entry'],
    ['empty the entries', 'truncate entry'],
    ['change history', `update history set event = 'x'`],
    ['delete history', 'delete from history'],
    ['change what was refused', `update refusal set code = 'x'`],
    ['delete what was refused', 'delete from refusal'],
    ['change a revision', `update revision set content = '{}'`],
    ['delete a project', 'delete from project'],
    ['delete a part', 'delete from claim'],
    ['change an answer that was given', `update request set response = '{}'`],
    ['turn an account into another', `update account set kind = 'source'`],
    ['take an account away', 'delete from account'],
    ['sign in as somebody', 'insert into session (person_id) values (1)'],
    ['change who changed what about people', `update people_change set event = 'x'`],
    ['go on as somebody else', 'update session set person_id = 1'],
    ['take a trigger away', 'alter table entry disable trigger all'],
  ])('cannot %s', async (_, sql) => {
    expect(await refused('sluice_door', sql)).toBe(insufficientPrivilege);
  });
});
