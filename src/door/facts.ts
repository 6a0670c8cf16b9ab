import type { Statements } from '../database/transaction.js';
import { fromRow, partTables, reviveMoney } from './rows.js';
import { withOtherMoney } from './roster-money.js';
import { readUploads } from './uploads.js';
import type { Command } from '../../workflows/command.js';
import type { World } from '../../workflows/decide-in-order.js';
import type { DocumentFacts } from '../../workflows/document/facts.js';
import type { BudgetLine } from '../../workflows/fund-year/budget-tree.js';
import type { FundYearFacts } from '../../workflows/fund-year/facts.js';
import type { YearEnd } from '../../workflows/fund-year/year-end.js';
import { shareAccount } from '../../workflows/ledger/accounts.js';
import { Book } from '../../workflows/ledger/book.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import type { Draft, Project, ProjectFacts, Share, Span } from '../../workflows/project/facts.js';
import { definitionOf } from '../../workflows/project/event-definitions.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import type { Roster } from '../../workflows/project/roster.js';
import { partKinds, type PartKind, type Parts } from '../../workflows/project/parts.js';
import { dayInChina, type LocalDate } from '../../workflows/values/local-date.js';
import { type Fen, fen } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';

type Row = Record<string, unknown>;

const jsonColumns: Partial<Record<string, readonly string[]>> = {
  instalment: ['drawn'],
  claim: ['lines', 'adjustments', 'movements'],
  seat: ['fields'],
};

const partRows = partKinds.map(
  (kind) =>
    `select t.project_id, '${kind}', row_to_json(t) from ${partTables[kind].name} t where t.project_id = any($1::int[])`,
);

/**
 * Everything about projects ($1), row by row, in one statement, and so in one snapshot; after the lock, never with it
 * (READX */
const projectFacts = [
  `select p.id as project_id, 'project' as kind, row_to_json(p) as row from project p where p.id = any($1::int[])`,
  `select s.project_id, 'share', row_to_json(s) from share s where s.project_id = any($1::int[])`,
  `select r.project_id, 'revision', json_build_object('authors', r.authors)
   from project p join revision r on r.project_id = p.id and r.no = p.revision where p.id = any($1::int[])`,
  `select r.project_id, 'roster', json_build_object('id', r.id, 'people', r.people, 'total_fen', r.total_fen)
   from roster r where r.project_id = any($1::int[])`,
  `select o.project_id, 'span', row_to_json(o) from span o where o.project_id = any($1::int[]) and o.closed_on is null`,
  ...partRows,
  `select null, 'line', json_build_object('code', l.code, 'year', l.year, 'department_id', l.department_id,
     'year_state', y.state, 'earmarks', array(select e.earmark from earmark_line e where e.year = l.year and e.line = l.code order by 1))
   from (select distinct coalesce(funded_year, year) as year, coalesce(funded_line, line) as line
     from project where id = any($1::int[])) p
     join budget_line l on l.year = p.year and l.code = p.line join fund_year y on y.year = p.year`,
  `select null, 'city', json_build_object('id', id) from region where level = 'city'`,
].join('\nunion all\n');

const readDrafts = `
select d.project_id, d.content, array(select a.person_id from draft_author a where a.project_id = d.project_id) as authors
from draft d where d.project_id = any($1::int[])`;

const documentFacts = `
select to_jsonb(d) as document,
  coalesce((select jsonb_agg(to_jsonb(i) order by i.project_id, i.share) from document_item i where i.document_id = d.id), '[]') as items,
  coalesce((select jsonb_agg(to_jsonb(l) order by l.no) from document_line l where l.document_id = d.id), '[]') as lines
from document d where d.id = any($1::int[])`;

