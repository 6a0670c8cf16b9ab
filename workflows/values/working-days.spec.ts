import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDate } from './local-date.js';
import { addWorkingDays, isWorkingDay, workingDaysBetween, type Calendar } from './working-days.js';

// 国办发明电〔2021〕11号: Spring Festival and National Day of 2022, with their make-up days.
const holidays = [
  ...['01-31', '02-01', '02-02', '02-03', '02-04', '02-05', '02-06'],
  ...['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'],
];
const calendar2022: Calendar = {
  holidays: new Set(holidays.map((day) => `2022-${day}`)),
  makeUpDays: new Set(['2022-01-29', '2022-01-30', '2022-10-08', '2022-10-09']),
};

const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays(localDate('2021-12-15'), days));
const dayNames = (date: string) => isWorkingDay(calendar2022, localDate(date));

describe('A working day', () => {
  test('is Monday to Friday, but for holidays, and a weekend that is made up', () => {
    expect(dayNames('2022-01-28')).toBe(true);
    expect(dayNames('2022-01-29')).toBe(true); // Saturday, made up
    expect(dayNames('2022-01-30')).toBe(true); // Sunday, made up
    expect(dayNames('2022-01-31')).toBe(false); // Monday, New Year's Eve
    expect(dayNames('2022-02-04')).toBe(false);
    expect(dayNames('2022-02-07')).toBe(true);
    expect(dayNames('2022-02-12')).toBe(false); // an ordinary Saturday
    expect(dayNames('2022-10-09')).toBe(true);
  });

  test('three of them after the Friday before Spring Festival end on the Monday after it', () => {
    expect(addWorkingDays(calendar2022, localDate('2022-01-28'), 3)).toBe('2022-02-07');
  });

  test('five of them over National Day with its make-up days', () => {
    expect(addWorkingDays(calendar2022, localDate('2022-09-29'), 5)).toBe('2022-10-11');
    expect(workingDaysBetween(calendar2022, localDate('2022-09-29'), localDate('2022-10-11'))).toBe(5);
  });

  test('none of them is today, even on a holiday', () => {
    expect(addWorkingDays(calendar2022, localDate('2022-10-01'), 0)).toBe('2022-10-01');
  });

  test('as many as were added lie between, and the last of them is one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (from, days) => {
        const until = addWorkingDays(calendar2022, from, days);
        expect(isWorkingDay(calendar2022, until)).toBe(true);
        expect(workingDaysBetween(calendar2022, from, until)).toBe(days);
      }),
    );
  });

  test('counted back they are negative, and over three dates they add up', () => {
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const between = (from: typeof a, to: typeof a) => workingDaysBetween(calendar2022, from, to);
        expect(between(a, b) + between(b, a)).toBe(0);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });
});
