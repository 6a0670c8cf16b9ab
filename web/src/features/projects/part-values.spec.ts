import { expect, it } from 'vitest';
import { nameOfEntry, shownAs, shownEntries } from './part-values.js';

it('tells money from other digit strings by its name', () => {
  expect(shownAs('amount', '12140000')).toBe('money');
  expect(shownAs('contractAmount', '12140000')).toBe('money');
  expect(shownAs('number', '12140000')).toBe('plain');
  expect(shownAs('share', 1)).toBe('plain');
  expect(shownAs('accepted', true)).toBe('yesNo');
});

it('knows days, instants, lists and records', () => {
  expect(shownAs('dueOn', '2026-11-22')).toBe('date');
  expect(shownAs('paidAt', '2026-11-22T01:00:00.000Z')).toBe('instant');
  expect(shownAs('lines', [{ amount: '1' }])).toBe('rows');
  expect(shownAs('papers', [{ class: 'photo', hash: 'f00', name: '现场.jpg' }])).toBe('papers');
  expect(shownAs('tags', ['a'])).toBe('list');
  expect(shownAs('organisation', { id: 1, name: 'x' })).toBe('record');
  expect(shownAs('note', '')).toBe('nothing');
});

it('shows of a code and its label only the label, and no bookkeeping', () => {
  expect(shownEntries({ no: 1, kind: 'advance', kindLabel: 'Advance', version: 3, note: null, amount: '5' })).toEqual([
    ['kindLabel', 'Advance'],
    ['amount', '5'],
  ]);
  expect(nameOfEntry('kindLabel')).toBe('kind');
});
