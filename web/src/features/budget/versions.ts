import type { BudgetLine, BudgetVersion } from '../../shared/api/contract.js';
import { subtractFen, sumFen, type Fen } from '../../shared/money/money.js';

export interface ComparedLine {
  code: string;
  name: string;
  leaf: boolean;
  before: Fen;
  after: Fen;
  difference: Fen;
  /** Of each document in between that changed it. */
  reasons: string[];
  children?: ComparedLine[];
}

/** Two versions side by side, line by line. A heading is the sum of its leaves; with `changedOnly`, what is the same is left out. */
export function compared(
  lines: readonly BudgetLine[],
  versions: readonly BudgetVersion[],
  [from, to]: readonly [number, number],
  changedOnly: boolean,
): ComparedLine[] {
  const version = (no: number) => versions.find((each) => each.no === no);
  const between = versions.filter(({ no }) => no > Math.min(from, to) && no <= Math.max(from, to));
  const below = (parent: string | null): ComparedLine[] =>
    lines
      .filter((line) => line.parent === parent)
      .flatMap((line) => {
        const children = line.leaf ? [] : below(line.code);
        const at = (no: number, key: 'before' | 'after') =>
          line.leaf ? (version(no)?.amounts[line.code] ?? '0') : sumFen(children.map((child) => child[key]));
        const [before, after] = [at(from, 'before'), at(to, 'after')];
        const reasons = between.flatMap((each) => each.reasons[line.code] ?? []);
        const same = before === after && reasons.length === 0 && children.length === 0;
        if (changedOnly && same) return [];
        const { code, name, leaf } = line;
        const own = { code, name, leaf, before, after, difference: subtractFen(after, before), reasons };
        return [children.length > 0 ? { ...own, children } : own];
      });
  return below(null);
}
