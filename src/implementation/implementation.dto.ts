import type { Change, Milestone } from '../../workflows/project/parts.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Id, ListOf, Money, OneOf, Whole, Words } from '../http/fields.js';
import { PaperNamed } from '../papers/paper.dto.js';
import { Seen } from '../projects/decision.js';

export class NewMilestone extends Seen {
  @OneOf(['tender', 'contract', 'start', 'finish'])
  milestone: Milestone['milestone'];

  @Day()
  reachedOn: LocalDate;

  @Money({ optional: true })
  amount?: Fen;

  @Words(2000, { optional: true })
  note?: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class ProgressReport extends Seen {
  @Whole(0, 100)
  percent: number;

  @Money({ optional: true })
  spent?: Fen;

  @Words()
  note: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class Savings extends Seen {
  @Id({ options: 'shares' })
  share: number;

  @Money()
  amount: Fen;

  @Words()
  reason: string;
}

export class ChangeRequest extends Seen {
  @OneOf(['amount', 'site', 'content', 'schedule'])
  subject: Change['subject'];

  @Id({ optional: true, options: 'shares' })
  share?: number;

  @Money({ optional: true })
  newAmount?: Fen;

  @Words()
  text: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class ChangeFinding extends Seen {
  @Words()
  finding: string;
}
