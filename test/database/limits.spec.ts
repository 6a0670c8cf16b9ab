import { Client, type DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabaseRole, urlAs } from '../../src/database/data-source.js';
import { urlOfLogin } from '../../src/servers/postgres.server.js';
import { kindOfAccount } from '../../workflows/ledger/accounts.js';
import { entryJoins, joins, type EntryKind } from '../../workflows/ledger/chains.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// The limits of the money, tried with plain SQL as each role: nothing of the application stands in between. The owner of
// the tables is bound by the same triggers, but may switch them off: nobody serves requests as the owner.

let place: TestPlace;
let owner: Client;
const clients: Partial<Record<DatabaseRole, Client>> = {};

beforeAll(async () => {
  place = await testDatabase();
  owner = new Client({ connectionString: place.url });
  await owner.connect();
  await owner.query(city);
  for (const role of ['sluice_app', 'sluice_door'] as const) {
    clients[role] = new Client({ connectionString: urlAs(urlOfLogin(place.url, role), role) });
    await clients[role].connect();
  }
});
afterAll(async () => {
  for (const client of [owner, ...Object.values(clients)]) await client.end();
  await place.drop();
});

const share = (no: number) =>
  ['committed', 'issued', 'transit', 'available', 'retained', 'spent'].map((kind) => `share/1/${no}/${kind}`);
const yearAccounts = ['source/2026/s', 'levy/2026/s', 'pool/2026/general', 'held/2026', 'budget/2026', 'line/2026/1'];
const accounts = [...yearAccounts, ...share(1), ...share(2)];

const city = `
  insert into region (id, name, level) values ('C', '市', 'city'), ('K', '县', 'county'), ('L', '邻县', 'county');
  insert into organisation (id, name, region_id, level) values (1, '镇', 'K', 'town');
  insert into fund_year (year) values (2026);
  insert into income_source (year, code, name, kind, planned_fen) values (2026, 's', '上缴', 'levy', 0);
  insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '1', '科目', 100, true);
  insert into project (id, code, title, year, line, mode, policy, state, applicant_organisation_id, region_id, region_ids)
    values (1, 'P1', '项目', 2026, '1', 'standard', 'v1', 'fundRelease.awaiting', 1, 'K', '{K,L}');
  insert into share (project_id, no, region_id, asked_fen) values (1, 1, 'K', 100), (1, 2, 'L', 100);
  insert into history (subject, subject_id, seq, event, payload, occurred_at)
    values ('fundYear', 2026, 1, 'x', '{}', '2026-01-01'), ('project', 1, 1, 'x', '{}', '2026-01-01');
  insert into account (key, kind, year) select key, split_part(key, '/', 1), 2026 from unnest(array['${yearAccounts.join("','")}']) key;
  insert into account (key, kind, project_id, share)
    select key, 'share.' || split_part(key, '/', 4), 1, split_part(key, '/', 3)::int from unnest(array['${[...share(1), ...share(2)].join("','")}']) key;
  ${[
    ['income', yearAccounts[0], yearAccounts[2], 100],
    ['assess', yearAccounts[0], yearAccounts[1], 100],
    ['budget', yearAccounts[4], yearAccounts[5], 100],
    ['hold', yearAccounts[2], yearAccounts[3], 10],
    ['commit', yearAccounts[5], 'share/1/1/committed', 60],
    ['commit', yearAccounts[5], 'share/1/2/committed', 20],
  ]
    .map(([kind, from, to, amount]) => `${entries([kind, from, to, amount] as Posted)};`)
    .join('\n')}
  ${entries(['release', yearAccounts[2]!, 'share/1/1/transit', 40], ['authorise', 'share/1/1/committed', 'share/1/1/issued', 40])};
  ${entries(['receipt', 'share/1/1/transit', 'share/1/1/available', 30])};
  ${entries(['payment', 'share/1/1/available', 'share/1/1/spent', 10])};
  ${entries(['retain', 'share/1/1/available', 'share/1/1/retained', 5])}`;

type Posted = readonly [kind: string, from: string, to: string, amount: number | bigint, reverses?: string];

