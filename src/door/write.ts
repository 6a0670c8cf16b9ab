import type { Statements } from '../database/transaction.js';
import { kindOfAccount, type AccountKey } from '../../workflows/ledger/accounts.js';
import type { Posting } from '../../workflows/ledger/book.js';
import { type Member, personOf } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import type { Outcome } from '../../workflows/decide-in-order.js';
import type { YearChange } from '../../workflows/fund-year/change.js';
import type { ProjectFacts, Span } from '../../workflows/project/facts.js';
import { partKinds } from '../../workflows/project/parts.js';
import { isSameSpan } from '../../workflows/project/spans.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { keepAnswers, type Request } from './once.js';
import { addBudgetLines, addBudgetTree } from './budget-tree-rows.js';
import {
  historyTable,
  partTables,
  projectTable,
  refusalTable,
  shareTable,
  spanTable,
  type Table,
  toJson,
  yearTables,
} from './rows.js';

export type Accepted = Exclude<Outcome, { refused: Error }>;

const insertAccounts = `
insert into account (key, kind, year, line, project_id, share)
select key, kind, year, line, project_id, share
from json_to_recordset($1::json) as r(key text, kind text, year int, line text, project_id int, share int)
where (select true from account a where a.key = r.key) is null
order by key
on conflict (key) do nothing`;

/** In the order in which they were posted, so that each account can be read line by line. */
const insertEntries = `
insert into entry (kind, from_account_id, to_account_id, amount_fen, year, line, project_id, part, document_id, reverses,
  subject, subject_id, seq, occurred_at)
select r.kind, (select id from account where key = r.from_key), (select id from account where key = r.to_key), r.amount_fen,
  r.year, r.line, r.project_id, r.part, r.document_id, r.reverses,
  r.subject::history_subject, r.subject_id, r.seq, r.occurred_at
from json_to_recordset($1::json) as r(n int, kind text, from_key text, to_key text, amount_fen bigint, year int, line text,
    project_id int, part text, document_id int, reverses text, subject text, subject_id int, seq int, occurred_at timestamptz)
order by r.n`;

/** `history_subject` is an enum: the recordset gives text. */
const insertHistory = (table: Table) => table.insert().replace('select subject,', 'select subject::history_subject,');

/** Freezes the draft as it lies there: whoever saves one waits for the project's lock, so it is what was decided on. */
const insertRevisions = `
insert into revision (project_id, no, content, answered, authors, submitted_by, submitted_at)
select r.project_id, r.no, d.content, r.answered, r.authors, r.submitted_by, r.submitted_at
from json_to_recordset($1::json) as r(project_id int, no int, answered jsonb, authors int[], submitted_by int, submitted_at timestamptz)
  cross join lateral (select content from draft where project_id = r.project_id offset 0) d`;

const spanKey = ['project_id', 'subject', 'state', 'visit'];

const statements = {
  project: projectTable.update(['id']),
  share: shareTable.upsert(['project_id', 'no']),
  span: spanTable.upsert(spanKey),
  revision: insertRevisions,
  history: insertHistory(historyTable),
  refusal: insertHistory(refusalTable),
  document: `update document t set state = r.state, version = r.version, history_length = r.history_length
    from json_to_recordset($1::json) as r(id int, state text, version int, history_length int) where t.id = r.id`,
  fundYear: `update fund_year t set state = r.state, next_year = r.next_year, version = r.version, budget_approved = r.budget_approved, budget_version = r.budget_version,
      history_length = r.history_length
    from json_to_recordset($1::json) as r(year int, state text, next_year int, version int, budget_approved boolean, budget_version int, history_length int)
    where t.year = r.year`,
  yearClosed: `update year_closing t set confirmed_by = r.confirmed_by
    from json_to_recordset($1::json) as r(year int, confirmed_by int) where t.year = r.year`,
  movedOn: `update project t set funded_year = r.year, funded_line = r.line
    from json_to_recordset($1::json) as r(id int, year int, line text) where t.id = r.id`,
  account: insertAccounts,
  entry: insertEntries,
  outbox: `insert into outbox (topic, payload) select topic, payload from json_to_recordset($1::json) as r(topic text, payload jsonb)`,
} as const;

/** What a batch changes, table by table; each touched table is written by one statement. */
export class Changes {
  private readonly rows = new Map<string, { statement: string; rows: object[] }>();

  add(name: string, statement: string, ...rows: readonly object[]): void {
    if (rows.length === 0) return;
    const found = this.rows.get(name) ?? { statement, rows: [] };
    found.rows.push(...rows);
    this.rows.set(name, found);
  }

  countOf(name: string): number {
    return this.rows.get(name)?.rows.length ?? 0;
  }

