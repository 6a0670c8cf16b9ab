/** A cell that a spreadsheet would run as a formula, also by its full-width signs. */
const formula = /^[=+\-@＝＋－＠\t\r]/;

/** What somebody wrote. It is shown as it is and never run: what begins like a formula begins with an apostrophe. */
export const textCell = (text: string): string => quoted(formula.test(text) ? `'${text}` : text);

/** Digits that were computed here. */
export const numberCell = (digits: string): string => digits;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file as Excel opens it in Chinese: UTF-8 with its mark, lines that end in CR LF. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.join(',')}\r\n`).join('')}`;