const fundYearFacts = `
select to_jsonb(y) as fund_year,
  coalesce((select jsonb_agg(to_jsonb(s)) from income_source s where s.year = y.year), '[]') as sources,
  coalesce((select jsonb_agg(to_jsonb(l)) from levy l where l.year = y.year), '[]') as levies,
  (select to_jsonb(c) from year_closing c where c.year = y.year) as closing,
  coalesce((select jsonb_agg(to_jsonb(r) order by r.no) from income_receipt r where r.year = y.year), '[]') as receipts,
  coalesce((select jsonb_agg(to_jsonb(h) order by h.no) from income_hold h where h.year = y.year), '[]') as holds,
  (select jsonb_agg(jsonb_build_object('id', id, 'name', name)) from region) as regions,
  coalesce((select jsonb_agg(to_jsonb(l) || jsonb_build_object(
      'earmarks', array(select e.earmark from earmark_line e where e.year = l.year and e.line = l.code order by 1),
      'standards', coalesce((select jsonb_agg(jsonb_build_object('basis', s.basis, 'quantity', trim_scale(s.quantity)::text,
          'unit', s.unit, 'rate_fen', s.rate_fen, 'counted', s.counted) order by s.no)
        from budget_standard s where s.year = l.year and s.line = l.code), '[]'),
      'projects', (select count(*) from project p where p.year = l.year and p.line = l.code),
      'adjusted_fen', coalesce((select b.amount from budget_as_adjusted(y.year) b where b.line = l.code), 0)) order by l.position, l.code)
    from budget_line l where l.year = y.year), '[]') as lines
from fund_year y where y.year = any($1::int[])`;

/** What is open in years that are to be closed ($1): money on its way, claims on desks, documents without their second person. */
const yearEndFacts = `
with own as (
  select p.*, coalesce(p.funded_line, p.line) as paid_line from project p where coalesce(p.funded_year, p.year) = $1
)
select
  coalesce((select jsonb_agg(jsonb_build_object('project', p.code, 'amount_fen', a.balance_fen) order by p.code)
    from own p join account a on a.project_id = p.id and a.kind = 'share.transit' and a.balance_fen > 0), '[]') as transit,
  coalesce((select jsonb_agg(jsonb_build_object('project', p.code, 'claim', c.no) order by p.code, c.no)
    from own p join claim c on c.project_id = p.id and c.state in ('submitted', 'checked', 'failed')), '[]') as claims,
  coalesce((select jsonb_agg(jsonb_build_object('number', d.number) order by d.id)
    from document d where d.year = $1 and d.state = 'recorded'), '[]') as documents,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'line', p.paid_line, 'shares', (
      select jsonb_agg(jsonb_build_object('no', s.no, 'committed_fen', coalesce(a.balance_fen, 0)) order by s.no)
      from share s left join account a on a.project_id = p.id and a.share = s.no and a.kind = 'share.committed'
      where s.project_id = p.id)) order by p.id)
    from own p where p.state not in ('completed', 'rejected', 'withdrawn', 'terminated')), '[]') as unfinished`;

/** What the door keeps beside the facts: how long each subject's history is. */
export interface Loaded {
  readonly world: World;
  readonly historyLength: Map<string, number>;
}

/**
 * Reads the facts that a batch of commands is decided on, in one round trip. For pages: the same statements, no lock.
 * Who reviews and which departments there are on the day `surroundingsOn` is read for the commands that name them, and for
 * pages; a draft for whoever submits it, and for pages, as far as it is shown to them. Of papers, `commands` lock what they
 * name.
 */
