import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two plain roles, what each may do to each table, and which rows it sees. `sluice_app` serves requests: it reads within
 * the scope of who asks, and writes ordinary rows. `sluice_door` alone writes states, history, spans, parts and entries.
 * Nobody changes or deletes what is recorded.
 *
 * The scope is five settings of the transaction, `sluice.person`, `.organisation`, `.region`, `.role` and `.level`;
 * without them nothing is seen. It says the same as `inScope` of the workflows, and a test compares the two.
 *
 * Roles belong to the cluster, not to the database: they are made when they are missing, and they stay when this is
 * taken back, because another database may use them.
 */
export class Scope1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const role of ['sluice_app', 'sluice_door']) await runner.query(roleNamed(role));
    await runner.query(`
      grant usage on schema public to sluice_app, sluice_door;

      -- The door.
      grant select on ${all} to sluice_door;
      grant insert on ${recorded} to sluice_door;
      grant insert, update on ${decided} to sluice_door;
      grant insert on document_item, document_line, account, request, notice to sluice_door;
      -- Balances follow from entries, by a trigger that runs as whoever posts and refuses every other writer.
      grant update (balance_fen) on account to sluice_door;
      grant insert, update, delete on outbox to sluice_door;
      grant usage on sequence project_id_seq to sluice_door;
      -- Imports, the demo city and the operator found years, organisations and people.
      grant insert, update on ${plans}, ${people}, draft to sluice_door;
      -- A tree that is drafted anew loses lines; one that is approved loses none.
      grant delete on budget_line, earmark_line, budget_standard to sluice_door;
      grant insert on draft_author to sluice_door;
      -- Whoever administers people ends their sessions and lifts their locks, and opens no session for anybody.
      grant insert on people_change to sluice_door;
      grant update (token_hash), delete on session to sluice_door;
      grant select, insert, update, delete on sign_in_attempt to sluice_door;

      -- Requests.
      grant select on ${parts}, project, share, draft, revision, span, history, refusal, document, document_item, document_line,
        account, entry, notice, people_change, ${plans}, region, organisation, membership to sluice_app;
      -- No request reads a password, not even its hash: who signs in is compared by the door.
      grant select (id, username, name, password_handed_out, disabled_at, version) on person to sluice_app;
      grant select, insert, update, delete on session, sign_in_attempt to sluice_app;
      -- No more than a lock: whoever signs in waits for a new password under way.
      grant update (id) on person to sluice_app;
      grant update (content, answers, touched, version, updated_by, updated_at) on draft to sluice_app;
      grant select, insert, update, delete on draft_save, draft_writer to sluice_app;
      grant select, insert on draft_author to sluice_app;
      grant update (read_at) on notice to sluice_app;
      -- No more than a lock: whoever saves a draft waits for a submission under way.
      grant update (id) on project to sluice_app;
    `);
    await runner.query(scope);
    for (const table of narrowed) {
      await runner.query(`
        alter table ${table} enable row level security;
        -- Also for a login that owns the tables and forgot to take a role.
        alter table ${table} force row level security;
        create policy door on ${table} to sluice_door using (true) with check (true);
      `);
    }
    for (const [table, seen] of Object.entries(policies)) {
      await runner.query(`create policy seen on ${table} for select to sluice_app using (${seen})`);
    }
    for (const table of ofApplicants) {
      await runner.query(
        `create policy applicant_writes on ${table} to sluice_app using (${withOwnProject}) with check (${withOwnProject})`,
      );
    }
    await runner.query(`
      create policy reader_marks on notice for update to sluice_app using (person_id = scope_person());
      -- A lock asks for "using" alone: the row can be locked by its applicant, and changed by no request.
      create policy applicant_locks on project for update to sluice_app
        using (applicant_organisation_id = scope_organisation()) with check (false);
    `);
    await runner.query(asTheDoor('sums_of_year', sumsOfYear));
    await runner.query(asTheDoor('signs_in', signsIn));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function sums_of_year, signs_in');
    for (const table of narrowed) {
      const names = ['door', 'seen', 'applicant_writes', 'reader_marks', 'applicant_locks'];
      await runner.query(names.map((name) => `drop policy if exists ${name} on ${table};`).join('\n'));
      await runner.query(`
        alter table ${table} no force row level security;
        alter table ${table} disable row level security;
      `);
    }
    await runner.query(`
      drop function project_is_seen, scope_person, scope_organisation, scope_region, scope_is_city;
      revoke all on all tables in schema public from sluice_app, sluice_door;
      revoke all on all sequences in schema public from sluice_app, sluice_door;
      revoke all on schema public from sluice_app, sluice_door;
    `);
  }
}

