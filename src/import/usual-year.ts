import { addDays, localDate, type LocalDate } from '../../workflows/values/local-date.js';
import { type Calendar, isWorkingDay } from '../../workflows/values/working-days.js';
import type { StepName } from './timetable.js';

/**
 * Month and day of each step, where a programme comes without a timetable: assumed, far enough from each other for every
 * notice and holiday, and in the order in which the funding modes take the steps.
 */
const usualDays: Readonly<Record<string, Readonly<Partial<Record<StepName, string>>>>> = {
  '*': {
    budget: '03-01',
    income: '03-05',
    begin: '03-10',
    submit: '03-15',
    endorse: '03-20',
    accept: '03-25',
    vote: '04-12',
    consent: '04-16',
    government: '04-22',
    noticeEnd: '05-25',
    approve: '06-01',
    release: '06-10',
    receive: '06-15',
    start: '07-01',
    claim: '08-10',
    pay: '08-20',
    progress: '10-20',
    request: '10-25',
    inspect: '11-05',
    finalClaim: '11-15',
    finalPay: '11-25',
    wait: '12-05',
    settle: '12-10',
    evaluate: '12-15',
    confirm: '12-22',
  },
  // What is built first is paid for after its acceptance.
  build_first: {
    progress: '08-20',
    request: '08-25',
    inspect: '09-05',
    release: '09-15',
    receive: '09-20',
    claim: '10-20',
    pay: '10-25',
  },
};

/** By scope and step, as `timetable.csv` has it: the first working day from each of the usual days on. */
export function usualTimetable(year: number, calendar: Calendar): Map<string, LocalDate> {
  const days = new Map<string, LocalDate>();
  for (const [scope, steps] of Object.entries(usualDays)) {
    for (const [step, day] of Object.entries(steps)) days.set(`${scope} ${step}`, workingDayFrom(year, day, calendar));
  }
  return days;
}

function workingDayFrom(year: number, monthAndDay: string, calendar: Calendar): LocalDate {
  let day = localDate(`${year}-${monthAndDay}`);
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1);
  return day;
}
