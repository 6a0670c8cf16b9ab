import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The two chains hold in the database, whoever writes: an entry joins accounts that its kind may join, inside one share;
 * and what left the pools for a share is as much as the authority that was used up for it. The kinds below say the same
 * as `workflows/ledger/chains.ts`, one line for each; a test compares the two.
 */
export class Chains1700000015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const pairs = joins.map(([kind, from, to]) => `('${kind}', '${from}', '${to}')`).join(', ');
    await runner.query(`
      alter table account add constraint account_is_named_by_its_kind check (case when kind like 'share.%'
        then key = 'share/' || project_id || '/' || share || '/' || substr(kind, 7)
        else kind = split_part(key, '/', 1) and project_id is null end);

      create function entry_joins(kind text, from_kind text, to_kind text) returns boolean language sql immutable
        return (kind, from_kind, to_kind) in (${pairs});

      create function entry_joins_its_accounts() returns trigger language plpgsql as $$
        declare
          source account;
          target account;
        begin
          select * into source from account where id = new.from_account_id;
          select * into target from account where id = new.to_account_id;
          -- What is refused by constraints of their own: an account that is not there, or the same twice, a reversal of nothing.
          if source.id is null or target.id is null or source.id = target.id
            or (new.kind = 'reversal') <> (new.reverses is not null) then return new; end if;
          if not (case when new.kind = 'reversal' then entry_joins(new.reverses, target.kind, source.kind)
              else entry_joins(new.kind, source.kind, target.kind) end) then
            raise exception 'no entry % joins % and %', new.kind, source.key, target.key
              using errcode = 'check_violation', constraint = 'entry_joins_its_accounts', table = 'entry';
          end if;
          if (source.project_id, source.share) is distinct from (target.project_id, target.share)
                and source.project_id is not null and target.project_id is not null
              or coalesce(source.project_id, target.project_id) is distinct from new.project_id then
            raise exception 'the entry is of no share that % and % belong to', source.key, target.key
              using errcode = 'check_violation', constraint = 'entry_stays_in_its_share', table = 'entry';
          end if;
          new.region_id := (select s.region_id from share s
            where s.project_id = new.project_id and s.no = coalesce(source.share, target.share));
          new.county_fen := nullif(case when target.kind in (${inCounty}) then new.amount_fen::bigint else 0 end
            - case when source.kind in (${inCounty}) then new.amount_fen::bigint else 0 end, 0);
          return new;
        end $$;
      create trigger entry_joins_its_accounts before insert on entry
        for each row execute function entry_joins_its_accounts();

      -- One statement posts to both chains: after it, all that is released of a share lies somewhere in the money chain.
      create function share_money_is_authorised() returns trigger language plpgsql as $$
        declare
          wrong record;
        begin
          select a.project_id, a.share, sum(case when a.kind = 'share.issued' then -a.balance_fen::bigint else a.balance_fen::bigint end) as over
            into wrong
            from account a
            where a.kind in ('share.issued', ${moneyOfShares})
              and a.project_id in (select e.project_id from new_entry e where e.project_id is not null)
            group by a.project_id, a.share
            having sum(case when a.kind = 'share.issued' then -a.balance_fen::bigint else a.balance_fen::bigint end) <> 0
            limit 1;
          if found then
            raise exception 'share %/% holds % fen more than it is authorised for', wrong.project_id, wrong.share, wrong.over
              using errcode = 'check_violation', constraint = 'share_money_is_authorised', table = 'entry';
          end if;
          return null;
        end $$;
      -- Triggers run in the order of their names: the balances have moved.
      create trigger share_money_is_authorised after insert on entry
        referencing new table as new_entry for each statement execute function share_money_is_authorised();

      -- The county's book, for whoever keeps it: its own shares alone, also of a project that several counties carry out.
      create view county_entry with (security_invoker) as
        select id, kind, county_fen, year, project_id, part, document_id, reverses, subject, subject_id, seq, occurred_at,
          recorded_at, region_id
        from entry
        where county_fen is not null and ((select scope_is_city()) or region_id = (select scope_region()));
      grant select on county_entry to sluice_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view county_entry;
      drop trigger share_money_is_authorised on entry;
      drop trigger entry_joins_its_accounts on entry;
      alter table account drop constraint account_is_named_by_its_kind;
      drop function share_money_is_authorised, entry_joins_its_accounts, entry_joins;
    `);
  }
}

/** Which accounts an entry of a kind joins, from and to; a reversal joins them the other way round. */
const joins: readonly (readonly [kind: string, from: string, to: string])[] = [
  ['assess', 'source', 'levy'],
  ['income', 'source', 'pool'],
  ['income', 'levy', 'pool'],
  ['budget', 'budget', 'line'],
  ['adjustment', 'budget', 'line'],
  ['adjustment', 'line', 'budget'],
  ['carry-over', 'pool', 'source'],
  ['hold', 'pool', 'held'],
  ['hold-lift', 'held', 'pool'],
  ['commit', 'line', 'share.committed'],
  ['move-on', 'share.committed', 'line'],
  ['uncommit', 'share.committed', 'line'],
  ['release', 'pool', 'share.transit'],
  ['authorise', 'share.committed', 'share.issued'],
  ['receipt', 'share.transit', 'share.available'],
  ['payment', 'share.available', 'share.spent'],
  ['payment', 'share.retained', 'share.spent'],
  ['retain', 'share.available', 'share.retained'],
  ['retain-back', 'share.retained', 'share.available'],
  ['refund', 'share.spent', 'share.available'],
  ['clawback', 'share.available', 'pool'],
  ['authority-back', 'share.issued', 'line'],
];

/** Where the money of a share lies once it is released; together they are as much as was issued. */
const moneyOfShares = `'share.transit', 'share.available', 'share.retained', 'share.spent'`;
/** What the county has received and not paid. */
const inCounty = `'share.available', 'share.retained'`;
