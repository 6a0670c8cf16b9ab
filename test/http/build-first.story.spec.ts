import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFirst } from '../../examples/stories/build-first.story.js';
import { keptTranscript, tell } from '../../examples/stories/tell.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('a project that is built first is paid for what was accepted', async () => {
  const { transcript, project } = await tell(office, buildFirst);
  expect(transcript).toBe(keptTranscript('build-first', transcript));

  const shown = await office.get('auditor', `/projects/${project}`);
  expect(shown).toMatchObject({
    state: 'completed',
    approved: '42600000',
    released: '42600000',
    paid: '42600000',
    holders: [],
  });
  const figures = await office.get('auditor', '/fund-years/2026/figures');
  expect(figures).toMatchObject({ released: '42600000', paid: '42600000', executionRate: '100.00', projects: 1 });
});
