import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type DatabaseError } from 'pg';
import { testDatabase, type TestPlace } from '../support/test-database.js';

// The limits of the domain hold in the database, whoever writes: here plain SQL tries to break each of them.

let place: TestPlace;
let client: Client;

beforeAll(async () => {
  place = await testDatabase();
  client = new Client({ connectionString: place.url });
  await client.connect();
  await client.query(`
    insert into region (id, name, level) values ('C', '市', 'city'), ('K', '县', 'county'), ('L', '邻县', 'county');
    insert into organisation (id, name, region_id, level) values (1, '镇', 'K', 'town'), (2, '局', 'C', 'city');
    insert into person (id, username, name) values (1, 'a', '甲'), (2, 'b', '乙');
    insert into membership (id, person_id, organisation_id, role) values (1, 1, 1, 'applicant');
    insert into session (token_hash, person_id, membership_id, created_at, expires_at, seen_at, address, user_agent)
      values ('h', 1, 1, '2026-01-01', '2026-01-02', '2026-01-01', '127.0.0.1', '');
    insert into people_change (subject, subject_id, event, occurred_at) values ('person', 1, 'person.add', '2026-01-01');
    insert into fund_year (year) values (2026);
    insert into income_source (year, code, name, kind, planned_fen) values (2026, 's', '上缴', 'levy', 0);
    insert into levy (year, region_id, state, rate_ppm, revenue_fen, amount_fen, source) values (2026, 'K', 'assessed', 4000, 25000, 100, 's');
    insert into income_receipt (year, no, state, source, amount_fen, received_on, reason) values
      (2026, 1, 'confirmed', 's', 100, '2026-01-01', null), (2026, 2, 'reversed', 's', 100, '2026-01-01', '记错');
    insert into income_hold (year, no, state, amount_fen, lifted_fen, reason, held_on) values (2026, 1, 'held', 10, 4, '预留', '2026-01-01');
    insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '1', '科目', 100, true);
    insert into earmark_line (year, earmark, line) values (2026, 'e', '1');
    insert into budget_standard (year, line, no, basis, quantity, unit, rate_fen) values (2026, '1', 1, '每村', 20, '村', 5);
    insert into project (id, code, title, year, line, mode, policy, state, applicant_organisation_id, region_id, region_ids)
      values (1, 'P1', '项目', 2026, '1', 'standard', 'v1', 'application.drafting', 1, 'K', '{K}');
    insert into share (project_id, no, region_id, asked_fen) values (1, 1, 'K', 100);
    insert into draft (project_id, content, updated_by, updated_at) values (1, '{}', 1, '2026-01-01');
    insert into revision (project_id, no, content, authors, submitted_at) values (1, 1, '{}', '{1}', '2026-01-01');
    insert into document (id, kind, year, issuer, number, issued_on, title, recorded_by, recorded_at)
      values (1, 'release', 2026, '市', '1号', '2026-01-01', '下达', 1, '2026-01-01');
    insert into document_item (document_id, project_id, share, amount_fen) values (1, 1, 1, 100);
    insert into span (project_id, subject, state, visit, role, blame, opened_on, due_on)
      values (1, 'project', 'application.drafting', 1, 'applicant', 'applicant', '2026-01-01', '2026-01-31');
    insert into history (subject, subject_id, seq, event, payload, occurred_at) values ('project', 1, 1, 'begin', '{}', '2026-01-01'),
      ('fundYear', 2026, 1, 'income.receive', '{}', '2026-01-01');
    insert into request (person_id, key, hash, response) values (1, 'k', 'h', '{}');
    insert into seat (project_id, no, version, state, round, person_id) values (1, 1, 1, 'seated', 1, 1);
    insert into stored_file (hash, bytes, media_type, stored_at) values (repeat('a', 64), 1, 'image/png', '2026-01-01');
    insert into paper (project_id, no, version, state, class, name, hash, bytes, media_type, event, organisation_id, brought_by, brought_on, voided_by, voided_on)
      values (1, 1, 1, 'kept', 'other', 'x', repeat('a', 64), 1, 'image/png', 'x', 1, 1, '2026-01-01', null, null),
        (1, 2, 2, 'void', 'other', 'x', repeat('a', 64), 1, 'image/png', 'x', 1, 1, '2026-01-01', 1, '2026-01-02');
    insert into notice (person_id, project_id, seq, subject, state, due_on, delivered_at)
      values (1, 1, 1, 'project', 'application.drafting', '2026-01-31', '2026-01-01');
    insert into account (id, key, kind, year) values (1, 'source/2026/s', 'source', 2026), (2, 'pool/2026/general', 'pool', 2026),
      (4, 'held/2026', 'held', 2026);
    insert into account (id, key, kind, project_id, share) values (3, 'share/1/1/transit', 'share.transit', 1, 1);
    insert into entry (kind, from_account_id, to_account_id, amount_fen, year, subject, subject_id, seq, occurred_at)
      values ('income', 1, 2, 100, 2026, 'fundYear', 2026, 1, '2026-01-01');
    alter table organisation alter column id restart with 100;
    alter table person alter column id restart with 100;
    alter table project alter column id restart with 100;
    alter table account alter column id restart with 100;
  `);
});
afterAll(async () => {
  await client.end();
  await place.drop();
});