  /** As `add`, for rows that a batch may change more than once: of each key the last is written, once. */
  put(name: string, statement: string, keys: readonly string[], ...rows: readonly object[]): void {
    const places = this.places.get(name) ?? new Map<string, number>();
    this.places.set(name, places);
    for (const row of rows) {
      const key = keys.map((column) => (row as Record<string, unknown>)[column]).join('|');
      const place = places.get(key);
      if (place === undefined) {
        this.add(name, statement, row);
        places.set(key, this.rows.get(name)!.rows.length - 1);
      } else {
        this.rows.get(name)!.rows[place] = row;
      }
    }
  }
  private readonly places = new Map<string, Map<string, number>>();

  /** The answer to a request, kept with what it did. */
  keep({ personId, key }: Request, hash: string, response: unknown): void {
    this.add('requests', keepAnswers, { person_id: personId, key, hash, response });
  }

  /** All statements go out at once, and run in the order in which their tables were first touched. */
  async write(tx: Statements): Promise<void> {
    const written = [...this.rows].map(([name, { statement, rows }]) =>
      tx.named(`door.write-${name}`, statement, [toJson(rows)]),
    );
    await Promise.all(written);
  }
}

/**
 * Collects what accepted decisions change. `before` are the facts that were read, `historyLength` how long each
 * subject's history was. `quiet` tells nobody: an import of past years.
 */
export function addAccepted(
  changes: Changes,
  accepted: readonly Accepted[],
  before: ReadonlyMap<number, ProjectFacts>,
  historyLength: Map<string, number>,
  quiet: boolean,
): void {
  const next = (subject: string, id: number) => {
    const seq = (historyLength.get(`${subject}/${id}`) ?? 0) + 1;
    historyLength.set(`${subject}/${id}`, seq);
    return seq;
  };

  for (const outcome of accepted) {
    const { command } = outcome;
    const seq = next(command.subject, command.id);
    if ('project' in outcome) addProject(changes, outcome, seq, before.get(command.id)!, quiet);
    else if ('document' in outcome) {
      const { id, state, version } = outcome.document;
      changes.put('document', statements.document, ['id'], { id, state, version, history_length: seq });
      changes.add('history', statements.history, historyRow(command, seq, { toState: state }));
    } else {
      const { after, change } = outcome.fundYear;
      const { year, state, nextYear, version, budgetApproved, budgetVersion } = after;
      changes.put('fund-year', statements.fundYear, ['year'], {
        year,
        state,
        next_year: nextYear ?? null,
        version,
        budget_approved: budgetApproved,
        budget_version: budgetVersion,
        history_length: seq,
      });
      if (change.lines) addBudgetTree(changes, after);
      addBudgetLines(changes, year, change.addedLines ?? []);
      addYearRows(changes, year, change);
      const { carried } = outcome.fundYear;
      if (carried) addYearRows(changes, carried.after.year, carried.change);
      changes.add('history', statements.history, historyRow(command, seq, { part: change.part ?? null }));
      addPostings(changes, outcome.fundYear.postings, command, seq, year);
    }
  }
}

/** Sources before what refers to them. */
function addYearRows(changes: Changes, year: number, change: YearChange): void {
  const { source, levy, receipt, hold, earmark, closing: closingTable } = yearTables;
  const put = (table: Table, keys: readonly string[], rows: readonly object[] = []) =>
    changes.put(
      table.name,
      table.upsert(['year', ...keys]),
      ['year', ...keys],
      ...rows.map((row) => table.row({ year, ...row })),
    );
  put(source, ['code'], change.sources);
  put(levy, ['region_id'], change.levies);
  put(receipt, ['no'], change.receipts);
  put(hold, ['no'], change.holds);
  const { closing, closed } = change;
  if (closing) put(closingTable, [], [{ ...closing, confirmedBy: null }]);
  if (closed) changes.add('year-closed', statements.yearClosed, { year, confirmed_by: closed.confirmedBy });
  changes.add('moved-on', statements.movedOn, ...(change.movedOn ?? []));
  changes.add(earmark.name, earmark.insert(), ...(change.earmarks ?? []).map((row) => earmark.row({ year, ...row })));
}

