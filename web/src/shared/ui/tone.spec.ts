import { expect, it } from 'vitest';
import { toneOf } from './tone.js';

it('reads the tone of a state from its last word', () => {
  expect(toneOf('application.drafting')).toBe('neutral');
  expect(toneOf('cityReview.deliberating')).toBe('progress');
  expect(toneOf('application.returned')).toBe('waiting');
  expect(toneOf('cityReview.rejected')).toBe('bad');
  expect(toneOf('withdrawn')).toBe('neutral');
  expect(toneOf('fundRelease.waitingForFunds')).toBe('waiting');
  expect(toneOf('fundRelease.awaiting')).toBe('progress');
  expect(toneOf('recorded')).toBe('waiting');
  expect(toneOf('milestones.recorded')).toBe('progress');
  expect(toneOf('completed')).toBe('good');
});