export async function loadWorld(
  tx: Statements,
  calendar: Calendar,
  { projects, documents, fundYears }: Subjects,
  { surroundingsOn, lockAccounts }: { readonly surroundingsOn: LocalDate | null; readonly lockAccounts: boolean },
  commands: readonly Command[] | null = null,
): Promise<Loaded> {
  const read = <R extends Row>(name: string, text: string, values: readonly unknown[], needed: boolean) =>
    needed ? tx.named<R>(name, text, values) : Promise.resolve<R[]>([]);
  const submitted = (commands ?? []).filter(({ event }) => event.type === 'application.submit').map(({ id }) => id);
  const drafted = commands ? submitted : projects;
  const [, projectRows, draftRows, documentRows, fundYearRows, balances, reviewerRows, departmentRows, uploads] =
    await Promise.all([
      read('door.lock-accounts', lockShared, [projects, fundYears], lockAccounts),
      read<FactRow>('door.project-facts', projectFacts, [projects], projects.length > 0),
      read<DraftRow>('door.drafts', readDrafts, [drafted], drafted.length > 0),
      read('door.document-facts', documentFacts, [documents], documents.length > 0),
      read('door.fund-year-facts', fundYearFacts, [fundYears], fundYears.length > 0),
      read<BalanceRow>('door.balances', readBalances, [projects, fundYears], projects.length + fundYears.length > 0),
      read<ReviewerRow>('door.reviewers', readReviewers, [surroundingsOn], surroundingsOn !== null),
      read<{ id: number }>('door.departments', readDepartments, [surroundingsOn], surroundingsOn !== null),
      readUploads(tx, projects, commands),
    ]);

  const historyLength = new Map<string, number>();
  const ends = new Map<number, YearEnd>();
  for (const year of closingAmong(commands ?? [])) {
    const [end] = await tx.named<Row>('door.year-end', yearEndFacts, [year]);
    ends.set(year, yearEndOf(end!));
  }
  const world = {
    calendar,
    cityRegionId: (projectRows.find(({ kind }) => kind === 'city')?.row['id'] ?? '') as string,
    reviewers: new Map(reviewerRows.map((row) => [row.person_id, { organisationId: row.organisation_id }])),
    departments: new Set(departmentRows.map((row) => row.id)),
    projects: new Map<number, ProjectFacts>(),
    documents: new Map<number, DocumentFacts>(),
    fundYears: new Map<number, FundYearFacts>(),
    yearEnds: ends,
    uploads,
    book: new Book(
      new Map([
        ...balances.map((row) => [row.key, fen(row.balance_fen)] as const),
        ...[...ends.values()].flatMap(committedIn),
      ]),
    ),
  };
  const lines = linesIn(projectRows);
  const drafts = new Map(draftRows.map((row) => [row.project_id, row]));
  for (const rows of rowsByProject(projectRows).values()) {
    const { project, ...facts } = projectOf(rows, lines);
    const { historyLength: length, ...own } = project;
    const draft = drafts.get(own.id);
    world.projects.set(own.id, { project: own, ...facts, draft: draft ? draftIn(draft) : null });
    historyLength.set(`project/${own.id}`, length);
  }
  for (const row of documentRows) {
    const document = fromRow<DocumentFacts>(row['document'] as Row);
    const items = (row['items'] as Row[]).map((item) => fromRow<DocumentFacts['items'][number]>(item));
    const lines = (row['lines'] as Row[]).map((line) => fromRow<DocumentFacts['lines'][number]>(line));
    world.documents.set(document.id, { ...document, items, lines });
    historyLength.set(`document/${document.id}`, (row['document'] as Row)['history_length'] as number);
  }
  for (const row of fundYearRows) {
    const fundYear = fromRow<FundYearFacts & { historyLength: number }>(row['fund_year'] as Row);
    const rows = <T>(name: keyof FundYearFacts): T[] => ((row[name] ?? []) as Row[]).map((each) => fromRow<T>(each));
    world.fundYears.set(fundYear.year, {
      ...fundYear,
      closing: row['closing'] ? fromRow<NonNullable<FundYearFacts['closing']>>(row['closing'] as Row) : null,
      sources: rows('sources'),
      levies: rows('levies'),
      receipts: rows('receipts'),
      holds: rows('holds'),
      regions: rows('regions'),
      lines: (row['lines'] as Row[]).map((line) => ({
        ...fromRow<BudgetLine>(line),
        standards: (line['standards'] as Row[]).map((standard) => fromRow<BudgetLine['standards'][number]>(standard)),
      })),
    });
    historyLength.set(`fundYear/${fundYear.year}`, fundYear.historyLength);
  }
  if (commands) await withOtherMoney(tx, world.projects, commands);
  return { world, historyLength };
}

