import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Passwords } from '../../src/identity/password.js';
import { Office, password, type Reply } from '../support/office.js';

let office: Office;
/** Organisations by name. */
const at: Record<string, number> = {};
beforeAll(async () => {
  office = await Office.open();
  const rows = await office.db.query<{ id: number; name: string }[]>('select id, name from organisation');
  for (const { id, name } of rows) at[name] = id;
  await found('administrator-440781', '县管', '台山市农业农村和水利局', 'administrator');
  await found('administrator-2', '副管', '市农业农村局', 'administrator');
});
beforeEach(() => office.setDay('2026-03-02'));
afterAll(() => office.close());

/** Somebody who is there without anybody having appointed them. */
async function found(who: string, name: string, organisation: string, role: string): Promise<number> {
  const hash = await office.app.get(Passwords).hash(password);
  const [{ id }] = await office.db.query<[{ id: number }]>(
    `with p as (insert into person (username, name, password_hash) values ($1, $2, $3) returning id)
     insert into membership (person_id, organisation_id, role) select id, $4, $5 from p returning person_id as id`,
    [`demo-${who}`, name, hash, at[organisation], role],
  );
  return id;
}

const idOf = (who: string) => office.people.get(who)!;
const code = ({ status, body }: Reply) => {
  const { code = '' } = body as { code?: string };
  return `${status} ${code}`.trim();
};
let named = 0;
const newName = () => `user-${(named += 1)}`;

interface Person {
  id: number;
  name: string;
  username: string;
  version: number;
  active: boolean;
  lockedUntil: string | null;
  memberships: {
    id: number;
    role: string;
    version: number;
    startedOn: string;
    endedOn: string | null;
    organisation: { name: string };
    deputies: object[];
  }[];
}

const person = (id: number, as = 'administrator') => office.get<Person>(as, `/people/${id}`);

async function add(as: string, organisation: string, role: string, more: object = {}) {
  const username = newName();
  const body = { username, name: `人员${named}`, organisationId: at[organisation], role, ...more };
  const reply = await office.request<{ id: number; version: number; password: string }>(as, 'POST', '/people', body);
  return { ...reply, username };
}

const signIn = (username: string, secret: string) =>
  office.app.inject({ method: 'POST', url: '/api/session', payload: { username, password: secret } });
const cookieOf = async (username: string, secret: string) => {
  const reply = await signIn(username, secret);
  return `${reply.cookies[0]!.name}=${reply.cookies[0]!.value}`;
};
const withCookie = (cookie: string, url: string) =>
  office.app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie } });

