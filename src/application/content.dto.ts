import {
  limits,
  matchSources,
  targetAspects,
  targetDirections,
  type MatchSource,
  type TargetAspect,
  type TargetDirection,
} from '../../workflows/project/application-form.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { PaperNamed } from '../papers/paper.dto.js';
import { Day, ListOf, Money, ObjectOf, OneOf, Text, Whole, Words } from '../http/fields.js';

/** The rows of an application. What a row still lacks is empty or null: completeness is asked on submitting. */
class Row {
  /** Given by whoever adds the row, for good; without one it gets that of the row in its place, or a new one. */
  @Words(40, { optional: true })
  id?: string;
}

export class ShareRow extends Row {
  @Words(20, { options: 'regions' })
  regionId: string;

  @Money()
  asked: Fen;
}

class MatchRow extends Row {
  @OneOf(matchSources, { optional: true })
  source: MatchSource | null = null;

  @Money()
  planned: Fen;
}

class CostRow extends Row {
  @Text(limits.cell)
  item: string;

  @Money()
  amount: Fen;
}

class StageRow extends Row {
  @Text(limits.cell)
  name: string;

  @Money()
  amount: Fen;
}

class StepRow extends Row {
  @Text(limits.cell)
  step: string;

  @Day({ optional: true })
  from: LocalDate | null = null;

  @Day({ optional: true })
  until: LocalDate | null = null;
}

class TargetRow extends Row {
  @OneOf(targetAspects, { optional: true })
  aspect: TargetAspect | null = null;

  @OneOf(targetDirections)
  direction: TargetDirection;

  @Text(limits.cell)
  name: string;

  @Text(limits.cell)
  target: string;

  @Text(limits.unit)
  unit: string;
}

class Returns {
  @Text(limits.prose)
  expected: string;

  @Text(limits.prose)
  sharing: string;
}

class Beneficiaries {
  @Whole(0, limits.count)
  villages: number;

  @Whole(0, limits.count)
  households: number;

  @Whole(0, limits.count)
  persons: number;
}

const rows = { max: limits.rows };

/** What the applicant writes. Any text may still be empty. */
export class Content {
  @Text(limits.title)
  title: string;

  @Text(limits.prose)
  summary: string;

  @Text(limits.prose)
  need: string;

  @Text(limits.prose)
  feasibility: string;

  @ListOf(() => ShareRow, rows)
  shares: ShareRow[];

  @ListOf(() => MatchRow, rows)
  match: MatchRow[];

  @ListOf(() => CostRow, rows)
  costs: CostRow[];

  @ListOf(() => StageRow, rows)
  stages: StageRow[];

  @ListOf(() => StepRow, rows)
  timetable: StepRow[];

  @ObjectOf(() => Returns)
  returns: Returns;

  @ObjectOf(() => Beneficiaries)
  beneficiaries: Beneficiaries;

  @ListOf(() => TargetRow, rows)
  targets: TargetRow[];

  @ListOf(() => PaperNamed, { ...rows, optional: true })
  papers: PaperNamed[] = [];
}

class ChangedReturns {
  @Text(limits.prose, { optional: true })
  expected?: string;

  @Text(limits.prose, { optional: true })
  sharing?: string;
}

class ChangedBeneficiaries {
  @Whole(0, limits.count, { optional: true })
  villages?: number;

  @Whole(0, limits.count, { optional: true })
  households?: number;

  @Whole(0, limits.count, { optional: true })
  persons?: number;
}

/** Only what its author changed: texts and numbers, and of lists the rows that are new or different, by their ids. */
export class ChangedContent {
  @Text(limits.title, { optional: true })
  title?: string;

  @Text(limits.prose, { optional: true })
  summary?: string;

  @Text(limits.prose, { optional: true })
  need?: string;

  @Text(limits.prose, { optional: true })
  feasibility?: string;

  @ListOf(() => ShareRow, { ...rows, optional: true })
  shares?: ShareRow[];

  @ListOf(() => MatchRow, { ...rows, optional: true })
  match?: MatchRow[];

  @ListOf(() => CostRow, { ...rows, optional: true })
  costs?: CostRow[];

  @ListOf(() => StageRow, { ...rows, optional: true })
  stages?: StageRow[];

  @ListOf(() => StepRow, { ...rows, optional: true })
  timetable?: StepRow[];

  @ObjectOf(() => ChangedReturns, { optional: true })
  returns?: ChangedReturns;

  @ObjectOf(() => ChangedBeneficiaries, { optional: true })
  beneficiaries?: ChangedBeneficiaries;

  @ListOf(() => TargetRow, { ...rows, optional: true })
  targets?: TargetRow[];

  @ListOf(() => PaperNamed, { ...rows, optional: true })
  papers?: PaperNamed[];
}
