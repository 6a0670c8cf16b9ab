import { describe, expect, test } from 'vitest';
import { isIdentityNumber, tidyIdentityNumber } from './identity-number.js';

describe('An identity number', () => {
  test.each([
    ['11010519491231002X', true],
    ['440524188001010014', true],
    ['440524188001010015', false],
    ['110105194912310021', false],
    ['11010519490229002X', false],
    ['1101051949123100', false],
    ['１１０１０５１９４９１２３１００２Ｘ', false],
    ['', false],
  ])('%s is one: %s', (number, is) => expect(isIdentityNumber(number)).toBe(is));

  test('of the leap day is one in leap years alone', () => {
    const check = (first: string) => [...'0123456789X'].filter((sign) => isIdentityNumber(first + sign)).length;
    expect([check('44052420000229001'), check('44052419990229001')]).toEqual([1, 0]);
  });

  test('is kept without blanks, its check sign large', () => {
    expect(tidyIdentityNumber(' 110105 19491231 002x ')).toBe('11010519491231002X');
  });
});
