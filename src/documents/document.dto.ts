import { documentKinds, type DocumentKind } from '../../workflows/document/facts.js';
import type { Fen } from '../../workflows/values/money.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Transform } from 'class-transformer';
import { Day, Digest, Id, ListOf, Money, ObjectOf, OneOf, PaperName, Whole, Words } from '../http/fields.js';
import { PageQuery } from '../http/page.js';
import { Seen } from '../projects/decision.js';

class ScheduleItem {
  @Id({ options: 'projects' })
  projectId: number;

  @Id({ options: 'shares' })
  share: number;

  @Money()
  amount: Fen;
}

/** The scan of the signed original, uploaded before. */
class Scan {
  @Digest()
  hash: string;

  @PaperName()
  name: string;
}

/** A document as it was signed: who issued it, its number and date, its schedule, and its scan, by which a second person confirms it. */
export class NewDocument {
  @OneOf(documentKinds)
  kind: DocumentKind;

  @Whole(2000, 2200)
  year: number;

  @Words(200)
  issuer: string;

  @Words(100)
  number: string;

  @Day()
  issuedOn: LocalDate;

  @Words(500)
  title: string;

  @ListOf(() => ScheduleItem)
  items: ScheduleItem[];

  @ObjectOf(() => Scan)
  scan: Scan;
}

export class DocumentConfirmation extends Seen {}

export class DocumentVoidance extends Seen {
  @Words()
  reason: string;
}

export class DocumentQuery extends PageQuery {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @Whole(2000, 2200, { optional: true })
  year?: number;

  @OneOf(['recorded', 'confirmed', 'void'], { optional: true })
  state?: 'recorded' | 'confirmed' | 'void';
}
