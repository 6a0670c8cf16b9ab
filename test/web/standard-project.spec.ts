import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';
import type { Visitor } from './support/visitor.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

const title = '示范镇村道硬底化';
let at = '';

/** Opens the project from the list of what waits for this person. */
const called = async (who: string): Promise<Visitor> => {
  const visitor = await city.visitAs(who);
  await visitor.openToDo(title);
  return visitor;
};

const opened = async (who: string): Promise<Visitor> => {
  const visitor = await city.visitAs(who);
  await visitor.open(at);
  await visitor.sees(title);
  return visitor;
};

test('a standard project goes from its first word to completion by clicking, each step by whoever may do it', async () => {
  await theTownApplies();
  await theCountyReturnsAndEndorses();
  await theCityReviews();
  await theMoneyIsReleased();
  await theTownBuilds();
  await theCountyAcceptsAndPays();
  await theTownEvaluates();

  const { state, approved, released, paid } = await city.office.get('auditor', `/projects/${at.split('/').at(-1)!}`);
  expect({ state, approved, released, paid }).toEqual({
    state: 'completed',
    approved: '90000000',
    released: '90000000',
    paid: '90000000',
  });
});

async function theTownApplies(): Promise<void> {
  const town = await city.visitAs('town-440781');
  const { page } = town;
  await town.open('/');
  await page.getByRole('link', { name: '项目', exact: true }).click();
  await page.getByRole('button', { name: '新建申报' }).click();
  const begin = town.form('main');
  await begin.write('项目名称', title);
  await begin.choose('年度', '2026');
  await begin.choose('预算科目', '农村道路');
  await begin.write('金额', '100');
  await begin.send('创建并填写申报书');

  await town.sees(`申报书：${title}`);
  const draft = town.form('main');
  await draft.write('项目概况', '硬化三个村的村道共 6.2 公里。');
  await draft.write('立项依据', '雨季道路泥泞，农产品运不出去。');
  await draft.write('可行性研究', '已现场踏勘。');
  await draft.addRow('预算明细');
  await draft.write('支出内容', '路面工程');
  await draft.write('金额', '100', 1);
  await draft.addRow('分环节预算');
  await draft.write('环节', '施工');
  await draft.write('金额', '100', 2);
  await draft.addRow('进度计划');
  await draft.write('步骤', '施工');
  await draft.write('开始', '2026-05-01');
  await draft.write('完成', '2026-09-30');
  await draft.addRow('绩效目标');
  await draft.write('指标', '硬化村道');
  await draft.write('目标值', '6.2');
  await draft.write('单位', '公里');
  await draft.write('受益村（个）', '3');
  await draft.write('受益户（户）', '320');
  await draft.write('受益人口（人）', '1280');
  await draft.write('预期收益', '无直接收益');
  await draft.write('收益分配', '优先带动监测对象');
  await expect(page.getByText('已保存')).toBeVisible();

  await page.getByRole('button', { name: '完成，去提交' }).click();
  await town.sees(title);
  at = new URL(page.url()).pathname;
  await town.does('提交申报');
  await town.seesState('待审核推荐');
}

async function theCountyReturnsAndEndorses(): Promise<void> {
  const officer = await called('officer-440781');
  await officer.does('退回申报', async (form) => {
    await form.write('理由', '材料需补正');
    await form.choose('栏目', '预算明细');
    await form.write('理由', '没有列明长度', 1);
  });
  await officer.seesState('退回修改');

  const town = await called('town-440781');
  await expect(town.page.getByRole('alert')).toContainText('预算明细 没有列明长度');
  await town.does('提交申报', (form) => form.write('答复', '共 6.2 公里，已写明'));

  await officer.open(at);
  await officer.does('审核推荐', (form) => form.write('意见', '情况属实，同意推荐。'));
  await officer.seesState('待受理');
}

