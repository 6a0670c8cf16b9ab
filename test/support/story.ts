import type { Actor, Level, Member, Role } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { decideInOrder, situationOf, type Outcome, type World } from '../../workflows/decide-in-order.js';
import { documentRole } from '../../workflows/document/decide.js';
import { type DocumentFacts, type DocumentKind, endsProjects } from '../../workflows/document/facts.js';
import type { BudgetLine } from '../../workflows/fund-year/budget-tree.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { Book } from '../../workflows/ledger/book.js';
import { poolAccount } from '../../workflows/ledger/accounts.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import type { Decision } from '../../workflows/project/decide.js';
import { events } from '../../workflows/project/event-definitions.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { requiredPapers } from '../../workflows/project/paperwork.js';
import { acceptedOf, shareMoney, type ProjectFacts, type Situation } from '../../workflows/project/facts.js';
import { initialState } from '../../workflows/project/lifecycles.js';
import type { Mode } from '../../workflows/project/modes.js';
import {
  paperClasses,
  uploadKey,
  type NamedPaper,
  type PaperClass,
  type Upload,
} from '../../workflows/project/papers.js';
import { type AnyPart, noParts, type ClaimKind, type PartKind, type PartOf } from '../../workflows/project/parts.js';
import { currentPolicy } from '../../workflows/project/policy.js';
import { spansAfter } from '../../workflows/project/spans.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { addDays, localDate, type LocalDate } from '../../workflows/values/local-date.js';
import { type Fen, fen, parseWan, sum } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';

export const city = '440700';
export const county = '440781';
export const otherCounty = '440783';

const member = (personId: number, role: Role, organisationId: number, regionId: string, level: Level): Member => ({
  kind: 'member',
  personId,
  membershipId: personId * 10,
  organisationId,
  regionId,
  level,
  role,
});

/** Everybody that a story needs: one person for each seat, two where a second must confirm, three for a panel. */
export const people = {
  applicant: member(1, 'applicant', 101, county, 'town'),
  colleague: member(2, 'applicant', 101, county, 'town'),
  otherApplicant: member(3, 'applicant', 102, county, 'town'),
  cityApplicant: member(4, 'applicant', 103, city, 'city'),
  countyOfficer: member(11, 'countyOfficer', 111, county, 'county'),
  countyFinance: member(12, 'countyFinance', 112, county, 'county'),
  countyLineDepartment: member(13, 'lineDepartment', 113, county, 'county'),
  otherOfficer: member(14, 'countyOfficer', 114, otherCounty, 'county'),
  otherFinance: member(15, 'countyFinance', 115, otherCounty, 'county'),
  countyAuditor: member(16, 'auditor', 116, county, 'county'),
  reviewer: member(21, 'cityReviewer', 121, city, 'city'),
  secondReviewer: member(22, 'cityReviewer', 121, city, 'city'),
  thirdReviewer: member(23, 'cityReviewer', 122, city, 'city'),
  fourthReviewer: member(24, 'cityReviewer', 122, city, 'city'),
  finance: member(31, 'cityFinance', 131, city, 'city'),
  secondFinance: member(32, 'cityFinance', 131, city, 'city'),
  manager: member(41, 'cityManager', 141, city, 'city'),
  secondManager: member(42, 'cityManager', 141, city, 'city'),
  housing: member(51, 'lineDepartment', 151, city, 'city'),
  civilAffairs: member(52, 'lineDepartment', 152, city, 'city'),
  auditor: member(61, 'auditor', 161, city, 'city'),
  administrator: member(71, 'administrator', 171, city, 'city'),
} as const satisfies Record<string, Member>;

export const system: Actor = { kind: 'system' };

export const panel = [people.reviewer, people.secondReviewer, people.thirdReviewer];

/** Weekends only, but for the National Day of 2022 with its make-up days. */
export const calendar: Calendar = {
  holidays: new Set([3, 4, 5, 6, 7].map((day) => `2022-10-0${day}`)),
  makeUpDays: new Set(['2022-10-08', '2022-10-09']),
};

export interface StoryOptions {
  readonly mode: Mode;
  /** What is asked for each region. */
  readonly shares?: Readonly<Record<string, Fen>>;
  readonly applicant?: Member;
  /** Income that has arrived; enough by default. */
  readonly income?: Fen;
  readonly budget?: Fen;
  /** Earmarked income that only this line may use. */
  readonly earmarked?: Fen;
  readonly year?: number;
  readonly id?: number;
  readonly policy?: string;
}

