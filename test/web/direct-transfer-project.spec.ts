import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';
import { Life } from './support/life.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const town = 'town-440781';
const officer = 'officer-440781';

test('a direct transfer goes from its application to completion by clicking, and is itself the payment', async () => {
  const life = new Life(city, '困难群众春节慰问');
  const applicant = await life.applies(town, '困难群众慰问', { 台山市: '12' }, []);
  await applicant.does('撤回修改', (form) => form.write('理由', '户数要重新核对'));
  await applicant.seesState('起草中');
  await applicant.does('提交申报');
  await life.isEndorsed(officer);

  await (await life.called('reviewer-1')).does('受理');
  await life.isPutToVote();
  await life.isVotedFor('reviewer-1', 'reviewer-2', 'reviewer-3');
  await life.isOnNotice('2026-03-10');

  await life.isDecidedBy('批复', { number: '江乡振组〔2026〕11号', proposed: { 台山市: '12' } });
  await life.isDecidedBy('下达资金', {
    number: '江财农〔2026〕20号',
    proposed: { 台山市: '12' },
    says: { 台山市: '7.5' },
  });
  await (await life.opened(town)).seesState('待下达资金');
  await life.setDay('2026-04-10');
  await life.isDecidedBy('下达资金', { number: '江财农〔2026〕23号', proposed: { 台山市: '4.5' } });
  await life.isEvaluated(town);
  await life.isCompleted(officer);

  expect(await life.ended()).toEqual({ state: 'completed', approved: 12, released: 12, paid: 12 });
});
