import { accountKeysOf } from './account-keys.js';
import type { Tx } from '../database/transaction.js';
import { fromRow, partTables, reviveMoney } from './rows.js';
import type { Command } from '../../workflows/command.js';
import type { World } from '../../workflows/decide-in-order.js';
import type { DocumentFacts } from '../../workflows/document/facts.js';
import type { FundYearFacts } from '../../workflows/fund-year/decide.js';
import { Book } from '../../workflows/ledger/book.js';
import type { Project, ProjectFacts, Share, Span } from '../../workflows/project/facts.js';
import { definitionOf } from '../../workflows/project/event-definitions.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import { partKinds, type Parts } from '../../workflows/project/parts.js';
import { fen } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';

type Row = Record<string, unknown>;

const jsonColumns: Partial<Record<string, readonly string[]>> = { instalment: ['drawn'], claim: ['lines'] };

const partColumns = partKinds
  .map((kind) => {
    const table = partTables[kind].name;
    return `coalesce((select jsonb_agg(to_jsonb(t) order by t.no) from ${table} t where t.project_id = p.id), '[]') as "${kind}"`;
  })
  .join(',\n  ');

/** Everything about projects in one statement, and so in one snapshot; after the lock, never with it (READ COMMITTED). */
const projectFacts = `
select to_jsonb(p) as project,
  (select jsonb_agg(to_jsonb(s) order by s.no) from share s where s.project_id = p.id) as shares,
  (select to_jsonb(l) || jsonb_build_object('year_state', y.state) from budget_line l join fund_year y on y.year = l.year
    where l.year = p.year and l.code = p.line) as line,
  coalesce((select jsonb_agg(e.earmark order by e.earmark) from earmark_line e where e.year = p.year and e.line = p.line), '[]') as earmarks,
  (select to_jsonb(d) from draft d where d.project_id = p.id) as draft,
  coalesce((select jsonb_agg(to_jsonb(o)) from span o where o.project_id = p.id and o.closed_on is null), '[]') as spans,
  ${partColumns}
from project p where p.id = any($1::int[])`;

const documentFacts = `
select to_jsonb(d) as document,
  coalesce((select jsonb_agg(to_jsonb(i) order by i.project_id, i.share) from document_item i where i.document_id = d.id), '[]') as items
from document d where d.id = any($1::int[])`;

const fundYearFacts = `
select to_jsonb(y) as fund_year,
  coalesce((select jsonb_agg(to_jsonb(s)) from income_source s where s.year = y.year), '[]') as sources,
  coalesce((select jsonb_agg(to_jsonb(l)) from budget_line l where l.year = y.year and l.leaf), '[]') as leaves
from fund_year y where y.year = any($1::int[])`;

/** What the door keeps beside the facts: how long each subject's history is. */
export interface Loaded {
  readonly world: World;
  readonly historyLength: Map<string, number>;
}

/**
 * Reads the facts that a batch of commands is decided on. With `only` for pages: the same statements, no lock.
 * Reviewers, departments and documents are read for the commands that name them, and for pages.
 */
export async function loadWorld(
  tx: Tx,
  calendar: Calendar,
  subjects: {
    readonly projects: readonly number[];
    readonly documents: readonly number[];
    readonly fundYears: readonly number[];
  },
  { surroundings, lockAccounts }: { readonly surroundings: boolean; readonly lockAccounts: boolean },
): Promise<Loaded> {
  const historyLength = new Map<string, number>();
  const world = {
    calendar,
    cityRegionId: await cityRegion(tx),
    reviewers: surroundings ? await reviewers(tx) : new Map<number, { organisationId: number }>(),
    departments: surroundings ? await departments(tx) : new Set<number>(),
    projects: new Map<number, ProjectFacts>(),
    documents: new Map<number, DocumentFacts>(),
    fundYears: new Map<number, FundYearFacts>(),
  };

  if (subjects.projects.length > 0) {
    for (const row of await tx.named<Row>('door.project-facts', projectFacts, [subjects.projects])) {
      const facts = projectOf(row);
      world.projects.set(facts.project.id, facts);
      historyLength.set(`project/${facts.project.id}`, (row['project'] as Row)['history_length'] as number);
    }
  }
  if (subjects.documents.length > 0) {
    for (const row of await tx.named<Row>('door.document-facts', documentFacts, [subjects.documents])) {
      const document = fromRow<DocumentFacts>(row['document'] as Row);
      const items = (row['items'] as Row[]).map((item) => fromRow<DocumentFacts['items'][number]>(item));
      world.documents.set(document.id, { ...document, items });
      historyLength.set(`document/${document.id}`, (row['document'] as Row)['history_length'] as number);
    }
  }
  if (subjects.fundYears.length > 0) {
    for (const row of await tx.named<Row>('door.fund-year-facts', fundYearFacts, [subjects.fundYears])) {
      const fundYear = fromRow<FundYearFacts & { historyLength: number }>(row['fund_year'] as Row);
      world.fundYears.set(fundYear.year, {
        ...fundYear,
        sources: (row['sources'] as Row[]).map((source) => fromRow(source)),
        leaves: (row['leaves'] as Row[]).map((leaf) => fromRow(leaf)),
      });
      historyLength.set(`fundYear/${fundYear.year}`, fundYear.historyLength);
    }
  }
  const keys = accountKeysOf(world.projects.values(), world.fundYears.values());
  if (lockAccounts) await tx.named('door.lock-accounts', lockShared, [keys]);
  return { world: { ...world, book: await readBook(tx, keys) }, historyLength };
}

