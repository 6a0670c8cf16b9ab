import { parseMoney, type Fen, type MoneyUnit } from '../shared/money/money.js';

const digits = new Map([...'零〇一二三四五六七八九'].map((sign, index) => [sign, BigInt(Math.max(0, index - 1))]));
for (const [index, sign] of [...'壹贰叁肆伍陆柒捌玖'].entries()) digits.set(sign, BigInt(index + 1));
digits.set('两', 2n);
const small = new Map([...'十百千', ...'拾佰仟'].map((sign, index) => [sign, 10n ** BigInt((index % 3) + 1)]));

/** `三万五千` is 35000; null when it is no Chinese number. */
function chineseNumber(text: string): bigint | null {
  let [total, section, digit] = [0n, 0n, null as bigint | null];
  for (const sign of text) {
    const value = digits.get(sign);
    const power = small.get(sign);
    if (value !== undefined) digit = value;
    else if (power !== undefined) [section, digit] = [section + (digit ?? 1n) * power, null];
    else if (sign === '万' || sign === '亿') {
      const unit = sign === '万' ? 10_000n : 100_000_000n;
      total = sign === '亿' ? (total + section + (digit ?? 0n)) * unit : total + (section + (digit ?? 0n)) * unit;
      [section, digit] = [0n, null];
    } else return null;
  }
  return text === '' ? null : total + section + (digit ?? 0n);
}

const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

/**
 * An amount as it stands in a spreadsheet: `1,234.50`, `12.5万元`, `￥3000`, `三万五千元`. What names its unit is read in
 * it, all else in `unit`. Null when it is no amount; never rounded.
 */
export function pastedAmount(cell: string, unit: MoneyUnit): Fen | null {
  const text = halfWidth(cell).replace(/[\s,¥￥]|人民币|整$/g, '');
  const [, body = '', suffix = ''] = /^(.*?)(万元|万|元|圆)?$/.exec(text) ?? [];
  if (/^[\d.]+$/.test(body)) {
    const plain = body.replace(/^\./, '0.');
    return parseMoney(plain, suffix.startsWith('万') ? 'wan' : suffix ? 'yuan' : unit);
  }
  const counted = chineseNumber(suffix.startsWith('万') ? `${body}万` : body);
  if (counted === null) return null;
  return parseMoney(counted.toString(), suffix ? 'yuan' : unit);
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A day as people write it: `2026-4-1`, `2026/04/01`, `2026年4月1日`; a month alone is its first day, or its last. */
export function pastedDay(cell: string, end: boolean): string | null {
  const [, y, m, d] = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?$/.exec(halfWidth(cell).trim()) ?? [];
  if (!y || !m) return null;
  const [year, month] = [Number(y), Number(m)];
  if (month < 1 || month > 12) return null;
  const day = d ? Number(d) : end ? lastDay(year, month) : 1;
  if (day < 1 || day > lastDay(year, month)) return null;
  return `${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Lines and tab-separated cells; a cell in quotes may hold both, as Excel copies it. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const end = () => {
    rows.at(-1)!.push(cell.trim());
    cell = '';
  };
  const signs = text.replace(/\r\n?/g, '\n');
  for (let index = 0; index < signs.length; index += 1) {
    const sign = signs[index]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (signs[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') end();
    else if (sign === '\n') {
      end();
      rows.push([]);
    } else cell += sign;
  }
  end();
  return rows.filter((row) => row.some((value) => value !== ''));
}

export type Reader =
  | { kind: 'text'; name: string }
  | { kind: 'fen'; name: string }
  | { kind: 'day'; name: string; end: boolean }
  | { kind: 'choice'; name: string; choices: readonly Choice[] };

interface Choice {
  value: string;
  label: string;
  /** What else people write for it. */
  also?: RegExp;
}

/** How tables say which way a target is met. */
export const directionWords = {
  atLeast: /^(≥|≧|>=?|不低于|不少于|不小于|至少|大于等于|at least)$/i,
  atMost: /^(≤|≦|<=?|不高于|不超过|不大于|不多于|至多|小于等于|at most)$/i,
  exactly: /^(=|等于|exactly)$/i,
  inWords: /^(定性|文字|in words)$/i,
} as const;

/** `社会效益指标` and `社会效益` name the same. */
const nameOf = (text: string): string => halfWidth(text).replace(/\s|指标$/g, '');

export interface PastedRow {
  row: Record<string, unknown>;
  /** The cells that could not be read, by the names of their columns. */
  unread: string[];
}

/** The unit that a pasted table names in its head or beside its numbers. */
export const unitIn = (cells: readonly string[][]): MoneyUnit =>
  cells.slice(0, 2).some((row) => row.some((cell) => /万/.test(cell) && !/\d/.test(cell))) ? 'wan' : 'yuan';

function read(cell: string, reader: Reader, unit: MoneyUnit): unknown {
  switch (reader.kind) {
    case 'text':
      return cell;
    case 'fen':
      return pastedAmount(cell, unit);
    case 'day':
      return pastedDay(cell, reader.end);
    case 'choice':
      return (
        reader.choices.find(
          ({ value, label, also }) =>
            nameOf(label) === nameOf(cell) || value === cell || also?.test(halfWidth(cell).trim()),
        )?.value ?? null
      );
  }
}

/**
 * The rows of a pasted table. A column that numbers the lines is left out, and so are a head and a line of sums: lines
 * in which nothing but their first text can be read as what its column wants, or that begin with 合计.
 */
export function pastedRows(cells: readonly string[][], readers: readonly Reader[], unit: MoneyUnit): PastedRow[] {
  const numbered =
    cells.length > 0 &&
    cells.every((row, index) => row.length > readers.length && (index === 0 || /^\d*$/.test(row[0]!)));
  return cells.flatMap((all, index) => {
    const row = numbered ? all.slice(1) : all;
    if (/^(合\s*计|总\s*计|小\s*计|total|sum)/i.test(row[0] ?? '')) return [];
    const values = readers.map((reader, column) => [reader, row[column] ?? ''] as const);
    const strict = values.filter(([reader]) => reader.kind !== 'text');
    const unread = strict.filter(([reader, cell]) => cell !== '' && read(cell, reader, unit) === null);
    const isHead =
      index === 0 && strict.length > 0 && unread.length === strict.filter(([, cell]) => cell !== '').length;
    if (isHead && unread.length > 0) return [];
    return [
      {
        row: Object.fromEntries(
          values.map(([reader, cell]) => [
            reader.name,
            cell === '' ? undefined : (read(cell, reader, unit) ?? undefined),
          ]),
        ),
        unread: unread.map(([reader]) => reader.name),
      },
    ];
  });
}
