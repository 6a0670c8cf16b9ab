import type { ClaimKind } from '../../workflows/project/parts.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Id, ListOf, Money, OneOf, Whole, Words } from '../http/fields.js';
import { PaperNamed } from '../papers/paper.dto.js';
import { Seen } from '../projects/decision.js';

class ClaimLineDto {
  @Words(200)
  payee: string;

  @Words(100, { optional: true })
  invoice: string | null = null;

  @Words(500)
  purpose: string;

  @Money()
  amount: Fen;

  @Id({ optional: true, options: 'rosters' })
  roster?: number;
}

export class NewClaim extends Seen {
  @Id({ options: 'shares' })
  share: number;

  @OneOf(['advance', 'progress', 'final', 'retention'])
  claimKind: ClaimKind;

  @ListOf(() => ClaimLineDto)
  lines: ClaimLineDto[];
}

export class ClaimSubmission extends Seen {
  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class ClaimRevision extends Seen {
  @ListOf(() => ClaimLineDto)
  lines: ClaimLineDto[];
}

class AdjustmentDto {
  @Whole(1, 5000)
  lineNo: number;

  @Money()
  amount: Fen;

  @Words(500)
  reason: string;
}

export class ClaimCheck extends Seen {
  @Money()
  approved: Fen;

  @Words(2000, { optional: true })
  note?: string;

  @ListOf(() => AdjustmentDto, { optional: true })
  adjustments?: AdjustmentDto[];

  @Money({ optional: true })
  offset?: Fen;

  @Words(2000, { optional: true })
  offsetReason?: string;

  @Money({ optional: true })
  retained?: Fen;

  @Day({ optional: true })
  retainedUntil?: LocalDate;
}

export class Payment extends Seen {
  @Day()
  paidOn: LocalDate;

  @Words(100)
  voucher: string;
}

/** The bank returned it (退票). */
export class PaymentReversal extends Seen {
  @Day()
  reversedOn: LocalDate;

  @Words(100)
  voucher: string;

  @Words()
  reason: string;
}

/** The payee gave it back (退款), wholly or in part. */
export class PayeeRefund extends Seen {
  @Money()
  amount: Fen;

  @Day()
  refundedOn: LocalDate;

  @Words(100)
  voucher: string;

  @Words()
  reason: string;
}

export class RetentionGivenUp extends Seen {
  @Id({ options: 'shares' })
  share: number;

  @Words()
  reason: string;
}

export class Settlement extends Seen {
  @Words()
  note: string;
}

export class RefundConfirmation extends Seen {
  @Words()
  note: string;
}
