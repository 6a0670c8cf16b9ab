import { expect, test } from 'vitest';
import { csvOf, numberCell, textCell } from '../../src/ledger/csv.js';

test('A file begins with the mark of UTF-8, and its lines end as Excel has them', () => {
  expect(
    csvOf([
      [textCell('日期'), textCell('余额')],
      [textCell('2026-01-05'), numberCell('-12.30')],
    ]),
  ).toBe('\uFEFF日期,余额\r\n2026-01-05,-12.30\r\n');
});

test.each(['=1+1', '+86', '-5', '@SUM(A1)', '＝1+1', '\t=1', '\r=1'])('%j is text and no formula', (text) => {
  expect(textCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
});

test('Commas, quotes and line ends stay in their cell', () => {
  expect(textCell('甲,乙')).toBe('"甲,乙"');
  expect(textCell('“甲"乙')).toBe('"“甲""乙"');
  expect(textCell('甲\n乙')).toBe('"甲\n乙"');
  expect(textCell('村道𠮷硬底化')).toBe('村道𠮷硬底化');
});
