/** One thing that a clerk wants done, with the key under which it is sent however often it must be. */
export interface Wanted {
  readonly key: string;
  readonly who: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: object;
  /** As history calls it, `claim.pay`; `draft.save` for what is written outside the door. */
  readonly event: string;
  /** `project/12`, `document/3`, `fundYear/2026`; `new` for what is yet to begin. */
  readonly subject: string;
}

/** What came back, or why nothing did: `broken` is a connection that ended, `silent` one on which nothing came. */
export type Reply =
  | {
      readonly status: number;
      readonly body: Record<string, unknown>;
      readonly type: string | null;
      readonly retryAfter: string | null;
    }
  | 'broken'
  | 'silent';

export interface Sending {
  readonly at: number;
  readonly tookMs: number;
  readonly reply: Reply;
}

/** What became of it, as far as its clerk was told. Who gave up does not know. */
export interface Entry extends Wanted {
  readonly sendings: Sending[];
  outcome: 'done' | 'refused' | 'unknown';
  answer: Record<string, unknown>;
}

/** A definite answer is one that sending again would not change: everything but a server that could not. */
export const isDefinite = (reply: Reply): reply is Exclude<Reply, string> =>
  typeof reply === 'object' && reply.status < 500 && reply.status !== 429;

/** Every write that was sent, each attempt of it, and what was answered: what the judge holds the database to. */
export class Journal {
  readonly entries: Entry[] = [];
  /** Reads are not judged by what they bring, only by how they are answered. */
  readonly reads: Sending[] = [];
  private count = 0;

  /** Stands in the texts that are sent, so that history can be searched for it. */
  mark(): string {
    this.count += 1;
    return `〔${this.count}〕`;
  }

  open(wanted: Wanted): Entry {
    const entry: Entry = { ...wanted, sendings: [], outcome: 'unknown', answer: {} };
    this.entries.push(entry);
    return entry;
  }

  of(outcome: Entry['outcome']): Entry[] {
    return this.entries.filter((entry) => entry.outcome === outcome);
  }

  get sendings(): Sending[] {
    return [...this.entries.flatMap((entry) => entry.sendings), ...this.reads];
  }
}
