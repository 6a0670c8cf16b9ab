import { describe, expect, test } from 'vitest';
import { fen, parseWan } from '../values/money.js';
import { levyAfter, levyStates, type LevyStep } from './levy.machine.js';
import { levyOf, parseRate } from './rate.js';

const owed = { unpaid: fen(1), isNotified: true };
const paid = { unpaid: fen(0), isNotified: true };

describe('A levy', () => {
  test.each<[string, string, LevyStep, string | null]>([
    ['is assessed from its rate', 'rated', { type: 'assess', ...owed, isNotified: false }, 'assessed'],
    ['is not asked for before it is assessed', 'rated', { type: 'notify' }, null],
    ['is not paid before it is assessed', 'rated', { type: 'pay', ...owed }, null],
    ['is asked for', 'assessed', { type: 'notify' }, 'notified'],
    ['may be paid before it is asked for', 'assessed', { type: 'pay', ...paid }, 'settled'],
    ['stays due while a part is unpaid', 'notified', { type: 'pay', ...owed }, 'notified'],
    ['is settled by the last part', 'notified', { type: 'pay', ...paid }, 'settled'],
    ['can be given another due date', 'notified', { type: 'notify' }, 'notified'],
    ['is settled when it is assessed down to what was paid', 'notified', { type: 'assess', ...paid }, 'settled'],
    ['is owed again when a receipt is reversed', 'settled', { type: 'reverse', ...owed }, 'notified'],
    ['is owed again when it is assessed higher', 'settled', { type: 'assess', ...owed, isNotified: false }, 'assessed'],
    ['stays settled when it is assessed anew to the same', 'settled', { type: 'assess', ...paid }, 'settled'],
    ['takes no payment once it is settled', 'settled', { type: 'pay', ...paid }, null],
    ['is not reported as paid once it is settled', 'settled', { type: 'report' }, null],
  ])('%s', (_, from, step, to) => {
    expect(levyAfter(from as (typeof levyStates)[number], step)).toBe(to);
  });
});

describe('What is owed of a revenue', () => {
  test('is exact, and half a fen counts up', () => {
    expect(levyOf(parseWan('314015'), 4000)).toBe(parseWan('1256.06'));
    expect(levyOf(fen(125), 4000)).toBe(1n);
    expect(levyOf(fen(124), 4000)).toBe(0n);
    expect(levyOf(fen(9_007_199_254_740_991n), 1_000_000)).toBe(9_007_199_254_740_991n);
  });

  test('goes by rates that are read exactly', () => {
    expect(['0.004', '0.002', '0.000001', '1'].map(parseRate)).toEqual([4000, 2000, 1, 1_000_000]);
    for (const text of ['', '0', '0.0000001', '1.1', '-0.1', '4e-3', '0,4', '０.４']) {
      expect(() => parseRate(text), text).toThrow('levy.rate-unreadable');
    }
  });
});
