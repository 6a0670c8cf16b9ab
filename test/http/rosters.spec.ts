import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PersonalKeys } from '../../src/rosters/personal-keys.js';
import { rotateKeys } from '../../src/rosters/rotate-keys.js';
import { isIdentityNumber } from '../../workflows/values/identity-number.js';
import { Office } from '../support/office.js';

const town = 'town-440781';
const finance = 'finance-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

/** The identity number of the n-th person of these tests. */
const identity = (n: number): string => {
  const first = `44078119700101${String(n).padStart(3, '0')}`;
  return first + [...'0123456789X'].find((sign) => isIdentityNumber(first + sign))!;
};
const account = (n: number) => `62284800000000${String(n).padStart(5, '0')}`;
const person = (n: number, amount = '100000') => ({
  name: `𠮷田${n}`,
  identity: identity(n),
  account: account(n),
  amount,
});

interface Shown {
  id: number;
  total: string;
  rows: { no: number; name: string; identity: string; account: string; elsewhere: number }[];
}
const brings = (project: number, rows: readonly object[], who = town) =>
  office.request<Shown & { unmet: { code: string; field: string }[] }>(who, 'POST', `/projects/${project}/rosters`, {
    rows,
  });
const claims = (project: number, roster: number, amount: string) =>
  office.act(town, project, 'claim.draft', {
    share: 1,
    claimKind: 'progress',
    lines: [{ payee: '一卡通发放', purpose: '补助', amount, roster }],
  });
const everything = async (): Promise<string> => {
  const tables = await office.db.query<{ name: string }[]>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const dumps = await Promise.all(
    tables.map(({ name }) =>
      office.db.query<{ all: string }[]>(`select string_agg(t::text, '') as all from ${name} t`),
    ),
  );
  return dumps.map(([row]) => row!.all ?? '').join('\n');
};

describe('A roster', () => {
  test('is checked row by row, and wholly refused with the places that are wrong', async () => {
    const project = await office.underway('1000000', '600000');
    const reply = await brings(project, [
      person(1),
      { ...person(2), identity: identity(2).replace(/.$/, identity(2).endsWith('1') ? '2' : '1') },
      { ...person(1), identity: ` ${identity(1).slice(0, 6)} ${identity(1).slice(6)} ` },
      { ...person(3), account: '1234' },
      person(4, '0'),
      person(5, '5000001'),
    ]);
    expect(reply.status).toBe(422);
    expect(reply.body.unmet.map(({ code, field }) => [code, field])).toEqual([
      ['roster.identity-invalid', 'rows.1.identity'],
      ['roster.person-twice', 'rows.2.identity'],
      ['roster.account-invalid', 'rows.3.account'],
      ['roster.amount-not-positive', 'rows.4.amount'],
      ['roster.over-cap', 'rows.5.amount'],
    ]);
    expect((await brings(project, [])).body.unmet).toMatchObject([{ code: 'roster.empty' }]);
    expect(await office.db.query('select 1 from roster where project_id = $1', [project])).toEqual([]);
  });

  test('is shown with masked numbers, and no copy of the database tells one', async () => {
    const project = await office.underway('1000000', '600000');
    const { status, body } = await brings(project, [person(11), person(12)]);
    expect(status).toBe(201);
    expect(body).toMatchObject({ people: 2, total: '200000' });
    expect(body.rows[0]).toEqual({
      no: 1,
      name: '𠮷田11',
      identity: `440781********${identity(11).slice(-4)}`,
      account: `6228***********${account(11).slice(-4)}`,
      amount: '100000',
      elsewhere: 0,
    });
    const claimed = await claims(project, body.id, '200000');
    expect(claimed.status).toBe(201);
    expect(JSON.stringify(await office.get(finance, `/projects/${project}/history`))).not.toContain(identity(11));
    const dump = await everything();
    expect(dump).toContain('一卡通发放');
    for (const n of [11, 12]) {
      expect(dump).not.toContain(identity(n));
      expect(dump).not.toContain(account(n));
      expect(dump).not.toContain(Buffer.from(identity(n)).toString('hex'));
    }
  });

  test('sent twice under one key is one, and its numbers stay in no answer that is kept', async () => {
    const project = await office.underway('1000000', '600000');
    const send = (rows: object[]) =>
      office.request<Shown>(town, 'POST', `/projects/${project}/rosters`, { rows }, { 'idempotency-key': 'roster-1' });
    const [first, again] = [await send([person(81)]), await send([person(81)])];
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect(await send([person(82)])).toMatchObject({ status: 422, body: { code: 'request.key-reused' } });
    expect(await office.db.query('select 1 from roster where project_id = $1', [project])).toHaveLength(1);
  });

  test('is claimed for what it comes to, and once', async () => {
    const project = await office.underway('1000000', '600000');
    const { body } = await brings(project, [person(21)]);
    const refused = async (id: number, amount: string) =>
      ((await claims(project, id, amount)).body as unknown as { unmet: { code: string }[] }).unmet.map(
        ({ code }) => code,
      );
    expect(await refused(body.id, '99999')).toEqual(['claim.roster-differs']);
    expect(await refused(body.id + 1000, '1')).toEqual(['claim.roster-unknown']);
    expect((await claims(project, body.id, '100000')).status).toBe(201);
    expect(await refused(body.id, '100000')).toEqual(['claim.roster-claimed']);
    const other = await office.underway('1000000', '600000');
    const elsewhere = await claims(other, body.id, '100000');
    expect(elsewhere.body).toMatchObject({ unmet: [{ code: 'claim.roster-unknown' }] });
  });

  test('tells that somebody is paid elsewhere in the year, and stops at what a person may get', async () => {
    const project = await office.underway('9000000', '9000000');
    const first = await brings(project, [person(31, '3000000')]);
    await claims(project, first.body.id, '3000000');
    await office.does(town, project, 'claim.submit', {}, 1);
    const other = await office.underway('9000000', '9000000');
    expect((await brings(other, [person(31, '2000001')])).body.unmet).toMatchObject([
      { code: 'roster.over-cap-with-others', field: 'rows.0.amount' },
    ]);
    expect((await brings(other, [person(31, '2000000'), person(32)])).body.rows.map((row) => row.elsewhere)).toEqual([
      1, 0,
    ]);
  });

  test('is its project’s: strangers find nothing, and nobody else hands one in', async () => {
    const project = await office.underway('1000000', '600000');
    const { body } = await brings(project, [person(41)]);
    const path = `/projects/${project}/rosters/${body.id}`;
    expect((await office.request('finance-440783', 'GET', path)).status).toBe(404);
    expect((await office.request('town-440783', 'GET', path)).status).toBe(404);
    expect((await brings(project, [person(42)], 'town-440783')).status).toBe(404);
    expect((await brings(project, [person(42)], finance)).status).toBe(403);
    const another = await office.underway('1000000', '600000');
    expect((await office.request(town, 'GET', `/projects/${another}/rosters/${body.id}`)).status).toBe(404);
  });
});

