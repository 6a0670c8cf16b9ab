import { type Actor, type Member, system } from '../../workflows/actor.js';
import type { ScheduleKind } from '../../workflows/document/facts.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import type { NamedPaper, PaperClass } from '../../workflows/project/papers.js';
import type { ClaimKind } from '../../workflows/project/parts.js';
import { addDays, type LocalDate } from '../../workflows/values/local-date.js';
import { type Fen, formatWan } from '../../workflows/values/money.js';
import type { People } from '../demo/city.js';
import type { Deed } from './chronicle.js';

/** What a walk needs to know of the project that walks. It has one share. */
export interface Walker {
  readonly id: number;
  readonly line: string;
  /** The county, or the city for what the city runs itself. */
  readonly region: string;
  readonly name: string;
}

/**
 * Tells what is done to one project, each by whoever may do it: collects deeds, decides nothing. `on` sets the day; what
 * is told after it happens on that day, one after the other.
 */
export class Walk {
  readonly deeds: Deed[] = [];
  private day: LocalDate | undefined;
  private turn = 0;
  private claims = 0;
  private instalments = 0;

  constructor(
    private readonly people: People,
    private readonly cityRegion: string,
    readonly project: Walker,
  ) {}

  on(day: LocalDate): this {
    this.day = day;
    return this;
  }

  does(who: string, event: ProjectEvent): this {
    return this.send(this.person(who), event);
  }

  bySystem(event: ProjectEvent): this {
    return this.send(system, event);
  }

  decidedBy(kind: ScheduleKind, amount: Fen): this {
    const { id, line } = this.project;
    if (kind === 'release') this.instalments += 1;
    return this.tell({ subject: 'document', kind, line, item: { projectId: id, share: 1, amount } });
  }

  /** Who stands in each seat: for a county its own people, for the city's own projects a line department and city finance. */
  get seats() {
    const { region } = this.project;
    const cityRun = region === this.cityRegion;
    return {
      applicant: cityRun ? 'applicant' : `town-${region}`,
      officer: cityRun ? 'line-3' : `officer-${region}`,
      receiver: cityRun ? 'line-3' : `finance-${region}`,
      payer: cityRun ? 'finance-1' : `finance-${region}`,
    } as const;
  }

  applicant(event: ProjectEvent): this {
    return this.does(this.seats.applicant, event);
  }

  officer(event: ProjectEvent): this {
    return this.does(this.seats.officer, event);
  }

  payer(event: ProjectEvent): this {
    return this.does(this.seats.payer, event);
  }

  submitted(): this {
    return this.applicant({ type: 'application.submit' });
  }

  endorsed(): this {
    return this.officer({ type: 'application.endorse', opinion: '材料齐全，同意推荐' });
  }

  accepted(departments: readonly string[] = []): this {
    const ids = departments.map((who) => this.person(who).organisationId);
    return this.does('reviewer-1', { type: 'review.accept', departments: ids });
  }

  putToVote(amount: Fen): this {
    return this.does('reviewer-1', {
      type: 'review.putToVote',
      panel: [1, 2, 3].map((no) => this.person(`reviewer-${no}`).personId),
      amounts: [{ share: 1, amount }],
    });
  }

  /** All three of the panel vote yes. */
  carried(amount: Fen): this {
    this.putToVote(amount);
    for (const no of [1, 2, 3]) this.does(`reviewer-${no}`, { type: 'seat.vote', part: no, choice: 'approve' });
    return this;
  }

  consented(): this {
    return this.does('reviewer-2', { type: 'review.consent', note: '经审核，同意报备' });
  }

  noticeEnded(): this {
    return this.bySystem({ type: 'review.endNotice' });
  }

  received(): this {
    return this.does(this.seats.receiver, {
      type: 'instalment.confirm',
      part: this.instalments,
      receivedOn: this.today(),
    });
  }

  started(): this {
    return this.applicant({ type: 'milestone.record', milestone: 'start', reachedOn: this.today() });
  }

  progressed(percent: number, note: string): this {
    return this.applicant({ type: 'progress.report', percent, note });
  }

  acceptanceRequested(): this {
    const { applicant } = this.seats;
    return this.applicant({
      type: 'acceptance.request',
      note: '项目已按计划完成，申请验收',
      ...this.bringing(applicant, 'acceptance'),
    });
  }

  inspected(accepted: Fen): this {
    const { officer } = this.seats;
    return this.officer({
      type: 'inspection.pass',
      part: 1,
      accepted,
      note: '现场核验，符合建设内容和标准',
      ...this.bringing(officer, 'photo'),
    });
  }

  claimDrafted(claimKind: ClaimKind, amount: Fen): this {
    this.claims += 1;
    const purpose = { advance: '预付款', progress: '进度款', final: '结算款', retention: '质保金' }[claimKind];
    const line = { payee: `${this.project.name}实施单位`, invoice: null, purpose, amount };
    return this.applicant({ type: 'claim.draft', share: 1, claimKind, lines: [line] });
  }

  claimed(claimKind: ClaimKind, amount: Fen): this {
    const { applicant } = this.seats;
    this.claimDrafted(claimKind, amount);
    return this.applicant({ type: 'claim.submit', part: this.claims, ...this.bringing(applicant, 'invoice') });
  }

  claimChecked(approved: Fen, note?: string): this {
    return this.payer({ type: 'claim.check', part: this.claims, approved, ...(note ? { note } : {}) });
  }

  /** As `claimChecked`, and this much is held back for a year. */
  claimCheckedRetaining(approved: Fen, retained: Fen, note: string): this {
    const retainedUntil = addDays(this.today(), 365);
    return this.payer({ type: 'claim.check', part: this.claims, approved, note, retained, retainedUntil });
  }

  claimPaid(): this {
    const voucher = `支付-${this.project.id}-${this.claims}`;
    return this.payer({ type: 'claim.pay', part: this.claims, paidOn: this.today(), voucher });
  }

  settled(): this {
    return this.payer({ type: 'reimbursement.settle', note: '款项已结清' });
  }

  evaluated(
    shortfall: { readonly reason: string; readonly remedy: string } | null,
    money: { released: Fen; paid: Fen },
  ) {
    const told = `下达 ${formatWan(money.released)} 万元，支付 ${formatWan(money.paid)} 万元`;
    return this.applicant({
      type: 'selfEvaluation.submit',
      targetMet: shortfall === null,
      summary: shortfall === null ? `${told}，基本完成年度绩效目标。` : `${told}，未完成年度绩效目标。`,
      ...shortfall,
    });
  }

  evaluationConfirmed(): this {
    return this.officer({ type: 'selfEvaluation.confirm', part: 1 });
  }

  /** What comes with an event: nothing where the papers of the past are on paper. */
  protected bringing(_who: string, _class: PaperClass): { readonly papers?: readonly NamedPaper[] } {
    return {};
  }

  protected person(who: string): Member {
    const member = this.people.get(who);
    if (!member) throw new Error(`nobody in the city is called ${who}`);
    return member;
  }

  private today(): LocalDate {
    if (!this.day) throw new Error('a walk begins with a day');
    return this.day;
  }

  private send(actor: Actor, event: ProjectEvent): this {
    return this.tell({ subject: 'project', id: this.project.id, event, actor });
  }

  private tell(deed: DistributiveOmit<Deed, 'day' | 'turn'>): this {
    const day = this.today();
    const last = this.deeds.at(-1);
    if (last && day < last.day) throw new Error(`${this.project.name}: ${day} comes after ${last.day}`);
    this.turn += 1;
    this.deeds.push({ ...deed, day, turn: this.turn } as Deed);
    return this;
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
