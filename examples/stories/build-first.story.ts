import { application } from './application.js';
import { type Story, wan } from './story.js';

const town = 'town-440783';
const county = 'officer-440783';
const finance = 'finance-440783';
const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];
const shares = [{ regionId: '440783', asked: wan('48') }];

export const buildFirst: Story = {
  title: '澄溪蔬菜冷库奖补',
  mode: 'build_first',
  about:
    '先建后补：先自行建设，验收合格后按认定金额下达资金。批准 48 万元，验收只认定 42.6 万元，多出的额度在结清时退回预算科目。',
  chapters: [
    {
      heading: '申报',
      steps: [
        { who: town, begins: { line: '1.2', shares } },
        {
          who: town,
          writes: application({
            title: '澄溪蔬菜冷库奖补',
            summary: '新建 600 立方米保鲜冷库一座。',
            need: '蔬菜集中上市时损耗大。',
            shares,
            costs: [
              ['库体', '30'],
              ['制冷设备', '18'],
            ],
            timetable: [['建设', '2026-04-01', '2026-07-31']],
            target: ['冷库容积', '600', '立方米'],
            households: 95,
          }),
          brings: ['feasibility', 'budget'],
        },
        { who: town, does: 'application.submit', becomes: 'application.endorsing' },
        { who: county, does: 'application.endorse', form: { opinion: '同意推荐。' }, becomes: 'cityReview.intake' },
      ],
    },
    {
      heading: '市级审核',
      steps: [
        { who: 'reviewer-2', does: 'review.accept', form: { departments: [] }, becomes: 'cityReview.scheduling' },
        {
          who: 'reviewer-2',
          does: 'review.putToVote',
          form: ({ person }) => ({ panel: panel.map(person), amounts: [{ share: 1, amount: wan('48') }] }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-1', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'approve' } },
        {
          who: 'reviewer-3',
          does: 'seat.stepBack',
          form: { reason: '亲属在该合作社任职' },
          becomes: 'cityReview.publicNotice',
        },
        {
          who: county,
          does: 'objection.file',
          form: { raisedBy: '澄溪村村民', text: '认为选址占用了机耕路' },
        },
        { until: '2026-03-10', meanwhile: '核查异议。' },
        {
          who: 'reviewer-1',
          tries: 'review.endNotice',
          because: ['review.objections-open'],
        },
        { who: 'reviewer-1', does: 'objection.dismiss', form: { finding: '选址为村集体旧晒场，不占机耕路。' } },
        { who: 'reviewer-1', does: 'review.endNotice', becomes: 'cityReview.approving' },
        {
          signs: 'approval',
          number: '江乡振组〔2026〕5号',
          title: '关于先建后补项目计划的批复',
          amounts: [{ share: 1, amount: wan('48') }],
          becomes: 'implementation.underway',
        },
      ],
    },
    {
      heading: '实施',
      steps: [
        { until: '2026-04-02', meanwhile: '自筹资金开工。' },
        { who: town, does: 'milestone.record', form: { milestone: 'start', reachedOn: '2026-04-02' } },
        { until: '2026-07-20', meanwhile: '建设。' },
        { who: town, does: 'progress.report', form: { percent: 100, note: '建成试运行' } },
        {
          who: town,
          does: 'acceptance.request',
          form: { note: '申请验收' },
          brings: ['acceptance'],
          becomes: 'acceptance.inspecting',
        },
      ],
    },
    {
      heading: '验收',
      steps: [
        {
          who: county,
          does: 'inspection.pass',
          form: { accepted: wan('42.6'), quantity: '532 立方米', note: '按实际容积认定' },
          brings: ['photo'],
          becomes: 'fundRelease.awaiting',
        },
      ],
    },
    {
      heading: '资金下达',
      steps: [
        {
          signs: 'release',
          number: '江财农〔2026〕40号',
          title: '关于下达先建后补资金的通知',
          amounts: [{ share: 1, amount: wan('42.6') }],
          becomes: 'fundRelease.receiving',
        },
        {
          who: finance,
          does: 'instalment.confirm',
          form: { receivedOn: '2026-07-20' },
          becomes: 'reimbursement.claiming',
        },
      ],
    },
    {
      heading: '报账',
      steps: [
        {
          who: town,
          does: 'claim.draft',
          form: {
            share: 1,
            claimKind: 'final',
            lines: [
              { payee: '开平制冷设备厂', invoice: '26447120', purpose: '制冷设备', amount: wan('16') },
              { payee: '开平市澄溪建筑队', purpose: '库体', amount: wan('26.6') },
            ],
          },
        },
        { who: town, does: 'claim.submit', brings: ['invoice'] },
        { who: finance, does: 'claim.return', form: { reason: '建筑队发票未附' } },
        {
          who: town,
          does: 'claim.revise',
          form: {
            lines: [
              { payee: '开平制冷设备厂', invoice: '26447120', purpose: '制冷设备', amount: wan('16') },
              { payee: '开平市澄溪建筑队', invoice: '26448355', purpose: '库体', amount: wan('26.6') },
            ],
          },
        },
        { who: town, does: 'claim.submit', brings: ['invoice'] },
        { who: finance, does: 'claim.check', form: { approved: wan('42.6') } },
        { who: finance, does: 'claim.pay', form: { paidOn: '2026-07-20', voucher: '支-0720-02' } },
        { who: finance, does: 'reimbursement.settle', form: { note: '结清' }, becomes: 'selfEvaluation.writing' },
      ],
    },
    {
      heading: '绩效自评',
      steps: [
        {
          who: town,
          tries: 'selfEvaluation.submit',
          form: { targetMet: false, summary: '建成冷库 532 立方米。' },
          because: ['self-evaluation.reason-missing', 'self-evaluation.remedy-missing'],
        },
        {
          who: town,
          does: 'selfEvaluation.submit',
          form: {
            targetMet: false,
            summary: '建成冷库 532 立方米。',
            reason: '场地进深不足，库体缩小',
            remedy: '明年在邻地加建预冷间',
          },
          becomes: 'selfEvaluation.checking',
        },
        { who: county, does: 'selfEvaluation.confirm', becomes: 'completed' },
      ],
    },
  ],
};
