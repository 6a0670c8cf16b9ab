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

const unit = 'applicant';
const department = 'line-3';

test('what is listed at its actual cost goes from its application to completion by clicking, in two counties', async () => {
  const life = new Life(city, '农房保险保费补贴');
  await life.applies(unit, '农房保险', { 台山市: '36', 开平市: '24' }, ['预算']);
  await life.isEndorsed(department);

  const reviewer = await life.called('reviewer-1');
  await reviewer.does('受理', (form) => form.chooseOf('征求意见的部门', '市民政局'));
  await reviewer.seesState('征求意见');
  await (
    await life.called('line-2')
  ).does('回复意见', async (form) => {
    await form.pick('同意');
    await form.write('具体内容', '应保尽保，同意。');
  });
  await life.isPutToVote();
  await life.isVotedFor('reviewer-1', 'reviewer-2', 'reviewer-3');
  await life.isOnNotice('2026-03-10');

  const both = { 台山市: '36', 开平市: '24' };
  await life.isDecidedBy('批复', { number: '江乡振组〔2026〕9号', proposed: both });
  await life.isDecidedBy('下达资金', { number: '江财农〔2026〕18号', proposed: both });
  await (await life.isReceived('finance-440781')).seesState('待确认到账');
  await (await life.isReceived('finance-440783')).seesState('报账中');
  await life.setDay('2026-06-15');
  await life.claims(unit, '进度款', '20', '台山市');
  await life.isPaid('finance-440781', '20');
  await life.setDay('2026-12-15');
  await life.claims(unit, '结算款', '16', '台山市');
  await life.isPaid('finance-440781', '16');
  await life.claims(unit, '结算款', '24', '开平市');
  await life.isPaid('finance-440783', '24');
  await life.isSettled('finance-1');

  await life.isEvaluated(unit);
  await (await life.called(department)).does('退回绩效自评', (form) => form.write('理由', '请补充理赔情况'));
  await life.isEvaluated(unit);
  await life.isCompleted(department);

  expect(await life.ended()).toEqual({ state: 'completed', approved: 60, released: 60, paid: 60 });
});
