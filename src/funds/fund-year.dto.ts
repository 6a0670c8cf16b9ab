import { type OtherSourceKind, otherSourceKinds } from '../../workflows/fund-year/facts.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import type { Fen } from '../../workflows/values/money.js';
import { Day, Id, ListOf, Money, OneOf, Whole, Words } from '../http/fields.js';

export class IncomeReceipt {
  @Words(50, { options: 'sources' })
  source: string;

  @Money()
  amount: Fen;

  @Day()
  receivedOn: LocalDate;

  /** 凭证号; a levy has one for each part. */
  @Words(100, { optional: true })
  voucher?: string;
}

/** By last year's revenue and a rate, or by its amount alone. */
export class LevyAssessment {
  @Money({ optional: true })
  revenue?: Fen;

  /** Parts per million: 4000 is 0.4 %. */
  @Whole(1, 1_000_000, { optional: true })
  ratePpm?: number;

  @Money({ optional: true })
  amount?: Fen;

  /** Why it is assessed anew. */
  @Words(500, { optional: true })
  reason?: string;
}

export class LevyNotice {
  @Day()
  dueOn: LocalDate;
}

/** A part that a county has paid, as it reports it. */
export class LevyPayment {
  @Money()
  amount: Fen;

  @Day()
  receivedOn: LocalDate;

  @Words(100)
  voucher: string;
}

/** City finance found the money that a county reported: on which day it came. */
export class Confirmation {
  @Day()
  receivedOn: LocalDate;
}

class LineMoved {
  @Words(50, { options: 'lines' })
  from: string;

  @Words(50)
  to: string;
}

/** The document that closes a year, and into which its money and projects go. */
export class ClosingRecord {
  @Whole(2001, 2200)
  nextYear: number;

  @Words(200)
  issuer: string;

  @Words(100)
  number: string;

  @Day()
  issuedOn: LocalDate;

  /** For lines whose projects do not go on under the same code. */
  @ListOf(() => LineMoved, { optional: true, max: 500 })
  lines?: LineMoved[];
}

export class ClosingConfirmation {
  @Whole(2001, 2200)
  nextYear: number;
}

class EarmarkedLine {
  @Words(50, { options: 'lines' })
  line: string;
}

export class NewSource {
  @Words(100)
  name: string;

  @OneOf(otherSourceKinds)
  kind: OtherSourceKind;

  @Money()
  planned: Fen;

  /** The lines that it may be spent on; all where none is named. */
  @ListOf(() => EarmarkedLine, { optional: true, max: 200 })
  lines?: EarmarkedLine[];

  @Words(500, { optional: true })
  note?: string;
}

export class SourceChange {
  @Money()
  planned: Fen;

  @Words(500)
  reason: string;
}

export class Why {
  @Words(500)
  reason: string;
}

/** Holds income back (预留). */
export class Hold {
  @Money()
  amount: Fen;

  @Words()
  reason: string;

  /** Of which earmarked pool; of the general one where none is named. */
  @Words(50, { optional: true })
  earmark?: string;
}

/** Lifts a hold, in whole or in part. */
export class HoldLifting {
  /** Its number; the oldest ones where none is named. */
  @Id({ optional: true })
  hold?: number;

  @Money()
  amount: Fen;

  @Words()
  reason: string;
}
