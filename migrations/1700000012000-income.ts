import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is owed to a fund year, what came in of it, and what is held back. The amounts themselves move in the ledger. */
export class Income1700000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table levy (
        year integer not null references fund_year,
        region_id text not null references region,
        state text not null constraint levy_state check (state in ('rated', 'assessed', 'notified', 'settled')),
        -- Parts per million: 4000 is 0.4 %.
        rate_ppm integer constraint levy_rate check (rate_ppm between 1 and 1000000),
        revenue_fen fen,
        amount_fen fen constraint levy_amount_positive check (amount_fen > 0),
        source text,
        assessed_on date,
        notified_on date,
        due_on date,
        reason text,
        primary key (year, region_id),
        foreign key (year, source) references income_source (year, code),
        -- To the fen, half up. Where only the amount is known there is no revenue.
        constraint levy_follows_from_revenue_and_rate check (revenue_fen is null
          or coalesce(amount_fen::numeric = round(revenue_fen::numeric * rate_ppm / 1000000), false)),
        constraint levy_is_assessed check ((state = 'rated') = (amount_fen is null) and (amount_fen is null) = (source is null)),
        constraint levy_is_due_on_a_day check (state <> 'notified' or due_on is not null)
      );

      create table income_receipt (
        year integer not null references fund_year,
        no integer not null,
        state text not null constraint income_receipt_state
          check (state in ('reported', 'confirmed', 'refused', 'reversing', 'reversed')),
        source text not null,
        region_id text references region,
        amount_fen fen not null constraint income_receipt_positive check (amount_fen > 0),
        received_on date not null,
        voucher text,
        reported_by integer references person,
        recorded_by integer references person,
        reason text,
        reversed_by integer references person,
        primary key (year, no),
        foreign key (year, source) references income_source (year, code),
        constraint income_receipt_not_too_early check (received_on >= make_date(year - 1, 1, 1)),
        constraint income_receipt_says_why check (state in ('reported', 'confirmed') or reason is not null)
      );
      create index income_receipt_source on income_receipt (year, source);

      create table income_hold (
        year integer not null references fund_year,
        no integer not null,
        state text not null constraint income_hold_state check (state in ('held', 'lifted')),
        earmark text,
        amount_fen fen not null constraint income_hold_positive check (amount_fen > 0),
        lifted_fen fen not null constraint income_hold_lifted_within check (lifted_fen between 0 and amount_fen),
        reason text not null,
        held_by integer references person,
        held_on date not null,
        primary key (year, no),
        constraint income_hold_is_lifted check ((state = 'lifted') = (lifted_fen = amount_fen))
      );

      create function receipt_stays() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' or old.state in ('refused', 'reversed')
              or (new.year, new.no, new.source, new.amount_fen) <> (old.year, old.no, old.source, old.amount_fen)
              -- On which day it came, whoever confirms it says.
              or old.state <> 'reported' and new.received_on <> old.received_on then
            raise exception 'a receipt is reversed, never deleted or exchanged' using errcode = 'restrict_violation';
          end if;
          return new;
        end $$;
      create trigger receipt_stays before delete or update on income_receipt for each row execute function receipt_stays();
      create unique index income_is_reversed_once on entry (year, part) where reverses = 'income';

      grant select on levy, income_receipt, income_hold to sluice_app, sluice_door;
      grant insert, update on levy, income_receipt, income_hold to sluice_door;
    `);
    await runner.query(incomeOfYear);
    for (const [table, seen] of Object.entries(policies)) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy door on ${table} to sluice_door using (true) with check (true);
        create policy seen on ${table} for select to sluice_app using (${seen});
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function income_of_year;
      drop index income_is_reversed_once;
      drop table levy, income_receipt, income_hold;
      drop function receipt_stays();
    `);
  }
}

/**
 * What is planned, came in, and came after the year's end, of each source: sums of entries, less what was reversed. A levy
 * without a due date is due at the year's end.
 */
const incomeOfYear = `
  create function income_of_year(of_year integer)
    returns table (source text, kind text, planned bigint, received bigint, received_late bigint, due_on date)
    language sql stable security definer set search_path = public, pg_temp as $$
      select s.code, s.kind, s.planned_fen::bigint, coalesce(m.received, 0)::bigint, coalesce(m.received_late, 0)::bigint,
        coalesce(l.due_on, make_date(of_year, 12, 31))
      from income_source s left join levy l on l.year = s.year and l.source = s.code left join (
        select r.source, sum(signed) as received, sum(signed) filter (where r.received_on > make_date(of_year, 12, 31)) as received_late
        from entry e join income_receipt r on r.year = e.year and e.part = 'receipt/' || r.no
          cross join lateral (select case e.kind when 'income' then e.amount_fen::bigint else -e.amount_fen::bigint end as signed) as amount
        where e.year = of_year and (e.kind = 'income' or e.reverses = 'income') group by r.source
      ) m on m.source = s.code
      where s.year = of_year
    $$;
  revoke execute on function income_of_year from public;
  grant create on schema public to sluice_door;
  alter function income_of_year owner to sluice_door;
  revoke create on schema public from sluice_door;
  grant execute on function income_of_year to sluice_app, sluice_door`;

/** How a levy came about, and each payment, is for its region and the city; what came to in all is published with the income. */
const ofRegion = `(select scope_is_city()) or region_id = (select scope_region())`;
const policies = {
  levy: ofRegion,
  income_receipt: ofRegion,
  income_hold: `(select scope_person()) is not null`,
};