/** What the database says to a statement; it never comes to stay. */
async function refused(sql: string): Promise<{ rule: string | undefined; code: string | undefined; message: string }> {
  await client.query('begin');
  try {
    await client.query(sql);
  } catch (error) {
    const { constraint, code, message } = error as DatabaseError;
    return { rule: constraint, code, message };
  } finally {
    await client.query('rollback');
  }
  return { rule: undefined, code: undefined, message: 'it was accepted' };
}

const entry = (
  from: number,
  to: number,
  amount: number | string,
  kind = 'income',
  reverses = 'null',
  of: string | null = null,
) =>
  `insert into entry (kind, from_account_id, to_account_id, amount_fen, year, reverses, part, subject, subject_id, seq, occurred_at)
   values ('${kind}', ${from}, ${to}, ${amount}, 2026, ${reverses}, ${of === null ? 'null' : `'${of}'`}, 'fundYear', 2026, 2, '2026-01-01')`;

const receipt = (values: string) =>
  `insert into income_receipt (year, source, no, state, amount_fen, received_on, reason) values (2026, 's', ${values})`;

const part = (table: string, columns: string, values: string, state: string) =>
  `insert into ${table} (project_id, no, version, state, ${columns}) values (1, 9, 1, '${state}', ${values})`;

const claimColumns = 'share, claim_kind, lines, claimed_fen, filed_by, adjustments, movements, refunded_fen';
/** A claim with these amounts: claimed, adjusted, approved, offset, retained, paid. */
const claim = (
  amounts: string,
  refunded = 0,
  until = `case when 3 = any (array[${amounts}]) then date '2027-01-01' end`,
) =>
  part(
    'claim',
    `share, claim_kind, lines, adjustments, movements, filed_by, claimed_fen, adjusted_fen, approved_fen, offset_fen,
      retained_fen, paid_fen, refunded_fen, retained_until`,
    `1, 'final', '[]', '[]', '[]', 1, ${amounts}, ${refunded}, ${until}`,
    'checked',
  );

const project = (columns: string, values: string) =>
  `insert into project (title, year, line, policy, applicant_organisation_id, region_id, region_ids, ${columns})
   values ('项目', 2026, '1', 'v1', 1, 'K', '{K}', ${values})`;

const file = (values: string) =>
  `insert into stored_file (hash, bytes, media_type, stored_at, latitude, longitude) values (${values})`;
const upload = (paperClass: string, bytes: number) =>
  `insert into upload (id, organisation_id, person_id, class, name, bytes, begun_at) values ('u', 1, 1, '${paperClass}', 'x', ${bytes}, '2026-01-01')`;
const paper = (paperClass: string, state: string, voidedOn = 'null') =>
  part(
    'paper',
    'class, name, hash, bytes, media_type, event, organisation_id, brought_by, brought_on, voided_by, voided_on',
    `'${paperClass}', 'x', repeat('a', 64), 1, 'image/png', 'x', 1, 1, '2026-01-01', null, ${voidedOn}`,
    state,
  );

