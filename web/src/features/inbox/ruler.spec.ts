import { expect, it } from 'vitest';
import type { InboxItem } from '../../shared/api/contract.js';
import { rulerOf, urgencyOf } from './ruler.js';

const item = (dueOn: string | null, workingDaysLeft: number | null, paused = false) =>
  ({ dueOn, workingDaysLeft, paused }) as InboxItem;

it('puts each item on its day, before the days or after them, and loses none', () => {
  const items = [
    item('2026-11-01', -15),
    item('2026-11-22', 0),
    item('2026-11-23', 1),
    item('2026-11-23', 1),
    item('2027-01-04', 30),
    item(null, null),
    item('2026-11-01', -15, true),
  ];
  const ruler = rulerOf(items, '2026-11-22', 3);
  expect(ruler.late).toBe(1);
  expect(ruler.days.map((day) => day.count)).toEqual([1, 2, 0]);
  expect(ruler.later).toBe(2);
  expect(ruler.paused).toBe(1);
});

it('calls an item late only when its day has gone and its clock runs', () => {
  expect(urgencyOf(item('2026-11-20', -1), '2026-11-22')).toBe('late');
  expect(urgencyOf(item('2026-11-20', -1, true), '2026-11-22')).toBe('paused');
  expect(urgencyOf(item('2026-11-22', 0), '2026-11-22')).toBe('today');
  expect(urgencyOf(item('2026-11-27', 5), '2026-11-22')).toBe('week');
  expect(urgencyOf(item(null, null), '2026-11-22')).toBe('later');
});
