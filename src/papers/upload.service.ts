import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import {
  isPaperName,
  maxBytesOf,
  paperBytesPerOrganisation,
  type PaperClass,
  paperClasses,
  unnamedBytesPerOrganisation,
} from '../../workflows/project/papers.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Clock } from '../clock.js';
import { readingAs, writingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { ContentStore, hashOfFile } from './content-store.js';
import { type Examined, examine, wantedType } from './examine.js';

/** Where bytes arrive: below the data folder, on the disk on which they are kept. */
export const ARRIVING = 'papers:arriving';

interface UploadRow {
  id: string;
  class: PaperClass;
  name: string;
  bytes: number;
  hash: string | null;
}

/** What a page is told of an upload that has arrived: it can be named now. */
export interface Arrived extends Examined {
  readonly id: string;
  readonly class: PaperClass;
  readonly name: string;
  readonly bytes: number;
  readonly hash: string;
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 104_857.6) / 10;

/**
 * Uploads from their announcement to their hash. A row stands before the first byte, and the row of a stored file before its
 * bytes: whatever a crash leaves behind has a row by which the client resumes or the sweep removes it.
 */
@Injectable()
export class UploadService {
  private readonly log = new Logger('papers');
  private readonly finishing = new Map<string, Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly store: ContentStore,
    @Inject(ARRIVING) private readonly arriving: string,
  ) {}

  /** Announces an upload. Refuses by name, class and said length before anything is stored. */
  async begin(member: Member, id: string, said: { class: string; name: string; bytes: number }): Promise<void> {
    const { name, bytes } = said;
    const paperClass = paperClasses.find((each) => each === said.class);
    if (!paperClass) throw new DomainError('invalid', 'paper.class-unknown');
    if (!isPaperName(name)) {
      throw new DomainError('invalid', 'paper.name-refused', { name: name.replace(/\p{C}/gu, '�').slice(0, 50) });
    }
    wantedType(name);
    if (bytes === 0) throw new DomainError('refused', 'paper.empty', { name });
    const most = maxBytesOf(paperClass);
    if (bytes > most) {
      throw new DomainError('refused', 'paper.too-large', { name, size: mebibytes(bytes), most: mebibytes(most) });
    }
    await writingAs(this.dataSource, member, async (tx) => {
      await this.assertRoom(tx, member, bytes);
      await tx.named(
        'papers.begin',
        `insert into upload (id, organisation_id, person_id, class, name, bytes, begun_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, member.organisationId, member.personId, paperClass, name, bytes, this.clock.now()],
      );
    });
  }

  /** 404 for every other organisation's, as for one that does not exist. */
  async assertOwn(member: Member, id: string): Promise<void> {
    await this.row(member, id);
  }

  /** What has arrived, examined and kept. Done once; asked again, it finishes what a crash interrupted, or tells the same. */
  async finish(member: Member, id: string): Promise<Arrived> {
    const row = await this.row(member, id);
    if (row.hash === null) await this.keepOnce(member, row);
    const [arrived] = await this.read<Arrived>(
      member,
      'papers.arrived-as',
      `select u.id, u.class, u.name, f.bytes, f.hash, f.media_type as "mediaType",
         to_char(f.taken_at, 'YYYY-MM-DD"T"HH24:MI:SS') as "takenAt", f.latitude, f.longitude
       from upload u join stored_file f on f.hash = u.hash where u.id = $1`,
      [id],
    );
    if (!arrived) throw new DomainError('missing', 'paper.upload-missing');
    return arrived;
  }

  /** Gives an upload up: its row, and what has arrived of it. What a project already has of it stays. */
  async discard(member: Member, id: string): Promise<void> {
    await this.row(member, id);
    await this.remove(member, id);
  }

  /** The last piece and a question may come at the same time: the second waits for what the first does. */
  private async keepOnce(member: Member, row: UploadRow): Promise<void> {
    const under =
      this.finishing.get(row.id) ??
      this.keep(member, row)
        .catch((error: unknown) => {
          // The sweep, or whoever gave it up, took away what had arrived.
          const isGone = (error as { code?: unknown }).code === 'ENOENT';
          throw isGone ? new DomainError('missing', 'paper.upload-missing') : error;
        })
        .finally(() => this.finishing.delete(row.id));
    this.finishing.set(row.id, under);
    await under;
  }

  private async keep(member: Member, { id, name, bytes }: UploadRow): Promise<void> {
    const path = join(this.arriving, id);
    const arrived = await stat(path).catch(() => null);
    if (arrived?.size !== bytes) {
      if ((await this.row(member, id)).hash) return;
      throw new DomainError('conflict', 'paper.upload-incomplete');
    }
    const examined = await examine(path, name).catch(async (error: unknown) => {
      if (error instanceof DomainError) await this.remove(member, id);
      throw error;
    });
    const hash = await hashOfFile(path);
    const values = [
      hash,
      bytes,
      examined.mediaType,
      examined.takenAt,
      examined.latitude,
      examined.longitude,
      this.clock.now(),
    ];
    const insert = `insert into stored_file (hash, bytes, media_type, taken_at, latitude, longitude, stored_at)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict (hash) do update set stored_at = excluded.stored_at`;
    // The row first: whatever stops us before the end, the sweep finds the bytes by it. For a day after this moment it
    // leaves the bytes alone; one that is taking them away just now holds the row, and we wait for it to be done.
    await writingAs(this.dataSource, member, (tx) => tx.named('papers.keep-file', insert, values));
    await this.store.put(hash, path);
    await writingAs(this.dataSource, member, async (tx) => {
      const named = await tx.named('papers.arrived', 'update upload set hash = $2 where id = $1 returning 1', [
        id,
        hash,
      ]);
      if (named.length === 0) throw new DomainError('missing', 'paper.upload-missing');
    });
    await this.removeBytes(id);
  }

  private async row(member: Member, id: string): Promise<UploadRow> {
    const [row] = await this.read<UploadRow>(
      member,
      'papers.upload',
      'select id, class, name, bytes, hash from upload where id = $1 and organisation_id = $2',
      [id, member.organisationId],
    );
    if (!row) throw new DomainError('missing', 'paper.upload-missing');
    return row;
  }

  private read<R extends object>(member: Member, name: string, text: string, values: readonly unknown[]): Promise<R[]> {
    return readingAs(this.dataSource, member, (tx) => tx.named<R & Record<string, unknown>>(name, text, values));
  }

  private async remove(member: Member, id: string): Promise<void> {
    await this.removeBytes(id);
    await writingAs(this.dataSource, member, (tx) =>
      tx.named('papers.remove', 'delete from upload where id = $1', [id]),
    );
  }

  async removeBytes(id: string): Promise<void> {
    for (const name of [id, `${id}.json`]) {
      await rm(join(this.arriving, name), { force: true }).catch((error: Error) =>
        this.log.warn(`what arrived of ${name} could not be removed: ${error.message}`),
      );
    }
  }

  /** One at a time for an organisation: two that would both fit alone do not pass together. */
  private async assertRoom(tx: Tx, { organisationId }: Member, bytes: number): Promise<void> {
    await tx.named('papers.organisation', `select pg_advisory_xact_lock(hashtext('papers'), $1)`, [organisationId]);
    const [room] = await tx.named<{ unnamed: string; named: string }>(
      'papers.room',
      `select
         (select coalesce(sum(u.bytes), 0) from upload u where u.organisation_id = $1
           and not exists (select from paper p where p.hash = u.hash and p.organisation_id = $1)) as unnamed,
         (select coalesce(sum(p.bytes), 0) from paper p where p.organisation_id = $1) as named`,
      [organisationId],
    );
    const unnamed = Number(room!.unnamed) + bytes;
    if (unnamed > unnamedBytesPerOrganisation) {
      throw new DomainError('refused', 'paper.unnamed-full', {
        size: mebibytes(unnamed),
        most: mebibytes(unnamedBytesPerOrganisation),
      });
    }
    const all = Number(room!.named) + unnamed;
    if (all > paperBytesPerOrganisation) {
      throw new DomainError('refused', 'paper.organisation-full', {
        size: mebibytes(all),
        most: mebibytes(paperBytesPerOrganisation),
      });
    }
  }
}
