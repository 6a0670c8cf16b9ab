import pg, { type ClientBase, type Connection, type FieldDef, type QueryResultRow, type Submittable } from 'pg';
import type { Statements } from './transaction.js';

/** What `pg` has and its types do not tell. */
interface Decoder {
  addFields(fields: readonly FieldDef[]): void;
  parseRow(fields: readonly unknown[]): QueryResultRow;
}
type Wire = { [M in 'parse' | 'bind' | 'describe' | 'execute' | 'close']: (message: object) => void } & Pick<
  Connection,
  'stream' | 'sync'
>;
const { Result, utils } = pg as unknown as {
  readonly Result: new (rowMode?: undefined, types?: typeof pg.types) => Decoder;
  readonly utils: { readonly prepareValue: (value: unknown) => unknown };
};

/** How a connection reads the rows of a statement that is prepared on it. */
interface Prepared {
  readonly decoder: Decoder;
}

interface Sent {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rows: QueryResultRow[];
  readonly resolve: (rows: QueryResultRow[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Statements that leave in one message and are answered in one. `pg` ends each of its own with a Sync, pipelined too:
 * PostgreSQL then answers each in a packet, Node wakes up for each, and that costs more than the short statements of a
 * batch themselves. With one Sync, the first that fails takes those behind it with it: all of a round trip fails with its
 * error, COMMIT included.
 */
class RoundTrip implements Submittable {
  private readonly sent: Sent[] = [];
  private answered = 0;
  private readonly parsed: number[] = [];

  /** `pg` looks for it: with a time limit it puts its own around it. */
  callback: (error: unknown) => void = (error) => {
    for (const { resolve, reject, rows } of this.sent) {
      if (error) reject(error);
      else resolve(rows);
    }
  };

  constructor(private readonly prepared: Map<string, Prepared>) {}

  add(name: string, text: string, values: readonly unknown[]): Promise<QueryResultRow[]> {
    return new Promise((resolve, reject) => this.sent.push({ name, text, values, rows: [], resolve, reject }));
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    wire.stream.cork();
    this.sent.forEach(({ name, text, values }, index) => {
      if (!this.prepared.has(name)) {
        this.prepared.set(name, { decoder: new Result() });
        this.parsed.push(index);
        // What an earlier failure left half-done there goes first; closing what is not there is no error.
        wire.close({ type: 'S', name });
        wire.parse({ name, text });
        wire.describe({ type: 'S', name });
      }
      wire.bind({ statement: name, values, valueMapper: utils.prepareValue });
      wire.execute({ portal: '' });
    });
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly FieldDef[] }): void {
    this.current.decoder.addFields(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly unknown[] }): void {
    this.sent[this.answered]!.rows.push(this.current.decoder.parseRow(fields));
  }

  handleCommandComplete(): void {
    this.answered += 1;
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  /** From the server, or because the connection broke or stood still for too long. */
  handleError(error: unknown): void {
    for (const index of this.parsed) if (index >= this.answered) this.prepared.delete(this.sent[index]!.name);
    this.callback(error);
  }

  private get current(): Prepared {
    return this.prepared.get(this.sent[this.answered]!.name)!;
  }
}

const preparedOn = new WeakMap<ClientBase, Map<string, Prepared>>();

/**
 * Named statements of which those that are not waited for one by one leave together. For a connection that is not
 * pipelined, and that nobody else sends to meanwhile.
 */
export function roundTripsOn(client: ClientBase): Statements {
  let prepared = preparedOn.get(client);
  if (!prepared) preparedOn.set(client, (prepared = new Map<string, Prepared>()));
  const known = prepared;
  let next: RoundTrip | null = null;
  return {
    named: <Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) => {
      if (!next) {
        const round = (next = new RoundTrip(known));
        process.nextTick(() => {
          next = null;
          client.query(round);
        });
      }
      return next.add(name, text, values) as Promise<Row[]>;
    },
  };
}
