import { application } from './application.js';
import { type Story, wan } from './story.js';

const town = 'town-440703';
const county = 'officer-440703';
const finance = 'finance-440703';
const panel = ['reviewer-2', 'reviewer-3', 'reviewer-4'];
const shares = [{ regionId: '440703', asked: wan('260') }];

export const filing: Story = {
  title: '棠下乡村风貌示范带',
  mode: 'filing',
  about:
    '报备制：会审通过后还要报备审核，再经市政府审批。会审同意 260 万元，市政府批准 240 万元；公示期间异议成立，重新上会，再次走完报备和审批。',
  chapters: [
    {
      heading: '申报',
      steps: [
        { who: town, begins: { line: '1.3', shares } },
        {
          who: town,
          writes: application({
            title: '棠下乡村风貌示范带',
            summary: '沿线六个村的外立面、绿化和标识。',
            need: '列入全市连片示范建设计划。',
            shares,
            costs: [
              ['外立面整治', '150'],
              ['绿化和标识', '110'],
            ],
            timetable: [['施工', '2026-05-01', '2026-10-31']],
            target: ['示范带长度', '11', '公里'],
            households: 1260,
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
        { who: 'reviewer-1', does: 'review.accept', form: { departments: [] }, becomes: 'cityReview.scheduling' },
        {
          who: 'reviewer-1',
          does: 'review.putToVote',
          form: ({ person }) => ({ panel: panel.map(person), amounts: [{ share: 1, amount: wan('260') }] }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-3', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-4', does: 'seat.vote', form: { choice: 'approve' }, becomes: 'cityReview.filingConsent' },
        {
          who: 'reviewer-1',
          does: 'review.consent',
          form: { note: '符合连片示范建设方案，同意报备。' },
          becomes: 'cityReview.governmentApproval',
        },
        {
          signs: 'government',
          number: '江府办纪〔2026〕8号',
          title: '市政府常务会议纪要',
          amounts: [{ share: 1, amount: wan('240') }],
          becomes: 'cityReview.publicNotice',
        },
        {
          who: 'reviewer-1',
          does: 'objection.file',
          form: { raisedBy: '棠下村村民代表', text: '绿化树种单价明显偏高' },
        },
        {
          who: 'reviewer-2',
          does: 'objection.uphold',
          form: { finding: '经询价，树种单价确属偏高。' },
          becomes: 'cityReview.scheduling',
        },
        {
          who: 'reviewer-1',
          does: 'review.putToVote',
          form: ({ person }) => ({ panel: panel.map(person), amounts: [{ share: 1, amount: wan('228') }] }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-3', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-4', does: 'seat.vote', form: { choice: 'abstain' }, becomes: 'cityReview.filingConsent' },
        {
          who: 'reviewer-1',
          does: 'review.consent',
          form: { note: '按核减后金额同意报备。' },
          becomes: 'cityReview.governmentApproval',
        },
        {
          signs: 'government',
          number: '江府办纪〔2026〕9号',
          title: '市政府常务会议纪要（第二次）',
          amounts: [{ share: 1, amount: wan('228') }],
          becomes: 'cityReview.publicNotice',
        },
        { until: '2026-03-10', meanwhile: '公示五个工作日，没有异议。' },
        { elapses: 'review.endNotice', becomes: 'cityReview.approving' },
        {
          signs: 'approval',
          number: '江乡振组〔2026〕7号',
          title: '关于报备制项目计划的批复',
          amounts: [{ share: 1, amount: wan('228') }],
          becomes: 'fundRelease.awaiting',
        },
      ],
    },
    {
      heading: '资金下达',
      steps: [
        {
          signs: 'release',
          number: '江财农〔2026〕15号',
          title: '关于下达示范带建设资金的通知',
          amounts: [{ share: 1, amount: wan('228') }],
          becomes: 'fundRelease.receiving',
        },
        {
          who: finance,
          does: 'instalment.confirm',
          form: { receivedOn: '2026-03-10' },
          becomes: 'implementation.underway',
        },
      ],
    },
    {
      heading: '实施和验收',
      steps: [
        { until: '2026-10-09', meanwhile: '招标、施工。' },
        { who: town, does: 'progress.report', form: { percent: 100, spent: wan('228'), note: '完工' } },
        {
          who: town,
          does: 'acceptance.request',
          form: { note: '申请验收' },
          brings: ['acceptance'],
          becomes: 'acceptance.inspecting',
        },
        {
          who: county,
          does: 'inspection.pass',
          form: { accepted: wan('228'), quantity: '11 公里', note: '合格' },
          brings: ['photo'],
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
            lines: [{ payee: '蓬江园林建设有限公司', invoice: '26440901', purpose: '结算款', amount: wan('228') }],
          },
        },
        { who: town, does: 'claim.submit', brings: ['invoice'] },
        {
          who: finance,
          does: 'claim.check',
          form: { approved: wan('228'), retained: wan('6.84'), retainedUntil: '2027-10-09' },
        },
        { who: finance, does: 'claim.pay', form: { paidOn: '2026-10-09', voucher: '支-1009-01' } },
        {
          who: town,
          does: 'claim.draft',
          form: {
            share: 1,
            claimKind: 'retention',
            lines: [{ payee: '蓬江园林建设有限公司', invoice: '26440902', purpose: '质保金 3%', amount: wan('6.84') }],
          },
        },
        { who: town, does: 'claim.submit', brings: ['invoice'], part: 2 },
        {
          who: finance,
          does: 'claim.check',
          form: { approved: wan('6.84'), note: '以银行保函替代，提前支付' },
          part: 2,
        },
        { who: finance, does: 'claim.pay', form: { paidOn: '2026-10-09', voucher: '支-1009-02' }, part: 2 },
        { who: finance, does: 'reimbursement.settle', form: { note: '结清' }, becomes: 'selfEvaluation.writing' },
      ],
    },
    {
      heading: '绩效自评',
      steps: [
        {
          who: town,
          does: 'selfEvaluation.submit',
          form: { targetMet: true, summary: '示范带 11 公里全部建成。' },
          becomes: 'selfEvaluation.checking',
        },
        { who: county, does: 'selfEvaluation.confirm', becomes: 'completed' },
      ],
    },
  ],
};
