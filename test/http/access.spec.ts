import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office, type Reply } from '../support/office.js';
import type { Description } from '../support/openapi.js';
import { atRoute, bodyOf, readRoutes, type Route } from '../support/routes.js';

// Who gets where with a project of 台山: every route, asked of the running application by everybody there is. The table is
// test/http/access.txt; UPDATE=1 writes it anew, to be read line by line.

/** Everybody, by the columns of the table. 台山 (440781) is the project's county, 开平 (440783) another. */
const columns = {
  'signed out': null,
  'own town': 'town-440781',
  'own officer': 'officer-440781',
  'own finance': 'finance-440781',
  'own department': 'department-440781',
  'other town of own county': 'neighbour-440781',
  'town elsewhere': 'town-440783',
  'officer elsewhere': 'officer-440783',
  'finance elsewhere': 'finance-440783',
  'department elsewhere': 'department-440783',
  'city applicant': 'applicant',
  'city department': 'line-1',
  'city reviewer': 'reviewer-1',
  'city finance': 'finance-1',
  'city manager': 'manager-1',
  auditor: 'auditor',
  administrator: 'administrator',
} as const;
type Column = keyof typeof columns;
const everybody = Object.keys(columns) as Column[];
/** Those to whom the project is not there. */
const strangers: readonly Column[] = [
  'other town of own county',
  'town elsewhere',
  'officer elsewhere',
  'finance elsewhere',
  'department elsewhere',
  'city applicant',
];

/** People whom no demo city has: a second town, and line departments of the counties. */
const more = [
  ['neighbour-440781', '台山市邻镇人民政府', '440781', 'town', 'applicant'],
  ['department-440781', '台山市民政局', '440781', 'county', 'lineDepartment'],
  ['department-440783', '开平市民政局', '440783', 'county', 'lineDepartment'],
] as const;

let office: Office;
let routes: readonly Route[];
let api: Description;
let project: number;
let document: number;
let notice: string;

beforeAll(async () => {
  office = await Office.open();
  routes = readRoutes(office);
  api = (await office.request<Description>(null, 'GET', '/openapi.json')).body;
  for (const [username, organisation, region, level, role] of more) {
    await office.db.query(
      `with o as (insert into organisation (name, region_id, level) values ($2, $3, $4) returning id),
         p as (insert into person (username, name, password_hash)
           select 'demo-' || $1::text, $1, password_hash from person where username = 'demo-auditor' returning id)
       insert into membership (person_id, organisation_id, role) select p.id, o.id, $5 from p, o`,
      [username, organisation, region, level, role],
    );
  }
  project = await office.bring('implementation.underway');
  await office.claim(project, 'progress', '100');
  const asked = await office.draft('standard');
  const share = { projectId: project, share: 1, amount: '1' };
  document = (await office.record('release', [share])).body.id;
  await office.does('town-440781', asked, 'application.submit');
  await office.db.query(parts(project));
  const [row] = await office.db.query<{ id: string }[]>(
    `insert into notice (person_id, project_id, seq, subject, state, due_on, delivered_at)
     values ($1, $2, 999, 'project', 'implementation.underway', '2026-05-01', '2026-04-01') returning id`,
    [office.people.get('town-440781')!.personId, project],
  );
  notice = row!.id;
}, 60_000);
afterAll(async () => {
  await office.db.query(withoutParts(project));
  await office.close();
});

/**
 * One part of each kind that the straight way has not made, so that what is not there is always the project. No decision
 * made them: they are taken away again before the books are looked at.
 */
