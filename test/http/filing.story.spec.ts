import { afterAll, beforeAll, expect, test } from 'vitest';
import { filing } from '../../examples/stories/filing.story.js';
import { keptTranscript, tell } from '../../examples/stories/tell.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('a filing project needs the consent of the office and the approval of the city government', async () => {
  const { transcript, project } = await tell(office, filing);
  expect(transcript).toBe(keptTranscript('filing', transcript));

  const shown = await office.get('auditor', `/projects/${project}`);
  expect(shown).toMatchObject({
    state: 'completed',
    approved: '228000000',
    released: '228000000',
    paid: '228000000',
    holders: [],
  });
  const figures = await office.get('auditor', '/fund-years/2026/figures');
  expect(figures).toMatchObject({ released: '228000000', paid: '228000000', executionRate: '100.00', projects: 1 });
});
