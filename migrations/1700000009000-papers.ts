import type { MigrationInterface, QueryRunner } from 'typeorm';

const classes = `('feasibility', 'budget', 'design', 'contract', 'acceptance', 'invoice', 'photo', 'decision', 'other')`;

/** Papers (附件): what was uploaded, by whom, and which of it belongs to which project. The bytes are kept elsewhere, by hash. */
export class Papers1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for the same bytes, however often they were brought. Its lock decides between who brings and who sweeps.
      create table stored_file (
        hash text primary key constraint stored_file_hash check (hash ~ '^[0-9a-f]{64}$'),
        bytes integer not null constraint stored_file_not_empty check (bytes > 0),
        media_type text not null,
        -- As the camera's clock had it.
        taken_at timestamp,
        latitude double precision constraint stored_file_latitude check (latitude between -90 and 90),
        longitude double precision constraint stored_file_longitude check (longitude between -180 and 180),
        stored_at timestamptz not null
      );

      -- What an organisation brings; nobody else may name it. Without a hash it is still arriving.
      create table upload (
        id text primary key,
        organisation_id integer not null references organisation,
        person_id integer not null references person,
        class text not null constraint upload_class check (class in ${classes}),
        name text not null,
        bytes integer not null constraint upload_not_empty check (bytes > 0),
        hash text references stored_file,
        begun_at timestamptz not null
      );
      create index upload_named on upload (organisation_id, hash);
      create index upload_hash on upload (hash);
      create index upload_begun on upload (begun_at);

      create table paper (
        project_id integer not null references project,
        no integer not null,
        version integer not null,
        state text not null constraint paper_state check (state in ('kept', 'void')),
        class text not null constraint paper_class check (class in ${classes}),
        name text not null,
        hash text not null references stored_file,
        bytes integer not null,
        media_type text not null,
        taken_at timestamp,
        latitude double precision,
        longitude double precision,
        event text not null,
        about text,
        share integer,
        organisation_id integer not null references organisation,
        brought_by integer not null references person,
        brought_on date not null,
        voided_by integer references person,
        voided_on date,
        reason text,
        primary key (project_id, no),
        constraint paper_void_says_who check ((state = 'void') = (voided_by is not null) and (voided_by is null) = (voided_on is null))
      );
      create index paper_hash on paper (hash);
      create index paper_organisation on paper (organisation_id);

      -- The scan of the signed original. What was recorded from paper by an import of past years has none.
      alter table document
        add scan_hash text references stored_file,
        add scan_name text,
        add constraint document_scan_has_a_name check ((scan_hash is null) = (scan_name is null));
      create index document_scan on document (scan_hash) where scan_hash is not null;

      create function paper_is_kept() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' or new.hash <> old.hash or old.state = 'void' then
            raise exception 'a paper is voided, never deleted or exchanged' using errcode = 'restrict_violation';
          end if;
          return new;
        end $$;
      create trigger paper_is_never_deleted before delete or update on paper
        for each row execute function paper_is_kept();

      grant select on paper, upload, stored_file to sluice_app, sluice_door;
      grant insert, update on paper to sluice_door;
      -- Requests bring and give up uploads; of stored files they hold the lock.
      grant insert, update (hash), delete on upload to sluice_app;
      grant insert, update (stored_at) on stored_file to sluice_app;
      -- What commands name is locked; the sweep removes what nothing names.
      grant update (id), delete on upload to sluice_door;
      grant insert, update (stored_at), delete on stored_file to sluice_door;
      grant insert on upload to sluice_door;

      alter table paper enable row level security;
      alter table paper force row level security;
      create policy door on paper to sluice_door using (true) with check (true);
      create policy seen on paper for select to sluice_app using ((select scope_is_city()) or project_is_seen(project_id));

      -- What was brought and belongs to no project yet is its organisation's; a draft names it, and the city reads drafts.
      alter table upload enable row level security;
      alter table upload force row level security;
      create policy door on upload to sluice_door using (true) with check (true);
      create policy seen on upload for select to sluice_app
        using ((select scope_is_city()) or organisation_id = (select scope_organisation()));
      create policy brought on upload to sluice_app using (organisation_id = (select scope_organisation()));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table document drop scan_hash, drop scan_name;
      drop table paper, upload, stored_file;
      drop function paper_is_kept();
    `);
  }
}
