import type { DocumentKind } from '../../workflows/document/facts.js';
import type { Mode } from '../../workflows/project/modes.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import type { PaperClass } from '../../workflows/project/papers.js';
import { parseWan } from '../../workflows/values/money.js';

/** One project's life as a list of steps: who does what with which form, and where the project is afterwards. */
export interface Story {
  readonly title: string;
  readonly mode: Mode;
  /** What the reader should look out for. */
  readonly about: string;
  /** The steps under the headings that the transcript shows. */
  readonly chapters: readonly { readonly heading: string; readonly steps: readonly Step[] }[];
}

/** Names of people as in `src/demo/city.ts`, to be turned into the numbers that a form sends. */
export interface Cast {
  readonly person: (who: string) => number;
  readonly organisation: (who: string) => number;
}

type Form = object | ((cast: Cast) => object);

/** Begins the application. */
interface Begin {
  readonly who: string;
  readonly begins: {
    readonly line: string;
    readonly shares: readonly { readonly regionId: string; readonly asked: string }[];
  };
}
/** Saves the draft, as the page does while somebody types. */
interface Write {
  readonly who: string;
  readonly writes: object;
  readonly brings?: readonly PaperClass[];
}
/** Does what the project's page offers. */
interface Act {
  readonly who: string;
  readonly does: ProjectEventType;
  readonly form?: Form;
  /** A paper of each class, uploaded and named. */
  readonly brings?: readonly PaperClass[];
  /** The number of the part, where more than one could be meant. */
  readonly part?: number;
  /** The state afterwards; the same as before where nothing is said. */
  readonly becomes?: string;
}
/** Tries what is not allowed yet, and is told why. */
interface Try {
  readonly who: string;
  readonly tries: ProjectEventType;
  readonly form?: Form;
  readonly brings?: readonly PaperClass[];
  readonly part?: number;
  /** The codes of what is in the way. */
  readonly because: readonly string[];
}
/** A document that was signed elsewhere is recorded, and confirmed by a second person. */
interface Sign {
  readonly signs: DocumentKind;
  readonly number: string;
  readonly title: string;
  readonly amounts: readonly { readonly share: number; readonly amount: string }[];
  readonly becomes?: string;
}
/** Days pass. */
interface Days {
  readonly until: string;
  readonly meanwhile: string;
}
/** What the system does by itself when its time has come. */
interface Elapsed {
  readonly elapses: 'review.endNotice';
  readonly becomes: string;
}

export type Step = Begin | Write | Act | Try | Sign | Days | Elapsed;

/** An amount in 万元 as the API carries it: a digit string of fen. */
export const wan = (amount: string): string => parseWan(amount).toString();
