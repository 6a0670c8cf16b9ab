import { createHash } from 'node:crypto';
import type { Tx } from '../database/transaction.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { toJson } from './rows.js';

export interface Request {
  readonly personId: number;
  readonly key: string;
}

/**
 * Does `work` once for a key: a retry by the same person with the same `asked` gets the first answer, with another one
 * it is refused (422). To be called within the transaction of the work, behind whatever lock it takes; two at once
 * with one key wait for each other at the insert, and the second starts anew and finds the answer.
 */
export async function once<T>(tx: Tx, request: Request, asked: unknown, work: () => Promise<T>): Promise<T> {
  return (await onceUnless(tx, request, asked, work)) as T;
}

/** As `once`, for work that may come to nothing (`null`): then the key stays free, and a retry tries again. */
export async function onceUnless<T>(
  tx: Tx,
  request: Request,
  asked: unknown,
  work: () => Promise<T | null>,
): Promise<T | null> {
  const hash = createHash('sha256').update(toJson(asked)).digest('hex');
  const earlier = await answered<T>(tx, request, hash);
  if (earlier) return earlier.response;
  const response = await refusedBecauseRaced(work(), () => answered(tx, request, hash));
  if (response !== null) await keep(tx, request, hash, response);
  return response;
}

/** A refusal may come from the same request, done meanwhile: its document number is taken, by itself. Then it starts anew. */
async function refusedBecauseRaced<T>(work: Promise<T>, answeredMeanwhile: () => Promise<unknown>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && (await answeredMeanwhile())) throw new RequestRaced();
    throw error;
  }
}

async function answered<T>(tx: Tx, { personId, key }: Request, hash: string): Promise<{ response: T } | null> {
  const [row] = await tx.named<{ hash: string; response: T }>(
    'door.request',
    'select hash, response from request where person_id = $1 and key = $2',
    [personId, key],
  );
  if (row && row.hash !== hash) throw new DomainError('refused', 'request.key-reused', { key });
  return row ?? null;
}

async function keep(tx: Tx, { personId, key }: Request, hash: string, response: unknown): Promise<void> {
  const kept = await tx.named(
    'door.keep-request',
    `insert into request (person_id, key, hash, response) values ($1, $2, $3, $4::jsonb)
     on conflict (person_id, key) do nothing returning 1`,
    [personId, key, hash, toJson(response)],
  );
  // Somebody else did it while we did: roll back, and let the transaction run anew, which finds their answer.
  if (kept.length === 0) throw new RequestRaced();
}

/** Carries the code of a serialisation failure, which `inTransaction` answers by running the work anew. */
class RequestRaced extends Error {
  readonly code = '40001';
}
