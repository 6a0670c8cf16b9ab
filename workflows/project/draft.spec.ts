import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../values/money.js';
import { localDate } from '../values/local-date.js';
import { type ApplicationContent, emptyContent } from './application-form.js';
import {
  changesBetween,
  contentAt,
  type Draft,
  isSame,
  merge,
  onlyGrew,
  placesOf,
  type Places,
  startedFrom,
  undone,
  versionsRemembered,
  withRowIds,
} from './draft.js';

const paths = [
  'title',
  'need',
  'returns.sharing',
  'beneficiaries.villages',
  'costs/r1',
  'costs/r2',
  'costs/x',
  'answers/1/need',
];
const rowOf = (path: string, text: string) =>
  path.includes('costs/') ? { id: path.slice(6), item: text, amount: fen(text.length) } : text;
const text = fc.constantFrom('', '道路', '道路硬化', '🌾', '桥', '水渠');

const changesOn = (places: readonly string[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...places), text, fc.boolean()), { selector: ([path]) => path, maxLength: 6 })
    .map(
      (all): Places =>
        new Map(all.map(([path, said, gone]) => [path, gone && path.includes('/') ? null : rowOf(path, said)])),
    );
const changes = changesOn(paths);
const draftOf = (places: Places): Draft => ({
  version: 7,
  places: new Map([...places].filter(([, value]) => value !== null)),
  touched: {},
});
const by = (writer: string, changes: Places, base = 7) => ({ writer, base, changes });
/** What stands where, whatever the order in which rows came. */
const standing = ({ places }: Draft) => Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('Two authors of one draft', () => {
  test('who write at different places lose nothing, whoever comes first', () => {
    fc.assert(
      fc.property(changes, changesOn(paths.slice(0, 4)), changesOn(paths.slice(4)), (start, a, b) => {
        const draft = draftOf(start);
        const ab = merge(merge(draft, by('A', a)).draft, by('B', b));
        const ba = merge(merge(draft, by('B', b)).draft, by('A', a));
        expect([ab.conflicts, ba.conflicts]).toEqual([[], []]);
        expect(standing(ab.draft)).toEqual(standing(ba.draft));
        for (const [path, value] of [...a, ...b]) {
          expect(isSame(ab.draft.places.get(path) ?? null, value)).toBe(true);
        }
      }),
    );
  });

  test('conflict at the same places, whoever comes first, and each is shown both texts', () => {
    fc.assert(
      fc.property(changes, changes, changes, (start, a, b) => {
        const draft = draftOf(start);
        const second = merge(merge(draft, by('A', a)).draft, by('B', b)).conflicts;
        const first = merge(merge(draft, by('B', b)).draft, by('A', a)).conflicts;
        const told = (all: typeof first, turn: boolean) =>
          all
            .map(({ path, mine, theirs }) => ({ path, a: turn ? theirs : mine, b: turn ? mine : theirs }))
            .sort((x, y) => (x.path < y.path ? -1 : 1));
        // Where one of the two says what stood there before, that one changed nothing, and there is nothing to decide.
        const real = (path: string) =>
          [a, b].every((each) => !isSame(each.get(path) ?? null, draft.places.get(path) ?? null));
        expect(told(second, true).filter(({ path }) => real(path))).toEqual(
          told(first, false).filter(({ path }) => real(path)),
        );
      }),
    );
  });

  test('have each change in the draft or among the conflicts, never nowhere', () => {
    fc.assert(
      fc.property(changes, fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.nat(12), changes)), (start, saves) => {
        let draft = draftOf(start);
        for (const [writer, base, changes] of saves) {
          const { draft: after, before, conflicts } = merge(draft, by(writer, changes, base));
          for (const [path, value] of changes) {
            const stands = isSame(after.places.get(path) ?? null, value);
            expect(stands || conflicts.some((each) => each.path === path && isSame(each.mine, value))).toBe(true);
          }
          expect(standing({ ...after, places: undone(after.places, before) })).toEqual(standing(draft));
          expect(after.version).toBe(before.size > 0 ? draft.version + 1 : draft.version);
          draft = after;
        }
      }),
    );
  });

  test('are told of a row that the other took away, and may put it back', () => {
    const draft = draftOf(new Map([['costs/r1', rowOf('costs/r1', '桥')]]));
    const gone = merge(draft, by('A', new Map([['costs/r1', null]]))).draft;
    const mine = rowOf('costs/r1', '大桥');
    const { conflicts } = merge(gone, by('B', new Map([['costs/r1', mine]])));
    expect(conflicts).toMatchObject([{ path: 'costs/r1', mine, theirs: null, by: 'A' }]);
    const back = merge(gone, by('B', new Map([['costs/r1', mine]]), gone.version));
    expect(back.draft.places.get('costs/r1')).toEqual(mine);
  });
});

