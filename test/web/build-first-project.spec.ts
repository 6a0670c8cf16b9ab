import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';
import { Life, writeLine } from './support/life.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const town = 'town-440783';
const officer = 'officer-440783';
const finance = 'finance-440783';

test('what is built first goes from its application to completion by clicking, and is paid what was accepted', async () => {
  const life = new Life(city, '澄溪蔬菜冷库奖补');
  await life.applies(town, '特色产业奖补', { 开平市: '48' });
  await life.isEndorsed(officer);

  await (await life.called('reviewer-1')).does('受理');
  await life.isPutToVote();
  await life.isVotedFor('reviewer-1', 'reviewer-2');
  const involved = await life.called('reviewer-3');
  await involved.does('回避', (form) => form.write('理由', '亲属在该合作社任职'));
  await involved.seesState('公示中');
  await anObjectionIsDismissed(life);
  await life.isOnNotice('2026-03-10');

  await life.isDecidedBy('批复', { number: '江乡振组〔2026〕5号', proposed: { 开平市: '48' } });
  await (await life.called(town)).seesState('实施中');
  await life.setDay('2026-07-20');
  await (
    await life.called(town)
  ).does('登记节点', async (form) => {
    await form.pick('开工');
    await form.write('达到日期', '2026-04-02');
  });
  await life.isBuilt(town);
  await (await life.isAccepted(officer, '42.6')).seesState('待下达资金');
  // Not the 48 that are approved: the server would refuse more than was accepted.
  await life.isDecidedBy('下达资金', { number: '江财农〔2026〕40号', proposed: { 开平市: '42.6' } });
  await (await life.isReceived(finance)).seesState('报账中');

  await theClaimIsReturnedAndRevised(life);
  await life.isPaid(finance, '42.6');
  await life.isSettled(finance);
  await theTargetIsMissed(life);
  await life.isCompleted(officer);

  expect(await life.ended()).toEqual({ state: 'completed', approved: 42.6, released: 42.6, paid: 42.6 });
});

async function anObjectionIsDismissed(life: Life): Promise<void> {
  await (
    await life.opened(officer)
  ).does('登记异议', async (form) => {
    await form.write('提出人', '澄溪村村民');
    await form.write('具体内容', '认为选址占用了机耕路');
  });
  const reviewer = await life.called('reviewer-1');
  await reviewer.does('认定异议不成立', (form) => form.write('核查结论', '选址为村集体旧晒场，不占机耕路。'));
}

async function theClaimIsReturnedAndRevised(life: Life): Promise<void> {
  const applicant = await life.opened(town);
  await applicant.does('新建报账', async (form) => {
    await form.pick('结算款');
    await writeLine(form, 0, '开平制冷设备厂', '16');
    await form.addRow('报账明细');
    await writeLine(form, 1, '开平市澄溪建筑队', '26.6');
  });
  await applicant.does('提交报账', (form) => form.bring('发票（票据）'));
  await (await life.called(finance)).does('退回报账', (form) => form.write('理由', '建筑队发票未附'));
  const again = await life.called(town);
  await again.does('修改报账', async (form) => {
    await form.expectValue('收款方', '开平制冷设备厂');
    await form.write('发票号', '26448355', 1);
  });
  await again.does('提交报账');
}

async function theTargetIsMissed(life: Life): Promise<void> {
  const applicant = await life.called(town);
  const form = await applicant.begin('提交绩效自评');
  await form.write('概述', '建成冷库 532 立方米。');
  await form.send('提交绩效自评');
  await expect(form.place).toContainText('没有填写改进措施');
  await form.write('理由', '场地进深不足，库体缩小');
  await form.write('整改措施', '明年在邻地加建预冷间');
  await form.send('提交绩效自评');
  await applicant.seesMessage('提交绩效自评：已完成');
}
