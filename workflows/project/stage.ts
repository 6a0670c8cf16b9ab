import type { AccountKey } from '../ledger/accounts.js';
import type { EntryKind } from '../ledger/book.js';
import type { Role } from '../actor.js';
import type { Fen } from '../values/money.js';
import type { LocalDate } from '../values/local-date.js';
import type { EventOf, ProjectEventType } from './events.js';
import type { Blame, Project, Share, Situation } from './facts.js';
import type { AnyPart, PartKind } from './parts.js';
import type { Limit } from './policy.js';
import type { Answered } from './returned.js';

/**
 * A role, or a seat that different roles fill for a county and for what the city runs itself:
 * officer is the county officer, for the city's own projects the line department; payer is county or city finance;
 * receiver confirms receipt: county finance, for the city's own projects the line department.
 */
export type Holder = Role | 'officer' | 'payer' | 'receiver';

export interface Waiting {
  /** A part may decide by its own content whose it is. */
  readonly holder: Holder | ((part: AnyPart) => Holder);
  readonly limit: Limit;
  /** The day that was ordered, where a part names one: it stands in place of the limit. */
  readonly until?: (part: AnyPart) => LocalDate | null;
  /** Where it is not the holder's own time: public notice, and waiting for money that has not come. */
  readonly blame?: Blame;
  /** The clock stands still from the start (waiting for funds). */
  readonly paused?: true;
}

export type Effect =
  | { readonly type: 'project.set'; readonly fields: Partial<Project> }
  | { readonly type: 'share.set'; readonly no: number; readonly fields: Partial<Share> }
  | { readonly type: 'shares.replace'; readonly shares: readonly Share[] }
  | { readonly type: 'part.add'; readonly kind: PartKind; readonly state: string; readonly fields: object }
  | {
      readonly type: 'part.set';
      readonly kind: PartKind;
      readonly no: number;
      readonly state?: string;
      readonly fields: object;
    }
  | {
      readonly type: 'ledger.post';
      readonly kind: EntryKind;
      readonly from: AccountKey;
      readonly to: AccountKey;
      readonly amount: Fen;
      readonly documentId?: number;
      readonly part?: string;
      readonly reverses?: EntryKind;
    }
  | { readonly type: 'revision.freeze'; readonly answered: Answered | null; readonly authors: readonly number[] };

/** What one event does to one state. Effects are plain data: who calls `decide` writes them. */
export interface Rule<T extends ProjectEventType> {
  /** A dotted path (`cityReview.opinions`), `next` for the stage that follows in the mode, or nothing to stay. */
  readonly target?: string;
  readonly guard?: (s: Situation, event: EventOf<T>) => boolean;
  readonly effects?: readonly ((s: Situation, event: EventOf<T>) => readonly Effect[])[];
}

export type Rules = { readonly [T in ProjectEventType]?: Rule<T> | readonly Rule<T>[] };

interface Through {
  readonly target: string;
  readonly guard: (s: Situation) => boolean;
}

export interface StateNode {
  /** Who must act, and how long they have. `parts`: each open part has a holder of its own. */
  readonly waitsFor: Waiting | 'parts';
  readonly on: Rules;
  /** Where the project goes on at once when, all effects counted, there is nothing to wait for here. */
  readonly passThrough?: Through | readonly Through[];
}

export interface Stage {
  readonly name: string;
  readonly initial: string;
  /** Events that every state of the stage takes. */
  readonly on?: Rules;
  readonly states: Readonly<Record<string, StateNode>>;
}

export interface PartState {
  readonly waitsFor?: Waiting;
  readonly on?: Rules;
}

/** A small machine for one kind of part. States without a way out are its ends. */
export interface PartMachine {
  readonly kind: PartKind;
  readonly states: Readonly<Record<string, PartState>>;
}
