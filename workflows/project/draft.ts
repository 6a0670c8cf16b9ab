import type { LocalDate } from '../values/local-date.js';
import { zero } from '../values/money.js';
import { localDate } from '../values/local-date.js';
import { type ApplicationContent, emptyContent } from './application-form.js';

/**
 * Several authors write one draft (docs/adr/0015). It is a map of *places*, and a place is what one person writes at a
 * time: a text (`summary`, `returns.sharing`), a number (`beneficiaries.villages`), a row of a list (`costs/r2`), an
 * answer to a point of a return (`answers/1/costs`). A save carries only the places that its author changed.
 */
export type Places = ReadonlyMap<string, unknown>;

/** Who last wrote each place, and in which version of the draft. `by` is a writer: a person before one open form. */
export type Touched = Readonly<Record<string, { readonly version: number; readonly by: string }>>;

export interface Draft {
  readonly version: number;
  readonly places: Places;
  readonly touched: Touched;
}

export interface Save {
  readonly writer: string;
  /** The version of the draft that the author saw when changing these. */
  readonly base: number;
  /** What stands there now; null takes the row away. */
  readonly changes: Places;
}

/** Two have written the same place differently: what stands stays, and the second author decides. */
export interface Conflict {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly version: number;
  readonly by: string;
}

export interface Merged {
  readonly draft: Draft;
  /** What stood before at each place that was changed; null where nothing did. Undoes the save. */
  readonly before: Places;
  readonly conflicts: readonly Conflict[];
}

/** So many versions back it is known who wrote what; a form older than that conflicts wherever it differs. */
export const versionsRemembered = 500;

/**
 * Puts a save on top of whatever was saved since its author read the draft. What others did not touch is taken; what says
 * the same as what stands there is no change; what the same writer touched last is that writer's own earlier save, whose
 * answer was lost on the way. The rest conflicts, and is not written. Nothing in `changes` is dropped silently: after
 * it, each stands in the draft or is among the conflicts.
 */
export function merge(draft: Draft, { writer, base, changes }: Save): Merged {
  const version = draft.version + 1;
  const places = new Map(draft.places);
  const touched: Record<string, Touched[string]> = { ...draft.touched };
  const before = new Map<string, unknown>();
  const conflicts: Conflict[] = [];
  const forgotten = base < draft.version - versionsRemembered;

  for (const [path, mine] of changes) {
    const theirs = draft.places.get(path) ?? null;
    if (isSame(mine, theirs)) continue;
    const last = draft.touched[path];
    if (last ? last.version > base && last.by !== writer : forgotten) {
      conflicts.push({ path, mine, theirs, version: last?.version ?? draft.version, by: last?.by ?? '' });
      continue;
    }
    before.set(path, theirs);
    if (mine === null) places.delete(path);
    else places.set(path, mine);
    touched[path] = { version, by: writer };
  }
  if (before.size === 0) return { draft, before, conflicts };
  const kept = Object.entries(touched).filter(([, last]) => last.version > version - versionsRemembered);
  return { draft: { version, places, touched: Object.fromEntries(kept) }, before, conflicts };
}

/** Takes back what a save changed: the places as they stood before it. */
export function undone(places: Places, before: Places): Places {
  const earlier = new Map(places);
  for (const [path, value] of before) {
    if (value === null) earlier.delete(path);
    else earlier.set(path, value);
  }
  return earlier;
}

/** What must be saved for `before` to become `after`. */
export function changesBetween(before: Places, after: Places): Places {
  const changes = new Map<string, unknown>();
  for (const [path, value] of after) if (!isSame(value, before.get(path) ?? null)) changes.set(path, value);
  for (const path of before.keys()) if (!after.has(path)) changes.set(path, null);
  return changes;
}

/** Whether everything that was typed is still in it: a text that only grew has nothing to be kept apart. */
export function onlyGrew(before: unknown, after: unknown): boolean {
  if (typeof before !== 'string' || typeof after !== 'string' || after.length < before.length) return false;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return start + end >= before.length;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The same to whoever reads it, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = (value: Record<string, unknown>) => Object.keys(value).filter((key) => value[key] !== undefined);
  const [of, other] = [keys(a), keys(b)];
  return of.length === other.length && of.every((key) => isSame(a[key], b[key]));
}

