import type { Fen } from '../../workflows/values/money.js';
import type { Choice } from '../../workflows/project/parts.js';
import { Id, Ids, ListOf, Money, OneOf, Words } from '../http/fields.js';
import { Seen } from '../projects/decision.js';
import { FieldReason } from '../projects/decision.dto.js';

/** Takes the application up (受理) and asks these departments for their opinion; none is allowed. */
export class Intake extends Seen {
  @Ids({ options: 'departments' })
  departments: number[];
}

export class OpinionStatement extends Seen {
  @OneOf(['agree', 'conditional', 'disagree'])
  stance: 'agree' | 'conditional' | 'disagree';

  @Words()
  text: string;
}

class ProposedAmount {
  @Id({ options: 'shares' })
  share: number;

  @Money()
  amount: Fen;
}

/** What the panel votes on: an amount for each share, not above what is asked. */
export class Ballot extends Seen {
  @Ids({ options: 'reviewers' })
  panel: number[];

  @ListOf(() => ProposedAmount)
  amounts: ProposedAmount[];
}

export class Vote extends Seen {
  @OneOf(['approve', 'return', 'reject', 'abstain'])
  choice: Choice;

  @Words(2000, { optional: true })
  reason?: string;

  /** What a vote for a return wants corrected; without any, its reason as a whole must be answered. */
  @ListOf(() => FieldReason, { optional: true, max: 50 })
  fields?: FieldReason[];
}

export class FilingConsent extends Seen {
  @Words()
  note: string;
}

export class NewObjection extends Seen {
  @Words(200)
  raisedBy: string;

  @Words()
  text: string;
}

export class Finding extends Seen {
  @Words()
  finding: string;
}
