import { expect, it } from 'vitest';
import type { BudgetLine, LineFigures } from '../../shared/api/contract.js';
import { lineTree } from './line-tree.js';

const line = (code: string, parent: string | null, leaf: boolean) =>
  ({ code, parent, name: code, budget: '100', available: '0', mode: null, evaluated: true, leaf }) as BudgetLine;
const figure = (code: string, released: string, paid: string) =>
  ({ code, released, paid, projects: 2, executionRate: '50.00' }) as LineFigures;

it('sums the leaves up the tree', () => {
  const tree = lineTree(
    [line('1', null, false), line('1.1', '1', true), line('1.2', '1', true)],
    [figure('1.1', '1000', '500'), figure('1.2', '3000', '2500')],
  );
  expect(tree).toHaveLength(1);
  expect(tree[0]).toMatchObject({ released: '4000', paid: '3000', projects: 4, executionRate: '75.00' });
  expect(tree[0]!.children!.map((child) => child.executionRate)).toEqual(['50.00', '50.00']);
});

it('shows a line without figures and one whose parent is out of sight', () => {
  expect(lineTree([line('2.1', '2', true)], [])[0]).toMatchObject({ released: '0', executionRate: null });
});
