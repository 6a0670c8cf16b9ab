import { documentKinds, type DocumentKind } from '../../workflows/document/facts.js';
import { type Mode, modes } from '../../workflows/project/modes.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Transform } from 'class-transformer';
import { Day, Digest, Flag, Id, ListOf, Money, ObjectOf, OneOf, PaperName, Whole, Words } from '../http/fields.js';
import { PageQuery } from '../http/page.js';
import { Seen } from '../projects/decision.js';

class ScheduleItem {
  @Id({ options: 'projects' })
  projectId: number;

  @Id({ options: 'shares' })
  share: number;

  @Money()
  amount: Fen;
}

/** A line that an adjustment adds to the budget. */
class AddedBudgetLine {
  @Words(200)
  name: string;

  @Words(40, { optional: true })
  parent?: string | null;

  @OneOf(modes, { optional: true })
  mode?: Mode | null;

  @Flag()
  evaluated: boolean;

  @Flag()
  withoutProjects: boolean;

  @Id({ options: 'departments', optional: true })
  departmentId?: number | null;
}

/** What an adjustment says of a line of the budget. */
class ScheduleLine {
  @Words(40)
  line: string;

  @Money()
  after: Fen;

  @Words(500)
  reason: string;

  @ObjectOf(() => AddedBudgetLine, { optional: true })
  added?: AddedBudgetLine | null;
}

/** The scan of the signed original, uploaded before. */
class Scan {
  @Digest()
  hash: string;

  @PaperName()
  name: string;
}

/** A document as it was signed: who issued it, its number and date, its schedule, and its scan, by which a second person confirms it. */
export class NewDocument {
  @OneOf(documentKinds)
  kind: DocumentKind;

  @Whole(2000, 2200)
  year: number;

  @Words(200)
  issuer: string;

  @Words(100)
  number: string;

  @Day()
  issuedOn: LocalDate;

  @Words(500)
  title: string;

  @ListOf(() => ScheduleItem)
  items: ScheduleItem[];

  /** Of an adjustment alone. */
  @ListOf(() => ScheduleLine, { max: 1000, optional: true })
  lines?: ScheduleLine[];

  @ObjectOf(() => Scan)
  scan: Scan;
}

export class DocumentConfirmation extends Seen {
  /** Whoever confirms has seen that the budget comes to more than the income planned. */
  @Flag({ optional: true })
  overIncome?: boolean;
}

export class DocumentVoidance extends Seen {
  @Words()
  reason: string;
}

export class DocumentQuery extends PageQuery {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @Whole(2000, 2200, { optional: true })
  year?: number;

  @OneOf(['recorded', 'confirmed', 'void'], { optional: true })
  state?: 'recorded' | 'confirmed' | 'void';
}
