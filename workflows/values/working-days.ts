import { addDays, dayOfWeek, type LocalDate } from './local-date.js';

/**
 * The State Council's holidays and make-up working days (调休) as a value. A day named in neither is a working day
 * from Monday to Friday.
 */
export interface Calendar {
  readonly holidays: ReadonlySet<string>;
  readonly makeUpDays: ReadonlySet<string>;
}

export function isWorkingDay(calendar: Calendar, date: LocalDate): boolean {
  if (calendar.makeUpDays.has(date)) return true;
  if (calendar.holidays.has(date)) return false;
  const weekday = dayOfWeek(date);
  return weekday !== 0 && weekday !== 6;
}

/** The day on which the `days`-th working day after `from` falls; `from` itself does not count. Zero is `from`. */
export function addWorkingDays(calendar: Calendar, from: LocalDate, days: number): LocalDate {
  let reckoned = known.get(calendar);
  if (!reckoned || reckoned.size > mostKnown) known.set(calendar, (reckoned = new Map()));
  const question = `${from} ${days}`;
  let date = reckoned.get(question);
  if (date === undefined) reckoned.set(question, (date = reckon(calendar, from, days)));
  return date;
}

/** Deadlines are asked for by the thousand, and begin on few days. A calendar is a value: another one asks anew. */
const known = new WeakMap<Calendar, Map<string, LocalDate>>();
const mostKnown = 10_000;

function reckon(calendar: Calendar, from: LocalDate, days: number): LocalDate {
  let date = from;
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(calendar, date)) left -= 1;
  }
  return date;
}

/** Working days from the day after `from` up to and with `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let date = from; date < to;) {
    date = addDays(date, 1);
    if (isWorkingDay(calendar, date)) count += 1;
  }
  return count;
}
