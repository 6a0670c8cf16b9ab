import { describe, expect, it } from 'vitest';
import { formatWan, formatYuan, isWholeWan, parseMoney, percentOf, plainMoney, rateOf, sumFen } from './money.js';

describe('money', () => {
  it('reads what people type, in yuan and in ten thousands', () => {
    expect(parseMoney('12.14', 'wan')).toBe('12140000');
    expect(parseMoney('121,400', 'yuan')).toBe('12140000');
    expect(parseMoney(' 1，000.50 ', 'yuan')).toBe('100050');
    expect(parseMoney('0', 'yuan')).toBe('0');
    expect(parseMoney('0.000001', 'wan')).toBe('1');
  });

  it('refuses what is no amount or finer than a fen', () => {
    for (const text of ['', '-1', 'abc', '1.2.3', '1e3', '.5']) expect(parseMoney(text, 'yuan')).toBeNull();
    expect(parseMoney('1.005', 'yuan')).toBeNull();
    expect(parseMoney('0.0000001', 'wan')).toBeNull();
  });

  it('writes back exactly what it read', () => {
    for (const text of ['0', '12.14', '9999999.999999', '3']) {
      expect(plainMoney(parseMoney(text, 'wan')!, 'wan')).toBe(text);
    }
  });

  it('groups, rounds half up and keeps the sign', () => {
    expect(formatYuan('12140000')).toBe('121,400.00');
    expect(formatYuan('5')).toBe('0.05');
    expect(formatWan('1024257000000')).toBe('1,024,257.00');
    expect(formatWan('5000')).toBe('0.01');
    expect(formatWan('4999')).toBe('0.00');
    expect(formatWan('-12140000')).toBe('-12.14');
    expect(isWholeWan('12140000')).toBe(true);
    expect(isWholeWan('12145001')).toBe(false);
  });

  it('survives sums that a floating point number would not', () => {
    expect(sumFen(['9007199254740993', null, undefined, '1'])).toBe('9007199254740994');
  });

  it('gives a rate as the server prints it, and no rate of nothing', () => {
    expect(rateOf('6230000', '12140000')).toBe('51.32');
    expect(rateOf('1', '0')).toBeNull();
    expect(percentOf('3', '2')).toBe(100);
    expect(percentOf('1', '0')).toBe(0);
  });
});
