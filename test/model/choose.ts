import fc from 'fast-check';
import { departmentIds, panelPersons, playerNames, type PlayerName } from './cast.js';
import { dayAfter, onward, rules, type AnyModelPart, type Model } from './model.js';
import type { PaperClass } from '../../workflows/project/papers.js';
import { papers } from '../support/story.js';
import { modelModes, type Opening, type Paper, type Sent } from './subject.js';

/** Dice for one step; what they mean depends on where the model stands, so that sequences come far and also shrink. */
export interface Dice {
  /** Under 55: what usually leads on, done well. Under 85: something that is possible. Else: anything by anybody. */
  readonly luck: number;
  readonly which: number;
  readonly who: number;
  readonly amounts: readonly [number, number];
  readonly detail: number;
}

const nat = fc.nat({ max: 9999 });
export const dice: fc.Arbitrary<Dice> = fc.record({
  luck: fc.nat({ max: 99 }),
  which: nat,
  who: nat,
  amounts: fc.tuple(nat, nat),
  detail: nat,
});

const wan = 1_000_000n;
export const opening: fc.Arbitrary<Opening> = fc.record({
  mode: fc.constantFrom(...modelModes),
  run: fc.constantFrom('county' as const, 'city' as const),
  asked: fc.constantFrom(1n, 99n, 100n * wan),
  income: fc.constantFrom(0n, 60n * wan, 1000n * wan),
  budget: fc.constantFrom(70n * wan, 1000n * wan),
});

const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** Amounts about a limit: the limit itself most often, and what lies just beyond it. */
const about = (limit: bigint, n: number): bigint =>
  at([limit, limit, limit / 2n + 1n, limit + 1n, limit / 3n, 1n, 0n, limit * 2n], n);
const positive = (amount: bigint): bigint => (amount > 0n ? amount : 1n);

const ending = new Set(['application.withdraw', 'review.reject', 'project.terminate']);

export function choose(model: Model, { luck, which, who, amounts, detail }: Dice): Sent {
  if (luck >= 95) return beside(model, which, amounts[0]);
  if (luck >= 80 && luck < 88 && model.isWritten)
    return { to: 'draft', by: at(model.whoMay('application.submit', undefined), who) as PlayerName };
  const well = luck < 55;
  const wild = luck >= 85;
  if (well && model.stage === 'onNotice' && model.today <= model.noticeEnds && detail % 3 > 0)
    return { to: 'calendar', days: 8 };
  if (!wild) {
    // What ends a project early is left to rare throws, or few sequences would come far.
    const possible = model.possible().filter(({ type }) => detail % 40 === 0 || !ending.has(type));
    const leading = possible.filter(({ type }) => onward[model.stage].includes(type));
    // Those that wait for a part are given twice the chance by what they wait for.
    const candidates = well && leading.length > 0 ? leading : possible;
    if (candidates.length > 0) {
      const { type, part } = at(candidates, which);
      const version = detail % 17 === 0 ? 'old' : detail % 3 === 0 ? 'right' : 'unsaid';
      return {
        to: 'project',
        by: at(model.whoMay(type, part), who),
        type,
        ...contentsOf(model, type, part, well, amounts, detail),
        version,
      };
    }
  }
  const types =
    detail % 2 === 0 ? Object.keys(rules) : Object.keys(rules).filter((each) => rules[each]!.in.includes(model.stage));
  const type = at(types.length > 0 ? types : Object.keys(rules), which);
  const kind = rules[type]!.part;
  const parts: readonly AnyModelPart[] = kind ? model.parts[kind] : [];
  const part = kind ? (detail % 7 === 0 || parts.length === 0 ? undefined : at(parts, detail)) : undefined;
  const by: PlayerName | 'system' = who % 23 === 0 ? 'system' : at(playerNames, who);
  const rest = contentsOf(model, type, part, false, amounts, detail);
  return { to: 'project', by, type, ...rest, ...(kind && !part ? { part: 99 } : {}), version: 'unsaid' };
}

/** What happens beside the project: days go by, income comes, some of it is held back. */
function beside(model: Model, which: number, n: number): Sent {
  switch (which % 4) {
    case 0:
      return { to: 'fund', type: 'income', amount: about(100n * wan, n) };
    case 1:
      return { to: 'fund', type: 'hold', amount: about(model.pool, n) };
    case 2:
      return { to: 'fund', type: 'lift', amount: about(model.held, n) };
    default:
      return { to: 'calendar', days: (n % 9) + 1 };
  }
}

type Rest = Pick<Extract<Sent, { to: 'project' }>, 'part' | 'carries' | 'paper'>;

