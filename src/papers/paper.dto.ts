import { type PaperClass, paperClasses } from '../../workflows/project/papers.js';
import { Digest, ListOf, OneOf, PaperName, Words } from '../http/fields.js';
import { Seen } from '../projects/decision.js';

/** A paper that was uploaded before, named by the SHA-256 of its bytes. */
export class PaperNamed {
  @OneOf(paperClasses)
  class: PaperClass;

  @Digest()
  hash: string;

  @PaperName()
  name: string;
}

export class PapersAdded extends Seen {
  @ListOf(() => PaperNamed)
  papers: PaperNamed[];

  @Words()
  note: string;
}
