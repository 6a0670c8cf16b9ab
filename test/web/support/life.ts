import type { City } from './city.js';
import { expect } from './expect.js';
import type { Form, Visitor } from './visitor.js';

/** Amounts in 万元 by the name of the county. */
type ByCounty = Readonly<Record<string, string>>;

export interface Paper {
  readonly number: string;
  /** What the form proposes for each county. */
  readonly proposed: ByCounty;
  /** What the paper says where it says something else. */
  readonly says?: ByCounty;
}

/** Which action begins a document, and who records and confirms it. */
const signatories = {
  批复: ['manager-1', 'manager-2', '江门市委实施乡村振兴战略领导小组'],
  录入市政府审批: ['manager-1', 'manager-2', '江门市人民政府'],
  下达资金: ['finance-1', 'finance-2', '江门市财政局'],
} as const;

/**
 * The life of one project as people live it: each step is clicked on the pages, in the browser of somebody who may do it.
 * What all modes have in common is a method here; what a mode has of its own its test does with `called` and `opened`.
 */
export class Life {
  private visitors = new Map<string, Visitor>();
  /** Who has the project before them; whoever did the last step sees it as it is now. */
  private reader: Visitor | null = null;
  private at = '';

  constructor(
    private readonly city: City,
    readonly title: string,
  ) {}

  /** One browser for each person a day. */
  private async before(who: string): Promise<Visitor> {
    const visitor = this.visitors.get(who) ?? (await this.city.visitAs(who));
    this.visitors.set(who, visitor);
    return visitor;
  }

  /** Somebody for whom the project waits, and who finds it in the list of what waits for them. */
  async called(who: string): Promise<Visitor> {
    const visitor = await this.before(who);
    if (visitor !== this.reader) await visitor.openToDo(this.title);
    this.reader = visitor;
    return visitor;
  }

  /** Somebody who opens the project although it does not wait for them. */
  async opened(who: string): Promise<Visitor> {
    const visitor = await this.before(who);
    if (visitor !== this.reader) {
      await visitor.open(this.at);
      await visitor.sees(this.title);
    }
    this.reader = visitor;
    return visitor;
  }

  async setDay(day: string): Promise<void> {
    this.visitors = new Map();
    this.reader = null;
    await this.city.setDay(day);
  }

  get today(): string {
    return this.city.office.clock.now().slice(0, 10);
  }

  /** A new application, filled in and submitted, with the papers that its mode asks for. */
  async applies(
    who: string,
    line: string,
    asked: ByCounty,
    papers: readonly string[] = ['可行性研究', '预算'],
  ): Promise<Visitor> {
    const applicant = await this.before(who);
    const { page } = applicant;
    await applicant.open('/');
    await page.getByRole('link', { name: '项目', exact: true }).click();
    await page.getByRole('button', { name: '新建申报' }).click();
    const begin = applicant.form('main');
    await begin.write('项目名称', this.title);
    await begin.choose('年度', '2026');
    await begin.choose('预算科目', line);
    await writeShares(begin, asked);
    await begin.send('创建并填写申报书');

    await applicant.sees(`申报书：${this.title}`);
    await fillIn(applicant.form('main'), asked);
    await applicant.form('#draft-papers').bring(...papers);
    await expect(page.getByText('已保存')).toBeVisible();
    await page.getByRole('button', { name: '完成，去提交' }).click();
    await applicant.sees(this.title);
    this.at = new URL(page.url()).pathname;
    await applicant.does('提交申报');
    await applicant.seesState('待审核推荐');
    this.reader = applicant;
    return applicant;
  }

  async isEndorsed(who: string): Promise<void> {
    const officer = await this.called(who);
    await officer.does('审核推荐', (form) => form.write('意见', '情况属实，同意推荐。'));
    await officer.seesState('待受理');
  }

  /** Three of the city's reviewers sit in the panel; what they vote on is what was asked, unless `amounts` says less. */
  async isPutToVote(amounts: readonly string[] = []): Promise<void> {
    const reviewer = await this.called('reviewer-1');
    await reviewer.does('上会表决', async (form) => {
      await form.choose('会审人员', '陈静', '李国强', '黄秀兰');
      for (const [index, amount] of amounts.entries()) await form.write('金额', amount, index);
    });
    await reviewer.seesState('集体审核');
  }

  async isVotedFor(...reviewers: readonly string[]): Promise<void> {
    for (const who of reviewers) await (await this.called(who)).does('表决', (form) => form.pick('同意'));
  }

  /** The days of public notice go by, and a reviewer ends it. */
  async isOnNotice(until: string): Promise<void> {
    await this.setDay(until);
    const reviewer = await this.called('reviewer-1');
    await reviewer.does('结束公示');
    await reviewer.seesState('待批复');
  }

  /** One records the signed paper, starting from the project; the other confirms it. */
  async isDecidedBy(action: keyof typeof signatories, { number, proposed, says = {} }: Paper): Promise<void> {
    const [first, second, issuer] = signatories[action];
    const recorder = await this.called(first);
    this.reader = null;
    await recorder.page.getByRole('button', { name: action, exact: true }).click();
    await recorder.sees('录入公文');
    const form = recorder.form('main');
    await form.write('标题', '关于有关项目的通知');
    await form.write('发文单位', issuer);
    await form.write('文号', number);
    await form.write('成文日期', this.today);
    for (const [county, amount] of Object.entries(proposed)) await form.expectValue(`${this.title} ${county}`, amount);
    for (const [county, amount] of Object.entries(says)) await form.write(`${this.title} ${county}`, amount);
    await form.bring('批文扫描件');
    await form.send('录入');
    await recorder.sees('关于有关项目的通知');
    await expect(recorder.page.getByRole('button', { name: '核对无误，确认' })).toBeDisabled();

    const confirmer = await this.before(second);
    await confirmer.open('/');
    await confirmer.page.getByRole('link', { name: '公文', exact: true }).click();
    await confirmer.page.getByRole('row', { name: number }).getByRole('link').click();
    await confirmer.page.getByRole('button', { name: '核对无误，确认' }).click();
    await confirmer.seesMessage('公文已确认');
  }

