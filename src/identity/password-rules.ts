import { type Unmet, unmet } from '../../workflows/values/domain-error.js';
import { demoPassword } from '../demo/demo-password.js';
import { commonPasswords } from './common-passwords.js';

export const shortestPassword = 10;

/**
 * What a password must not be: short, the user's own name, or among the first that anybody tries. No rule about kinds
 * of characters, and none that it expires: both make people choose worse ones (NIST SP 800-63B, 3.1.1.2).
 */
export function faultInPassword(password: string, username: string): Unmet | null {
  const field = 'password';
  if (Array.from(password).length < shortestPassword) {
    return unmet('password.too-short', { least: shortestPassword }, field);
  }
  const plain = password.toLowerCase();
  const name = username.toLowerCase();
  if (plain.replaceAll(name, '').length < shortestPassword / 2) return unmet('password.is-username', {}, field);
  if (commonPasswords.has(plain) || plain === demoPassword || isRepeated(plain) || isRun(plain)) {
    return unmet('password.too-common', {}, field);
  }
  return null;
}

/** One short piece again and again: `aaaaaaaaaa`, `12341234123`. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4].some((length) => {
    const piece = text.slice(0, length);
    return text === piece.repeat(Math.ceil(text.length / length)).slice(0, text.length);
  });
}

const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/** A walk along the keyboard or the alphabet, forwards or backwards. */
function isRun(text: string): boolean {
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}
