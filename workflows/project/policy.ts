import { DomainError } from '../values/domain-error.js';
import { type Fen, fen } from '../values/money.js';
import type { Mode } from './modes.js';
import type { RequiredPaper } from './papers.js';

/** What a city may set for itself. Each project stays with the version that it started under. */
export interface Policy {
  /** Working days that each kind of waiting may take (限时办结). */
  readonly days: Readonly<Record<Limit, number>>;
  /** Members that a panel has at least (集体审核): nobody decides alone. */
  readonly panelSeats: number;
  /** Votes cast of the seats that did not step back, for the panel to be able to decide: two of three (三分之二). */
  readonly quorum: readonly [part: number, whole: number];
  /** More than this percent of the votes cast must say yes. */
  readonly passPercent: number;
  /** Working days of public notice (公示). */
  readonly noticeDays: number;
  /** Advance claims in total, in percent of what is approved. 农业资金常见上限 30 %. */
  readonly advancePercent: number;
  /**
   * What a progress or final claim may retain for defects (质保金), in percent of what is approved of it; proposed for what
   * is built. 建质〔2017〕138号第七条: no more than 3 % of the settled total (recalled).
   */
  readonly retentionPercent: number;
  /** What one person may get by rosters (一卡通) in a year and on a line; the city sets it. */
  readonly personYearCap: Fen;
  /** Papers without which an event is refused. */
  readonly papers: readonly RequiredPaper[];
}

export type Limit =
  | 'drafting'
  | 'correcting'
  | 'endorsing'
  | 'intake'
  | 'opinion'
  | 'scheduling'
  | 'voting'
  | 'consenting'
  | 'government'
  | 'notice'
  | 'objection'
  | 'approving'
  | 'releasing'
  | 'receiving'
  | 'building'
  | 'changing'
  | 'inspecting'
  | 'rectifying'
  | 'claiming'
  | 'checking'
  | 'paying'
  | 'returning'
  | 'evaluating'
  | 'evaluationCheck';

const v1: Policy = {
  days: {
    drafting: 20,
    correcting: 10,
    endorsing: 5,
    intake: 5,
    opinion: 5,
    scheduling: 10,
    voting: 5,
    consenting: 5,
    government: 15,
    notice: 5,
    objection: 10,
    approving: 10,
    releasing: 20,
    receiving: 3,
    building: 120,
    changing: 10,
    inspecting: 15,
    rectifying: 20,
    claiming: 20,
    checking: 5,
    paying: 5,
    returning: 20,
    evaluating: 20,
    evaluationCheck: 10,
  },
  panelSeats: 3,
  quorum: [2, 3],
  passPercent: 50,
  noticeDays: 5,
  advancePercent: 30,
  retentionPercent: 3,
  personYearCap: fen(5_000_000),
  papers: [],
};

const built: readonly Mode[] = ['standard', 'build_first', 'filing'];

/**
 * As the first, and with papers. What is built needs a feasibility study and a budget, its acceptance papers and photos of
 * what was inspected; what is paid as it costs, a budget; whoever claims what was spent shows the invoices. A direct
 * transfer has nothing to show but the decision, which comes with its document.
 */
const v2: Policy = {
  ...v1,
  papers: [
    { event: 'application.submit', class: 'feasibility', modes: built },
    { event: 'application.submit', class: 'budget', modes: [...built, 'actual_cost'] },
    { event: 'acceptance.request', class: 'acceptance', modes: built },
    { event: 'inspection.pass', class: 'photo', modes: built },
    { event: 'claim.submit', class: 'invoice', modes: [...built, 'actual_cost'], claimKinds: ['progress', 'final'] },
  ],
};

export const policies: Readonly<Record<string, Policy>> = { v1, v2 };
export const currentPolicy = 'v2';
/** For an import of past years, whose papers are on paper. */
export const policyWithoutPapers = 'v1';

export function policyOf(version: string): Policy {
  const policy = policies[version];
  if (!policy) throw new DomainError('missing', 'policy.unknown', { version });
  return policy;
}