const line = '1.1.4';

/** Papers that every organisation of a story has uploaded, each with a hash of its own. */
export const papers = Object.fromEntries(
  paperClasses.map((paperClass, index) => [
    paperClass,
    { class: paperClass, hash: `${index}`.repeat(64), name: `${paperClass}.jpg` },
  ]),
) as Readonly<Record<PaperClass, NamedPaper>>;

export const uploadsOf = (organisationIds: Iterable<number>): Map<string, Upload> =>
  new Map(
    [...organisationIds].flatMap((organisationId) =>
      Object.values(papers).map(({ hash }): [string, Upload] => [
        uploadKey(organisationId, hash),
        { organisationId, hash, bytes: 1000, mediaType: 'image/jpeg', takenAt: null, latitude: null, longitude: null },
      ]),
    ),
  );

export const contentFor = (shares: Readonly<Record<string, Fen>>, year = 2022): ApplicationContent => {
  const total = sum(Object.values(shares));
  return {
    title: '农村困难群众危房改造',
    summary: '改造危房二十户',
    need: '保障住房安全',
    feasibility: '已完成鉴定',
    shares: Object.entries(shares).map(([regionId, asked]) => ({ regionId, asked })),
    match: [],
    costs: [{ item: '施工', amount: total }],
    stages: [{ name: '主体', amount: total }],
    timetable: [{ step: '施工', from: localDate(`${year}-06-01`), until: localDate(`${year}-11-30`) }],
    returns: { expected: '无', sharing: '全部归受益户' },
    beneficiaries: { villages: 1, households: 20, persons: 60 },
    targets: [
      { aspect: 'quantity', direction: 'atLeast', name: '改造户数', target: '20', unit: '户' },
      { aspect: 'social', direction: 'inWords', name: '住房安全', target: '有保障', unit: '' },
      { aspect: 'satisfaction', direction: 'atLeast', name: '受益群众满意度', target: '90', unit: '%' },
    ],
    papers: [papers.feasibility, papers.budget],
  };
};

type NameOf<T> = { [K in keyof T]: K }[keyof T];
export type PersonName = NameOf<typeof people>;

/**
 * One project in a world of its own, moved by real events only: a story cannot be in an impossible state.
 * `story({ mode: 'standard' }).to('reimbursement.claiming')`.
 */
export class Story {
  readonly id: number;
  readonly year: number;
  today: LocalDate;
  private documentNo = 0;

  constructor(
    readonly options: StoryOptions,
    readonly world: World = newWorld(options),
  ) {
    this.id = options.id ?? 1;
    this.year = options.year ?? 2022;
    this.today = localDate('2022-03-01');
    if (!this.world.fundYears.get(this.year)!.budgetApproved) {
      const documentId = approvalOf(this.world, this.year);
      this.fundYear(people.manager, { type: 'budget.approve', documentId, overIncome: true });
      this.income('levy', options.income ?? parseWan('10000'));
      if (options.earmarked) this.income('earmarked', options.earmarked);
    }
    this.create();
  }

  get facts(): ProjectFacts {
    return this.world.projects.get(this.id)!;
  }
  get project() {
    return this.facts.project;
  }
  get state(): string {
    return this.project.state;
  }
  get applicant(): Member {
    return this.options.applicant ?? people.applicant;
  }
  get cityRun(): boolean {
    return this.project.regionId === city;
  }
  get officer(): Member {
    return this.cityRun ? people.housing : people.countyOfficer;
  }
  get payer(): Member {
    return this.cityRun ? people.finance : people.countyFinance;
  }
  get shareNos(): readonly number[] {
    return this.facts.shares.map((share) => share.no);
  }

  parts<K extends PartKind>(kind: K): readonly PartOf<K>[] {
    return this.facts.parts[kind];
  }
  last<K extends PartKind>(kind: K): PartOf<K> {
    const found = this.parts(kind).at(-1);
    if (!found) throw new Error(`the story has no ${kind} yet`);
    return found;
  }

  /** What requirements and permissions look at, for this actor now. */
  situation(actor: Actor = this.applicant): Situation {
    return situationOf(this.world, this.facts, { actor, occurredAt: this.now });
  }
  money(kind: keyof typeof shareMoney, share = 1): Fen {
    return shareMoney[kind](this.situation(), share);
  }
  balance(account: string): Fen {
    return this.world.book.balance(account);
  }
  get pool(): Fen {
    return this.balance(poolAccount(this.year));
  }

