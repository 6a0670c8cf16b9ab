import type { ProjectEventType } from './events.js';
import type { Mode } from './modes.js';
import type { ClaimKind } from './parts.js';

/** What a paper is (附件类别). */
export type PaperClass =
  'feasibility' | 'budget' | 'design' | 'contract' | 'acceptance' | 'invoice' | 'photo' | 'decision' | 'other';

export const paperClasses: readonly PaperClass[] = [
  'feasibility',
  'budget',
  'design',
  'contract',
  'acceptance',
  'invoice',
  'photo',
  'decision',
  'other',
];

/** A paper as a command or a draft names it: what it is, the SHA-256 of its bytes in hex, and the name that people see. */
export interface NamedPaper {
  readonly class: PaperClass;
  readonly hash: string;
  readonly name: string;
}

/** What is known of the bytes behind a hash; a photo says where and when it was taken, if its camera noted it. */
export interface PaperContent {
  readonly hash: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** As the camera's own clock had it: no time zone. */
  readonly takenAt: string | null;
  /** Degrees, WGS 84; south and west are negative. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Bytes that an organisation brought, and may name. */
export interface Upload extends PaperContent {
  readonly organisationId: number;
}

export type Uploads = ReadonlyMap<string, Upload>;

export const uploadKey = (organisationId: number, hash: string): string => `${organisationId}/${hash}`;

const mebibyte = 1_048_576;

/** The most bytes that a paper of a class may have. Photos are many, and a camera's are below this. */
export const maxBytesOf = (paperClass: PaperClass): number => (paperClass === 'photo' ? 20 : 100) * mebibyte;

/** The most that one command may name, and that one project may keep; voided papers stay, and count. */
export const papersAtOnce = 50;
export const papersPerProject = 500;
export const paperBytesPerProject = 4096 * mebibyte;

/** The most bytes that an organisation may keep in all its projects, and have uploaded that nothing names yet. */
export const paperBytesPerOrganisation = 65_536 * mebibyte;
export const unnamedBytesPerOrganisation = 4096 * mebibyte;

/** A paper without which an event is refused, and for whom. */
export interface RequiredPaper {
  readonly event: ProjectEventType;
  readonly class: PaperClass;
  readonly modes: readonly Mode[];
  /** Only for claims of these kinds. */
  readonly claimKinds?: readonly ClaimKind[];
}

/** The kinds of files that are taken, with the endings that their names may have. */
export const mediaTypes: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/ofd': ['ofd'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
};

export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** What a file of this name must be; nothing where such files are not taken. */
export const mediaTypeFor = (name: string): string | null =>
  Object.keys(mediaTypes).find((type) => mediaTypes[type]!.includes(endingOf(name))) ?? null;

const longest = 200;
/** Controls, what turns the direction of writing round, and what is not seen at all. */
const deceiving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u;
const pathlike = /[/\\<>:"|?*]|^\.|[. ]$|^ /;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** Whether a name only names: no path, nothing hidden or turned round in it, and neither empty nor over-long. */
export const isPaperName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= longest &&
  name.isWellFormed() &&
  !deceiving.test(name) &&
  !pathlike.test(name) &&
  !reserved.test(name);
