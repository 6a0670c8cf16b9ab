import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Part of a file, both ends included. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** SHA-256 in hex, read piece by piece. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The bytes of papers below a folder, each file under its hash. Durable: what `put` has returned from survives a power cut.
 * Idempotent: the same bytes twice are stored once. Names of people never become paths.
 */
export class ContentStore {
  private readonly intact = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** Keeps a copy of what is at `path`, which stays. */
  async put(hash: string, path: string): Promise<void> {
    const place = this.placeOf(hash);
    await mkdir(dirname(place), { recursive: true });
    if ((await stat(place).catch(() => null)) && (await hashOf(place)) === hash) return;
    const beside = `${place}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    await link(path, beside).catch((error: NodeJS.ErrnoException) => {
      // What lies on another disk is copied.
      if (error.code !== 'EXDEV') throw error;
      return copyFile(path, beside);
    });
    const file = await open(beside, 'r+');
    await file.sync();
    await file.close();
    await rename(beside, place);
    await syncFolder(dirname(place));
  }

  async remove(hash: string): Promise<void> {
    this.intact.delete(hash);
    await rm(this.placeOf(hash), { force: true });
  }

  read(hash: string, slice?: Slice): Readable {
    return createReadStream(this.placeOf(hash), slice);
  }

  /** Whether the bytes are there and still what their hash says; read again when the file was touched since. */
  async isIntact(hash: string): Promise<boolean> {
    const place = this.placeOf(hash);
    const found = await stat(place).catch(() => null);
    if (!found) return false;
    const touched = `${found.mtimeMs}/${found.size}/${found.ino}`;
    if (this.intact.get(hash) === touched) return true;
    const same = (await hashOf(place)) === hash;
    if (same) this.intact.set(hash, touched);
    return same;
  }

  /** Every hash under which something is stored. */
  async hashes(): Promise<string[]> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    return names.map((name) => name.replaceAll('/', '')).filter((name) => /^[0-9a-f]{64}$/.test(name));
  }

  private placeOf(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash');
    return join(this.folder, hash.slice(0, 2), hash.slice(2));
  }
}

/** Where papers are kept below the data folder. */
export const contentStoreIn = (dataDir: string): ContentStore => new ContentStore(join(dataDir, 'papers', 'kept'));

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync();
  await folder.close();
}