const parts = (id: number) => `
  insert into draft_save (project_id, version, writer, person_id, saved_at, before) select ${id}, 1, '1/x', min(id), '2026-01-01', '{}' from person;
  insert into opinion (project_id, no, version, state, department_id)
    select ${id}, 1, 1, 'requested', organisation_id from membership m join person p on p.id = m.person_id where username = 'demo-line-1';
  insert into objection (project_id, no, version, state, raised_by, text, recorded_by) select ${id}, 1, 1, 'filed', '村民', '异议', min(id) from person;
  insert into change (project_id, no, version, state, subject, text) values (${id}, 1, 1, 'requested', 'site', '变更地点');
  insert into inspection (project_id, no, version, state, share) values (${id}, 1, 1, 'pending', 1);
  insert into self_evaluation (project_id, no, version, state, year, target_met, summary, submitted_by)
    select ${id}, 1, 1, 'submitted', 2026, true, '完成', min(id) from person;`;
const withoutParts = (id: number) => `
  ${['opinion', 'objection', 'change', 'inspection', 'self_evaluation']
    .map((table) => `delete from ${table} where project_id = ${id};`)
    .join('\n')}
  delete from span where project_id = ${id} and subject ~ '^(opinion|objection|change|inspection|selfEvaluation)/';`;

/** A version that nobody has seen: whoever is let in goes no further than a refusal, and the project stays as it is. */
const unseen = 2_000_000_000;

function addressOf({ path }: Route, id?: number): string {
  const [noun] = path.split('/').filter(Boolean);
  const ids: Record<string, string | number> = { projects: id ?? project, documents: id ?? document, notices: notice };
  // There is one revision: it is compared with itself.
  const query = path.endsWith('/revisions/:no/comparison') ? '?with=1' : '';
  const address = path
    .replace(':id', String(ids[noun!] ?? unseen))
    .replace(':year', '2026')
    .replace(':no', '1')
    .replace(/:\w+/g, '1');
  return `${address}${query}`;
}

function asked(route: Route): object | undefined {
  const body = bodyOf(api, route);
  return body && 'version' in body ? { ...body, version: unseen } : body;
}

const outcomeOf = ({ status, body }: Reply) =>
  // Whoever is not known by that name and password was heard.
  body['code'] === 'session.credentials-wrong'
    ? 'in'
    : status === 401 || status === 403 || status === 404
      ? String(status)
      : status < 500
        ? 'in'
        : `BROKEN ${status}`;

/** Ends or changes sessions: asked last, each time of a session of its own. */
const endsSession = ({ method, path }: Route) => method !== 'GET' && path.startsWith('/session');

async function ask(column: Column, route: Route, id?: number): Promise<Reply> {
  if (endsSession(route)) office.setDay(office.clock.now().slice(0, 10));
  const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : (asked(route) ?? {});
  return office.request(columns[column], route.method as 'POST', addressOf(route, id), body);
}

const inOrder = () =>
  routes.toSorted((a, b) => Number(endsSession(a)) - Number(endsSession(b)) || (atRoute(a) < atRoute(b) ? -1 : 1));

