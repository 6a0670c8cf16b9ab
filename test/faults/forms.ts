import type { People } from '../../src/demo/city.js';
import { addDays, dayInChina } from '../../workflows/values/local-date.js';
import type { Dice } from './dice.js';

/** Of a project's page, what filling its forms takes. */
export interface ShownProject {
  readonly id: number;
  readonly state: string;
  readonly mode: string;
  readonly returned: { readonly fields: readonly { readonly field: string }[] } | null;
  readonly shares: readonly {
    readonly no: number;
    readonly asked: string;
    readonly proposed: string | null;
    readonly approved: string;
    readonly released: string;
    readonly received: string;
    readonly paid: string;
  }[];
  readonly claims: readonly { readonly no: number; readonly claimed: string }[];
}

interface Filling {
  readonly project: ShownProject;
  readonly part: number | undefined;
  readonly mark: string;
  readonly dice: Dice;
  readonly people: People;
}

const today = () => dayInChina(new Date().toISOString());
const reason = ({ mark }: Filling) => ({ reason: `情况有变${mark}` });
const note = ({ mark }: Filling) => ({ note: `属实${mark}` });
const finding = ({ mark }: Filling) => ({ finding: `经查${mark}` });
const nothing = () => ({});
const fields = (filling: Filling) => ({ ...reason(filling), fields: [{ field: 'need', reason: '依据不足' }] });
const share = ({ project }: Filling) => project.shares[0]!;
const lines = ({ mark, dice, ...filling }: Filling) => {
  const { received, paid } = share({ mark, dice, ...filling });
  const left = BigInt(received) - BigInt(paid);
  // Mostly a part of what is left, at times all, and at times what is not there.
  const amount = dice.chance(0.2) ? left + 1n : left / BigInt(dice.between(1, 3));
  return [{ payee: `台山建筑公司${mark}`, purpose: '工程款', amount: String(amount > 0n ? amount : 1n) }];
};

/** How each form is filled in. What has no form here is left to others. */
export const forms: Readonly<Record<string, (filling: Filling) => object>> = {
  'application.submit': ({ project, mark }) =>
    project.returned ? { answers: project.returned.fields.map(({ field }) => ({ field, answer: `已改${mark}` })) } : {},
  'application.endorse': ({ mark }) => ({ opinion: `同意推荐${mark}` }),
  'application.return': fields,
  'application.recall': reason,
  'endorsement.recall': reason,
  'review.accept': ({ dice, people }) => ({
    departments: dice.chance(0.5) ? [people.get('line-1')!.organisationId, people.get('line-2')!.organisationId] : [],
  }),
  'review.return': fields,
  'opinion.give': ({ mark }) => ({ stance: 'agree', text: `无意见${mark}` }),
  'review.putToVote': ({ project, people }) => ({
    panel: [1, 2, 3].map((no) => people.get(`reviewer-${no}`)!.personId),
    amounts: project.shares.map(({ no, asked }) => ({ share: no, amount: asked })),
  }),
  'seat.vote': ({ dice, mark }) => ({ choice: dice.chance(0.9) ? 'approve' : 'return', reason: `意见${mark}` }),
  'review.consent': note,
  'objection.file': ({ mark }) => ({ raisedBy: '群众', text: `有异议${mark}` }),
  'objection.dismiss': finding,
  'review.endNotice': nothing,
  'release.wait': reason,
  'release.fundsArrived': nothing,
  'instalment.confirm': () => ({ receivedOn: today() }),
  'instalment.reverse': reason,
  'milestone.record': (filling) => ({ milestone: 'start', reachedOn: today(), ...note(filling) }),
  'progress.report': (filling) => ({ percent: 100, ...note(filling) }),
  'change.request': ({ mark }) => ({ subject: 'schedule', text: `工期顺延${mark}` }),
  'change.approve': finding,
  'change.refuse': finding,
  'acceptance.request': note,
  'inspection.pass': (filling) => ({ accepted: share(filling).approved, ...note(filling) }),
  'inspection.requireRectification': (filling) => ({ rectifyBy: addDays(today(), 10), ...reason(filling) }),
  'inspection.reportRectified': note,
  'spotCheck.pass': note,
  'claim.draft': (filling) => ({
    share: share(filling).no,
    claimKind: filling.dice.oneOf(['advance', 'progress', 'final']),
    lines: lines(filling),
  }),
  'claim.revise': (filling) => ({ lines: lines(filling) }),
  'claim.submit': nothing,
  'claim.withdraw': reason,
  'claim.check': (filling) => ({
    approved: filling.project.claims.find(({ no }) => no === filling.part)?.claimed ?? '1',
    ...note(filling),
  }),
  'claim.return': reason,
  'claim.refuse': reason,
  'claim.pay': ({ mark }) => ({ paidOn: today(), voucher: `支${mark}` }),
  'claim.reversePayment': ({ mark, ...filling }) => ({
    reversedOn: today(),
    voucher: `退${mark}`,
    ...reason({ mark, ...filling }),
  }),
  'claim.refund': ({ mark, ...filling }) => ({
    amount: '1',
    refundedOn: today(),
    voucher: `退${mark}`,
    ...reason({ mark, ...filling }),
  }),
  'retention.giveUp': (filling) => ({ share: share(filling).no, ...reason(filling) }),
  'reimbursement.settle': note,
  'refund.confirm': note,
  'selfEvaluation.submit': ({ mark }) => ({ targetMet: true, summary: `完成${mark}` }),
  'selfEvaluation.confirm': note,
  'project.suspend': reason,
  'project.resume': reason,
};