/** The accounts that decisions about these projects ($1) and fund years ($2) share with others: pools, lines, what is held. */
const sharedAccounts = `
  select a.id from (select distinct coalesce(funded_year, year) as year, coalesce(funded_line, line) as line
      from project where id = any($1::int[])) p
    join account a on a.year = p.year and (a.kind = 'pool' or a.kind = 'line' and a.line = p.line)
  union
  select a.id from instalment i cross join jsonb_array_elements(i.drawn) as drawn join account a on a.key = drawn ->> 'pool'
    where i.project_id = any($1::int[])
  union
  select a.id from account a where a.year = any($2::int[])
  union
  -- What a closed year left is in the pools of the one that took over.
  select a.id from fund_year y join account a on a.year = y.next_year and a.kind = 'pool' where y.year = any($2::int[])`;

/** In one order, so that no two batches wait for each other. A share's own accounts are behind its project's lock. */
const lockShared = `select 1 from account where id = any(array(${sharedAccounts})) order by key for no key update`;

const readBalances = `
select key, balance_fen from account where project_id = any($1::int[])
union all
select key, balance_fen from account where id = any(array(${sharedAccounts}))`;

const readReviewers = `select person_id, organisation_id from holders_of('cityReviewer', $1)`;

const readDepartments = `
select distinct o.id from organisation o join holders_of('lineDepartment', $1) h on h.organisation_id = o.id
where o.level = 'city'`;

interface FactRow extends Row {
  /** Null for what projects share. */
  readonly project_id: number | null;
  readonly kind: string;
  readonly row: Row;
}
interface DraftRow extends Row {
  readonly project_id: number;
  readonly content: unknown;
  readonly authors: readonly number[];
}
interface BalanceRow extends Row {
  readonly key: string;
  readonly balance_fen: string;
}
interface ReviewerRow extends Row {
  readonly person_id: number;
  readonly organisation_id: number;
}

const yearEndOf = (row: Row): YearEnd => {
  const rows = <T>(name: keyof YearEnd): T[] => (row[name] as Row[]).map((each) => fromRow<T>(each));
  return {
    transit: rows('transit'),
    claims: rows('claims'),
    documents: rows('documents'),
    unfinished: (row['unfinished'] as Row[]).map((each) => ({
      ...fromRow<YearEnd['unfinished'][number]>(each),
      shares: (each['shares'] as Row[]).map((share) => fromRow<{ no: number; committed: Fen }>(share)),
    })),
  };
};

const committedIn = ({ unfinished }: YearEnd): [string, Fen][] =>
  unfinished.flatMap(({ id, shares }) =>
    shares.map(({ no, committed }): [string, Fen] => [shareAccount(id, no, 'committed'), committed]),
  );

/** The rows of each project, by their kind. */
function rowsByProject(rows: readonly FactRow[]): Map<number, Map<string, Row[]>> {
  const byProject = new Map<number, Map<string, Row[]>>();
  for (const { project_id: id, kind, row } of rows) {
    if (id === null) continue;
    let byKind = byProject.get(id);
    if (!byKind) byProject.set(id, (byKind = new Map<string, Row[]>()));
    const ofKind = byKind.get(kind);
    if (ofKind) ofKind.push(row);
    else byKind.set(kind, [row]);
  }
  return byProject;
}

type Line = ProjectFacts['line'];

const lineKey = (year: number, code: string): string => `${year} ${code}`;

function linesIn(rows: readonly FactRow[]): ReadonlyMap<string, Line> {
  const lines = rows.filter(({ kind }) => kind === 'line').map(({ row }) => fromRow<Line>(row));
  return new Map(lines.map((line) => [lineKey(line.year, line.code), line]));
}