/** One statement for each rule that breaks it and no other. */
const trespasses: Record<string, string> = {
  fen_is_exact: `insert into income_source (year, code, name, kind, planned_fen) values (2026, 'x', 'x', 'levy', 9007199254740992)`,
  region_level: `insert into region (id, name, level) values ('X', 'x', 'town')`,
  organisation_level: `insert into organisation (name, region_id, level) values ('x', 'K', 'village')`,
  organisation_name_is_unique: `insert into organisation (name, region_id, level) values ('镇', 'L', 'town')`,
  session_id_is_unique: `insert into session (id, token_hash, person_id, membership_id, created_at, expires_at, seen_at, address, user_agent)
    overriding system value select id, 'other', person_id, membership_id, created_at, expires_at, seen_at, address, user_agent from session`,
  person_username_is_unique: `insert into person (username, name) values ('a', '丙')`,
  membership_role: `insert into membership (person_id, organisation_id, role) values (2, 1, 'mayor')`,
  membership_is_held_once: `insert into membership (person_id, organisation_id, role) values (1, 1, 'applicant')`,
  membership_ends_after_it_starts: `update membership set started_on = '2026-02-02', ended_on = '2026-02-01'`,
  deputy_has_dates_and_a_reason: `insert into membership (person_id, organisation_id, role, deputy_for) values (2, 1, 'applicant', 1)`,
  people_change_subject: `insert into people_change (subject, subject_id, event, occurred_at) values ('weather', 1, 'x', '2026-01-01')`,
  fund_year_is_plausible: `insert into fund_year (year) values (1999)`,
  fund_year_state: `insert into fund_year (year, state) values (2027, 'frozen')`,
  fund_year_next_is_later: 'update fund_year set next_year = 2026',
  year_closing_goes_on_later: `insert into year_closing (year, next_year, issuer, number, issued_on, lines) values (2026, 2026, '市', '1', '2026-01-01', '[]')`,
  year_closing_needs_two: `insert into year_closing (year, next_year, issuer, number, issued_on, lines, recorded_by, confirmed_by) values (2026, 2027, '市', '1', '2026-01-01', '[]', 1, 1)`,
  project_funded_by_a_line: 'update project set funded_year = 2026',
  income_source_kind: `insert into income_source (year, code, name, kind, planned_fen) values (2026, 'x', 'x', 'loan', 0)`,
  income_source_planned_not_negative: `insert into income_source (year, code, name, kind, planned_fen) values (2026, 'x', 'x', 'levy', -1)`,
  levy_state: `update levy set state = 'forgiven'`,
  levy_rate: `insert into levy (year, region_id, state, rate_ppm) values (2026, 'L', 'rated', 1000001)`,
  levy_amount_positive: `update levy set revenue_fen = null, amount_fen = 0`,
  levy_follows_from_revenue_and_rate: 'update levy set amount_fen = 101',
  levy_is_assessed: `update levy set state = 'rated'`,
  levy_is_due_on_a_day: `update levy set state = 'notified'`,
  income_receipt_state: `update income_receipt set state = 'spent', reason = 'x' where no = 1`,
  income_receipt_positive: receipt(`3, 'confirmed', 0, '2026-01-01', null`),
  income_receipt_not_too_early: receipt(`3, 'confirmed', 1, '2024-12-31', null`),
  income_receipt_says_why: `update income_receipt set state = 'reversed' where no = 1`,
  income_is_reversed_once: `${entry(2, 1, 1, 'reversal', `'income'`, 'receipt/1')}; ${entry(2, 1, 1, 'reversal', `'income'`, 'receipt/1')}`,
  income_hold_state: `update income_hold set state = 'lost'`,
  income_hold_positive: `insert into income_hold (year, no, state, amount_fen, lifted_fen, reason, held_on) values (2026, 2, 'lifted', 0, 0, 'x', '2026-01-01')`,
  income_hold_lifted_within: 'update income_hold set lifted_fen = 11',
  income_hold_is_lifted: 'update income_hold set lifted_fen = 10',
  budget_line_not_negative: `insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '2', 'x', -1, true)`,
  budget_line_mode: `insert into budget_line (year, code, name, budget_fen, leaf, mode) values (2026, '2', 'x', 1, true, 'loan')`,
  budget_line_code_is_plain: `insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '1/2', 'x', 1, true)`,
  budget_line_is_not_below_itself: `insert into budget_line (year, code, parent_code, name, budget_fen, leaf) values (2026, '2', '2', 'x', 1, true)`,
  budget_line_spent_whole_is_a_leaf: `insert into budget_line (year, code, name, budget_fen, leaf, mode, without_projects) values (2026, '2', 'x', 1, true, 'standard', true)`,
  budget_line_heading_has_no_amount: `insert into budget_line (year, code, name, budget_fen, leaf) values (2026, '2', 'x', 1, false)`,
  budget_standard_quantity_not_negative: `update budget_standard set quantity = -1`,
  budget_standard_rate_not_negative: `update budget_standard set rate_fen = -1`,
  document_kind: `insert into document (kind, year, issuer, number, issued_on, title, recorded_by, recorded_at) values ('letter', 2026, '市', '2号', '2026-01-01', 'x', 1, '2026-01-01')`,
  document_line_before_not_negative: `insert into document_line (document_id, no, line, name, before_fen, after_fen) values (1, 1, '1', 'x', -1, 1)`,
  document_line_after_not_negative: `insert into document_line (document_id, no, line, name, before_fen, after_fen) values (1, 1, '1', 'x', 1, -1)`,
  document_line_is_listed_once: `insert into document_line (document_id, no, line, name, before_fen, after_fen) values (1, 1, '1', 'x', 1, 1), (1, 2, '1', 'x', 1, 1)`,
  document_state: `update document set state = 'lost'`,
  document_scan_has_a_name: `update document set scan_name = '批文.pdf'`,
  document_number_is_unique: `insert into document (kind, year, issuer, number, issued_on, title, recorded_by, recorded_at) values ('approval', 2026, '市', '1号', '2026-01-01', 'x', 1, '2026-01-01')`,
  project_code_is_unique: project('code, mode, state', `'P1', 'standard', 'application.drafting'`),
  project_suspended_by: `update project set suspended_by = 'town'`,
  project_mode: project('code, mode, state', `'P2', 'loan', 'application.drafting'`),
  project_state: project('code, mode, state', `'P2', 'standard', 'application.forgotten'`),
  share_asked_not_negative: `update share set asked_fen = -1`,
  share_proposed_within_asked: `update share set proposed_fen = 101`,
  share_is_one_per_region: `insert into share (project_id, no, region_id, asked_fen) values (1, 2, 'K', 1)`,
  document_item_not_negative: `update document_item set amount_fen = -1`,
  span_blame: `update span set blame = 'fate'`,
  span_opens_once: `insert into span (project_id, subject, state, visit, role, blame, opened_on, due_on) values (1, 'project', 'application.drafting', 1, 'applicant', 'county', '2026-02-01', '2026-02-02')`,
  history_subject_is_known: `insert into history (subject, subject_id, seq, event, payload, occurred_at) values ('claim', 1, 9, 'x', '{}', '2026-01-01')`,
  request_is_done_once: `insert into request (person_id, key, hash, response) values (1, 'k', 'other', '{}')`,
  opinion_state: part('opinion', 'department_id', '2', 'forgotten'),
  opinion_stance: part('opinion', 'department_id, stance', `2, 'maybe'`, 'given'),
  seat_state: part('seat', 'round, person_id', '1, 2', 'empty'),
  seat_choice: part('seat', 'round, person_id, choice', `1, 2, 'maybe'`, 'voted'),
  seat_is_one_per_person: part('seat', 'round, person_id', '1, 1', 'seated'),
  objection_state: part('objection', 'raised_by, text, recorded_by', `'x', 'x', 1`, 'heard'),
  instalment_state: part(
    'instalment',
    'share, document_id, amount_fen, drawn, issued_on',
    `1, 1, 1, '[]', '2026-01-01'`,
    'lost',
  ),
  instalment_positive: part(
    'instalment',
    'share, document_id, amount_fen, drawn, issued_on',
    `1, 1, 0, '[]', '2026-01-01'`,
    'issued',
  ),
  change_state: part('change', 'subject, text', `'site', 'x'`, 'made'),
  change_subject: part('change', 'subject, text', `'name', 'x'`, 'requested'),
  inspection_state: part('inspection', 'share', '1', 'skipped'),
  claim_state: part('claim', claimColumns, `1, 'final', '[]', 1, 1, '[]', '[]', 0`, 'lost'),
  claim_kind: part('claim', claimColumns, `1, 'gift', '[]', 1, 1, '[]', '[]', 0`, 'drafted'),
  claim_positive: part('claim', claimColumns, `1, 'final', '[]', 0, 1, '[]', '[]', 0`, 'drafted'),
  claim_amounts_not_negative: claim('100, -1, 101, 0, 0, null'),
  claim_checked_whole: claim('100, 0, 100, null, 0, null'),
  claim_approved_adds_up: claim('100, 1, 100, 0, 0, null'),
  claim_paid_adds_up: claim('100, 0, 100, 30, 3, 68'),
  claim_within_approved: claim('100, 0, 100, 98, 3, null'),
  claim_retained_until_a_day: claim('100, 0, 100, 0, 3, null', 0, 'null'),
  claim_refunded_within_paid: claim('100, 0, 100, 0, 0, 100', 101),
  self_evaluation_state: part(
    'self_evaluation',
    'year, target_met, summary, submitted_by',
    `2026, true, 'x', 1`,
    'lost',
  ),
  milestone_state: part('milestone', 'milestone, reached_on', `'start', '2026-01-01'`, 'lost'),
  milestone_kind: part('milestone', 'milestone, reached_on', `'party', '2026-01-01'`, 'recorded'),
  progress_state: part('progress', 'percent, note', `1, 'x'`, 'lost'),
  progress_percent: part('progress', 'percent, note', `101, 'x'`, 'recorded'),
  spot_check_state: part('spot_check', 'share, passed, note', `1, true, 'x'`, 'lost'),
  book_check_takes_time: `insert into book_check (started_at, duration_ms, entries, accounts, projects, differences)
    values ('2026-01-01', -1, 0, 0, 0, '[]')`,
  account_key_is_unique: `insert into account (key, kind, year) values ('pool/2026/general', 'pool', 2026)`,
  stored_file_hash: file(`'A', 1, 'x', '2026-01-01', null, null`),
  stored_file_not_empty: file(`repeat('b', 64), 0, 'x', '2026-01-01', null, null`),
  stored_file_latitude: file(`repeat('b', 64), 1, 'x', '2026-01-01', 91, null`),
  stored_file_longitude: file(`repeat('b', 64), 1, 'x', '2026-01-01', null, -181`),
  upload_class: upload('song', 1),
  upload_not_empty: upload('other', 0),
  paper_class: paper('song', 'kept'),
  paper_state: paper('other', 'lost'),
  paper_void_says_who: paper('other', 'kept', `'2026-01-02'`),
  roster_not_empty: `insert into roster (project_id, year, line, people, total_fen, brought_by, brought_at) values (1, 2026, '1', 0, 1, 1, '2026-01-01')`,
  roster_total_positive: `insert into roster (project_id, year, line, people, total_fen, brought_by, brought_at) values (1, 2026, '1', 1, 0, 1, '2026-01-01')`,
  roster_amount_positive: `insert into roster_person (roster_id, no, project_id, name, key_id, sealed, lookups, amount_fen) values (1, 1, 1, 'x', 'k', 'x', '{}', 0)`,
  account_kind: `insert into account (key, kind) values ('purse/2026', 'purse')`,
  account_is_named_by_its_kind: `insert into account (key, kind, year) values ('pool/2026/tea', 'held', 2026)`,
  account_not_overdrawn: entry(2, 1, 101, 'reversal', `'income'`),
  entry_joins_its_accounts: entry(1, 2, 1, 'gift'),
  entry_is_positive: entry(1, 2, 0),
  entry_moves_money: entry(1, 1, 1),
  entry_reverses_something: entry(1, 2, 1, 'reversal'),
  notice_is_delivered_once: `insert into notice (person_id, project_id, seq, subject, state, due_on, delivered_at) values (1, 1, 1, 'project', 'x', '2026-02-01', '2026-01-02')`,
};

