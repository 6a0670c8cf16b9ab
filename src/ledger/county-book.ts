import type { EntityManager } from 'typeorm';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { BookQuery } from './ledger.dto.js';

/** A line of the book: what a county received, paid or gave back, with what stands behind it. Money in fen. */
export interface BookRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly kind: string;
  readonly reverses: string | null;
  readonly part: string | null;
  readonly in: string;
  readonly out: string;
  /** Of what is filtered, after this line. */
  readonly balance: string;
  readonly regionName: string;
  readonly line: string;
  readonly lineName: string;
  readonly project: { readonly id: number; readonly code: string; readonly title: string };
  readonly document: { readonly id: number; readonly issuer: string; readonly number: string } | null;
  readonly voucher: string | null;
  /** The decision behind it: who, as what, and which line of the project's history. */
  readonly event: string;
  readonly seq: number;
  readonly person: string | null;
  readonly organisation: string | null;
}

export interface BookTotals {
  readonly opening: string;
  readonly in: string;
  readonly out: string;
  readonly closing: string;
  readonly entries: number;
}

type Filters = Pick<BookQuery, 'region' | 'year' | 'line' | 'organisation' | 'project' | 'from' | 'until'>;

const midnight = (day: string) => `(${day}::date)::timestamp at time zone 'Asia/Shanghai'`;

/** What is filtered, in any period. Without a project's filter no project is looked up. */
function conditions({ region, year, line, organisation, project }: Filters): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const all: string[] = [];
  const add = (condition: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    all.push(condition(`$${values.length}`));
  };
  add((place) => `e.region_id = ${place}`, region);
  add((place) => `e.year = ${place}`, year);
  add((place) => `e.project_id = ${place}`, project);
  add((place) => `exists (select from project p where p.id = e.project_id and p.line = ${place})`, line);
  add(
    (place) => `exists (select from project p where p.id = e.project_id and p.applicant_organisation_id = ${place})`,
    organisation,
  );
  return { text: all.join(' and ') || 'true', values };
}

/**
 * The lines of the period after `after`, the oldest first, each with the balance that it led to. The balance before the
 * page is summed from the index alone, so that a page costs the same wherever it lies in the book.
 */
export async function bookLines(
  manager: EntityManager,
  filters: Filters,
  after: string | null,
  limit: number,
): Promise<BookRow[]> {
  const { text, values } = conditions(filters);
  const place = (value: unknown) => `$${values.push(value)}`;
  const from = filters.from && midnight(place(filters.from));
  const until = filters.until && `e.occurred_at < ${midnight(place(filters.until))} + interval '1 day'`;
  // Where the page begins: behind the line that the last one ended with, else at the first day.
  const last = after === null ? null : place(after);
  const start = last && `(select l.occurred_at, l.id from county_entry l where l.id = ${last}::bigint)`;
  const begun = start ? `(e.occurred_at, e.id) > ${start}` : from ? `e.occurred_at >= ${from}` : 'true';
  const before = start ? `(e.occurred_at, e.id) <= ${start}` : from ? `e.occurred_at < ${from}` : 'false';
  return manager.query<BookRow[]>(
    `with page as (
       select e.* from county_entry e where ${[text, begun, until].filter(Boolean).join(' and ')}
       order by e.occurred_at, e.id limit ${place(limit)}
     ), opening as (
       select coalesce(sum(e.county_fen::bigint), 0) as balance from county_entry e where ${text} and ${before}
     )
     select e.id::text, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.kind, e.reverses, e.part,
       greatest(e.county_fen::bigint, 0)::text as "in", greatest(-e.county_fen::bigint, 0)::text as "out",
       ((select balance from opening) + sum(e.county_fen::bigint) over (order by e.occurred_at, e.id))::text as balance,
       g.name as "regionName", p.line, l.name as "lineName",
       json_build_object('id', p.id, 'code', p.code, 'title', p.title) as project,
       case when d.id is not null then json_build_object('id', d.id, 'issuer', d.issuer, 'number', d.number) end as document,
       h.payload ->> 'voucher' as voucher, h.event, h.seq, n.name as person, o.name as organisation
     from page e join region g on g.id = e.region_id
       join project p on p.id = e.project_id join budget_line l on l.year = p.year and l.code = p.line
       left join document d on d.id = e.document_id
       join history h on h.subject = e.subject and h.subject_id = e.subject_id and h.seq = e.seq
       left join person n on n.id = h.person_id
       left join membership m on m.id = h.membership_id left join organisation o on o.id = m.organisation_id
     order by e.occurred_at, e.id`,
    values,
  );
}

/** What the period began with, what came and went, and what it ended with. */
export async function bookTotals(manager: EntityManager, filters: Filters): Promise<BookTotals> {
  const { from, until } = filters;
  if (from && until && from > until) throw new DomainError('invalid', 'book.period-reversed', { from, until });
  const { text, values } = conditions(filters);
  const place = (value: unknown) => `$${values.push(value)}`;
  const isBefore = from ? `e.occurred_at < ${midnight(place(from))}` : 'false';
  const end = until ? ` and e.occurred_at < ${midnight(place(until))} + interval '1 day'` : '';
  const [totals] = await manager.query<BookTotals[]>(
    `select coalesce(sum(moved) filter (where early), 0)::text as opening,
       coalesce(sum(moved) filter (where not early and moved > 0), 0)::text as "in",
       coalesce(-sum(moved) filter (where not early and moved < 0), 0)::text as "out",
       coalesce(sum(moved), 0)::text as closing, (count(*) filter (where not early))::int as entries
     from (select e.county_fen::bigint as moved, ${isBefore} as early from county_entry e where ${text}${end}) of_book`,
    values,
  );
  return totals!;
}
