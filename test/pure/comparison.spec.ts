import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedTexts, differencesBetween } from '../../src/application/comparison.js';
import { likeness, mostSimilar } from '../../src/application/similar.js';
import { emptyContent } from '../../workflows/project/application-form.js';
import { fen } from '../../workflows/values/money.js';

const shown = (before: string, after: string) =>
  comparedTexts(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

describe('Two versions of a text', () => {
  test('differ in Chinese characters, in whole numbers and words', () => {
    expect(shown('硬化村道三公里', '硬化村道两公里')).toBe('硬化村道[-三][+两]公里');
    expect(shown('共需 128.5 万元', '共需 130 万元')).toBe('共需 [-128.5][+130] 万元');
    expect(shown('install pumps', 'install two pumps')).toBe('install [+two ]pumps');
    expect(shown('', '新写')).toBe('[+新写]');
    expect(shown('同', '同')).toBe('同');
  });

  test('that was rewritten is read as a whole, not as scattered characters', () => {
    expect(shown('道路全面破损严重', '桥梁全部垮塌严重')).toBe('[-道路全面破损][+桥梁全部垮塌]严重');
  });

  test('are both contained in what is shown, whatever they are', () => {
    const text = fc.string({ unit: fc.constantFrom('村', '道', '硬', '化', ' ', '1', 'a', '🌾', '\n') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = comparedTexts(before, after);
        const without = (kind: string) => pieces.filter((piece) => piece.kind !== kind).map((piece) => piece.text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
      }),
    );
  });

  // The processor's seconds, not the clock's: a machine that is busy with other things makes nobody slower here.
  test('of the greatest length and with nothing in common are one removed and one added, without much work', () => {
    const [before, after] = ['甲乙丙丁'.repeat(5_000), '戊己庚辛'.repeat(5_000)];
    const from = process.cpuUsage();
    expect(comparedTexts(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
    expect(process.cpuUsage(from).user / 1_000_000).toBeLessThan(5);
  }, 60_000);
});

test('Two versions of an application differ by place: money by row, counts by number', () => {
  const before = {
    ...emptyContent,
    shares: [{ id: 'r1', regionId: '440781', asked: fen(5) }],
    costs: [
      { id: 'r1', item: '路面', amount: fen(5) },
      { id: 'r2', item: '路基', amount: fen(6) },
    ],
  };
  const after = {
    ...before,
    shares: [{ id: 'other', regionId: '440781', asked: fen(6) }],
    costs: [before.costs[0]!, { id: 'r3', item: '桥', amount: fen(6) }],
    beneficiaries: { ...before.beneficiaries, households: 4 },
  };
  expect(differencesBetween(before, before)).toEqual([]);
  expect(differencesBetween(before, after)).toMatchObject([
    { path: 'shares', rows: [{ kind: 'changed', cells: ['asked'] }] },
    { path: 'costs', rows: [{ kind: 'same' }, { kind: 'added' }, { kind: 'removed' }] },
    { path: 'beneficiaries.households', before: 0, after: 4 },
  ]);
});

test('Titles are alike by what they are about, not by their year', () => {
  expect(likeness('2026年沙堤村道硬底化', '2025年度沙堤村道硬底化项目')).toBeGreaterThan(0.8);
  expect(likeness('农产品冷链仓储', '村道硬底化')).toBe(0);
  expect(likeness('', '')).toBe(0);
  const road = { title: '村道硬底化', line: '1.1', year: 2024 };
  const store = { title: '冷链仓储', line: '1.2', year: 2022 };
  expect(mostSimilar([store, road], { title: '村道' })).toEqual([road]);
  expect(mostSimilar([store, road], { title: '村道', line: '1.2' })).toEqual([store, road]);
});

test('The last year in which there were any is offered whatever it is about, behind what is similar', () => {
  const of = (title: string, year: number) => ({ title, line: '1.1', year });
  const [road, store, old] = [of('村道硬底化', 2024), of('冷链仓储', 2024), of('村道硬底化', 2022)];
  expect(mostSimilar([old, store, road], { year: 2026 })).toEqual([store, road]);
  expect(mostSimilar([store, old, road], { title: '村道硬底化', year: 2026 })).toEqual([road, old, store]);
  expect(mostSimilar([], { year: 2026 })).toEqual([]);
});
