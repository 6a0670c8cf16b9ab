/**
 * What the API takes and gives, until `schema.d.ts` is generated from `/api/openapi.json` by `npm run web:types`.
 * The swap is `Paths` here and in `client.ts`; the named types then become `components['schemas'][…]`.
 */
import type { Fen } from '../money/money.js';

export type Id = number | string;

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Items<T> {
  items: T[];
}

export const roles = [
  'applicant',
  'lineDepartment',
  'countyOfficer',
  'countyFinance',
  'cityReviewer',
  'cityFinance',
  'cityManager',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

export interface Organisation {
  id: Id;
  name: string;
  regionId: string;
  level: string;
}

export interface Membership {
  id: Id;
  role: Role;
  roleLabel: string;
  organisation: Organisation;
  /** Whom a deputy stands in for. */
  behalfOf: string | null;
}

export interface ManagedOrganisation extends Organisation {
  endedOn: string | null;
  version: number;
}

/** What a person holds, from the first day on and no more on the second. */
export interface PersonMembership extends Omit<Membership, 'behalfOf'> {
  startedOn: string | null;
  endedOn: string | null;
  version: number;
  deputyFor: { membershipId: Id; name: string; until: string; reason: string } | null;
  deputies: { membershipId: Id; personId: Id; name: string; from: string; until: string; reason: string }[];
}

/** A line of the list of who holds what where. */
export interface HeldMembership extends PersonMembership {
  person: { id: Id; name: string; username: string; active: boolean };
}

/** Somebody as administrators see them. */
export interface Person {
  id: Id;
  username: string;
  name: string;
  version: number;
  active: boolean;
  signsIn: boolean;
  passwordHandedOut: boolean;
  lockedUntil: string | null;
  lastSeenAt: string | null;
  memberships: PersonMembership[];
}

export interface PeopleChange {
  id: string;
  event: string;
  eventLabel: string;
  /** The organisation, where it is about a role. */
  about: string | null;
  /** Null is the operator. */
  by: string | null;
  organisation: string | null;
  occurredAt: string;
}

export interface PasswordChange {
  current: string;
  password: string;
}

/** A place where one is signed in. */
export interface SignedInAt {
  id: Id;
  current: boolean;
  address: string;
  browser: string;
  createdAt: string;
  seenAt: string;
}

export interface Session {
  person: { id: Id; name: string; username: string };
  /** Somebody else set the password: until it is changed, every other route is closed. */
  mustChangePassword: boolean;
  membership: Membership;
  memberships: Membership[];
}

export interface DemoSignIn {
  username: string;
  password: string;
  name: string;
  roleLabel: string;
  organisation: string;
}

export interface PartRef {
  kind: string;
  no: number;
}

export interface InboxItem {
  id: Id;
  project: { id: Id; code: string; title: string };
  subject: string;
  state: string;
  stateLabel: string;
  part: PartRef | null;
  openedAt: string;
  dueOn: string | null;
  workingDaysLeft: number | null;
  paused: boolean;
}

export interface ProjectRow {
  id: Id;
  code: string;
  title: string;
  year: number;
  line: string;
  lineName: string;
  mode: string;
  modeLabel: string;
  stage: string;
  state: string;
  stateLabel: string;
  applicant: string;
  regionIds: string[];
  asked: Fen;
  approved: Fen | null;
  released: Fen;
  paid: Fen;
  holder: string | null;
  dueOn: string | null;
  suspended: boolean;
}

export interface Share {
  no: number;
  regionId: string;
  regionName: string;
  asked: Fen;
  /** What the panel voted on. */
  proposed?: Fen | null;
  approved: Fen | null;
  released: Fen;
  received: Fen;
  /** Held back until a day (质保金). */
  retained: Fen;
  /** Net of what was refunded. */
  paid: Fen;
  refunded: Fen;
  accepted: Fen | null;
}

export interface Holder {
  label: string;
  role: Role;
  roleLabel: string;
  organisation: string | null;
  region?: string | null;
  personName: string | null;
  openedAt: string;
  dueOn: string | null;
  workingDaysLeft: number | null;
  paused?: boolean;
}

export interface LifecycleStep {
  stage: string;
  label: string;
  status: 'done' | 'current' | 'ahead';
}

/** An opinion, seat, objection, instalment, change, inspection, claim …: what it holds differs by kind. */
export type Part = { no: number; state?: string; stateLabel?: string } & Record<string, unknown>;

export const partKinds = [
  'opinions',
  'seats',
  'objections',
  'instalments',
  'milestones',
  'progress',
  'changes',
  'inspections',
  'spotChecks',
  'claims',
  'selfEvaluations',
] as const;
export type PartKind = (typeof partKinds)[number];

export interface Project extends Partial<Record<PartKind, Part[]>> {
  id: Id;
  code: string;
  title: string;
  year: number;
  line: string;
  lineName: string;
  mode: string;
  modeLabel: string;
  stage: string;
  state: string;
  stateLabel: string;
  visit: number;
  suspended: boolean;
  applicant: { id: Id; name: string };
  regionId: string;
  shares: Share[];
  asked: Fen;
  approved: Fen | null;
  released: Fen;
  paid: Fen;
  refunded: Fen;
  holders: Holder[];
  lifecycle: LifecycleStep[];
  returned: Returned | null;
  revision: number;
  content: ApplicationContent | null;
}

export interface ApplicationContent {
  title?: string;
  summary?: string;
  need?: string;
  feasibility?: string;
  shares?: { id?: string; regionId?: string; asked?: Fen }[];
  match?: { id?: string; source?: MatchSource | null; planned?: Fen }[];
  costs?: { id?: string; item?: string; amount?: Fen }[];
  stages?: { id?: string; name?: string; amount?: Fen }[];
  timetable?: { id?: string; step?: string; from?: string | null; until?: string | null }[];
  returns?: { expected?: string; sharing?: string };
  beneficiaries?: { villages?: number; households?: number; persons?: number };
  targets?: {
    id?: string;
    aspect?: TargetAspect | null;
    direction?: TargetDirection;
    name?: string;
    target?: string;
    unit?: string;
  }[];
  papers?: { class: string; hash: string; name: string }[];
}

export const matchSources = ['central', 'province', 'county', 'self'] as const;
export type MatchSource = (typeof matchSources)[number];

export const targetDirections = ['atLeast', 'atMost', 'exactly', 'inWords'] as const;
export type TargetDirection = (typeof targetDirections)[number];

/** The second level of a performance target, by its first. */
export const targetLevels = {
  output: ['quantity', 'quality', 'timeliness', 'cost'],
  benefit: ['economic', 'social', 'ecological', 'sustainable'],
  satisfaction: ['satisfaction'],
} as const;
export type TargetLevel = keyof typeof targetLevels;
export type TargetAspect = (typeof targetLevels)[TargetLevel][number];

export interface Returned {
  by: string;
  reason: string;
  fields: { field: string; reason: string }[];
}

export interface Draft {
  version: number;
  content: ApplicationContent;
  /** By field of the return. */
  answers: Record<string, string>;
  writable: boolean;
  returned: Returned | null;
  revision: number;
  startedFrom: string | null;
  updatedBy: string;
  updatedAt: string;
  /** What a submission still lacks, each at its place. */
  unmet: Unmet[];
  conflicts?: { path: string; by: string | null }[];
}

export interface DraftChanges {
  version: number;
  writer: string;
  content: ApplicationContent;
  removed: { list: string; id: string }[];
  answers: { field: string; answer: string }[];
}

export interface DraftSave {
  version: number;
  by: string;
  at: string;
  places: string[];
}

export interface Revision {
  no: number;
  submittedBy: string | null;
  authors: string[];
  submittedAt: string;
  answered: (Returned & { fields: { field: string; reason: string; answer: string }[] }) | null;
}

export type Difference =
  | { kind: 'text'; path: string; pieces: { kind: 'same' | 'added' | 'removed'; text: string }[] }
  | { kind: 'count'; path: string; before: number; after: number }
  | {
      kind: 'rows';
      path: string;
      rows: {
        kind: 'same' | 'added' | 'removed' | 'changed';
        before: Record<string, unknown> | null;
        after: Record<string, unknown> | null;
        cells: string[];
      }[];
    };

export interface Comparison {
  from: number;
  /** Null: what is being written. */
  to: number | null;
  /** What a return had asked for in between; null where nothing was returned. */
  points: { field: string; reason: string; answer: string | null; changed: boolean }[] | null;
  items: (Difference & { asked: boolean | null })[];
}

export interface SimilarProject {
  id: Id;
  code: string;
  title: string;
  year: number;
  line: string;
  lineName: string;
  stateLabel: string;
  asked: Fen;
}

/** What an application that starts from an earlier one begins with. */
export interface Start {
  code: string;
  title: string;
  year: number;
  content: ApplicationContent;
  /** So many papers are not taken over. */
  papers: number;
}

export interface Unmet {
  code: string;
  message: string;
  /** The field of the request or application that it is about. */
  field?: string | null;
}

/** A class of papers that an action asks for; `there` where it came before. */
export interface AskedPaper {
  class: string;
  there: boolean;
}

export interface Action {
  event: string;
  label: string;
  method: string;
  href: string;
  schema: string | null;
  /** The kind of document that decides it: then the document is recorded, and nothing is posted to `href`. */
  via?: NewDocument['kind'] | null;
  part: PartRef | null;
  version: number | null;
  papers: AskedPaper[];
  allowed: boolean;
  primary: boolean;
  unmet: Unmet[];
}

export interface HistoryEntry {
  seq: number;
  event: string;
  eventLabel: string;
  /** `claim/2` */
  part?: string | null;
  from: string | null;
  fromLabel: string | null;
  to: string | null;
  toLabel: string | null;
  actor: { name: string; role: string; roleLabel: string; organisation: string | null; behalfOf?: string | null };
  occurredAt: string;
  recordedAt: string;
  payload: Record<string, unknown> | null;
}

export interface DocumentRow {
  id: Id;
  kind: string;
  kindLabel: string;
  issuer: string;
  number: string;
  issuedOn: string;
  title: string;
  state: string;
  stateLabel: string;
  total: Fen;
  recordedBy: string;
  confirmedBy: string | null;
}

export interface DocumentDetail extends DocumentRow {
  version: number;
  recordedById?: Id;
  scan: { name: string; bytes: number } | null;
  /** What a document on the budget says of its lines. */
  lines: { line: string; name: string; before: Fen; after: Fen; reason: string | null }[];
  items: {
    projectId: Id;
    code: string;
    title: string;
    share: number;
    regionName: string;
    amount: Fen;
  }[];
}

export const documentKinds = [
  'approval',
  'rejection',
  'government',
  'release',
  'termination',
  'budget',
  'adjustment',
] as const;

export interface NewDocument {
  kind: (typeof documentKinds)[number];
  year: number;
  issuer: string;
  number: string;
  issuedOn: string;
  title: string;
  items: { projectId: Id; share: number; amount: Fen }[];
  /** Of an adjustment of the budget alone. */
  lines?: {
    line: string;
    after: Fen;
    reason: string;
    added?: { name: string; parent: string | null; mode: string | null; evaluated: boolean; withoutProjects: boolean };
  }[];
  scan: { hash: string; name: string };
}

export interface NewProject {
  title: string;
  year: number;
  line: string;
  mode?: string;
  modeReason?: string;
  shares: { regionId: string; asked: Fen }[];
  from?: Id;
}

export interface BudgetLine {
  code: string;
  parent: string | null;
  name: string;
  budget: Fen;
  /** With the adjustments since the approval. */
  adjusted: Fen;
  available: Fen;
  mode: string | null;
  evaluated: boolean;
  leaf: boolean;
  /** Released and spent as a whole: no project is on it. */
  withoutProjects: boolean;
  departmentId: number | null;
  department: string | null;
  note: string | null;
  earmarks: string[];
  standards: BudgetStandard[];
}

/** So many of a unit at a rate. */
export interface BudgetStandard {
  basis: string;
  quantity: string;
  unit: string;
  rate: Fen;
  counted: boolean;
}

export interface BudgetLines extends Items<BudgetLine> {
  version: number | null;
}

/** A budget as it was approved (1) or adjusted since, with the document behind it. */
export interface BudgetVersion {
  no: number;
  documentId: Id;
  kind: string;
  kindLabel: string;
  issuer: string;
  number: string;
  title: string;
  issuedOn: string;
  total: Fen;
  amounts: Record<string, Fen>;
  reasons: Record<string, string>;
}

export interface LineFigures {
  code: string;
  name: string;
  budget: Fen;
  released: Fen;
  paid: Fen;
  projects: number;
  targetsMet: number;
  executionRate: string | null;
}

export interface Figures {
  levyPlanned: Fen;
  levyReceived: Fen;
  levyMissing: Fen;
  levyArrears: Fen;
  levyArrearsReceived: Fen;
  incomeReceived: Fen;
  budgetTotal: Fen;
  budgetAdjusted: Fen;
  budgetEvaluated: Fen;
  released: Fen;
  /** Net of what was refunded. */
  paid: Fen;
  refunded: Fen;
  executionRate: string | null;
  projects: number;
  targetsMet: number;
  lines: LineFigures[];
}

export const fundsViews = ['lines', 'income', 'levies', 'holds', 'queue', 'closing'] as const;
export type FundsView = (typeof fundsViews)[number];

export interface LevyRow {
  regionId: string;
  regionName: string;
  state: string;
  stateLabel: string;
  /** Parts per million. */
  ratePpm: number | null;
  revenue: Fen | null;
  amount: Fen | null;
  received: Fen;
  receivedLate: Fen;
  unpaid: Fen;
  arrears: Fen;
  dueOn: string | null;
}

export interface ReceiptRow {
  no: number;
  state: string;
  stateLabel: string;
  sourceName: string;
  amount: Fen;
  receivedOn: string;
  voucher: string | null;
  reason: string | null;
  reportedBy: string | null;
  recordedBy: string | null;
  reversedBy: string | null;
  entries: { kind: string; amount: Fen; on: string }[];
}

export interface HoldRow {
  no: number;
  state: string;
  stateLabel: string;
  earmark: string | null;
  amount: Fen;
  lifted: Fen;
  held: Fen;
  reason: string;
  heldOn: string;
  heldBy: string | null;
  liftings: { amount: Fen; reason: string; by: string | null; on: string }[];
}

/** How a fund year is to be closed, or was. */
export interface YearClosing {
  nextYear: number;
  issuer: string;
  number: string;
  issuedOn: string;
  recordedBy: string | null;
  confirmedBy: string | null;
}

/** A place in the queue for a year's money. */
export interface QueueRow {
  place: number;
  projectId: Id;
  code: string;
  title: string;
  line: string;
  state: string;
  stateLabel: string;
  since: string | null;
  needs: Fen;
  there: Fen;
  missing: Fen;
}

export interface IncomeRow {
  code: string;
  name: string;
  kind: string;
  regionId: string | null;
  earmark: string | null;
  lines: string[];
  planned: Fen;
  received: Fen;
}

/** What of the counties' book is wanted. */
export interface BookFilters {
  region?: string;
  year?: number;
  line?: string;
  project?: number;
  from?: string;
  until?: string;
}

/** A line of the counties' book. */
export interface BookRow {
  id: string;
  occurredAt: string;
  summary: string;
  in: Fen;
  out: Fen;
  balance: Fen;
  regionName: string;
  line: string;
  lineName: string;
  project: { id: Id; code: string; title: string };
  document: { id: Id; issuer: string; number: string } | null;
  voucher: string | null;
  person: string | null;
  organisation: string | null;
}

/** One thing that does not agree with another. */
export interface BookDifference {
  check: string;
  subject: string;
  expected: string;
  found: string;
  rows: string[];
}

export interface BookCheck {
  id: number;
  startedAt: string;
  durationMs: number;
  /** Null is the night. */
  person: string | null;
  entries: number;
  accounts: number;
  projects: number;
  count: number;
  differences: BookDifference[];
}

export interface BookTotals {
  opening: Fen;
  in: Fen;
  out: Fen;
  closing: Fen;
  entries: number;
}

export interface Region {
  id: string;
  name: string;
  level: string;
}

export interface Reviewer {
  personId: Id;
  name: string;
  organisation: string;
}

type Json<T> = { content: { 'application/json': T } };
type Answer<T> = { 200: { headers: Record<string, string> } & Json<T> };
type At = { path: { id: Id } };
type Year = { path: { year: number } };
type Keyed = { header: { 'Idempotency-Key': string } };

type Get<T, P = object> = { get: { parameters: P; responses: Answer<T> } };
type Post<B, T, P = object> = { post: { parameters: P; requestBody: Json<B>; responses: Answer<T> } };

/** The routes that the pages call by name. Actions of a project are posted to the `href` that the server gives. */
/** 一卡通花名册: who is paid by a line of a claim, the numbers masked. */
export interface Roster {
  id: number;
  people: number;
  total: Fen;
  rows: {
    no: number;
    name: string;
    identity: string;
    account: string;
    amount: Fen;
    /** By how many other claims of the year the same person is paid. */
    elsewhere: number;
  }[];
}

/** What of a claim stands in another one too; of what is out of scope without its project. */
export interface ClaimHint {
  kind: 'invoice' | 'payment' | 'paper';
  line: number | null;
  detail: string;
  year: number;
  region: string;
  project: { id: Id; code: string; title: string; claim: number } | null;
}

export interface Paths {
  '/api/session': Get<Session> &
    Post<{ username: string; password: string }, Session> & {
      delete: { parameters: object; responses: { 204: { headers: Record<string, string>; content?: never } } };
    };
  '/api/session/membership': {
    put: { parameters: object; requestBody: Json<{ membershipId: Id }>; responses: Answer<Session> };
  };
  '/api/session/password': {
    put: { parameters: object; requestBody: Json<PasswordChange>; responses: Answer<Session> };
  };
  '/api/sessions': Get<Items<SignedInAt>> & {
    delete: { parameters: object; responses: { 204: { headers: Record<string, string>; content?: never } } };
  };
  '/api/sessions/{id}': {
    delete: { parameters: At; responses: { 204: { headers: Record<string, string>; content?: never } } };
  };
  '/api/demo/sign-ins': Get<Items<DemoSignIn>>;
  '/api/inbox': Get<Page<InboxItem>, { query?: { limit?: number; cursor?: string } }>;
  '/api/projects': Get<Page<ProjectRow>, { query?: ProjectFilters & { limit?: number; cursor?: string } }> &
    Post<NewProject, { id: Id; code: string }, Keyed>;
  '/api/projects/{id}': Get<Project, At>;
  '/api/projects/{id}/draft': Get<Draft, At> & {
    patch: { parameters: At; requestBody: Json<DraftChanges>; responses: Answer<Draft> };
  };
  '/api/projects/{id}/draft/presence': {
    put: {
      parameters: At;
      requestBody: Json<{ writer: string; section?: string; state: 'open' | 'left' }>;
      responses: Answer<{ version: number; writers: { name: string; section: string | null }[] }>;
    };
  };
  '/api/projects/{id}/draft/saves': Get<Items<DraftSave>, At>;
  '/api/projects/{id}/draft/saves/{no}': Get<{ content: ApplicationContent }, { path: { id: Id; no: number } }>;
  '/api/projects/{id}/draft/comparison': Get<Comparison, At>;
  '/api/projects/{id}/revisions': Get<Items<Revision>, At>;
  '/api/projects/{id}/revisions/{no}/comparison': Get<
    Comparison,
    { path: { id: Id; no: number }; query?: { with?: number } }
  >;
  '/api/applications/similar': Get<Items<SimilarProject>, { query: { title?: string; line?: string; year?: number } }>;
  '/api/applications/start': Get<Start, { query: { from: Id; year: number } }>;
  '/api/projects/{id}/actions': Get<Items<Action>, At>;
  '/api/projects/{id}/claims/{no}/hints': Get<Items<ClaimHint>, { path: { id: Id; no: number } }>;
  '/api/projects/{id}/rosters/{roster}': Get<Roster, { path: { id: Id; roster: number } }>;
  '/api/projects/{id}/history': Get<Page<HistoryEntry>, At & { query?: { cursor?: string } }>;
  '/api/documents': Get<Page<DocumentRow>, { query?: { year?: number; state?: string; cursor?: string } }> &
    Post<NewDocument, { id: Id }, Keyed>;
  '/api/documents/{id}': Get<DocumentDetail, At>;
  '/api/documents/{id}/confirmation': Post<{ version: number; overIncome?: boolean }, unknown, At & Keyed>;
  '/api/documents/{id}/voidance': Post<{ version: number; reason: string }, unknown, At & Keyed>;
  '/api/fund-years': Get<Items<{ year: number; state: string; budgetApproved: boolean }>> &
    Post<{ year: number; from?: number | null }, { year: number }, Keyed>;
  '/api/fund-years/{year}/budget/versions': Get<Items<BudgetVersion>, Year>;
  '/api/fund-years/{year}/lines': Get<BudgetLines, Year>;
  '/api/fund-years/{year}/figures': Get<Figures, Year>;
  '/api/fund-years/{year}/income': Get<Items<IncomeRow>, Year>;
  '/api/fund-years/{year}/levies': Get<Items<LevyRow>, Year>;
  '/api/fund-years/{year}/receipts': Get<Items<ReceiptRow>, Year>;
  '/api/fund-years/{year}/holds': Get<Items<HoldRow>, Year>;
  '/api/fund-years/{year}/closing': Get<{ closing: YearClosing | null }, Year>;
  '/api/fund-years/{year}/queue': Get<Items<QueueRow>, Year>;
  '/api/book-checks': Get<Page<BookCheck>, { query?: { cursor?: string } }>;
  '/api/ledger': Get<Page<BookRow> & { totals: BookTotals }, { query?: BookFilters & { cursor?: string } }>;
  '/api/regions': Get<Items<Region>>;
  '/api/organisations': Get<
    Page<Organisation>,
    { query?: { role?: string; region?: string; limit?: number; cursor?: string } }
  >;
  '/api/memberships': Get<
    Page<HeldMembership>,
    { query?: { q?: string; role?: string; organisation?: number; state?: string; limit?: number; cursor?: string } }
  >;
  '/api/people': Get<Page<Person>, { query?: { q?: string; organisation?: number; limit?: number; cursor?: string } }>;
  '/api/people/{id}': Get<Person, At>;
  '/api/people/{id}/changes': Get<Page<PeopleChange>, At & { query?: { limit?: number; cursor?: string } }>;
  '/api/reviewers': Get<Items<Reviewer>>;
}

export interface ProjectFilters {
  year?: number;
  line?: string;
  region?: string;
  mode?: string;
  stage?: string;
  q?: string;
}
