import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How fund years are closed, and that a closed one takes nothing but reversals. */
export class YearEnd1700000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As one person recorded it from the document; a second one confirms, and the year is closed.
      create table year_closing (
        year integer primary key references fund_year,
        next_year integer not null constraint year_closing_goes_on_later check (next_year > year),
        issuer text not null,
        number text not null,
        issued_on date not null,
        lines jsonb not null,
        recorded_by integer references person,
        confirmed_by integer references person,
        constraint year_closing_needs_two check (confirmed_by <> recorded_by)
      );

      -- A project that went on when its year was closed: under which year's budget, and on which of its lines.
      alter table project
        add funded_year integer,
        add funded_line text,
        add constraint project_funded_by_a_line check ((funded_year is null) = (funded_line is null)),
        add foreign key (funded_year, funded_line) references budget_line (year, code);
      create index project_funded on project (funded_year) where funded_year is not null;

      -- Whoever closes holds the year's row for update, and waits for those who hold its key: either they are committed
      -- and seen, or they come after it and are refused here. That one is tried anew by the door, and then sees it closed.
      create function closed_year_takes_reversals() returns trigger language plpgsql as $$
        declare
          found integer;
        begin
          perform from fund_year y where y.year in (select year from new_entry) for key share;
          select e.year into found from new_entry e join fund_year y on y.year = e.year
            where y.state = 'closed' and e.kind <> 'reversal' limit 1;
          if found is not null then
            raise exception 'the fund year % is closed and takes reversals only', found using errcode = 'serialization_failure',
              constraint = 'closed_year_takes_reversals';
          end if;
          return null;
        end $$;
      create trigger closed_year_takes_reversals after insert on entry
        referencing new table as new_entry for each statement execute function closed_year_takes_reversals();

      create function closed_year_stays() returns trigger language plpgsql as $$
        begin
          if old.next_year is not null and (new.state, new.next_year) is distinct from (old.state, old.next_year) then
            raise exception 'the fund year % is closed for good', old.year using errcode = 'restrict_violation';
          end if;
          return new;
        end $$;
      create trigger closed_year_stays before update on fund_year for each row execute function closed_year_stays();

      grant select on year_closing to sluice_app, sluice_door;
      grant insert, update on year_closing to sluice_door;
      alter table year_closing enable row level security;
      alter table year_closing force row level security;
      create policy door on year_closing to sluice_door using (true) with check (true);
      create policy seen on year_closing for select to sluice_app using ((select scope_person()) is not null);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table year_closing;
      drop trigger closed_year_takes_reversals on entry;
      drop trigger closed_year_stays on fund_year;
      drop function closed_year_takes_reversals(), closed_year_stays();
      alter table project drop funded_year, drop funded_line;
    `);
  }
}
