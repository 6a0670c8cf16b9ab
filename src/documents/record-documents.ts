import type { Tx } from '../database/transaction.js';
import { Table } from '../door/rows.js';
import { Changes, historyOf } from '../door/write.js';
import type { Member } from '../../workflows/actor.js';
import { documentRole } from '../../workflows/document/decide.js';
import {
  type AddedLine,
  type BudgetKind,
  type DocumentItem,
  type DocumentKind,
  type DocumentLine,
  endsProjects,
  isOnBudget,
} from '../../workflows/document/facts.js';
import { mediaTypeFor } from '../../workflows/project/papers.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina, type LocalDate } from '../../workflows/values/local-date.js';
import { type Fen, fen, zero } from '../../workflows/values/money.js';

/** A line of an adjustment's schedule: what it has from then on, and of a new one what it is. */
export interface AdjustedLine {
  readonly line: string;
  readonly after: Fen;
  readonly reason: string;
  readonly added: (AddedLine & { readonly name: string }) | null;
}

export interface DocumentToRecord {
  readonly kind: DocumentKind;
  readonly year: number;
  readonly issuer: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly title: string;
  readonly items: readonly DocumentItem[];
  /** Of an adjustment: what it says of each line. An approval lists the drafted tree as it is. */
  readonly lines?: readonly AdjustedLine[];
  /** The signed original, uploaded before; an import of past years has none. */
  readonly scan?: { readonly hash: string; readonly name: string };
}

const itemTable = new Table('document_item', {
  documentId: 'integer',
  projectId: 'integer',
  share: 'integer',
  amount: 'fen',
});

const lineTable = new Table('document_line', {
  documentId: 'integer',
  no: 'integer',
  line: 'text',
  name: 'text',
  before: 'fen',
  after: 'fen',
  reason: 'text',
  added: 'jsonb',
});

/** Records a document with its schedule, as its signed original says. It decides nothing until a second person confirms it. */
export async function recordDocument(
  tx: Tx,
  member: Member,
  occurredAt: string,
  document: DocumentToRecord,
): Promise<number> {
  const { kind, year, issuer, number, issuedOn, title, items, scan } = document;
  if (member.role !== documentRole[kind]) {
    throw new DomainError('forbidden', 'document.role-refused', { role: documentRole[kind] });
  }
  if (issuedOn > dayInChina(occurredAt)) throw new DomainError('invalid', 'date.in-future', { date: issuedOn });
  const given = document.lines ?? [];
  if (isOnBudget(kind) ? items.length > 0 || (kind === 'budget' && given.length > 0) : given.length > 0)
    throw new DomainError('invalid', 'document.schedule-of-other-kind');
  const lines = isOnBudget(kind) ? await linesFor(tx, kind, year, given) : [];
  if (items.length + lines.length === 0) throw new DomainError('invalid', 'document.schedule-empty');
  const least = endsProjects(kind) ? 0n : 1n;
  if (items.some((item) => item.amount < least)) throw new DomainError('invalid', 'document.amount-not-positive');
  const places = items.map((item) => `${item.projectId}/${item.share}`);
  if (new Set(places).size < places.length) throw new DomainError('invalid', 'document.share-twice');
  await assertThere(tx, year, items);
  if (scan) await holdScan(tx, member, scan);

  const [row] = await tx.named<{ id: number }>(
    'documents.record',
    `insert into document (kind, year, issuer, number, issued_on, title, recorded_by, recorded_at, recorded_for, scan_hash, scan_name, history_length)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
     on conflict (issuer, number) where state <> 'void' do nothing returning id`,
    [
      kind,
      year,
      issuer,
      number,
      issuedOn,
      title,
      member.personId,
      occurredAt,
      member.behalfOf ?? null,
      scan?.hash ?? null,
      scan?.name ?? null,
    ],
  );
  if (!row) throw new DomainError('refused', 'document.number-taken', { issuer, number });
  const changes = new Changes();
  changes.add(
    'document-item',
    itemTable.insert(),
    ...items.map((item) => itemTable.row({ documentId: row.id, ...item })),
  );
  changes.add(
    'document-line',
    lineTable.insert(),
    ...lines.map((line, index) => lineTable.row({ documentId: row.id, no: index + 1, ...line })),
  );
  changes.add(...historyOf('document', row.id, 'document.record', member, occurredAt, { ...document }));
  await changes.write(tx);
  return row.id;
}

/** The scan is what the recorder's own organisation uploaded; locked, so that no sweep takes it before it is named. */
async function holdScan(tx: Tx, member: Member, { hash, name }: { hash: string; name: string }): Promise<void> {
  const [upload] = await tx.named<{ mediaType: string }>(
    'documents.hold-scan',
    `select f.media_type as "mediaType" from upload u join stored_file f on f.hash = u.hash
     where u.organisation_id = $1 and u.hash = $2 order by u.id limit 1 for key share of u`,
    [member.organisationId, hash],
  );
  if (!upload) throw new DomainError('refused', 'paper.not-there', { name });
  if (mediaTypeFor(name) !== upload.mediaType) throw new DomainError('refused', 'paper.name-differs', { name });
}

/** Every line of the schedule is a share of a project of that year. */
async function assertThere(tx: Tx, year: number, items: readonly DocumentItem[]): Promise<void> {
  const rows = await tx.named<{ place: string }>(
    'documents.shares',
    `select s.project_id || '/' || s.no as place from share s join project p on p.id = s.project_id
     where coalesce(p.funded_year, p.year) = $1 and s.project_id = any($2::int[])`,
    [year, items.map((item) => item.projectId)],
  );
  const there = new Set(rows.map((row) => row.place));
  const missing = items.find((item) => !there.has(`${item.projectId}/${item.share}`));
  if (missing)
    throw new DomainError('invalid', 'document.share-unknown', { project: missing.projectId, share: missing.share });
}

/**
 * What a document on the budget says of each line, beside what the line has now. The approval lists every leaf of the
 * drafted tree; whether it may be approved, or adjusted so, is decided when a second person confirms it.
 */
async function linesFor(
  tx: Tx,
  kind: BudgetKind,
  year: number,
  adjusted: readonly AdjustedLine[],
): Promise<DocumentLine[]> {
  const rows = await tx.named<{ line: string; name: string; leaf: boolean; budget: string; adjusted: string }>(
    'documents.budget-lines',
    `select l.code as line, l.name, l.leaf, l.budget_fen::text as budget, coalesce(b.amount, 0)::text as adjusted
     from budget_line l join budget_tree($1) t on t.code = l.code left join budget_as_adjusted($1) b on b.line = l.code
     where l.year = $1 order by t.place`,
    [year],
  );
  if (kind === 'budget') {
    return rows
      .filter((row) => row.leaf)
      .map(({ line, name, budget }) => ({ line, name, before: zero, after: fen(budget), reason: null, added: null }));
  }
  const known = new Map(rows.filter((row) => row.leaf).map((row) => [row.line, row]));
  return adjusted.map(({ line, after, reason, added }, index) => {
    if (adjusted.findIndex((each) => each.line === line) !== index)
      throw new DomainError('invalid', 'budget.line-twice', { line });
    if (reason.trim() === '') throw new DomainError('invalid', 'budget.reason-missing', { line });
    const own = known.get(line);
    if (!added && !own) throw new DomainError('refused', 'budget.line-unknown', { line, year });
    const before = added ? zero : fen(own!.adjusted);
    if (!added && before === after) throw new DomainError('invalid', 'budget.line-unchanged', { line });
    const { name, ...what } = added ?? { name: own!.name };
    return { line, name, before, after, reason, added: added ? (what as AddedLine) : null };
  });
}
