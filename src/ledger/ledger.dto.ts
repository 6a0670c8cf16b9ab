import { Transform } from 'class-transformer';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Id, Whole, Words } from '../http/fields.js';
import { PageQuery } from '../http/page.js';

const asNumber = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value,
  );

/** What of the counties' book is wanted; all that the reader may see without any. */
export class BookQuery extends PageQuery {
  @Words(20, { optional: true, options: 'regions' })
  region?: string;

  /** The fund year of the entries, which need not be that of their days. */
  @asNumber()
  @Whole(2000, 2200, { optional: true })
  year?: number;

  @Words(50, { optional: true, options: 'lines' })
  line?: string;

  /** An applicant: a town, or a unit. */
  @asNumber()
  @Id({ optional: true })
  organisation?: number;

  @asNumber()
  @Id({ optional: true })
  project?: number;

  /** The first and the last day of the period. */
  @Day({ optional: true })
  from?: LocalDate;

  @Day({ optional: true })
  until?: LocalDate;
}
