import { DomainError } from '../values/domain-error.js';
import { type Fen, fen } from '../values/money.js';

/** A rate in parts per million: 4000 is 0.4 %. */
export type Ppm = number;

const million = 1_000_000n;

/**
 * What is owed of a revenue, to the fen, half up (四舍五入到分). The database checks the same
 * (`levy_follows_from_revenue_and_rate`).
 */
export const levyOf = (revenue: Fen, rate: Ppm): Fen => fen((revenue * BigInt(rate) * 2n + million) / (2n * million));

/** Reads `0.004` exactly. More than six decimals, nothing, or more than the whole is an error. */
export function parseRate(text: string): Ppm {
  const match = /^([01])(?:\.(\d{1,6}))?$/.exec(text.trim());
  const rate = match ? Number(match[1]! + (match[2] ?? '').padEnd(6, '0')) : 0;
  if (rate < 1 || rate > 1_000_000) throw new DomainError('invalid', 'levy.rate-unreadable', { text });
  return rate;
}
