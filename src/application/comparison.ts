import { diffArrays } from 'diff';
import { type ApplicationContent, emptyContent, wholeApplication } from '../../workflows/project/application-form.js';
import { isSame } from '../../workflows/project/draft.js';
import type { Answered, FieldReason } from '../../workflows/project/returned.js';

/** A piece of a text in two versions. */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface ComparedText {
  readonly kind: 'text';
  /** `returns.sharing` */
  readonly path: string;
  readonly pieces: readonly Piece[];
}

export interface ComparedCount {
  readonly kind: 'count';
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

export interface ComparedRow {
  readonly kind: 'same' | 'added' | 'removed' | 'changed';
  readonly before: object | null;
  readonly after: object | null;
  /** The cells that differ, of a changed row. */
  readonly cells: readonly string[];
}

export interface ComparedRows {
  readonly kind: 'rows';
  readonly path: string;
  readonly rows: readonly ComparedRow[];
}

export type Difference = ComparedText | ComparedCount | ComparedRows;

/** Texts that differ in more than this have next to nothing in common, and finding out would take seconds. */
const mostEdits = 800;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** What is changed as one: a number or a word with letters; of Chinese, each character. */
const unitsOf = (text: string): string[] =>
  [...words.segment(text)].flatMap(({ segment }) => (/^\p{Script=Han}+$/u.test(segment) ? [...segment] : [segment]));

/** A character that two rewritten passages happen to share says nothing: it is read with what was changed around it. */
const shortest = 2;

/** Where two texts differ; two that share next to nothing are one removed and one added. */
export function comparedTexts(before: string, after: string): Piece[] {
  const edits = diffArrays(unitsOf(before), unitsOf(after), { maxEditLength: mostEdits });
  if (!edits) return changed(before, after);
  const pieces: Piece[] = [];
  let [removed, added] = ['', ''];
  for (const [index, edit] of edits.entries()) {
    const text = edit.value.join('');
    const between = removed + added !== '' && index < edits.length - 1;
    if (edit.added) added += text;
    else if (edit.removed) removed += text;
    else if (between && text.length < shortest) [removed, added] = [removed + text, added + text];
    else {
      pieces.push(...changed(removed, added), { kind: 'same', text });
      [removed, added] = ['', ''];
    }
  }
  return [...pieces, ...changed(removed, added)];
}

const changed = (removed: string, added: string): Piece[] => [
  ...(removed ? [{ kind: 'removed', text: removed } as const] : []),
  ...(added ? [{ kind: 'added', text: added } as const] : []),
];

type Row = Readonly<Record<string, unknown>>;

/** The same row in two versions: by its id, a share by its region, a paper by what it holds. */
const keyOf = (row: Row): unknown => row['regionId'] ?? row['id'] ?? `${String(row['class'])}:${String(row['hash'])}`;

function comparedRows(before: readonly Row[], after: readonly Row[]): ComparedRow[] {
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Set(after.map(keyOf));
  const kept = after.map((row): ComparedRow => {
    const was = earlier.get(keyOf(row)) ?? null;
    if (!was) return { kind: 'added', before: null, after: row, cells: [] };
    const cells = [...new Set([...Object.keys(was), ...Object.keys(row)])].filter(
      (name) => name !== 'id' && !isSame(was[name] ?? null, row[name] ?? null),
    );
    return { kind: cells.length > 0 ? 'changed' : 'same', before: was, after: row, cells };
  });
  const gone = before.filter((row) => !later.has(keyOf(row)));
  return [...kept, ...gone.map((row): ComparedRow => ({ kind: 'removed', before: row, after: null, cells: [] }))];
}

function compared(path: string, before: unknown, after: unknown): Difference[] {
  if (Array.isArray(after)) {
    const rows = comparedRows(before as Row[], after as Row[]);
    return rows.every(({ kind }) => kind === 'same') ? [] : [{ kind: 'rows', path, rows }];
  }
  if (typeof after === 'object' && after !== null) {
    return Object.entries(after).flatMap(([name, value]) =>
      compared(`${path}.${name}`, (before as Record<string, unknown>)[name], value),
    );
  }
  if (before === after) return [];
  return typeof after === 'number'
    ? [{ kind: 'count', path, before: Number(before), after }]
    : [{ kind: 'text', path, pieces: comparedTexts(String(before), String(after)) }];
}

/** What differs between two versions of an application, in the order of the form; nothing when they say the same. */
export function differencesBetween(before: ApplicationContent, after: ApplicationContent): Difference[] {
  return (Object.keys(emptyContent) as (keyof ApplicationContent)[]).flatMap((field) =>
    compared(field, before[field] ?? emptyContent[field], after[field] ?? emptyContent[field]),
  );
}

export interface Point extends FieldReason {
  /** What the applicant says to it; null while nothing was said. */
  readonly answer: string | null;
  /** Whether anything was changed there. */
  readonly changed: boolean;
}

export interface Marked {
  /** What the return asked to change; null where nothing was returned. */
  readonly points: readonly Point[] | null;
  /** `asked`: whether the return named it. Null where nothing was returned. */
  readonly items: readonly (Difference & { readonly asked: boolean | null })[];
}

const isAt = (field: string, path: string): boolean =>
  field === wholeApplication || path === field || path.startsWith(`${field}.`);

/** Holds what was changed against what a return had asked for: what was not, and what nobody had asked for. */
export function markedBy(
  items: readonly Difference[],
  fields: readonly (FieldReason & Partial<Answered['fields'][number]>)[] | null,
): Marked {
  if (fields === null) return { points: null, items: items.map((item) => ({ ...item, asked: null })) };
  return {
    points: fields.map(({ field, reason, answer }) => ({
      field,
      reason,
      answer: answer ?? null,
      changed: items.some(({ path }) => isAt(field, path)),
    })),
    items: items.map((item) => ({ ...item, asked: fields.some(({ field }) => isAt(field, item.path)) })),
  };
}
