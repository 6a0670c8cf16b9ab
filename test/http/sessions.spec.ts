import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Passwords } from '../../src/identity/password.js';
import { Office, password } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
beforeEach(async () => {
  office.setDay('2026-03-02');
  await office.db.query('delete from sign_in_attempt');
  await office.db.query('delete from session');
});
afterAll(() => office.close());

interface Asked {
  readonly from?: string;
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
}

async function signIn(username: string, secret = password, { from = '10.0.0.1', cookie, headers }: Asked = {}) {
  const reply = await office.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from,
    headers: { ...headers, ...(cookie ? { cookie } : {}) },
    payload: { username, password: secret },
  });
  const set = reply.cookies[0];
  return {
    status: reply.statusCode,
    body: reply.json<Record<string, unknown>>(),
    retryAfter: reply.headers['retry-after'],
    cookie: set ? `${set.name}=${set.value}` : '',
  };
}

async function ask(cookie: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) {
  const reply = await office.app.inject({
    method,
    url: `/api${url}`,
    headers: { cookie },
    ...(payload && { payload }),
  });
  const set = reply.cookies[0];
  return {
    status: reply.statusCode,
    body: (reply.body ? reply.json() : {}) as Record<string, unknown>,
    cookie: set ? `${set.name}=${set.value}` : '',
  };
}

const seen = async (cookie: string) => (await ask(cookie, 'GET', '/session')).status;

async function times<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < count; n += 1) all.push(await work(n));
  return all;
}

async function newPerson(username: string, change: { hash?: boolean; disabled?: boolean; endedOn?: string } = {}) {
  const hash = change.hash === false ? null : await office.app.get(Passwords).hash(password);
  const [row] = await office.db.query<{ id: number }[]>(
    'insert into person (username, name, password_hash, disabled_at) values ($1, $1, $2, $3) returning id',
    [username, hash, change.disabled ? '2026-03-01' : null],
  );
  await office.db.query(
    `insert into membership (person_id, organisation_id, role, started_on, ended_on)
     select $1, id, 'auditor', '2026-01-01', $2 from organisation where name = '市审计局'`,
    [row!.id, change.endedOn ?? null],
  );
  return row!.id;
}

