import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two plain roles, and what each may do to each table. `sluice_app` serves requests: it reads, and writes ordinary rows.
 * `sluice_door` alone writes states, history, spans, parts and entries. Nobody changes or deletes what is recorded.
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
      grant insert on document_item, account, request, notice to sluice_door;
      -- Balances follow from entries, by a trigger that runs as whoever posts and refuses every other writer.
      grant update (balance_fen) on account to sluice_door;
      grant insert, update, delete on outbox to sluice_door;
      grant usage on sequence project_id_seq to sluice_door;
      -- Imports, the demo city and the operator found years, organisations and people.
      grant insert, update on ${plans}, ${people}, draft to sluice_door;
      -- Whoever administers people ends their sessions and lifts their locks, and opens no session for anybody.
      grant insert on people_change to sluice_door;
      grant update (token_hash), delete on session to sluice_door;
      grant select, insert, update, delete on sign_in_attempt to sluice_door;

      -- Requests.
      grant select on ${parts}, project, share, draft, revision, span, history, refusal, document, document_item,
        account, entry, notice, people_change, ${plans}, ${people} to sluice_app;
      grant select, insert, update, delete on session, sign_in_attempt to sluice_app;
      -- No more than a lock: whoever signs in waits for a new password under way.
      grant update (id) on person to sluice_app;
      grant update (content, version, updated_by, updated_at) on draft to sluice_app;
      grant update (read_at) on notice to sluice_app;
      -- No more than a lock: whoever saves a draft waits for a submission under way.
      grant update (id) on project to sluice_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke all on all tables in schema public from sluice_app, sluice_door;
      revoke all on all sequences in schema public from sluice_app, sluice_door;
      revoke all on schema public from sluice_app, sluice_door;
    `);
  }
}

const parts =
  'opinion, seat, objection, instalment, change, inspection, claim, self_evaluation, milestone, progress, spot_check';
/** What only grows. */
const recorded = 'history, refusal, revision, entry';
const decided = `project, share, span, document, ${parts}`;
const plans = 'fund_year, income_source, budget_line, earmark_line, budget_standard';
const people = 'region, organisation, person, membership';
const all = `${recorded}, ${decided}, people_change, document_item, account, request, notice, outbox, draft, session, ${plans}, ${people}`;

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
