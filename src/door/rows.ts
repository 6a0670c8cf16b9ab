import { fen } from '../../workflows/values/money.js';
import type { PartKind } from '../../workflows/project/parts.js';

/** Money inside JSON documents (drafts, claim lines) stands under these names, as digit strings. */
const moneyInJson = new Set(['asked', 'planned', 'amount']);

/** A bigint becomes its digits. A replacer is called for every value, so it is used only where there is one. */
export const toJson = (value: unknown): string =>
  holdsBigint(value)
    ? JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
    : JSON.stringify(value);

function holdsBigint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  if (Array.isArray(value)) return value.some(holdsBigint);
  for (const key in value) if (holdsBigint((value as Record<string, unknown>)[key])) return true;
  return false;
}

/** Turns the digit strings of a JSON document back into money. */
export function reviveMoney<T>(value: unknown): T {
  if (Array.isArray(value)) return value.map((inner) => reviveMoney(inner)) as T;
  if (value === null || typeof value !== 'object') return value as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      moneyInJson.has(key) && typeof inner === 'string' ? fen(inner) : reviveMoney(inner),
    ]),
  ) as T;
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a column is called in code, and whether it holds money. */
interface Named {
  readonly key: string;
  readonly isMoney: boolean;
}
const known = new Map<string, Named>();
function named(column: string): Named {
  const isMoney = column.endsWith('_fen');
  const name = { key: camel(isMoney ? column.slice(0, -4) : column), isMoney };
  known.set(column, name);
  return name;
}

/** A row as PostgreSQL's to_jsonb gives it: snake_case, money in `_fen` columns as exact numbers. */
export function fromRow<T>(row: Record<string, unknown>, json: readonly string[] = []): T {
  const value: Record<string, unknown> = {};
  for (const column of Object.keys(row)) {
    const { key, isMoney } = known.get(column) ?? named(column);
    const given = row[column];
    if (isMoney) value[key] = given === null ? null : fen(given as number);
    else value[key] = json.includes(column) ? reviveMoney(given) : given;
  }
  return value as T;
}

type ColumnType =
  | 'integer'
  | 'text'
  | 'boolean'
  | 'date'
  | 'fen'
  | 'jsonb'
  | 'text[]'
  | 'integer[]'
  | 'bigint'
  | 'timestamptz'
  | 'timestamp'
  | 'double precision';

/** The columns of a table that the door writes, by their names in code. Money columns end in `_fen` in the database. */
export class Table<Key extends string = string> {
  readonly columns: readonly { readonly key: Key; readonly column: string; readonly type: ColumnType }[];

  constructor(
    readonly name: string,
    columns: Readonly<Record<Key, ColumnType>>,
  ) {
    this.columns = (Object.entries(columns) as [Key, ColumnType][]).map(([key, type]) => ({
      key,
      type,
      column: type === 'fen' ? `${snake(key)}_fen` : snake(key),
    }));
  }

  /** Only this table's columns of a value, as one element of the array for `jsonb_to_recordset`. */
  row(value: object): Record<string, unknown> {
    const source = value as Record<string, unknown>;
    const row: Record<string, unknown> = {};
    for (const { key, column, type } of this.columns) {
      const given = source[key] ?? null;
      row[column] = type === 'fen' && given !== null ? (given as bigint).toString() : given;
    }
    return row;
  }

  insert(): string {
    return this.built(
      'insert',
      () => `insert into ${this.name} (${this.list}) select ${this.list} from ${this.recordset}`,
    );
  }

  upsert(keys: readonly string[]): string {
    return this.built(`upsert ${keys.join()}`, () => {
      const set = this.columnsBeside(keys).map((column) => `${column} = excluded.${column}`);
      return `${this.insert()} on conflict (${keys.join(', ')}) do update set ${set.join(', ')}`;
    });
  }

  update(keys: readonly string[]): string {
    return this.built(`update ${keys.join()}`, () => {
      const set = this.columnsBeside(keys).map((column) => `${column} = r.${column}`);
      const where = keys.map((key) => `t.${key} = r.${key}`).join(' and ');
      return `update ${this.name} t set ${set.join(', ')} from ${this.recordset} where ${where}`;
    });
  }

  /** A statement's text is put together once. */
  private built(which: string, build: () => string): string {
    let text = this.statements.get(which);
    if (text === undefined) this.statements.set(which, (text = build()));
    return text;
  }
  private readonly statements = new Map<string, string>();

  private columnsBeside(keys: readonly string[]): string[] {
    return this.columns.map(({ column }) => column).filter((column) => !keys.includes(column));
  }

  private get list(): string {
    return this.columns.map(({ column }) => column).join(', ');
  }

  private get recordset(): string {
    const typed = this.columns.map(({ column, type }) => `${column} ${type === 'fen' ? 'bigint' : type}`).join(', ');
    return `json_to_recordset($1::json) as r(${typed})`;
  }
}

const part = { projectId: 'integer', no: 'integer', version: 'integer', state: 'text' } as const;