describe('Two rosters that pay one person', () => {
  test('do not come beyond the cap together, however close they are submitted', async () => {
    const projects = [await office.underway('9000000', '9000000'), await office.underway('9000000', '9000000')];
    for (const project of projects) {
      const { body } = await brings(project, [person(71, '3000000')]);
      expect((await claims(project, body.id, '3000000')).status).toBe(201);
    }
    // Papers and versions are got ready first, so that the two submissions leave at once.
    const ready = await Promise.all(
      projects.map(async (project) => {
        const action = (await office.actions(town, project)).find(({ event }) => event === 'claim.submit')!;
        return { href: action.href, version: action.version, papers: await office.papers(town, 'invoice') };
      }),
    );
    const answers = await Promise.all(
      ready.map(({ href, ...body }) => office.request(town, 'POST', href.replace('/api', ''), body)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 422]));
    expect(answers.find(({ status }) => status === 422)!.body).toMatchObject({
      unmet: [{ code: 'roster.over-cap-with-others' }],
    });
  });
});

describe('A whole number', () => {
  test('is shown to the payer of the county alone, one person at a time, and who asked is kept', async () => {
    const project = await office.underway('1000000', '600000');
    const { body } = await brings(project, [person(51)]);
    const reveal = (who: string, no = 1) =>
      office.request(who, 'POST', `/projects/${project}/rosters/${body.id}/people/${no}/reveal`, {
        reason: '退票核对',
      });
    expect((await reveal(town)).status).toBe(403);
    expect((await reveal('finance-440783')).status).toBe(404);
    expect(await reveal('finance-1')).toMatchObject({ status: 403, body: { code: 'roster.payer-only' } });
    expect((await reveal(finance, 9)).status).toBe(404);
    expect(await office.db.query('select 1 from roster_reveal')).toEqual([]);
    expect(await reveal(finance)).toMatchObject({
      status: 200,
      body: { identity: identity(51), account: account(51) },
    });
    expect(await office.db.query('select no, person_id, reason from roster_reveal')).toEqual([
      { no: 1, person_id: office.people.get(finance)!.personId, reason: '退票核对' },
    ]);
    await expect(office.db.query('delete from roster_reveal')).rejects.toThrow('append-only');
  });
});

describe('Keys', () => {
  const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

  test('rotate: what lies under the older is encrypted anew, found by both meanwhile, and not read without its key', async () => {
    const own = (await readFile(join(office.dataDir, 'personal-data.key'), 'utf8')).trim();
    const [older, newer] = [PersonalKeys.parse(own), PersonalKeys.parse(key('b', 2))];
    const both = PersonalKeys.parse(`${key('b', 2)},${own}`);
    const project = await office.underway('1000000', '600000');
    const { body } = await brings(project, [person(61), person(62)]);
    const read = () =>
      office.db.query<{ key_id: string; sealed: Buffer; lookups: string[] }[]>(
        'select key_id, sealed, lookups from roster_person where roster_id = $1 order by no',
        [body.id],
      );
    const plain = JSON.stringify({ identity: identity(61), account: account(61) });
    const [before] = await read();
    expect(older.unseal(before!.key_id, before!.sealed)).toBe(plain);
    expect(() => newer.unseal(before!.key_id, before!.sealed)).toThrow(/does not hold the key "own"/);
    const bent = Buffer.from(before!.sealed);
    bent[bent.length - 1]! ^= 1;
    expect(() => older.unseal(before!.key_id, bent)).toThrow(/authenticate/);
    const [all] = await office.db.query<{ count: number }[]>('select count(*)::int as count from roster_person');
    expect(await rotateKeys(office.db, both)).toBe(all!.count);
    const [after] = await read();
    expect([after!.key_id, newer.unseal('b', after!.sealed)]).toEqual(['b', plain]);
    expect(after!.lookups).toEqual([...newer.lookups(identity(61)), ...before!.lookups]);
    expect(await rotateKeys(office.db, both)).toBe(0);
  });

  test('are asked for in production, and told apart when they are wrong', () => {
    expect(() => PersonalKeys.open(undefined, '/nowhere', true)).toThrow(/PERSONAL_DATA_KEYS is not set/);
    for (const wrong of ['x', 'k:short', `${key('k', 1)},${key('k', 2)}`, key('k', 1).slice(0, -2)]) {
      expect(() => PersonalKeys.parse(wrong)).toThrow(/must be id:base64/);
    }
  });
});