  /** Days of the calendar go by. */
  pass(days: number): this {
    this.today = addDays(this.today, days);
    return this;
  }

  /** Sends one event; what a story does is accepted, or the test is wrong. */
  send(actor: Actor, event: ProjectEvent, expected: number | null = null): Decision {
    const outcome = this.attempt(actor, event, expected);
    if (outcome.refused) throw explained(outcome.refused);
    return (outcome as Extract<Outcome, { project: Decision }>).project;
  }

  /** Sends one event that must be refused, and gives the refusal. */
  refused(actor: Actor, event: ProjectEvent, expected: number | null = null): DomainError {
    const outcome = this.attempt(actor, event, expected);
    if (!outcome.refused) throw new Error(`${event.type} was accepted in ${this.state}`);
    return outcome.refused;
  }

  attempt(actor: Actor, event: ProjectEvent, expected: number | null = null): Outcome {
    return decideInOrder(this.world, [this.command(actor, this.withPapers(actor, event), expected)])[0]!;
  }

  /** Who acts brings what the policy asks for, unless the test says what is brought. */
  private withPapers(actor: Actor, event: ProjectEvent): ProjectEvent {
    const { part: kind } = events[event.type];
    const parts: readonly AnyPart[] = kind ? this.parts(kind) : [];
    const part = parts.find(({ no }) => no === (event as { part?: number }).part) ?? null;
    if ('papers' in event || event.type === 'application.submit' || (kind && !part)) return event;
    const missing = requiredPapers({ ...this.situation(actor), part }, event.type, null).filter(({ there }) => !there);
    return missing.length === 0
      ? event
      : ({ ...event, papers: missing.map((each) => papers[each.class]) } as ProjectEvent);
  }

  command(actor: Actor, event: ProjectEvent, expected: number | null = null): Command {
    return { subject: 'project', id: this.id, event, actor, occurredAt: this.now, expected };
  }

  fundYear(actor: Actor, event: FundYearEvent): void {
    const command: Command = { subject: 'fundYear', id: this.year, event, actor, occurredAt: this.now, expected: null };
    const [outcome] = decideInOrder(this.world, [command]);
    if (outcome!.refused) throw explained(outcome!.refused);
  }

  income(source: 'levy' | 'earmarked', amount: Fen): this {
    this.fundYear(people.finance, { type: 'income.receive', source, amount, receivedOn: this.today });
    return this;
  }

  /** A document as one person records it. `amounts` by number of share; all that is proposed or committed by default. */
  recorded(kind: DocumentKind, amounts?: Readonly<Record<number, Fen>>, fields: Partial<DocumentFacts> = {}): number {
    const id = this.id * 1000 + ++this.documentNo;
    const given = amounts ?? Object.fromEntries(this.shareNos.map((no) => [no, this.usual(kind, no)]));
    this.world.documents.set(id, {
      id,
      kind,
      year: this.year,
      issuer: '江门市',
      number: `江〔2022〕${id}号`,
      issuedOn: this.today,
      title: kind,
      state: 'recorded',
      version: 1,
      recordedBy: this.recorder(kind).personId,
      recordedFor: null,
      items: Object.entries(given)
        .filter(([, amount]) => amount > 0n || endsProjects(kind))
        .map(([share, amount]) => ({ projectId: this.id, share: Number(share), amount })),
      lines: [],
      ...fields,
    });
    return id;
  }

  /** The same, confirmed by a second person. */
  confirmed(kind: DocumentKind, amounts?: Readonly<Record<number, Fen>>, fields: Partial<DocumentFacts> = {}): number {
    const id = this.recorded(kind, amounts, fields);
    const actor = documentRole[kind] === 'cityManager' ? people.secondManager : people.secondFinance;
    const [outcome] = decideInOrder(this.world, [
      { subject: 'document', id, event: { type: 'document.confirm' }, actor, occurredAt: this.now, expected: 1 },
    ]);
    if (outcome!.refused) throw explained(outcome!.refused);
    return id;
  }

  /** Ended by a document that lists the whole project. */
  terminate(): void {
    this.send(people.manager, { type: 'project.terminate', documentId: this.confirmed('termination') });
  }

  recorder(kind: DocumentKind): Member {
    return documentRole[kind] === 'cityManager' ? people.manager : people.finance;
  }