describe('A row that breaks a rule is refused by its name', () => {
  test.each(Object.entries(trespasses))('%s', async (rule, sql) => {
    expect((await refused(sql)).rule, sql).toBe(rule);
  });

  test('and no rule of the database is left out here', async () => {
    const { rows } = await client.query<{ name: string }>(`
      select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'u')
      union select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace
      union select conname from pg_constraint where connamespace = 'public'::regnamespace and contype = 'p' and conname not like '%_pkey'
      order by 1`);
    const told = new Set(Object.keys(trespasses));
    // The name of TypeORM's own table of migrations is its own.
    const left = rows.map(({ name }) => name).filter((name) => !told.has(name) && !name.startsWith('PK_'));
    expect(left).toEqual([]);
  });
});

describe('The budget is a sound tree', () => {
  const line = (code: string, parent: string, leaf = true) =>
    `insert into budget_line (year, code, parent_code, name, budget_fen, leaf) values (2026, '${code}', ${parent}, 'x', 0, ${leaf})`;
  const atTheEnd = 'set constraints all immediate';

  test.each([
    ['budget_line_leaf_has_nothing_below', `${line('2', 'null')}; ${line('2.1', `'2'`)}`],
    [
      'budget_line_hangs_in_no_circle',
      `${line('2', 'null', false)}; ${line('3', `'2'`, false)}; update budget_line set parent_code = '3' where code = '2'`,
    ],
    ['budget_line_follows_its_standards', `update budget_line set budget_fen = 99 where code = '1'`],
    ['budget_line_follows_its_standards', `update budget_standard set quantity = 21`],
    [
      'budget_line_of_projects_stays_a_leaf',
      `delete from budget_standard; update budget_line set without_projects = true where code = '1'`,
    ],
  ])('%s', async (rule, sql) => {
    expect((await refused(`${sql}; ${atTheEnd}`)).rule).toBe(rule);
  });

  test('and a standard that only explains may come to anything', async () => {
    const told = await refused(`update budget_standard set quantity = 21, counted = false; ${atTheEnd}`);
    expect(told.message).toBe('it was accepted');
  });

  test('no project is begun on a line that is spent as a whole, nor on a heading', async () => {
    for (const [leaf, whole] of [
      [true, true],
      [false, false],
    ]) {
      const told = await refused(
        `insert into budget_line (year, code, name, budget_fen, leaf, without_projects) values (2026, '2', 'x', 0, ${leaf}, ${whole});
         ${project('code, mode, state', `'P2', 'standard', 'application.drafting'`).replace("2026, '1'", "2026, '2'")}`,
      );
      expect(told.rule).toBe('project_is_on_a_leaf');
    }
  });

  test.each([
    `update budget_line set budget_fen = 5`,
    `delete from budget_line`,
    `delete from budget_standard`,
    `update budget_standard set rate_fen = 1`,
  ])('once it is approved it stays: %s', async (sql) => {
    expect(await refused(`update fund_year set budget_approved = true; ${sql}`)).toMatchObject({
      code: '23001',
      message: 'the budget of 2026 is approved',
    });
  });
});

