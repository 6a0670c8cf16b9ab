import { afterAll, beforeAll, expect, test } from 'vitest';
import { directTransfer } from '../../examples/stories/direct-transfer.story.js';
import { keptTranscript, tell } from '../../examples/stories/tell.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

test('a direct transfer is itself the payment', async () => {
  const { transcript, project } = await tell(office, directTransfer);
  expect(transcript).toBe(keptTranscript('direct-transfer', transcript));

  const shown = await office.get('auditor', `/projects/${project}`);
  expect(shown).toMatchObject({
    state: 'completed',
    approved: '12000000',
    released: '12000000',
    paid: '12000000',
    holders: [],
  });
  const figures = await office.get('auditor', '/fund-years/2026/figures');
  expect(figures).toMatchObject({ released: '12000000', paid: '12000000', executionRate: '100.00', projects: 1 });
});
