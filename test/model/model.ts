import { cast, city, county, departmentIds, otherCounty, panelPersons, type Player, type PlayerName } from './cast.js';
import { papers } from '../support/story.js';
import type { ModelMode, Opening, Outcome, Seen, Sent, Subject } from './subject.js';

// A second, plain account of the rules, written from the domain and not from the machines: one mutable object, its own
// names for the states, one table of events. Where it and the program differ, one of them is wrong.

type Stage =
  | 'writing'
  | 'correcting'
  | 'withCounty'
  | 'atIntake'
  | 'departmentsAsked'
  | 'forPanel'
  | 'voting'
  | 'consent'
  | 'government'
  | 'onNotice'
  | 'toApprove'
  | 'toRelease'
  | 'noFunds'
  | 'onItsWay'
  | 'building'
  | 'accepting'
  | 'claiming'
  | 'givingBack'
  | 'evaluating'
  | 'evaluationSent'
  | 'ending'
  | 'completed'
  | 'rejected'
  | 'withdrawn'
  | 'terminated';

/** What the program calls each stage. */
const pathOf: Record<Stage, string> = {
  writing: 'application.drafting',
  correcting: 'application.returned',
  withCounty: 'application.endorsing',
  atIntake: 'cityReview.intake',
  departmentsAsked: 'cityReview.opinions',
  forPanel: 'cityReview.scheduling',
  voting: 'cityReview.deliberating',
  consent: 'cityReview.filingConsent',
  government: 'cityReview.governmentApproval',
  onNotice: 'cityReview.publicNotice',
  toApprove: 'cityReview.approving',
  toRelease: 'fundRelease.awaiting',
  noFunds: 'fundRelease.waitingForFunds',
  onItsWay: 'fundRelease.receiving',
  building: 'implementation.underway',
  accepting: 'acceptance.inspecting',
  claiming: 'reimbursement.claiming',
  givingBack: 'reimbursement.returning',
  evaluating: 'selfEvaluation.writing',
  evaluationSent: 'selfEvaluation.checking',
  ending: 'termination.returning',
  completed: 'completed',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  terminated: 'terminated',
};

const ends: readonly Stage[] = ['completed', 'rejected', 'withdrawn', 'terminated'];
const review: readonly Stage[] = [
  'atIntake',
  'departmentsAsked',
  'forPanel',
  'voting',
  'consent',
  'government',
  'onNotice',
  'toApprove',
];
const beforeApproval: readonly Stage[] = ['writing', 'correcting', 'withCounty', ...review];
const releasing: readonly Stage[] = ['toRelease', 'noFunds', 'onItsWay'];
const running: readonly Stage[] = ['toRelease', 'noFunds', 'onItsWay', 'building', 'accepting', 'claiming'];
const evaluated: readonly Stage[] = [...running, 'givingBack', 'evaluating'];
const checked: readonly Stage[] = [...running, 'givingBack', 'evaluationSent'];
/** Where papers may be added and voided: somebody else may be looking at them. */
const watched: readonly Stage[] = ['withCounty', ...review, ...evaluated, 'evaluationSent'];
/** Where parts are waited for, and not the project as a whole. */
const waitsForParts: readonly Stage[] = ['departmentsAsked', 'voting', 'onItsWay', 'accepting', 'evaluationSent'];

interface Share {
  readonly no: number;
  readonly region: string;
  readonly asked: bigint;
  proposed: bigint | null;
  committed: bigint;
  issued: bigint;
  transit: bigint;
  available: bigint;
  retained: bigint;
  spent: bigint;
}

interface PartBase {
  readonly no: number;
  state: string;
  /** Who submitted it, beside its author: they do not decide on it. */
  sentBy?: number | null;
  inspectedBy?: number | null;
}
interface Parts {
  opinion: (PartBase & { department: number })[];
  seat: (PartBase & { round: number; person: number; choice: string | null; named: readonly string[] })[];
  objection: PartBase[];
  instalment: (PartBase & { share: number; amount: bigint; issuedOn: string })[];
  change: (PartBase & { subject: string; share: number | null; newAmount: bigint | null; by: number })[];
  inspection: (PartBase & { share: number; accepted: bigint | null })[];
  claim: (PartBase & {
    share: number;
    kind: string;
    claimed: bigint;
    approved: bigint | null;
    offset: bigint;
    held: bigint;
    heldUntil: string | null;
    /** What it holds is set aside already. */
    aside: boolean;
    checkedOn: string | null;
    moved: { on: string; amount: bigint }[];
    paid: bigint | null;
    paidOn: string | null;
    refunded: bigint;
    lines: readonly { amount: bigint }[];
    by: number;
  })[];
  selfEvaluation: (PartBase & { by: number })[];
  milestone: PartBase[];
  progress: (PartBase & { percent: number })[];
  spotCheck: PartBase[];
  paper: (PartBase & {
    class: string;
    organisation: number;
    event: string;
    about: string | null;
    share: number | null;
  })[];
}
type Kind = keyof Parts;
export type AnyModelPart = Parts[Kind][number];

/** States in which somebody must act on a part. */
const waitingParts: Partial<Record<Kind, readonly string[]>> = {
  opinion: ['requested'],
  seat: ['seated'],
  objection: ['filed'],
  instalment: ['issued'],
  change: ['requested'],
  inspection: ['pending', 'rectifying'],
  claim: ['drafted', 'submitted', 'returned', 'checked', 'failed'],
  selfEvaluation: ['submitted'],
};

const lesser = (a: bigint, b: bigint) => (a < b ? a : b);
const lesserDay = (a: string | undefined, b: string) => (a !== undefined && a < b ? a : b);
const total = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const freeDays = new Set([3, 4, 5, 6, 7].map((day) => `2022-10-0${day}`));
const madeUp = new Set(['2022-10-08', '2022-10-09']);
function workingDaysAfter(day: string, days: number): string {
  let date = day;
  for (let left = days; left > 0;) {
    date = dayAfter(date, 1);
    const weekday = new Date(date).getUTCDay();
    if (madeUp.has(date) || (!freeDays.has(date) && weekday > 0 && weekday < 6)) left -= 1;
  }
  return date;
}

/** Who does it, as the table of the domain says: a role, or a seat that depends on whose project or share it is. */
type Who =
  | 'applicant'
  | 'officer'
  | 'endorser'
  | 'payer'
  | 'receiver'
  | 'department'
  | 'seatHolder'
  | 'reviewer'
  | 'cityFinance'
  | 'manager'
  | 'changeDecider'
  | 'system';

interface Rule {
  readonly who: readonly Who[];
  readonly in: readonly Stage[];
  readonly part?: Kind;
  readonly partIn?: readonly string[];
  /** Decides on what these persons submitted, so none of them may. */
  readonly notBy?: 'applicants' | 'applicantsAndEndorser' | 'partsAuthor';
  readonly whileSuspended?: true;
}

const decidesInReview = { notBy: 'applicantsAndEndorser' } as const;
const decidesLater = { notBy: 'applicants' } as const;
const ofClaim = { part: 'claim', in: running } as const;
/** Where money may come back from the bank or a payee: also from what is settled and over. */
const comesBack: readonly Stage[] = [
  ...running,
  'givingBack',
  'evaluating',
  'evaluationSent',
  'ending',
  'completed',
  'terminated',
];

