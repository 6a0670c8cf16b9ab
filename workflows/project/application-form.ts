import { type Fen, fen, sum, zero } from '../values/money.js';
import { type Unmet, unmet } from '../values/domain-error.js';
import type { NamedPaper } from './papers.js';
import { localDate, type LocalDate } from '../values/local-date.js';

/** A row keeps its id from its first save on, so that two authors and two revisions mean the same row by it. */
interface Row {
  readonly id?: string;
}

/** The second level of a performance target (绩效指标二级), by its first. Source: 财预〔2020〕10号. */
export const targetLevels = {
  output: ['quantity', 'quality', 'timeliness', 'cost'],
  benefit: ['economic', 'social', 'ecological', 'sustainable'],
  satisfaction: ['satisfaction'],
} as const;
export type TargetLevel = keyof typeof targetLevels;
export type TargetAspect = (typeof targetLevels)[TargetLevel][number];
export const targetAspects = Object.values(targetLevels).flat() as readonly TargetAspect[];

/** Which way a target is met: by a number that it is compared with, or by what is told in words (定性). */
export const targetDirections = ['atLeast', 'atMost', 'exactly', 'inWords'] as const;
export type TargetDirection = (typeof targetDirections)[number];

export const matchSources = ['central', 'province', 'county', 'self'] as const;
export type MatchSource = (typeof matchSources)[number];

export interface Match extends Row {
  readonly source: MatchSource | null;
  readonly planned: Fen;
}
export interface Step extends Row {
  readonly step: string;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
}
export interface Target extends Row {
  readonly aspect: TargetAspect | null;
  readonly name: string;
  readonly direction: TargetDirection;
  /** A decimal number, unless it is told in words. */
  readonly target: string;
  readonly unit: string;
}

/** What an applicant writes (申报书). A draft may lack anything; what is submitted may not. */
export interface ApplicationContent {
  readonly title: string;
  readonly summary: string;
  /** Why it is needed (立项依据). */
  readonly need: string;
  /** The feasibility study in short (可行性研究). */
  readonly feasibility: string;
  readonly shares: readonly (Row & { readonly regionId: string; readonly asked: Fen })[];
  /** Match money by source (配套资金). */
  readonly match: readonly Match[];
  /** Itemised budget (预算明细): sums to what is asked and matched. */
  readonly costs: readonly (Row & { readonly item: string; readonly amount: Fen })[];
  /** Budget by stage (分环节预算): the same total again. */
  readonly stages: readonly (Row & { readonly name: string; readonly amount: Fen })[];
  readonly timetable: readonly Step[];
  /** Expected returns and how they are shared (收益分配). */
  readonly returns: { readonly expected: string; readonly sharing: string };
  readonly beneficiaries: { readonly villages: number; readonly households: number; readonly persons: number };
  readonly targets: readonly Target[];
  /** Uploaded before; which are required is the policy's to say. */
  readonly papers: readonly NamedPaper[];
}

export const emptyContent: ApplicationContent = {
  title: '',
  summary: '',
  need: '',
  feasibility: '',
  shares: [],
  match: [],
  costs: [],
  stages: [],
  timetable: [],
  returns: { expected: '', sharing: '' },
  beneficiaries: { villages: 0, households: 0, persons: 0 },
  targets: [],
  papers: [],
};

/** What a return may name: a field of the application, or the whole of it. */
export const wholeApplication = 'application';
export const isReturnable = (field: string): boolean =>
  field === wholeApplication || Object.hasOwn(emptyContent, field);

/** Characters, rows and money that fit: one bound for what is typed, imported and submitted. */
export const limits = {
  title: 200,
  prose: 20_000,
  cell: 200,
  unit: 50,
  rows: 500,
  /** 100亿元: nobody asks for more; whoever does has taken 元 for 万元. */
  amount: fen(1_000_000_000_000n),
  count: 100_000_000,
  /** A project may begin before its fund year (先建后补) and span some after it. */
  yearsBefore: 1,
  yearsAfter: 4,
} as const;

