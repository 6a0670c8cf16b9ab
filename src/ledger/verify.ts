import type { DataSource } from 'typeorm';
import { kindOfAccount, shareAccount } from '../../workflows/ledger/accounts.js';
import { situationOf } from '../../workflows/decide-in-order.js';
import { system } from '../../workflows/actor.js';
import { statesOf } from '../../workflows/project/check.js';
import type { ProjectFacts, Span } from '../../workflows/project/facts.js';
import { nodeOf } from '../../workflows/project/lifecycles.js';
import { partMachines } from '../../workflows/project/part-machines.js';
import { partKinds } from '../../workflows/project/parts.js';
import { holders } from '../../workflows/project/spans.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import { reading, type Tx } from '../database/transaction.js';
import { loadWorld } from '../door/facts.js';
import { witnesses } from './second-witnesses.js';
import { type PastEvent, shareMoneyByHistory } from './share-money-by-history.js';

/** One thing that does not agree with another. `rows` are those to look at. */
export interface Difference {
  readonly check: CheckName;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
  readonly rows: readonly string[];
}

export const checkNames = [
  'balances',
  'overdrawn',
  'shares',
  'claims',
  'income',
  'spans',
  'states',
  'history',
  'entries',
  'instalments',
  'documents',
  'budget',
  'counties',
] as const;
export type CheckName = (typeof checkNames)[number];

const atOnce = 200;

/**
 * The proof of the books: what is kept in more than one place must agree, to the fen. In one snapshot, writing nothing:
 * balances with the entries, every share's money with a second reckoning from its history, documents and parts, paid
 * claims with what is spent, levies, receipts and holds with their entries, open spans with who must act by the states, histories without a gap. Empty when all agrees.
 */