type AnyRow = Readonly<Record<string, unknown>> & {
  readonly id?: string;
  readonly hash?: string;
  readonly class?: string;
};

/** A row by its id; a paper is what it holds, and what as, and has none. */
const keyOf = (row: AnyRow) => row.id ?? `${row.class}:${row.hash}`;

export function placesOf(content: object): Map<string, unknown> {
  const places = new Map<string, unknown>();
  for (const [field, value] of Object.entries(content)) {
    if (Array.isArray(value)) for (const row of value as AnyRow[]) places.set(`${field}/${keyOf(row)}`, row);
    else if (isObject(value)) for (const [name, inner] of Object.entries(value)) places.set(`${field}.${name}`, inner);
    else places.set(field, value);
  }
  return places;
}

/** The content that stands at these places, rows in the order in which they came; what is at no place is empty. */
export function contentAt(places: Places): ApplicationContent {
  const content: Record<string, unknown> = {};
  for (const [field, empty] of Object.entries(emptyContent)) {
    content[field] = Array.isArray(empty) ? [] : isObject(empty) ? { ...empty } : empty;
  }
  for (const [path, value] of places) {
    const [, field = '', sign, name = ''] = /^(\w+)(?:([./])(.*))?$/s.exec(path) ?? [];
    if (!Object.hasOwn(emptyContent, field)) continue;
    if (sign === '/') (content[field] as unknown[]).push(value);
    else if (sign === '.') (content[field] as Record<string, unknown>)[name] = value;
    else content[field] = value;
  }
  return content as unknown as ApplicationContent;
}

/**
 * Gives each row without an id a new one that no row of `earlier` has either; or, where the whole is written anew
 * (`inPlace`), that of the row in its place, if no other row has taken it.
 */
export function withRowIds<C extends Partial<ApplicationContent> = ApplicationContent>(
  content: C,
  earlier: ApplicationContent = emptyContent,
  { inPlace }: { readonly inPlace: boolean } = { inPlace: false },
): C {
  const named = Object.entries(content).map(([field, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [field, value];
    const rows = value as AnyRow[];
    const there = ((earlier as unknown as Record<string, AnyRow[]>)[field] ?? []).map(({ id }) => id);
    const used = new Set([...rows.map(({ id }) => id), ...there]);
    const given = new Set(rows.map(({ id }) => id));
    let next = 0;
    const fresh = () => {
      do next += 1;
      while (used.has(`r${next}`));
      return `r${next}`;
    };
    return [
      field,
      rows.map((row, index) => {
        if (row.hash !== undefined) return row;
        const standing = inPlace ? there[index] : undefined;
        const id = row.id ?? (standing !== undefined && !given.has(standing) ? standing : fresh());
        given.add(id);
        return { ...row, id };
      }),
    ];
  });
  return Object.fromEntries(named) as C;
}

/** The same day in another year; what was the 29th of February is the 28th where there is none. */
function inYear(date: LocalDate, years: number): LocalDate {
  const [year, month, day] = date.split('-') as [string, string, string];
  const there = `${String(Number(year) + years).padStart(4, '0')}-${month}`;
  try {
    return localDate(`${there}-${day}`);
  } catch {
    return localDate(`${there}-28`);
  }
}

/**
 * A new application that starts from an earlier one: its words, its budget's items, its timetable `years` later and its
 * targets' names. Amounts, counts and target values are what differs each time, and what nobody would notice if it were
 * copied: they are written anew.
 */
export function startedFrom(
  earlier: ApplicationContent,
  { title, shares }: Pick<ApplicationContent, 'title' | 'shares'>,
  years: number,
): ApplicationContent {
  const { match, costs, stages, timetable, targets, summary, need, feasibility, returns } = earlier;
  return withRowIds({
    ...emptyContent,
    title,
    shares,
    summary,
    need,
    feasibility,
    returns,
    match: match.map((row) => ({ ...row, planned: zero })),
    costs: costs.map((row) => ({ ...row, amount: zero })),
    stages: stages.map((row) => ({ ...row, amount: zero })),
    timetable: timetable.map((row) => ({
      ...row,
      from: row.from && inYear(row.from, years),
      until: row.until && inYear(row.until, years),
    })),
    targets: targets.map((row) => ({ ...row, target: '' })),
  });
}
