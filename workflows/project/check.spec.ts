import { expect, test } from 'vitest';
import { faultsInLifecycles } from './check.js';

test('the five lifecycles are sound', () => {
  expect(faultsInLifecycles()).toEqual([]);
});
