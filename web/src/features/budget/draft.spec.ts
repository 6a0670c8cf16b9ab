import { expect, it } from 'vitest';
import { type DraftRow, linesOfDepartment, linesToSend, moved, placed, withLineBelow, without } from './draft.js';

const row = (key: string, parent: string | null, fields: Partial<DraftRow> = {}): DraftRow => ({
  key,
  parent,
  code: key,
  name: key,
  mode: null,
  evaluated: true,
  withoutProjects: false,
  departmentId: null,
  note: null,
  earmarks: [],
  standards: [],
  ...fields,
});
const villages = { basis: '薄弱村', quantity: '12.5', unit: '村', rate: '3', counted: true };
const tree = [
  row('甲', null),
  row('1.10', '甲', { amount: '5' }),
  row('1.9', '甲', { standards: [villages, { ...villages, counted: false }] }),
  row('乙', null, { amount: '7' }),
];
const order = (rows: readonly DraftRow[]) => placed(rows).map((each) => each.row.key);

it('sums the leaves up the tree, standards half up to the fen and only those that count', () => {
  expect(placed(tree).map(({ row: { key }, depth, leaf, total }) => [key, depth, leaf, total])).toEqual([
    ['甲', 0, false, '43'],
    ['1.10', 1, true, '5'],
    ['1.9', 1, true, '38'],
    ['乙', 0, true, '7'],
  ]);
});

it('adds a line with the next free code, and takes one away with all below it', () => {
  const more = withLineBelow(withLineBelow(tree, '1.9', 'new'), '甲', 'other');
  expect(more.map(({ code }) => code)).toEqual(['甲', '1.10', '1.9', '乙', '1.9.1', '甲.3']);
  expect(order(more)).toEqual(['甲', '1.10', '1.9', 'new', 'other', '乙']);
  expect(order(without(more, '甲'))).toEqual(['乙']);
});

it('moves a line among its siblings, and not beyond them', () => {
  expect(order(moved(tree, '1.9', -1))).toEqual(['甲', '1.9', '1.10', '乙']);
  expect(order(moved(tree, '1.9', 1))).toEqual(order(tree));
  expect(order(moved(tree, '乙', -1))).toEqual(['乙', '甲', '1.10', '1.9']);
});

it('sends codes as they are typed, and no amount where one follows', () => {
  const typed = tree.map((each) => (each.key === '甲' ? { ...each, code: ' 一 ' } : each));
  expect(linesToSend(typed).map(({ code, parent, amount }) => [code, parent, amount])).toEqual([
    ['一', null, null],
    ['1.10', '一', '5'],
    ['1.9', '一', null],
    ['乙', null, '7'],
  ]);
});

it('knows the lines of a department by the nearest that names one', () => {
  const given = [
    row('1', null, { departmentId: 7 }),
    row('1.1', '1'),
    row('1.2', '1', { departmentId: 8 }),
    row('2', null),
  ];
  expect([...linesOfDepartment(given, 7)]).toEqual(['1', '1.1']);
});