/** A share's own accounts are behind its project's lock; pools and lines are shared by all. */
const lockShared = `
select id from account where key = any($1::text[]) and project_id is null order by key for no key update`;

function projectOf(row: Row): ProjectFacts {
  const project = fromRow<Project>(row['project'] as Row);
  const line = row['line'] as Row;
  const draft = row['draft'] as Row;
  return {
    project,
    shares: (row['shares'] as Row[]).map((share) => fromRow<Share>(share)),
    parts: Object.fromEntries(
      partKinds.map((kind) => [
        kind,
        (row[kind] as Row[]).map((part) => ({ kind, ...fromRow<object>(part, jsonColumns[kind]) })),
      ]),
    ) as unknown as Parts,
    spans: (row['spans'] as Row[]).map((span) => fromRow<Span>(span)),
    line: {
      code: line['code'] as string,
      year: line['year'] as number,
      departmentId: line['department_id'] as number | null,
      yearState: line['year_state'] as 'open' | 'closed',
      earmarks: row['earmarks'] as string[],
    },
    draft: { version: draft['version'] as number, content: reviveMoney(draft['content']) },
  };
}

async function readBook(tx: Tx, keys: readonly string[]): Promise<Book> {
  const rows = await tx.named<{ key: string; balance_fen: string }>(
    'door.balances',
    'select key, balance_fen from account where key = any($1::text[])',
    [keys],
  );
  return new Book(new Map(rows.map((row) => [row.key, fen(row.balance_fen)])));
}

async function cityRegion(tx: Tx): Promise<string> {
  const [city] = await tx.named<{ id: string }>('door.city', `select id from region where level = 'city'`, []);
  return city?.id ?? '';
}

async function reviewers(tx: Tx): Promise<World['reviewers']> {
  const rows = await tx.named<{ person_id: number; organisation_id: number }>(
    'door.reviewers',
    `select person_id, organisation_id from membership where role = 'cityReviewer' and ended_on is null`,
    [],
  );
  return new Map(rows.map((row) => [row.person_id, { organisationId: row.organisation_id }]));
}

async function departments(tx: Tx): Promise<World['departments']> {
  const rows = await tx.named<{ id: number }>(
    'door.departments',
    `select distinct o.id from organisation o join membership m on m.organisation_id = o.id
      where o.level = 'city' and m.role = 'lineDepartment' and m.ended_on is null`,
    [],
  );
  return new Set(rows.map((row) => row.id));
}

/** Which subjects a batch names: its own, and the documents that its events rest on. */
export function subjectsOf(commands: readonly Command[]) {
  const ids = (subject: Command['subject']) =>
    commands.filter((command) => command.subject === subject).map((command) => command.id);
  const named = commands.flatMap((command) =>
    command.subject === 'project' && 'documentId' in command.event ? [command.event.documentId] : [],
  );
  const ascending = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
  return {
    projects: ascending(ids('project')),
    documents: ascending([...ids('document'), ...named]),
    fundYears: ascending(ids('fundYear')),
  };
}

/**
 * Locks the subjects of a batch: kind by kind, each in ascending id, so that no two batches wait for each other. `no key`,
 * because an entry of a project refers to its fund year: what holds the year's lock and waits for a pool would wait for ever.
 */
export async function lockSubjects(tx: Tx, subjects: ReturnType<typeof subjectsOf>): Promise<void> {
  const lock = (name: string, text: string, ids: readonly number[]) =>
    ids.length === 0 ? Promise.resolve([]) : tx.named(name, text, [ids]);
  await lock(
    'door.lock-fund-years',
    'select 1 from fund_year where year = any($1::int[]) order by year for no key update',
    subjects.fundYears,
  );
  await lock(
    'door.lock-documents',
    'select 1 from document where id = any($1::int[]) order by id for no key update',
    subjects.documents,
  );
  await lock(
    'door.lock-projects',
    'select 1 from project where id = any($1::int[]) order by id for no key update',
    subjects.projects,
  );
}

export const movesMoney = (commands: readonly Command[]): boolean =>
  commands.some(
    (command) => command.subject === 'fundYear' || (command.subject === 'project' && moves(command.event.type)),
  );

const moves = (type: ProjectEventType) => definitionOf(type).moves === true;

const readsSurroundings = new Set<string>(['review.accept', 'review.putToVote']);

export const needsSurroundings = (commands: readonly Command[]): boolean =>
  commands.some((command) => readsSurroundings.has(command.event.type));