describe('Every route, asked by everybody about a project of 台山', () => {
  const file = join(import.meta.dirname, 'access.txt');

  test(
    'lets in whom access.txt says, is not there for strangers, and is closed to others',
    { timeout: 240_000 },
    async () => {
      const wide = Math.max(...routes.map((route) => atRoute(route).length));
      const heads = everybody.map((column, index) => `${'     |'.repeat(index)}     ${column}`);
      const lines: string[] = [];
      for (const route of inOrder()) {
        const outcomes: string[] = [];
        for (const column of everybody) outcomes.push(outcomeOf(await ask(column, route)));
        lines.push(`${atRoute(route).padEnd(wide)}${outcomes.map((outcome) => outcome.padStart(6)).join('')}`);
      }
      const table = `${heads.map((head) => `${' '.repeat(wide)}${head}`).join('\n')}\n${lines.join('\n')}\n`;
      if (process.env['UPDATE'] === '1') writeFileSync(file, table);
      expect(table).toBe(readFileSync(file, 'utf8'));
    },
  );

  test('answers a stranger word for word as if there were no such project', { timeout: 240_000 }, async () => {
    const plain = ({ status, body }: Reply) => ({ status, body: { ...body, instance: null } });
    let compared = 0;
    for (const route of routes.filter(({ path }) => path.startsWith('/projects/:id'))) {
      for (const column of strangers) {
        const theirs = await ask(column, route);
        expect(theirs.status, `${atRoute(route)} by ${column}`).not.toBeLessThan(403);
        if (theirs.status === 403) {
          expect(theirs.body['code'], atRoute(route)).toBe('session.role-refused');
          continue;
        }
        expect(theirs.body['code'], `${atRoute(route)} by ${column}`).toBe('project.missing');
        expect(plain(theirs), `${atRoute(route)} by ${column}`).toEqual(plain(await ask(column, route, unseen)));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(80);
  });
});

describe('What strangers tried', () => {
  test('is kept for the city, and changes nothing that the county sees', async () => {
    const seen = async () => ({
      project: await office.get('officer-440781', `/projects/${project}`),
      actions: await office.get('officer-440781', `/projects/${project}/actions`),
      history: await office.get('officer-440781', `/projects/${project}/history`),
      list: await office.get('officer-440781', '/projects'),
      inbox: await office.get('officer-440781', '/inbox'),
    });
    const before = await seen();
    const count = async () =>
      (
        await office.db.query<{ count: number }[]>(
          `select count(*)::int as count from refusal where subject_id = $1 and code = 'project.missing'`,
          [project],
        )
      )[0]!.count;
    const kept = await count();
    const suspend = { version: 1, reason: '我想看看' };
    expect((await office.request('officer-440783', 'POST', `/projects/${project}/suspension`, suspend)).status).toBe(
      404,
    );
    expect(await count()).toBe(kept + 1);
    expect(await seen()).toEqual(before);
  });

  test('is not let through by the key of an answer that they got when it was theirs', async () => {
    const town = office.people.get('town-440781')!;
    const other = office.people.get('town-440783')!;
    const body = { percent: 1, note: '开工', version: await versionOf('town-440781', 'progress.report') };
    const key = { 'idempotency-key': 'the same' };
    const send = () => office.request('town-440781', 'POST', `/projects/${project}/progress-reports`, body, key);
    expect((await send()).status).toBe(201);
    expect((await send()).status).toBe(201);
    await office.db.query('update membership set organisation_id = $1 where id = $2', [
      other.organisationId,
      town.membershipId,
    ]);
    expect(await send()).toMatchObject({ status: 404, body: { code: 'project.missing' } });
    await office.db.query('update membership set organisation_id = $1 where id = $2', [
      town.organisationId,
      town.membershipId,
    ]);
    expect((await send()).status).toBe(201);
  });

  async function versionOf(who: string, event: string): Promise<number> {
    return (await office.actions(who, project)).find((action) => action.event === event)!.version;
  }
});

describe('A stranger', () => {
  test('waits for no lock of a project that is not there for them, nor for a lane in which it is decided on', async () => {
    const runner = office.db.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('select 1 from project where id = $1 for update', [project]);
      const body = { version: 1, reason: '暂停' };
      const own = office.request('officer-440781', 'POST', `/projects/${project}/suspension`, {
        ...body,
        version: unseen,
      });
      // Until the county's own request waits at the lock.
      for (;;) {
        const [row] = await office.db.query<{ waiting: number }[]>(
          `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        if (row!.waiting > 0) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
      const theirs = await office.request('officer-440783', 'POST', `/projects/${project}/suspension`, body);
      expect(theirs.status).toBe(404);
      await runner.rollbackTransaction();
      expect((await own).status).toBe(409);
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  });

  test('finds it on no list, in no count, under no text, and turns no page on which it would have been', async () => {
    for (const column of strangers) {
      for (const path of [
        '/projects',
        '/projects?limit=1',
        '/projects?q=村道',
        '/projects?region=440781',
        '/inbox',
        '/notices',
      ]) {
        const { items, next } = await office.get<{ items: object[]; next: string | null }>(columns[column]!, path);
        expect({ items, next }, `${path} by ${column}`).toEqual({ items: [], next: null });
      }
    }
  });
});
