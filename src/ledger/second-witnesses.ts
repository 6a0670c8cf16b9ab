/**
 * What rows beside the ledger say of money, each against the entries that it made: instalments, claims and their rosters, schedules of
 * approvals, budget lines, and the county's own book. Each query gives what differs, and nothing otherwise.
 */
export const witnesses = [
  [
    'instalments',
    `with posted as (
       select project_id, part, array_agg('entry ' || id order by id) as rows,
         sum(case when kind = 'release' then amount_fen::bigint when reverses = 'release' then -amount_fen::bigint else 0 end) as released,
         sum(case when kind = 'authorise' then amount_fen::bigint when reverses = 'authorise' then -amount_fen::bigint else 0 end) as authorised,
         sum(case when kind = 'receipt' then amount_fen::bigint else 0 end) as received
       from entry where part like 'instalment/%' group by project_id, part
     )
     select 'instalment ' || i.project_id || '/' || i.no || ' ' || told.what as subject, told.expected::text, told.found::text,
       array['instalment ' || i.project_id || '/' || i.no] || coalesce(p.rows, '{}') as rows
     from instalment i left join posted p on p.project_id = i.project_id and p.part = 'instalment/' || i.no
       left join document_item d on d.document_id = i.document_id and d.project_id = i.project_id and d.share = i.share
       cross join lateral (values
         ('released', case when i.state = 'reversed' then 0 else i.amount_fen::bigint end, coalesce(p.released, 0)),
         ('authorised', case when i.state = 'reversed' then 0 else i.amount_fen::bigint end, coalesce(p.authorised, 0)),
         ('received', case when i.state = 'received' then i.amount_fen::bigint else 0 end, coalesce(p.received, 0)),
         ('drawn', i.amount_fen::bigint, (select coalesce(sum((x ->> 'amount')::bigint), 0) from jsonb_array_elements(i.drawn) x)),
         ('scheduled', coalesce(d.amount_fen::bigint, 0), i.amount_fen::bigint)
       ) told (what, expected, found)
     where told.expected <> told.found order by i.project_id, i.no`,
  ],
  [
    'claims',
    `with posted as (
       select project_id, part, array_agg('entry ' || id order by id) as rows,
         sum(case when kind = 'payment' then amount_fen::bigint when reverses = 'payment' then -amount_fen::bigint else 0 end) as paid,
         sum(case when kind = 'refund' then amount_fen::bigint else 0 end) as refunded,
         sum(case kind when 'retain' then amount_fen::bigint when 'retain-back' then -amount_fen::bigint else 0 end) as retained
       from entry where part like 'claim/%' group by project_id, part
     )
     select 'claim ' || c.project_id || '/' || c.no || ' ' || told.what as subject, told.expected::text, told.found::text,
       array['claim ' || c.project_id || '/' || c.no] || coalesce(p.rows, '{}') as rows
     from claim c left join posted p on p.project_id = c.project_id and p.part = 'claim/' || c.no
       cross join lateral (values
         ('paid', case when c.state = 'paid' then coalesce(c.paid_fen::bigint, 0) else 0 end, coalesce(p.paid, 0)),
         ('refunded', c.refunded_fen::bigint, coalesce(p.refunded, 0)),
         ('retained', case when c.state in ('paid', 'failed') then coalesce(c.retained_fen::bigint, 0) else 0 end, coalesce(p.retained, 0)),
         ('claimed', (select coalesce(sum((x ->> 'amount')::bigint), 0) from jsonb_array_elements(c.lines) x), c.claimed_fen::bigint)
       ) told (what, expected, found)
     where told.expected <> told.found order by c.project_id, c.no`,
  ],
  [
    'claims',
    `select 'roster ' || r.id as subject, coalesce(p.total, 0)::text as expected, r.total_fen::text as found,
       array['roster ' || r.id] || coalesce(p.rows, '{}') as rows
     from roster r left join (
       select roster_id, sum(amount_fen::bigint) as total, (array_agg('roster_person ' || roster_id || '/' || no order by no))[1:200] as rows
       from roster_person group by roster_id
     ) p on p.roster_id = r.id
     where r.total_fen <> coalesce(p.total, 0) order by r.id`,
  ],
  [
    'documents',
    `with posted as (
       select e.document_id, e.project_id, a.share, sum(e.amount_fen::bigint) as amount, array_agg('entry ' || e.id order by e.id) as rows
       from entry e join account a on a.id = e.to_account_id
       where e.kind = 'commit' and e.document_id is not null group by e.document_id, e.project_id, a.share
     )
     select 'document ' || d.id || ' ' || d.number || ' ' || i.project_id || '/' || i.share as subject,
       i.amount_fen::text as expected, coalesce(p.amount, 0)::text as found,
       array['document_item ' || i.document_id || '/' || i.project_id || '/' || i.share] || coalesce(p.rows, '{}') as rows
     from document d join document_item i on i.document_id = d.id
       left join posted p on p.document_id = i.document_id and p.project_id = i.project_id and p.share = i.share
     where d.kind = 'approval' and d.state = 'confirmed' and i.amount_fen <> coalesce(p.amount, 0)
     order by d.id, i.project_id, i.share`,
  ],
  [
    'budget',
    `select 'line ' || l.year || '/' || l.code as subject, l.budget_fen::text as expected, coalesce(p.amount, 0)::text as found,
       array['budget_line ' || l.year || '/' || l.code] || coalesce(p.rows, '{}') as rows
     from budget_line l join fund_year y on y.year = l.year and y.budget_approved
       left join (
         select a.key, sum(e.amount_fen::bigint) as amount, array_agg('entry ' || e.id order by e.id) as rows
         from entry e join account a on a.id = e.to_account_id where e.kind = 'budget' group by a.key
       ) p on p.key = 'line/' || l.year || '/' || l.code
     where l.leaf and l.budget_fen <> coalesce(p.amount, 0) order by l.year, l.code`,
  ],
  [
    'counties',
    `select 'entry ' || e.id as subject, coalesce(s.region_id, '-') || ' ' || coalesce(told.moved, 0) as expected,
       coalesce(e.region_id, '-') || ' ' || coalesce(e.county_fen, 0) as found, array['entry ' || e.id] as rows
     from entry e join account a on a.id = e.from_account_id join account b on b.id = e.to_account_id
       left join share s on s.project_id = e.project_id and s.no = coalesce(a.share, b.share)
       cross join lateral (select nullif(
         case when b.kind in ('share.available', 'share.retained') then e.amount_fen::bigint else 0 end
         - case when a.kind in ('share.available', 'share.retained') then e.amount_fen::bigint else 0 end, 0) as moved) told
     where (s.region_id, told.moved) is distinct from (e.region_id, e.county_fen::bigint) order by e.id`,
  ],
] as const;