test('A save whose answer was lost is sent again, longer by now, and conflicts with nobody', () => {
  const draft = draftOf(new Map([['need', '']]));
  const arrived = merge(draft, by('A', new Map([['need', '道路']]))).draft;
  const again = merge(arrived, by('A', new Map([['need', '道路损毁']])));
  expect([again.conflicts, again.draft.places.get('need')]).toEqual([[], '道路损毁']);
});

test('A form that slept through hundreds of saves overwrites nothing that it has not seen', () => {
  let draft = draftOf(new Map());
  const write = (path: string, value: string) => {
    draft = merge(draft, by('A', new Map([[path, value]]), draft.version)).draft;
  };
  write('title', '改过');
  for (let n = 0; n <= versionsRemembered; n += 1) write('need', `第 ${n} 次`);
  expect(draft.touched['title']).toBeUndefined();
  expect(merge(draft, by('B', new Map([['title', '旧']]))).conflicts).toMatchObject([
    { path: 'title', theirs: '改过' },
  ]);
});

test('Content is its places, and what changed between two is what turns one into the other', () => {
  const content: ApplicationContent = {
    ...emptyContent,
    title: '村道',
    costs: [
      { id: 'r1', item: '路面', amount: fen(5) },
      { id: 'r2', item: '路基', amount: fen(6) },
    ],
  };
  expect(contentAt(placesOf(content))).toEqual(content);
  const changed = { ...content, title: '村道硬化', costs: [content.costs[1]!] };
  expect([...changesBetween(placesOf(content), placesOf(changed))]).toEqual([
    ['title', '村道硬化'],
    ['costs/r1', null],
  ]);
});

test('A text that only grew holds all that was typed; one that lost a word does not', () => {
  expect(onlyGrew('道路', '道路硬化')).toBe(true);
  expect(onlyGrew('道路硬化', '道路全部硬化')).toBe(true);
  expect(onlyGrew('道路硬化', '道路')).toBe(false);
  expect(onlyGrew('甲乙丙', '乙甲丙丁')).toBe(false);
  expect(onlyGrew(1, 12)).toBe(false);
});

test('Rows keep their ids when the whole is written anew, and new ones take none that was there', () => {
  const there = withRowIds<ApplicationContent>({ ...emptyContent, costs: [{ item: '路面', amount: fen(5) }] });
  expect(there.costs[0]!.id).toBe('r1');
  const bare: ApplicationContent = {
    ...there,
    costs: [
      { item: '路面', amount: fen(7) },
      { item: '桥', amount: fen(1) },
    ],
  };
  expect(withRowIds(bare, there, { inPlace: true }).costs.map(({ id }) => id)).toEqual(['r1', 'r2']);
  expect(withRowIds(bare, there).costs.map(({ id }) => id)).toEqual(['r2', 'r3']);
});

test('An application that starts from last year’s has its words, and no figure that nobody wrote', () => {
  const earlier: ApplicationContent = {
    ...emptyContent,
    title: '2024年村道',
    need: '雨季难行',
    match: [{ source: 'county', planned: fen(9) }],
    costs: [{ id: 'r7', item: '路面', amount: fen(5) }],
    timetable: [{ step: '施工', from: localDate('2024-02-29'), until: localDate('2024-11-30') }],
    beneficiaries: { villages: 3, households: 4, persons: 5 },
    targets: [{ aspect: 'quantity', direction: 'atLeast', name: '里程', target: '3', unit: '公里' }],
  };
  const shares = [{ regionId: '440781', asked: fen(100) }];
  expect(startedFrom(earlier, { title: '2025年村道', shares }, 1)).toMatchObject({
    title: '2025年村道',
    need: '雨季难行',
    shares,
    match: [{ source: 'county', planned: 0n }],
    costs: [{ id: 'r7', item: '路面', amount: 0n }],
    timetable: [{ step: '施工', from: '2025-02-28', until: '2025-11-30' }],
    beneficiaries: { villages: 0, households: 0, persons: 0 },
    targets: [{ name: '里程', target: '', unit: '公里' }],
  });
});
