import { Transform } from 'class-transformer';
import { limits } from '../../workflows/project/application-form.js';
import { modes, type Mode } from '../../workflows/project/modes.js';
import { Id, ListOf, Money, ObjectOf, OneOf, Text, Whole, Words } from '../http/fields.js';
import type { Fen } from '../../workflows/values/money.js';
import { Seen } from '../projects/decision.js';
import { ChangedContent, Content } from './content.dto.js';

export class ShareAsked {
  @Words(20, { options: 'regions' })
  regionId: string;

  @Money()
  asked: Fen;
}

/** Begins an application (POST /projects). */
export class NewApplication {
  @Words(limits.title)
  title: string;

  @Whole(2000, 2200)
  year: number;

  @Words(50, { options: 'lines' })
  line: string;

  /** Only where it differs from the line's, with a reason. */
  @OneOf(modes, { optional: true })
  mode?: Mode;

  @Words(2000, { optional: true })
  modeReason?: string;

  @ListOf(() => ShareAsked)
  shares: ShareAsked[];

  /** An earlier project of the same organisation whose application this one starts from. */
  @Id({ optional: true, options: 'projects' })
  from?: number;
}

/** Replaces the whole draft: for whoever writes alone. Several authors send `DraftChanges`. */
export class DraftUpdate extends Seen {
  @ObjectOf(() => Content)
  content: Content;
}

class RemovedRow {
  @Words(50)
  list: string;

  @Words(100)
  id: string;
}

class Answer {
  @Words(100, { options: 'fields' })
  field: string;

  @Words()
  answer: string;
}

/** An answer as it is being written: it may still be empty. */
class AnswerSoFar {
  @Words(100, { options: 'fields' })
  field: string;

  @Text(2000)
  answer: string;
}

/** Saves what its author changed since `version`. */
export class DraftChanges extends Seen {
  /** One open form: a save that is sent again after its answer was lost is known by it. */
  @Words(40)
  writer: string;

  @ObjectOf(() => ChangedContent)
  content: ChangedContent;

  @ListOf(() => RemovedRow, { optional: true, max: 5 * limits.rows })
  removed?: RemovedRow[];

  @ListOf(() => AnswerSoFar, { optional: true, max: 100 })
  answers?: AnswerSoFar[];
}

/** Says that a draft is open before somebody, and where. */
export class Presence {
  @Words(40)
  writer: string;

  /** The part of the form that is being written; none when the form is left. */
  @Words(40, { optional: true })
  section?: string;

  @OneOf(['open', 'left'])
  state: 'open' | 'left';
}

export class Submission extends Seen {
  @ListOf(() => Answer, { optional: true })
  answers?: Answer[];
}

export class Endorsement extends Seen {
  @Words()
  opinion: string;
}

const whole = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
);

/** What a new application is to be like, for earlier ones to start it from. */
export class SimilarQuery {
  @Text(limits.title, { optional: true })
  title?: string;

  @Text(50, { optional: true })
  line?: string;

  /** Its fund year: those of the year before it are offered, whatever they are called. */
  @whole
  @Whole(2000, 2200, { optional: true })
  year?: number;
}

/** Which earlier project a new application is to start from, and in which fund year. */
export class StartQuery {
  @whole
  @Whole(1, 2_147_483_647)
  from: number;

  @whole
  @Whole(2000, 2200)
  year: number;
}

export class ComparisonQuery {
  /** The number of the revision that it is compared with; the one before, where none is given. */
  @whole
  @Whole(1, 1_000_000, { optional: true })
  with?: number;
}
