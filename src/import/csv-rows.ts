import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { type Unmet, unmet } from '../../workflows/values/domain-error.js';
import { type LocalDate, localDate } from '../../workflows/values/local-date.js';
import { parseRate, type Ppm } from '../../workflows/levy/rate.js';
import { type Fen, fen, parseWan } from '../../workflows/values/money.js';

const largestFileBytes = 20_000_000;

/** Everything that is wrong with a folder of CSV files, row by row; reading goes on so that all of it is told at once. */
export class Faults {
  readonly found: Unmet[] = [];

  add(fault: Unmet): void {
    this.found.push(fault);
  }
}

/** Reads a CSV file in UTF-8 with a header row. Without a row that names its columns, or unreadable, it gives no rows. */
export function readRows(dir: string, file: string, columns: readonly string[], faults: Faults): CsvRow[] {
  const rows = readRowsIfThere(dir, file, columns, faults);
  if (!rows) faults.add(unmet('import.file-missing', { file }, file));
  return rows ?? [];
}

/** As `readRows`, of a file that a programme may come without: null then. */
export function readRowsIfThere(
  dir: string,
  file: string,
  columns: readonly string[],
  faults: Faults,
): CsvRow[] | null {
  const path = join(dir, file);
  const bytes = statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : null;
  if (!bytes) return null;
  try {
    if (bytes.length > largestFileBytes) throw new Error(`larger than ${largestFileBytes} bytes`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parsed = parse<{ record: Record<string, string>; info: { lines: number } }>(text, {
      columns: true,
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
    });
    const header = Object.keys(parsed[0]?.record ?? {});
    const missing = parsed.length === 0 ? [] : columns.filter((column) => !header.includes(column));
    for (const column of missing) faults.add(unmet('import.column-missing', { file, column }, file));
    return missing.length > 0 ? [] : parsed.map(({ record, info }) => new CsvRow(file, info.lines, record, faults));
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof Error)) throw error;
    faults.add(unmet('import.file-unreadable', { file, detail: error.message }, file));
    return [];
  }
}

/** One row. What cannot be read is noted among the faults, with file, line and column, and answered with a stand-in. */
export class CsvRow {
  constructor(
    readonly file: string,
    readonly line: number,
    private readonly record: Readonly<Record<string, string>>,
    private readonly faults: Faults,
  ) {}

  at(column: string): { file: string; row: number; column: string } {
    return { file: this.file, row: this.line, column };
  }

  wrong(column: string, fault: Omit<Unmet, 'field'>): void {
    this.faults.add({ ...fault, field: `${this.file}:${this.line}:${column}` });
  }

  /** The cell as it is; empty where there is nothing. */
  cell(column: string): string {
    return this.record[column] ?? '';
  }

  has(column: string): boolean {
    return this.record[column] !== undefined;
  }

  /** What people read: one line of at most `most` characters. */
  text(column: string, most = 500): string {
    const value = this.cell(column);
    if (!value) this.wrong(column, unmet('import.value-missing', { ...this.at(column) }));
    else if (value.length > most) this.wrong(column, unmet('import.value-too-long', { ...this.at(column), most }));
    else if (/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(value))
      this.wrong(column, unmet('import.value-unreadable', { ...this.at(column), value: JSON.stringify(value) }));
    return value;
  }

  /** One of these values, which must be there. */
  one<T extends string>(column: string, allowed: readonly T[]): T {
    const value = this.text(column);
    const found = allowed.find((each) => each === value);
    if (value && found === undefined)
      this.wrong(column, unmet('import.value-unknown', { ...this.at(column), value, allowed: allowed.join('、') }));
    return found ?? allowed[0]!;
  }

  /** An amount in 万元, exact to the fen, not below zero. */
  money(column: string): Fen {
    return (
      this.read(column, (text) => {
        const amount = parseWan(text);
        return amount < 0n ? null : amount;
      }) ?? fen(0)
    );
  }

  day(column: string): LocalDate {
    return this.read(column, localDate) ?? localDate('1970-01-01');
  }

  whole(column: string): number {
    return this.read(column, (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null)) ?? 0;
  }

  /** A share of the whole in parts per million, written as a decimal; nothing where the cell is empty. */
  rate(column: string): Ppm | null {
    return this.cell(column) ? this.read(column, parseRate) : null;
  }

  /** A number of at most four places, as it is written. */
  decimal(column: string): string {
    return this.read(column, (text) => (/^\d{1,10}(\.\d{1,4})?$/.test(text) ? text : null)) ?? '0';
  }

  /** A yes or no. */
  flag(column: string): boolean {
    return this.one(column, ['yes', 'no']) === 'yes';
  }

  private read<T>(column: string, reader: (text: string) => T | null): T | null {
    const value = this.text(column);
    if (!value) return null;
    try {
      const found = reader(value);
      if (found !== null) return found;
    } catch {
      // The reader says what is wrong in words of its own; the row says where.
    }
    this.wrong(column, unmet('import.value-unreadable', { ...this.at(column), value }));
    return null;
  }
}
