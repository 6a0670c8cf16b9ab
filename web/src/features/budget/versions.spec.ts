import { expect, it } from 'vitest';
import type { BudgetLine, BudgetVersion } from '../../shared/api/contract.js';
import { compared } from './versions.js';

const line = (code: string, parent: string | null, leaf = true) => ({ code, parent, name: code, leaf }) as BudgetLine;
const version = (no: number, amounts: Record<string, string>, reasons: Record<string, string> = {}) =>
  ({ no, amounts, reasons }) as BudgetVersion;
const lines = [line('甲', null, false), line('1', '甲'), line('2', '甲'), line('3', null)];
const versions = [
  version(1, { '1': '10', '3': '5' }),
  version(2, { '1': '7', '2': '3', '3': '5' }, { '1': '进度慢', '2': '新增' }),
];

it('shows what each line had and has, and what is behind it', () => {
  const [heading, other] = compared(lines, versions, [1, 2], false);
  expect(heading).toMatchObject({ before: '10', after: '10', difference: '0' });
  expect(heading!.children).toMatchObject([
    { code: '1', before: '10', after: '7', difference: '-3', reasons: ['进度慢'] },
    { code: '2', before: '0', after: '3', difference: '3', reasons: ['新增'] },
  ]);
  expect(other).toMatchObject({ before: '5', after: '5', difference: '0', reasons: [] });
});

it('leaves out what is the same', () => {
  expect(compared(lines, versions, [1, 2], true).map(({ code }) => code)).toEqual(['甲']);
  expect(compared(lines, versions, [2, 2], true)).toEqual([]);
});
