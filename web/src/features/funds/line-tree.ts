import type { BudgetLine, LineFigures } from '../../shared/api/contract.js';
import { rateOf, sumFen, type Fen } from '../../shared/money/money.js';

export interface LineNode extends BudgetLine {
  released: Fen;
  paid: Fen;
  projects: number;
  executionRate: string | null;
  children?: LineNode[];
}

/** The budget as a tree, each node with the sums of the leaves below it. A line whose parent is unknown is a root. */
export function lineTree(lines: readonly BudgetLine[], figures: readonly LineFigures[]): LineNode[] {
  const figuresOf = new Map(figures.map((line) => [line.code, line]));
  const known = new Set(lines.map((line) => line.code));
  const below = new Map<string | null, BudgetLine[]>();
  for (const line of lines) {
    const parent = line.parent !== null && known.has(line.parent) ? line.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), line]);
  }
  const nodeOf = (line: BudgetLine): LineNode => {
    const own = figuresOf.get(line.code);
    const children = below.get(line.code)?.map(nodeOf);
    if (!children) {
      const { released = '0', paid = '0', projects = 0 } = own ?? {};
      return { ...line, released, paid, projects, executionRate: own?.executionRate ?? rateOf(paid, released) };
    }
    const released = sumFen(children.map((child) => child.released));
    const paid = sumFen(children.map((child) => child.paid));
    const projects = children.reduce((sum, child) => sum + child.projects, 0);
    return { ...line, released, paid, projects, executionRate: rateOf(paid, released), children };
  };
  return (below.get(null) ?? []).map(nodeOf);
}
