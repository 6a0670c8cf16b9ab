import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from '../support/office.js';
import { type Description, fitting } from '../support/openapi.js';

let office: Office;
let api: Description;
beforeAll(async () => {
  office = await Office.open();
  api = (await office.request<Description>(null, 'GET', '/openapi.json')).body;
});
afterAll(() => office.close());

const odd: unknown[] = [
  null,
  '',
  '\0',
  '\ud800',
  '汉'.repeat(30_000),
  -1,
  0.5,
  1e308,
  2 ** 53,
  '9'.repeat(40),
  '-5',
  '2026-02-30',
  true,
  [],
  [[]],
  [null],
  {},
  { __proto__: 1, constructor: 2 },
  "'; drop table project; --",
];

const roles = ['town-440781', 'officer-440781', 'reviewer-1', 'finance-440781', 'finance-1', 'manager-1', 'line-1'];

test('whatever is sent where, the answer names what is wrong and never breaks', { timeout: 120_000 }, async () => {
  const project = await office.draft('standard');
  const broken: string[] = [];
  let sent = 0;
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      const schema = requestBody?.content['application/json'].schema;
      if (!schema || path === '/api/session') continue;
      const good = fitting(api, schema) as Record<string, unknown>;
      const url = path.replace('{id}', String(project)).replace('{no}', '1').replace('{year}', '2026');
      for (const field of Object.keys(good)) {
        for (const value of odd) {
          const who = roles[sent % roles.length]!;
          sent += 1;
          const reply = await office.request(who, method.toUpperCase() as 'POST', url, { ...good, [field]: value });
          if (reply.status >= 500) broken.push(`${method} ${path} ${field}=${JSON.stringify(value).slice(0, 40)}`);
        }
      }
    }
  }
  expect(broken).toEqual([]);
  expect(sent).toBeGreaterThan(1000);
});

test('odd addresses and questions are answered with 400 or 404', async () => {
  const asked = [
    '/projects/0',
    '/projects/99999999999',
    '/projects/1e3',
    '/projects/%00',
    '/projects/%F0%28%8C%28',
    '/projects?q=%00',
    '/projects?limit=0',
    '/projects?limit=abc',
    '/projects?limit=1&limit=2',
    '/projects?year=99999999999999999999',
    '/projects?cursor=abc',
    `/projects?cursor=${Buffer.from('["x"]').toString('base64url')}`,
    `/projects?cursor=${Buffer.from('[1e300]').toString('base64url')}`,
    `/inbox?cursor=${Buffer.from('["2026-99-99","1"]').toString('base64url')}`,
    '/fund-years/99999999999/figures',
    '/fund-years/abc/lines',
    '/documents/abc',
    '/documents?state=gone',
    '/organisations?role=king',
    '/nowhere',
  ];
  for (const path of asked) {
    const { status, body } = await office.request('manager-1', 'GET', path);
    expect([400, 404], path).toContain(status);
    expect(body, path).toMatchObject({
      code: expect.any(String),
      detail: expect.any(String),
      title: expect.any(String),
    });
  }
});

test('a body that is no JSON, or too large, is a plain problem', async () => {
  const send = (payload: string, type: string) =>
    office.app.inject({ method: 'POST', url: '/api/session', payload, headers: { 'content-type': type } });
  expect((await send('{', 'application/json')).statusCode).toBe(400);
  expect((await send('<a/>', 'application/xml')).statusCode).toBe(415);
  expect((await send(JSON.stringify({ username: 'x'.repeat(6_000_000) }), 'application/json')).statusCode).toBe(413);
});

test('every answer, a problem too, tells the browser to run nothing that is not ours', async () => {
  for (const url of ['/api/health', '/api/session', '/api/nowhere', '/%']) {
    const { headers } = await office.app.inject({ method: 'GET', url });
    expect(headers, url).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none';script-src 'self'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age'),
    });
  }
});
