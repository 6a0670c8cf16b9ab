import { Transform } from 'class-transformer';
import { modes, type Mode } from '../../workflows/project/modes.js';
import { OneOf, Text, Whole } from '../http/fields.js';
import { PageQuery } from '../http/page.js';

export class ProjectQuery extends PageQuery {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @Whole(2000, 2200, { optional: true })
  year?: number;

  /** A line or a whole branch of the budget. */
  @Text(50, { optional: true })
  line?: string;

  @Text(20, { optional: true })
  region?: string;

  @OneOf(modes, { optional: true })
  mode?: Mode;

  @Text(50, { optional: true })
  stage?: string;

  @Text(50, { optional: true })
  state?: string;

  /** Text to look for in title and code. */
  @Text(100, { optional: true })
  q?: string;
}
