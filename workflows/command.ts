import type { Actor } from './actor.js';
import type { DocumentEvent } from './document/decide.js';
import type { FundYearEvent } from './fund-year/events.js';
import type { ProjectEvent } from './project/events.js';

interface Sent {
  readonly actor: Actor;
  /** When it happened, as stated: an import of past years states the past. An instant, ISO 8601. */
  readonly occurredAt: string;
  /** The version that the actor saw, or null where it was read under the same lock. */
  readonly expected: number | null;
}

/** One thing that somebody does to one subject. */
export type Command = Sent &
  (
    | { readonly subject: 'project'; readonly id: number; readonly event: ProjectEvent }
    | { readonly subject: 'document'; readonly id: number; readonly event: DocumentEvent }
    | { readonly subject: 'fundYear'; readonly id: number; readonly event: FundYearEvent }
  );

export type CommandOf<S extends Command['subject']> = Extract<Command, { subject: S }>;
