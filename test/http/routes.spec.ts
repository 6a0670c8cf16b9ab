import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionRoutes } from '../../src/projects/decision.js';
import { type Role, roles } from '../../workflows/actor.js';
import { definitionOf, events, eventTypes } from '../../workflows/project/event-definitions.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import { Office } from '../support/office.js';
import type { Description } from '../support/openapi.js';
import { atRoute, bodyOf, readRoutes, type Route } from '../support/routes.js';

/** Somebody of each role, all of 台山 or the city. */
const people: Record<Role, string> = {
  applicant: 'town-440781',
  lineDepartment: 'line-1',
  countyOfficer: 'officer-440781',
  countyFinance: 'finance-440781',
  cityReviewer: 'reviewer-1',
  cityFinance: 'finance-1',
  cityManager: 'manager-1',
  auditor: 'auditor',
  administrator: 'administrator',
};

let office: Office;
let routes: readonly Route[];
let api: Description;
let project: number;
beforeAll(async () => {
  office = await Office.open();
  routes = readRoutes(office);
  api = (await office.request<Description>(null, 'GET', '/openapi.json')).body;
  project = await office.draft('standard');
});
afterAll(() => office.close());

const addressOf = (path: string, id: number | string = project) =>
  path.replace(':id', String(id)).replace(':no', '1').replace(':year', '2026');

const isSent = (event: ProjectEventType) => {
  const { throughDocument, raised } = definitionOf(event);
  return !throughDocument && !raised;
};

describe('Every route', () => {
  test('says who may use it', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ access }) => access === undefined || access.length === 0).map(atRoute)).toEqual([]);
  });

  test('reads body and query into classes that are checked', () => {
    const plain: unknown[] = [undefined, Object, String, Number, Boolean, Array];
    const unchecked = routes.filter(({ reads }) =>
      reads.some((type) => plain.includes(type) || typeof type !== 'function'),
    );
    expect(unchecked.map(atRoute)).toEqual([]);
    // No write goes without one, its body would not be looked at; reading a notice says all by its address.
    const bare = routes.filter(({ method, reads }) => /^(POST|PUT)$/.test(method) && reads.length === 0);
    expect(bare.map(atRoute)).toEqual(['PUT /book-checks/asked', 'POST /notices/:id/reading', 'POST /uploads']);
  });

  test('is the only one of its method and path', () => {
    const all = routes.map(atRoute);
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
  });

  test('is described in the OpenAPI document', () => {
    const described = Object.entries(api.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replace('/api', '').replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(described.sort()).toEqual(routes.map(atRoute).sort());
  });
});

