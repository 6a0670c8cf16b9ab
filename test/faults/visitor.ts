import { setTimeout as delay } from 'node:timers/promises';
import { password } from '../support/office.js';
import type { Journal, Reply, Sending, Wanted } from './journal.js';

/** Nobody waits longer for an answer; whoever must is reported. */
export const patienceMs = 25_000;

/** One person's browser: signed in once, for as long as everything lasts. */
export class Visitor {
  private constructor(
    private readonly address: string,
    private readonly cookie: string,
    private readonly journal: Journal,
  ) {}

  static async signIn(address: string, who: string, journal: Journal): Promise<Visitor> {
    const answer = await fetch(`${address}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: `demo-${who}`, password }),
    });
    if (answer.status !== 201) throw new Error(`${who} cannot sign in: ${await answer.text()}`);
    return new Visitor(address, answer.headers.getSetCookie()[0]!.split(';')[0]!, journal);
  }

  /** Nobody yet: may sign in, and ask what is open to all. */
  static stranger(address: string, journal: Journal): Visitor {
    return new Visitor(address, '', journal);
  }

  /** Null where there is nothing to see, or nobody who could show it just now. */
  async get<T>(path: string): Promise<T | null> {
    const sending = await this.ask('GET', path);
    this.journal.reads.push(sending);
    const { reply } = sending;
    if (typeof reply === 'object' && reply.status === 200) return reply.body as T;
    await delay(100);
    return null;
  }

  send({ method, path, body, key }: Wanted): Promise<Sending> {
    return this.ask(method, path, body, { 'idempotency-key': key });
  }

  async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Sending> {
    const at = Date.now();
    const reply = await this.reply(method, path, body, headers);
    return { at, tookMs: Date.now() - at, reply };
  }

  private async reply(
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const written = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
    try {
      const answer = await fetch(`${this.address}${path}`, {
        method,
        headers: {
          cookie: this.cookie,
          ...headers,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body, written) } : {}),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        retryAfter: answer.headers.get('retry-after'),
        body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      };
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'silent' : 'broken';
    }
  }
}