/** One statement that posts, as the door's own does. */
function entries(...posted: readonly Posted[]): string {
  const rows = posted.map(([kind, from, to, amount, reverses]) => {
    const isOfProject = [from, to].some((key) => key.startsWith('share/'));
    const subject = isOfProject ? `1, 'project', 1` : `null::int, 'fundYear', 2026`;
    return `('${kind}', '${from}', '${to}', ${amount}, ${reverses ? `'${reverses}'` : 'null'}, ${subject}, 1)`;
  });
  return `insert into entry (kind, from_account_id, to_account_id, amount_fen, year, reverses, project_id, subject, subject_id, seq, occurred_at)
    select v.kind, a.id, b.id, amount, 2026, reverses, v.project, v.subject, v.subject_id, seq, '2026-01-02'
    from (values ${rows.join(', ')}) v (kind, source, target, amount, reverses, project, subject, subject_id, seq)
      join account a on a.key = source join account b on b.key = target`;
}

/** What the database says to statements up to their commit, which never comes: the rule, else the SQLSTATE, else null. */
async function refusedTo(role: DatabaseRole, ...statements: readonly string[]): Promise<string | null> {
  const client = clients[role]!;
  await client.query('begin');
  try {
    for (const statement of [...statements, 'set constraints all immediate']) await client.query(statement);
    return null;
  } catch (error) {
    const { constraint, code, message } = error as DatabaseError;
    return constraint ?? code ?? message;
  } finally {
    await client.query('rollback');
  }
}

const overdrawn = 'account_not_overdrawn';
const [pool, line] = ['pool/2026/general', 'line/2026/1'];
const one = (kind: string) => `share/1/1/${kind}`;
/** Both chains of a release. */
const release = (amount: number) =>
  entries(['release', pool, one('transit'), amount], ['authorise', one('committed'), one('issued'), amount]);

describe('The door, with plain SQL,', () => {
  test('posts what the money allows', async () => {
    expect(await refusedTo('sluice_door', release(20))).toBeNull();
  });

  test.each<readonly [string, string, ...string[]]>([
    ['releases no more than the pool has', overdrawn, entries(['hold', pool, 'held/2026', 45]), release(6)],
    ['releases no more than is approved', overdrawn, release(21)],
    ['approves no more than the line has', overdrawn, entries(['commit', line, one('committed'), 21])],
    ['receives no more than is on its way', overdrawn, entries(['receipt', one('transit'), one('available'), 11])],
    ['pays no more than has arrived', overdrawn, entries(['payment', one('available'), one('spent'), 16])],
    ['pays no more retained money than there is', overdrawn, entries(['payment', one('retained'), one('spent'), 6])],
    ['lifts no more than is held', overdrawn, entries(['hold-lift', 'held/2026', pool, 11])],
    ['receives no more of a levy than is assessed', overdrawn, entries(['income', 'levy/2026/s', pool, 101])],
    ['refunds no more than was paid', overdrawn, entries(['refund', one('spent'), one('available'), 11])],
    ['releases no money without authority', 'share_money_is_authorised', entries(['release', pool, one('transit'), 1])],
    [
      'uses no authority without money',
      'share_money_is_authorised',
      entries(['authorise', one('committed'), one('issued'), 1]),
    ],
    ['claws no money back alone', 'share_money_is_authorised', entries(['clawback', one('available'), pool, 1])],
    ['gives no authority back alone', 'share_money_is_authorised', entries(['authority-back', one('issued'), line, 1])],
    [
      'moves the authority of one share and the money of another as little',
      'share_money_is_authorised',
      entries(['release', pool, 'share/1/2/transit', 1], ['authorise', one('committed'), one('issued'), 1]),
    ],
    [
      'pays no share from another',
      'entry_stays_in_its_share',
      entries(['payment', one('available'), 'share/1/2/spent', 1]),
    ],
    [
      'books nothing for another project',
      'entry_stays_in_its_share',
      entries(['receipt', one('transit'), one('available'), 1]).replace(`1, 'project', 1`, `null::int, 'project', 1`),
    ],
    [
      'posts nothing that no history tells of',
      'entry_has_its_history',
      entries(['hold', pool, 'held/2026', 1]).replace('2026, 1)', '2026, 99)'),
    ],
    ['writes no balance', '23001', 'update account set balance_fen = balance_fen + 1'],
    [
      'opens no account with money in it',
      '23001',
      `insert into account (key, kind, year, balance_fen) values ('held/2027', 'held', 2027, 1)`,
    ],
    ['turns no pool into a source', '42501', `update account set kind = 'source'`],
    ['changes no entry', '42501', 'update entry set amount_fen = 1'],
    ['deletes no entry', '42501', 'delete from entry'],
    ['empties no ledger', '42501', 'truncate entry'],
    ['switches no trigger off', '42501', 'alter table entry disable trigger all'],
    ['passes by no trigger', '42501', 'set session_replication_role = replica'],
  ])('%s', async (_, rule, ...statements) => {
    expect(await refusedTo('sluice_door', ...statements)).toBe(rule);
  });

  test('overdraws no account but those of the world outside', async () => {
    const kinds = Object.entries(entryJoins).flatMap(([kind, pairs]) =>
      pairs.map(([from, to]) => [kind, from, to] as const),
    );
    const keyOf = (kind: string) => accounts.find((key) => kindOfAccount(key) === kind)!;
    for (const [kind, from, to] of kinds) {
      const isOutside = from === 'source' || from === 'budget';
      const said = await refusedTo('sluice_door', entries([kind, keyOf(from), keyOf(to), 1_000_000n]));
      expect(said, `${kind} ${from} ${to}`).toBe(isOutside ? null : overdrawn);
    }
  });
});

