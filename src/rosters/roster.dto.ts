import type { Fen } from '../../workflows/values/money.js';
import { ListOf, Money, Words } from '../http/fields.js';

class RosterRowDto {
  @Words(50)
  name: string;

  @Words(40)
  identity: string;

  @Words(60)
  account: string;

  @Money()
  amount: Fen;
}

/** A table as it was pasted: name, identity number, bank account, amount. */
export class NewRoster {
  @ListOf(() => RosterRowDto, { max: 2000 })
  rows: RosterRowDto[];
}

export class Reveal {
  @Words(500)
  reason: string;
}
