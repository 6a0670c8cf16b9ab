import type { Fen } from '../../shared/money/money.js';

/** What the form of an entry holds. */
export interface EntryValues {
  source?: string;
  amount?: Fen;
  receivedOn?: string;
  voucher?: string;
  reason?: string;
  name?: string;
  kind?: string;
  planned?: Fen;
  lines?: string[];
  note?: string;
  earmark?: string;
  revenue?: Fen;
  /** In per cent, as it is typed: `0.4`. */
  rate?: string;
  dueOn?: string;
  nextYear?: string;
  issuer?: string;
  number?: string;
  issuedOn?: string;
}

/** As the API takes it: nothing where nothing was typed, rates in parts per million, lines as rows. */
export function bodyOf({ rate, lines, nextYear, ...values }: EntryValues): object {
  const typed = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return {
    ...Object.fromEntries(typed),
    ...(nextYear ? { nextYear: Number(nextYear) } : {}),
    ...(rate ? { ratePpm: ppmOf(rate) } : {}),
    ...(lines?.length ? { lines: lines.map((line) => ({ line })) } : {}),
  };
}

/** `0.4` per cent is 4000 parts per million, exactly. */
export function ppmOf(percent: string): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  return Number(whole + fraction.padEnd(4, '0'));
}

/** 4000 as `0.4`. */
export function percentOfPpm(ppm: number): string {
  const digits = String(ppm).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${digits.slice(0, -4)}${fraction && `.${fraction}`}`;
}