  private usual(kind: DocumentKind, share: number): Fen {
    if (kind === 'termination') return this.money('approved', share);
    if (kind !== 'release') return this.facts.shares.find(({ no }) => no === share)!.proposed ?? fen(0);
    const committed = this.money('committed', share);
    if (this.project.mode !== 'build_first') return committed;
    const accepted = acceptedOf(this.situation(), share) ?? fen(0);
    return fen(accepted - this.money('released', share));
  }

  /** A claim of this kind and amount, as the applicant drafts it; gives its number. */
  draftClaim(amount: Fen, claimKind: ClaimKind = 'final', share = 1): number {
    const lines = [{ payee: '某某建筑公司', invoice: '0001', purpose: '工程款', amount }];
    this.send(this.applicant, { type: 'claim.draft', share, claimKind, lines });
    return this.last('claim').no;
  }
  submitClaim(amount: Fen, claimKind: ClaimKind = 'final', share = 1): number {
    const part = this.draftClaim(amount, claimKind, share);
    this.send(this.applicant, { type: 'claim.submit', part });
    return part;
  }
  checkClaim(amount: Fen, claimKind: ClaimKind = 'final', share = 1): number {
    const part = this.submitClaim(amount, claimKind, share);
    this.send(this.payerOf(share), { type: 'claim.check', part, approved: amount });
    return part;
  }
  payClaim(amount: Fen, claimKind: ClaimKind = 'final', share = 1): number {
    const part = this.checkClaim(amount, claimKind, share);
    this.send(this.payerOf(share), { type: 'claim.pay', part, paidOn: this.today, voucher: '支-1' });
    return part;
  }

  officerOf(share: number): Member {
    return this.byRegion(share, people.housing, people.countyOfficer, people.otherOfficer);
  }
  payerOf(share: number): Member {
    return this.byRegion(share, people.finance, people.countyFinance, people.otherFinance);
  }
  receiverOf(share: number): Member {
    return this.byRegion(share, people.housing, people.countyFinance, people.otherFinance);
  }
  private byRegion(share: number, ofCity: Member, ofCounty: Member, ofOther: Member): Member {
    const { regionId } = this.facts.shares.find(({ no }) => no === share)!;
    return regionId === city ? ofCity : regionId === county ? ofCounty : ofOther;
  }

  /** Walks the usual way to a state; to those beside it (returned, waiting for funds, terminated …) by their turning. */
  to(target: string): this {
    const detour = detours[target];
    if (detour && this.state !== target) {
      this.to(detour.from(this));
      detour.turn(this);
    }
    for (let steps = 0; this.state !== target; steps += 1) {
      const step = usualStep[this.state];
      if (!step || steps > 60) throw new Error(`the usual way does not lead from ${this.state} to ${target}`);
      step(this);
    }
    return this;
  }

  private get now(): string {
    return `${this.today}T02:00:00Z`;
  }

  private create(): void {
    const { mode, shares = { [county]: parseWan('100') } } = this.options;
    const regionIds = Object.keys(shares);
    const { regionId, organisationId, personId } = this.applicant;
    const facts: ProjectFacts = {
      project: {
        id: this.id,
        code: `XM-${this.id}`,
        title: '农村困难群众危房改造',
        year: this.year,
        line,
        mode,
        policy: this.options.policy ?? currentPolicy,
        state: initialState,
        visit: 1,
        suspendedBy: null,
        applicantOrganisationId: organisationId,
        regionId,
        regionIds,
        endorsedBy: null,
        standIns: [],
        revision: 0,
        noticeEndsOn: null,
        returned: null,
      },
      shares: regionIds.map((region, index) => ({
        no: index + 1,
        regionId: region,
        asked: shares[region]!,
        proposed: null,
      })),
      parts: noParts,
      spans: [],
      line: {
        code: line,
        year: this.year,
        departmentId: null,
        yearState: 'open',
        earmarks: this.options.earmarked ? ['housing'] : [],
      },
      rosters: [],
      authors: [],
      draft: { content: contentFor(shares), authors: [personId] },
    };
    this.world.projects.set(this.id, facts);
    this.world.projects.set(this.id, { ...facts, spans: spansAfter(this.situation()) });
  }
}

export const story = (options: StoryOptions, world?: World): Story => new Story(options, world);

