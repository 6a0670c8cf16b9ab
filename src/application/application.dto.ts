import { modes, type Mode } from '../../workflows/project/modes.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, ListOf, Money, ObjectOf, OneOf, Text, Whole, Words } from '../http/fields.js';
import { PaperNamed } from '../papers/paper.dto.js';
import { Seen } from '../projects/decision.js';

export class ShareAsked {
  @Words(20, { options: 'regions' })
  regionId: string;

  @Money()
  asked: Fen;
}

/** Begins an application (POST /projects). */
export class NewApplication {
  @Words(200)
  title: string;

  @Whole(2000, 2200)
  year: number;

  @Words(50, { options: 'lines' })
  line: string;

  /** Only where it differs from the line's, with a reason. */
  @OneOf(modes, { optional: true })
  mode?: Mode;

  @Words(2000, { optional: true })
  modeReason?: string;

  @ListOf(() => ShareAsked)
  shares: ShareAsked[];
}

class Match {
  @OneOf(['central', 'province', 'county', 'self'])
  source: 'central' | 'province' | 'county' | 'self';

  @Money()
  planned: Fen;
}

class Cost {
  @Text(200)
  item: string;

  @Money()
  amount: Fen;
}

class StageBudget {
  @Text(200)
  name: string;

  @Money()
  amount: Fen;
}

class Step {
  @Text(200)
  step: string;

  @Day()
  from: LocalDate;

  @Day()
  until: LocalDate;
}

class Returns {
  @Text()
  expected: string;

  @Text()
  sharing: string;
}

class Beneficiaries {
  @Whole(0, 100_000)
  villages: number;

  @Whole(0, 10_000_000)
  households: number;

  @Whole(0, 100_000_000)
  persons: number;
}

class Target {
  @Text(200)
  name: string;

  @Text(200)
  target: string;

  @Text(50)
  unit: string;
}

/** What the applicant writes. Any text may still be empty: completeness is asked on submitting. */
export class Content {
  @Text(200)
  title: string;

  @Text()
  summary: string;

  @Text()
  need: string;

  @Text()
  feasibility: string;

  @ListOf(() => ShareAsked)
  shares: ShareAsked[];

  @ListOf(() => Match)
  match: Match[];

  @ListOf(() => Cost)
  costs: Cost[];

  @ListOf(() => StageBudget)
  stages: StageBudget[];

  @ListOf(() => Step)
  timetable: Step[];

  @ObjectOf(() => Returns)
  returns: Returns;

  @ObjectOf(() => Beneficiaries)
  beneficiaries: Beneficiaries;

  @ListOf(() => Target)
  targets: Target[];

  @ListOf(() => PaperNamed, { optional: true })
  papers: PaperNamed[] = [];
}

export class DraftUpdate extends Seen {
  @ObjectOf(() => Content)
  content: Content;
}

class Answer {
  @Words(100, { options: 'fields' })
  field: string;

  @Words()
  answer: string;
}

export class Submission extends Seen {
  @ListOf(() => Answer, { optional: true })
  answers?: Answer[];
}

export class Endorsement extends Seen {
  @Words()
  opinion: string;
}