const partTables = [
  'opinion',
  'seat',
  'objection',
  'instalment',
  'change',
  'inspection',
  'claim',
  'self_evaluation',
  'milestone',
  'progress',
  'spot_check',
];
const planTables = ['fund_year', 'income_source', 'budget_line', 'earmark_line', 'budget_standard'];
const parts = partTables.join(', ');
const plans = planTables.join(', ');
/** What only grows. */
const recorded = 'history, refusal, revision, entry';
const decided = `project, share, span, document, ${parts}`;
const people = 'region, organisation, person, membership';
const all = `${recorded}, ${decided}, people_change, document_item, document_line, account, request, notice, outbox, draft, draft_author, draft_save, draft_writer, session, ${plans}, ${people}`;

/** Many databases share a cluster, and may be migrated at once: whoever comes second finds the role there. */
const roleNamed = (role: string) => `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then
      begin
        create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    -- A login that is no superuser takes the role only as its member.
    if not (select rolsuper from pg_roles where rolname = current_user) and not pg_has_role(current_user, '${role}', 'member') then
      grant ${role} to current_user;
    end if;
  end $$`;

/**
 * Who asks. Empty is as good as not set: that is what a setting becomes after the transaction that set it. A region only
 * counts for those who may see what is not their organisation's, and so not for applicants.
 */
const scope = `
  create function scope_person() returns integer language sql stable parallel safe
    return nullif(current_setting('sluice.person', true), '')::integer;
  create function scope_organisation() returns integer language sql stable parallel safe
    return nullif(current_setting('sluice.organisation', true), '')::integer;
  create function scope_region() returns text language sql stable parallel safe
    return case when nullif(current_setting('sluice.role', true), '') <> 'applicant' then nullif(current_setting('sluice.region', true), '') end;
  create function scope_is_city() returns boolean language sql stable parallel safe
    return coalesce(current_setting('sluice.level', true) = 'city' and nullif(current_setting('sluice.role', true), '') <> 'applicant', false);

  -- Asks as whoever asks: the project's own policy answers.
  create function project_is_seen(id integer) returns boolean language plpgsql stable parallel safe as $$
    begin
      return exists (select from project p where p.id = $1);
    end $$`;

const signedIn = '(select scope_person()) is not null';
const isCity = '(select scope_is_city())';

/**
 * What belongs to a project is seen with it. A subquery that gives one value is an index lookup for each row, where
 * "exists" would be planned as a scan of all projects; a function costs more for each row and nothing to plan, which is
 * better for what is only read together with all else of one project. Figures: docs/adr/0013.
 */
const withProject = (id = 'project_id') => `(select true from project p where p.id = ${id})`;
const withOneProject = `${isCity} or project_is_seen(project_id)`;

