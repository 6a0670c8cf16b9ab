import { application } from './application.js';
import { type Story, wan } from './story.js';

const town = 'town-440781';
const county = 'officer-440781';
const finance = 'finance-440781';
const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];
const shares = [{ regionId: '440781', asked: wan('100') }];

export const standard: Story = {
  title: '示范镇村道硬底化',
  mode: 'standard',
  about:
    '先拨后建：审核通过后先下达资金，再实施、验收、报账。申请 100 万元，会审批准 90 万元，分两批下达；实际结算 86 万元，节余收回，绩效自评后办结。',
  chapters: [
    {
      heading: '申报',
      steps: [
        { who: town, begins: { line: '1.1', shares } },
        { who: town, tries: 'application.submit', because: ['paper.required', 'application.field-empty'] },
        {
          who: town,
          writes: application({
            title: '示范镇村道硬底化',
            summary: '硬化三个村的村道共 6.2 公里。',
            need: '雨季道路泥泞，农产品运不出去。',
            shares,
            costs: [
              ['路面工程', '88'],
              ['排水沟', '12'],
            ],
            timetable: [
              ['招标', '2026-04-01', '2026-04-30'],
              ['施工', '2026-05-01', '2026-09-30'],
            ],
            target: ['硬化村道', '6.2', '公里'],
            households: 320,
          }),
          brings: ['feasibility', 'budget'],
        },
        { who: town, does: 'application.submit', becomes: 'application.endorsing' },
        {
          who: county,
          does: 'application.return',
          form: { reason: '材料需补正', fields: [{ field: 'costs', reason: '排水沟没有列明长度' }] },
          becomes: 'application.returned',
        },
        { who: town, tries: 'application.submit', because: ['application.return-unanswered'] },
        {
          who: town,
          does: 'application.submit',
          form: { answers: [{ field: 'costs', answer: '排水沟共 1.8 公里，已在预算明细中注明' }] },
          becomes: 'application.endorsing',
        },
        {
          who: county,
          does: 'application.endorse',
          form: { opinion: '情况属实，同意推荐。' },
          becomes: 'cityReview.intake',
        },
      ],
    },
    {
      heading: '市级审核',
      steps: [
        {
          who: 'reviewer-1',
          does: 'review.accept',
          form: ({ organisation }) => ({ departments: [organisation('line-1'), organisation('line-3')] }),
          becomes: 'cityReview.opinions',
        },
        { who: 'line-1', does: 'opinion.give', form: { stance: 'agree', text: '与农村公路规划一致。' } },
        {
          who: 'line-3',
          does: 'opinion.give',
          form: { stance: 'conditional', text: '建议核减排水沟单价。' },
          becomes: 'cityReview.scheduling',
        },
        {
          who: 'reviewer-1',
          does: 'review.putToVote',
          form: ({ person }) => ({ panel: panel.map(person), amounts: [{ share: 1, amount: wan('90') }] }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-1', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'return', reason: '建议再压减排水沟造价' } },
        { who: 'reviewer-3', does: 'seat.vote', form: { choice: 'approve' }, becomes: 'cityReview.publicNotice' },
        { who: 'reviewer-1', tries: 'review.endNotice', because: ['review.notice-runs'] },
        { until: '2026-03-10', meanwhile: '公示五个工作日，没有异议。' },
        { elapses: 'review.endNotice', becomes: 'cityReview.approving' },
        {
          signs: 'approval',
          number: '江乡振组〔2026〕3号',
          title: '关于下达 2026 年第一批项目计划的批复',
          amounts: [{ share: 1, amount: wan('90') }],
          becomes: 'fundRelease.awaiting',
        },
      ],
    },
    {
      heading: '资金下达',
      steps: [
        {
          signs: 'release',
          number: '江财农〔2026〕11号',
          title: '关于下达 2026 年乡村振兴资金（第一批）的通知',
          amounts: [{ share: 1, amount: wan('60') }],
          becomes: 'fundRelease.receiving',
        },
        { until: '2026-03-12', meanwhile: '资金经国库拨付到县。' },
        {
          who: finance,
          does: 'instalment.confirm',
          form: { receivedOn: '2026-03-12' },
          becomes: 'implementation.underway',
        },
      ],
    },
    {
      heading: '实施',
      steps: [
        {
          who: town,
          does: 'claim.draft',
          form: {
            share: 1,
            claimKind: 'advance',
            lines: [{ payee: '台山路桥工程有限公司', purpose: '预付备料款', amount: wan('30') }],
          },
        },
        { who: town, tries: 'claim.submit', because: ['claim.over-advance'] },
        {
          who: town,
          does: 'claim.revise',
          form: { lines: [{ payee: '台山路桥工程有限公司', purpose: '预付备料款', amount: wan('27') }] },
        },
        { who: town, does: 'claim.submit' },
        { who: finance, does: 'claim.check', form: { approved: wan('26'), note: '按合同备料清单核定' } },
        { who: finance, does: 'claim.pay', form: { paidOn: '2026-03-12', voucher: '支-0312-01' } },
        { until: '2026-05-06', meanwhile: '完成招标，签订合同，开工。' },
        {
          who: town,
          does: 'milestone.record',
          form: { milestone: 'contract', reachedOn: '2026-04-28', amount: wan('86') },
        },
        { who: town, does: 'progress.report', form: { percent: 40, spent: wan('32'), note: '路基完成' } },
        {
          signs: 'release',
          number: '江财农〔2026〕27号',
          title: '关于下达 2026 年乡村振兴资金（第二批）的通知',
          amounts: [{ share: 1, amount: wan('30') }],
        },
        { who: finance, does: 'instalment.confirm', form: { receivedOn: '2026-05-06' }, part: 2 },
        {
          who: town,
          tries: 'acceptance.request',
          form: { note: '申请验收' },
          because: ['implementation.not-finished'],
        },
        { until: '2026-09-21', meanwhile: '施工。' },
        { who: town, does: 'progress.report', form: { percent: 100, spent: wan('86'), note: '全部完工' } },
        {
          who: town,
          does: 'acceptance.request',
          form: { note: '已完工，申请验收' },
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
          does: 'inspection.requireRectification',
          form: { reason: '两处接缝开裂', rectifyBy: '2026-10-15' },
        },
        { until: '2026-10-12', meanwhile: '整改。' },
        { who: town, does: 'inspection.reportRectified', form: { note: '接缝已重做' } },
        {
          who: county,
          does: 'inspection.pass',
          form: { accepted: wan('86'), quantity: '6.2 公里', note: '合格' },
          brings: ['photo'],
          becomes: 'reimbursement.claiming',
        },
        { who: 'reviewer-2', does: 'spotCheck.pass', form: { note: '抽查两处，厚度达标' } },
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
            lines: [{ payee: '台山路桥工程有限公司', invoice: '26441002', purpose: '结算款', amount: wan('86') }],
          },
        },
        { who: town, does: 'claim.submit', brings: ['invoice'], part: 2 },
        { who: finance, does: 'claim.check', form: { approved: wan('86') }, part: 2 },
        { who: finance, does: 'claim.pay', form: { paidOn: '2026-10-12', voucher: '支-1012-07' }, part: 2 },
        {
          who: finance,
          does: 'reimbursement.settle',
          form: { note: '结清，节余 4 万元交回' },
          becomes: 'reimbursement.returning',
        },
        { until: '2026-10-16', meanwhile: '县财政将节余缴回市级。' },
        {
          who: 'finance-1',
          does: 'refund.confirm',
          form: { note: '节余已收回' },
          becomes: 'selfEvaluation.writing',
        },
      ],
    },
    {
      heading: '绩效自评',
      steps: [
        {
          who: town,
          does: 'selfEvaluation.submit',
          form: { targetMet: true, summary: '硬化村道 6.2 公里，受益 320 户。' },
          becomes: 'selfEvaluation.checking',
        },
        { who: county, does: 'selfEvaluation.confirm', form: { note: '属实' }, becomes: 'completed' },
      ],
    },
  ],
};
