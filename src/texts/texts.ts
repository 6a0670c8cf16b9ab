import type { Level, Role } from '../../workflows/actor.js';
import type { DocumentEvent } from '../../workflows/document/decide.js';
import type { DocumentFacts, DocumentKind } from '../../workflows/document/facts.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import type { FundYearFacts, Hold, Receipt, SourceKind } from '../../workflows/fund-year/facts.js';
import type { LevyState } from '../../workflows/levy/levy.machine.js';
import type { EntryKind } from '../../workflows/ledger/book.js';
import type {
  ApplicationContent,
  MatchSource,
  TargetLevel,
  wholeApplication,
} from '../../workflows/project/application-form.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import type { Mode } from '../../workflows/project/modes.js';
import type { Change, Choice, ClaimKind, Milestone, Opinion, PartKind } from '../../workflows/project/parts.js';
import type { PaperClass } from '../../workflows/project/papers.js';
import type { Limit } from '../../workflows/project/policy.js';
import type { Blame } from '../../workflows/project/facts.js';
import type { Holder } from '../../workflows/project/stage.js';
import type { ErrorKind, ErrorParams } from '../../workflows/values/domain-error.js';
import { type Fen, formatYuan } from '../../workflows/values/money.js';
import type { PeopleEvent } from '../identity/people-changes.js';
import { en } from './en.js';
import type { ErrorCode } from './errors.zh-CN.js';
import { zhCN } from './zh-CN.js';

export type Language = 'zh-CN' | 'en';
export type { ErrorCode };

type Labels<K extends string> = Readonly<Record<K, string>>;

/** All words that the server itself says, in one language. The pages have their own for what they show around them. */
export interface Texts {
  readonly language: Language;
  readonly yuan: string;
  readonly roles: Labels<Role>;
  /** A seat that different roles fill, and the system itself, beside the roles. */
  readonly holders: Labels<Exclude<Holder, Role> | 'system'>;
  readonly levels: Labels<Level>;
  readonly modes: Labels<Mode>;
  readonly stages: Readonly<Record<string, string>>;
  /** By dotted path: those of projects (`cityReview.deliberating`, `completed`) and of parts (`claim.submitted`). */
  readonly states: Readonly<Record<string, string>>;
  readonly partKinds: Labels<PartKind>;
  /** What a person does, as on a button and in the history. */
  readonly events: Labels<
    | ProjectEventType
    | 'application.begin'
    | 'document.record'
    | 'fundYear.begin'
    | DocumentEvent['type']
    | FundYearEvent['type']
  >;
  /** The fields of an application and their halves, and the application as a whole, which a return may name. */
  readonly fields: Labels<
    keyof ApplicationContent | `returns.${keyof ApplicationContent['returns']}` | typeof wholeApplication
  >;
  readonly documentKinds: Labels<DocumentKind>;
  readonly documentStates: Labels<DocumentFacts['state']>;
  readonly fundYearStates: Labels<FundYearFacts['state']>;
  readonly levyStates: Labels<LevyState>;
  readonly receiptStates: Labels<Receipt['state']>;
  readonly holdStates: Labels<Hold['state']>;
  readonly sourceKinds: Labels<SourceKind>;
  readonly entryKinds: Labels<EntryKind>;
  /** The counties' book, as a file. */
  readonly book: {
    readonly file: string;
    readonly opening: string;
    readonly closing: string;
    /** In their order. */
    readonly columns: Labels<
      'date' | 'summary' | 'document' | 'line' | 'project' | 'region' | 'in' | 'out' | 'balance' | 'person' | 'decision'
    >;
  };
  readonly claimKinds: Labels<ClaimKind>;
  readonly choices: Labels<Choice>;
  readonly stances: Labels<NonNullable<Opinion['stance']>>;
  readonly changeSubjects: Labels<Change['subject']>;
  readonly milestones: Labels<Milestone['milestone']>;
  readonly matchSources: Labels<MatchSource>;
  /** The first level of performance targets. */
  readonly targetLevels: Labels<TargetLevel>;
  readonly paperClasses: Labels<PaperClass>;
  /** What a limit of working days is for. */
  readonly limits: Labels<Limit>;
  readonly blames: Labels<Blame>;
  /** What is changed about people, organisations and memberships. */
  readonly peopleEvents: Labels<PeopleEvent>;
  /** The title of a refused request, by its kind. */
  readonly problems: Labels<ErrorKind | 'broken'>;
  readonly errors: Labels<ErrorCode>;
}

const all: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCN, en };

export const textsFor = (language: Language): Texts => all[language];

/** The label of a dotted state of a project or a part; the path itself where it has none, which a test rules out. */
export const stateLabel = (texts: Texts, state: string): string => texts.states[state] ?? state;

/** What a parameter of this name holds is a code that has a label. */
const labelledBy: Readonly<Record<string, (texts: Texts) => Readonly<Record<string, string>>>> = {
  event: (texts) => texts.events,
  state: (texts) => ({ ...texts.documentStates, ...texts.states }),
  field: (texts) => texts.fields,
  matchSource: (texts) => texts.matchSources,
  targetLevel: (texts) => texts.targetLevels,
  kind: (texts) => texts.partKinds,
  class: (texts) => texts.paperClasses,
  role: (texts) => texts.roles,
  levyState: (texts) => texts.levyStates,
  receiptState: (texts) => texts.receiptStates,
  decidedBy: (texts) => ({ ...texts.holders, ...texts.roles }),
};

function printed(texts: Texts, name: string, value: ErrorParams[string]): string {
  if (value === null) return '—';
  if (typeof value === 'bigint') return `${formatYuan(value as Fen)} ${texts.yuan}`;
  if (typeof value === 'string') return labelledBy[name]?.(texts)[value] ?? value;
  return String(value);
}

/**
 * Fills `{name}` in a template: money (bigint, fen) in yuan, codes of events, states, roles and fields by their labels.
 * A name without a parameter becomes a dash.
 */
export const sentence = (template: string, params: ErrorParams, texts: Texts): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => printed(texts, name, params[name] ?? null));

/** What the reader sees of a DomainError or of one unmet requirement; the code itself where it has no text. */
export const messageOf = (texts: Texts, { code, params }: { code: string; params: ErrorParams }): string =>
  Object.hasOwn(texts.errors, code) ? sentence(texts.errors[code as ErrorCode], params, texts) : code;

/** The language that a request asks for by `Accept-Language`: English where it is preferred, Chinese otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...rest] = entry.trim().toLowerCase().split(';');
      const weight = rest.map((part) => /^\s*q=([\d.]+)/.exec(part)?.[1]).find((found) => found !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