describe('An administrator', () => {
  test('adds a person with a password that is shown once and must be changed', async () => {
    const added = await add('administrator', '市审计局', 'auditor');
    expect(added).toMatchObject({
      status: 201,
      body: { id: expect.any(Number), password: expect.stringMatching(/^[a-z2-9-]{17}$/) },
    });
    const first = await signIn(added.username, added.body.password);
    expect(first.json()).toMatchObject({ mustChangePassword: true, membership: { role: 'auditor' } });
    const stored = await office.db.query<object[]>(
      `select (select string_agg(r::text, ' ') from request r) || (select string_agg(c::text, ' ') from people_change c) as all`,
    );
    expect(JSON.stringify(stored)).not.toContain(added.body.password);
    expect(JSON.stringify(stored)).not.toContain('argon2');
  });

  test('who asks again after a broken connection gets the same person, and no second password', async () => {
    const body = { username: newName(), name: '重复', organisationId: at['市审计局'], role: 'auditor' };
    const headers = { 'idempotency-key': 'once-only' };
    const [one, two] = await Promise.all(
      [1, 2].map(() => office.request('administrator', 'POST', '/people', body, headers)),
    );
    const again = await office.request('administrator', 'POST', '/people', body, headers);
    expect([one!.status, two!.status, again.status]).toEqual([201, 201, 201]);
    expect(new Set([one!.body['id'], two!.body['id'], again.body['id']]).size).toBe(1);
    expect([one!, two!, again].filter(({ body: { password } }) => password !== null)).toHaveLength(1);
    const other = await office.request('administrator', 'POST', '/people', { ...body, name: '另一人' }, headers);
    expect(code(other)).toBe('422 request.key-reused');
  });

  test.each([
    [{ username: 'demo-auditor' }, '422 person.username-taken'],
    [{ username: 'a b' }, '400 person.username-unfit'],
    [{ username: ' ' }, '400 request.invalid'],
    [{ name: '' }, '400 request.invalid'],
    [{ role: 'king' }, '400 request.invalid'],
    [{ role: 'countyFinance' }, '422 membership.role-unfit'],
    [{ organisationId: 999_999 }, '404 organisation.missing'],
    [{ startedOn: '2026-02-30' }, '400 request.invalid'],
  ])('cannot add %j', async (change, refusal) => {
    const body = { username: newName(), name: '张三', organisationId: at['市审计局'], role: 'auditor', ...change };
    expect(code(await office.request('administrator', 'POST', '/people', body))).toBe(refusal);
  });

  test('renames a person, and not over what somebody else changed meanwhile', async () => {
    const { id } = (await add('administrator', '市审计局', 'auditor')).body;
    const change = (version: number, name: string) =>
      office.request('administrator', 'PUT', `/people/${id}`, { version, name, active: true });
    const both = await Promise.all([change(1, '王甲'), change(1, '王乙')]);
    expect(both.map(code).sort()).toEqual(['200', '409 people.changed-meanwhile']);
    expect((await person(id)).version).toBe(2);
  });

  test('finds people by name, user name and organisation, page by page', async () => {
    const ids = [];
    for (let n = 0; n < 5; n += 1)
      ids.push((await add('administrator', '市审计局', 'auditor', { name: `同名${n}` })).body.id);
    const found: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: Person[]; next: string | null } = await office.get(
        'administrator',
        `/people?q=同名&limit=2&cursor=${cursor}`.replace(/&cursor=$/, ''),
      );
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(found).toEqual(ids.toReversed());
    const { items } = await office.get<{ items: Person[] }>(
      'administrator',
      `/people?organisation=${at['市财政局国库科']}`,
    );
    expect(items.map(({ username }) => username)).toEqual(['demo-finance-2']);
    expect((await office.get<{ items: Person[] }>('administrator', '/people?q=%25')).items).toEqual([]);
  });

  test('resets a password: the old one, all sessions and a lock are over', async () => {
    const { body, username } = await add('administrator', '市审计局', 'auditor');
    const cookie = await cookieOf(username, body.password);
    for (let n = 0; n < 6; n += 1) await signIn(username, 'wrong');
    expect((await person(body.id)).lockedUntil).not.toBeNull();
    const reset = await office.request<{ password: string }>(
      'administrator',
      'POST',
      `/people/${body.id}/password-reset`,
      { version: 1 },
    );
    expect(reset.status).toBe(201);
    expect((await withCookie(cookie, '/session')).statusCode).toBe(401);
    expect((await signIn(username, body.password)).statusCode).toBe(401);
    expect((await signIn(username, reset.body.password)).json()).toMatchObject({ mustChangePassword: true });
  });

  test('unlocks who failed too often', async () => {
    const { body, username } = await add('administrator', '市审计局', 'auditor');
    for (let n = 0; n < 6; n += 1) await signIn(username, 'wrong');
    expect((await signIn(username, body.password)).statusCode).toBe(429);
    const { items } = await office.get<{ items: Person[] }>('administrator', `/people?q=${username}`);
    expect(items[0]).toMatchObject({ lockedUntil: '2026-03-02T01:15:00.000Z' });
    expect((await office.request('administrator', 'POST', `/people/${body.id}/unlocking`, { version: 1 })).status).toBe(
      201,
    );
    expect((await signIn(username, body.password)).statusCode).toBe(201);
  });

  test('disables a person at once, and lets them back in', async () => {
    const { body, username } = await add('administrator', '市审计局', 'auditor');
    const cookie = await cookieOf(username, body.password);
    const put = (version: number, active: boolean) =>
      office.request('administrator', 'PUT', `/people/${body.id}`, { version, name: '停用', active });
    expect((await put(1, false)).status).toBe(200);
    expect((await withCookie(cookie, '/session')).statusCode).toBe(401);
    expect((await signIn(username, body.password)).statusCode).toBe(401);
    expect((await put(2, true)).status).toBe(200);
    expect((await signIn(username, body.password)).statusCode).toBe(201);
  });

  test('ends a role on a day, and its sessions with it', async () => {
    const { body, username } = await add('administrator', '市审计局', 'auditor');
    const cookie = await cookieOf(username, body.password);
    const [membership] = (await person(body.id)).memberships;
    const put = (version: number, endedOn: string) =>
      office.request('administrator', 'PUT', `/memberships/${membership!.id}`, {
        version,
        startedOn: '2026-03-02',
        endedOn,
      });
    expect(code(await put(1, '2026-03-01'))).toBe('400 membership.ends-before-start');
    expect((await put(1, '2026-03-05')).status).toBe(200);
    expect((await withCookie(cookie, '/session')).statusCode).toBe(200);
    expect(code(await put(1, '2026-03-02'))).toBe('409 people.changed-meanwhile');
    expect((await put(2, '2026-03-02')).status).toBe(200);
    expect((await withCookie(cookie, '/session')).statusCode).toBe(401);
    // Given again, it is the same membership that begins anew.
    const again = { personId: body.id, organisationId: at['市审计局'], role: 'auditor' };
    expect((await office.request('administrator', 'POST', '/memberships', again)).body).toMatchObject({
      id: membership!.id,
    });
    expect(code(await office.request('administrator', 'POST', '/memberships', again))).toBe(
      '422 membership.held-already',
    );
  });

  test('keeps no role that applies, decides or pays, however it comes', async () => {
    const personId = (await add('administrator', '市审计局', 'auditor')).body.id;
    const grant = (organisation: string, role: string) =>
      office.request('administrator', 'POST', '/memberships', { personId, organisationId: at[organisation], role });
    expect((await grant('市政务服务数据管理局', 'administrator')).status).toBe(201);
    expect(code(await grant('市财政局国库科', 'cityFinance'))).toBe('422 membership.administrator-decides');
    expect(code(await grant('市乡村振兴服务中心', 'applicant'))).toBe('422 membership.administrator-decides');
    const seat = idOf('reviewer-1').membershipId;
    const deputy = { personId, from: '2026-03-02', until: '2026-03-03', reason: '出差' };
    expect(code(await office.request('administrator', 'POST', `/memberships/${seat}/deputies`, deputy))).toBe(
      '422 membership.administrator-decides',
    );
    const finance = {
      personId: idOf('finance-1').personId,
      organisationId: at['市政务服务数据管理局'],
      role: 'administrator',
    };
    expect(code(await office.request('administrator', 'POST', '/memberships', finance))).toBe(
      '422 membership.administrator-decides',
    );
  });

  test('changes nothing of their own: no role, no end, no password', async () => {
    const { personId, membershipId } = idOf('administrator');
    const ask = (method: 'POST' | 'PUT', path: string, body: object) =>
      office.request('administrator', method, path, body);
    const refusals = [
      await ask('POST', '/memberships', { personId, organisationId: at['市审计局'], role: 'auditor' }),
      await ask('PUT', `/memberships/${membershipId}`, { version: 1 }),
      await ask('PUT', `/people/${personId}`, { version: 1, name: '我', active: true }),
      await ask('POST', `/people/${personId}/password-reset`, { version: 1 }),
      await ask('POST', `/memberships/${idOf('manager-1').membershipId}/deputies`, {
        personId,
        from: '2026-03-02',
        until: '2026-03-03',
        reason: '出差',
      }),
    ];
    expect(refusals.map(code)).toEqual(Array.from({ length: 5 }, () => '422 people.oneself'));
  });

  test('never is the last one of the city to go, also when two end each other at once', async () => {
    const [one, two] = [
      idOf('administrator'),
      await office.db.query<[{ personId: number; id: number }]>(
        `select person_id as "personId", m.id from membership m join person p on p.id = m.person_id where p.username = 'demo-administrator-2'`,
      ),
    ];
    await office.db.query(
      `update membership set ended_on = '2026-03-02' where role = 'administrator' and id <> all($1::int[]) and ended_on is null and organisation_id in (select id from organisation where level = 'city')`,
      [[one.membershipId, two[0].id]],
    );
    const end = (who: string, id: number) =>
      office.request(who, 'PUT', `/memberships/${id}`, { version: 1, endedOn: '2026-03-02' });
    await office.get('administrator', '/session');
    await office.get('administrator-2', '/session');
    const both = await Promise.all([end('administrator', two[0].id), end('administrator-2', one.membershipId)]);
    expect(both.map(code).sort()).toEqual(['200', '401 session.signed-out']);
    await office.db.query(`update membership set ended_on = null, version = 1 where id = any($1::int[])`, [
      [one.membershipId, two[0].id],
    ]);
    office.setDay('2026-03-02');
    // Who goes on Friday does not count as the one who remains.
    await office.db.query(`update membership set ended_on = '2026-03-06' where id = $1`, [one.membershipId]);
    expect(code(await end('administrator', two[0].id))).toBe('422 people.last-administrator');
    const disable = { version: 1, name: '副管', active: false };
    expect(code(await office.request('administrator', 'PUT', `/people/${two[0].personId}`, disable))).toBe(
      '422 people.last-administrator',
    );
    await office.db.query('update membership set ended_on = null where id = $1', [one.membershipId]);
  });

  test('leaves a trace of everything, that nobody can change', async () => {
    const { id } = (await add('administrator', '市审计局', 'auditor', { name: '留痕' })).body;
    await office.request('administrator', 'PUT', `/people/${id}`, { version: 1, name: '留痕二', active: false });
    const { items } = await office.get<{ items: object[] }>('administrator', `/people/${id}/changes`);
    expect(items).toMatchObject([
      {
        event: 'person.change',
        eventLabel: '修改用户',
        by: '林涛',
        before: { name: '留痕', active: true },
        after: { name: '留痕二', active: false },
      },
      { event: 'membership.add', by: '林涛', about: '市审计局', role: 'auditor' },
      { event: 'person.add', by: '林涛', organisation: '市政务服务数据管理局' },
    ]);
    await expect(office.db.query('delete from people_change')).rejects.toThrow('append-only');
  });
});

