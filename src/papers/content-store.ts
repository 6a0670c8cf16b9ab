import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** Part of a file, both ends included. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** SHA-256 in hex, read piece by piece. */
export async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export const hashOfFile = (path: string): Promise<string> => hashOf(createReadStream(path));

/** As many stored papers as it remembers to have read whole since they were written. */
const remembered = 10_000;

/**
 * The bytes of papers, each under its hash. Durable: what `put` has returned from survives a power cut. Idempotent: the
 * same bytes twice are stored once. Names of people never become names of files.
 */
export abstract class ContentStore {
  private readonly intact = new Map<string, string>();

  /** Throws an OperatorError, one line, where papers cannot be kept: asked before anything is served. */
  abstract assertUsable(): Promise<void>;

  /** Keeps a copy of what is at `path`, which stays. */
  async put(hash: string, path: string): Promise<void> {
    if (!(await this.isIntact(hash))) await this.write(hash, path);
  }

  abstract read(hash: string, slice?: Slice): Promise<Readable>;

  async remove(hash: string): Promise<void> {
    this.intact.delete(hash);
    await this.erase(hash);
  }

  async has(hash: string): Promise<boolean> {
    return (await this.stampOf(hash)) !== null;
  }

  /** Whether the bytes are there and still what their hash says; read again when they were written since. */
  async isIntact(hash: string): Promise<boolean> {
    const stamp = await this.stampOf(hash);
    if (stamp === null) return false;
    if (this.intact.get(hash) === stamp) return true;
    const same = (await hashOf(await this.read(hash))) === hash;
    if (this.intact.size >= remembered) this.intact.clear();
    if (same) this.intact.set(hash, stamp);
    return same;
  }

  /** Every hash under which something is stored. */
  abstract hashes(): AsyncIterable<string>;

  /** What is stored there, in a word that is another when it was written anew; nothing where nothing is. */
  protected abstract stampOf(hash: string): Promise<string | null>;

  protected abstract write(hash: string, path: string): Promise<void>;

  protected abstract erase(hash: string): Promise<void>;
}

export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Whatever is asked of a store by another word than a hash is a bug: it would name another file. */
export function assertHash(hash: string): void {
  if (!isHash(hash)) throw new Error('not a hash');
}
