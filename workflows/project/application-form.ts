import { type Fen, sum, zero } from '../values/money.js';
import { type Unmet, unmet } from '../values/domain-error.js';
import type { LocalDate } from '../values/local-date.js';
import type { NamedPaper } from './papers.js';

/** What an applicant writes (申报书). A draft may lack anything; what is submitted may not. */
export interface ApplicationContent {
  readonly title: string;
  readonly summary: string;
  /** Why it is needed (立项依据). */
  readonly need: string;
  /** The feasibility study in short (可行性研究). */
  readonly feasibility: string;
  readonly shares: readonly { readonly regionId: string; readonly asked: Fen }[];
  /** Match money by source (配套资金). */
  readonly match: readonly { readonly source: 'central' | 'province' | 'county' | 'self'; readonly planned: Fen }[];
  /** Itemised budget (预算明细): sums to what is asked and matched. */
  readonly costs: readonly { readonly item: string; readonly amount: Fen }[];
  /** Budget by stage (分环节预算): the same total again. */
  readonly stages: readonly { readonly name: string; readonly amount: Fen }[];
  readonly timetable: readonly { readonly step: string; readonly from: LocalDate; readonly until: LocalDate }[];
  /** Expected returns and how they are shared (收益分配). */
  readonly returns: { readonly expected: string; readonly sharing: string };
  readonly beneficiaries: { readonly villages: number; readonly households: number; readonly persons: number };
  readonly targets: readonly { readonly name: string; readonly target: string; readonly unit: string }[];
  /** Uploaded before; which are required is the policy's to say. */
  readonly papers: readonly NamedPaper[];
}

export const emptyContent: ApplicationContent = {
  title: '',
  summary: '',
  need: '',
  feasibility: '',
  shares: [],
  match: [],
  costs: [],
  stages: [],
  timetable: [],
  returns: { expected: '', sharing: '' },
  beneficiaries: { villages: 0, households: 0, persons: 0 },
  targets: [],
  papers: [],
};

export const asked = (content: ApplicationContent): Fen => sum(content.shares.map((share) => share.asked));

const writtenFields = ['title', 'summary', 'need', 'feasibility'] as const;
const listFields = ['costs', 'stages', 'timetable', 'targets'] as const;

/**
 * What is still missing or contradicts itself, field by field; empty when the application may be submitted. Every path
 * that submits asks this one function. `regionIds` are the regions that were fixed when the project was created.
 */
export function unmetInApplication(content: ApplicationContent, regionIds: readonly string[]): Unmet[] {
  const found: Unmet[] = [];
  const miss = (field: string, code: string, params = {}) => found.push(unmet(code, { field, ...params }, field));

  for (const field of writtenFields) if (!content[field].trim()) miss(field, 'application.field-empty');
  for (const field of listFields) if (content[field].length === 0) miss(field, 'application.field-empty');
  if (!content.returns.sharing.trim()) miss('returns', 'application.field-empty');
  const { villages, households, persons } = content.beneficiaries;
  if (villages + households + persons <= 0) miss('beneficiaries', 'application.field-empty');

  const regions = content.shares.map((share) => share.regionId);
  if ([...regions].sort().join() !== [...regionIds].sort().join()) miss('shares', 'application.regions-changed');
  if (content.shares.some((share) => share.asked <= zero)) miss('shares', 'application.amount-not-positive');
  for (const field of ['costs', 'stages'] as const) {
    if (content[field].some((row) => row.amount <= zero)) miss(field, 'application.amount-not-positive');
  }

  const whole = sum([asked(content), ...content.match.map((row) => row.planned)]);
  for (const field of ['costs', 'stages'] as const) {
    const total = sum(content[field].map((row) => row.amount));
    if (content[field].length > 0 && total !== whole)
      miss(field, 'application.sum-differs', { total, whole, difference: total - whole });
  }
  content.timetable.forEach((row) => {
    if (row.until < row.from) miss('timetable', 'application.ends-before-start', { step: row.step });
  });
  return found;
}