describe('Organisations', () => {
  const post = (as: string, name: string, regionId: string, level: string) =>
    office.request<{ id: number }>(as, 'POST', '/organisations', { name, regionId, level });

  test('are added, renamed, and ended once nobody acts for them', async () => {
    const { body } = await post('administrator', '台山市汶村镇人民政府', '440781', 'town');
    at['汶村'] = body.id;
    expect(code(await post('administrator', '台山市汶村镇人民政府', '440781', 'town'))).toBe(
      '422 organisation.name-taken',
    );
    expect(code(await post('administrator', '某局', '440700', 'town'))).toBe('400 organisation.level-unfit');
    expect(code(await post('administrator', '某局', '999999', 'town'))).toBe('400 organisation.region-unknown');
    const added = await add('administrator', '汶村', 'applicant');
    const put = (version: number, more: object) =>
      office.request('administrator', 'PUT', `/organisations/${body.id}`, { version, name: '汶村镇人民政府', ...more });
    expect(code(await put(1, { endedOn: '2026-03-02' }))).toBe('422 organisation.has-members');
    const [membership] = (await person(added.body.id)).memberships;
    await office.request('administrator', 'PUT', `/memberships/${membership!.id}`, {
      version: 1,
      endedOn: '2026-03-10',
    });
    expect(code(await put(1, { endedOn: '2026-03-09' }))).toBe('422 organisation.has-members');
    expect((await put(1, { endedOn: '2026-03-10' })).status).toBe(200);
    expect(code(await add('administrator', '汶村', 'applicant'))).toBe('422 organisation.ended');
    expect(code(await put(1, {}))).toBe('409 people.changed-meanwhile');
    office.setDay('2026-03-10');
    const listed = async (as: string) =>
      (await office.get<{ items: { id: number }[] }>(as, '/organisations?region=440781')).items.some(
        ({ id }) => id === body.id,
      );
    expect([await listed('auditor'), await listed('administrator')]).toEqual([false, true]);
  });
});

