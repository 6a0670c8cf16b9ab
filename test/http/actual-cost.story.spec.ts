import { afterAll, beforeAll, expect, test } from 'vitest';
import { actualCost } from '../../examples/stories/actual-cost.story.js';
import { keptTranscript, tell } from '../../examples/stories/tell.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('what is spent at actual cost is claimed all year, by each county for its own share', async () => {
  const { transcript, project } = await tell(office, actualCost);
  expect(transcript).toBe(keptTranscript('actual-cost', transcript));

  const shown = await office.get('auditor', `/projects/${project}`);
  expect(shown).toMatchObject({
    state: 'completed',
    approved: '60000000',
    released: '60000000',
    paid: '60000000',
    holders: [],
  });
  const figures = await office.get('auditor', '/fund-years/2026/figures');
  expect(figures).toMatchObject({ released: '60000000', paid: '60000000', executionRate: '100.00', projects: 1 });
});
