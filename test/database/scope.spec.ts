import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type DatabaseError } from 'pg';
import { assertPlain } from '../../src/database/assert-plain.js';
import { createDataSource, type DatabaseRole, urlAs } from '../../src/database/data-source.js';
import { readingAs, type Scope, writingAs } from '../../src/database/scope.js';
import { roles } from '../../workflows/actor.js';
import { urlOfLogin } from '../../src/servers/postgres.server.js';
import { inScope } from '../../workflows/project/permissions.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// What the two roles may do holds in the database, whatever the application forgets: here plain SQL goes around it.

/** Tables that no scope narrows, each with its reason. Every other has policies. */
const open: Readonly<Record<string, string>> = {
  region: 'names that every page shows',
  organisation: 'names that every page shows',
  person: 'names that every page shows; read before anybody is known, to sign in',
  membership: 'read before anybody is known, to sign in',
  session: 'read before anybody is known, by the hash of a token that nobody can guess',
  sign_in_attempt: 'counted before anybody is known',
  people_change: 'shown to administrators alone, by their route',
  stored_file: 'bytes by their hash, which only who has them knows; it does not say whose',
  migration: 'of the migrations alone: neither role is granted anything',
};

/** What is written and not submitted: its own organisation's. */
const ofApplicants = ['draft', 'draft_author', 'draft_save', 'draft_writer'];

/** Everything that belongs to one project, by the column that says to which. */
const ofProject: Readonly<Record<string, string>> = {
  project: 'id',
  history: 'subject_id',
  refusal: 'subject_id',
  ...Object.fromEntries(
    (
      'share revision span document_item account entry opinion seat objection instalment change inspection ' +
      'claim self_evaluation milestone progress spot_check paper roster roster_person roster_reveal'
    )
      .split(' ')
      .map((table) => [table, 'project_id']),
  ),
};

let place: TestPlace;
let owner: Client;
const clients: Partial<Record<DatabaseRole, Client>> = {};

beforeAll(async () => {
  place = await testDatabase();
  owner = new Client({ connectionString: place.url });
  await owner.connect();
  await owner.query(city);
  for (const role of ['sluice_app', 'sluice_door'] as const) {
    // The login of its own that an embedded server has for it, asked for the role as the application asks.
    clients[role] = new Client({ connectionString: urlAs(urlOfLogin(place.url, role), role) });
    await clients[role].connect();
  }
});
afterAll(async () => {
  for (const client of [owner, ...Object.values(clients)]) await client.end();
  await place.drop();
});

