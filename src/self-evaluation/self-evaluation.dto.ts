import { Flag, Words } from '../http/fields.js';
import { Seen } from '../projects/decision.js';

/** Missing a target needs its reason and its remedy. */
export class NewSelfEvaluation extends Seen {
  @Flag()
  targetMet: boolean;

  @Words(20_000)
  summary: string;

  @Words(2000, { optional: true })
  reason?: string;

  @Words(2000, { optional: true })
  remedy?: string;
}

export class SelfEvaluationConfirmation extends Seen {
  @Words(2000, { optional: true })
  note?: string;
}
