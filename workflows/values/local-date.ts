import { DomainError } from './domain-error.js';

declare const dateBrand: unique symbol;

/** A day of the calendar, `2022-06-08`, without a time zone. Compares as text. */
export type LocalDate = string & { readonly [dateBrand]: true };

const dayMs = 86_400_000;
const millis = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);
const fromMillis = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10) as LocalDate;

/** Reads a date that exists: 2023-02-29 is refused. */
export function localDate(text: string): LocalDate {
  const ok = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (!ok || fromMillis(Date.parse(`${text}T00:00:00Z`)) !== text) {
    throw new DomainError('invalid', 'date.unreadable', { text });
  }
  return text as LocalDate;
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromMillis(millis(date) + days * dayMs);
export const daysBetween = (from: LocalDate, to: LocalDate): number => (millis(to) - millis(from)) / dayMs;
/** 0 is Sunday, 6 Saturday. */
export const dayOfWeek = (date: LocalDate): number => new Date(millis(date)).getUTCDay();

/** The day that an instant falls on in China (UTC+8, no daylight saving since 1991). */
export const dayInChina = (instant: string): LocalDate => fromMillis(Date.parse(instant) + 8 * 3_600_000);
