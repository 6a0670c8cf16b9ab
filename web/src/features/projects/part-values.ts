import { parseMoney } from '../../shared/money/money.js';

export type ShownAs =
  'nothing' | 'yesNo' | 'money' | 'date' | 'instant' | 'list' | 'papers' | 'rows' | 'record' | 'plain';

const moneyName =
  /(^|[a-z])(amount|fen|asked|approved|released|received|paid|accepted|claimed|spent|planned|adjusted|retained|refunded|total|saving|savings|offset|balance|price|sum|unspent|ceiling)$/i;

/** How to show a value that only the server knows, by its name and its looks: amounts are digit strings under money's names. */
export function shownAs(name: string, value: unknown): ShownAs {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return 'yesNo';
  if (Array.isArray(value)) {
    if (value.length === 0) return 'nothing';
    if (value.every(isPaper)) return 'papers';
    return value.every((one) => typeof one === 'object' && one !== null) ? 'rows' : 'list';
  }
  if (typeof value === 'object') return 'record';
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'date';
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return 'instant';
    if (moneyName.test(name) && /^-?\d+$/.test(value) && parseMoney(value.replace('-', ''), 'yuan') !== null)
      return 'money';
  }
  return 'plain';
}

/** A paper as a command names it. */
const isPaper = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'hash' in value && 'class' in value && 'name' in value;

/** Bookkeeping that a reader of a part has no use for, and what the card's head already shows. */
const unshown = new Set(['id', 'no', 'kind', 'state', 'stateLabel', 'version', 'visit', 'part', 'drawn']);

/** A bare number under `…Id` or `…By`, or a list of numbers, names rows that the server knows and the reader does not. */
const isReference = (name: string, value: unknown): boolean =>
  (/(Id|By)$/.test(name) && typeof value === 'number') ||
  (Array.isArray(value) && value.every((one) => typeof one === 'number'));

/** The entries of a part or payload that are worth showing, in the server's order; of a code and its label only the label. */
export function shownEntries(record: Record<string, unknown>): [name: string, value: unknown][] {
  return Object.entries(record).filter(
    ([name, value]) =>
      !unshown.has(name) &&
      !isReference(name, value) &&
      shownAs(name, value) !== 'nothing' &&
      !(`${name}Label` in record),
  );
}

/** `kindLabel` is read under the word for `kind`. */
export const nameOfEntry = (name: string): string => name.replace(/Label$/, '');
