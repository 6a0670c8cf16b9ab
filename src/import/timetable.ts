import { DomainError, unmet } from '../../workflows/values/domain-error.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { type Calendar, isWorkingDay } from '../../workflows/values/working-days.js';
import { type CsvRow, type Faults, readRowsIfThere } from './csv-rows.js';
import { usualTimetable } from './usual-year.js';

export const steps = [
  'budget',
  'income',
  'begin',
  'submit',
  'endorse',
  'accept',
  'vote',
  'consent',
  'government',
  'noticeEnd',
  'approve',
  'release',
  'receive',
  'start',
  'claim',
  'pay',
  'progress',
  'request',
  'inspect',
  'finalClaim',
  'finalPay',
  'wait',
  'settle',
  'evaluate',
  'confirm',
] as const;
export type StepName = (typeof steps)[number];

/** On which day each step was taken: of one project, of a line, of a funding mode, or of all (`*`). */
export class Timetable {
  constructor(private readonly days: ReadonlyMap<string, LocalDate>) {}

  /** The most particular scope that names the step. Refused where none does. */
  dayOf(step: StepName, project?: { readonly code: string; readonly line: string; readonly mode: string }): LocalDate {
    const scopes = project ? [project.code, project.line, project.mode, '*'] : ['*'];
    for (const scope of scopes) {
      const day = this.days.get(`${scope} ${step}`);
      if (day) return day;
    }
    throw new DomainError('invalid', 'import.day-missing', { step, project: project?.code ?? '*' });
  }
}

/** A working day of the year: whoever decides works then. */
export function workingDayIn(row: CsvRow, year: number, calendar: Calendar): LocalDate {
  const day = row.day('day');
  if (row.cell('day') && (!day.startsWith(`${year}-`) || !isWorkingDay(calendar, day))) {
    row.wrong('day', unmet('import.day-not-working', { ...row.at('day'), date: row.cell('day'), year }));
  }
  return day;
}

export function readTimetable(dir: string, faults: Faults, year: number, calendar: Calendar): Timetable {
  const rows = readRowsIfThere(dir, 'timetable.csv', ['scope', 'step', 'day'], faults);
  if (!rows) return new Timetable(usualTimetable(year, calendar));
  const days = new Map<string, LocalDate>();
  for (const row of rows) {
    const key = `${row.text('scope')} ${row.one('step', steps)}`;
    if (days.has(key)) row.wrong('step', unmet('import.value-repeated', { ...row.at('step'), value: key }));
    days.set(key, workingDayIn(row, year, calendar));
  }
  return new Timetable(days);
}
