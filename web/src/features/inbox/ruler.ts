import { addDays } from '../../shared/dates/dates.js';
import type { InboxItem } from '../../shared/api/contract.js';

export interface RulerDay {
  date: string;
  count: number;
}

export interface Ruler {
  late: number;
  days: RulerDay[];
  later: number;
  paused: number;
}

/** Spreads what waits over the coming days: what is late before them, what is further off or has no day after them. */
export function rulerOf(items: readonly InboxItem[], today: string, span: number): Ruler {
  const days = Array.from({ length: span }, (_, index) => ({ date: addDays(today, index), count: 0 }));
  const ruler: Ruler = { late: 0, days, later: 0, paused: 0 };
  for (const { dueOn, paused } of items) {
    if (paused) ruler.paused += 1;
    else if (dueOn !== null && dueOn < today) ruler.late += 1;
    else {
      const day = days.find((one) => one.date === dueOn);
      if (day) day.count += 1;
      else ruler.later += 1;
    }
  }
  return ruler;
}

export type Urgency = 'late' | 'today' | 'week' | 'later' | 'paused';

/** The heading under which an item is listed. */
export function urgencyOf({ paused, dueOn, workingDaysLeft }: InboxItem, today: string): Urgency {
  if (paused) return 'paused';
  if (dueOn === null || workingDaysLeft === null) return 'later';
  if (dueOn < today || workingDaysLeft < 0) return 'late';
  if (dueOn === today) return 'today';
  return workingDaysLeft <= 5 ? 'week' : 'later';
}
