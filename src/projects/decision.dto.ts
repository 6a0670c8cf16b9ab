import { ListOf, Words } from '../http/fields.js';
import { Seen } from './decision.js';

export class FieldReason {
  @Words(100, { options: 'fields' })
  field: string;

  @Words()
  reason: string;
}

export class ReturnForCorrection extends Seen {
  @Words()
  reason: string;

  @ListOf(() => FieldReason)
  fields: FieldReason[];
}

/** Most refusals, recalls and returns need nothing but their reason. */
export class WithReason extends Seen {
  @Words()
  reason: string;
}
