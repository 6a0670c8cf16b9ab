import { type Unmet, unmet } from '../values/domain-error.js';
import { isIdentityNumber, tidyIdentityNumber } from '../values/identity-number.js';
import { type Fen, sum } from '../values/money.js';

/** One person of a roster (一卡通花名册), as it is handed in. */
export interface RosterRow {
  readonly name: string;
  readonly identity: string;
  readonly account: string;
  readonly amount: Fen;
}

/** What decisions know of a roster that was handed in: never who stands in it. */
export interface Roster {
  readonly id: number;
  readonly people: number;
  readonly total: Fen;
  /** Read for its submission alone: what its persons got by other claims of the year, on the same line. */
  readonly others?: readonly OtherMoney[];
}

/** By the row of the roster. */
export interface OtherMoney {
  readonly row: number;
  readonly amount: Fen;
  readonly paid: Fen;
}

/** The same person is the same number, whatever blanks somebody typed. */
export const tidyRow = (row: RosterRow): RosterRow => ({
  name: row.name.trim(),
  identity: tidyIdentityNumber(row.identity),
  account: row.account.replace(/[\s-]/g, ''),
  amount: row.amount,
});

/** What is wrong with a tidied roster, row by row, with the place; empty when nothing is. `cap`: a person's money in a year. */
export function unmetInRoster(rows: readonly RosterRow[], cap: Fen): Unmet[] {
  if (rows.length === 0) return [unmet('roster.empty', {}, 'rows')];
  const first = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const at = { row: index + 1 };
    const found: Unmet[] = [];
    if (!isIdentityNumber(row.identity)) found.push(unmet('roster.identity-invalid', at, `rows.${index}.identity`));
    else {
      const before = first.get(row.identity);
      if (before === undefined) first.set(row.identity, index + 1);
      else found.push(unmet('roster.person-twice', { ...at, before }, `rows.${index}.identity`));
    }
    if (!/^\d{8,32}$/.test(row.account)) found.push(unmet('roster.account-invalid', at, `rows.${index}.account`));
    if (row.amount <= 0n) found.push(unmet('roster.amount-not-positive', at, `rows.${index}.amount`));
    if (row.amount > cap) {
      found.push(unmet('roster.over-cap', { ...at, amount: row.amount, cap }, `rows.${index}.amount`));
    }
    return found;
  });
}

export const totalOf = (rows: readonly RosterRow[]): Fen => sum(rows.map(({ amount }) => amount));

/** `440781********1234`: enough to be recognised by who knows it, and nothing to use. */
export const masked = (number: string, head = 6): string =>
  number.length <= head + 4
    ? '*'.repeat(number.length)
    : number.slice(0, head) + '*'.repeat(number.length - head - 4) + number.slice(-4);