describe('Who cannot sign in', () => {
  test('gets one answer, whatever the reason: nothing tells which accounts there are', async () => {
    await newPerson('disabled', { disabled: true });
    await newPerson('left', { endedOn: '2026-03-02' });
    await newPerson('only-in-history', { hash: false });
    const answers = [
      await signIn('demo-auditor', 'not this one'),
      await signIn('nobody', 'not this one'),
      await signIn('nobody', password),
      await signIn('disabled'),
      await signIn('left'),
      await signIn('only-in-history'),
      await signIn('Demo-Auditor'),
      await signIn(''),
    ];
    for (const { status, body, cookie } of answers) {
      expect({ status, cookie, body: { ...body, instance: '' } }).toEqual({
        status: 401,
        cookie: '',
        body: { ...answers[0]!.body, instance: '' },
      });
    }
    expect(answers[0]!.body).toMatchObject({ code: 'session.credentials-wrong' });
  });

  test('costs as much for a name that nobody has as for a wrong password', async () => {
    const passwords = office.app.get(Passwords) as unknown as { cost: object; nobody: unknown };
    const [cheap, nobody] = [passwords.cost, passwords.nobody];
    Object.assign(passwords, { cost: { memoryCost: 19_456, timeCost: 2, parallelism: 1 }, nobody: undefined });
    const hash = await office.app.get(Passwords).hash(password);
    await office.db.query(`insert into person (username, name, password_hash) values ('slow', '慢', $1)`, [hash]);
    // What it takes of the processor: the clock tells as much of what else the machine does.
    const took = async (username: string) => {
      const before = process.cpuUsage();
      await signIn(username, 'not this one');
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await took('warm');
    const both = await times(4, async (n) => [await took('slow'), await took(`nobody-${n}`)] as const);
    Object.assign(passwords, { cost: cheap, nobody });
    const median = (all: number[]) => all.sort((a, b) => a - b)[2]!;
    const ratio = median(both.map(([wrong]) => wrong)) / median(both.map(([, unknown]) => unknown));
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  test('is also who could until yesterday: a membership ends with its day', async () => {
    await newPerson('until-friday', { endedOn: '2026-03-06' });
    const { cookie } = await signIn('until-friday');
    expect(await seen(cookie)).toBe(200);
    office.setDay('2026-03-06');
    expect((await signIn('until-friday')).status).toBe(401);
  });
});

describe('After five failures', () => {
  test('an account is locked for 15 minutes, for the right password too, and says how long', async () => {
    const tried = await times(5, () => signIn('demo-auditor', 'not this one'));
    expect(tried.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const locked = await signIn('demo-auditor');
    expect(locked).toMatchObject({
      status: 429,
      retryAfter: '900',
      body: { code: 'session.locked', title: '现在不能办理' },
    });
    expect(locked.body['detail']).toBe(
      '登录失败次数过多，已暂停登录。请在 15 分钟后再试；急需登录的，请联系系统管理员解锁。',
    );
    office.clock.pass(14);
    expect(await signIn('demo-auditor')).toMatchObject({ status: 429, retryAfter: '60' });
    office.clock.pass(1);
    expect((await signIn('demo-auditor')).status).toBe(201);
  });

  test('so is a name that nobody has, in the same words', async () => {
    await times(5, () => signIn('demo-auditor', 'not this one'));
    await times(5, () => signIn('nobody', 'not this one'));
    const [known, unknown] = [await signIn('demo-auditor'), await signIn('nobody')];
    expect({ ...unknown, body: { ...unknown.body, instance: '' } }).toEqual({
      ...known,
      body: { ...known.body, instance: '' },
    });
  });

  test('each lock lasts twice as long as the last, up to a day, until a day has passed without one', async () => {
    const lasts: string[] = [];
    for (let lock = 0; lock < 9; lock += 1) {
      await times(5, () => signIn('demo-auditor', 'not this one'));
      const { retryAfter } = await signIn('demo-auditor');
      lasts.push(String(retryAfter));
      office.clock.pass(Number(retryAfter) / 60);
    }
    const quarters = lasts.map((seconds) => Number(seconds) / 900);
    expect(quarters).toEqual([1, 2, 4, 8, 16, 32, 64, 96, 96]);
    office.clock.pass(24 * 60);
    await times(5, () => signIn('demo-auditor', 'not this one'));
    expect((await signIn('demo-auditor')).retryAfter).toBe('900');
  });

  test('fifty at once try no more than five passwords', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => signIn('demo-auditor', n === 49 ? password : `guess ${n}`)),
    );
    const tried = replies.filter(({ status }) => status !== 429);
    expect(tried).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  test('that are spread over more than 15 minutes nothing is locked', async () => {
    for (let n = 0; n < 8; n += 1) {
      expect((await signIn('demo-auditor', 'not this one')).status).toBe(401);
      office.clock.pass(n % 4 === 3 ? 16 : 1);
    }
    expect((await signIn('demo-auditor')).status).toBe(201);
  });

  test('a right password in between begins the count anew, of the account and not of the address', async () => {
    await times(4, () => signIn('demo-auditor', 'not this one'));
    await signIn('demo-auditor');
    await times(4, () => signIn('demo-auditor', 'not this one'));
    expect((await signIn('demo-auditor')).status).toBe(201);
    const [{ failures }] = await office.db.query<[{ failures: number }]>(
      `select failures from sign_in_attempt where key = 'address/10.0.0.1'`,
    );
    expect(failures).toBe(8);
    expect(await office.db.query(`select 1 from sign_in_attempt where key like 'account/%'`)).toEqual([]);
  });
});

describe('An address', () => {
  test('is locked after a hundred failures, whichever accounts it tries, and locks no further account', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => signIn(`guess-${n}`, 'x', { from: '203.0.113.9' })));
    expect((await signIn('demo-auditor', password, { from: '203.0.113.9' })).status).toBe(429);
    await times(6, () => signIn('demo-manager-1', 'x', { from: '203.0.113.9' }));
    expect((await signIn('demo-manager-1', password, { from: '10.0.0.2' })).status).toBe(201);
  });

  test('of an office where many sign in rightly is never locked', async () => {
    for (let n = 0; n < 110; n += 1) expect((await signIn('demo-auditor')).status).toBe(201);
  });

  test('is what the proxy on this machine says, and not what anybody else says', async () => {
    const forwarded = { 'x-forwarded-for': '198.51.100.7' };
    const own = await signIn('demo-auditor', password, { from: '127.0.0.1', headers: forwarded });
    const others = await signIn('demo-auditor', password, { from: '203.0.113.5', headers: forwarded });
    const { items } = (await ask(others.cookie, 'GET', '/sessions')).body as { items: { address: string }[] };
    expect(items.map(({ address }) => address).sort()).toEqual(['198.51.100.7', '203.0.113.5']);
    expect(own.status).toBe(201);
    // Pretending another address each time does not help.
    const pretended = await times(101, (n) =>
      signIn(`guess-${n}`, 'x', { from: '203.0.113.6', headers: { 'x-forwarded-for': `192.0.2.${n}` } }),
    );
    expect(pretended.at(-1)!.status).toBe(429);
  });
});

