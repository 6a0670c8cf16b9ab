import { open } from 'node:fs/promises';
import exifr from 'exifr';
import { fileTypeFromFile } from 'file-type';
import { endingOf, mediaTypeFor, mediaTypes, type PaperContent } from '../../workflows/project/papers.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { assertPlainText } from './plain-text.js';
import { assertOfficeFile, hasZipAtItsEnd } from './zip-contents.js';

export type Examined = Omit<PaperContent, 'hash' | 'bytes'>;

/** The media type that a file of this name must have. Refuses names that nobody may upload (programs, SVG, HTML, macros …). */
export function wantedType(name: string): string {
  const wanted = mediaTypeFor(name);
  if (wanted) return wanted;
  if (/^(docm|dotm|xlsm|xltm|xlam)$/.test(endingOf(name))) throw new DomainError('refused', 'paper.macros', { name });
  const allowed = Object.values(mediaTypes).flat().join(', ');
  throw new DomainError('refused', 'paper.type-refused', { name, allowed });
}

/**
 * Looks into a file before it is kept: that it is what its name says, and nothing else besides. Reads, never unpacks, and
 * keeps no more of it in memory than a piece. Throws DomainError.
 */
export async function examine(path: string, name: string): Promise<Examined> {
  const wanted = wantedType(name);
  const nothing = { mediaType: wanted, takenAt: null, latitude: null, longitude: null };
  if (wanted.startsWith('text/')) {
    await assertPlainText(path, name);
    return nothing;
  }
  if (isZip(wanted)) {
    await assertOfficeFile(path, name, wanted);
    return nothing;
  }
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (!found || (found.mime !== wanted && !(wanted === 'image/heic' && found.mime === 'image/heif')))
    throw new DomainError('refused', 'paper.disguised', { name });
  await assertNothingHidden(path, name, wanted);
  return wanted.startsWith('image/') ? { ...nothing, ...(await takenWhereAndWhen(path)) } : nothing;
}

const isZip = (mediaType: string) =>
  mediaType.startsWith('application/vnd.openxmlformats') || mediaType === 'application/ofd';

const markup = /<(script|html|svg|iframe|!doctype|\?php)/i;
const piece = 65_536;

/**
 * A file that is two kinds at once (PDF and ZIP, image and page) is harmless here and something else elsewhere: a PDF begins
 * and ends as one, an image holds no markup, and neither has an archive behind it.
 */
async function assertNothingHidden(path: string, name: string, mediaType: string): Promise<void> {
  if (await hasZipAtItsEnd(path)) throw new DomainError('refused', 'paper.disguised', { name });
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (mediaType === 'application/pdf') {
      const head = await read(file, 0, 1024);
      const tail = await read(file, Math.max(0, size - 2048), 2048);
      if (!head.startsWith('%PDF-') || markup.test(head)) throw new DomainError('refused', 'paper.disguised', { name });
      if (!tail.includes('%%EOF')) throw new DomainError('refused', 'paper.unreadable', { name });
      return;
    }
    // Each piece overlaps the next, so that no mark is cut in two.
    for (let at = 0; at < size; at += piece - 16) {
      if (markup.test(await read(file, at, piece))) throw new DomainError('refused', 'paper.disguised', { name });
    }
  } finally {
    await file.close();
  }
}

async function read(file: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('latin1', 0, bytesRead);
}

/** What the camera noted. A photo without it, or with nonsense in its place, is a photo all the same. */
async function takenWhereAndWhen(path: string): Promise<Pick<Examined, 'takenAt' | 'latitude' | 'longitude'>> {
  const options = { pick: ['DateTimeOriginal', 'GPSLatitude', 'GPSLongitude', 'GPSLatitudeRef', 'GPSLongitudeRef'] };
  const said = (await exifr
    .parse(path, { ...options, gps: true, reviveValues: false, translateValues: false })
    .catch(() => null)) as { DateTimeOriginal?: unknown; latitude?: unknown; longitude?: unknown } | null;
  const [latitude, longitude] = [degrees(said?.latitude, 90), degrees(said?.longitude, 180)];
  const isPlace = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  return {
    takenAt: instant(said?.DateTimeOriginal),
    latitude: isPlace ? latitude : null,
    longitude: isPlace ? longitude : null,
  };
}

const degrees = (value: unknown, most: number): number | null =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most ? value : null;

/** `2026:03:01 10:00:00`, as cameras write it; only a moment that exists. */
function instant(value: unknown): string | null {
  const match = typeof value === 'string' ? /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(value) : null;
  if (!match) return null;
  const text = `${match[1]}-${match[2]}-${match[3]}T${match[4]}`;
  const time = new Date(`${text}Z`);
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 19) !== text ? null : text;
}
