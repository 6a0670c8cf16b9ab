import { localDate } from './local-date.js';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkSigns = '10X98765432';

/** The number as it is kept: without blanks, a small x made large. */
export const tidyIdentityNumber = (text: string): string => text.replace(/\s/g, '').toUpperCase();

/**
 * Whether an 18-digit citizen identity number can be one: digits, a day that exists, and the check sign of GB 11643-1999
 * (ISO 7064, MOD 11-2).
 */
export function isIdentityNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const day = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  try {
    if (localDate(day) !== day) return false;
  } catch {
    return false;
  }
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checkSigns[sum % 11] === text[17];
}