/** A city with two counties of two towns each; a project of each town, and programmes of the city. A row of each kind for each. */
const city = `
  insert into region (id, name, level) values ('C', '市', 'city'), ('K', '县', 'county'), ('L', '邻县', 'county');
  insert into organisation (id, name, region_id, level) values (1, '市局', 'C', 'city'), (2, '市中心', 'C', 'city'),
    (11, '县局', 'K', 'county'), (12, '东镇', 'K', 'town'), (13, '西镇', 'K', 'town'),
    (21, '邻县局', 'L', 'county'), (22, '南镇', 'L', 'town'), (23, '北镇', 'L', 'town');
  insert into person (id, username, name) values (1, 'a', '甲'), (2, 'b', '乙');
  insert into fund_year (year) values (2026);
  insert into income_source (year, code, name, kind, planned_fen) values (2026, 's', '上缴', 'levy', 0);
  insert into year_closing (year, next_year, issuer, number, issued_on, lines) values (2026, 2027, '市', '1', '2026-01-01', '[]');
  insert into levy (year, region_id, state, rate_ppm) values (2026, 'K', 'rated', 4000), (2026, 'L', 'rated', 3000);
  insert into income_receipt (year, no, state, source, region_id, amount_fen, received_on)
    select 2026, n, 'reported', 's', region, 1, '2026-01-01' from (values (1, 'K'), (2, 'L'), (3, null)) as r(n, region);
  insert into income_hold (year, no, state, amount_fen, lifted_fen, reason, held_on) values (2026, 1, 'held', 1, 0, 'x', '2026-01-01');
  insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '1', '科目', 100, true);
  insert into earmark_line (year, earmark, line) values (2026, 'e', '1');
  insert into budget_standard (year, line, no, basis, quantity, unit, rate_fen) values (2026, '1', 1, '每村', 20, '村', 5);
  insert into project (id, code, title, year, line, mode, policy, state, applicant_organisation_id, region_id, region_ids)
    select n, 'P' || n, '项目', 2026, '1', 'standard', 'v1', 'application.drafting', o.id, o.region_id, regions
    from (values (1, 12, '{K}'::text[]), (2, 13, '{K}'), (3, 22, '{L}'), (4, 23, '{L}'), (5, 1, '{K}'), (6, 1, '{L}'), (7, 2, '{K,L}'), (8, 2, '{C}'),
      (9, 11, '{K}'), (10, 21, '{L}')) as p(n, organisation, regions) join organisation o on o.id = p.organisation;
  insert into share (project_id, no, region_id, asked_fen) select id, 1, region_ids[1], 100 from project;
  insert into draft (project_id, content, updated_by, updated_at) select id, '{}', 1, '2026-01-01' from project;
  insert into revision (project_id, no, content, authors, submitted_at) select id, 1, '{}', '{1}', '2026-01-01' from project;
  insert into document (id, kind, year, issuer, number, issued_on, title, recorded_by, recorded_at, state)
    select id, 'release', 2026, '市', id || '号', '2026-01-01', '下达', 1, '2026-01-01', case when id = 2 then 'recorded' else 'confirmed' end from project;
  insert into document_item (document_id, project_id, share, amount_fen) select id, id, 1, 100 from project;
  insert into draft_author (project_id, person_id) select id, 1 from project;
  insert into draft_save (project_id, version, writer, person_id, saved_at, before) select id, 1, '1', 1, '2026-01-01', '{}' from project;
  insert into draft_writer (project_id, writer, person_id, seen_at) select id, '1', 1, '2026-01-01' from project;
  insert into span (project_id, subject, state, visit, role, blame, opened_on, due_on)
    select id, 'project', 'application.drafting', 1, 'applicant', 'applicant', '2026-01-01', '2026-01-31' from project;
  insert into history (subject, subject_id, seq, event, payload, occurred_at) select 'project', id, 1, 'begin', '{}', '2026-01-01' from project;
  insert into refusal (subject, subject_id, event, code, params, occurred_at) select 'project', id, 'x', 'project.role-refused', '{}', '2026-01-01' from project;
  insert into request (person_id, key, hash, response) values (1, 'k', 'h', '{}');
  insert into outbox (topic, payload) values ('x', '{}');
  insert into notice (person_id, project_id, seq, subject, state, due_on, delivered_at)
    select person, project.id, 1, 'project', 'application.drafting', '2026-01-31', '2026-01-01' from project, unnest(array[1, 2]) person;
  insert into account (key, kind, year) values ('source/2026/s', 'source', 2026), ('pool/2026/general', 'pool', 2026),
    ('budget/2026', 'budget', 2026), ('line/2026/1', 'line', 2026);
  insert into history (subject, subject_id, seq, event, payload, occurred_at) values ('fundYear', 2026, 1, 'income.receive', '{}', '2026-01-01');
  insert into account (key, kind, project_id, share) select 'share/' || id || '/1/' || kind, 'share.' || kind, id, 1
    from project, unnest(array['committed', 'issued', 'transit', 'available']) kind;
  insert into entry (kind, from_account_id, to_account_id, amount_fen, year, subject, subject_id, seq, occurred_at)
    values ('income', 1, 2, 100000, 2026, 'fundYear', 2026, 1, '2026-01-01'), ('budget', 3, 4, 100000, 2026, 'fundYear', 2026, 1, '2026-01-01');
  insert into entry (kind, from_account_id, to_account_id, amount_fen, year, project_id, subject, subject_id, seq, occurred_at)
    select e.kind, a.id, b.id, 100, 2026, p.id, 'project', p.id, 1, '2026-01-01'
    from project p cross join (values (1, 'commit', 'line/2026/1', 'committed'), (2, 'authorise', 'committed', 'issued'),
        (3, 'release', 'pool/2026/general', 'transit'), (4, 'receipt', 'transit', 'available')) e (n, kind, source, target)
      join account a on a.key = e.source or a.key = 'share/' || p.id || '/1/' || e.source
      join account b on b.key = 'share/' || p.id || '/1/' || e.target order by e.n;
  insert into opinion (project_id, no, version, state, department_id) select id, 1, 1, 'requested', 1 from project;
  insert into seat (project_id, no, version, state, round, person_id) select id, 1, 1, 'seated', 1, 1 from project;
  insert into objection (project_id, no, version, state, raised_by, text, recorded_by) select id, 1, 1, 'filed', 'x', 'x', 1 from project;
  insert into instalment (project_id, no, version, state, share, document_id, amount_fen, drawn, issued_on)
    select id, 1, 1, 'issued', 1, id, 1, '[]', '2026-01-01' from project;
  insert into change (project_id, no, version, state, subject, text) select id, 1, 1, 'requested', 'site', 'x' from project;
  insert into inspection (project_id, no, version, state, share) select id, 1, 1, 'pending', 1 from project;
  insert into claim (project_id, no, version, state, share, claim_kind, lines, claimed_fen, filed_by)
    select id, 1, 1, 'drafted', 1, 'final', '[]', 1, 1 from project;
  insert into self_evaluation (project_id, no, version, state, year, target_met, summary, submitted_by)
    select id, 1, 1, 'submitted', 2026, true, 'x', 1 from project;
  insert into milestone (project_id, no, version, state, milestone, reached_on) select id, 1, 1, 'recorded', 'start', '2026-01-01' from project;
  insert into progress (project_id, no, version, state, percent, note) select id, 1, 1, 'recorded', 1, 'x' from project;
  insert into spot_check (project_id, no, version, state, share, passed, note) select id, 1, 1, 'recorded', 1, true, 'x' from project;
  insert into stored_file (hash, bytes, media_type, stored_at) values (repeat('a', 64), 1, 'text/plain', '2026-01-01');
  insert into upload (id, organisation_id, person_id, class, name, bytes, hash, begun_at)
    select id, id, 1, 'other', 'x', 1, repeat('a', 64), '2026-01-01' from organisation;
  insert into paper (project_id, no, version, state, class, name, hash, bytes, media_type, event, organisation_id, brought_by, brought_on)
    select id, 1, 1, 'kept', 'other', 'x', repeat('a', 64), 1, 'text/plain', 'x', 1, 1, '2026-01-01' from project;
  insert into membership (id, person_id, organisation_id, role) values (1, 1, 1, 'auditor');
  insert into roster (id, project_id, year, line, people, total_fen, brought_by, brought_at)
    select id, id, 2026, '1', 1, 1, 1, '2026-01-01' from project;
  insert into roster_person (roster_id, no, project_id, name, key_id, sealed, lookups, amount_fen)
    select id, 1, id, 'x', 'k', 'x', '{x}', 1 from project;
  insert into roster_reveal (roster_id, no, project_id, person_id, membership_id, reason, revealed_at)
    select p.id, 1, p.id, 1, (select min(id) from membership), 'x', '2026-01-01' from project p;`;

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

  test('that is more than its role is not served from', async () => {
    for (const [role, url] of [
      ['sluice_app', place.url],
      ['sluice_app', urlAs(place.url, 'sluice_door')],
      ['sluice_door', urlAs(place.url, 'sluice_app')],
    ] as const) {
      const dataSource = await createDataSource(url).initialize();
      await expect(assertPlain(dataSource, role)).rejects.toThrow('more than that role');
      await dataSource.destroy();
    }
    for (const role of ['sluice_app', 'sluice_door'] as const) {
      const dataSource = await createDataSource(place.url, role).initialize();
      await assertPlain(dataSource, role);
      await dataSource.destroy();
    }
  });

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
    ['close a year', `update fund_year set state = 'closed'`],
    ['settle a levy', `update levy set state = 'settled'`],
    ['confirm a receipt', `update income_receipt set state = 'confirmed'`],
    ['lift a hold', 'update income_hold set lifted_fen = 1'],
    ['raise a budget', 'update budget_line set budget_fen = 1'],
    ['tell people something', `insert into notice (subject) values ('x')`],
    ['keep an answer', `insert into request (key) values ('x')`],
    ['read the answers of others', 'select * from request'],
    ['empty the outbox', 'delete from outbox'],
    ['read a password', 'select password_hash from person'],
    ['read all of a person', 'select * from person'],
    ['guess at a password', `select 1 from person where password_hash like '$argon2id$a%'`],
    ['learn of a password by changing', 'update person set id = id returning password_hash'],
    ['set a password', `update person set password_hash = 'x'`],
    ['give somebody a role', `insert into membership (person_id) values (1)`],
    ['take back that a membership ended', 'update membership set ended_on = null'],
    ['write who changed what about people', `insert into people_change (event) values ('x')`],
    ['take somebody from those who wrote a draft', 'delete from draft_author'],
    ['put somebody else in their place', 'update draft_author set person_id = 2'],
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
    ['delete a receipt', 'delete from income_receipt'],
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

