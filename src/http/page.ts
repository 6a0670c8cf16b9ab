import { DomainError } from '../../workflows/values/domain-error.js';
import { isDay, Text, Whole } from './fields.js';
import { Transform } from 'class-transformer';

/** A page by cursor: where the last one ended. */
export class PageQuery {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @Whole(1, 200, { optional: true })
  limit?: number;

  @Text(200, { optional: true })
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** One row more than asked was read: if it is there, another page follows. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  shown: (row: Row) => T,
  keyOf: (row: Row) => readonly unknown[],
): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(shown), next: rows.length > limit && last ? encode(keyOf(last)) : null };
}

const encode = (key: readonly unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

const partOfKey = {
  whole: (value: unknown) => Number.isSafeInteger(value) && Math.abs(value as number) <= 2_147_483_647,
  digits: (value: unknown) => typeof value === 'string' && /^\d{1,18}$/.test(value),
  day: (value: unknown) => typeof value === 'string' && isDay(value),
};

/** The sort key that a cursor stands for, checked for its parts; null without one. */
export function readCursor(cursor: string | undefined, ...parts: (keyof typeof partOfKey)[]): unknown[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits = Array.isArray(key) && key.length === parts.length && parts.every((part, n) => partOfKey[part](key[n]));
    if (fits) return key;
  } catch {
    // Said below.
  }
  throw new DomainError('invalid', 'request.cursor-unreadable');
}