export const rules: Readonly<Record<string, Rule>> = {
  'application.submit': { who: ['applicant'], in: ['writing', 'correcting'] },
  'application.endorse': { who: ['endorser'], in: ['withCounty'], notBy: 'applicants' },
  'application.return': { who: ['endorser'], in: ['withCounty'], notBy: 'applicants' },
  'application.recall': { who: ['applicant'], in: ['withCounty'] },
  'application.withdraw': { who: ['applicant'], in: beforeApproval },
  'endorsement.recall': { who: ['endorser'], in: ['atIntake'] },
  'review.accept': { who: ['reviewer'], in: ['atIntake'], ...decidesInReview },
  'review.return': {
    who: ['reviewer'],
    in: ['atIntake', 'departmentsAsked', 'forPanel', 'consent'],
    ...decidesInReview,
  },
  'opinion.give': {
    who: ['department'],
    in: ['departmentsAsked'],
    part: 'opinion',
    partIn: ['requested'],
    ...decidesInReview,
  },
  'opinion.waive': { who: ['manager'], in: ['departmentsAsked'], part: 'opinion', partIn: ['requested'] },
  'review.putToVote': { who: ['reviewer'], in: ['forPanel'], ...decidesInReview },
  'seat.vote': { who: ['seatHolder'], in: ['voting'], part: 'seat', partIn: ['seated'], ...decidesInReview },
  'seat.stepBack': { who: ['seatHolder'], in: ['voting'], part: 'seat', partIn: ['seated'] },
  'review.concludePanel': { who: ['manager'], in: ['voting'], ...decidesInReview },
  'review.consent': { who: ['reviewer'], in: ['consent'], ...decidesInReview },
  'review.governmentApprove': { who: ['manager'], in: ['government'], ...decidesInReview },
  'objection.file': { who: ['reviewer', 'officer'], in: ['onNotice'] },
  'objection.dismiss': {
    who: ['reviewer'],
    in: ['onNotice'],
    part: 'objection',
    partIn: ['filed'],
    ...decidesInReview,
  },
  'objection.uphold': { who: ['reviewer'], in: ['onNotice'], part: 'objection', partIn: ['filed'], ...decidesInReview },
  'review.endNotice': { who: ['reviewer', 'system'], in: ['onNotice'] },
  'review.approve': { who: ['manager'], in: ['toApprove'], ...decidesInReview },
  'review.reject': { who: ['manager'], in: ['government', 'toApprove'], ...decidesInReview },
  'release.issue': { who: ['cityFinance'], in: running, ...decidesLater },
  'release.wait': { who: ['cityFinance'], in: ['toRelease'] },
  'release.fundsArrived': { who: ['cityFinance', 'system'], in: ['noFunds'] },
  'instalment.confirm': { who: ['receiver'], in: running, part: 'instalment', partIn: ['issued'] },
  'instalment.reverse': { who: ['cityFinance'], in: running, part: 'instalment', partIn: ['issued'] },
  'milestone.record': { who: ['applicant'], in: ['building'] },
  'progress.report': { who: ['applicant'], in: ['building'] },
  'savings.return': { who: ['officer'], in: ['building'] },
  'change.request': { who: ['applicant'], in: ['building'] },
  'change.approve': {
    who: ['changeDecider'],
    in: ['building'],
    part: 'change',
    partIn: ['requested'],
    notBy: 'partsAuthor',
  },
  'change.refuse': {
    who: ['changeDecider'],
    in: ['building'],
    part: 'change',
    partIn: ['requested'],
    notBy: 'partsAuthor',
  },
  'acceptance.request': { who: ['applicant'], in: ['building'] },
  'inspection.pass': { who: ['officer'], in: ['accepting'], part: 'inspection', partIn: ['pending'], ...decidesLater },
  'inspection.requireRectification': {
    who: ['officer'],
    in: ['accepting'],
    part: 'inspection',
    partIn: ['pending'],
    ...decidesLater,
  },
  'inspection.reportRectified': { who: ['applicant'], in: ['accepting'], part: 'inspection', partIn: ['rectifying'] },
  'spotCheck.pass': {
    who: ['reviewer'],
    in: ['accepting', 'toRelease', 'noFunds', 'onItsWay', 'claiming'],
    part: 'inspection',
    partIn: ['passed'],
    ...decidesLater,
  },
  'spotCheck.fail': {
    who: ['reviewer'],
    in: ['accepting', 'toRelease', 'noFunds', 'onItsWay', 'claiming'],
    part: 'inspection',
    partIn: ['passed'],
    ...decidesLater,
  },
  'claim.draft': { who: ['applicant'], in: running },
  'claim.revise': { who: ['applicant'], ...ofClaim, partIn: ['drafted', 'returned'] },
  'claim.submit': { who: ['applicant'], ...ofClaim, partIn: ['drafted', 'returned'] },
  'claim.withdraw': { who: ['applicant'], ...ofClaim, partIn: ['drafted', 'submitted', 'returned'] },
  'claim.check': { who: ['payer'], ...ofClaim, partIn: ['submitted'], notBy: 'partsAuthor' },
  'claim.return': { who: ['payer'], ...ofClaim, partIn: ['submitted', 'checked', 'failed'], notBy: 'partsAuthor' },
  'claim.refuse': {
    who: ['payer'],
    part: 'claim',
    in: [...running, 'ending'],
    partIn: ['submitted', 'checked', 'failed'],
    notBy: 'partsAuthor',
  },
  'claim.pay': {
    who: ['payer'],
    part: 'claim',
    in: [...running, 'ending'],
    partIn: ['checked', 'failed'],
    notBy: 'partsAuthor',
  },
  'claim.reversePayment': { who: ['payer'], part: 'claim', in: comesBack, partIn: ['paid'], notBy: 'partsAuthor' },
  'claim.refund': { who: ['payer'], part: 'claim', in: comesBack, partIn: ['paid'], notBy: 'partsAuthor' },
  'retention.giveUp': { who: ['payer'], in: running, ...decidesLater },
  'reimbursement.settle': { who: ['payer'], in: ['claiming'], ...decidesLater },
  'refund.confirm': { who: ['cityFinance'], in: ['givingBack', 'ending'] },
  'selfEvaluation.submit': { who: ['applicant'], in: evaluated },
  'selfEvaluation.confirm': {
    who: ['officer'],
    in: checked,
    part: 'selfEvaluation',
    partIn: ['submitted'],
    notBy: 'partsAuthor',
  },
  'selfEvaluation.return': {
    who: ['officer'],
    in: checked,
    part: 'selfEvaluation',
    partIn: ['submitted'],
    notBy: 'partsAuthor',
  },
  'paper.add': { who: ['applicant', 'officer', 'payer', 'reviewer'], in: watched, whileSuspended: true },
  'paper.void': {
    who: ['applicant', 'officer', 'payer', 'reviewer'],
    in: watched,
    part: 'paper',
    partIn: ['kept'],
    whileSuspended: true,
  },
  'project.suspend': { who: ['officer', 'manager'], in: [...evaluated, 'evaluationSent'] },
  'project.resume': { who: ['officer', 'manager'], in: [...evaluated, 'evaluationSent'], whileSuspended: true },
  'project.terminate': { who: ['manager'], in: running, whileSuspended: true, ...decidesLater },
};