describe('Every table', () => {
  test('is narrowed by policies, or is named here with the reason why it is open', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(open).sort());
  });

  test('is granted to the door, and a new one too by whoever makes it', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and not has_table_privilege('sluice_door', oid, 'select') and relname <> 'migration'`,
    );
    expect(rows).toEqual([]);
  });

  test('that names a project is looked at below', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'project_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    );
    // Notices are their person's, and what is typed is its own organisation's.
    const narrower = ['notice', ...ofApplicants];
    expect(
      rows.map(({ name }) => name).filter((name) => !narrower.includes(name) && !Object.hasOwn(ofProject, name)),
    ).toEqual([]);
  });

  test('has a row here, so that nothing is shown to be hidden that is not there', async () => {
    for (const table of Object.keys(ofProject)) {
      const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      expect(rows[0]!.count, table).toBeGreaterThanOrEqual(10);
    }
  });
});

interface Organisation {
  id: number;
  region: string;
  level: Scope['level'];
}
const organisations: readonly Organisation[] = [
  { id: 1, region: 'C', level: 'city' },
  { id: 2, region: 'C', level: 'city' },
  { id: 11, region: 'K', level: 'county' },
  { id: 12, region: 'K', level: 'town' },
  { id: 13, region: 'K', level: 'town' },
  { id: 21, region: 'L', level: 'county' },
  { id: 22, region: 'L', level: 'town' },
  { id: 23, region: 'L', level: 'town' },
];
/** Every role in every organisation, however unlikely. */
const scopes = organisations.flatMap(({ id, region, level }) =>
  roles.map((role): Scope => ({ personId: 1, organisationId: id, regionId: region, role, level })),
);
const asMember = (scope: Scope) => ({ kind: 'member', membershipId: 1, ...scope }) as const;

/** Runs statements as a request does, and takes them back. */
async function within<T>(scope: Scope | null, work: (client: Client) => Promise<T>): Promise<T> {
  const client = clients.sluice_app!;
  await client.query('begin');
  try {
    if (scope) {
      await client.query(
        `select set_config('sluice.person', $1, true), set_config('sluice.organisation', $2, true), set_config('sluice.region', $3, true),
           set_config('sluice.role', $4, true), set_config('sluice.level', $5, true)`,
        [String(scope.personId), String(scope.organisationId), scope.regionId, scope.role, scope.level],
      );
    }
    return await work(client);
  } finally {
    await client.query('rollback');
  }
}

const idsIn = async (client: Client, table: string) =>
  (
    await client.query<{
      id: number;
    }>(`select distinct ${ofProject[table]} as id from ${table} where ${ofProject[table]} is not null
     and ${table === 'entry' || table === 'account' ? 'project_id is not null' : table === 'history' ? `subject = 'project'` : 'true'} order by 1`)
  ).rows.map(({ id }) => id);

describe('Whoever reads', () => {
  test('sees of every table what the rule of the workflows lets them, whoever they are', async () => {
    const { rows: projects } = await owner.query<{
      id: number;
      organisation: number;
      region: string;
      regions: string[];
    }>(
      'select id, applicant_organisation_id as organisation, region_id as region, region_ids as regions from project order by id',
    );
    const shown = new Set<string>();
    for (const scope of scopes) {
      const expected = projects
        .filter(({ organisation, region, regions }) =>
          inScope(asMember(scope), {
            applicantOrganisationId: organisation,
            regionId: region,
            regionIds: regions,
          }),
        )
        .map(({ id }) => id);
      shown.add(expected.join());
      await within(scope, async (client) => {
        for (const table of Object.keys(ofProject)) {
          expect(await idsIn(client, table), `${table} as ${JSON.stringify(scope)}`).toEqual(expected);
        }
      });
    }
    // All, each county's, each town's, each applicant's of the city, each county office's own: not one and the same for everybody.
    expect(shown.size).toBeGreaterThan(8);
  }, 90_000);

  test('sees nothing at all without a scope, in no table that is narrowed', async () => {
    await within(null, async (client) => {
      for (const table of [
        ...Object.keys(ofProject),
        ...ofApplicants,
        'notice',
        'upload',
        'document',
        'fund_year',
        'income_source',
        'year_closing',
        'levy',
        'income_receipt',
        'income_hold',
        'budget_line',
        'earmark_line',
        'budget_standard',
      ]) {
        expect((await client.query(`select 1 from ${table}`)).rows, table).toEqual([]);
      }
    });
  });

  test('sees nothing with half a scope either', async () => {
    for (const setting of ['person', 'organisation', 'region', 'role', 'level']) {
      await within(null, async (client) => {
        const value = { person: '1', organisation: '', region: 'K', role: '', level: 'city' }[setting];
        await client.query(`select set_config('sluice.${setting}', $1, true)`, [value]);
        expect((await client.query('select 1 from project')).rows, setting).toEqual([]);
      });
    }
  });

  test('sees nothing of an earlier reader on the same connection', async () => {
    await within({ ...scopes[0]!, role: 'auditor' }, async (client) => {
      expect((await client.query('select 1 from project')).rows).toHaveLength(10);
    });
    expect((await clients.sluice_app!.query('select 1 from project')).rows).toEqual([]);
  });

  test('counts and sums only what is seen, and looks up no id by its absence', async () => {
    await within(scopeOf(12, 'applicant'), async (client) => {
      const { rows } = await client.query(`select count(*)::int as count, max(id) as last from project`);
      expect(rows).toEqual([{ count: 1, last: 1 }]);
      expect((await client.query('select from share where project_id = 3')).rows).toEqual([]);
    });
  });

  test('sees the income of the year and its lines, whoever they are', async () => {
    await within(scopeOf(22, 'applicant'), async (client) => {
      expect((await client.query(`select from entry where project_id is null`)).rows).toHaveLength(2);
      expect((await client.query(`select from account where project_id is null`)).rows).toHaveLength(4);
      expect((await client.query(`select from fund_year`)).rows).toHaveLength(1);
    });
  });

  test('sees the levy of its own county and its payments, of others what came in and no more', async () => {
    const seen = (scope: Scope) =>
      within(scope, async (client) => {
        const levies = await client.query<{ region: string }>('select region_id as region from levy order by 1');
        const receipts = await client.query<{ no: number }>('select no from income_receipt order by 1');
        const sums = await client.query('select source from income_of_year(2026)');
        return [levies.rows.map(({ region }) => region), receipts.rows.map(({ no }) => no), sums.rows.length];
      });
    expect(await seen(scopeOf(11, 'countyFinance'))).toEqual([['K'], [1], 1]);
    expect(await seen(scopeOf(21, 'countyFinance'))).toEqual([['L'], [2], 1]);
    expect(await seen(scopeOf(12, 'applicant'))).toEqual([[], [], 1]);
    expect(await seen(scopeOf(1, 'cityFinance'))).toEqual([['K', 'L'], [1, 2, 3], 1]);
  });

  test('sees in the book of the counties their own county alone, also of a project that several carry out', async () => {
    const seen = (scope: Scope) =>
      within(scope, async (client) => {
        const { rows } = await client.query<{ id: string }>(
          'select distinct region_id as id from county_entry order by 1',
        );
        return rows.map(({ id }) => id);
      });
    expect(await seen(scopeOf(1, 'auditor'))).toEqual(['C', 'K', 'L']);
    expect(await seen(scopeOf(11, 'countyFinance'))).toEqual(['K']);
    // Project 7 is of both; its only share is of K.
    expect(await seen(scopeOf(21, 'countyFinance'))).toEqual(['L']);
    expect(await seen(scopeOf(12, 'applicant'))).toEqual([]);
    expect((await clients.sluice_app!.query('select from county_entry')).rows).toEqual([]);
  });

  test('sees the sums of a year over all projects, and through them no single one', async () => {
    await within(scopeOf(12, 'applicant'), async (client) => {
      const { rows } = await client.query('select line, projects from sums_of_year(2026)');
      expect(rows).toEqual([{ line: '1', projects: 10 }]);
    });
  });

  test('sees a document that lists what they see, once it is confirmed', async () => {
    const seen = (scope: Scope) =>
      within(scope, async (client) =>
        (await client.query<{ id: number }>('select id from document order by 1')).rows.map(({ id }) => id),
      );
    expect(await seen(scopeOf(11, 'countyOfficer'))).toEqual([1, 5, 7, 9]);
    expect(await seen(scopeOf(13, 'applicant'))).toEqual([]);
    expect(await seen(scopeOf(1, 'cityFinance'))).toHaveLength(10);
  });

  test('sees what their own organisation brought; the city all of it', async () => {
    const seen = (scope: Scope) =>
      within(scope, async (client) =>
        (await client.query<{ id: number }>('select organisation_id as id from upload')).rows.map(({ id }) => id),
      );
    expect(await seen(scopeOf(12, 'applicant'))).toEqual([12]);
    expect(await seen(scopeOf(11, 'countyOfficer'))).toEqual([11]);
    expect(await seen(scopeOf(1, 'auditor'))).toHaveLength(8);
  });

  test.each(ofApplicants)('sees %s of their own organisation alone, even in the city', async (table) => {
    const seen = (scope: Scope) =>
      within(scope, async (client) => {
        const { rows } = await client.query<{ id: number }>(
          `select distinct p.applicant_organisation_id as id from ${table} t join project p on p.id = t.project_id`,
        );
        return rows.map(({ id }) => id);
      });
    expect(await seen(scopeOf(12, 'applicant'))).toEqual([12]);
    // This office applies itself; of its towns it sees nothing.
    expect(await seen(scopeOf(11, 'countyOfficer'))).toEqual([11]);
    expect((await seen(scopeOf(1, 'auditor'))).filter((id) => id !== 1)).toEqual([]);
  });

  test('sees their own notices alone', async () => {
    await within(scopeOf(1, 'auditor'), async (client) => {
      expect((await client.query('select distinct person_id from notice')).rows).toEqual([{ person_id: 1 }]);
    });
  });

  test('is not told of those from elsewhere who tried, unless they are the city', async () => {
    await owner.query(
      `insert into refusal (subject, subject_id, event, code, params, person_id, occurred_at)
       values ('project', 1, 'project.suspend', 'project.missing', '{}', 2, '2026-01-01')`,
    );
    const tried = (scope: Scope) =>
      within(
        scope,
        async (client) =>
          (await client.query(`select from refusal where subject_id = 1 and person_id = 2`)).rows.length,
      );
    expect(await tried(scopeOf(11, 'countyOfficer'))).toBe(0);
    expect(await tried(scopeOf(1, 'auditor'))).toBe(1);
  });
});

function scopeOf(organisation: number, role: Scope['role']): Scope {
  return scopes.find((scope) => scope.organisationId === organisation && scope.role === role)!;
}

describe('Whoever writes', () => {
  const changed = (scope: Scope, sql: string) => within(scope, async (client) => (await client.query(sql)).rowCount);
  const save = (id: number) => `update draft set version = version + 1 where project_id = ${id}`;

  test('saves the drafts of their own organisation and no others, not even seen ones', async () => {
    expect(await changed(scopeOf(12, 'applicant'), save(1))).toBe(1);
    expect(await changed(scopeOf(12, 'applicant'), save(2))).toBe(0);
    expect(await changed(scopeOf(11, 'countyOfficer'), save(1))).toBe(0);
    expect(await changed(scopeOf(1, 'cityManager'), save(1))).toBe(0);
  });

  test('marks their own notices as read', async () => {
    expect(await changed(scopeOf(12, 'applicant'), `update notice set read_at = '2026-01-02'`)).toBe(10);
  });

  test('can lock no project that is not theirs, so that nobody waits for a stranger', async () => {
    const lock = (id: number) => `select 1 from project where id = ${id} for share`;
    expect(await changed(scopeOf(12, 'applicant'), lock(1))).toBe(1);
    expect(await changed(scopeOf(12, 'applicant'), lock(2))).toBe(0);
    expect(await changed(scopeOf(11, 'countyOfficer'), lock(1))).toBe(0);
  });

  test('brings papers for their own organisation, and gives up no others', async () => {
    const bring = (organisation: number) =>
      `insert into upload (id, organisation_id, person_id, class, name, bytes, begun_at) values ('new', ${organisation}, 1, 'other', 'x', 1, '2026-01-01')`;
    expect(await changed(scopeOf(12, 'applicant'), bring(12))).toBe(1);
    await expect(changed(scopeOf(12, 'applicant'), bring(13))).rejects.toMatchObject({ code: insufficientPrivilege });
    expect(await changed(scopeOf(12, 'applicant'), 'delete from upload')).toBe(1);
    expect(await changed(scopeOf(1, 'auditor'), 'delete from upload where id <> $$1$$')).toBe(0);
  });

  test('cannot change what they may lock', async () => {
    await expect(changed(scopeOf(12, 'applicant'), 'update project set id = 99 where id = 1')).rejects.toMatchObject({
      code: insufficientPrivilege,
    });
  });
});

describe.each(['sluice_app', 'sluice_door'] as const)('A connection of %s', (role) => {
  const other = role === 'sluice_app' ? 'sluice_door' : 'sluice_app';

  test.each([
    `set role ${other}`,
    'set role sluice',
    `set session authorization ${other}`,
    'set session authorization sluice',
  ])('is refused: %s', async (sql) => {
    expect(await refused(role, sql)).toBe(insufficientPrivilege);
  });

  test.each(['set role none', 'reset role', 'reset session authorization', 'reset all', 'discard all'])(
    'is what it was after: %s',
    async (sql) => {
      const client = clients[role]!;
      await client.query(sql);
      const { rows } = await client.query(
        `select session_user::text as login, current_user::text as "user",
           (select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = session_user) as more`,
      );
      expect(rows).toEqual([{ login: role, user: role, more: false }]);
      if (role === 'sluice_app') expect((await client.query('select from project')).rows).toEqual([]);
    },
  );

  test('is not opened with the password of the other, or of the owner', async () => {
    for (const password of [new URL(urlOfLogin(place.url, other)).password, new URL(place.url).password]) {
      const client = new Client({
        connectionString: Object.assign(new URL(place.url), { username: role, password }).href,
      });
      await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
    }
  });
});

describe('Reading as a member', () => {
  test('is one snapshot that writes nothing, and leaves the connection without a scope, also after an error', async () => {
    const dataSource = await createDataSource(place.url, 'sluice_app').initialize();
    try {
      const count = async () => (await dataSource.query<unknown[]>('select 1 from project')).length;
      const scope = scopeOf(11, 'countyOfficer');
      await readingAs(dataSource, scope, async ({ manager }) => {
        expect(await manager.query('select 1 from project')).toHaveLength(5);
      });
      await expect(
        readingAs(dataSource, scope, ({ manager }) => manager.query(`update notice set read_at = '2026-01-02'`)),
      ).rejects.toMatchObject({ code: '25006' });
      await expect(readingAs(dataSource, scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      await writingAs(dataSource, scope, ({ manager }) => manager.query('select 1'));
      expect(await count()).toBe(0);
    } finally {
      await dataSource.destroy();
    }
  });
});

describe('An index', () => {
  test.each([
    [
      `select from history where subject = 'project' and subject_id = 1 order by seq desc`,
      /Index Cond: .*subject.* = 'project'.* AND \(subject_id = 1\)/,
    ],
    [
      `select from span where role = 'countyOfficer' and region_id = 'K' and closed_on is null order by due_on, id`,
      /span_inbox[^]*Index Cond: .*role = 'countyOfficer'.* AND \(region_id = 'K'/,
    ],
    [
      `select * from county_entry where region_id = 'K' and (occurred_at, id) > (timestamptz '2026-01-01', 1) order by occurred_at, id limit 50`,
      /Index Scan using entry_county [^]*Index Cond: .*region_id = 'K'.* AND .*ROW\(occurred_at, id\) >/,
    ],
    [
      `select sum(county_fen) from county_entry where region_id = 'K' and occurred_at < '2026-02-01'`,
      /Index Only Scan using entry_county [^]*Index Cond: .*region_id = 'K'.* AND \(occurred_at </,
    ],
    ['select from entry where project_id = 1', /entry_project[^]*Index Cond: .*project_id = 1/],
    ['select from account where project_id = 1', /account_project[^]*Index Cond: .*project_id = 1/],
    [
      'select from project where applicant_organisation_id = 12 order by id',
      /project_applicant[^]*Index Cond: .*applicant_organisation_id = 12/,
    ],
  ])('serves under the policies what a page asks: %s', async (sql, condition) => {
    const plan = await within(scopeOf(11, 'countyOfficer'), async (client) => {
      // There are ten rows: PostgreSQL would rather read them all.
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(condition);
    // Hashed is planned as a scan of all projects.
    expect(plan).not.toContain('hashed');
  });
});
