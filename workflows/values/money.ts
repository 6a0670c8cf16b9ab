import { DomainError } from './domain-error.js';

declare const fenBrand: unique symbol;

/** An exact amount of money in fen (分). Never a float, never another integer by mistake. */
export type Fen = bigint & { readonly [fenBrand]: true };

/** The largest amount that also survives a JSON number: 90 trillion yuan. The database's domain `fen` holds to it too. */
export const maxFen = 9_007_199_254_740_991n;

export const fen = (amount: bigint | number | string): Fen => {
  const value = BigInt(amount);
  if (value > maxFen || value < -maxFen) throw new DomainError('invalid', 'money.too-large', { amount: value });
  return value as Fen;
};

export const zero = fen(0);

export const add = (a: Fen, b: Fen): Fen => fen(a + b);
export const subtract = (a: Fen, b: Fen): Fen => fen(a - b);
export const sum = (amounts: Iterable<Fen>): Fen => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  // Not checked for its size: a draft may add up to nonsense, and must still be shown to whoever mends it.
  return total as Fen;
};
export const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/**
 * Divides `total` by `weights` so that the parts always sum to it: each part is rounded towards zero and the
 * remainder goes, a fen each, to the first parts that have a weight.
 */
export function split(total: Fen, weights: readonly bigint[]): Fen[] {
  if (total < 0n || weights.some((weight) => weight < 0n)) throw new DomainError('invalid', 'money.split-negative');
  const all = weights.reduce((a, b) => a + b, 0n);
  if (all === 0n) throw new DomainError('invalid', 'money.split-without-weights');
  const parts = weights.map((weight) => (total * weight) / all);
  let rest = total - parts.reduce((a, b) => a + b, 0n);
  return parts.map((part, index) => {
    const extra = rest > 0n && weights[index]! > 0n ? 1n : 0n;
    rest -= extra;
    return fen(part + extra);
  });
}

const decimal = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

/** Reads a decimal text in a unit of `10 ** places` fen exactly; more decimals than the unit holds are an error. */
function parse(text: string, places: number, unit: string): Fen {
  const match = decimal.exec(text.trim());
  const [, sign, whole, fraction = ''] = match ?? [];
  if (!match || fraction.length > places) throw new DomainError('invalid', 'money.unreadable', { text, unit });
  const amount = BigInt(whole! + fraction.padEnd(places, '0'));
  return fen(sign ? -amount : amount);
}

export const parseYuan = (text: string): Fen => parse(text, 2, '元');
/** 1 万元 is 10,000 yuan, 1,000,000 fen. */
export const parseWan = (text: string): Fen => parse(text, 6, '万元');

function format(amount: Fen, places: number, least: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(-places).replace(/0+$/, '').padEnd(least, '0');
  return `${amount < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

export const formatYuan = (amount: Fen): string => format(amount, 2, 2);
/** Exact: as many decimals as the amount needs, two at least. */
export const formatWan = (amount: Fen): string => format(amount, 6, 2);

/**
 * A share of the whole in percent, two decimals, half up, as `77.68`; null where the whole is nothing.
 * Source: 预算执行率 = paid ÷ released.
 */
export function percent(part: Fen, whole: Fen): string | null {
  if (whole <= 0n) return null;
  const hundredths = (part * 20_000n + whole) / (2n * whole);
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