export const asked = (content: ApplicationContent): Fen => sum(content.shares.map((share) => share.asked));

/** Nothing that can be seen: empty, spaces of any kind, control characters, invisible ones. */
const isBlank = (text: string): boolean => /^[\p{C}\p{Z}\s]*$/u.test(text);
/** Control characters beside line breaks and tabs, and marks that turn the direction of what is read. */
const unprintable = /(?![\n\r\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with one text that must say something. `path` is where the form shows it, `field` what it is called. */
function unmetInText(text: string, limit: number, field: string, path: string, params = {}): Unmet[] {
  if (isBlank(text)) return [unmet('application.field-empty', { field, ...params }, path)];
  if (text.length > limit) return [unmet('application.text-too-long', { field, length: text.length, limit }, path)];
  return unprintable.test(text) ? [unmet('application.text-unprintable', { field }, path)] : [];
}

type ListField = 'shares' | 'match' | 'costs' | 'stages' | 'timetable' | 'targets';

/** A row of a list, where it stands, and the cells that must say something. */
interface RowAt {
  readonly field: ListField;
  readonly row: number;
  readonly path: string;
}

const rowsOf = <T extends Row>(field: ListField, rows: readonly T[]): (RowAt & { readonly value: T })[] =>
  rows.map((value, index) => ({ field, row: index + 1, path: `${field}/${value.id ?? index + 1}`, value }));

const incomplete = ({ field, row, path }: RowAt): Unmet => unmet('application.row-incomplete', { field, row }, path);

function unmetInCells(at: RowAt, cells: readonly (readonly [text: string, limit: number])[]): Unmet[] {
  if (cells.some(([text]) => isBlank(text))) return [incomplete(at)];
  return cells.flatMap(([text, limit]) => unmetInText(text, limit, at.field, at.path));
}

function unmetInAmount({ field, row, path }: RowAt, amount: Fen): Unmet[] {
  if (amount <= zero) return [unmet('application.amount-not-positive', { field, row }, path)];
  return amount > limits.amount
    ? [unmet('application.amount-too-large', { field, row, amount, limit: limits.amount }, path)]
    : [];
}

function unmetInTexts(content: ApplicationContent): Unmet[] {
  const { title, summary, need, feasibility, returns } = content;
  return [
    ...unmetInText(title, limits.title, 'title', 'title'),
    ...Object.entries({ summary, need, feasibility }).flatMap(([field, text]) =>
      unmetInText(text, limits.prose, field, field),
    ),
    ...(['expected', 'sharing'] as const).flatMap((name) =>
      unmetInText(returns[name], limits.prose, `returns.${name}`, `returns.${name}`),
    ),
  ];
}

function unmetInMoney(content: ApplicationContent, regionIds: readonly string[]): Unmet[] {
  const found: Unmet[] = [];
  const regions = content.shares.map((share) => share.regionId);
  if ([...regions].sort().join() !== [...regionIds].sort().join())
    found.push(unmet('application.regions-changed', { field: 'shares' }, 'shares'));
  for (const at of rowsOf('shares', content.shares)) found.push(...unmetInAmount(at, at.value.asked));

  const sources = content.match.map(({ source }) => source);
  for (const at of rowsOf('match', content.match)) {
    const { source, planned } = at.value;
    if (source === null) found.push(incomplete(at));
    else if (sources.indexOf(source) < at.row - 1)
      found.push(unmet('application.source-twice', { row: at.row, matchSource: source }, at.path));
    found.push(...unmetInAmount(at, planned));
  }

  const whole = sum([asked(content), ...content.match.map((row) => row.planned)]);
  for (const at of rowsOf('costs', content.costs))
    found.push(...unmetInCells(at, [[at.value.item, limits.cell]]), ...unmetInAmount(at, at.value.amount));
  for (const at of rowsOf('stages', content.stages))
    found.push(...unmetInCells(at, [[at.value.name, limits.cell]]), ...unmetInAmount(at, at.value.amount));
  for (const field of ['costs', 'stages'] as const) {
    const total = sum(content[field].map((row) => row.amount));
    if (content[field].length > 0 && total !== whole)
      found.push(unmet('application.sum-differs', { field, total, whole, difference: total - whole }, field));
  }
  return found;
}

/** The days that a timetable of this fund year may name. */
export const timetableWindow = (year: number): { readonly from: LocalDate; readonly until: LocalDate } => ({
  from: localDate(`${year - limits.yearsBefore}-01-01`),
  until: localDate(`${year + limits.yearsAfter}-12-31`),
});

function unmetInTimetable({ timetable }: ApplicationContent, year: number): Unmet[] {
  const window = timetableWindow(year);
  return rowsOf('timetable', timetable).flatMap((at) => {
    const { field, row, path } = at;
    const { step, from, until } = at.value;
    if (from === null || until === null) return [incomplete(at)];
    const found = unmetInCells(at, [[step, limits.cell]]);
    if (until < from) found.push(unmet('application.ends-before-start', { field, row, step }, path));
    else if (from < window.from || until > window.until)
      found.push(unmet('application.outside-years', { field, row, ...window }, path));
    return found;
  });
}

const isDecimal = (text: string): boolean => /^\d{1,15}(\.\d{1,6})?$/.test(text.trim());

function unmetInTargets({ targets }: ApplicationContent): Unmet[] {
  const found = rowsOf('targets', targets).flatMap((at) => {
    const { aspect, name, direction, target, unit } = at.value;
    if (aspect === null) return [incomplete(at)];
    const counted = direction !== 'inWords';
    const cells = unmetInCells(at, [
      [name, limits.cell],
      [target, limits.cell],
      ...(counted ? ([[unit, limits.unit]] as const) : []),
    ]);
    if (cells.length > 0 || !counted || isDecimal(target)) return cells;
    return [unmet('application.target-no-number', { row: at.row, target }, at.path)];
  });
  const levels = Object.entries(targetLevels) as [TargetLevel, readonly TargetAspect[]][];
  const missing = levels.filter(([, aspects]) => !targets.some(({ aspect }) => aspect && aspects.includes(aspect)));
  if (targets.length > 0)
    for (const [level] of missing)
      found.push(unmet('application.target-level-missing', { targetLevel: level }, 'targets'));
  return found;
}

function unmetInBeneficiaries({ beneficiaries }: ApplicationContent): Unmet[] {
  const { villages, households, persons } = beneficiaries;
  const counts = [villages, households, persons];
  if (counts.some((count) => !Number.isInteger(count) || count < 0 || count > limits.count))
    return [unmet('application.count-invalid', { limit: limits.count }, 'beneficiaries')];
  return villages + households + persons === 0
    ? [unmet('application.field-empty', { field: 'beneficiaries' }, 'beneficiaries')]
    : [];
}

const lists: readonly ListField[] = ['shares', 'match', 'costs', 'stages', 'timetable', 'targets'];
const neededLists: readonly ListField[] = ['costs', 'stages', 'timetable', 'targets'];

/**
 * What is still missing or contradicts itself; empty when the application may be submitted. Every path that submits asks
 * this one function. Each names the place where the form shows it: `need`, `returns.sharing`, a row as `costs/r2`.
 * `regionIds` are the regions that were fixed when the project was begun, `year` its fund year.
 */
export function unmetInApplication(content: ApplicationContent, regionIds: readonly string[], year: number): Unmet[] {
  const tooMany = lists.filter((field) => content[field].length > limits.rows);
  if (tooMany.length > 0) {
    return tooMany.map((field) =>
      unmet('application.too-many-rows', { field, rows: content[field].length, limit: limits.rows }, field),
    );
  }
  const empty = neededLists.filter((field) => content[field].length === 0);
  return [
    ...unmetInTexts(content),
    ...empty.map((field) => unmet('application.field-empty', { field }, field)),
    ...unmetInMoney(content, regionIds),
    ...unmetInTimetable(content, year),
    ...unmetInBeneficiaries(content),
    ...unmetInTargets(content),
  ];
}
