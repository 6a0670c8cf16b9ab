import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  fen,
  formatWan,
  formatYuan,
  least,
  maxFen,
  parseWan,
  parseYuan,
  percent,
  split,
  subtract,
  sum,
  zero,
  type Fen,
} from './money.js';

const amount = fc.bigInt({ min: -maxFen, max: maxFen }).map(fen);
const positive = fc.bigInt({ min: 0n, max: maxFen }).map(fen);
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });

describe('An amount that is divided', () => {
  test('loses and gains not a fen, whatever the weights', () => {
    fc.assert(
      fc.property(positive, weights, (total, by) => {
        fc.pre(by.some((weight) => weight > 0n));
        expect(sum(split(total, by))).toBe(total);
      }),
    );
  });

  test('gives each part its share to within a fen, and nothing to what has no weight', () => {
    fc.assert(
      fc.property(positive, weights, (total, by) => {
        const all = by.reduce((a, b) => a + b, 0n);
        fc.pre(all > 0n);
        split(total, by).forEach((part, index) => {
          const exact = (total * by[index]!) / all;
          expect(part >= exact && part <= exact + 1n).toBe(true);
          if (by[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  test('of 100 fen by three equal weights is 34, 33 and 33', () => {
    expect(split(fen(100), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(split(fen(100), [0n, 1n, 1n, 1n])).toEqual([0n, 34n, 33n, 33n]);
  });

  test('needs a weight, and neither amount nor weight below zero', () => {
    expect(() => split(fen(1), [0n])).toThrow('money.split-without-weights');
    expect(() => split(fen(1), [])).toThrow('money.split-without-weights');
    expect(() => split(fen(-1), [1n])).toThrow('money.split-negative');
    expect(() => split(fen(1), [2n, -1n])).toThrow('money.split-negative');
  });
});

describe('An amount that is written and read again', () => {
  test('in yuan or in 万元, is the same to the fen', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(parseYuan(formatYuan(value).replaceAll(',', ''))).toBe(value);
        expect(parseWan(formatWan(value).replaceAll(',', ''))).toBe(value);
      }),
    );
  });

  test('is read exactly', () => {
    expect(parseYuan('0.01')).toBe(1n);
    expect(parseYuan(' 12.3 ')).toBe(1230n);
    expect(parseYuan('-7')).toBe(-700n);
    expect(parseWan('12.14')).toBe(12_140_000n);
    expect(parseWan('0.000001')).toBe(1n);
  });

  test.each(['', '.', '1.', '.5', '1,000', '1e3', '１', '0x1', '1.234', '--1', 'NaN'])(
    'is not read from %j',
    (text) => {
      expect(() => parseYuan(text)).toThrow('money.unreadable');
    },
  );

  test('is shown with its thousands, and with two decimals at least', () => {
    expect(formatYuan(fen(0))).toBe('0.00');
    expect(formatYuan(fen(5))).toBe('0.05');
    expect(formatYuan(fen(-123_456_789))).toBe('-1,234,567.89');
    expect(formatWan(fen(12_140_000))).toBe('12.14');
    expect(formatWan(fen(1))).toBe('0.000001');
    expect(formatWan(fen(1_000_000_000_000))).toBe('1,000,000.00');
  });
});

describe('A share in percent', () => {
  test('of the money paid in 2022 is 77.68', () => {
    expect(percent(parseWan('8298.33'), parseWan('10683.38'))).toBe('77.68');
  });

  test('is rounded half up to two decimals', () => {
    expect(percent(fen(1), fen(3))).toBe('33.33');
    expect(percent(fen(2), fen(3))).toBe('66.67');
    expect(percent(fen(1), fen(20_000))).toBe('0.01');
    expect(percent(fen(1), fen(20_001))).toBe('0.00');
    expect(percent(fen(3), fen(20_000))).toBe('0.02');
    expect(percent(fen(20_000), fen(20_000))).toBe('100.00');
  });

  test('lies within half a hundredth of the exact share', () => {
    fc.assert(
      fc.property(positive, positive, (part, whole) => {
        fc.pre(whole > 0n);
        const hundredths = BigInt(percent(part, whole)!.replace('.', ''));
        // |hundredths / 10000 - part / whole| <= 1 / 20000
        const twice = 2n * (hundredths * whole - part * 10_000n);
        expect(twice <= whole && twice > -whole).toBe(true);
      }),
    );
  });

  test('of nothing there is none', () => {
    expect(percent(fen(5), zero)).toBeNull();
  });
});

describe('Money', () => {
  test('adds up in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })), (values) => {
        const amounts = values.map(fen);
        expect(sum([...amounts].reverse())).toBe(sum(amounts));
        expect(amounts.reduce<Fen>((a, b) => add(a, b), zero)).toBe(sum(amounts));
      }),
    );
  });

  test('knows the lesser of two, and what is left', () => {
    expect(least(fen(3), fen(2))).toBe(2n);
    expect(least(fen(2), fen(3))).toBe(2n);
    expect(subtract(fen(3), fen(5))).toBe(-2n);
  });

  test('is never more than a number in JSON can carry', () => {
    expect(fen(maxFen)).toBe(maxFen);
    expect(() => fen(maxFen + 1n)).toThrow('money.too-large');
    expect(() => fen(-maxFen - 1n)).toThrow('money.too-large');
    expect(() => add(fen(maxFen), fen(1))).toThrow('money.too-large');
  });
});
