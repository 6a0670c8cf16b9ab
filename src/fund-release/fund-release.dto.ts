import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day } from '../http/fields.js';
import { Seen } from '../projects/decision.js';

export class Receipt extends Seen {
  @Day()
  receivedOn: LocalDate;
}
