import { expect, it } from 'vitest';
import { contentOf } from './content.js';

it('fills in what may be empty, so that a draft is never refused for being one', () => {
  const { content, unfinished } = contentOf({
    title: 'Road',
    shares: [{ regionId: '440783', asked: 'unreadable:12,' }],
  });
  expect(unfinished).toBe(0);
  expect(content).toMatchObject({
    title: 'Road',
    summary: '',
    shares: [{ regionId: '440783', asked: '0' }],
    match: [],
    returns: { expected: '', sharing: '' },
    beneficiaries: { villages: 0, households: 0, persons: 0 },
  });
});

it('keeps back rows that cannot be sent yet and counts them, but not empty ones', () => {
  const { content, unfinished } = contentOf({
    timetable: [{ step: 'Tender', from: '2026-03-01' }, { step: 'Build', from: '2026-04-01', until: '2026-09-01' }, {}],
    match: [{ planned: '500' }],
    costs: [{ item: 'Pipes' }, {}],
  });
  expect(content.timetable).toEqual([{ step: 'Build', from: '2026-04-01', until: '2026-09-01' }]);
  expect(content.match).toEqual([]);
  expect(content.costs).toEqual([{ item: 'Pipes', amount: '0' }]);
  expect(unfinished).toBe(2);
});
