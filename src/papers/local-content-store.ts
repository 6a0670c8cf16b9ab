import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { OperatorError } from '../operator-error.js';
import { assertHash, ContentStore, isHash, type Slice } from './content-store.js';

/** Papers below a folder of this machine. */
export class LocalContentStore extends ContentStore {
  constructor(private readonly folder: string) {
    super();
  }

  async assertUsable(): Promise<void> {
    await mkdir(this.folder, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
      throw new OperatorError({
        en: `Papers cannot be kept in ${this.folder} (${code}): let Sluice write there, or set another DATA_DIR.`,
        'zh-CN': `无法在 ${this.folder} 保存附件（${code}）：请授予写入权限，或另设 DATA_DIR。`,
      });
    });
  }

  async read(hash: string, slice?: Slice): Promise<Readable> {
    return createReadStream(this.placeOf(hash), slice);
  }

  async *hashes(): AsyncIterable<string> {
    for (const prefix of await readdir(this.folder).catch(() => [])) {
      for (const rest of await readdir(join(this.folder, prefix)).catch(() => [])) {
        if (isHash(prefix + rest)) yield prefix + rest;
      }
    }
  }

  protected async stampOf(hash: string): Promise<string | null> {
    const found = await stat(this.placeOf(hash)).catch(() => null);
    return found && `${found.mtimeMs}/${found.size}/${found.ino}`;
  }

  protected async write(hash: string, path: string): Promise<void> {
    const place = this.placeOf(hash);
    await mkdir(dirname(place), { recursive: true });
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

  protected async erase(hash: string): Promise<void> {
    await rm(this.placeOf(hash), { force: true });
  }

  private placeOf(hash: string): string {
    assertHash(hash);
    return join(this.folder, hash.slice(0, 2), hash.slice(2));
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync();
  await folder.close();
}
