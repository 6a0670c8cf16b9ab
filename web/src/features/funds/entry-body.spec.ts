import { expect, test } from 'vitest';
import { bodyOf, percentOfPpm, ppmOf } from './entry-body.js';

test('a rate typed in per cent is sent in parts per million, and shown as it was typed', () => {
  expect(['0.4', '0.3', '0.0001', '100', '12.5'].map(ppmOf)).toEqual([4000, 3000, 1, 1_000_000, 125_000]);
  expect([4000, 3000, 1, 1_000_000, 125_000].map(percentOfPpm)).toEqual(['0.4', '0.3', '0.0001', '100', '12.5']);
});

test('what was not typed is not sent', () => {
  expect(bodyOf({ revenue: '100', rate: '0.4', amount: undefined, reason: '' })).toEqual({
    revenue: '100',
    ratePpm: 4000,
  });
  expect(bodyOf({ name: '对口资金', lines: ['2.2', '2.3'] })).toEqual({
    name: '对口资金',
    lines: [{ line: '2.2' }, { line: '2.3' }],
  });
  expect(bodyOf({ name: '不限科目', lines: [] })).toEqual({ name: '不限科目' });
});
