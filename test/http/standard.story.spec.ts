import { afterAll, beforeAll, expect, test } from 'vitest';
import { standard } from '../../examples/stories/standard.story.js';
import { keptTranscript, tell } from '../../examples/stories/tell.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('a standard project goes from draft to completion, each step by whoever may do it', async () => {
  const { transcript, project } = await tell(office, standard);
  expect(transcript).toBe(keptTranscript('standard', transcript));

  const shown = await office.get('auditor', `/projects/${project}`);
  expect(shown).toMatchObject({
    state: 'completed',
    approved: '86000000',
    released: '86000000',
    paid: '86000000',
    holders: [],
  });
  const figures = await office.get('auditor', '/fund-years/2026/figures');
  expect(figures).toMatchObject({ released: '86000000', paid: '86000000', executionRate: '100.00', projects: 1 });
});