const lineWith = (budget: Fen): BudgetLine => ({
  code: line,
  parentCode: null,
  position: 0,
  name: line,
  leaf: true,
  budget,
  mode: null,
  evaluated: true,
  withoutProjects: false,
  departmentId: null,
  note: null,
  earmarks: [],
  standards: [],
  projects: 0,
  adjusted: fen(0),
});

/** The confirmed document by which the budget of a year is approved, as its tree is now. */
export function approvalOf(world: World, year: number): number {
  const id = 1_000_000 + year;
  world.documents.set(id, {
    id,
    kind: 'budget',
    year,
    issuer: '领导小组',
    number: `江〔${year}〕预算`,
    issuedOn: localDate('2022-03-01'),
    title: '预算',
    state: 'confirmed',
    version: 2,
    recordedBy: people.manager.personId,
    recordedFor: null,
    items: [],
    lines: world.fundYears.get(year)!.lines.map(({ code, name, budget }) => ({
      line: code,
      name,
      before: fen(0),
      after: budget,
      reason: null,
      added: null,
    })),
  });
  return id;
}

function newWorld({ year = 2022, budget = parseWan('20000') }: StoryOptions): World {
  return {
    calendar,
    cityRegionId: city,
    reviewers: new Map(
      [...panel, people.fourthReviewer].map(({ personId, organisationId }) => [personId, { organisationId }]),
    ),
    departments: new Set([people.housing.organisationId, people.civilAffairs.organisationId]),
    projects: new Map(),
    documents: new Map(),
    fundYears: new Map([
      [
        year,
        {
          year,
          state: 'open',
          version: 1,
          sources: [
            {
              code: 'levy',
              name: '各县（市、区）上缴',
              kind: 'levy',
              regionId: null,
              planned: fen(0),
              earmark: null,
              note: null,
            },
            {
              code: 'earmarked',
              name: '危房改造专项',
              kind: 'extra',
              regionId: null,
              planned: fen(0),
              earmark: 'housing',
              note: null,
            },
          ],
          levies: [],
          receipts: [],
          holds: [],
          regions: [
            { id: city, name: '江门市' },
            { id: county, name: '台山市' },
            { id: otherCounty, name: '开平市' },
          ],
          lines: [lineWith(budget)],
          budgetApproved: false,
          budgetVersion: 1,
        },
      ],
    ]),
    uploads: uploadsOf(Object.values(people).map(({ organisationId }) => organisationId)),
    book: new Book(),
  };
}

function explained(error: DomainError): Error {
  const reasons = error.unmet.map(({ code }) => code).join(', ');
  return new Error(`refused: ${error.message}${reasons && ` (${reasons})`}`, { cause: error });
}

