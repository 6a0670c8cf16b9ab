import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../src/database/transaction.js';
import { deliverNotices } from '../../src/notices/deliver-notices.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

interface Notices {
  items: { project: { id: number }; state: string; stateLabel: string; readAt: string | null; id: string }[];
}

async function noticeFor(who: string, project: number) {
  const { items } = await office.get<Notices>(who, '/notices');
  return items.find((notice) => notice.project.id === project);
}

/** The outbox is emptied by Bull within a second or two: wait for the row, never for a time. */
async function whenTold(who: string, project: number) {
  for (;;) {
    const notice = await noticeFor(who, project);
    if (notice) return notice;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('whoever must act next is told once, by Bull on a real Redis, and nobody else', async () => {
  const project = await office.draft('standard');
  await office.does('town-440781', project, 'application.submit');
  const notice = await whenTold('officer-440781', project);
  expect(notice).toMatchObject({ state: 'application.endorsing', readAt: null });
  expect(await noticeFor('officer-440783', project)).toBeUndefined();
  expect(await noticeFor('finance-440781', project)).toBeUndefined();

  await office.request('officer-440781', 'POST', `/notices/${notice.id}/reading`);
  expect((await noticeFor('officer-440781', project))?.readAt).not.toBeNull();
});

test('another person cannot mark my notice as read', async () => {
  const project = await office.draft('standard');
  await office.does('town-440781', project, 'application.submit');
  const notice = await whenTold('officer-440781', project);
  await office.request('officer-440783', 'POST', `/notices/${notice.id}/reading`);
  expect((await noticeFor('officer-440781', project))?.readAt).toBeNull();
});

test('twenty who empty the outbox at once deliver each notice once', async () => {
  for (let n = 0; n < 5; n += 1) {
    const project = await office.draft('standard');
    await office.does('town-440781', project, 'application.submit');
  }
  await Promise.all(
    Array.from({ length: 20 }, () => inTransaction(office.db, (tx) => deliverNotices(tx, office.clock.now()))),
  );
  const [left] = await office.db.query<{ count: number }[]>('select count(*)::int as count from outbox');
  const doubled = await office.db.query(
    'select 1 from notice group by person_id, project_id, seq, subject having count(*) > 1',
  );
  expect({ left: left!.count, doubled }).toEqual({ left: 0, doubled: [] });
});