describe('Every event that a person sends', () => {
  test('has one route, and that route sends this event', () => {
    const sends = routes.flatMap(({ path, handler }) => {
      const found = /\.act\(\s*sent,\s*["']([\w.]+)["']/.exec(handler.toString());
      return found ? [[found[1]!, path.replace('/projects/:id/', '')] as const] : [];
    });
    expect(sends.map(([event]) => event).sort()).toEqual(eventTypes.filter(isSent).sort());
    const told = Object.fromEntries([...decisionRoutes].map(([event, { path }]) => [event, path]));
    expect(told).toEqual(Object.fromEntries(sends));
  });

  test('about a part names the part in its address, and no other does', () => {
    const named = [...decisionRoutes].filter(([, { path }]) => path.includes(':no')).map(([event]) => event);
    const about = eventTypes.filter((event) => isSent(event) && 'part' in events[event]);
    expect(named.sort()).toEqual(about.sort());
  });
});

describe('Who gets in', () => {
  const file = join(import.meta.dirname, 'routes.txt');

  test('is what routes.txt says, asked of the running application role by role', { timeout: 60_000 }, async () => {
    const lines: string[] = [];
    for (const route of routes.toSorted((a, b) => (atRoute(a) < atRoute(b) ? -1 : 1))) {
      lines.push(`${atRoute(route)}: ${await admitted(route)}`);
    }
    const told = `${lines.join('\n')}\n`;
    if (process.env['UPDATE'] === '1') writeFileSync(file, told);
    expect(told).toBe(readFileSync(file, 'utf8'));
  });

  async function admitted(route: Route): Promise<string> {
    const address = addressOf(route.path);
    const isSigningOut = route.method === 'DELETE' && route.path.startsWith('/session');
    const without = isSigningOut ? 401 : (await office.request(null, route.method, address, {})).status;
    if (without !== 401) return 'everybody';
    // Signing out would sign out the people of the other requests.
    if (isSigningOut) return 'whoever is signed in';
    const found: Role[] = [];
    for (const role of roles) {
      const body = route.method === 'GET' || route.method === 'HEAD' ? undefined : {};
      const reply = await office.request(people[role], route.method, address, body);
      expect([200, 204, 400, 403, 404, 422], `${atRoute(route)} by ${role}`).toContain(reply.status);
      // An answer to HEAD has no body to say why.
      const isRefused = route.method === 'HEAD' ? reply.status === 403 : reply.body['code'] === 'session.role-refused';
      if (!isRefused) found.push(role);
    }
    return found.length === roles.length ? 'whoever is signed in' : found.join(', ');
  }

  test('signed out nobody does, and every answer says so alike', async () => {
    const closed = routes.filter(({ access }) => access !== 'public');
    for (const route of closed) {
      const body = route.method === 'GET' ? undefined : (bodyOf(api, route) ?? {});
      const reply = await office.request(null, route.method, addressOf(route.path), body);
      expect(reply, atRoute(route)).toMatchObject({ status: 401, body: { code: 'session.signed-out' } });
    }
  });

  test('an auditor reads everything and changes nothing', () => {
    const writes = routes.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/session'));
    const open = writes.filter(
      ({ access }) => access === 'signed-in' || access === 'public' || access!.includes('auditor'),
    );
    // Marking one's own notices as read, or having the books proven, is no change of anything.
    expect(open.map(atRoute).filter((route) => !/ \/(notices|book-checks)\//.test(route))).toEqual([]);
  });
});

describe("Another county's project", () => {
  const strangers: Partial<Record<Role, string>> = {
    applicant: 'town-440783',
    countyOfficer: 'officer-440783',
    countyFinance: 'finance-440783',
  };
  const plain = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
    const { instance: _, ...rest } = body;
    return { status, rest };
  };

  test('is not there: the answer is that of an id that does not exist, on every route', async () => {
    const asked = new Set<string>();
    for (const route of routes.filter(({ path }) => path.startsWith('/projects/:id'))) {
      for (const [role, who] of Object.entries(strangers)) {
        if (Array.isArray(route.access) && !route.access.includes(role)) continue;
        asked.add(atRoute(route));
        const body = bodyOf(api, route);
        const theirs = await office.request(who, route.method, addressOf(route.path), body);
        const nothing = await office.request(who, route.method, addressOf(route.path, 2_000_000_000), body);
        expect(plain(theirs), `${atRoute(route)} by ${who}`).toEqual(plain(nothing));
        expect(theirs, `${atRoute(route)} by ${who}`).toMatchObject({ status: 404, body: { code: 'project.missing' } });
      }
    }
    expect(asked.size).toBeGreaterThan(30);
  });

  test('nor is one of the neighbouring town in the same county, for an applicant', async () => {
    const [neighbour] = await office.db.query<{ id: number }[]>(
      `insert into organisation (name, region_id, level) values ('台山市邻镇人民政府', '440781', 'town') returning id`,
    );
    await office.db.query('update membership set organisation_id = $1 where id = $2', [
      neighbour!.id,
      office.people.get('town-440783')!.membershipId,
    ]);
    expect((await office.request('town-440783', 'GET', `/projects/${project}`)).status).toBe(404);
  });

  test('is on no list, in no inbox and under no text that is looked for', async () => {
    for (const path of ['/projects', '/projects?q=村道', '/inbox']) {
      const { items } = await office.get<{ items: object[] }>('officer-440783', path);
      expect(items, path).toEqual([]);
    }
    expect((await office.get<{ items: object[] }>('officer-440781', '/projects?q=村道')).items).toHaveLength(1);
  });

  test.each(['x', '0x1', '-1', '1.0', '99999999999', '%00', ' '])(
    'nor does an id like %j name anything',
    async (id) => {
      const reply = await office.request('auditor', 'GET', `/projects/${encodeURIComponent(id)}`);
      expect(reply.status).toBe(404);
    },
  );
});

describe('A request', () => {
  /** Uploads are announced by headers, and each has an id of its own. */
  const commands = () =>
    routes.filter(({ method, access, path }) => method === 'POST' && Array.isArray(access) && path !== '/uploads');

  test('with a field that nobody knows is refused, and the field is named', async () => {
    for (const route of commands()) {
      const who = people[(route.access as readonly Role[])[0]!];
      const reply = await office.request(who, 'POST', addressOf(route.path), { ...bodyOf(api, route), surprise: 1 });
      expect(reply, atRoute(route)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      const { unmet } = reply.body as unknown as { unmet: object[] };
      expect(unmet, atRoute(route)).toContainEqual(
        expect.objectContaining({ code: 'request.field.unknown', field: 'surprise' }),
      );
    }
  });

  test('with such a field inside a list too', async () => {
    const reply = await office.request('town-440781', 'POST', `/projects/${project}/claims`, {
      version: 1,
      share: 1,
      claimKind: 'final',
      lines: [{ payee: '甲', purpose: '乙', amount: '1', bank: '622848' }],
    });
    expect(reply).toMatchObject({ status: 400, body: { unmet: [{ field: 'lines.0.bank' }] } });
  });

  test('without an Idempotency-Key, or with one that is too long, changes nothing', async () => {
    for (const route of commands()) {
      const who = people[(route.access as readonly Role[])[0]!];
      for (const key of ['', 'k'.repeat(101)]) {
        const headers = { 'idempotency-key': key };
        const reply = await office.request(who, 'POST', addressOf(route.path), bodyOf(api, route), headers);
        expect(reply, atRoute(route)).toMatchObject({ status: 400, body: { code: 'request.key-missing' } });
      }
    }
  });
});

describe('A refusal', () => {
  const ask = async (acceptLanguage?: string) => {
    const reply = await office.app.inject({
      method: 'GET',
      url: '/api/projects',
      headers: acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage },
    });
    return { headers: reply.headers, body: reply.json<Record<string, unknown>>() };
  };

  test('is problem+json with all that RFC 9457 names, and a code that stays', async () => {
    const { headers, body } = await ask();
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'urn:sluice:problem:session.signed-out',
      title: '没有权限',
      status: 401,
      detail: '您没有登录，或登录已过期。请重新登录。',
      code: 'session.signed-out',
      instance: expect.stringMatching(/\S/) as string,
    });
  });

  test.each([
    [undefined, 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
    ['de', 'zh-CN'],
    ['fr, en;q=0.5', 'en'],
  ])('to a reader of %s is in %s', async (acceptLanguage, language) => {
    const { headers, body } = await ask(acceptLanguage);
    expect(headers['content-language']).toBe(language);
    expect(/\p{Script=Han}/u.test(body['detail'] as string)).toBe(language === 'zh-CN');
  });

  test('says the same for an address that does not exist', async () => {
    const reply = await office.request('auditor', 'GET', '/nothing');
    expect(reply).toMatchObject({ status: 404, body: { code: 'request.route-unknown' } });
  });
});

describe('The OpenAPI document', () => {
  test('is 3.1 and valid', async () => {
    expect(api.openapi).toMatch(/^3\.1\./);
    const nodes = await openapiTS(JSON.stringify(api));
    expect(nodes.length).toBeGreaterThan(0);
  });

  test('refers only to what it contains, and gives each operation its own name', () => {
    const text = JSON.stringify(api);
    const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(refs.filter((name) => !(name in api.components.schemas))).toEqual([]);
    const names = Object.values(api.paths).flatMap((operations) => Object.values(operations).map((o) => o.operationId));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('knows the form of every action, what is money in it, and where its choices come from', () => {
    for (const [event, { schema }] of decisionRoutes) expect(api.components.schemas, event).toHaveProperty([schema]);
    const { schemas } = api.components;
    expect(schemas['Ballot']!.properties!['panel']).toMatchObject({ 'x-options': 'reviewers' });
    expect(schemas['Intake']!.properties!['departments']).toMatchObject({ 'x-options': 'departments' });
    expect(schemas['Passing']!.properties!['accepted']).toMatchObject({ type: 'string', format: 'fen' });
    // Every form that carries money carries it so.
    const money = Object.entries(schemas).flatMap(([name, { properties }]) =>
      Object.entries(properties ?? {})
        .filter(([key]) => /^(amount|asked|planned|approved|accepted|newAmount|spent)$/.test(key))
        .map(([key, property]) => [`${name}.${key}`, property.format] as const),
    );
    expect(money.length).toBeGreaterThan(8);
    expect(money.filter(([, format]) => format !== 'fen')).toEqual([]);
  });
});