describe('A paper', () => {
  test.each([
    ['is never deleted', 'delete from paper'],
    ['never becomes another', `update paper set hash = repeat('c', 64)`],
    ['stays void once it is', `update paper set state = 'kept', voided_by = null, voided_on = null where no = 2`],
  ])('%s', async (_, sql) => {
    expect(await refused(sql)).toMatchObject({ code: '23001' });
  });
});

describe('A closed year', () => {
  const closed = `insert into fund_year (year) values (2027); update fund_year set state = 'closed', next_year = 2027 where year = 2026`;

  test('takes no entry, by whichever hand', async () => {
    expect(await refused(`${closed}; ${entry(1, 2, 1)}`)).toMatchObject({ rule: 'closed_year_takes_reversals' });
  });

  test('takes a reversal', async () => {
    const sql = `${closed}; ${entry(2, 1, 1, 'reversal', `'income'`)}`;
    expect(await refused(sql)).toMatchObject({ message: 'it was accepted' });
  });

  test('is not opened again', async () => {
    const sql = `${closed}; update fund_year set state = 'open' where year = 2026`;
    expect(await refused(sql)).toMatchObject({ code: '23001' });
  });
});

describe('A receipt', () => {
  test.each([
    ['is never deleted', 'delete from income_receipt'],
    ['never becomes another', 'update income_receipt set amount_fen = 99 where no = 1'],
    ['stays reversed once it is', `update income_receipt set state = 'confirmed' where no = 2`],
  ])('%s', async (_, sql) => {
    expect(await refused(sql)).toMatchObject({ code: '23001' });
  });
});

