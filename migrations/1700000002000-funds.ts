import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fund years, their planned income, and the budget tree. What came in and what is left stands in the ledger. */
export class Funds1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fund_year (
        year integer primary key constraint fund_year_is_plausible check (year between 2000 and 2200),
        state text not null default 'open' constraint fund_year_state check (state in ('open', 'closed')),
        budget_approved boolean not null default false,
        version integer not null default 1,
        history_length integer not null default 0
      );

      create table income_source (
        year integer not null references fund_year,
        code text not null,
        name text not null,
        kind text not null constraint income_source_kind check (kind in ('levy', 'carry_over', 'surplus', 'extra', 'counterpart')),
        region_id text references region,
        planned_fen fen not null constraint income_source_planned_not_negative check (planned_fen >= 0),
        -- Income that may only be spent on certain lines goes into a pool of this name.
        earmark text,
        note text,
        primary key (year, code)
      );

      create table budget_line (
        year integer not null references fund_year,
        code text not null,
        parent_code text,
        name text not null,
        budget_fen fen not null constraint budget_line_not_negative check (budget_fen >= 0),
        leaf boolean not null,
        mode text constraint budget_line_mode check (mode in ('standard', 'build_first', 'filing', 'actual_cost', 'direct_transfer')),
        evaluated boolean not null default true,
        department_id integer references organisation,
        note text,
        primary key (year, code),
        foreign key (year, parent_code) references budget_line (year, code)
      );

      -- Which lines earmarked income may be spent on.
      create table earmark_line (
        year integer not null,
        earmark text not null,
        line text not null,
        primary key (year, earmark, line),
        foreign key (year, line) references budget_line (year, code)
      );

      create table budget_standard (
        year integer not null,
        line text not null,
        no integer not null,
        basis text not null,
        quantity numeric(14, 4) not null,
        unit text not null,
        rate_fen fen not null,
        primary key (year, line, no),
        foreign key (year, line) references budget_line (year, code)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table budget_standard, earmark_line, budget_line, income_source, fund_year');
  }
}
