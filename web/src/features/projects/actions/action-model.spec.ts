import { expect, it } from 'vitest';
import type { Action } from '../../../shared/api/contract.js';
import { firstAction, formPath, otherActions } from './action-model.js';

const action = (event: string, allowed: boolean, primary = false) =>
  ({ event, allowed, primary, part: null }) as Action;

it('offers what the server calls primary, and an allowed one before one that lacks something', () => {
  const approve = action('review.approve', false, true);
  const give = action('opinion.give', true, true);
  expect(firstAction([approve, give])).toBe(give);
  expect(firstAction([approve])).toBe(approve);
});

it('never puts a harmful action first by itself, and lists it last', () => {
  const reject = action('review.reject', true);
  const urge = action('review.urge', true);
  const approve = action('review.approve', false);
  expect(firstAction([reject, urge])).toBe(urge);
  expect(firstAction([reject])).toBeUndefined();
  expect(otherActions([approve, reject, urge], undefined)).toEqual([urge, reject, approve]);
});

it('reads the path of a field in either way of writing it', () => {
  expect(formPath('amounts.0.amount')).toEqual(['amounts', 0, 'amount']);
  expect(formPath('amounts[0].amount')).toEqual(['amounts', 0, 'amount']);
  expect(formPath('reason')).toEqual(['reason']);
});
