import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, ListOf, Money, Words } from '../http/fields.js';
import { PaperNamed } from '../papers/paper.dto.js';
import { Seen } from '../projects/decision.js';

export class AcceptanceRequest extends Seen {
  @Words()
  note: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

/** What is accepted, in money (wholly or by quantity): it caps what may be claimed. */
export class Passing extends Seen {
  @Money()
  accepted: Fen;

  @Words(500, { optional: true })
  quantity?: string;

  @Words()
  note: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class RectificationOrder extends Seen {
  @Words()
  reason: string;

  @Day()
  rectifyBy: LocalDate;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class RectificationReport extends Seen {
  @Words()
  note: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class SpotCheckPassing extends Seen {
  @Words()
  note: string;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}

export class SpotCheckFailing extends Seen {
  @Words()
  note: string;

  @Day()
  rectifyBy: LocalDate;

  @ListOf(() => PaperNamed, { optional: true })
  papers?: PaperNamed[];
}
