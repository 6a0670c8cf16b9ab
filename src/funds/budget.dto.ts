import { type Mode, modes } from '../../workflows/project/modes.js';
import type { Fen } from '../../workflows/values/money.js';
import { Flag, Id, ListOf, Money, OneOf, Quantity, Whole, Words } from '../http/fields.js';
import { Seen } from '../projects/decision.js';

/** A standard (补助标准): so many of a unit at a rate. */
class DraftedStandard {
  @Words(200)
  basis: string;

  @Quantity()
  quantity: string;

  @Words(40)
  unit: string;

  @Money()
  rate: Fen;

  @Flag()
  counted: boolean;
}

class EarmarkOfLine {
  @Words(50)
  earmark: string;
}

class DraftedBudgetLine {
  @Words(40)
  code: string;

  /** The code of the line that it is below; nothing for a root. */
  @Words(40, { optional: true })
  parent?: string | null;

  @Words(200)
  name: string;

  /** Of a leaf. Left out, it is what the standards come to. */
  @Money({ optional: true })
  amount?: Fen | null;

  @OneOf(modes, { optional: true })
  mode?: Mode | null;

  @Flag()
  evaluated: boolean;

  @Flag()
  withoutProjects: boolean;

  @Id({ options: 'departments', optional: true })
  departmentId?: number | null;

  @Words(500, { optional: true })
  note?: string | null;

  @ListOf(() => EarmarkOfLine, { max: 20 })
  earmarks: EarmarkOfLine[];

  @ListOf(() => DraftedStandard, { max: 50 })
  standards: DraftedStandard[];
}

/** The whole tree of a year in its order, and the version of the draft that it was made from. */
export class BudgetDraft extends Seen {
  @ListOf(() => DraftedBudgetLine, { max: 1000 })
  lines: DraftedBudgetLine[];
}

/** A new fund year, whose tree starts from an earlier one's. */
export class NewFundYear {
  @Whole(2000, 2199)
  year: number;

  @Whole(2000, 2199, { optional: true })
  from?: number | null;
}
