import type { Actor, Role } from '../actor.js';
import { Book } from '../ledger/book.js';
import { poolAccount, shareAccount } from '../ledger/accounts.js';
import { add, type Fen, sum } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';
import type { Calendar } from '../values/working-days.js';
import type { DocumentFacts } from '../document/facts.js';
import type { ApplicationContent } from './application-form.js';
import type { Mode } from './modes.js';
import type { AnyPart, PartKind, Parts } from './parts.js';
import type { Uploads } from './papers.js';
import type { Returned } from './returned.js';
import type { Roster } from './roster.js';

export interface Project {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly line: string;
  readonly mode: Mode;
  /** The version of lifecycle and policy that it started under; nobody in flight moves to another. */
  readonly policy: string;
  /** A dotted path: `cityReview.deliberating`. */
  readonly state: string;
  /** Counts the entries into states: the version of "what waits now". */
  readonly visit: number;
  /** Who stopped it: what the city suspended, the county cannot resume. */
  readonly suspendedBy: 'county' | 'city' | null;
  readonly applicantOrganisationId: number;
  /** The applicant's county, or the city itself for what the city runs. */
  readonly regionId: string;
  /** The regions of its shares, fixed when it is created. */
  readonly regionIds: readonly string[];
  readonly endorsedBy: number | null;
  /** Which deputies acted here, and for whom: what they did counts as done by both. */
  readonly standIns: readonly StandIn[];
  readonly revision: number;
  readonly noticeEndsOn: LocalDate | null;
  readonly returned: Returned | null;
  /** Set when its own year was closed and it goes on: the budget that it is paid from now. */
  readonly fundedYear?: number | null;
  readonly fundedLine?: string | null;
}

export interface StandIn {
  readonly by: number;
  readonly for: number;
}

export interface Share {
  readonly no: number;
  readonly regionId: string;
  readonly asked: Fen;
  /** What was put to the vote; null before. */
  readonly proposed: Fen | null;
}

export interface BudgetLine {
  readonly code: string;
  readonly year: number;
  readonly departmentId: number | null;
  readonly yearState: 'open' | 'closed';
  /** Pools of earmarked income that may be spent on this line; drawn before the general pool. */
  readonly earmarks: readonly string[];
}

/** Whose time it is while a state lasts. */
export type Blame = 'applicant' | 'county' | 'city' | 'finance' | 'notice' | 'nobody';

/** Who must act, on what, until when: deadline, to-do and clock at once. One for each holder. */
export interface Span {
  /** `project` or the part, `claim/3`. */
  readonly subject: string;
  readonly state: string;
  /** The visit of the state, or the version of the part, that opened it. */
  readonly visit: number;
  readonly role: Role;
  readonly regionId: string | null;
  readonly organisationId: number | null;
  readonly personId: number | null;
  readonly blame: Blame;
  readonly openedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly pausedOn: LocalDate | null;
}

/** All that a decision about one project may look at, read under the project's lock. */
export interface ProjectFacts {
  readonly project: Project;
  readonly shares: readonly Share[];
  readonly parts: Parts;
  /** Rosters that were handed in; a claim's line names one. */
  readonly rosters: readonly Roster[];
  readonly spans: readonly Span[];
  readonly line: BudgetLine;
  /** Who wrote what was submitted last, or before it: frozen with the revision. */
  readonly authors: readonly number[];
  /** Read for whoever may submit it, and for nobody else: what is not submitted is its own organisation's. */
  readonly draft: Draft | null;
}

export interface Draft {
  readonly content: ApplicationContent;
  /** Everybody who wrote in it so far, deputies and those whom they stood in for. */
  readonly authors: readonly number[];
}

export function draftOf({ draft, project }: ProjectFacts): Draft {
  if (!draft) throw new Error(`the draft of project ${project.id} was not read`);
  return draft;
}

/** These persons, those whom they stood in for here, and those who stood in for them: a deputy's act is that of both. */
export function withDeputies(
  { project }: ProjectFacts,
  persons: readonly (number | null)[],
): ReadonlySet<number | null> {
  const pairs = project.standIns.filter(
    ({ by, for: principal }) => persons.includes(by) || persons.includes(principal),
  );
  return new Set([...persons, ...pairs.flatMap(({ by, for: principal }) => [by, principal])]);
}

/** Facts about others that some events name: read only for those. */
export interface Surroundings {
  readonly today: LocalDate;
  readonly calendar: Calendar;
  /** The id of the city's own region. */
  readonly cityRegionId: string;
  /** Persons who may sit in the panel, with the organisation under which they review. */
  readonly reviewers: ReadonlyMap<number, { readonly organisationId: number }>;
  /** Organisations that may be asked for an opinion. */
  readonly departments: ReadonlySet<number>;
  readonly documents: ReadonlyMap<number, DocumentFacts>;
  /** What the papers named by commands and drafts are, under `uploadKey`: only what that organisation brought itself. */
  readonly uploads: Uploads;
}

/** What guards, requirements and effects look at: the context of every project machine. */
export interface Situation extends Surroundings {
  readonly facts: ProjectFacts;
  readonly actor: Actor;
  readonly book: Book;
  /** The part that the event is about, as it was before. */
  readonly part: AnyPart | null;
}

export const isCityRun = (s: Situation, regionId = s.facts.project.regionId): boolean => regionId === s.cityRegionId;

const balance = (s: Situation, share: number, kind: Parameters<typeof shareAccount>[2]): Fen =>
  s.book.balance(shareAccount(s.facts.project.id, share, kind));

/** What of each share's money stands where; every figure is a balance of the ledger. */
export const shareMoney = {
  committed: (s: Situation, share: number): Fen => balance(s, share, 'committed'),
  approved: (s: Situation, share: number): Fen => add(balance(s, share, 'committed'), balance(s, share, 'issued')),
  released: (s: Situation, share: number): Fen => balance(s, share, 'issued'),
  transit: (s: Situation, share: number): Fen => balance(s, share, 'transit'),
  available: (s: Situation, share: number): Fen => balance(s, share, 'available'),
  retained: (s: Situation, share: number): Fen => balance(s, share, 'retained'),
  received: (s: Situation, share: number): Fen =>
    sum((['available', 'retained', 'spent'] as const).map((kind) => balance(s, share, kind))),
  paid: (s: Situation, share: number): Fen => balance(s, share, 'spent'),
};

export const overShares = (s: Situation, money: (s: Situation, share: number) => Fen): Fen =>
  sum(s.facts.shares.map((share) => money(s, share.no)));

export const shareOf = (facts: ProjectFacts, no: number): Share | undefined =>
  facts.shares.find((share) => share.no === no);

/** The region whose people act on this part: its share's, or the applicant's where it has none. */
export function regionOf(facts: ProjectFacts, part: AnyPart | null): string {
  const no = part && 'share' in part ? part.share : null;
  return (no === null ? undefined : shareOf(facts, no)?.regionId) ?? facts.project.regionId;
}

export const partsOf = <K extends PartKind>(s: Situation, kind: K): Parts[K] => s.facts.parts[kind];

/** The money that the last acceptance of a share allows; null before it is accepted. */
export const acceptedOf = (s: Situation, share: number): Fen | null =>
  partsOf(s, 'inspection').find((one) => one.share === share && one.state === 'passed')?.accepted ?? null;

/** The pools that this line may draw on, earmarked ones first: what may only go here goes first. */
export const poolsFor = (s: Situation): readonly string[] => [
  ...s.facts.line.earmarks.map((earmark) => poolAccount(s.facts.line.year, earmark)),
  poolAccount(s.facts.line.year),
];
