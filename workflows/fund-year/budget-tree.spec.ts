import { describe, expect, test } from 'vitest';
import type { Member } from '../actor.js';
import { DomainError } from '../values/domain-error.js';
import { fen, parseWan } from '../values/money.js';
import {
  assertOwnLines,
  type BudgetLine,
  type DraftedLine,
  isLineCode,
  standardAmount,
  treeOf,
} from './budget-tree.js';

const drafted = (code: string, parent: string | null = null, fields: Partial<DraftedLine> = {}): DraftedLine => ({
  code,
  parent,
  name: `科目${code}`,
  amount: null,
  mode: null,
  evaluated: true,
  withoutProjects: false,
  departmentId: null,
  note: null,
  earmarks: [],
  standards: [],
  ...fields,
});
const villages = { basis: '薄弱村', quantity: '84', unit: '村', rate: parseWan('15'), counted: true };
const context = { before: [] as BudgetLine[], departments: new Set([7, 8]), earmarks: new Set(['counterpart']) };

const faultsOf = (act: () => unknown): [string, string | undefined][] => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.unmet.map(({ code, field }) => [code, field]);
    throw error;
  }
  return [];
};

describe('A code of a line', () => {
  test.each(['1', '1.2.10', '甲', '一（二）', 'A-3', '𠮷', '其他（机动）'])('may be %s', (code) => {
    expect(isLineCode(code)).toBe(true);
  });
  test.each(['', '1/2', '1 2', ' 1', '1\n', 'x'.repeat(41), '\u0000'])('may not be %j', (code) => {
    expect(isLineCode(code)).toBe(false);
  });
});

describe('A standard', () => {
  test.each([
    ['84', parseWan('15'), parseWan('1260')],
    ['12.5', fen(3), fen(38)],
    ['0.0001', fen(4_999), fen(0)],
    ['0.0001', fen(5_000), fen(1)],
    ['0', fen(100), fen(0)],
  ])('of %s at %s comes to %s, half up', (quantity, rate, amount) => {
    expect(standardAmount({ quantity, rate })).toBe(amount);
  });
  test.each(['', '-1', '1.00001', '1e3', '八'])('of %j is none', (quantity) => {
    expect(standardAmount({ quantity, rate: fen(1) })).toBeNull();
  });
});

describe('A drafted tree', () => {
  test('keeps its order at any depth, and a leaf without an amount gets what its standards come to', () => {
    const tree = treeOf(
      [
        drafted('甲'),
        drafted('1.10', '甲'),
        drafted('1.10.a', '1.10', { standards: [villages] }),
        drafted('1.2', '甲', { amount: fen(5) }),
      ],
      context,
    );
    expect(tree.map(({ code, leaf, budget, position }) => [code, leaf, budget, position])).toEqual([
      ['甲', false, 0n, 0],
      ['1.10', false, 0n, 1],
      ['1.10.a', true, parseWan('1260'), 2],
      ['1.2', true, 5n, 3],
    ]);
  });

  test('is refused with everything that is wrong, each at its place', () => {
    const lines = [
      drafted('1', '2'),
      drafted('2', '1', { amount: fen(3) }),
      drafted('3', '9'),
      drafted('3', null, { amount: fen(1), standards: [villages, { ...villages, quantity: '八' }] }),
      drafted('4 5', null, { departmentId: 9, earmarks: ['gift'] }),
      drafted('6', null, { withoutProjects: true, mode: 'standard' }),
    ];
    expect(faultsOf(() => treeOf(lines, context))).toEqual([
      ['budget.in-a-circle', 'lines.0.parent'],
      ['budget.in-a-circle', 'lines.1.parent'],
      ['budget.heading-has-amount', 'lines.1.amount'],
      ['budget.parent-unknown', 'lines.2.parent'],
      ['budget.code-twice', 'lines.3.code'],
      ['budget.quantity-unreadable', 'lines.3.standards.1.quantity'],
      ['budget.standards-differ', 'lines.3.amount'],
      ['budget.code-unreadable', 'lines.4.code'],
      ['budget.department-unknown', 'lines.4.departmentId'],
      ['budget.earmark-unknown', 'lines.4.earmarks'],
      ['budget.spent-whole-needs-leaf', 'lines.5.withoutProjects'],
    ]);
  });

  test('takes a standard that only explains beside any amount', () => {
    const lines = [drafted('1', null, { amount: parseWan('29'), standards: [{ ...villages, counted: false }] })];
    expect(treeOf(lines, context)[0]!.budget).toBe(parseWan('29'));
  });

  test('keeps every line that has projects, as a leaf for projects', () => {
    const before = treeOf([drafted('1'), drafted('2')], context).map((line) => ({ ...line, projects: 2 }));
    const lines = [drafted('1'), drafted('1.1', '1')];
    expect(faultsOf(() => treeOf(lines, { ...context, before }))).toEqual([
      ['budget.line-has-projects', 'lines.0.code'],
      ['budget.line-has-projects', undefined],
    ]);
  });
});

describe('A line department', () => {
  const actor = { kind: 'member', organisationId: 7, role: 'lineDepartment' } as Member;
  const base = [
    drafted('1', null, { departmentId: 7 }),
    drafted('1.1', '1', { amount: fen(5) }),
    drafted('2', null, { departmentId: 8 }),
    drafted('2.1', '2', { amount: fen(5) }),
    drafted('3', null, { amount: fen(5) }),
  ];
  const before = treeOf(base, context);
  const changed = (change: (lines: DraftedLine[]) => DraftedLine[]) =>
    faultsOf(() => assertOwnLines(actor, before, treeOf(change([...base]), context)));
  const replace = (code: string, fields: Partial<DraftedLine>) => (lines: DraftedLine[]) =>
    lines.map((line) => (line.code === code ? { ...line, ...fields } : line));

  test.each<[string, (lines: DraftedLine[]) => DraftedLine[]]>([
    ['changes an amount below its line', replace('1.1', { amount: fen(6) })],
    ['adds a line below its own', (lines) => [...lines.slice(0, 2), drafted('1.2', '1'), ...lines.slice(2)]],
    ['takes one away there', (lines) => lines.filter(({ code }) => code !== '1.1')],
  ])('%s', (_, change) => {
    expect(changed(change)).toEqual([]);
  });

  test.each<[string, (lines: DraftedLine[]) => DraftedLine[]]>([
    ['changes a line of another department', replace('2.1', { amount: fen(6) })],
    ['changes a line of nobody', replace('3', { amount: fen(6) })],
    ['takes over a line of nobody', replace('3', { departmentId: 7 })],
    ['gives its line away', replace('1', { departmentId: 8 })],
    ['pulls the line of another below its own', replace('2.1', { parent: '1' })],
    ['moves its own line elsewhere', replace('1', { parent: '2' })],
    ['takes its own heading away', (lines) => lines.filter(({ code }) => code !== '1' && code !== '1.1')],
    ['takes the line of another away', (lines) => lines.filter(({ code }) => code !== '2.1')],
    ['adds a line at the root', (lines) => [...lines, drafted('4')]],
    ['orders the lines of others anew', (lines) => [...lines.slice(0, 2), lines[4]!, lines[2]!, lines[3]!]],
  ])('is refused where it %s', (_, change) => {
    expect(changed(change).map(([code]) => code)).toContain('budget.line-of-others');
  });
});