function projectOf(rows: ReadonlyMap<string, Row[]>, lines: ReadonlyMap<string, Line>) {
  const project = fromRow<Project & { historyLength: number }>(rows.get('project')![0]!);
  const parts = (kind: PartKind) =>
    (rows.get(kind) ?? [])
      .map((row) => ({ kind, ...fromRow<{ no: number }>(row, jsonColumns[kind]) }))
      .sort((a, b) => a.no - b.no);
  return {
    project,
    shares: rows
      .get('share')!
      .map((share) => fromRow<Share>(share))
      .sort((a, b) => a.no - b.no),
    parts: Object.fromEntries(partKinds.map((kind) => [kind, parts(kind)])) as unknown as Parts,
    rosters: (rows.get('roster') ?? []).map((roster) => fromRow<Roster>(roster)),
    spans: (rows.get('span') ?? [])
      .map((span) => fromRow<Span & { readonly id: number }>(span))
      .sort((a, b) => a.id - b.id),
    line: lines.get(lineKey(project.fundedYear ?? project.year, project.fundedLine ?? project.line))!,
    authors: (rows.get('revision')?.[0]?.['authors'] ?? []) as number[],
  };
}

/** What is written is long, and most pages do not look at it: its money is read when somebody does. */
function draftIn({ content: written, authors }: DraftRow): Draft {
  let content: ApplicationContent | undefined;
  return {
    authors,
    get content() {
      return (content ??= reviveMoney<ApplicationContent>(written));
    },
  };
}

export interface Subjects {
  readonly projects: readonly number[];
  readonly documents: readonly number[];
  readonly fundYears: readonly number[];
}

/** Which subjects a batch names: its own, and the documents that its events rest on. */
export function subjectsOf(commands: readonly Command[]): Subjects {
  const ids = (subject: Command['subject']) =>
    commands.filter((command) => command.subject === subject).map((command) => command.id);
  const named = commands.flatMap((command) =>
    command.subject !== 'document' && 'documentId' in command.event ? [command.event.documentId] : [],
  );
  const ascending = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
  return {
    projects: ascending(ids('project')),
    documents: ascending([...ids('document'), ...named]),
    fundYears: ascending([...ids('fundYear'), ...nextYears(commands)]),
  };
}

/** Years that the commands close: their rows are locked against entries too. */
export const closingAmong = (commands: readonly Command[]): number[] =>
  commands.filter(({ event }) => event.type === 'year.close').map(({ id }) => id);

const nextYears = (commands: readonly Command[]): number[] =>
  commands.flatMap(({ event }) => (event.type === 'year.close' ? [event.nextYear] : []));

/**
 * Locks the subjects of a batch: kind by kind, each in ascending id, so that no two batches wait for each other. `no key`,
 * because an entry of a project refers to its fund year: what holds the year's lock and waits for a pool would wait for ever.
 */
export async function lockSubjects(tx: Statements, subjects: Subjects, closing: readonly number[] = []): Promise<void> {
  const lock = (name: string, text: string, ids: readonly number[]) =>
    ids.length === 0 ? [] : [tx.named(name, text, [ids])];
  await Promise.all([
    ...lock(
      'door.lock-closing',
      'select 1 from fund_year where year = any($1::int[]) order by year for update',
      closing,
    ),
    ...lock(
      'door.lock-fund-years',
      'select 1 from fund_year where year = any($1::int[]) order by year for no key update',
      subjects.fundYears,
    ),
    ...lock(
      'door.lock-documents',
      'select 1 from document where id = any($1::int[]) order by id for no key update',
      subjects.documents,
    ),
    ...lock(
      'door.lock-projects',
      'select 1 from project where id = any($1::int[]) order by id for no key update',
      subjects.projects,
    ),
  ]);
}

export const movesMoney = (commands: readonly Command[]): boolean =>
  commands.some(
    (command) => command.subject === 'fundYear' || (command.subject === 'project' && moves(command.event.type)),
  );

const moves = (type: ProjectEventType) => definitionOf(type).moves === true;

const readsSurroundings = new Set<string>(['review.accept', 'review.putToVote', 'budget.draft']);

/** On which day the commands ask who reviews and which departments there are; null when none of them does. An import asks for a day of the past. */
export function surroundingsOf(commands: readonly Command[]): LocalDate | null {
  const asking = commands.find((command) => readsSurroundings.has(command.event.type));
  return asking ? dayInChina(asking.occurredAt) : null;
}
