import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Money, Words } from '../http/fields.js';

export class IncomeReceipt {
  @Words(50, { options: 'sources' })
  source: string;

  @Money()
  amount: Fen;

  @Day()
  receivedOn: LocalDate;
}

/** Holds income back (预留), or lifts a hold. */
export class Hold {
  @Money()
  amount: Fen;

  @Words()
  reason: string;
}
