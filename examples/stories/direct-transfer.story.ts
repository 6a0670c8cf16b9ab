import { application } from './application.js';
import { type Story, wan } from './story.js';

const town = 'town-440781';
const county = 'officer-440781';
const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];
const shares = [{ regionId: '440781', asked: wan('12') }];

export const directTransfer: Story = {
  title: '困难群众春节慰问',
  mode: 'direct_transfer',
  about: '直接划拨：划拨即支付，没有实施、验收和报账。分两次划拨，划完即转入绩效自评。',
  chapters: [
    {
      heading: '申报',
      steps: [
        { who: town, begins: { line: '1.5', shares } },
        {
          who: town,
          writes: application({
            title: '困难群众春节慰问',
            summary: '慰问监测对象和低保户 240 户，每户 500 元。',
            need: '节前慰问。',
            shares,
            costs: [['慰问金', '12']],
            timetable: [['发放', '2026-03-20', '2026-04-20']],
            target: ['慰问户数', '240', '户'],
            households: 240,
          }),
        },
        { who: town, does: 'application.submit', becomes: 'application.endorsing' },
        { who: town, does: 'application.recall', form: { reason: '户数要重新核对' }, becomes: 'application.drafting' },
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
          form: ({ person }) => ({ panel: panel.map(person), amounts: [{ share: 1, amount: wan('12') }] }),
          becomes: 'cityReview.deliberating',
        },
        { who: 'reviewer-1', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-2', does: 'seat.vote', form: { choice: 'approve' } },
        { who: 'reviewer-3', does: 'seat.vote', form: { choice: 'approve' }, becomes: 'cityReview.publicNotice' },
        { until: '2026-03-10', meanwhile: '公示五个工作日，没有异议。' },
        { elapses: 'review.endNotice', becomes: 'cityReview.approving' },
        {
          signs: 'approval',
          number: '江乡振组〔2026〕11号',
          title: '关于慰问资金的批复',
          amounts: [{ share: 1, amount: wan('12') }],
          becomes: 'fundRelease.awaiting',
        },
      ],
    },
    {
      heading: '资金划拨',
      steps: [
        {
          signs: 'release',
          number: '江财农〔2026〕20号',
          title: '关于划拨慰问资金的通知',
          amounts: [{ share: 1, amount: wan('7.5') }],
        },
        { until: '2026-04-10', meanwhile: '第一批 150 户发放完毕。' },
        {
          signs: 'release',
          number: '江财农〔2026〕23号',
          title: '关于划拨慰问资金（第二批）的通知',
          amounts: [{ share: 1, amount: wan('4.5') }],
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
          form: { targetMet: true, summary: '慰问 240 户，全部发放到户。' },
          becomes: 'selfEvaluation.checking',
        },
        { who: county, does: 'selfEvaluation.confirm', becomes: 'completed' },
      ],
    },
  ],
};