/** What usually happens next in each state. */
const usualStep: Readonly<Record<string, (s: Story) => void>> = {
  'application.drafting': (s) => s.send(s.applicant, { type: 'application.submit' }),
  'application.returned': (s) =>
    s.send(s.applicant, {
      type: 'application.submit',
      answers: s.project.returned!.fields.map(({ field }) => ({ field, answer: '已改' })),
    }),
  'application.endorsing': (s) => s.send(s.officer, { type: 'application.endorse', opinion: '同意推荐' }),
  'cityReview.intake': (s) =>
    s.send(people.reviewer, {
      type: 'review.accept',
      departments: [people.housing, people.civilAffairs]
        .filter(({ personId }) => personId !== s.project.endorsedBy)
        .map(({ organisationId }) => organisationId),
    }),
  'cityReview.opinions': (s) => {
    const opinion = s.parts('opinion').find(({ state }) => state === 'requested')!;
    const actor = [people.housing, people.civilAffairs].find((one) => one.organisationId === opinion.departmentId)!;
    s.send(actor, { type: 'opinion.give', part: opinion.no, stance: 'agree', text: '无意见' });
  },
  'cityReview.scheduling': (s) =>
    s.send(people.reviewer, {
      type: 'review.putToVote',
      panel: panel.map(({ personId }) => personId),
      amounts: s.facts.shares.map(({ no, asked }) => ({ share: no, amount: asked })),
    }),
  'cityReview.deliberating': (s) => {
    const seat = s.parts('seat').find(({ state }) => state === 'seated')!;
    const actor = panel.find(({ personId }) => personId === seat.personId)!;
    s.send(actor, { type: 'seat.vote', part: seat.no, choice: 'approve' });
  },
  'cityReview.filingConsent': (s) => s.send(people.reviewer, { type: 'review.consent', note: '同意' }),
  'cityReview.governmentApproval': (s) =>
    s.send(people.manager, { type: 'review.governmentApprove', documentId: s.confirmed('government') }),
  'cityReview.publicNotice': (s) => {
    while (s.today <= s.project.noticeEndsOn!) s.pass(1);
    s.send(system, { type: 'review.endNotice' });
  },
  'cityReview.approving': (s) =>
    s.send(people.manager, { type: 'review.approve', documentId: s.confirmed('approval') }),
  'fundRelease.awaiting': (s) => s.send(people.finance, { type: 'release.issue', documentId: s.confirmed('release') }),
  'fundRelease.waitingForFunds': (s) => {
    s.income('levy', parseWan('10000'));
    s.send(system, { type: 'release.fundsArrived' });
  },
  'fundRelease.receiving': (s) => {
    const { no, share } = s.parts('instalment').find(({ state }) => state === 'issued')!;
    s.send(s.receiverOf(share), { type: 'instalment.confirm', part: no, receivedOn: s.today });
  },
  'implementation.underway': (s) => {
    s.send(s.applicant, { type: 'progress.report', percent: 100, note: '完工' });
    s.send(s.applicant, { type: 'acceptance.request', note: '申请验收' });
  },
  'acceptance.inspecting': (s) => {
    const { no, share, state } = s.parts('inspection').find((one) => ['pending', 'rectifying'].includes(one.state))!;
    if (state === 'rectifying') s.send(s.applicant, { type: 'inspection.reportRectified', part: no, note: '已整改' });
    s.send(s.officerOf(share), {
      type: 'inspection.pass',
      part: no,
      accepted: s.money('approved', share),
      note: '合格',
    });
  },
  'reimbursement.claiming': (s) => {
    for (const share of s.shareNos) {
      const available = s.money('available', share);
      if (available > 0n) s.payClaim(available, 'final', share);
    }
    s.send(s.payer, { type: 'reimbursement.settle', note: '结清' });
  },
  'reimbursement.returning': (s) => s.send(people.finance, { type: 'refund.confirm', note: '已收回' }),
  'termination.returning': (s) => s.send(people.finance, { type: 'refund.confirm', note: '已收回' }),
  'selfEvaluation.writing': (s) => {
    s.send(s.applicant, { type: 'selfEvaluation.submit', targetMet: true, summary: '完成' });
  },
  'selfEvaluation.checking': (s) => {
    s.send(s.officer, { type: 'selfEvaluation.confirm', part: s.last('selfEvaluation').no });
  },
};

interface Detour {
  readonly from: (s: Story) => string;
  readonly turn: (s: Story) => void;
}

/** States beside the usual way: from where, and by which turning. */
const detours: Readonly<Record<string, Detour>> = {
  'application.returned': {
    from: () => 'application.endorsing',
    turn: (s) =>
      s.send(s.officer, {
        type: 'application.return',
        reason: '材料不全',
        fields: [{ field: 'need', reason: '依据不足' }],
      }),
  },
  'fundRelease.waitingForFunds': {
    from: () => 'fundRelease.awaiting',
    turn: (s) => {
      if (s.pool > 0n) s.fundYear(people.finance, { type: 'income.hold', amount: s.pool, reason: '待区县上缴' });
      s.send(people.finance, { type: 'release.wait', reason: '资金不足' });
    },
  },
  'reimbursement.returning': {
    from: () => 'reimbursement.claiming',
    turn: (s) => s.send(s.payer, { type: 'reimbursement.settle', note: '结余收回' }),
  },
  'termination.returning': {
    from: (s) =>
      s.project.mode === 'standard' || s.project.mode === 'filing'
        ? 'implementation.underway'
        : 'reimbursement.claiming',
    turn: (s) => s.terminate(),
  },
  rejected: {
    from: () => 'cityReview.approving',
    turn: (s) => s.send(people.manager, { type: 'review.reject', documentId: s.confirmed('rejection') }),
  },
  withdrawn: {
    from: () => 'application.endorsing',
    turn: (s) => s.send(s.applicant, { type: 'application.withdraw', reason: '不再实施' }),
  },
  terminated: {
    from: (s) => (s.project.mode === 'direct_transfer' ? 'fundRelease.awaiting' : 'termination.returning'),
    turn: (s) =>
      s.state === 'termination.returning'
        ? s.send(people.finance, { type: 'refund.confirm', note: '已收回' })
        : s.terminate(),
  },
};
