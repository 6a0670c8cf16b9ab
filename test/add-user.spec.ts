import { verify } from '@node-rs/argon2';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type NewUser } from '../src/cli/add-user.js';
import { testDatabase, type TestPlace } from './support/test-database.js';

let database: TestPlace;
let client: Client;

const li: NewUser = {
  username: 'li',
  name: '李四',
  role: 'administrator',
  organisation: '市农业农村局',
  region: '440700',
  regionName: '江门市',
  level: 'city',
  password: undefined,
};

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test('the first user of an empty database comes with an organisation and a region', async () => {
  const { personId, membershipId, password } = await addUser(database.url, li);
  const { rows } = await client.query<Record<string, unknown>>(
    `select person_id, role, organisation.name, region.name as region, password_hash
     from membership join person on person.id = person_id join organisation on organisation.id = organisation_id
     join region on region.id = region_id where membership.id = $1`,
    [membershipId],
  );
  expect(rows).toEqual([
    expect.objectContaining({ person_id: personId, role: 'administrator', name: '市农业农村局', region: '江门市' }),
  ]);
  expect(await verify(String(rows[0]?.password_hash), password ?? '')).toBe(true);
});

test('a known user gets one more membership and keeps the password', async () => {
  const again = await addUser(database.url, { ...li, role: 'auditor', password: 'another password' });
  expect(again.password).toBeNull();
  const { rows } = await client.query(`select role from membership where ended_on is null order by role`);
  expect(rows).toEqual([{ role: 'administrator' }, { role: 'auditor' }]);
});

test('what cannot be is refused, and nothing of it is kept', async () => {
  const wang = { ...li, username: 'wang', password: 'long enough' };
  const refusals: [Partial<NewUser>, string][] = [
    [{ role: 'king' }, '--role must be one of'],
    [{ organisation: '无', region: undefined }, 'There is no organisation "无"'],
    [{ organisation: '无', level: 'moon' }, '--level must be one of'],
    [{ organisation: '无', region: '1', regionName: undefined }, 'There is no region 1'],
    [{ organisation: '无', name: undefined }, 'wang is new'],
    [{ organisation: '无', name: ' ' }, 'wang is new'],
    [{ username: '' }, '"" is no user name'],
    [{ username: 'wang li' }, '"wang li" is no user name'],
    [{ organisation: '无', password: 'short' }, 'password.unfit'],
    [{ organisation: '无', password: 'qwertyuiop' }, 'password.unfit'],
    // The rules that bind administrators on the pages bind the operator too.
    [{ organisation: ' ' }, '--organisation must be 1 to 100 characters'],
    [{ organisation: '无'.repeat(101) }, '--organisation must be 1 to 100 characters'],
    [{ organisation: '无\u202e' }, '--organisation must be 1 to 100 characters'],
    [{ organisation: '无', name: '王'.repeat(51) }, '--name must be 1 to 50 characters'],
    [{ organisation: '无', region: '440781', regionName: ' ', level: 'county' }, '--region-name must be 1 to 50'],
    [{ organisation: '无', level: 'county' }, 'organisation.level-unfit'],
    [{ organisation: '无', region: '440781', regionName: '台山市', level: 'town' }, 'membership.role-unfit'],
    [{ role: 'countyFinance' }, 'membership.role-unfit'],
    [{ username: 'li', role: 'cityFinance' }, 'membership.administrator-decides'],
  ];
  for (const [change, message] of refusals) {
    await expect(addUser(database.url, { ...wang, ...change })).rejects.toThrow(message);
  }
  const { rows } = await client.query(
    `select (select count(*) from organisation)::int as o, (select count(*) from region)::int as r,
       (select count(*) from membership)::int as m, count(*)::int as p from person`,
  );
  expect(rows).toEqual([{ o: 1, r: 1, m: 2, p: 1 }]);
});

test('an organisation that has ended gets nobody any more', async () => {
  await client.query(`update organisation set ended_on = '2026-01-01'`);
  await expect(addUser(database.url, { ...li, username: 'chen', name: '陈' })).rejects.toThrow('organisation.ended');
  await client.query('update organisation set ended_on = null');
});