function addProject(
  changes: Changes,
  outcome: Extract<Accepted, { project: unknown }>,
  seq: number,
  before: ProjectFacts,
  quiet: boolean,
) {
  const { command, project: decision } = outcome;
  const { id } = decision.project;
  changes.put('project', statements.project, ['id'], projectTable.row({ ...decision.project, historyLength: seq }));
  changes.put(
    'share',
    statements.share,
    ['project_id', 'no'],
    ...decision.shares.map((share) => shareTable.row({ projectId: id, ...share })),
  );
  for (const kind of partKinds) {
    const table = partTables[kind];
    const parts = decision.parts.filter((part) => part.kind === kind);
    changes.put(
      table.name,
      table.upsert(['project_id', 'no']),
      ['project_id', 'no'],
      ...parts.map((part) => table.row({ projectId: id, ...part })),
    );
  }
  const today = dayInChina(command.occurredAt);
  changes.put('span', statements.span, spanKey, ...spanRows(id, before.spans, decision.after.spans, today));
  if (decision.revision !== null) {
    changes.add('revision', statements.revision, {
      project_id: id,
      ...decision.revision,
      submitted_by: personOf(command.actor),
      submitted_at: command.occurredAt,
    });
  }
  const { line } = decision.after;
  addPostings(changes, decision.postings, command, seq, line.year, line.code);
  changes.add(
    'history',
    statements.history,
    historyRow(command, seq, {
      part: decision.part,
      fromState: decision.from,
      toState: decision.to,
      raised: decision.raised,
    }),
  );
  const opened = decision.after.spans.filter((span) => !before.spans.some((known) => isSameSpan(known, span)));
  if (opened.length > 0 && !quiet) {
    changes.add('outbox', statements.outbox, { topic: 'spans.opened', payload: { projectId: id, seq, opened } });
  }
}

/** New spans, changed ones, and those that nobody holds any more, closed. */
export function spanRows(projectId: number, before: readonly Span[], after: readonly Span[], today: string): object[] {
  const left = before.filter((span) => !after.some((kept) => isSameSpan(kept, span)));
  return [...after.filter((span) => !before.includes(span)), ...left.map((span) => ({ ...span, closedOn: today }))].map(
    (span) => spanTable.row({ projectId, ...span }),
  );
}

export function historyRow(
  command: Command,
  seq: number,
  {
    part = null,
    fromState = null,
    toState = null,
    raised = [],
  }: {
    part?: string | null;
    fromState?: string | null;
    toState?: string | null;
    raised?: readonly string[];
  },
): object {
  const { type, ...payload } = command.event;
  return historyTable.row({
    subject: command.subject,
    subjectId: command.id,
    seq,
    event: type,
    part,
    fromState,
    toState,
    personId: personOf(command.actor),
    membershipId: command.actor.kind === 'member' ? command.actor.membershipId : null,
    payload,
    raised,
    occurredAt: command.occurredAt,
  });
}

/** The first line of a subject's history: how it began. For `Changes.add`. */
export function historyOf(
  subject: Command['subject'],
  subjectId: number,
  event: string,
  member: Member,
  occurredAt: string,
  payload: object,
  toState: string | null = null,
): [string, string, object] {
  const { personId, membershipId } = member;
  const row = { subject, subjectId, seq: 1, event, toState, personId, membershipId, payload, raised: [], occurredAt };
  return ['history', statements.history, historyTable.row(row)];
}

function addPostings(
  changes: Changes,
  postings: readonly Posting[],
  command: Command,
  seq: number,
  year: number,
  line?: string,
) {
  const keys = [...new Set(postings.flatMap(({ from, to }) => [from, to]))];
  changes.add('account', statements.account, ...keys.map(accountRow));
  const before = changes.countOf('entry');
  changes.add(
    'entry',
    statements.entry,
    ...postings.map((posting, index) => ({
      n: before + index,
      kind: posting.kind,
      from_key: posting.from,
      to_key: posting.to,
      amount_fen: posting.amount.toString(),
      year: posting.year ?? year,
      line: posting.line ?? line ?? null,
      project_id: posting.projectId ?? (command.subject === 'project' ? command.id : null),
      part: posting.part ?? null,
      document_id: posting.documentId ?? null,
      reverses: posting.reverses ?? null,
      subject: command.subject,
      subject_id: command.id,
      seq,
      occurred_at: command.occurredAt,
    })),
  );
}

/** The columns beside an account's key, read off the key itself. */
function accountRow(key: AccountKey): object {
  const kind = kindOfAccount(key);
  const [, first, second] = key.split('/');
  return kind.startsWith('share.')
    ? { key, kind, project_id: Number(first), share: Number(second) }
    : { key, kind, year: Number(first), line: kind === 'line' ? second : null };
}

/** Refused attempts are kept too: who tried what, and which rule said no. */
export function addRefusals(changes: Changes, outcomes: readonly Outcome[]): void {
  for (const { command, refused } of outcomes) {
    if (!refused) continue;
    changes.add(
      'refusal',
      statements.refusal,
      refusalTable.row({
        subject: command.subject,
        subjectId: command.id,
        event: command.event.type,
        code: refused.code,
        params: { ...refused.params, unmet: refused.unmet },
        personId: personOf(command.actor),
        membershipId: command.actor.kind === 'member' ? command.actor.membershipId : null,
        occurredAt: command.occurredAt,
      }),
    );
  }
}