describe('The list of memberships', () => {
  interface Held {
    id: number;
    role: string;
    person: { id: number; name: string; username: string };
    organisation: { name: string; regionId: string };
    startedOn: string | null;
    endedOn: string | null;
    deputyFor: { name: string; until: string } | null;
    deputies: { name: string; from: string; until: string }[];
  }
  const list = (query = '', as = 'administrator') =>
    office.get<{ items: Held[]; next: string | null }>(as, `/memberships?${query}`);

  test('says who holds what where, since when and until when, and who stands in', async () => {
    const [principal, deputy] = [
      await add('administrator', '台山市财政局', 'countyFinance', { startedOn: '2026-02-01' }),
      await add('administrator', '台山市农业农村和水利局', 'countyOfficer'),
    ];
    const [{ id }] = (await list(`organisation=${at['台山市财政局']}&q=${principal.username}`)).items as [Held];
    const appointed = { personId: deputy.body.id, from: '2026-03-03', until: '2026-03-05', reason: '外出' };
    await office.request('administrator', 'POST', `/memberships/${id}/deputies`, appointed);
    const { items } = await list(`organisation=${at['台山市财政局']}&role=countyFinance`);
    const ours = [principal.username, deputy.username];
    expect(items.filter(({ person }) => ours.includes(person.username))).toMatchObject([
      {
        person: { username: principal.username },
        organisation: { name: '台山市财政局', regionId: '440781' },
        startedOn: '2026-02-01',
        endedOn: null,
        deputyFor: null,
        deputies: [{ personId: deputy.body.id, from: '2026-03-03', until: '2026-03-05' }],
      },
      { person: { username: deputy.username }, endedOn: '2026-03-06', deputyFor: { until: '2026-03-05' } },
    ]);
    expect((await list('state=deputies')).items.map(({ person }) => person.username)).toContain(deputy.username);
    expect((await list(`state=deputies&q=${principal.username}`)).items).toEqual([]);
  });

  test('shows what ended only when asked, and finds by person and organisation', async () => {
    const { username } = await add('administrator', '市审计局', 'auditor');
    const [{ id }] = (await list(`q=${username}`)).items as [Held];
    await office.request('administrator', 'PUT', `/memberships/${id}`, { version: 1, endedOn: '2026-03-02' });
    expect((await list(`q=${username}`)).items).toEqual([]);
    expect((await list(`q=${username}&state=ended`)).items).toMatchObject([{ role: 'auditor', endedOn: '2026-03-02' }]);
    const found = (await list(`q=${encodeURIComponent('审计局')}`)).items;
    expect(new Set(found.map(({ organisation }) => organisation.name))).toEqual(new Set(['市审计局']));
    expect((await list('q=%25')).items).toEqual([]);
  });

  test('goes on page by page, each membership once', async () => {
    const all = (await list('limit=200')).items.map(({ id }) => id);
    const seen: number[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`limit=7${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      if (!page.next) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(all);
  });

  test('is of its own region to a county, and to nobody else at all', async () => {
    const own = (await list('limit=200', 'administrator-440781')).items;
    expect(own.length).toBeGreaterThan(3);
    expect(new Set(own.map(({ organisation }) => organisation.regionId))).toEqual(new Set(['440781']));
    expect((await list(`organisation=${at['市审计局']}`, 'administrator-440781')).items).toEqual([]);
    for (const who of ['auditor', 'manager-1', 'officer-440781', 'town-440781']) {
      expect((await office.request(who, 'GET', '/memberships')).status).toBe(403);
    }
  });
});

describe('An administrator of a county', () => {
  const county = 'administrator-440781';

  test('sees and changes the people and organisations of the own region', async () => {
    const { items } = await office.get<{ items: Person[] }>(county, '/people?limit=200');
    const names = items.flatMap(({ memberships }) => memberships.map(({ organisation }) => organisation.name));
    expect(names).toContain('台山市示范镇人民政府');
    expect(names.filter((name) => !name.includes('台山') && !name.includes('汶村'))).toEqual([]);
    const added = await add(county, '台山市示范镇人民政府', 'applicant');
    expect(added.status).toBe(201);
    const made = await office.request(county, 'POST', '/organisations', {
      name: '台山市广海镇人民政府',
      regionId: '440781',
      level: 'town',
    });
    expect(made.status).toBe(201);
    const officer = { personId: added.body.id, organisationId: at['台山市农业农村和水利局'], role: 'countyOfficer' };
    expect((await office.request(county, 'POST', '/memberships', officer)).status).toBe(201);
  });

  test('finds nobody and nothing of others: the answer is that of an id that is not there', async () => {
    const stranger = idOf('town-440783');
    const city = idOf('finance-1');
    const plain = ({ status, body }: Reply) => ({ status, body: { ...body, instance: '' } });
    const asked: [string, 'GET' | 'POST' | 'PUT', (id: number) => string, object?][] = [
      ['person', 'GET', (id) => `/people/${id}`],
      ['person', 'GET', (id) => `/people/${id}/changes`],
      ['person', 'PUT', (id) => `/people/${id}`, { version: 1, name: '改', active: false }],
      ['person', 'POST', (id) => `/people/${id}/password-reset`, { version: 1 }],
      ['person', 'POST', (id) => `/people/${id}/unlocking`, { version: 1 }],
      ['membership', 'PUT', (id) => `/memberships/${id}`, { version: 1, endedOn: '2026-03-02' }],
      [
        'membership',
        'POST',
        (id) => `/memberships/${id}/deputies`,
        { personId: stranger.personId, from: '2026-03-02', until: '2026-03-03', reason: '出差' },
      ],
      ['organisation', 'PUT', (id) => `/organisations/${id}`, { version: 1, name: '改' }],
    ];
    for (const [kind, method, path, body] of asked) {
      const nothing = await office.request(county, method, path(2_000_000_000), body);
      for (const who of [stranger, city]) {
        const id = { person: who.personId, membership: who.membershipId, organisation: who.organisationId }[kind]!;
        const theirs = await office.request(county, method, path(id), body);
        expect(plain(theirs), `${method} ${path(id)}`).toEqual(plain(nothing));
        expect(theirs).toMatchObject({ status: 404, body: { code: `${kind}.missing` } });
      }
    }
  });

  test('gives nobody a role of the city, nor one in another county, nor one to somebody of another', async () => {
    const own = (await add(county, '台山市示范镇人民政府', 'applicant')).body.id;
    const grant = (personId: number, organisation: string, role: string) =>
      office.request(county, 'POST', '/memberships', { personId, organisationId: at[organisation], role });
    expect(code(await grant(own, '市财政局国库科', 'cityFinance'))).toBe('404 organisation.missing');
    expect(code(await grant(own, '台山市财政局', 'cityFinance'))).toBe('422 membership.role-unfit');
    expect(code(await grant(own, '台山市财政局', 'cityManager'))).toBe('422 membership.role-unfit');
    expect(code(await grant(own, '开平市财政局', 'countyFinance'))).toBe('404 organisation.missing');
    expect(code(await grant(idOf('town-440783').personId, '台山市示范镇人民政府', 'applicant'))).toBe(
      '404 person.missing',
    );
    expect(code(await add(county, '市审计局', 'auditor'))).toBe('404 organisation.missing');
    const elsewhere = { name: '开平市某镇人民政府', regionId: '440783', level: 'town' };
    expect(code(await office.request(county, 'POST', '/organisations', elsewhere))).toBe(
      '400 organisation.region-unknown',
    );
  });

  test('does not touch whoever acts for the city as well, and sees nothing of that', async () => {
    const id = (await add(county, '台山市示范镇人民政府', 'applicant')).body.id;
    const twice = { personId: id, organisationId: at['市审计局'], role: 'auditor' };
    expect((await office.request('administrator', 'POST', '/memberships', twice)).status).toBe(201);
    expect(code(await office.request(county, 'POST', `/people/${id}/password-reset`, { version: 1 }))).toBe(
      '422 person.of-others-too',
    );
    const seen = await person(id, county);
    expect(seen.memberships.map(({ organisation }) => organisation.name)).toEqual(['台山市示范镇人民政府']);
    const { items } = await office.get<{ items: object[] }>(county, `/people/${id}/changes`);
    expect(JSON.stringify(items)).not.toContain('市审计局');
  });

  test('reads of projects what the county reads, and decides nothing', async () => {
    const project = await office.bring('application.endorsing');
    expect((await office.request(county, 'GET', `/projects/${project}`)).status).toBe(200);
    expect((await office.request('administrator-2', 'GET', `/projects/${project}`)).status).toBe(200);
    expect(await office.actions(county, project)).toEqual([]);
  });
});

describe('Nobody else', () => {
  test('reads or changes people, organisations and memberships', async () => {
    for (const who of ['auditor', 'manager-1', 'finance-1', 'officer-440781', 'town-440781']) {
      expect(code(await office.request(who, 'GET', '/people')), who).toBe('403 session.role-refused');
      expect(code(await office.request(who, 'POST', '/memberships', {})), who).toBe('403 session.role-refused');
      expect(code(await office.request(who, 'POST', '/organisations', {})), who).toBe('403 session.role-refused');
    }
  });
});

describe('A deputy', () => {
  const from = '2026-03-02';
  const until = '2026-03-04';
  const appoint = (membershipId: number, personId: number, more: object = {}) =>
    office.request<{ id: number }>('administrator', 'POST', `/memberships/${membershipId}/deputies`, {
      personId,
      from,
      until,
      reason: '外出培训',
      ...more,
    });
  const actAs = (who: string, membershipId: number) =>
    office.request(who, 'PUT', '/session/membership', { membershipId });

  test('endorses in place of the officer for those days; history says who for whom, and in the review neither decides', async () => {
    const officer = idOf('officer-440781');
    const finance = idOf('finance-440781');
    const { body } = await appoint(officer.membershipId, finance.personId);
    const project = await office.bring('application.endorsing');
    const offered = async () => (await office.actions('finance-440781', project)).map(({ event }) => event);
    expect(await offered()).not.toContain('application.endorse');
    expect((await actAs('finance-440781', body.id)).body).toMatchObject({
      membership: { role: 'countyOfficer', behalfOf: '黎永康', organisation: { name: '台山市农业农村和水利局' } },
    });
    await office.does('finance-440781', project, 'application.endorse', { opinion: '同意推荐' });
    const { items } = await office.get<{ items: object[] }>('officer-440781', `/projects/${project}/history`);
    expect(items[0]).toMatchObject({
      event: 'application.endorse',
      actor: { name: '伍淑仪', behalfOf: '黎永康' },
    });
    for (const { personId } of [officer, finance]) {
      const [row] = await office.db.query<[{ id: number }]>(
        `insert into membership (person_id, organisation_id, role) values ($1, $2, 'cityReviewer')
         on conflict (person_id, organisation_id, role) where deputy_for is null do update set ended_on = null returning id`,
        [personId, at['市发展和改革局']],
      );
      const who = personId === officer.personId ? 'officer-440781' : 'finance-440781';
      await actAs(who, row.id);
      expect(await office.refuses(who, project, 'review.accept', { departments: [] })).toContain(
        'project.own-submission',
      );
      await office.db.query(`update membership set ended_on = '2026-03-02' where id = $1`, [row.id]);
    }
  });

  test('stops after the last day, or when the absent one’s role or account ends', async () => {
    const [absent, deputy] = [
      await add('administrator', '市审计局', 'auditor'),
      await add('administrator', '市民政局', 'lineDepartment'),
    ];
    const [membership] = (await person(absent.body.id)).memberships;
    const { body } = await appoint(membership!.id, deputy.body.id);
    await office.db.query('update person set password_handed_out = false where id = $1', [deputy.body.id]);
    const cookie = await cookieOf(deputy.username, deputy.body.password);
    const moved = await office.app.inject({
      method: 'PUT',
      url: '/api/session/membership',
      headers: { cookie },
      payload: { membershipId: body.id },
    });
    const acting = `${moved.cookies[0]!.name}=${moved.cookies[0]!.value}`;
    const status = async () => (await withCookie(acting, '/session')).statusCode;
    expect(await status()).toBe(200);
    await office.db.query(`update person set disabled_at = now() where id = $1`, [absent.body.id]);
    expect(await status()).toBe(401);
    await office.db.query('update person set disabled_at = null where id = $1', [absent.body.id]);
    expect(await status()).toBe(200);
    const end = { version: 1, endedOn: '2026-03-02' };
    expect((await office.request('administrator', 'PUT', `/memberships/${membership!.id}`, end)).status).toBe(200);
    expect(await status()).toBe(401);
    const rows = await office.db.query(`select ended_on::text as "endedOn" from membership where id = $1`, [body.id]);
    expect(rows).toEqual([{ endedOn: '2026-03-02' }]);

    const other = await appoint(idOf('manager-1').membershipId, idOf('manager-2').personId);
    expect((await actAs('manager-2', other.body.id)).status).toBe(200);
    office.clock.setDay('2026-03-05');
    expect((await office.request('manager-2', 'GET', '/session')).status).toBe(401);
  });

  test.each<[string, () => Promise<Reply>, string]>([
    [
      'of a deputy',
      async () =>
        appoint((await appoint(idOf('line-1').membershipId, idOf('line-2').personId)).body.id, idOf('line-3').personId),
      '422 membership.deputy-of-deputy',
    ],
    [
      'of themselves',
      () => appoint(idOf('line-1').membershipId, idOf('line-1').personId),
      '422 membership.deputy-of-self',
    ],
    [
      'beside another on the same days',
      async () => {
        await appoint(idOf('line-3').membershipId, idOf('line-2').personId);
        return appoint(idOf('line-3').membershipId, idOf('line-1').personId, {
          from: '2026-03-04',
          until: '2026-03-09',
        });
      },
      '422 membership.deputy-there',
    ],
    [
      'until before the first day',
      () => appoint(idOf('line-1').membershipId, idOf('line-2').personId, { until: '2026-03-01' }),
      '400 membership.ends-before-start',
    ],
    [
      'without a reason',
      () => appoint(idOf('line-1').membershipId, idOf('line-2').personId, { reason: ' ' }),
      '400 request.invalid',
    ],
  ])('is none %s', async (_, appointed, refusal) => {
    expect(code(await appointed())).toBe(refusal);
  });

  test('votes on the absent member’s seat, found in the own inbox', async () => {
    const project = await office.bring('cityReview.deliberating');
    const [seat] = await office.db.query<[{ person_id: number }]>(
      'select person_id from seat where project_id = $1 order by no limit 1',
      [project],
    );
    const member = [...office.people.values()].find(
      ({ personId, role }) => personId === seat.person_id && role === 'cityReviewer',
    )!;
    const { body } = await appoint(member.membershipId, idOf('reviewer-5').personId);
    await actAs('reviewer-5', body.id);
    const { items } = await office.get<{ items: { project: { id: number } }[] }>('reviewer-5', '/inbox');
    expect(items.map((item) => item.project.id)).toContain(project);
    await office.does('reviewer-5', project, 'seat.vote', { choice: 'approve' }, 1);
    const [voted] = await office.db.query(
      'select person_id, voted_by, state from seat where project_id = $1 and no = 1',
      [project],
    );
    expect(voted).toEqual({ person_id: member.personId, voted_by: idOf('reviewer-5').personId, state: 'voted' });
  });
});
