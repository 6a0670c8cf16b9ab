import { application } from './application.js';
import { type Story, wan } from './story.js';

const unit = 'applicant';
const department = 'line-3';
const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];
const shares = [
  { regionId: '440781', asked: wan('36') },
  { regionId: '440783', asked: wan('24') },
];

export const actualCost: Story = {
  title: '农房保险保费补贴',
  mode: 'actual_cost',
  about:
    '据实列支：资金下达后全年据实报账，不验收。市直单位申报、两个县各一份：每县由自己的财政确认到账和支付，主管部门站在县农业农村局的位置。',
  chapters: [
    {
      heading: '申报',
      steps: [
        { who: unit, begins: { line: '1.4', shares } },
        {
          who: unit,
          writes: application({
            title: '农房保险保费补贴',
            summary: '为两县农户统一投保农房保险。',
            need: '台风季前应保尽保。',
            shares,
            costs: [['保费', '60']],
            timetable: [['投保', '2026-04-01', '2026-12-31']],
            target: ['投保农房', '30000', '户'],
            households: 30000,
          }),
          brings: ['budget'],
        },
        { who: unit, does: 'application.submit', becomes: 'application.endorsing' },
        { who: department, does: 'application.endorse', form: { opinion: '同意推荐。' }, becomes: 'cityReview.intake' },
      ],
    },
    {
      heading: '市级审核',
      steps: [
        {
          who: 'reviewer-1',
          does: 'review.accept',
          form: ({ organisation }) => ({ departments: [organisation('line-2')] }),
          becomes: 'cityReview.opinions',
        },
        {
          who: 'manager-1',
          does: 'opinion.waive',
          form: { reason: '逾期未复，视同无意见' },
          becomes: 'cityReview.scheduling',
        },
        {
          who: 'reviewer-1',
          does: 'review.putToVote',
          form: ({ person }) => ({
            panel: panel.map(person),
            amounts: [
              { share: 1, amount: wan('36') },
              { share: 2, amount: wan('24') },
            ],
          }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-1', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-3', does: 'seat.vote', form: { choice: 'approve' }, becomes: 'cityReview.publicNotice' },
        { until: '2026-03-10', meanwhile: '公示五个工作日，没有异议。' },
        { elapses: 'review.endNotice', becomes: 'cityReview.approving' },
        {
          signs: 'approval',
          number: '江乡振组〔2026〕9号',
          title: '关于农房保险项目的批复',
          amounts: [
            { share: 1, amount: wan('36') },
            { share: 2, amount: wan('24') },
          ],
          becomes: 'fundRelease.awaiting',
        },
      ],
    },
    {
      heading: '资金下达',
      steps: [
        {
          signs: 'release',
          number: '江财农〔2026〕18号',
          title: '关于下达农房保险资金的通知',
          amounts: [
            { share: 1, amount: wan('36') },
            { share: 2, amount: wan('24') },
          ],
          becomes: 'fundRelease.receiving',
        },
        { who: 'finance-440781', does: 'instalment.confirm', form: { receivedOn: '2026-03-10' } },
        {
          who: 'finance-440783',
          does: 'instalment.confirm',
          form: { receivedOn: '2026-03-10' },
          becomes: 'reimbursement.claiming',
        },
      ],
    },
    {
      heading: '报账',
      steps: [
        { until: '2026-06-15', meanwhile: '投保，保险公司按月结算。' },
        {
          who: unit,
          does: 'claim.draft',
          form: {
            share: 1,
            claimKind: 'progress',
            lines: [{ payee: '人保财险台山支公司', invoice: '26446101', purpose: '上半年保费', amount: wan('20') }],
          },
        },
        { who: unit, tries: 'claim.submit', brings: [], because: ['paper.required'] },
        { who: unit, does: 'claim.submit', brings: ['invoice'] },
        { who: 'finance-440781', does: 'claim.check', form: { approved: wan('20') } },
        { who: 'finance-440781', does: 'claim.pay', form: { paidOn: '2026-06-15', voucher: '台支-0615' } },
        { until: '2026-12-15', meanwhile: '下半年继续投保。' },
        {
          who: unit,
          does: 'claim.draft',
          form: {
            share: 1,
            claimKind: 'final',
            lines: [{ payee: '人保财险台山支公司', invoice: '26446212', purpose: '下半年保费', amount: wan('16') }],
          },
        },
        { who: unit, does: 'claim.submit', brings: ['invoice'], part: 2 },
        { who: 'finance-440781', does: 'claim.check', form: { approved: wan('16') }, part: 2 },
        { who: 'finance-440781', does: 'claim.pay', form: { paidOn: '2026-12-15', voucher: '台支-1215' }, part: 2 },
        {
          who: unit,
          does: 'claim.draft',
          form: {
            share: 2,
            claimKind: 'final',
            lines: [{ payee: '人保财险开平支公司', invoice: '26447001', purpose: '全年保费', amount: wan('24') }],
          },
        },
        { who: unit, does: 'claim.submit', brings: ['invoice'], part: 3 },
        { who: 'finance-440783', does: 'claim.check', form: { approved: wan('24') }, part: 3 },
        { who: 'finance-440783', does: 'claim.pay', form: { paidOn: '2026-12-15', voucher: '开支-1215' }, part: 3 },
        { who: 'finance-1', does: 'reimbursement.settle', form: { note: '结清' }, becomes: 'selfEvaluation.writing' },
      ],
    },
    {
      heading: '绩效自评',
      steps: [
        {
          who: unit,
          does: 'selfEvaluation.submit',
          form: { targetMet: true, summary: '投保农房 30412 户。' },
          becomes: 'selfEvaluation.checking',
        },
        {
          who: department,
          does: 'selfEvaluation.return',
          form: { reason: '请补充理赔情况' },
          becomes: 'selfEvaluation.writing',
        },
        {
          who: unit,
          does: 'selfEvaluation.submit',
          form: { targetMet: true, summary: '投保农房 30412 户，理赔 86 户 52 万元。' },
          becomes: 'selfEvaluation.checking',
        },
        { who: department, does: 'selfEvaluation.confirm', part: 2, becomes: 'completed' },
      ],
    },
  ],
};