  async isReceived(who: string): Promise<Visitor> {
    const finance = await this.called(who);
    await finance.does('确认到账', (form) => form.write('到账日期', this.today));
    return finance;
  }

  async isBuilt(who: string): Promise<void> {
    const applicant = await this.opened(who);
    await applicant.does('上报进度', async (form) => {
      await form.write('完成进度（%）', '100');
      await form.write('说明', '全部完工');
    });
    await applicant.does('申请验收', async (form) => {
      await form.write('说明', '已完工，申请验收');
      await form.bring('验收资料');
    });
    await applicant.seesState('验收中');
  }

  async isAccepted(who: string, amount: string): Promise<Visitor> {
    const officer = await this.called(who);
    await officer.does('验收合格', async (form) => {
      await form.write('认定金额', amount);
      await form.write('说明', '合格');
      await form.bring('照片');
    });
    return officer;
  }

  /** A claim of one line, drafted and submitted, with its invoice if it is for what was spent. `county` where the project has several shares. */
  async claims(who: string, kind: string, amount: string, county?: string): Promise<void> {
    const applicant = await this.opened(who);
    await applicant.does('新建报账', async (form) => {
      if (county) await form.choose('份额', county);
      await form.pick(kind);
      await writeLine(form, 0, '台山路桥工程有限公司', amount);
    });
    const spent = kind === '进度款' || kind === '结算款';
    await applicant.does('提交报账', (form) => form.bring(...(spent ? ['发票（票据）'] : [])));
  }

  async isPaid(who: string, amount: string): Promise<Visitor> {
    const finance = await this.called(who);
    await finance.does('审核报账', (form) => form.expectValue('核定金额', amount));
    await finance.does('支付', async (form) => {
      await form.write('支付日期', this.today);
      await form.write('支付凭证号', `支-${this.today}`);
    });
    return finance;
  }

  async isSettled(who: string): Promise<void> {
    const payer = await this.opened(who);
    await payer.does('结清', (form) => form.write('说明', '全部付清'));
    await payer.seesState('待绩效自评');
  }

  /** The applicant evaluates its project; the target was met. */
  async isEvaluated(who: string): Promise<void> {
    const applicant = await this.called(who);
    await applicant.does('提交绩效自评', async (form) => {
      await form.turnOn('绩效目标是否达成');
      await form.write('概述', '目标全部完成。');
    });
  }

  async isCompleted(who: string): Promise<void> {
    const officer = await this.called(who);
    await officer.does('确认绩效自评');
    await officer.seesState('已办结');
    await expect(officer.page.getByText('当前没有待办理的事项')).toBeVisible();
  }

  /** Where it ended and what its money came to, as the ledger has it, in 万元. */
  async ended(): Promise<{ state: unknown; approved: number; released: number; paid: number }> {
    const id = this.at.split('/').at(-1)!;
    const { state, approved, released, paid } = await this.city.office.get('auditor', `/projects/${id}`);
    const wan = (fen: unknown) => Number(fen) / 1_000_000;
    return { state, approved: wan(approved), released: wan(released), paid: wan(paid) };
  }
}

/** One line of a claim. */
export async function writeLine(form: Form, at: number, payee: string, amount: string): Promise<void> {
  await form.write('收款方', payee, at);
  await form.write('用途', '工程款', at);
  await form.write('金额', amount, at);
}

async function writeShares(form: Form, asked: ByCounty): Promise<void> {
  const shares = Object.entries(asked);
  for (const [index, [county, amount]] of shares.entries()) {
    if (index > 0) await form.addRow('申请资金');
    if (shares.length > 1) await form.chooseAt(index, '申请资金', county);
    await form.write('金额', amount, index);
  }
}

/** The whole application, each list with one row. */
async function fillIn(draft: Form, asked: ByCounty): Promise<void> {
  const amounts = Object.values(asked);
  const total = String(amounts.reduce((sum, amount) => sum + Number(amount), 0));
  await draft.write('项目概况', '建设内容包括主体工程和附属设施。');
  await draft.write('立项依据', '已列入镇村振兴规划。');
  await draft.write('可行性研究', '已现场踏勘。');
  await draft.addRow('预算明细');
  await draft.write('支出内容', '工程费');
  await draft.write('金额', total, amounts.length);
  await draft.addRow('分环节预算');
  await draft.write('环节', '施工');
  await draft.write('金额', total, amounts.length + 1);
  await draft.addRow('进度计划');
  await draft.write('步骤', '施工');
  await draft.write('开始', '2026-05-01');
  await draft.write('完成', '2026-09-30');
  const targets = [
    ['数量指标', '硬化村道', '6.2', '公里'],
    ['社会效益', '受益村', '3', '个'],
    ['服务对象满意度', '群众满意度', '90', '%'],
  ] as const;
  for (const [at, [aspect, name, target, unit]] of targets.entries()) {
    await draft.addRow('绩效目标');
    await draft.chooseAt(at, '指标类别', aspect);
    await draft.write('指标', name, at);
    await draft.write('目标值', target, at);
    await draft.write('单位', unit, at);
  }
  await draft.write('受益村（个）', '3');
  await draft.write('受益户（户）', '320');
  await draft.write('受益人口（人）', '1280');
  await draft.write('预期收益', '无直接收益');
  await draft.write('收益分配', '优先带动监测对象');
}
