import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import { endingOf } from '../../workflows/project/papers.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { ProjectReader } from '../projects/project.reader.js';
import { ContentStore, type Slice } from './content-store.js';

export interface Download {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Readable;
}

/** Hands papers out: to whoever may see their project, whole or in part, and never as something that a browser would run. */
@Injectable()
export class PaperDownload {
  private readonly log = new Logger('papers');

  constructor(
    private readonly reader: ProjectReader,
    private readonly store: ContentStore,
  ) {}

  async open(member: Member, projectId: number, no: number, range: string | undefined): Promise<Download> {
    const { facts } = await this.reader.situation(member, projectId);
    const paper = facts.parts.paper.find((each) => each.no === no);
    if (!paper) throw new DomainError('missing', 'paper.missing');
    return this.hand(paper, `paper-${no}`, range);
  }

  /** What somebody may see: `plainName` is for browsers that read no other. */
  async hand(
    { hash, bytes, name, mediaType }: { hash: string; bytes: number; name: string; mediaType: string },
    plainName: string,
    range: string | undefined,
  ): Promise<Download> {
    if (!(await this.store.isIntact(hash))) {
      this.log.error(`what is stored under ${hash} (${plainName}) no longer agrees with it`);
      throw new DomainError('refused', 'paper.damaged', { name });
    }
    const slice = sliceOf(range, bytes);
    return {
      status: slice ? 206 : 200,
      headers: {
        'content-type': mediaType.startsWith('text/') ? 'application/octet-stream' : mediaType,
        'content-length': String(slice ? slice.end - slice.start + 1 : bytes),
        ...(slice ? { 'content-range': `bytes ${slice.start}-${slice.end}/${bytes}` } : {}),
        'accept-ranges': 'bytes',
        'content-disposition': attached(name, plainName),
        'x-content-type-options': 'nosniff',
        'content-security-policy': `default-src 'none'; sandbox`,
        'cache-control': 'private, no-store',
        etag: `"${hash}"`,
      },
      content: await this.store.read(hash, slice ?? undefined),
    };
  }
}

/** RFC 6266: a plain name for old browsers, the real one as RFC 5987 has it. */
function attached(name: string, plainName: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plainName}.${endingOf(name)}"; filename*=UTF-8''${encoded}`;
}

/** One range of RFC 9110; anything else is answered with the whole. */
function sliceOf(range: string | undefined, bytes: number): Slice | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [from, to] = [match[1], match[2]].map((text) => (text === '' ? null : Number(text)));
  const start = from ?? Math.max(0, bytes - to!);
  const end = from === null ? bytes - 1 : Math.min(to ?? bytes - 1, bytes - 1);
  if (start >= bytes || start > end) throw new DomainError('refused', 'request.range-unsatisfiable');
  return { start, end };
}