export async function differencesInBooks(
  dataSource: DataSource,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Difference[]> {
  return reading(dataSource, async (tx) => {
    await tx.manager.query('begin isolation level repeatable read, read only');
    try {
      const found = [...(await inSql(tx)), ...(await inProjects(tx, progress))];
      return found.sort((a, b) => checkNames.indexOf(a.check) - checkNames.indexOf(b.check));
    } finally {
      await tx.manager.query('rollback');
    }
  });
}

interface Row {
  subject: string;
  expected: string;
  found: string;
  rows: string[];
}

/** Each gives what differs, and nothing otherwise. */
const queries: readonly (readonly [CheckName, string])[] = [
  [
    'balances',
    `select a.key as subject, coalesce(m.total, 0)::text as expected, a.balance_fen::text as found,
       array['account ' || a.id] || coalesce(m.entries, '{}') as rows
     from account a left join (
       select account_id, sum(amount) as total, (array_agg('entry ' || id order by id desc))[1:20] as entries from (
         select id, from_account_id as account_id, -amount_fen::bigint as amount from entry
         union all select id, to_account_id, amount_fen::bigint from entry
       ) moved group by account_id
     ) m on m.account_id = a.id
     where a.balance_fen <> coalesce(m.total, 0) order by a.key`,
  ],
  [
    'overdrawn',
    `select key as subject, '>= 0' as expected, balance_fen::text as found, array['account ' || id] as rows
     from account where balance_fen < 0 and kind not in ('source', 'budget') order by key`,
  ],
  [
    'claims',
    `select 'share ' || s.project_id || '/' || s.no as subject, coalesce(c.paid, 0)::text as expected,
       coalesce(a.balance_fen, 0)::text as found, coalesce(c.rows, '{}') as rows
     from share s join project p on p.id = s.project_id and p.mode <> 'direct_transfer'
       left join account a on a.project_id = s.project_id and a.share = s.no and a.kind = 'share.spent'
       left join (
         select project_id, share, sum(paid_fen::bigint - refunded_fen::bigint) as paid, array_agg('claim ' || project_id || '/' || no order by no) as rows
         from claim where state = 'paid' group by project_id, share
       ) c on c.project_id = s.project_id and c.share = s.no
     where coalesce(c.paid, 0) <> coalesce(a.balance_fen, 0) order by s.project_id, s.no`,
  ],
  [
    'income',
    `with told as (
       select 'levy ' || l.year || '/' || l.region_id as subject, l.amount_fen::bigint as expected, coalesce((
           select sum(case e.kind when 'assess' then e.amount_fen::bigint else -e.amount_fen::bigint end) from entry e
           where e.year = l.year and (e.kind = 'assess' and e.to_account_id = a.id or e.reverses = 'assess' and e.from_account_id = a.id)
         ), 0) as found
       from levy l left join account a on a.key = 'levy/' || l.year || '/' || l.source where l.amount_fen is not null
       union all
       select 'levy ' || l.year || '/' || l.region_id || ' planned', l.amount_fen::bigint, s.planned_fen::bigint
       from levy l join income_source s on s.year = l.year and s.code = l.source
       union all
       select 'receipt ' || r.year || '/' || r.no,
         case when r.state in ('confirmed', 'reversing') then r.amount_fen::bigint else 0 end, coalesce((
           select sum(case e.kind when 'income' then e.amount_fen::bigint else -e.amount_fen::bigint end) from entry e
           where e.year = r.year and e.part = 'receipt/' || r.no and (e.kind = 'income' or e.reverses = 'income')), 0)
       from income_receipt r
       union all
       select 'holds ' || coalesce(h.key, a.key), coalesce(h.held, 0), coalesce(a.balance_fen::bigint, 0)
       from (select 'held/' || year || coalesce('/' || earmark, '') as key, sum(amount_fen::bigint - lifted_fen::bigint) as held
           from income_hold group by year, earmark) h
         full join (select key, balance_fen from account where kind = 'held') a on a.key = h.key
     )
     select subject, expected::text, found::text, case
         when subject like 'receipt %' then array['income_' || subject]
         when subject like 'holds %' then array(select 'income_hold ' || h.year || '/' || h.no from income_hold h
           where 'holds held/' || h.year || coalesce('/' || h.earmark, '') = subject order by h.year, h.no)
         else array[subject] end as rows
     from told where expected <> found order by subject`,
  ],
  [
    'history',
    `with subject as (
       select 'project'::history_subject as subject, id, history_length, state from project
       union all select 'document', id, history_length, state from document
       union all select 'fundYear', year, history_length, null from fund_year
     ), told as (
       select subject, subject_id, count(*) as length, min(seq) as first, max(seq) as last from history group by subject, subject_id
     )
     select s.subject || ' ' || s.id as subject, '1..' || s.history_length as expected,
       coalesce(t.first || '..' || t.last || ' (' || t.length || ')', 'none') as found,
       array['history ' || s.subject || '/' || s.id] as rows
     from subject s left join told t on t.subject = s.subject and t.subject_id = s.id
     where s.history_length <> coalesce(t.length, 0) or (t.length > 0 and (t.first <> 1 or t.last <> t.length))
     order by s.subject, s.id`,
  ],
  [
    'states',
    `select h.subject || ' ' || h.subject_id as subject, h.to_state as expected, coalesce(p.state, d.state, 'none') as found,
       array['history ' || h.subject || '/' || h.subject_id || '/' || h.seq] as rows
     from (select distinct on (subject, subject_id) * from history order by subject, subject_id, seq desc) h
       left join project p on h.subject = 'project' and p.id = h.subject_id
       left join document d on h.subject = 'document' and d.id = h.subject_id
     where h.subject <> 'fundYear' and h.to_state is not null and h.to_state is distinct from coalesce(p.state, d.state)
     order by h.subject, h.subject_id`,
  ],
  [
    'entries',
    `select 'entry ' || e.id as subject, 'history ' || e.subject || '/' || e.subject_id || '/' || e.seq as expected,
       'none' as found, array['entry ' || e.id] as rows
     from entry e where not exists (select 1 from history h
       where h.subject = e.subject and h.subject_id = e.subject_id and h.seq = e.seq) order by e.id`,
  ],
];

async function inSql(tx: Tx): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [check, query] of [...queries, ...witnesses]) {
    const rows = await tx.manager.query<Row[]>(query);
    found.push(...rows.map((row) => ({ check, ...row })));
  }
  return found;
}

// Holders are compared by who they are; what day it is decides nothing about that, so neither does the calendar.
const anyDay = '2022-01-04T01:00:00Z';
const noHolidays: Calendar = { holidays: new Set(), makeUpDays: new Set() };

