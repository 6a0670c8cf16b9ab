import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';
import { DomainError } from '../../workflows/values/domain-error.js';

/** More than any honest document has; what says it unpacks to more is not unpacked, here or by whoever downloads it. */
const mostEntries = 5000;
const mostUnpacked = 500 * 1_048_576;
const mostRatio = 200;
const contentTypesLimit = 1_048_576;

const main: Readonly<Record<string, RegExp>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': /^word\/document\.xml$/,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': /^xl\/workbook\.xml$/,
  'application/ofd': /^OFD\.xml$/,
};

const executable =
  /(^|\/)(vbaProject\.bin|[^/]*\.(exe|dll|com|scr|bat|cmd|ps1|js|jse|vbs|vbe|wsf|hta|jar|msi|lnk|sh))$/i;

/**
 * An office file is an archive: its list of contents tells docx from xlsx from a plain archive, and macros, locks and
 * bombs by what it declares. Only the list is read, and of the contents no more than `[Content_Types].xml`.
 */
export async function assertOfficeFile(path: string, name: string, mediaType: string): Promise<void> {
  const { head, size } = await beginning(path);
  // A document with a password is not an archive but a container of the old kind.
  if (head.startsWith('d0cf11e0a1b11ae1')) throw new DomainError('refused', 'paper.encrypted', { name });
  if (!head.startsWith('504b0304')) throw new DomainError('refused', 'paper.disguised', { name });
  const zip = await openedZip(path, name);
  try {
    await assertEntries(zip, size, name, mediaType);
  } finally {
    zip.close();
  }
}

async function beginning(path: string) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return { head: buffer.toString('hex'), size };
  } finally {
    await file.close();
  }
}

async function openedZip(path: string, name: string): Promise<ZipFile> {
  try {
    return await promisify<string, object, ZipFile>(openZip as never)(path, { lazyEntries: true, autoClose: false });
  } catch {
    throw new DomainError('refused', 'paper.unreadable', { name });
  }
}

async function assertEntries(zip: ZipFile, size: number, name: string, mediaType: string): Promise<void> {
  if (zip.entryCount > mostEntries) throw new DomainError('refused', 'paper.bomb', { name });
  let [packed, unpacked, hasMain, isFirst] = [0, 0, false, false];
  let contentTypes: Entry | null = null;
  for await (const entry of entriesOf(zip, name)) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    // Contents that share their bytes are packed to more than the file has.
    if (unpacked > mostUnpacked || packed > size || (entry.uncompressedSize > 1_048_576 && ratio > mostRatio))
      throw new DomainError('refused', 'paper.bomb', { name });
    if ((entry.generalPurposeBitFlag & 1) === 1) throw new DomainError('refused', 'paper.encrypted', { name });
    if (executable.test(entry.fileName)) throw new DomainError('refused', 'paper.macros', { name });
    if (main[mediaType]!.test(entry.fileName)) hasMain = true;
    if (entry.fileName === '[Content_Types].xml') contentTypes = entry;
    if (entry.relativeOffsetOfLocalHeader === 0) isFirst = true;
  }
  if (!hasMain || !isFirst) throw new DomainError('refused', 'paper.disguised', { name });
  if (mediaType === 'application/ofd') return;
  if (!contentTypes) throw new DomainError('refused', 'paper.disguised', { name });
  const types = await textOf(zip, contentTypes, name);
  if (/macroEnabled/i.test(types)) throw new DomainError('refused', 'paper.macros', { name });
}

async function* entriesOf(zip: ZipFile, name: string): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = () => zip.removeAllListeners();
      zip.once('entry', (next: Entry) => (done(), resolve(next)));
      zip.once('end', () => (done(), resolve(null)));
      // Among others a path that leads out of the archive.
      zip.once('error', () => (done(), reject(new DomainError('refused', 'paper.unreadable', { name }))));
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

/** Unpacks one small text, and stops at the limit whatever its length was said to be. */
async function textOf(zip: ZipFile, entry: Entry, name: string): Promise<string> {
  if (entry.uncompressedSize > contentTypesLimit) throw new DomainError('refused', 'paper.bomb', { name });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > contentTypesLimit) throw new DomainError('refused', 'paper.bomb', { name });
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('refused', 'paper.unreadable', { name });
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether an archive ends where the file ends: its last record stands in the last 64 KiB. */
export async function hasZipAtItsEnd(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 65_557);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.includes(Buffer.from('504b0506', 'hex'));
  } finally {
    await file.close();
  }
}
