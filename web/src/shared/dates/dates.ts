/** Days are `YYYY-MM-DD` in China; instants are ISO texts. */

const inChina = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', ...options });

const day = inChina({ year: 'numeric', month: '2-digit', day: '2-digit' });
const minute = inChina({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });

/** `2026-11-22` for an instant, as the calendar of China has it. */
export const dayOf = (instant: string | Date): string => day.format(new Date(instant));

/** `2026-11-22 09:30` for an instant, China time. */
export const minuteOf = (instant: string | Date): string => minute.format(new Date(instant));

export const today = (): string => dayOf(new Date());

/** The day `days` after `date`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** A day as the reader's language writes it in a heading. */
export const longDay = (date: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