async function inProjects(tx: Tx, progress: (done: number, total: number) => void): Promise<Difference[]> {
  const ids = (await tx.named<{ id: number }>('verify.projects', 'select id from project order by id', [])).map(
    (row) => row.id,
  );
  const found: Difference[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const projects = ids.slice(from, from + atOnce);
    const options = { surroundingsOn: null, lockAccounts: false };
    const { world } = await loadWorld(tx, noHolidays, { projects, documents: [], fundYears: [] }, options);
    const histories = await historiesOf(tx, projects);
    const approvals = await approvalsOf(tx, projects);
    for (const facts of world.projects.values()) {
      const { id } = facts.project;
      const illegal = illegalStates(facts);
      found.push(...illegal);
      if (illegal.length === 0) {
        found.push(
          ...spanDifferences(facts, holders(situationOf(world, facts, { actor: system, occurredAt: anyDay }))),
        );
      }
      const reckoned = shareMoneyByHistory(facts, histories.get(id) ?? [], approvals.get(id) ?? []);
      for (const { no, ...money } of reckoned) {
        for (const [kind, expected] of Object.entries(money) as [keyof typeof money, bigint][]) {
          const key = shareAccount(id, no, kind);
          const balance = world.book.balance(key);
          if (balance !== expected) {
            found.push({
              check: 'shares',
              subject: `${facts.project.code} ${kindOfAccount(key)}`,
              expected: String(expected),
              found: String(balance),
              rows: [`account ${key}`, `history project/${id}`],
            });
          }
        }
      }
    }
    progress(Math.min(from + atOnce, ids.length), ids.length);
  }
  return found;
}

async function historiesOf(tx: Tx, projects: readonly number[]): Promise<Map<number, PastEvent[]>> {
  const rows = await tx.named<PastEvent & { project: number }>(
    'verify.history',
    `select subject_id as project, event, payload, part from history
     where subject = 'project' and subject_id = any($1::int[]) order by subject_id, seq`,
    [projects],
  );
  return byProject(rows);
}

/** What each confirmed document says of each share. */
async function approvalsOf(tx: Tx, projects: readonly number[]) {
  const rows = await tx.named<{ project: number; documentId: number; share: number; amount: string }>(
    'verify.schedules',
    `select i.project_id as project, i.document_id as "documentId", i.share, i.amount_fen::text as amount
     from document_item i where i.project_id = any($1::int[])`,
    [projects],
  );
  return byProject(rows.map(({ amount, ...row }) => ({ ...row, amount: BigInt(amount) })));
}

function byProject<T extends { readonly project: number }>(rows: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) {
    const own = found.get(row.project);
    if (own) own.push(row);
    else found.set(row.project, [row]);
  }
  return found;
}

function illegalStates({ project, parts }: ProjectFacts): Difference[] {
  const wrong = (subject: string, state: string, row: string): Difference => ({
    check: 'states',
    subject,
    expected: 'a state of its lifecycle',
    found: state,
    rows: [row],
  });
  const own = statesOf(project.mode).includes(project.state)
    ? []
    : [wrong(project.code, project.state, `project ${project.id}`)];
  const ofParts = partKinds.flatMap((kind) => {
    const legal = Object.keys(partMachines[kind]?.states ?? { recorded: {} });
    return parts[kind]
      .filter((part) => !legal.includes(part.state))
      .map((part) => wrong(`${project.code} ${kind}/${part.no}`, part.state, `${kind} ${project.id}/${part.no}`));
  });
  return [...own, ...ofParts];
}

const shown = ({ subject, state, role, regionId, organisationId, personId }: Span) =>
  [subject, state, role, regionId, organisationId, personId].map((value) => value ?? '-').join(' ');

function spanDifferences({ project, spans }: ProjectFacts, holding: readonly Span[]): Difference[] {
  const [open, due] = [spans.map(shown).sort(), holding.map(shown).sort()];
  const differs = (expected: string, found: string): Difference => ({
    check: 'spans',
    subject: project.code,
    expected,
    found,
    rows: [`span of project ${project.id}`],
  });
  // Suspended, all stand still; where money is waited for, the project itself does.
  const standing = (span: Span): boolean => {
    const waitsFor = nodeOf(project.mode, project.state)?.node.waitsFor;
    const paused = waitsFor !== undefined && waitsFor !== 'parts' && waitsFor.paused === true;
    return project.suspendedBy !== null || (paused && span.subject === 'project');
  };
  const clocks = spans
    .filter((span) => (span.pausedOn !== null) !== standing(span))
    .map((span) =>
      differs(standing(span) ? `${span.subject} paused` : `${span.subject} running`, shownClock(span.pausedOn)),
    );
  return open.join('\n') === due.join('\n')
    ? clocks
    : [differs(due.join('; ') || 'nobody', open.join('; ') || 'nobody')];
}

const shownClock = (pausedOn: LocalDate | null): string => (pausedOn === null ? 'running' : `paused on ${pausedOn}`);