const policies: Readonly<Record<string, string>> = {
  project: `${isCity}
    or applicant_organisation_id = (select scope_organisation())
    or region_id = (select scope_region()) or (select scope_region()) = any (region_ids)`,
  ...Object.fromEntries(['share', 'span', 'document_item'].map((table) => [table, `${isCity} or ${withProject()}`])),
  ...Object.fromEntries(['revision', ...partTables].map((table) => [table, withOneProject])),
  // What is no project's is the year's: income, pools and lines are open to all who are signed in. What is in the county's
  // own book is seen with its region, before any project is looked up: a page of the book sums a hundred thousand entries.
  ...Object.fromEntries(
    ['account', 'entry'].map((table) => [
      table,
      `${isCity} ${table === 'entry' ? 'or region_id = (select scope_region())' : ''}
        or case when project_id is null then ${signedIn} else ${withProject()} end`,
    ]),
  ),
  // A document is known to the city, and once it is confirmed to whom it lists; one on the budget to all, as the budget is.
  document: `${isCity} or state = 'confirmed' and case when kind in ('budget', 'adjustment') then ${signedIn}
    else exists (select from document_item i where i.document_id = document.id) end`,
  document_line: `${isCity} or (select true from document d where d.id = document_id)`,
  history: `${isCity} or case subject
    when 'project' then ${withProject('subject_id')}
    when 'document' then (select true from document d where d.id = subject_id)
    else ${signedIn} end`,
  // That somebody from elsewhere tried is for the city to know.
  refusal: `${isCity} or subject = 'project' and code <> 'project.missing' and project_is_seen(subject_id)`,
  notice: 'person_id = (select scope_person())',
  ...Object.fromEntries(planTables.map((table) => [table, signedIn])),
};

/** What is typed, and who types, is known to the applicant's own organisation alone; all others see what was submitted. */
const ofApplicants = ['draft', 'draft_author', 'draft_save', 'draft_writer'];
const withOwnProject = `(select p.applicant_organisation_id from project p where p.id = project_id) = (select scope_organisation())`;

/** The answers of others and what is on its way are for the door alone. */
const narrowed = [...Object.keys(policies), ...ofApplicants, 'request', 'outbox'];

/**
 * The sums of a year, line by line, over all projects: published to all who are signed in, as the budget is. It
 * tells of no single project.
 */
const sumsOfYear = `
  create function sums_of_year(of_year integer)
    returns table (line text, approved bigint, released bigint, paid bigint, refunded bigint, projects integer, targets_met integer)
    language sql stable security definer set search_path = public, pg_temp as $$
      with moved as (
        select e.line,
          sum(case when e.kind = 'authorise' then e.amount_fen::bigint
                   when e.kind = 'authority-back' or e.reverses = 'authorise' then -e.amount_fen::bigint else 0 end) as released,
          sum(case when e.kind = 'payment' then e.amount_fen::bigint
                   when e.kind = 'refund' or e.reverses = 'payment' then -e.amount_fen::bigint else 0 end) as paid,
          sum(case when e.kind = 'refund' then e.amount_fen::bigint else 0 end) as refunded,
          sum(case when e.kind = 'commit' then e.amount_fen::bigint
                   when e.kind in ('uncommit', 'authority-back') then -e.amount_fen::bigint else 0 end) as approved
        from entry e where e.year = of_year and e.project_id is not null group by e.line
      ), counted as (
        -- A project that was turned down or withdrawn was never one of the programme.
        select p.line, count(*) as projects,
          count(*) filter (where exists (select 1 from self_evaluation s
            where s.project_id = p.id and s.state = 'confirmed' and s.target_met)) as targets_met
        from project p
        where p.year = of_year and exists (select 1 from entry e where e.project_id = p.id and e.kind = 'commit')
        group by p.line
      )
      select l.code, coalesce(m.approved, 0)::bigint, coalesce(m.released, 0)::bigint, coalesce(m.paid, 0)::bigint, coalesce(m.refunded, 0)::bigint,
        coalesce(c.projects, 0)::integer, coalesce(c.targets_met, 0)::integer
      from budget_line l left join moved m on m.line = l.code left join counted c on c.line = l.code
      where l.year = of_year and l.leaf
    $$`;

/** Whether somebody has a password at all: those who act only in imported history have none. */
const signsIn = `
  create function signs_in(person_id integer) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select p.password_hash is not null from person p where p.id = person_id
    $$`;

/** A function whose eyes are the door's. */
const asTheDoor = (name: string, made: string): string => `${made};
  revoke execute on function ${name} from public;
  grant create on schema public to sluice_door;
  alter function ${name} owner to sluice_door;
  revoke create on schema public from sluice_door;
  grant execute on function ${name} to sluice_app, sluice_door`;
