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
const finance = 'finance-440781';

test('a standard project goes from its first word to completion by clicking, each step by whoever may do it', async () => {
  const life = new Life(city, '示范镇村道硬底化');
  await life.applies(town, '农村道路', { 台山市: '100' });
  await theCountyReturnsIt(life);
  await life.isEndorsed(officer);

  await (await life.called('reviewer-1')).does('受理');
  await life.isPutToVote(['90']);
  await life.isVotedFor('reviewer-1');
  await (
    await life.called('reviewer-2')
  ).does('表决', async (form) => {
    await form.pick('退回');
    await form.write('理由', '建议再压减造价');
  });
  await life.isVotedFor('reviewer-3');
  const reviewer = await life.opened('reviewer-1');
  await reviewer.seesState('公示中');
  const early = await reviewer.begin('结束公示');
  await expect(early.place).toContainText('公示期到 2026-03-09 为止');
  await life.isOnNotice('2026-03-10');

  await life.isDecidedBy('批复', { number: '江乡振组〔2026〕3号', proposed: { 台山市: '90' } });
  await life.isDecidedBy('下达资金', { number: '江财农〔2026〕11号', proposed: { 台山市: '90' } });
  await (await life.isReceived(finance)).seesState('实施中');
  await life.setDay('2026-09-21');
  await life.isBuilt(town);
  await (await life.isAccepted(officer, '90')).seesState('报账中');
  await life.claims(town, '结算款', '90');
  await life.isPaid(finance, '90');
  await life.isSettled(finance);
  await life.isEvaluated(town);
  await life.isCompleted(officer);

  expect(await life.ended()).toEqual({ state: 'completed', approved: 90, released: 90, paid: 90 });
});

async function theCountyReturnsIt(life: Life): Promise<void> {
  const county = await life.called(officer);
  await county.does('退回申报', async (form) => {
    await form.write('理由', '材料需补正');
    await form.choose('栏目', '预算明细');
    await form.write('理由', '没有列明长度', 1);
  });
  await county.seesState('退回修改');
  const applicant = await life.called(town);
  await expect(applicant.page.getByRole('alert')).toContainText('预算明细 没有列明长度');
  await applicant.does('提交申报', (form) => form.write('答复', '共 6.2 公里，已写明'));
}