/** One table for each kind of part. */
export const partTables: Readonly<Record<PartKind, Table>> = {
  opinion: new Table('opinion', { ...part, departmentId: 'integer', stance: 'text', text: 'text', givenBy: 'integer' }),
  seat: new Table('seat', {
    ...part,
    round: 'integer',
    personId: 'integer',
    votedBy: 'integer',
    choice: 'text',
    reason: 'text',
    fields: 'jsonb',
  }),
  objection: new Table('objection', {
    ...part,
    raisedBy: 'text',
    text: 'text',
    finding: 'text',
    recordedBy: 'integer',
  }),
  instalment: new Table('instalment', {
    ...part,
    share: 'integer',
    documentId: 'integer',
    amount: 'fen',
    drawn: 'jsonb',
    issuedOn: 'date',
    receivedOn: 'date',
    reason: 'text',
  }),
  change: new Table('change', {
    ...part,
    subject: 'text',
    share: 'integer',
    newAmount: 'fen',
    text: 'text',
    finding: 'text',
    requestedBy: 'integer',
  }),
  inspection: new Table('inspection', {
    ...part,
    share: 'integer',
    accepted: 'fen',
    quantity: 'text',
    note: 'text',
    rectifyBy: 'date',
    requestedBy: 'integer',
    inspectedBy: 'integer',
  }),
  claim: new Table('claim', {
    ...part,
    share: 'integer',
    claimKind: 'text',
    lines: 'jsonb',
    claimed: 'fen',
    adjusted: 'fen',
    adjustments: 'jsonb',
    approved: 'fen',
    offset: 'fen',
    offsetReason: 'text',
    retained: 'fen',
    retainedUntil: 'date',
    paid: 'fen',
    paidOn: 'date',
    voucher: 'text',
    refunded: 'fen',
    movements: 'jsonb',
    reason: 'text',
    checkedOn: 'date',
    filedBy: 'integer',
    submittedBy: 'integer',
    checkedBy: 'integer',
  }),
  selfEvaluation: new Table('self_evaluation', {
    ...part,
    year: 'integer',
    targetMet: 'boolean',
    summary: 'text',
    reason: 'text',
    remedy: 'text',
    finding: 'text',
    submittedBy: 'integer',
  }),
  milestone: new Table('milestone', { ...part, milestone: 'text', reachedOn: 'date', amount: 'fen', note: 'text' }),
  progress: new Table('progress', { ...part, percent: 'integer', spent: 'fen', note: 'text' }),
  spotCheck: new Table('spot_check', { ...part, share: 'integer', passed: 'boolean', note: 'text' }),
  paper: new Table('paper', {
    ...part,
    class: 'text',
    name: 'text',
    hash: 'text',
    bytes: 'integer',
    mediaType: 'text',
    takenAt: 'timestamp',
    latitude: 'double precision',
    longitude: 'double precision',
    event: 'text',
    about: 'text',
    share: 'integer',
    organisationId: 'integer',
    broughtBy: 'integer',
    broughtOn: 'date',
    voidedBy: 'integer',
    voidedOn: 'date',
    reason: 'text',
  }),
};

/** What a fund year is made of, beside its own row. */
export const yearTables = {
  source: new Table('income_source', {
    year: 'integer',
    code: 'text',
    name: 'text',
    kind: 'text',
    regionId: 'text',
    planned: 'fen',
    earmark: 'text',
    note: 'text',
  }),
  levy: new Table('levy', {
    year: 'integer',
    regionId: 'text',
    state: 'text',
    ratePpm: 'integer',
    revenue: 'fen',
    amount: 'fen',
    source: 'text',
    assessedOn: 'date',
    notifiedOn: 'date',
    dueOn: 'date',
    reason: 'text',
  }),
  receipt: new Table('income_receipt', {
    year: 'integer',
    no: 'integer',
    state: 'text',
    source: 'text',
    regionId: 'text',
    amount: 'fen',
    receivedOn: 'date',
    voucher: 'text',
    reportedBy: 'integer',
    recordedBy: 'integer',
    reason: 'text',
    reversedBy: 'integer',
  }),
  hold: new Table('income_hold', {
    year: 'integer',
    no: 'integer',
    state: 'text',
    earmark: 'text',
    amount: 'fen',
    lifted: 'fen',
    reason: 'text',
    heldBy: 'integer',
    heldOn: 'date',
  }),
  closing: new Table('year_closing', {
    year: 'integer',
    nextYear: 'integer',
    issuer: 'text',
    number: 'text',
    issuedOn: 'date',
    lines: 'jsonb',
    recordedBy: 'integer',
    confirmedBy: 'integer',
  }),
  earmark: new Table('earmark_line', { year: 'integer', earmark: 'text', line: 'text' }),
} as const;

export const projectTable = new Table('project', {
  id: 'integer',
  title: 'text',
  state: 'text',
  visit: 'integer',
  suspendedBy: 'text',
  endorsedBy: 'integer',
  standIns: 'jsonb',
  revision: 'integer',
  noticeEndsOn: 'date',
  returned: 'jsonb',
  historyLength: 'integer',
});

export const shareTable = new Table('share', {
  projectId: 'integer',
  no: 'integer',
  regionId: 'text',
  asked: 'fen',
  proposed: 'fen',
});

export const spanTable = new Table('span', {
  projectId: 'integer',
  subject: 'text',
  state: 'text',
  visit: 'integer',
  role: 'text',
  regionId: 'text',
  organisationId: 'integer',
  personId: 'integer',
  blame: 'text',
  openedOn: 'date',
  dueOn: 'date',
  pausedOn: 'date',
  closedOn: 'date',
});

export const historyTable = new Table('history', {
  subject: 'text',
  subjectId: 'integer',
  seq: 'integer',
  event: 'text',
  part: 'text',
  fromState: 'text',
  toState: 'text',
  personId: 'integer',
  membershipId: 'integer',
  payload: 'jsonb',
  raised: 'text[]',
  occurredAt: 'timestamptz',
});

export const refusalTable = new Table('refusal', {
  subject: 'text',
  subjectId: 'integer',
  event: 'text',
  code: 'text',
  params: 'jsonb',
  personId: 'integer',
  membershipId: 'integer',
  occurredAt: 'timestamptz',
});