describe('Whoever serves requests', () => {
  test.each([
    release(1),
    'update entry set amount_fen = 1',
    'delete from entry',
    'truncate entry',
    'update account set balance_fen = 1',
    `insert into account (key, kind, year) values ('held/2027', 'held', 2027)`,
    'alter table entry disable trigger all',
    'set session_replication_role = replica',
  ])('may not: %s', async (sql) => {
    expect(await refusedTo('sluice_app', sql)).toBe('42501');
  });
});

describe('An entry joins the accounts that its kind joins', () => {
  test('and the database says the same of every kind and every pair as the workflows', async () => {
    const { rows } = await owner.query<{ kinds: string }>(
      `select pg_get_constraintdef(oid) as kinds from pg_constraint where conname = 'account_kind'`,
    );
    const accountKinds = [...rows[0]!.kinds.matchAll(/'([a-z.]+)'::text/g)].map((match) => match[1]!);
    expect(accountKinds).toEqual(expect.arrayContaining([...new Set(accounts.map(kindOfAccount))]));
    const kinds = [...Object.keys(entryJoins), 'reversal', 'gift'];
    const told = await owner.query<{ kind: string; source: string; target: string; joined: boolean }>(
      `select kind, source, target, entry_joins(kind, source, target) as joined
       from unnest($1::text[]) kind, unnest($2::text[]) source, unnest($2::text[]) target`,
      [kinds, accountKinds],
    );
    expect(told.rows).toHaveLength(kinds.length * accountKinds.length ** 2);
    const key = (kind: string) => (kind.startsWith('share.') ? `share/1/1/${kind.slice(6)}` : `${kind}/2026`);
    const differing = told.rows.filter(({ kind, source, target, joined }) => {
      const said = Object.hasOwn(entryJoins, kind) && joins(kind as EntryKind, key(source), key(target));
      return joined !== said;
    });
    expect(differing).toEqual([]);
    expect(told.rows.filter(({ joined }) => joined)).toHaveLength(Object.values(entryJoins).flat().length);
  });

  test('the other way round where it is reversed, and no reversal of a reversal', async () => {
    const back = (reverses: string) => entries(['reversal', one('spent'), one('available'), 1, reverses]);
    expect(await refusedTo('sluice_door', back('payment'))).toBeNull();
    expect(await refusedTo('sluice_door', back('receipt'))).toBe('entry_joins_its_accounts');
    expect(await refusedTo('sluice_door', back('reversal'))).toBe('entry_joins_its_accounts');
    expect(await refusedTo('sluice_door', entries(['payment', one('spent'), one('available'), 1]))).toBe(
      'entry_joins_its_accounts',
    );
  });

  test('and is booked for the county whose share it is, by what the county received and has not paid', async () => {
    const { rows } = await owner.query(
      `select kind, region_id as region, county_fen::text as moved from entry where project_id is not null order by id`,
    );
    expect(rows).toEqual([
      { kind: 'commit', region: 'K', moved: null },
      { kind: 'commit', region: 'L', moved: null },
      { kind: 'release', region: 'K', moved: null },
      { kind: 'authorise', region: 'K', moved: null },
      { kind: 'receipt', region: 'K', moved: '30' },
      { kind: 'payment', region: 'K', moved: '-10' },
      { kind: 'retain', region: 'K', moved: null },
    ]);
  });
});
