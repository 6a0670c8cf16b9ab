import { Injectable } from '@nestjs/common';
import chineseDays from 'chinese-days';
import { addDays, dayOfWeek, localDate } from '../../workflows/values/local-date.js';
import type { Calendar } from '../../workflows/values/working-days.js';

const firstDay = localDate('2018-01-01');

/**
 * The State Council's holidays and make-up days, from the kept package chinese-days. A year that is not announced yet
 * has only its weekends, until the package or the administrator knows more.
 */
@Injectable()
export class CalendarService {
  private readonly known = read();

  calendar(): Calendar {
    return this.known;
  }
}

function read(): Calendar {
  const holidays = new Set<string>();
  const makeUpDays = new Set<string>();
  const until = localDate(`${new Date().getUTCFullYear() + 1}-12-31`);
  for (let day = firstDay; day <= until; day = addDays(day, 1)) {
    const weekend = dayOfWeek(day) === 0 || dayOfWeek(day) === 6;
    if (chineseDays.isWorkday(day) === weekend) (weekend ? makeUpDays : holidays).add(day);
  }
  return { holidays, makeUpDays };
}
