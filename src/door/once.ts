import { hash } from 'node:crypto';
import type { Statements } from '../database/transaction.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { toJson } from './rows.js';

export interface Request {
  readonly personId: number;
  readonly key: string;
  /** What a person sent: under which session, and as holder of which membership. */
  readonly session?: { readonly hash: string; readonly membershipId: number };
}

/** What a request asked for, as it is kept beside its answer. */
export const hashOf = (asked: unknown): string => hash('sha256', toJson(asked));

export const nameOf = ({ personId, key }: Request): string => `${personId} ${key}`;

interface Kept<T> {
  readonly hash: string;
  readonly response: T;
}

/** The answers that these requests got already, by `nameOf`. To be read behind the locks of what they ask for. */
export async function keptAnswers<T>(
  tx: Statements,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, Kept<T>>> {
  if (requests.length === 0) return new Map();
  const rows = await tx.named<Kept<T> & { person_id: number; key: string }>(
    'door.requests',
    `select r.person_id, r.key, r.hash, r.response from unnest($1::int[], $2::text[]) as a(person_id, key)
       cross join lateral (select * from request r where r.person_id = a.person_id and r.key = a.key offset 0) r`,
    [requests.map(({ personId }) => personId), requests.map(({ key }) => key)],
  );
  return new Map(rows.map((row) => [nameOf({ personId: row.person_id, key: row.key }), row]));
}

/** Throws `request.key-reused` when the key was used for something else. */
export function answerTo<T>({ key }: Request, hash: string, kept: Kept<T> | undefined): T | null {
  if (kept && kept.hash !== hash) throw new DomainError('refused', 'request.key-reused', { key });
  return kept ? kept.response : null;
}

/**
 * Keeps answers: one statement for a batch, in the order of its keys, so that no two batches wait for each other. Of two
 * that do one request at once, the second fails on `request_is_done_once`, runs anew and finds the answer of the first.
 */
export const keepAnswers = `
insert into request (person_id, key, hash, response)
select person_id, key, hash, response
from json_to_recordset($1::json) as r(person_id int, key text, hash text, response jsonb) order by person_id, key`;

export const isRaced = (error: unknown): boolean =>
  error instanceof RequestRaced || (error as { constraint?: string } | null)?.constraint === 'request_is_done_once';

/**
 * Does `work` once for a key: a retry by the same person with the same `asked` gets the first answer, with another one
 * it is refused (422). To be called within the transaction of the work; two at once with one key wait for each other at
 * the insert, and the second starts anew and finds the answer. For what does not go through the door.
 */
export async function once<T>(tx: Statements, request: Request, asked: unknown, work: () => Promise<T>): Promise<T> {
  const asOf = hashOf(asked);
  const answered = async () => answerTo(request, asOf, (await keptAnswers<T>(tx, [request])).get(nameOf(request)));
  const earlier = await answered();
  if (earlier !== null) return earlier;
  const response = await refusedBecauseRaced(work(), answered);
  const { personId, key } = request;
  const kept = await tx.named(
    'door.keep-request',
    `insert into request (person_id, key, hash, response) values ($1, $2, $3, $4::jsonb)
     on conflict (person_id, key) do nothing returning 1`,
    [personId, key, asOf, toJson(response)],
  );
  // Somebody else did it while we did: roll back, and let the transaction run anew, which finds their answer.
  if (kept.length === 0) throw new RequestRaced();
  return response;
}

/** A refusal may come from the same request, done meanwhile: its document number is taken, by itself. Then it starts anew. */
async function refusedBecauseRaced<T>(work: Promise<T>, answeredMeanwhile: () => Promise<unknown>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && (await answeredMeanwhile()) !== null) throw new RequestRaced();
    throw error;
  }
}

/** Carries the code of a serialisation failure, which `inTransaction` answers by running the work anew. */
class RequestRaced extends Error {
  readonly code = '40001';
}