describe('What is recorded stays', () => {
  test.each([
    ['entry', 'update entry set amount_fen = 1'],
    ['entry', 'delete from entry'],
    ['entry', 'truncate entry'],
    ['history', `update history set event = 'x'`],
    ['history', 'delete from history'],
    ['history', 'truncate history cascade'],
    ['revision', `update revision set content = '{"a":1}'`],
    ['people_change', `update people_change set event = 'x'`],
    ['people_change', 'delete from people_change'],
    ['roster_reveal', `update roster_reveal set reason = 'x'`],
    ['roster_reveal', 'delete from roster_reveal'],
    ['revision', 'delete from revision'],
    ['revision', 'truncate revision'],
  ])('%s: %s', async (table, sql) => {
    expect(await refused(sql)).toMatchObject({
      code: '23001',
      message: expect.stringContaining(`${table} is append-only`),
    });
  });

  test.each([
    ['a statement that touches no row', 'delete from entry where false'],
    ['an upsert', `${entry(1, 2, 1)} on conflict (id) do update set amount_fen = 5`],
    ['a cascade from what it hangs on', 'truncate fund_year cascade'],
  ])('even by %s', async (_, sql) => {
    const { code } = await refused(sql);
    // An upsert that finds no conflict inserts, and changes nothing that was there.
    if (sql.includes('on conflict')) expect([undefined, '23001']).toContain(code);
    else expect(code).toBe('23001');
  });
});

