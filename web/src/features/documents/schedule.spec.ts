import { expect, it } from 'vitest';
import type { Project, Share } from '../../shared/api/contract.js';
import { proposedAmount, scheduleOf } from './schedule.js';

const share = (no: number, asked: string, approved: string | null, released: string) =>
  ({ no, asked, approved, released }) as Share;

const standard = { mode: 'standard' } as const;

it('proposes what is still to be decided or released', () => {
  expect(proposedAmount(standard, share(1, '100', null, '0'), 'approval')).toBe('100');
  expect(proposedAmount(standard, share(1, '100', '80', '0'), 'government')).toBe('80');
  expect(proposedAmount(standard, { ...share(1, '100', null, '0'), proposed: '90' }, 'approval')).toBe('90');
  expect(proposedAmount(standard, share(1, '100', '80', '30'), 'release')).toBe('50');
  expect(proposedAmount(standard, share(1, '100', null, '0'), 'release')).toBe('0');
  expect(proposedAmount(standard, share(1, '100', '80', '30'), 'termination')).toBe('80');
});

it('proposes to release what was accepted where it was built first', () => {
  const first = { mode: 'build_first' } as const;
  expect(proposedAmount(first, { ...share(1, '100', '80', '0'), accepted: '70' }, 'release')).toBe('70');
  expect(proposedAmount(first, { ...share(1, '100', '80', '50'), accepted: '70' }, 'release')).toBe('20');
  expect(proposedAmount(first, share(1, '100', '80', '0'), 'release')).toBe('0');
  expect(proposedAmount(standard, { ...share(1, '100', '80', '0'), accepted: '70' }, 'release')).toBe('80');
});

it('lists every share of a project that ends', () => {
  const project = { id: 7, shares: [share(1, '100', '0', '0'), share(2, '50', '40', '40')] } as Project;
  expect(scheduleOf([project], 'termination', {})).toEqual([
    { projectId: 7, share: 1, amount: '0' },
    { projectId: 7, share: 2, amount: '40' },
  ]);
});

it('lists each share once, with the typed amount where there is one, and none without an amount', () => {
  const project = { id: 7, shares: [share(1, '100', '80', '0'), share(2, '50', '40', '40')] } as Project;
  expect(scheduleOf([project], 'release', { '7/1': '60' })).toEqual([{ projectId: 7, share: 1, amount: '60' }]);
});