/** What usually leads on from each stage, for sequences that are to come far. */
export const onward: Readonly<Record<Stage, readonly string[]>> = {
  writing: ['application.submit'],
  correcting: ['application.submit'],
  withCounty: ['application.endorse'],
  atIntake: ['review.accept'],
  departmentsAsked: ['opinion.give', 'opinion.waive'],
  forPanel: ['review.putToVote'],
  voting: ['seat.vote'],
  consent: ['review.consent'],
  government: ['review.governmentApprove'],
  onNotice: ['review.endNotice', 'objection.dismiss'],
  toApprove: ['review.approve'],
  toRelease: ['release.issue', 'release.issue', 'release.wait'],
  noFunds: ['release.fundsArrived'],
  onItsWay: ['instalment.confirm'],
  building: ['progress.report', 'acceptance.request', 'change.refuse'],
  accepting: ['inspection.pass', 'inspection.reportRectified'],
  claiming: [
    'claim.draft',
    'claim.submit',
    'claim.check',
    'claim.pay',
    'claim.pay',
    'retention.giveUp',
    'reimbursement.settle',
  ],
  givingBack: ['refund.confirm'],
  evaluating: ['selfEvaluation.submit'],
  evaluationSent: ['selfEvaluation.confirm'],
  ending: ['refund.confirm'],
  completed: ['claim.refund'],
  rejected: [],
  withdrawn: [],
  terminated: [],
};

class No extends Error {}
/** The rule is met, or the answer is no. Every rule is asked before anything is changed. */
function must(condition: boolean): void {
  if (!condition) throw new No();
}

export interface ModelPaper {
  readonly class: string;
  readonly hash: string;
  readonly name: string;
}
const drafted: readonly ModelPaper[] = [papers.feasibility, papers.budget];
const unknownHash = (hash: string) => !Object.values(papers).some((paper) => paper.hash === hash);

const personsOf = ({ person, behalfOf }: Player): number[] => [person, ...(behalfOf ? [behalfOf] : [])];
/** Without which papers an event is refused, and in which modes; of claims only those for what was spent. */
const building: readonly ModelMode[] = ['standard', 'build_first', 'filing'];
const asked: Readonly<Record<string, readonly (readonly [paperClass: string, modes: readonly ModelMode[]])[]>> = {
  'application.submit': [
    ['feasibility', building],
    ['budget', [...building, 'actual_cost']],
  ],
  'acceptance.request': [['acceptance', building]],
  'inspection.pass': [['photo', building]],
  'claim.submit': [['invoice', [...building, 'actual_cost']]],
};
const spending = ['progress', 'final'];

type Carried = Readonly<Record<string, unknown>>;

export class Model implements Subject {
  readonly mode: ModelMode;
  readonly run: Opening['run'];
  stage: Stage = 'writing';
  suspendedBy: 'county' | 'city' | null = null;
  today = '2022-03-01';
  pool: bigint;
  held = 0n;
  line: bigint;
  readonly shares: Share[];
  readonly parts: Parts = {
    opinion: [],
    seat: [],
    objection: [],
    instalment: [],
    change: [],
    inspection: [],
    claim: [],
    selfEvaluation: [],
    milestone: [],
    progress: [],
    spotCheck: [],
    paper: [],
  };
  returned: readonly string[] = [];
  noticeEnds = '';
  readonly writer: Player;
  /** Who wrote in the draft so far; and who had, or submitted, at the last submission. */
  private readonly writing = new Set<number>();
  private authors: readonly number[] = [];
  /** Deputies who did anything here, each with the person they did it for. */
  private readonly together: (readonly [number, number])[] = [];
  private endorsedBy: number | null = null;
  /** By share: the day on which its first money arrived. */
  private readonly receipts = new Map<number, string>();

  constructor(readonly opening: Opening) {
    const { mode, run, asked, income, budget } = opening;
    this.mode = mode;
    this.run = run;
    this.pool = income;
    this.line = budget;
    this.writer = run === 'county' ? cast.applicant : cast.cityApplicant;
    this.writing.add(this.writer.person);
    const regions = run === 'county' ? [county] : [county, otherCounty];
    this.shares = regions.map((region, index) => ({
      no: index + 1,
      region,
      asked: index === 0 ? asked : asked / 2n + 1n,
      proposed: null,
      committed: 0n,
      issued: 0n,
      transit: 0n,
      available: 0n,
      retained: 0n,
      spent: 0n,
    }));
  }

  async apply(sent: Sent): Promise<Outcome> {
    return this.decide(sent);
  }

  async state(): Promise<Seen> {
    return this.seen();
  }

