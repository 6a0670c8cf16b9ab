import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Money, Words } from '../http/fields.js';
import { Seen } from '../projects/decision.js';

export class AcceptanceRequest extends Seen {
  @Words()
  note: string;
}

/** What is accepted, in money (wholly or by quantity): it caps what may be claimed. */
export class Passing extends Seen {
  @Money()
  accepted: Fen;

  @Words(500, { optional: true })
  quantity?: string;

  @Words()
  note: string;
}

export class RectificationOrder extends Seen {
  @Words()
  reason: string;

  @Day()
  rectifyBy: LocalDate;
}

export class RectificationReport extends Seen {
  @Words()
  note: string;
}

export class SpotCheckPassing extends Seen {
  @Words()
  note: string;
}

export class SpotCheckFailing extends Seen {
  @Words()
  note: string;

  @Day()
  rectifyBy: LocalDate;
}
