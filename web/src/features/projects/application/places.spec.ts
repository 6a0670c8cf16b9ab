import { beforeEach, describe, expect, it } from 'vitest';
import { keep, keptDraft, offered } from './kept-draft.js';
import { cellsOf, directionWords, pastedAmount, pastedDay, pastedRows, unitIn } from '../../../locales/pasted-table.js';
import { absorbed, changesBetween, patchOf, placesOf, withPlaces } from './places.js';

describe('the form as places', () => {
  it('sends only what was changed, and a row half filled as it is', () => {
    const known = placesOf({ summary: 'a', costs: [{ id: 'r1', item: 'Pipes', amount: '5' }] });
    const form = placesOf(
      {
        summary: 'b',
        costs: [{ id: 'n1', item: 'Pump' }, { id: 'n2' }],
        timetable: [{ id: 'n3', from: '2026-03-01' }],
        answers: { need: 'done' },
      },
      known,
    );
    expect(patchOf(changesBetween(known, form))).toEqual({
      content: {
        summary: 'b',
        costs: [{ id: 'n1', item: 'Pump', amount: '0' }],
        timetable: [{ id: 'n3', step: '', from: '2026-03-01', until: null }],
      },
      removed: [{ list: 'costs', id: 'r1' }],
      answers: [{ field: 'need', answer: 'done' }],
    });
  });

  it('takes what others wrote where nothing was typed here, and lets both stand where both wrote', () => {
    const known = placesOf({ summary: 'a', need: 'a', title: 'a' });
    const newer = placesOf({ summary: 'theirs', need: 'theirs', title: 'same' });
    const form = placesOf({ summary: 'a', need: 'mine', title: 'same' });
    const { take, clashes } = absorbed(known, newer, form);
    expect([...take]).toEqual([['summary', 'theirs']]);
    expect(clashes).toEqual([{ path: 'need', mine: 'mine', theirs: 'theirs' }]);
  });

  it('does not take its own words for somebody else’s when more was typed while they were sent', () => {
    const known = placesOf({ summary: 'a' });
    const sent = new Map([['summary', 'ab']]);
    const { take, clashes } = absorbed(known, placesOf({ summary: 'ab' }), placesOf({ summary: 'abc' }), sent);
    expect([take.size, clashes]).toEqual([0, []]);
  });

  it('puts rows of others at the end, and keeps its own in their order', () => {
    const written = {
      costs: [
        { id: 'r1', item: 'x' },
        { id: 'r2', item: 'y' },
      ],
    };
    const changes = new Map<string, unknown>([
      ['costs/r1', null],
      ['costs/o', { id: 'o', item: 'z' }],
      ['costs/r2', { id: 'r2', item: 'Y' }],
    ]);
    expect(withPlaces(written, changes).costs).toEqual([
      { id: 'r2', item: 'Y' },
      { id: 'o', item: 'z' },
    ]);
  });
});

describe('what is kept in the browser', () => {
  const stored = new Map<string, string>();
  beforeEach(() => {
    stored.clear();
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => stored.set(key, value),
        removeItem: (key: string) => stored.delete(key),
      },
    });
  });

  it('is offered to the same person for the same project, unless it was saved by now', () => {
    keep(
      1,
      7,
      placesOf({ summary: 'a', need: 'a' }),
      new Map([
        ['summary', 'b'],
        ['need', 'b'],
      ]),
    );
    expect(keptDraft(2, 7)).toBeNull();
    const { changes, clashes } = offered(keptDraft(1, 7)!, placesOf({ summary: 'b', need: 'theirs' }));
    expect([...changes]).toEqual([['need', 'b']]);
    expect(clashes).toEqual([{ path: 'need', mine: 'b', theirs: 'theirs' }]);
    keep(1, 7, new Map(), new Map());
    expect(keptDraft(1, 7)).toBeNull();
  });
});

describe('a table pasted from a spreadsheet', () => {
  it('has amounts as people write them, never rounded', () => {
    expect(pastedAmount('1,234.50', 'yuan')).toBe('123450');
    expect(pastedAmount('12.5', 'wan')).toBe('12500000');
    expect(pastedAmount('12.5万元', 'yuan')).toBe('12500000');
    expect(pastedAmount('３０００元', 'wan')).toBe('300000');
    expect(pastedAmount('￥3,000', 'yuan')).toBe('300000');
    expect(pastedAmount('三万五千元', 'wan')).toBe('3500000');
    expect(pastedAmount('壹拾贰万', 'yuan')).toBe('12000000');
    expect(pastedAmount('1.234567890', 'yuan')).toBeNull();
    expect(pastedAmount('约三万', 'yuan')).toBeNull();
  });

  it('has days as people write them, and no day that does not exist', () => {
    expect(pastedDay('2026年4月1日', false)).toBe('2026-04-01');
    expect(pastedDay('2026/4/1', false)).toBe('2026-04-01');
    expect(pastedDay('2024.2.29', false)).toBe('2024-02-29');
    expect(pastedDay('2026年2月', true)).toBe('2026-02-28');
    expect(pastedDay('2026-02-30', false)).toBeNull();
  });

  it('is read without its head, its line numbers and its sum; what cannot be read is said', () => {
    const cells = cellsOf('序号\t支出内容\t金额（万元）\n1\t"路面\n工程"\t80\n2\t监理\t约五\n\t合计\t85\n');
    expect(unitIn(cells)).toBe('wan');
    const readers = [
      { kind: 'text', name: 'item' },
      { kind: 'fen', name: 'amount' },
    ] as const;
    expect(pastedRows(cells, readers, 'wan')).toEqual([
      { row: { item: '路面\n工程', amount: '80000000' }, unread: [] },
      { row: { item: '监理', amount: undefined }, unread: ['amount'] },
    ]);
  });

  it('says in its own way which way a target is met, and on which level', () => {
    const choices = (['atLeast', 'atMost', 'exactly', 'inWords'] as const).map((value) => ({
      value,
      label: value,
      also: directionWords[value],
    }));
    const readers = [
      { kind: 'choice', name: 'aspect', choices: [{ value: 'social', label: '社会效益' }] },
      { kind: 'choice', name: 'direction', choices },
    ] as const;
    const read = (text: string) => pastedRows(cellsOf(text), readers, 'yuan')[0];
    for (const [cell, direction] of [
      ['>=', 'atLeast'],
      ['≤', 'atMost'],
      ['不超过', 'atMost'],
      ['＝', 'exactly'],
      ['定性', 'inWords'],
    ])
      expect(read(`社会效益指标\t${cell}`)?.row).toEqual({ aspect: 'social', direction });
    expect(read('社会效益\t约')?.unread).toEqual(['direction']);
  });
});