  decide(sent: Sent): Outcome {
    if (sent.to === 'calendar') {
      this.today = dayAfter(this.today, sent.days);
      return 'accepted';
    }
    if (sent.to === 'draft') {
      for (const person of personsOf(cast[sent.by])) this.writing.add(person);
      return 'accepted';
    }
    if (sent.to === 'fund') return this.decideFund(sent.type, sent.amount);

    const actor = sent.by === 'system' ? 'system' : cast[sent.by];
    if (actor !== 'system' && !this.mayKnow(actor)) return 'missing';
    const rule = rules[sent.type]!;
    const part = rule.part ? (this.parts[rule.part] as AnyModelPart[]).find(({ no }) => no === sent.part) : undefined;
    if (rule.part && !part) return 'missing';
    if (!this.may(actor, sent.type, part)) return 'forbidden';
    if (!this.takes(sent.type, part)) return 'refused';
    if (sent.version === 'old') return 'conflict';
    if (this.suspendedBy && !rule.whileSuspended) return 'refused';
    if (actor !== 'system' && this.isOwn(rule, part, sent.type, personsOf(actor))) return 'refused';
    try {
      const papers = this.papersOf(sent.type, sent.carries as Carried, actor);
      this.mustBring(papers, sent.type, part, rule.part);
      this.happen(sent, actor, part);
      this.keep(papers, sent.type, actor, part);
      this.goOn();
      if (actor !== 'system' && actor.behalfOf) this.together.push([actor.person, actor.behalfOf]);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof No)) throw error;
      return 'refused';
    }
  }

  /** What comes with the event: each paper once, and of the actor's own organisation. */
  private papersOf(type: string, carries: Carried, actor: Player | 'system'): readonly ModelPaper[] {
    const named = type === 'application.submit' ? drafted : ((carries['papers'] ?? []) as readonly ModelPaper[]);
    must(named.length === 0 || actor !== 'system');
    must(named.every(({ hash }) => !unknownHash(hash)));
    must(named.every((paper, index) => named.findIndex((other) => other.hash === paper.hash) === index));
    return named;
  }

  /** What is asked for is among them, or came with the same event about the same part before. */
  private mustBring(papers: readonly ModelPaper[], event: string, part: AnyModelPart | undefined, kind?: Kind): void {
    if (kind === 'claim' && !spending.includes((part as Parts['claim'][number]).kind)) return;
    for (const [of, modes] of asked[event] ?? []) {
      if (!modes.includes(this.mode)) continue;
      const before = this.kept(of).filter(
        (each) => each.event === event && (!part || each.about === `${kind}/${part.no}`),
      );
      must(papers.some((paper) => paper.class === of) || before.length > 0);
    }
  }

  private kept(paperClass: string): Parts['paper'] {
    return this.parts.paper.filter(({ state, class: of }) => state === 'kept' && of === paperClass);
  }

  /**
   * What an event asked for and got is not taken away before another is there: for the same part, or added later. Of a claim
   * that was taken back nobody needs it.
   */
  private mustBeReplaced(paper: Parts['paper'][number]): void {
    const added = 'paper.add';
    if (this.parts.claim.some(({ no, state }) => paper.about === `claim/${no}` && /^(withdrawn|void)$/.test(state)))
      return;
    const others = this.kept(paper.class).filter(({ no }) => no !== paper.no);
    for (const event of Object.keys(asked)) {
      const isAsked = asked[event]!.some(([of, modes]) => of === paper.class && modes.includes(this.mode));
      const came = this.parts.paper.some((each) => each.event === event && each.class === paper.class);
      if (!isAsked || !came || ![event, added].includes(paper.event)) continue;
      const stands = (each: Parts['paper'][number]) =>
        each.event === added || (each.event === event && (paper.event === added || each.about === paper.about));
      must(others.some(stands));
    }
  }

  /** An application that is submitted again keeps the papers that it has. */
  private keep(
    papers: readonly ModelPaper[],
    event: string,
    actor: Player | 'system',
    part: AnyModelPart | undefined,
  ): void {
    const inspections = event === 'acceptance.request' ? this.parts.inspection : [];
    const about = part ?? (inspections.length === 1 ? inspections[0] : undefined);
    const share = about && 'share' in about ? (about.share as number | null) : null;
    const aboutOf = about ? `${rules[event]!.part ?? 'inspection'}/${about.no}` : null;
    const { organisation } = actor === 'system' ? { organisation: 0 } : actor;
    const kept = this.parts.paper.filter((paper) => paper.state === 'kept' && paper.event === event);
    for (const { class: of } of papers) {
      if (event === 'application.submit' && kept.some((paper) => paper.class === of)) continue;
      this.adds('paper', { state: 'kept', class: of, organisation, event, about: aboutOf, share });
    }
  }

  private decideFund(type: 'income' | 'hold' | 'lift', amount: bigint): Outcome {
    if (amount <= 0n) return 'invalid';
    if (type === 'hold' && amount > this.pool) return 'refused';
    if (type === 'lift' && amount > this.held) return 'refused';
    if (type !== 'income') this.held += type === 'hold' ? amount : -amount;
    this.pool += type === 'hold' ? -amount : amount;
    return 'accepted';
  }

  // Who

  get projectRegion(): string {
    return this.run === 'county' ? county : city;
  }

  mayKnow(actor: Player): boolean {
    if (actor.role === 'applicant') return actor.organisation === this.writer.organisation;
    return (
      actor.level === 'city' || [this.projectRegion, ...this.shares.map(({ region }) => region)].includes(actor.region)
    );
  }

  may(actor: Player | 'system', type: string, part: AnyModelPart | undefined): boolean {
    return rules[type]!.who.some((who) => this.stands(actor, who, part));
  }

  private stands(actor: Player | 'system', who: Who, part: AnyModelPart | undefined): boolean {
    if (actor === 'system' || who === 'system') return actor === who;
    const no = part && 'share' in part ? part.share : null;
    const region = this.shares.find((share) => share.no === no)?.region ?? this.projectRegion;
    const isOfCity = region === city;
    const is = (role: Player['role']) => actor.role === role && actor.region === region;
    switch (who) {
      case 'applicant':
        return actor.role === 'applicant' && actor.organisation === this.writer.organisation;
      case 'officer':
        return is(isOfCity ? 'lineDepartment' : 'countyOfficer');
      case 'endorser':
        return is('lineDepartment') || (!isOfCity && is('countyOfficer'));
      case 'payer':
        return is(isOfCity ? 'cityFinance' : 'countyFinance');
      case 'receiver':
        return is(isOfCity ? 'lineDepartment' : 'countyFinance');
      case 'department':
        return actor.role === 'lineDepartment' && actor.organisation === (part as Parts['opinion'][number]).department;
      case 'seatHolder':
        return actor.role === 'cityReviewer' && actor.person === (part as Parts['seat'][number]).person;
      case 'changeDecider':
        return actor.role === 'cityReviewer' || is(isOfCity ? 'lineDepartment' : 'countyOfficer');
      case 'reviewer':
        return actor.role === 'cityReviewer';
      case 'cityFinance':
        return actor.role === 'cityFinance';
      case 'manager':
        return actor.role === 'cityManager';
    }
  }

  /** Any of these wrote or submitted what would be decided, or acted here for or through somebody who did. */
  private isOwn(rule: Rule, part: AnyModelPart | undefined, type: string, persons: readonly number[]): boolean {
    const own = this.ownersOf(rule, part, type);
    return persons.some(
      (person) =>
        own.includes(person) ||
        this.together.some(([a, b]) => (a === person && own.includes(b)) || (b === person && own.includes(a))),
    );
  }

  private ownersOf({ notBy }: Rule, part: AnyModelPart | undefined, type: string): (number | null)[] {
    if (!notBy) return [];
    const sentBy = part?.sentBy ?? null;
    if (notBy === 'partsAuthor') return [(part as Parts['claim'][number]).by, sentBy];
    const inspectedBy = type.startsWith('spotCheck') ? (part?.inspectedBy ?? null) : null;
    const applicants = [...this.authors, sentBy, inspectedBy];
    return notBy === 'applicants' ? applicants : [...applicants, this.endorsedBy];
  }

  // Where

  takes(type: string, part: AnyModelPart | undefined): boolean {
    const rule = rules[type]!;
    if (!rule.in.includes(this.stage)) return false;
    if (type.startsWith('spotCheck') && !this.hasAcceptance) return false;
    // A direct transfer is itself the payment: nothing is claimed, and so nothing comes back.
    const ofClaims = type.startsWith('claim.') || type === 'retention.giveUp';
    if (this.mode === 'direct_transfer' && ofClaims) return false;
    if (type.startsWith('spotCheck') && this.mode !== 'build_first' && releasing.includes(this.stage)) return false;
    return !rule.part || rule.partIn!.includes(part!.state);
  }

  get hasAcceptance(): boolean {
    return this.mode !== 'actual_cost' && this.mode !== 'direct_transfer';
  }

  // What is true of the money

  private share(no: unknown): Share {
    const found = this.shares.find((share) => share.no === no);
    must(found !== undefined);
    return found!;
  }
  approved(share: Share): bigint {
    return share.committed + share.issued;
  }
  accepted(share: Share): bigint | null {
    return this.parts.inspection.find((one) => one.share === share.no && one.state === 'passed')?.accepted ?? null;
  }
  get committed(): bigint {
    return total(this.shares.map((share) => share.committed));
  }
  private claimsWithFinance(share?: number) {
    return this.parts.claim.filter(
      (claim) =>
        ['submitted', 'checked', 'failed'].includes(claim.state) && (share === undefined || claim.share === share),
    );
  }
  /** What a claim will still take when it is paid: what it holds back counts until it is set aside. */
  private due(claim: Parts['claim'][number]): bigint {
    return claim.approved === null ? claim.claimed : claim.approved - claim.offset - (claim.aside ? claim.held : 0n);
  }
  /** Advances that were paid, and whose work no progress or final claim has shown. */
  unproven(share: Share): bigint {
    const own = this.parts.claim.filter((claim) => claim.share === share.no);
    const advanced = own.filter(({ kind, state }) => kind === 'advance' && state === 'paid');
    const shown = own.filter(({ state }) => ['checked', 'failed', 'paid'].includes(state));
    const left = total(advanced.map((one) => one.paid! - one.refunded)) - total(shown.map(({ offset }) => offset));
    return left > 0n ? left : 0n;
  }
  /** What a claim approved for so much must offset. */
  mustOffset(claim: { kind: string; share: number }, approved: bigint): bigint {
    return spending.includes(claim.kind) ? lesser(this.unproven(this.share(claim.share)), approved) : 0n;
  }
  /** What may still be claimed of a share beside the other claims that finance has. */
  claimable(share: Share, but: number, kind: string): bigint {
    const others = this.claimsWithFinance(share.no).filter(({ no }) => no !== but);
    const taken = (ofRetention: boolean) =>
      total(others.filter((one) => (one.kind === 'retention') === ofRetention).map((one) => this.due(one)));
    if (kind === 'retention') return share.retained - taken(true);
    const accepted = this.accepted(share);
    const room = accepted === null ? share.available : lesser(share.available, accepted - share.spent - share.retained);
    return room - taken(false) + (spending.includes(kind) ? this.unproven(share) : 0n);
  }
  private advanceLeft(share: Share, but: number): bigint {
    const others = this.parts.claim.filter(
      ({ no, share: of, kind, state }) =>
        no !== but &&
        of === share.no &&
        kind === 'advance' &&
        ['submitted', 'checked', 'failed', 'paid'].includes(state),
    );
    return (this.approved(share) * 30n) / 100n - total(others.map((claim) => claim.approved ?? claim.claimed));
  }
  private mustFit(kind: unknown, share: Share): void {
    must(share.available + share.retained + share.spent > 0n);
    const accepted = this.accepted(share) !== null;
    if (this.hasAcceptance && kind === 'final') must(accepted);
    if (this.hasAcceptance && kind === 'advance') must(!accepted);
    if (kind === 'retention') must(share.retained > 0n);
  }

  // What happens

  private happen(
    sent: Extract<Sent, { to: 'project' }>,
    actor: Player | 'system',
    part: AnyModelPart | undefined,
  ): void {
    const carries = sent.carries as Carried;
    const person = actor === 'system' ? 0 : actor.person;
    const amounts = Object.entries(sent.paper?.amounts ?? {}).map(([no, amount]) => ({ no: Number(no), amount }));
    switch (sent.type) {
      case 'application.submit': {
        const answers = (carries['answers'] ?? []) as { field: string }[];
        must(this.returned.every((field) => answers.some((answer) => answer.field === field)));
        this.returned = [];
        this.authors = [...this.authors, ...this.writing, ...(actor === 'system' ? [] : personsOf(actor))];
        for (const share of this.shares) share.proposed = null;
        this.stage = 'withCounty';
        return;
      }
      case 'application.endorse':
        this.endorsedBy = person;
        this.stage = 'atIntake';
        return;
      case 'application.return':
      case 'review.return': {
        const fields = carries['fields'] as { field: string }[];
        must(fields.length > 0);
        this.returned = fields.map(({ field }) => field);
        this.voids('opinion', ['requested']);
        this.stage = 'correcting';
        return;
      }
      case 'application.recall':
        this.stage = 'writing';
        return;
      case 'endorsement.recall':
        this.stage = 'withCounty';
        return;
      case 'application.withdraw':
        this.voids('opinion', ['requested']);
        this.voids('seat', ['seated']);
        this.voids('objection', ['filed']);
        this.stage = 'withdrawn';
        return;
      case 'review.accept': {
        const asked = carries['departments'] as number[];
        must(asked.every((id, index) => departmentIds.includes(id) && asked.indexOf(id) === index));
        for (const department of asked) this.adds('opinion', { state: 'requested', department });
        this.stage = asked.length > 0 ? 'departmentsAsked' : 'forPanel';
        return;
      }
      case 'opinion.give':
      case 'opinion.waive':
        part!.state = sent.type === 'opinion.give' ? 'given' : 'waived';
        if (this.parts.opinion.every(({ state }) => state !== 'requested')) this.stage = 'forPanel';
        return;
      case 'review.putToVote':
        return this.putToVote(carries['panel'] as number[], carries['amounts'] as { share: number; amount: bigint }[]);
      case 'seat.vote': {
        const choice = carries['choice'] as string;
        const named = ((carries['fields'] ?? []) as { field: string }[]).map(({ field }) => field);
        must(choice === 'approve' || choice === 'abstain' || Boolean(carries['reason']));
        must(named.length === 0 || choice === 'return');
        part!.state = 'voted';
        Object.assign(part as Parts['seat'][number], { choice, named });
        if (this.parts.seat.every(({ state }) => state !== 'seated')) this.closeVote();
        return;
      }
      case 'seat.stepBack':
        part!.state = 'steppedBack';
        if (this.parts.seat.every(({ state }) => state !== 'seated')) this.closeVote();
        return;
      case 'review.concludePanel':
        return this.closeVote();
      case 'review.consent':
        this.stage = 'government';
        return;
      case 'review.governmentApprove':
        must(sent.paper!.confirmed);
        for (const { no, amount } of amounts) must(amount <= this.share(no).proposed!);
        for (const share of this.shares) share.proposed = amounts.find(({ no }) => no === share.no)?.amount ?? 0n;
        return this.startNotice();
      case 'review.reject':
        must(sent.paper!.confirmed);
        this.mustListWhole(amounts, (share) => share.proposed!);
        this.stage = 'rejected';
        return;
      case 'objection.file':
        this.adds('objection', { state: 'filed', sentBy: person });
        return;
      case 'objection.dismiss':
        part!.state = 'dismissed';
        return;
      case 'objection.uphold':
        part!.state = 'upheld';
        this.voids('objection', ['filed']);
        this.stage = 'forPanel';
        return;
      case 'review.endNotice':
        must(this.today > this.noticeEnds && this.parts.objection.every(({ state }) => state !== 'filed'));
        this.stage = 'toApprove';
        return;
      case 'review.approve':
        must(sent.paper!.confirmed);
        for (const { no, amount } of amounts) must(amount <= this.share(no).proposed!);
        must(total(amounts.map(({ amount }) => amount)) <= this.line);
        for (const { no, amount } of amounts) this.commit(this.share(no), amount);
        this.stage = this.mode === 'build_first' ? 'building' : 'toRelease';
        return;
      case 'release.issue':
        must(sent.paper!.confirmed);
        return this.issue(amounts);
      case 'release.wait':
        must(this.pool < total(this.shares.map((share) => this.stillDue(share))));
        this.stage = 'noFunds';
        return;
      case 'release.fundsArrived':
        must(this.pool > 0n);
        this.stage = 'toRelease';
        return;
      case 'instalment.confirm': {
        const { issuedOn, share: no, amount } = part as Parts['instalment'][number];
        const receivedOn = carries['receivedOn'] as string;
        must(issuedOn <= receivedOn && receivedOn <= this.today);
        part!.state = 'received';
        this.share(no).transit -= amount;
        this.share(no).available += amount;
        this.receipts.set(no, lesserDay(this.receipts.get(no), receivedOn));
        return this.afterInstalment();
      }
      case 'instalment.reverse': {
        const { share: no, amount } = part as Parts['instalment'][number];
        part!.state = 'reversed';
        this.share(no).transit -= amount;
        this.share(no).issued -= amount;
        this.share(no).committed += amount;
        this.pool += amount;
        return this.afterInstalment();
      }
      case 'milestone.record':
        must((carries['reachedOn'] as string) <= this.today);
        this.adds('milestone', { state: 'recorded' });
        return;
      case 'progress.report': {
        const percent = carries['percent'] as number;
        must(percent >= (this.parts.progress.at(-1)?.percent ?? 0) && percent <= 100);
        this.adds('progress', { state: 'recorded', percent });
        return;
      }
      case 'savings.return': {
        const share = this.share(carries['share']);
        const amount = carries['amount'] as bigint;
        must(amount > 0n && amount <= share.committed);
        this.commit(share, -amount);
        return;
      }
      case 'change.request': {
        const subject = carries['subject'] as string;
        const newAmount = (carries['newAmount'] as bigint | undefined) ?? null;
        if (carries['share'] !== undefined || subject === 'amount') this.share(carries['share']);
        if (subject === 'amount') must(newAmount !== null && newAmount >= 0n);
        const share = (carries['share'] as number | undefined) ?? null;
        this.adds('change', { state: 'requested', subject, share, newAmount, by: person });
        return;
      }
      case 'change.approve':
      case 'change.refuse': {
        const { subject, share: no, newAmount } = part as Parts['change'][number];
        must((subject === 'schedule') !== ((actor as Player).role === 'cityReviewer'));
        if (sent.type === 'change.approve' && subject === 'amount') {
          const share = this.share(no);
          const more = newAmount! - this.approved(share);
          must(newAmount! >= share.issued && newAmount! <= (share.proposed ?? 0n) && more <= this.line);
          this.commit(share, more);
        }
        part!.state = sent.type === 'change.approve' ? 'approved' : 'refused';
        return;
      }
      case 'acceptance.request': {
        must(this.parts.progress.at(-1)?.percent === 100);
        must(this.parts.change.every(({ state }) => state !== 'requested'));
        const approved = this.shares.filter((share) => this.approved(share) > 0n);
        must(approved.length > 0);
        for (const { no } of approved)
          this.adds('inspection', { state: 'pending', share: no, accepted: null, sentBy: person });
        this.stage = 'accepting';
        return;
      }
      case 'inspection.pass': {
        const inspection = part as Parts['inspection'][number];
        const accepted = carries['accepted'] as bigint;
        must(accepted >= 0n && accepted <= this.approved(this.share(inspection.share)));
        inspection.state = 'passed';
        inspection.inspectedBy = person;
        inspection.accepted = accepted;
        if (this.parts.inspection.every(({ state }) => state === 'passed')) {
          this.stage = this.mode === 'build_first' ? 'toRelease' : 'claiming';
        }
        return;
      }
      case 'inspection.requireRectification':
        must((carries['rectifyBy'] as string) > this.today);
        part!.state = 'rectifying';
        part!.inspectedBy = person;
        return;
      case 'inspection.reportRectified':
        part!.state = 'pending';
        part!.sentBy = person;
        return;
      case 'spotCheck.pass':
        this.adds('spotCheck', { state: 'recorded' });
        return;
      case 'spotCheck.fail': {
        const inspection = part as Parts['inspection'][number];
        must((carries['rectifyBy'] as string) > this.today);
        must(this.claimsWithFinance(inspection.share).every(({ kind }) => kind !== 'final'));
        this.adds('spotCheck', { state: 'recorded' });
        inspection.state = 'rectifying';
        inspection.accepted = null;
        this.stage = 'accepting';
        return;
      }
      case 'selfEvaluation.submit':
        must(this.parts.selfEvaluation.every(({ state }) => state === 'returned'));
        must(carries['targetMet'] === true || (Boolean(carries['reason']) && Boolean(carries['remedy'])));
        this.adds('selfEvaluation', { state: 'submitted', by: person });
        return;
      case 'selfEvaluation.confirm':
      case 'selfEvaluation.return':
        part!.state = sent.type === 'selfEvaluation.confirm' ? 'confirmed' : 'returned';
        if (this.stage === 'evaluationSent') this.stage = part!.state === 'confirmed' ? 'completed' : 'evaluating';
        return;
      case 'paper.add':
        must((carries['papers'] as readonly ModelPaper[]).length > 0);
        return;
      case 'paper.void':
        must((part as Parts['paper'][number]).organisation === (actor as Player).organisation);
        this.mustBeReplaced(part as Parts['paper'][number]);
        part!.state = 'void';
        return;
      case 'project.suspend':
        this.suspendedBy = actor !== 'system' && actor.role === 'cityManager' ? 'city' : 'county';
        return;
      case 'project.resume':
        must(this.suspendedBy !== null);
        must(this.suspendedBy === 'county' || (actor !== 'system' && actor.role === 'cityManager'));
        this.suspendedBy = null;
        return;
      case 'project.terminate':
        must(sent.paper!.confirmed);
        this.mustListWhole(amounts, (share) => this.approved(share));
        this.mustBeClear();
        this.closeBooks();
        this.suspendedBy = null;
        this.stage = this.shares.some(({ available }) => available > 0n) ? 'ending' : 'terminated';
        return;
      case 'reimbursement.settle':
        this.mustBeClear();
        must(this.shares.every((share) => this.unproven(share) === 0n));
        must(this.shares.every((share) => share.spent <= (this.accepted(share) ?? share.spent)));
        this.closeBooks();
        this.stage = this.shares.some(({ available }) => available > 0n) ? 'givingBack' : 'evaluating';
        return;
      case 'refund.confirm':
        must(this.claimsWithFinance().length === 0);
        for (const share of this.shares) {
          this.pool += share.available;
          this.line += share.available;
          share.issued -= share.available;
          share.available = 0n;
        }
        this.stage = this.stage === 'ending' ? 'terminated' : 'evaluating';
        return;
      default:
        return this.happenToClaim(sent.type, carries, person, part as Parts['claim'][number]);
    }
  }

  private happenToClaim(type: string, carries: Carried, person: number, claim: Parts['claim'][number]): void {
    const lines = (carries['lines'] ?? []) as { amount: bigint; payee: string }[];
    const linesAreGood = lines.length > 0 && lines.every((line) => line.amount > 0n && line.payee !== '');
    const unchecked = { approved: null, offset: 0n, held: 0n, heldUntil: null, aside: false, checkedOn: null };
    switch (type) {
      case 'claim.draft': {
        const share = this.share(carries['share']);
        must(linesAreGood);
        this.mustFit(carries['claimKind'], share);
        this.adds('claim', {
          state: 'drafted',
          share: share.no,
          kind: carries['claimKind'] as string,
          claimed: total(lines.map(({ amount }) => amount)),
          ...unchecked,
          moved: [],
          paid: null,
          paidOn: null,
          refunded: 0n,
          lines,
          by: person,
        });
        return;
      }
      case 'claim.revise':
        must(linesAreGood);
        Object.assign(claim, { ...unchecked, lines, claimed: total(lines.map(({ amount }) => amount)) });
        return;
      case 'claim.submit': {
        const share = this.share(claim.share);
        this.mustFit(claim.kind, share);
        must(claim.claimed <= this.claimable(share, claim.no, claim.kind));
        if (claim.kind === 'advance') must(claim.claimed <= this.advanceLeft(share, claim.no));
        Object.assign(claim, unchecked);
        claim.sentBy = person;
        claim.state = 'submitted';
        return;
      }
      case 'claim.withdraw':
        claim.state = 'withdrawn';
        return;
      case 'claim.check':
        return this.checkClaim(carries, claim);
      case 'claim.return':
      case 'claim.refuse': {
        const share = this.share(claim.share);
        if (claim.state === 'failed' && claim.aside) {
          must(claim.held <= this.claimable(share, 0, 'retention'));
          share.retained -= claim.held;
          share.available += claim.held;
          claim.aside = false;
        }
        claim.state = type === 'claim.return' ? 'returned' : 'refused';
        return;
      }
      case 'claim.pay': {
        const share = this.share(claim.share);
        const accepted = this.accepted(share);
        const paidOn = carries['paidOn'] as string;
        const received = this.receipts.get(share.no)!;
        must(paidOn <= this.today && paidOn >= claim.checkedOn! && paidOn >= received);
        must(claim.moved.every(({ on }) => paidOn >= on));
        const from = claim.kind === 'retention' ? 'retained' : 'available';
        const all = this.due(claim);
        must(all <= share[from]);
        const kept = from === 'retained' ? 0n : share.retained;
        must(accepted === null || all <= accepted - share.spent - kept);
        const out = claim.approved! - claim.offset - claim.held;
        share[from] -= out;
        share.spent += out;
        if (!claim.aside) {
          share.available -= claim.held;
          share.retained += claim.held;
          claim.aside = claim.held > 0n;
        }
        claim.paid = out;
        claim.paidOn = paidOn;
        claim.moved.push({ on: paidOn, amount: out });
        claim.state = 'paid';
        return;
      }
      case 'claim.reversePayment': {
        const share = this.share(claim.share);
        const on = carries['reversedOn'] as string;
        must(claim.paid! > 0n && claim.refunded === 0n && on >= claim.paidOn! && on <= this.today);
        share[claim.kind === 'retention' ? 'retained' : 'available'] += claim.paid!;
        share.spent -= claim.paid!;
        claim.moved.push({ on, amount: claim.paid! });
        claim.paid = null;
        claim.paidOn = null;
        claim.state = 'failed';
        return this.reopen();
      }
      case 'claim.refund': {
        const share = this.share(claim.share);
        const on = carries['refundedOn'] as string;
        const amount = carries['amount'] as bigint;
        must(claim.paid! > 0n && amount > 0n && amount <= claim.paid! - claim.refunded);
        must(on >= claim.paidOn! && on <= this.today);
        claim.refunded += amount;
        claim.moved.push({ on, amount });
        share.spent -= amount;
        share.available += amount;
        return this.reopen();
      }
      case 'retention.giveUp': {
        const share = this.share(carries['share']);
        must(share.retained > 0n);
        must(this.claimsWithFinance(share.no).every(({ kind }) => kind !== 'retention'));
        share.available += share.retained;
        share.retained = 0n;
        return;
      }
      default:
        throw new Error(`the model does not know ${type}`);
    }
  }

  private checkClaim(carries: Carried, claim: Parts['claim'][number]): void {
    const approved = carries['approved'] as bigint;
    const off = claim.claimed - approved;
    must(approved > 0n && off >= 0n);
    const byLine = (carries['adjustments'] ?? []) as { lineNo: number; amount: bigint; reason: string }[];
    if (byLine.length > 0) {
      must(byLine.every(({ lineNo }, index) => byLine.findIndex((one) => one.lineNo === lineNo) === index));
      must(byLine.every(({ lineNo, amount }) => amount > 0n && amount <= (claim.lines[lineNo - 1]?.amount ?? 0n)));
      must(byLine.every(({ reason }) => reason !== '') && total(byLine.map(({ amount }) => amount)) === off);
    } else must(off === 0n || Boolean(carries['note']));
    const most = this.mustOffset(claim, approved);
    const offset = (carries['offset'] as bigint | undefined) ?? most;
    must(offset === most || (offset < most && claim.kind !== 'final' && Boolean(carries['offsetReason'])));
    const held = (carries['retained'] as bigint | undefined) ?? 0n;
    const until = (carries['retainedUntil'] as string | undefined) ?? '';
    if (held > 0n) {
      must(spending.includes(claim.kind) && held <= (approved * 3n) / 100n && held <= approved - offset);
      must(until > this.today);
    }
    if (claim.kind === 'retention' && !carries['note']) must(approved <= this.fallenDue(claim));
    Object.assign(claim, { approved, offset, held, heldUntil: held > 0n ? until : null, checkedOn: this.today });
    claim.state = 'checked';
  }

  /** What was held back until a day that has come, and is not claimed back by others. */
  private fallenDue(claim: Parts['claim'][number]): bigint {
    const others = this.parts.claim.filter(({ no, share }) => no !== claim.no && share === claim.share);
    const due = others.filter(
      ({ state, heldUntil }) => ['paid', 'failed'].includes(state) && heldUntil !== null && heldUntil <= this.today,
    );
    const gone = others.filter(
      ({ kind, state }) => kind === 'retention' && ['checked', 'failed', 'paid'].includes(state),
    );
    return total(due.map(({ held }) => held)) - total(gone.map((one) => one.approved!));
  }

  /** Money that comes back after the end was no end. */
  private reopen(): void {
    if (['givingBack', 'evaluating', 'evaluationSent', 'completed'].includes(this.stage)) this.stage = 'claiming';
    if (this.stage === 'terminated') this.stage = 'ending';
  }

  /** What may still be released to a share. */
  private stillDue(share: Share): bigint {
    if (this.mode !== 'build_first') return share.committed;
    const unpaid = (this.accepted(share) ?? 0n) - share.issued;
    return unpaid < 0n ? 0n : lesser(unpaid, share.committed);
  }

  /** Where there is nothing left to wait for, the project goes on by itself. */
  private goOn(): void {
    if (this.stage === 'toRelease' && this.mode !== 'direct_transfer') {
      const due = (share: Share) => (this.mode === 'build_first' ? (this.accepted(share) ?? 0n) : this.approved(share));
      if (this.shares.every((share) => due(share) === 0n || share.available + share.retained + share.spent > 0n)) {
        this.stage = this.mode === 'standard' || this.mode === 'filing' ? 'building' : 'claiming';
      }
    }
    const evaluation = (state: string) => this.parts.selfEvaluation.some((each) => each.state === state);
    if (this.stage === 'evaluating' && evaluation('confirmed')) this.stage = 'completed';
    else if (this.stage === 'evaluating' && evaluation('submitted')) this.stage = 'evaluationSent';
  }

  private putToVote(persons: readonly number[], amounts: readonly { share: number; amount: bigint }[]): void {
    must(
      persons.length >= 3 && persons.every((id, index) => panelPersons.includes(id) && persons.indexOf(id) === index),
    );
    must(amounts.length === this.shares.length);
    for (const share of this.shares) {
      const row = amounts.find((one) => one.share === share.no);
      must(row !== undefined && row.amount >= 0n && row.amount <= share.asked);
    }
    must(amounts.some(({ amount }) => amount > 0n));
    for (const { share: no, amount } of amounts) this.share(no).proposed = amount;
    const round = Math.max(0, ...this.parts.seat.map((seat) => seat.round)) + 1;
    for (const person of persons) this.adds('seat', { state: 'seated', round, person, choice: null, named: [] });
    this.stage = 'voting';
  }

  private voteResult(): 'carried' | 'rejected' | 'returned' | 'none' {
    const round = Math.max(...this.parts.seat.map((seat) => seat.round));
    const seats = this.parts.seat.filter((seat) => seat.round === round);
    const present = seats.filter(({ state }) => state !== 'steppedBack').length;
    const votes = seats.filter(({ state }) => state === 'voted').map(({ choice }) => choice);
    if (votes.length * 3 < Math.max(present, 3) * 2) return 'none';
    const count = (choice: string) => votes.filter((vote) => vote === choice).length;
    if (count('approve') * 2 > votes.length) return 'carried';
    return count('reject') > count('return') ? 'rejected' : 'returned';
  }

  private closeVote(): void {
    const result = this.voteResult();
    this.voids('seat', ['seated']);
    if (result === 'carried' && this.mode === 'filing') this.stage = 'consent';
    else if (result === 'carried') this.startNotice();
    else if (result === 'rejected') this.stage = 'rejected';
    else if (result === 'none') this.stage = 'forPanel';
    else {
      // Who voted for a return without naming a field has the application as a whole answered for.
      const round = Math.max(...this.parts.seat.map((seat) => seat.round));
      const against = this.parts.seat.filter((seat) => seat.round === round && seat.choice === 'return');
      const named = against.flatMap((seat) => (seat.named.length > 0 ? seat.named : ['application']));
      this.returned = [...new Set(named)];
      this.stage = 'correcting';
    }
  }

  private startNotice(): void {
    this.noticeEnds = workingDaysAfter(this.today, 5);
    this.stage = 'onNotice';
  }

  private issue(amounts: readonly { no: number; amount: bigint }[]): void {
    const direct = this.mode === 'direct_transfer';
    for (const { no, amount } of amounts) {
      const share = this.share(no);
      must(amount <= share.committed);
      if (this.mode === 'build_first') must(share.issued + amount <= (this.accepted(share) ?? 0n));
    }
    must(total(amounts.map(({ amount }) => amount)) <= this.pool);
    for (const { no, amount } of amounts) {
      const share = this.share(no);
      this.pool -= amount;
      share.committed -= amount;
      share.issued += amount;
      share[direct ? 'spent' : 'transit'] += amount;
      this.adds('instalment', { state: direct ? 'received' : 'issued', share: no, amount, issuedOn: this.today });
    }
    if (direct) this.stage = this.committed === 0n ? 'evaluating' : 'toRelease';
    else if (this.stage === 'toRelease' || this.stage === 'noFunds') this.stage = 'onItsWay';
  }

  private afterInstalment(): void {
    const settled = this.parts.instalment.every(({ state }) => state !== 'issued');
    if (this.stage === 'onItsWay' && settled) this.stage = 'toRelease';
  }

  /** What ends a project names the whole of it: each share with its own amount. */
  private mustListWhole(amounts: readonly { no: number; amount: bigint }[], whole: (share: Share) => bigint): void {
    for (const share of this.shares) {
      must((amounts.find(({ no }) => no === share.no)?.amount ?? 0n) === whole(share));
    }
  }

  private mustBeClear(): void {
    must(this.claimsWithFinance().length === 0);
    must(this.shares.every(({ transit, retained }) => transit === 0n && retained === 0n));
  }

  private closeBooks(): void {
    for (const share of this.shares) this.commit(share, -share.committed);
    this.voids('claim', ['drafted', 'returned']);
    this.voids('change', ['requested']);
    this.voids('inspection', ['pending', 'rectifying']);
  }

  private commit(share: Share, amount: bigint): void {
    share.committed += amount;
    this.line -= amount;
  }

  private adds<K extends Kind>(kind: K, part: Omit<Parts[K][number], 'no'> & { state: string }): void {
    const list = this.parts[kind] as object[];
    list.push({ no: list.length + 1, ...part });
  }

  private voids(kind: Kind, states: readonly string[]): void {
    for (const part of this.parts[kind]) if (states.includes(part.state)) part.state = 'void';
  }

  // What can be seen, and what must never be otherwise

  seen(): Seen {
    const parts = Object.entries(this.parts) as [Kind, AnyModelPart[]][];
    const stillAt = (subject: string) =>
      this.suspendedBy !== null || (subject === 'project' && this.stage === 'noFunds');
    const subjects = ends.includes(this.stage)
      ? []
      : [
          ...(waitsForParts.includes(this.stage) ? [] : ['project']),
          ...parts.flatMap(([kind, list]) =>
            list.filter(({ state }) => waitingParts[kind]?.includes(state)).map(({ no }) => `${kind}/${no}`),
          ),
        ];
    return {
      state: pathOf[this.stage],
      suspended: this.suspendedBy !== null,
      shares: this.shares.map(
        ({ no, proposed, committed, issued, transit, available, retained, spent }) =>
          `${no}: proposed ${proposed} committed ${committed} issued ${issued} transit ${transit} available ${available} retained ${retained} spent ${spent}`,
      ),
      fund: `pool ${this.pool} held ${this.held} line ${this.line}`,
      parts: Object.fromEntries(
        parts.map(([kind, list]) => [
          kind,
          list.map((part) => {
            if (kind === 'claim') {
              const { state, claimed, approved, offset, held, paid, refunded } = part as Parts['claim'][number];
              return `${state} ${claimed} ${approved} ${offset} ${held} ${paid} ${refunded}`;
            }
            if (kind === 'inspection') return `${part.state} ${(part as Parts['inspection'][number]).accepted}`;
            if (kind === 'seat') return `${part.state} ${(part as Parts['seat'][number]).choice}`;
            return part.state;
          }),
        ]),
      ),
      waiting: subjects.map((subject) => (stillAt(subject) ? `${subject} stands still` : subject)).sort(),
    };
  }

  /** The limits that no order of events may break, in words; empty when all hold. */
  broken(incomeSoFar: bigint): string[] {
    const found: string[] = [];
    const say = (condition: boolean, words: string) => {
      if (!condition) found.push(words);
    };
    const inShares = total(
      this.shares.map(({ transit, available, retained, spent }) => transit + available + retained + spent),
    );
    const authority = total(this.shares.map(({ committed, issued }) => committed + issued));
    say(this.pool + this.held + inShares === incomeSoFar, 'money is neither made nor lost');
    say(this.line + authority === this.opening.budget, 'authority is neither made nor lost');
    say(this.pool >= 0n && this.held >= 0n, 'released and held is within income');
    say(this.line >= 0n, 'approved is within the line');
    for (const share of this.shares) {
      const { committed, issued, transit, available, retained, spent } = share;
      say(
        [committed, issued, transit, available, retained, spent].every((amount) => amount >= 0n),
        'nothing is below zero',
      );
      say(issued === transit + available + retained + spent, 'what is released is on its way, there, or paid');
    }
    return found;
  }

  /** Everything that could be tried now: events that the stage and a part take. */
  possible(): { readonly type: string; readonly part: AnyModelPart | undefined }[] {
    return Object.keys(rules).flatMap((type) => {
      const { part: kind } = rules[type]!;
      const candidates: readonly (AnyModelPart | undefined)[] = kind ? this.parts[kind] : [undefined];
      return candidates.filter((part) => this.takes(type, part)).map((part) => ({ type, part }));
    });
  }

  /** Who may do it. */
  get isWritten(): boolean {
    return this.stage === 'writing' || this.stage === 'correcting';
  }

  whoMay(type: string, part: AnyModelPart | undefined): readonly (PlayerName | 'system')[] {
    const everybody = [...(Object.keys(cast) as PlayerName[]), 'system' as const];
    return everybody.filter((name) => this.may(name === 'system' ? name : cast[name], type, part));
  }
}
