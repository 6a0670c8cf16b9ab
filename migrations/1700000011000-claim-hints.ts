import type { MigrationInterface, QueryRunner } from 'typeorm';

const alive = `('submitted', 'checked', 'failed', 'paid')`;

/** What of a claim stands in another one too, of whatever county: an invoice, a paper, the same money to the same payee. */
export class ClaimHints1700000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index claim_lines on claim using gin (lines jsonb_path_ops);

      -- Knows of every county; who asks is told no more than year and county of what they do not see.
      create function claim_hints(of_project integer, of_claim integer)
        returns table (kind text, project_id integer, claim integer, line integer, detail text)
        language sql stable security definer set search_path = public, pg_temp as $$
          with mine as (
            select l.line, l.no::integer as no from claim c cross join jsonb_array_elements(c.lines) with ordinality as l (line, no)
            where c.project_id = of_project and c.no = of_claim
          ), sent as (
            select max(h.occurred_at) as at from history h
            where h.subject = 'project' and h.subject_id = of_project and h.part = 'claim/' || of_claim and h.event = 'claim.submit'
          )
          select 'invoice', o.project_id, o.no, m.no, m.line ->> 'invoice'
          from mine m join claim o on o.state in ${alive} and (o.project_id, o.no) <> (of_project, of_claim)
            and o.lines @> jsonb_build_array(jsonb_build_object('invoice', m.line -> 'invoice', 'payee', m.line -> 'payee'))
          where coalesce(m.line ->> 'invoice', '') <> ''
          union all
          select 'payment', o.project_id, o.no, m.no, m.line ->> 'payee'
          from mine m join claim o on o.state in ${alive} and (o.project_id, o.no) <> (of_project, of_claim)
            and o.lines @> jsonb_build_array(jsonb_build_object('payee', m.line -> 'payee', 'amount', m.line -> 'amount'))
            cross join sent s
          where exists (
            select from history h
            where h.subject = 'project' and h.subject_id = o.project_id and h.part = 'claim/' || o.no and h.event = 'claim.submit'
              and h.occurred_at between s.at - interval '90 days' and s.at + interval '90 days')
          union all
          select distinct 'paper', o.project_id, split_part(o.about, '/', 2)::integer, null::integer, p.name
          from paper p join paper o on o.hash = p.hash and o.state = 'kept' and o.about like 'claim/%'
            and (o.project_id, o.about) <> (p.project_id, p.about)
          where p.project_id = of_project and p.about = 'claim/' || of_claim and p.state = 'kept'
        $$;
      create function places_of_projects(ids integer[]) returns table (id integer, year integer, region_id text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select p.id, p.year, p.region_id from project p where p.id = any(ids)
        $$;
      revoke execute on function claim_hints, places_of_projects from public;
      grant create on schema public to sluice_door;
      alter function claim_hints owner to sluice_door;
      alter function places_of_projects owner to sluice_door;
      revoke create on schema public from sluice_door;
      grant execute on function claim_hints, places_of_projects to sluice_app, sluice_door;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function claim_hints, places_of_projects; drop index claim_lines;');
  }
}