async function theCityReviews(): Promise<void> {
  const reviewer = await called('reviewer-1');
  await reviewer.does('受理');
  await reviewer.seesState('待上会');
  await reviewer.does('上会表决', async (form) => {
    await form.choose('会审人员', '陈静', '李国强', '黄秀兰');
    await form.write('金额', '90');
  });
  await reviewer.does('表决', (form) => form.pick('同意'));
  const second = await called('reviewer-2');
  await second.does('表决', async (form) => {
    await form.pick('退回');
    await form.write('理由', '建议再压减造价');
  });
  const third = await called('reviewer-3');
  await third.does('表决', (form) => form.pick('同意'));
  await third.seesState('公示中');

  await reviewer.open(at);
  const early = await reviewer.begin('结束公示');
  await expect(early.place).toContainText('公示期到 2026-03-09 为止');
  await city.setDay('2026-03-10');
  await (await called('reviewer-1')).does('结束公示');

  await theTwoSign('manager-1', 'manager-2', '批复', {
    issuer: '江门市委实施乡村振兴战略领导小组',
    number: '江乡振组〔2026〕3号',
    amount: '90',
  });
}

async function theMoneyIsReleased(): Promise<void> {
  await theTwoSign('finance-1', 'finance-2', '下达资金', {
    issuer: '江门市财政局',
    number: '江财农〔2026〕11号',
    amount: '90',
  });
  const county = await called('finance-440781');
  await county.does('确认到账', (form) => form.write('到账日期', '2026-03-10'));
  await county.seesState('实施中');
}

async function theTownBuilds(): Promise<void> {
  await city.setDay('2026-09-21');
  const town = await opened('town-440781');
  await town.does('上报进度', async (form) => {
    await form.write('完成进度（%）', '100');
    await form.write('说明', '全部完工');
  });
  await town.does('申请验收', (form) => form.write('说明', '已完工，申请验收'));
  await town.seesState('验收中');
}

async function theCountyAcceptsAndPays(): Promise<void> {
  await (
    await called('officer-440781')
  ).does('验收合格', async (form) => {
    await form.write('认定金额', '90');
    await form.write('说明', '合格');
  });
  const town = await opened('town-440781');
  await town.does('新建报账', async (form) => {
    await form.pick('结算款');
    await form.write('收款方', '台山路桥工程有限公司');
    await form.write('用途', '结算款');
    await form.write('金额', '90');
  });
  await town.does('提交报账');
  const finance = await called('finance-440781');
  await finance.does('审核报账', (form) => form.write('核定金额', '90'));
  await finance.does('支付', async (form) => {
    await form.write('支付日期', '2026-09-21');
    await form.write('支付凭证号', '支-0921');
  });
  await finance.does('结清', (form) => form.write('说明', '全部付清'));
  await finance.seesState('待绩效自评');
}

async function theTownEvaluates(): Promise<void> {
  const town = await called('town-440781');
  await town.does('提交绩效自评', async (form) => {
    await form.turnOn('绩效目标是否达成');
    await form.write('概述', '硬化村道 6.2 公里，受益 320 户。');
  });
  const officer = await called('officer-440781');
  await officer.does('确认绩效自评');
  await officer.seesState('已办结');
  await expect(officer.page.getByText('当前没有待办理的事项')).toBeVisible();
}

interface Paper {
  readonly issuer: string;
  readonly number: string;
  readonly amount: string;
}

/** One records the signed paper, starting from the project; the other confirms it. */
async function theTwoSign(first: string, second: string, action: string, paper: Paper): Promise<void> {
  const recorder = await called(first);
  await recorder.page.getByRole('button', { name: action, exact: true }).click();
  await recorder.sees('录入公文');
  const form = recorder.form('main');
  await form.write('标题', '关于有关项目的通知');
  await form.write('发文单位', paper.issuer);
  await form.write('文号', paper.number);
  await form.write('成文日期', city.office.clock.now().slice(0, 10));
  await form.expectValue(`${title} 台山市`, paper.amount);
  await form.send('录入');
  await recorder.sees('关于有关项目的通知');
  await expect(recorder.page.getByRole('button', { name: '核对无误，确认' })).toBeDisabled();

  const confirmer = await city.visitAs(second);
  await confirmer.open('/');
  await confirmer.page.getByRole('link', { name: '公文', exact: true }).click();
  await confirmer.page.getByRole('row', { name: paper.number }).getByRole('link').click();
  await confirmer.page.getByRole('button', { name: '核对无误，确认' }).click();
  await confirmer.seesMessage('公文已确认');
}
