import type { PlayerName } from './cast.js';

/** A document that is recorded and, unless `confirmed` is false, confirmed before the event that names it. */
export interface Paper {
  /** By number of share; every amount above zero. */
  readonly amounts: Readonly<Record<number, bigint>>;
  readonly confirmed: boolean;
}

/** What is sent: plain data, so that a sequence can be printed and sent to anything that is a Subject. */
export type Sent =
  | {
      readonly to: 'project';
      readonly by: PlayerName | 'system';
      readonly type: string;
      /** The number of the part that it is about. */
      readonly part?: number;
      /** What the event carries beside that; a `paper` becomes the `documentId`. */
      readonly carries: Readonly<Record<string, unknown>>;
      readonly paper?: Paper;
      /** Which version the sender saw: none was said, the right one, or an old one. */
      readonly version: 'unsaid' | 'right' | 'old';
    }
  /** Somebody writes in the draft. Sent only while it may be written, by whoever may: it does not pass the door. */
  | { readonly to: 'draft'; readonly by: PlayerName }
  | { readonly to: 'fund'; readonly type: 'income' | 'hold' | 'lift'; readonly amount: bigint }
  | { readonly to: 'calendar'; readonly days: number };

export type Outcome = 'accepted' | 'missing' | 'forbidden' | 'refused' | 'conflict' | 'invalid';

/** What can be seen from outside, in words and digits; two subjects that behave alike show the same. */
export interface Seen {
  readonly state: string;
  readonly suspended: boolean;
  readonly shares: readonly string[];
  readonly fund: string;
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly waiting: readonly string[];
}

/** Anything that takes events: `decideProject` in memory, or the door on a real database. */
export interface Subject {
  apply(sent: Sent): Promise<Outcome>;
  state(): Promise<Seen>;
}

export const modelModes = ['standard', 'build_first', 'filing', 'actual_cost', 'direct_transfer'] as const;
export type ModelMode = (typeof modelModes)[number];

/** How a sequence begins: a new project, a fund with so much income, a line with so much budget. */
export interface Opening {
  readonly mode: ModelMode;
  /** One share of a county's applicant, or two counties in a project of the city. */
  readonly run: 'county' | 'city';
  readonly asked: bigint;
  readonly income: bigint;
  readonly budget: bigint;
}