/** What the event carries: sensible when it is to be done `well`, else at and beyond its limits. */
function contentsOf(
  model: Model,
  type: string,
  part: AnyModelPart | undefined,
  well: boolean,
  [first, second]: readonly [number, number],
  detail: number,
): Rest {
  const reason = '理由';
  const amount = (limit: bigint, n = first) => (well ? limit : about(limit, n));
  const day = () => (well ? model.today : dayAfter(model.today, (detail % 5) - 3));
  const later = () => dayAfter(model.today, well ? 10 : (detail % 4) - 1);
  const shareNo = at([...model.shares.map(({ no }) => no), ...(well ? [] : [3])], second);
  const share = model.shares.find(({ no }) => no === shareNo);
  const rest = (carries: Record<string, unknown>, paper?: Paper): Rest => ({
    ...(part ? { part: part.no } : {}),
    carries,
    ...(paper ? { paper } : {}),
  });
  const paper = (limitOf: (no: number) => bigint): Paper => {
    const listed = model.shares
      .map(({ no }, index) => [no, amount(limitOf(no), index === 0 ? first : second)] as const)
      .filter(([no, given]) => given > 0n && (well || model.shares.length === 1 || detail % 5 !== no));
    // A schedule is never empty.
    const items = listed.length > 0 ? listed : [[1, 1n] as const];
    return { amounts: Object.fromEntries(items), confirmed: well || detail % 6 !== 0 };
  };
  /** What ends a project lists it whole; now and then one that does not. */
  const ends = (loses: (no: number) => bigint): Paper => {
    const items = model.shares.map(({ no }) => [no, first % 3 === 0 ? about(loses(no), second) : loses(no)] as const);
    return { amounts: Object.fromEntries(items), confirmed: first % 7 !== 0 };
  };
  const lines = (limit: bigint) => {
    const given = { payee: !well && detail % 11 === 0 ? '' : '某公司', invoice: null, purpose: '工程款' };
    if (!well && detail % 13 === 0) return [];
    return [{ ...given, amount: well ? positive(limit) : about(limit, first) }];
  };

  /** A paper as it should be; else also none, one twice, or one that is not there. */
  const named = (paperClass: PaperClass) => {
    const one = papers[paperClass];
    return well ? [one] : at([[one], [one], [], [one, one], [{ ...one, hash: 'f'.repeat(64) }]], detail);
  };
  const perhaps = (given: readonly object[]) => (detail % 4 === 0 ? { papers: given } : {});

  switch (type) {
    case 'application.submit': {
      const answered = model.returned.filter((_, index) => well || (detail + index) % 3 !== 0);
      return rest({ answers: answered.map((field) => ({ field, answer: '已改' })) });
    }
    case 'application.endorse':
      return rest({ opinion: '同意' });
    case 'application.return':
    case 'review.return': {
      const fields = well ? ['need'] : at([['need'], ['need', 'costs'], []], detail);
      return rest({ reason, fields: fields.map((field) => ({ field, reason })) });
    }
    case 'review.accept': {
      const choices = [departmentIds, departmentIds.slice(1), [], [151, 151], [999]];
      return rest({ departments: at(well ? choices.slice(0, 3) : choices, detail) });
    }
    case 'opinion.give':
      return rest({ stance: 'agree', text: '同意' });
    case 'review.putToVote': {
      const panels = [panelPersons, panelPersons.slice(0, 3), panelPersons.slice(0, 2), [], [21, 21, 22], [21, 22, 98]];
      const rows = model.shares.map(({ no, asked }, index) => ({
        share: no,
        amount: amount(asked, index ? second : first),
      }));
      const told = well ? rows : at([rows, rows.slice(1), [...rows, { share: 9, amount: 1n }]], second);
      return rest({ panel: well ? panelPersons : at(panels, detail), amounts: told });
    }
    case 'seat.vote': {
      const choice = at(
        well ? ['approve', 'approve', 'approve', 'abstain'] : ['approve', 'reject', 'return', 'abstain'],
        detail,
      );
      const named = second % 3 === 0 && (well ? choice === 'return' : true) ? ['need', 'costs'].slice(second % 2) : [];
      const fields = named.length > 0 ? { fields: named.map((field) => ({ field, reason })) } : {};
      return rest({ choice, ...(first % 5 === 0 ? {} : { reason }), ...fields });
    }
    case 'review.consent':
    case 'reimbursement.settle':
    case 'refund.confirm':
      return rest({ note: '说明' });
    case 'acceptance.request':
      return rest({ note: '说明', papers: named('acceptance') });
    case 'inspection.reportRectified':
    case 'spotCheck.pass':
      return rest({ note: '说明', ...perhaps(named('photo')) });
    case 'paper.add':
      return rest({ note: '说明', papers: named(at(['contract', 'feasibility', 'photo', 'invoice'], second)) });
    case 'project.terminate':
      return rest(
        {},
        ends((no) => model.approved(model.shares[no - 1]!)),
      );
    case 'review.reject':
      return rest(
        {},
        ends((no) => model.shares[no - 1]!.proposed ?? 0n),
      );
    case 'review.governmentApprove':
    case 'review.approve':
      return rest(
        {},
        paper((no) => model.shares[no - 1]!.proposed ?? 0n),
      );
    case 'objection.file':
      return rest({ raisedBy: '村民', text: '异议' });
    case 'objection.dismiss':
    case 'objection.uphold':
    case 'change.approve':
    case 'change.refuse':
      return rest({ finding: '结论' });
    case 'review.endNotice':
    case 'release.fundsArrived':
      return rest({});
    case 'release.issue':
      return rest(
        {},
        paper((no) => releasable(model, no)),
      );
    case 'instalment.confirm':
      return rest({ receivedOn: day() });
    case 'milestone.record':
      return rest({ milestone: 'contract', reachedOn: day(), ...perhaps(named('contract')) });
    case 'progress.report':
      return rest({
        percent: well ? 100 : at([40, 100, 101, 0, 70], detail),
        note: '进度',
        ...perhaps(named('photo')),
      });
    case 'savings.return':
      return rest({ share: shareNo, amount: amount(share?.committed ?? 1n), reason });
    case 'change.request': {
      const subject = at(['amount', 'schedule', 'site', 'amount'], detail);
      const ofAmount = subject === 'amount' ? { newAmount: amount((share && model.approved(share)) ?? 1n) } : {};
      return rest({ subject, text: '变更', ...(detail % 9 === 0 ? {} : { share: shareNo }), ...ofAmount });
    }
    case 'inspection.pass': {
      const of = part && 'share' in part ? model.shares.find(({ no }) => no === part.share) : undefined;
      return rest({ accepted: amount(of ? model.approved(of) : 1n), note: '合格', papers: named('photo') });
    }
    case 'inspection.requireRectification':
      return rest({ reason, rectifyBy: later() });
    case 'spotCheck.fail':
      return rest({ note: '不合格', rectifyBy: later() });
    case 'claim.draft': {
      const accepted = share ? model.accepted(share) : null;
      const usual = !model.hasAcceptance || accepted !== null ? 'final' : 'progress';
      const claimKind = well ? usual : at(['final', 'progress', 'advance', 'retention'], detail);
      return rest({ share: shareNo, claimKind, lines: lines(share ? model.claimable(share, 0, claimKind) : 1n) });
    }
    case 'claim.revise': {
      const of = part && 'share' in part ? model.shares.find(({ no }) => no === part.share) : undefined;
      return rest({ lines: lines(of && part ? model.claimable(of, part.no, 'kind' in part ? part.kind : '') : 1n) });
    }
    case 'claim.check': {
      if (!part || !('claimed' in part)) return rest({ approved: 1n });
      const approved = amount(part.claimed);
      const off = part.claimed - approved;
      const note = well || detail % 4 > 0 ? { note: '审核意见' } : {};
      const byLine =
        detail % 5 === 0 ? { adjustments: [{ lineNo: well ? 1 : (detail % 2) + 1, amount: off, reason }] } : {};
      const offset = model.mustOffset(part, approved);
      const lessOffset = !well && detail % 3 === 0 ? { offset: about(offset, second) } : {};
      const why = detail % 2 === 0 ? { offsetReason: reason } : {};
      const kept = (approved * 3n) / 100n;
      const retained = detail % 4 !== 3 ? { retained: amount(kept, second), retainedUntil: later() } : {};
      return rest({ approved, ...note, ...(well && off === 0n ? {} : byLine), ...lessOffset, ...why, ...retained });
    }
    case 'claim.reversePayment':
      return rest({ reversedOn: day(), voucher: '退-1', reason });
    case 'claim.refund': {
      const left = part && 'refunded' in part ? (part.paid ?? 0n) - part.refunded : 1n;
      return rest({ amount: amount(left), refundedOn: day(), voucher: '退-2', reason });
    }
    case 'retention.giveUp':
      return rest({ share: shareNo, reason });
    case 'claim.pay':
      return rest({ paidOn: day(), voucher: '支-1' });
    case 'selfEvaluation.submit':
      return rest({
        targetMet: well || detail % 2 === 0,
        summary: '总结',
        ...(detail % 3 === 0 ? {} : { reason }),
        ...(detail % 5 === 0 ? {} : { remedy: '措施' }),
      });
    case 'claim.submit':
      return rest({ papers: named('invoice') });
    case 'selfEvaluation.confirm':
      return rest({});
    default:
      return rest({ reason });
  }
}

/** What could be released to a share just now; more than one instalment now and then. */
function releasable(model: Model, no: number): bigint {
  const share = model.shares[no - 1]!;
  const due = model.mode === 'build_first' ? (model.accepted(share) ?? 0n) - share.issued : share.committed;
  const sharers = BigInt(model.shares.length);
  const there = model.pool / sharers;
  return due < there ? due : there;
}