describe('A balance is the sum of its entries', () => {
  test.each([
    'update account set balance_fen = 1000000 where id = 2',
    'update account set balance_fen = balance_fen + 1',
    `insert into account (key, kind, year, balance_fen) values ('held/2027', 'held', 2027, 5)`,
  ])('and is written by nobody: %s', async (sql) => {
    expect(await refused(sql)).toMatchObject({ code: '23001' });
  });

  test('also when one statement posts many entries to the same accounts', async () => {
    await client.query('begin');
    await client.query(
      `insert into entry (kind, from_account_id, to_account_id, amount_fen, year, subject, subject_id, seq, occurred_at)
       select 'income', 1, 2, n, 2026, 'fundYear', 2026, 5, '2026-01-01' from generate_series(1, 100) n`,
    );
    await client.query(entry(2, 4, 150, 'hold'));
    const { rows } = await client.query(`select id, balance_fen::text as balance from account order by id`);
    await client.query('rollback');
    expect(rows).toEqual([
      { id: 1, balance: '-5150' },
      { id: 2, balance: '5000' },
      { id: 3, balance: '0' },
      { id: 4, balance: '150' },
    ]);
  });

  test('and an account of the fund is never overdrawn, not even within one statement', async () => {
    const told = await refused(
      `insert into entry (kind, from_account_id, to_account_id, amount_fen, year, subject, subject_id, seq, occurred_at)
       values ('hold', 2, 4, 60, 2026, 'fundYear', 2026, 5, '2026-01-01'), ('hold', 2, 4, 41, 2026, 'fundYear', 2026, 5, '2026-01-01')`,
    );
    expect(told.rule).toBe('account_not_overdrawn');
  });

  test('and nothing but entries may take an account away or turn it into another', async () => {
    expect((await refused('delete from account where id = 2')).code).toBe('23503');
    expect((await refused(`update account set kind = 'source' where id = 2`)).code).toBe('23001');
    expect((await refused(`update account set key = 'pool/2026/tea' where id = 2`)).code).toBe('23001');
  });
});