describe('A session', () => {
  test('has a new token at each sign-in, and the one that the browser had before ends', async () => {
    const first = await signIn('demo-auditor');
    const second = await signIn('demo-auditor', password, { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect([await seen(first.cookie), await seen(second.cookie)]).toEqual([401, 200]);
  });

  test('is never one that somebody put into the browser', async () => {
    const { cookie } = await signIn('demo-auditor', password, { cookie: 'sluice_session=chosen-by-an-attacker' });
    expect(cookie).not.toContain('chosen');
    expect(await seen('sluice_session=chosen-by-an-attacker')).toBe(401);
  });

  test('goes on with a new token under another membership, and the old one is over', async () => {
    const [{ id }] = await office.db.query<[{ id: number }]>(
      `insert into membership (person_id, organisation_id, role)
       select person_id, organisation_id, 'cityManager' from membership where id = $1 returning id`,
      [office.people.get('auditor')!.membershipId],
    );
    const { cookie } = await signIn('demo-auditor');
    const moved = await ask(cookie, 'PUT', '/session/membership', { membershipId: id });
    expect(moved).toMatchObject({ status: 200, body: { membership: { id, role: 'cityManager' } } });
    expect([await seen(cookie), await seen(moved.cookie)]).toEqual([401, 200]);
    await office.db.query(`update membership set ended_on = '2026-03-02' where id = $1`, [id]);
    expect(await seen(moved.cookie)).toBe(401);
  });

  test('ends after two idle hours', async () => {
    const { cookie } = await signIn('demo-auditor');
    office.clock.pass(119);
    expect(await seen(cookie)).toBe(200);
    office.clock.pass(119);
    expect(await seen(cookie)).toBe(200);
    office.clock.pass(120);
    expect(await seen(cookie)).toBe(401);
  });

  test('ends after twelve hours, however busy', async () => {
    const { cookie } = await signIn('demo-auditor');
    for (let hour = 1; hour < 12; hour += 1) {
      office.clock.pass(60);
      expect(await seen(cookie)).toBe(200);
    }
    office.clock.pass(60);
    expect(await seen(cookie)).toBe(401);
  });

  test('is noted as seen once a minute, not at every request', async () => {
    const { cookie } = await signIn('demo-auditor');
    const versions = async () =>
      (await office.db.query<{ xmin: string }[]>('select xmin::text from session')).map(({ xmin }) => xmin).join();
    const first = await versions();
    await times(5, () => seen(cookie));
    expect(await versions()).toBe(first);
    office.clock.pass(1);
    await seen(cookie);
    expect(await versions()).not.toBe(first);
  });

  test('is listed with address, browser and times, for nobody but its person', async () => {
    const windows =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Safari/537.36';
    const { cookie } = await signIn('demo-auditor', password, { headers: { 'user-agent': windows } });
    await signIn('demo-manager-1');
    office.clock.pass(30);
    await signIn('demo-auditor', password, { from: '10.0.0.9' });
    expect((await ask(cookie, 'GET', '/sessions')).body).toEqual({
      items: [
        {
          id: expect.any(Number) as number,
          current: true,
          address: '10.0.0.1',
          browser: 'Chrome · Windows',
          createdAt: '2026-03-02T01:00:00.000Z',
          seenAt: '2026-03-02T01:30:00.000Z',
        },
        expect.objectContaining({ current: false, address: '10.0.0.9', seenAt: '2026-03-02T01:30:00.000Z' }),
      ],
    });
  });

  test('of one’s own is signed out by itself, and nobody else’s', async () => {
    const [here, there, other] = [
      await signIn('demo-auditor'),
      await signIn('demo-auditor'),
      await signIn('demo-manager-1'),
    ];
    const listed = async (cookie: string) =>
      ((await ask(cookie, 'GET', '/sessions')).body as { items: { id: number; current: boolean }[] }).items;
    const [own, left] = await listed(here.cookie);
    const [others] = await listed(other.cookie);
    for (const id of [others!.id, 999_999, 'x']) {
      expect(await ask(here.cookie, 'DELETE', `/sessions/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'session.missing' },
      });
    }
    expect(await ask(here.cookie, 'DELETE', `/sessions/${left!.id}`)).toMatchObject({ status: 204, cookie: '' });
    expect([await seen(here.cookie), await seen(there.cookie), await seen(other.cookie)]).toEqual([200, 401, 200]);
    expect(await ask(here.cookie, 'DELETE', `/sessions/${left!.id}`)).toMatchObject({ status: 404 });
    // Of this one the cookie goes too.
    expect(await ask(here.cookie, 'DELETE', `/sessions/${own!.id}`)).toMatchObject({
      status: 204,
      cookie: 'sluice_session=',
    });
    expect(await seen(here.cookie)).toBe(401);
  });

  test('and all others of a person end at once when they sign out everywhere', async () => {
    const [here, there, other] = [
      await signIn('demo-auditor'),
      await signIn('demo-auditor'),
      await signIn('demo-manager-1'),
    ];
    expect(await ask(here.cookie, 'DELETE', '/sessions')).toMatchObject({ status: 204 });
    expect([await seen(here.cookie), await seen(there.cookie), await seen(other.cookie)]).toEqual([401, 401, 200]);
  });

  test('that ended while its decision waited decides nothing any more', async () => {
    const project = await office.draft('standard');
    await office.does('town-440781', project, 'application.submit');
    const [row] = await office.db.query<{ visit: number }[]>('select visit from project where id = $1', [project]);
    const [here, elsewhere] = await times(2, () => signIn('demo-officer-440781'));
    const lock = office.db.createQueryRunner();
    await lock.startTransaction();
    await lock.query('select 1 from project where id = $1 for update', [project]);
    const deciding = office.app
      .inject({
        method: 'POST',
        url: `/api/projects/${project}/application/endorsement`,
        headers: { cookie: here!.cookie, 'idempotency-key': 'while-signed-in' },
        payload: { version: row!.visit, opinion: '同意' },
      })
      .then((reply) => reply);
    await expect
      .poll(() =>
        office.db.query(
          `select 1 from pg_stat_activity where application_name = 'sluice lane' and wait_event_type = 'Lock'`,
        ),
      )
      .toHaveLength(1);
    expect(await ask(elsewhere!.cookie, 'DELETE', '/sessions')).toMatchObject({ status: 204 });
    await lock.rollbackTransaction();
    await lock.release();
    const reply = await deciding;
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([401, 'session.signed-out']);
    expect(await office.state(project)).toBe('application.endorsing');
  });

  test('ends at once when the person is disabled or the organisation is no more', async () => {
    const { cookie } = await signIn('demo-line-2');
    const { organisationId, personId } = office.people.get('line-2')!;
    await office.db.query(`update organisation set ended_on = '2026-03-02' where id = $1`, [organisationId]);
    expect(await seen(cookie)).toBe(401);
    await office.db.query('update organisation set ended_on = null where id = $1', [organisationId]);
    expect(await seen(cookie)).toBe(200);
    await office.db.query(`update person set disabled_at = '2026-03-02' where id = $1`, [personId]);
    expect(await seen(cookie)).toBe(401);
    await office.db.query(`update person set disabled_at = null where id = $1`, [personId]);
  });
});

describe('One’s own password', () => {
  const next = '珠江边的三只白鹭 2026';
  const restore = async () => {
    const hash = await office.app.get(Passwords).hash(password);
    await office.db.query(
      `update person set password_hash = $1, password_handed_out = false where username = 'demo-auditor'`,
      [hash],
    );
  };

  test('can be changed, which ends all other sessions and gives this one a new token', async () => {
    const [here, there] = [await signIn('demo-auditor'), await signIn('demo-auditor')];
    const changed = await ask(here.cookie, 'PUT', '/session/password', { current: password, password: next });
    expect(changed).toMatchObject({ status: 200, body: { mustChangePassword: false } });
    expect([await seen(there.cookie), await seen(here.cookie), await seen(changed.cookie)]).toEqual([401, 401, 200]);
    expect([(await signIn('demo-auditor')).status, (await signIn('demo-auditor', next)).status]).toEqual([401, 201]);
    const [change] = await office.db.query<object[]>('select * from people_change order by id desc limit 1');
    expect(change).toMatchObject({
      subject: 'person',
      event: 'password.change',
      person_id: office.people.get('auditor')!.personId,
    });
    expect(JSON.stringify(change)).not.toMatch(/argon2|白鹭/);
    await restore();
  });

  test.each([
    ['short', 'password.too-short'],
    ['短短的四个字共九个', 'password.too-short'],
    ['demo-auditor', 'password.is-username'],
    ['Demo-Auditor1', 'password.is-username'],
    ['1234567890', 'password.too-common'],
    ['QwertyUiop', 'password.too-common'],
    ['aaaaaaaaaaaa', 'password.too-common'],
    ['abcabcabcabc', 'password.too-common'],
    ['zyxwvutsrqpo', 'password.too-common'],
    ['woaini1314', 'password.too-common'],
    ['sluice-demo', 'password.too-common'],
  ])('cannot be %j, and says why', async (bad, code) => {
    const { cookie } = await signIn('demo-auditor');
    const reply = await ask(cookie, 'PUT', '/session/password', { current: password, password: bad });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'password.unfit', unmet: [{ code, field: 'password' }] },
    });
    expect(await seen(cookie)).toBe(200);
  });

  test('may be long and needs no signs: no rule asks for kinds of characters', async () => {
    const { cookie } = await signIn('demo-auditor');
    const change = { current: password, password: 'correct horse battery staple' };
    expect((await ask(cookie, 'PUT', '/session/password', change)).status).toBe(200);
    await restore();
  });

  test('is asked for first, and guessing it from an open session locks as the sign-in does', async () => {
    const { cookie } = await signIn('demo-auditor');
    const guess = (n: number) => ask(cookie, 'PUT', '/session/password', { current: `guess ${n}`, password: next });
    const tried = await times(6, guess);
    expect(tried.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429]);
  });

  test('when it changes while somebody signs in with the old one, opens nothing', async () => {
    const hash = await office.app.get(Passwords).hash(next);
    const runner = office.db.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`update person set password_hash = $1, version = version + 1 where username = 'demo-auditor'`, [
      hash,
    ]);
    const late = signIn('demo-auditor');
    await expect
      .poll(() =>
        office.db.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into session%'`,
        ),
      )
      .toHaveLength(1);
    await runner.query('delete from session');
    await runner.commitTransaction();
    await runner.release();
    expect((await late).status).toBe(401);
    expect(await office.db.query('select 1 from session')).toEqual([]);
    await restore();
  });

  test('that was handed out opens nothing but the form that changes it', async () => {
    await office.db.query(`update person set password_handed_out = true where username = 'demo-auditor'`);
    const { cookie, body } = await signIn('demo-auditor');
    expect(body).toMatchObject({ mustChangePassword: true });
    for (const path of ['/projects', '/inbox', '/sessions', '/fund-years', '/organisations', '/notices']) {
      expect(await ask(cookie, 'GET', path), path).toMatchObject({
        status: 403,
        body: { code: 'session.password-change-required' },
      });
    }
    expect((await ask(cookie, 'PUT', '/session/membership', { membershipId: 1 })).status).toBe(403);
    expect(await ask(cookie, 'GET', '/session')).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    const same = await ask(cookie, 'PUT', '/session/password', { current: password, password });
    expect(same.status).toBe(400);
    const changed = await ask(cookie, 'PUT', '/session/password', { current: password, password: next });
    expect(changed).toMatchObject({ status: 200, body: { mustChangePassword: false } });
    expect((await ask(changed.cookie, 'GET', '/projects')).status).toBe(200);
    await restore();
  });
});

describe('Another site', () => {
  let port: number;
  beforeAll(async () => {
    await office.app.listen(0, '127.0.0.1');
    ({ port } = office.app.getHttpServer().address() as AddressInfo);
  });

  /** As a browser writes it to the wire: no client puts headers of its own beside these. */
  function send(
    method: string,
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; code: unknown }> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => {
          const code = text ? (JSON.parse(text) as { code?: unknown }).code : undefined;
          resolve({ status: answer.statusCode!, code });
        });
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  const here = () => `http://127.0.0.1:${port}`;
  const refused = { status: 403, code: 'request.from-elsewhere' };

  test.each([
    ['a form of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['one in an older browser, or over plain HTTP', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a neighbour under the same domain', { origin: 'https://other.jiangmen.gov.cn', 'sec-fetch-site': 'same-site' }],
    ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['an origin that is none', { origin: 'nonsense' }],
  ])('changes nothing: %s', async (_, headers) => {
    const { cookie } = await signIn('demo-auditor');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(await send(method, '/api/session', { cookie, ...headers }), method).toEqual(refused);
    }
    expect(await seen(cookie)).toBe(200);
  });

  test('may be followed by a link: reading goes on', async () => {
    const { cookie } = await signIn('demo-auditor');
    expect(await send('GET', '/api/session', { cookie, 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 200,
    });
  });

  test('is not the pages themselves, nor a script that is no browser', async () => {
    const pages = { origin: here(), 'sec-fetch-site': 'same-origin' };
    const own: Record<string, string>[] = [pages, { origin: here() }, {}];
    for (const headers of own) {
      const { cookie } = await signIn('demo-auditor');
      expect(await send('DELETE', '/api/session', { cookie, ...headers })).toMatchObject({
        status: 204,
      });
    }
  });

  test('is not the pages behind a proxy that changes the host, or that names it', async () => {
    const proxied: Record<string, string>[] = [
      { host: 'sluice.internal', origin: 'https://zijin.jiangmen.gov.cn', 'sec-fetch-site': 'same-origin' },
      { 'x-forwarded-host': 'zijin.jiangmen.gov.cn', origin: 'https://zijin.jiangmen.gov.cn' },
    ];
    for (const headers of proxied) {
      const { cookie } = await signIn('demo-auditor');
      expect(await send('DELETE', '/api/session', { cookie, ...headers })).toMatchObject({
        status: 204,
      });
    }
  });
});
