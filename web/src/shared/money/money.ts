/** Amounts travel as digit strings of fen (分) and are never turned into a JavaScript number. */
export type Fen = string;

/** The units that people type and read. 1 万元 is 10,000 yuan. */
export type MoneyUnit = 'yuan' | 'wan';

const decimals: Record<MoneyUnit, number> = { yuan: 2, wan: 6 };

/** Reads what a person typed (`1,200`, `12.14`) as fen, or null when it is no amount or finer than a fen. */
export function parseMoney(text: string, unit: MoneyUnit): Fen | null {
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(text.replace(/[,，\s]/g, ''));
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals[unit]) return null;
  return BigInt(match[1]! + fraction.padEnd(decimals[unit], '0')).toString();
}

/** The exact amount in the unit without trailing zeros, as a person would type it: the counterpart of `parseMoney`. */
export function plainMoney(fen: Fen, unit: MoneyUnit): string {
  const [whole, fraction] = parts(fen, decimals[unit]);
  const rest = fraction.replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : whole;
}

/** `121,400.00` */
export const formatYuan = (fen: Fen): string => grouped(fen, 2);

/** 万元 with two decimals, rounded half up: `12.14`. A figure that rounds is shown with its exact yuan beside it. */
export function formatWan(fen: Fen): string {
  const value = BigInt(fen);
  const size = value < 0n ? -value : value;
  const rounded = (size + 5_000n) / 10_000n;
  return grouped((value < 0n ? -rounded : rounded).toString(), 2);
}

/** Whether two decimals of 万元 say it exactly. */
export const isWholeWan = (fen: Fen): boolean => BigInt(fen) % 10_000n === 0n;

export const sumFen = (amounts: Iterable<Fen | null | undefined>): Fen => {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount || '0');
  return total.toString();
};

export const subtractFen = (a: Fen, b: Fen): Fen => (BigInt(a) - BigInt(b)).toString();

/** `part ÷ whole` in per cent for drawing bars, clamped to 0…100. */
export function percentOf(part: Fen, whole: Fen): number {
  const all = BigInt(whole);
  if (all <= 0n) return 0;
  return Math.min(100, Math.max(0, Number((BigInt(part) * 10_000n) / all) / 100));
}

/** `77.68`, half up, as the server prints a rate; null where there is nothing to divide by. */
export function rateOf(part: Fen, whole: Fen): string | null {
  const all = BigInt(whole);
  if (all <= 0n) return null;
  return grouped(((BigInt(part) * 20_000n + all) / (2n * all)).toString(), 2);
}

function parts(fen: string, places: number): [whole: string, fraction: string] {
  const negative = fen.startsWith('-');
  const digits = (negative ? fen.slice(1) : fen).padStart(places + 1, '0');
  return [(negative ? '-' : '') + digits.slice(0, -places), digits.slice(-places)];
}

function grouped(fen: string, places: number): string {
  const [whole, fraction] = parts(fen, places);
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}
