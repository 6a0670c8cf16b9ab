import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fund years, their planned income, and the budget tree. What came in and what is left stands in the ledger. */
export class Funds1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fund_year (
        year integer primary key constraint fund_year_is_plausible check (year between 2000 and 2200),
        state text not null default 'open' constraint fund_year_state check (state in ('open', 'closed')),
        budget_approved boolean not null default false,
        -- Of the drafted tree of lines.
        budget_version integer not null default 1,
        version integer not null default 1,
        history_length integer not null default 0,
        -- Of a closed year: the one that took over what was left.
        next_year integer references fund_year constraint fund_year_next_is_later check (next_year > year)
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
        -- Part of account keys and addresses.
        code text not null constraint budget_line_code_is_plain check (code ~ '^[^[:space:][:cntrl:]/]{1,40}$'),
        parent_code text constraint budget_line_is_not_below_itself check (parent_code <> code),
        -- Its place in the whole tree.
        position integer not null default 0,
        name text not null,
        budget_fen fen not null constraint budget_line_not_negative check (budget_fen >= 0),
        leaf boolean not null,
        mode text constraint budget_line_mode check (mode in ('standard', 'build_first', 'filing', 'actual_cost', 'direct_transfer')),
        evaluated boolean not null default true,
        -- Released and spent as a whole; no project is on it.
        without_projects boolean not null default false
          constraint budget_line_spent_whole_is_a_leaf check (not without_projects or leaf and mode is null),
        department_id integer references organisation,
        note text,
        primary key (year, code),
        -- A heading's figure is always the sum of its leaves, and never one of its own.
        constraint budget_line_heading_has_no_amount check (leaf or budget_fen = 0),
        foreign key (year, parent_code) references budget_line (year, code)
      );
      create index budget_line_parent on budget_line (year, parent_code);

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
        quantity numeric(14, 4) not null constraint budget_standard_quantity_not_negative check (quantity >= 0),
        unit text not null,
        rate_fen fen not null constraint budget_standard_rate_not_negative check (rate_fen >= 0),
        -- Whether the leaf's amount follows from it; one that only explains does not count.
        counted boolean not null default true,
        primary key (year, line, no),
        foreign key (year, line) references budget_line (year, code)
      );

      -- Each line with itself and all lines above it, and where it stands when the tree is read from top to bottom.
      create function budget_tree(of_year integer) returns table (code text, ancestors text[], place text[])
        language sql stable as $$
          with recursive tree as (
            select l.code, array[l.code] as ancestors, array[lpad(l.position::text, 10, '0') || l.code] as place
            from budget_line l where l.year = of_year and l.parent_code is null
            union all
            select l.code, t.ancestors || l.code, t.place || (lpad(l.position::text, 10, '0') || l.code)
            from tree t join budget_line l on l.year = of_year and l.parent_code = t.code
          )
          select tree.code, tree.ancestors, tree.place from tree
        $$;
    `);
    await runner.query(soundTree);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function budget_tree;
      drop table budget_standard, earmark_line, budget_line, income_source, fund_year;
      drop function budget_tree_is_sound, approved_budget_stays;
    `);
  }
}

/**
 * What no single row can say is asked when the transaction ends: only headings have lines below them, every line hangs
 * under a root, and a leaf's amount is what its standards come to.
 */
const soundTree = `
  create function budget_tree_is_sound() returns trigger language plpgsql as $$
    declare
      of_year integer := coalesce(new.year, old.year);
      found text;
    begin
      select p.code into found from budget_line l join budget_line p on p.year = l.year and p.code = l.parent_code
        where l.year = of_year and p.leaf limit 1;
      if found is not null then
        raise exception 'line % has lines below it and is no leaf', found
          using errcode = 'check_violation', constraint = 'budget_line_leaf_has_nothing_below';
      end if;
      select l.code into found from budget_line l
        where l.year = of_year and not exists (select from budget_tree(of_year) t where t.code = l.code) limit 1;
      if found is not null then
        raise exception 'line % is below itself', found
          using errcode = 'check_violation', constraint = 'budget_line_hangs_in_no_circle';
      end if;
      select l.code into found from budget_line l
        where l.year = of_year and not (l.leaf and not l.without_projects)
          and exists (select from project p where p.year = of_year and p.line = l.code) limit 1;
      if found is not null then
        raise exception 'line % has projects', found
          using errcode = 'check_violation', constraint = 'budget_line_of_projects_stays_a_leaf';
      end if;
      select l.code into found from budget_line l join (
          select s.line, sum(round(s.quantity * s.rate_fen)) as total from budget_standard s
          where s.year = of_year and s.counted group by s.line
        ) s on s.line = l.code
        where l.year = of_year and l.budget_fen <> s.total limit 1;
      if found is not null then
        raise exception 'the amount of line % is not what its standards come to', found
          using errcode = 'check_violation', constraint = 'budget_line_follows_its_standards';
      end if;
      return null;
    end $$;
  create constraint trigger budget_tree_is_sound after insert or update or delete on budget_line
    deferrable initially deferred for each row execute function budget_tree_is_sound();
  create constraint trigger budget_tree_is_sound after insert or update or delete on budget_standard
    deferrable initially deferred for each row execute function budget_tree_is_sound();

  -- What was approved is changed by adjustments, which are entries: the tree itself stays.
  create function approved_budget_stays() returns trigger language plpgsql as $$
    begin
      if (select budget_approved from fund_year where year = old.year) then
        raise exception 'the budget of % is approved', old.year using errcode = 'restrict_violation';
      end if;
      return coalesce(new, old);
    end $$;
  create trigger approved_budget_stays before update of budget_fen, parent_code, leaf, without_projects or delete on budget_line
    for each row execute function approved_budget_stays();
  create trigger approved_budget_stays before update or delete on budget_standard
    for each row execute function approved_budget_stays()`;
