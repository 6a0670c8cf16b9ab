import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayInChina, dayOfWeek, daysBetween, localDate } from './local-date.js';

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(localDate('1990-01-01'), days));

describe('A date', () => {
  test.each(['2024-02-29', '2000-02-29', '2022-12-31'])('%s exists', (text) => {
    expect(localDate(text)).toBe(text);
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2022-02-30',
    '2022-13-01',
    '2022-00-10',
    '2022-1-1',
    '22-01-01',
    '2022-06-08T00:00:00Z',
    '',
  ])('%j does not', (text) => {
    expect(() => localDate(text)).toThrow('date.unreadable');
  });

  test('comes back after going on and back as many days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test('is before another as text just when it is earlier', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  test('goes over the end of February as the year has it', () => {
    expect(addDays(localDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(localDate('2023-02-28'), 1)).toBe('2023-03-01');
  });

  test('has its day of the week', () => {
    expect(dayOfWeek(localDate('2022-10-01'))).toBe(6);
    expect(dayOfWeek(localDate('2022-10-02'))).toBe(0);
  });

  test('of an instant is the day in China, eight hours ahead', () => {
    expect(dayInChina('2022-06-08T15:59:59.999Z')).toBe('2022-06-08');
    expect(dayInChina('2022-06-08T16:00:00Z')).toBe('2022-06-09');
    expect(dayInChina('2022-12-31T16:00:00Z')).toBe('2023-01-01');
  });
});
