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

const town = 'town-440703';
const officer = 'officer-440703';
const finance = 'finance-440703';

test('a filed project goes by the city government from its application to completion by clicking', async () => {
  const life = new Life(city, '棠下乡村风貌示范带');
  await life.applies(town, '乡村风貌示范带', { 蓬江区: '260' });
  await life.isEndorsed(officer);

  await (await life.called('reviewer-1')).does('受理');
  await life.isPutToVote();
  await life.isVotedFor('reviewer-1', 'reviewer-2', 'reviewer-3');
  const reviewer = await life.called('reviewer-1');
  await reviewer.seesState('报备审核');
  await reviewer.does('同意报备', (form) => form.write('说明', '符合连片示范建设方案，同意报备。'));
  await reviewer.seesState('市政府审批');
  await life.isDecidedBy('录入市政府审批', {
    number: '江府办纪〔2026〕8号',
    proposed: { 蓬江区: '260' },
    says: { 蓬江区: '240' },
  });
  await life.isOnNotice('2026-03-10');

  await life.isDecidedBy('批复', { number: '江乡振组〔2026〕7号', proposed: { 蓬江区: '240' } });
  await life.isDecidedBy('下达资金', { number: '江财农〔2026〕15号', proposed: { 蓬江区: '240' } });
  await (await life.isReceived(finance)).seesState('实施中');
  await life.setDay('2026-10-09');
  await life.isBuilt(town);
  await (await life.isAccepted(officer, '240')).seesState('报账中');
  await life.claims(town, '结算款', '240');
  await life.isPaid(finance, '240');
  await life.isSettled(finance);
  await life.isEvaluated(town);
  await life.isCompleted(officer);

  expect(await life.ended()).toEqual({ state: 'completed', approved: 240, released: 240, paid: 240 });
});
