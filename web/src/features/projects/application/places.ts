import type { ApplicationContent } from '../../../shared/api/contract.js';
import { fenSoFar } from '../../../shared/money/entry.js';

/**
 * The form as a map of places: a text, a number, a row of a list by its id, an answer to a point of a return. What is sent
 * are the places that were changed here, and what others changed comes back as places, so that neither overwrites the
 * other.
 */
export type Places = ReadonlyMap<string, unknown>;

/** What the form holds: the content, and the answers to the points of a return. */
export interface Written extends ApplicationContent {
  answers?: Record<string, string | undefined>;
}

type Row = Record<string, unknown> & { id?: string; hash?: string };

/** A paper has no id of its own: it is what it is, and its bytes. */
const idOf = (row: Row): string | undefined => row.id ?? (row.hash && `${String(row['class'])}:${row.hash}`);

const money = new Set(['asked', 'planned', 'amount']);
const lists = ['shares', 'match', 'costs', 'stages', 'timetable', 'targets'] as const;
type ListName = (typeof lists)[number];

/** What each row is sent with where nothing is written yet. */
const blank: Record<ListName, Row> = {
  shares: { regionId: '', asked: '0' },
  match: { source: null, planned: '0' },
  costs: { item: '', amount: '0' },
  stages: { name: '', amount: '0' },
  timetable: { step: '', from: null, until: null },
  targets: { aspect: null, direction: 'atLeast', name: '', target: '', unit: '' },
};

/** A row as it is sent: what cannot be read yet counts as nothing, what is absent as empty. */
function sendable(list: ListName, row: Row): Row {
  const cells = Object.entries(blank[list]).map(([name, empty]) => {
    const value = row[name];
    return [name, money.has(name) ? fenSoFar(value as string | undefined) : (value ?? empty)];
  });
  return { ...Object.fromEntries(cells), id: row.id };
}

const isEmptyRow = (list: ListName, row: Row): boolean =>
  Object.entries(blank[list]).every(([name, empty]) => isSame(row[name] ?? empty, empty) || name === 'direction');

/** The places of what the form holds. A row in which nothing is written yet is none. */
export function placesOf(written: Written, known: Places = new Map()): Map<string, unknown> {
  const places = new Map<string, unknown>();
  for (const field of ['title', 'summary', 'need', 'feasibility'] as const) places.set(field, written[field] ?? '');
  for (const list of lists) {
    for (const row of (written[list] ?? []) as Row[]) {
      const path = `${list}/${row.id}`;
      const sent = sendable(list, row);
      if (row.id !== undefined && (known.has(path) || !isEmptyRow(list, sent))) places.set(path, sent);
    }
  }
  for (const paper of written.papers ?? []) places.set(`papers/${idOf(paper)}`, paper);
  for (const name of ['expected', 'sharing'] as const) places.set(`returns.${name}`, written.returns?.[name] ?? '');
  for (const name of ['villages', 'households', 'persons'] as const)
    places.set(`beneficiaries.${name}`, written.beneficiaries?.[name] ?? 0);
  for (const [field, answer] of Object.entries(written.answers ?? {})) places.set(`answers/${field}`, answer ?? '');
  return places;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key] ?? null, b[key] ?? null));
}

const at = (places: Places, path: string): unknown => places.get(path) ?? null;

/** What differs from what the server has; null takes a row away. */
export function changesBetween(known: Places, form: Places): Map<string, unknown> {
  const paths = new Set([...known.keys(), ...form.keys()]);
  return new Map(
    [...paths].filter((path) => !isSame(at(known, path), at(form, path))).map((path) => [path, at(form, path)]),
  );
}

export interface Clash {
  path: string;
  mine: unknown;
  theirs: unknown;
  by?: string | null;
}

export interface Absorbed {
  /** What others wrote, to be put into the form. */
  take: Map<string, unknown>;
  clashes: Clash[];
}

/**
 * What is to be done with a newer state of the draft: what others wrote at places that were not touched here is taken;
 * what was touched on both sides clashes, and the form keeps its own. `sent` is what this form had just sent.
 */
export function absorbed(known: Places, newer: Places, form: Places, sent: Places = new Map()): Absorbed {
  const take = new Map<string, unknown>();
  const clashes: Clash[] = [];
  for (const [path, theirs] of changesBetween(known, newer)) {
    const mine = at(form, path);
    if (isSame(mine, theirs) || (sent.has(path) && isSame(at(sent, path), theirs))) continue;
    if (isSame(mine, at(known, path))) take.set(path, theirs);
    else clashes.push({ path, mine, theirs });
  }
  return { take, clashes };
}

/** Puts places into what the form holds: rows that are there stay in their order, new ones come last. */
export function withPlaces(written: Written, changes: Places): Written {
  const next: Record<string, unknown> = { ...written };
  for (const [path, value] of changes) {
    const [, field = '', sign, name = ''] = /^(\w+)(?:([./])(.*))?$/s.exec(path) ?? [];
    if (sign === '.' || field === 'answers') next[field] = { ...(next[field] as object), [name]: value ?? '' };
    else if (sign === '/') {
      const rows = (next[field] ?? []) as Row[];
      const there = rows.some((row) => idOf(row) === name);
      next[field] =
        value === null
          ? rows.filter((row) => idOf(row) !== name)
          : there
            ? rows.map((row) => (idOf(row) === name ? (value as Row) : row))
            : [...rows, value as Row];
    } else next[field] = value;
  }
  return next as Written;
}

/** As the form shows it: an amount that is not written yet is empty, not nought. */
export function forForm(written: Written): Written {
  const shown = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, money.has(name) && value === '0' ? undefined : value]),
    );
  return {
    ...written,
    ...Object.fromEntries(lists.map((list) => [list, ((written[list] ?? []) as Row[]).map(shown)])),
  };
}

/** The body of a save: only what was changed, in the shape of the application. */
export function patchOf(changes: Places) {
  const removed: { list: string; id: string }[] = [];
  const kept = new Map<string, unknown>();
  for (const [path, value] of changes) {
    const [list = '', id = ''] = path.split('/');
    if (value !== null) kept.set(path, value);
    else if (path.includes('/')) removed.push({ list, id });
  }
  const { answers = {}, ...content } = withPlaces({}, kept);
  return {
    content,
    removed,
    answers: Object.entries(answers).map(([field, answer]) => ({ field, answer: answer ?? '' })),
  };
}

const random = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(36).padStart(2, '0')).join('');
export const newRowId = (): string => `n${random(6)}`;
export const newWriter = (): string => random(10);
