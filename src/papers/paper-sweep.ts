import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { inTransaction } from '../database/transaction.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { ContentStore } from './content-store.js';
import { ARRIVING, UploadService } from './upload.service.js';

const dayMs = 24 * 3_600_000;
const atOnce = 500;

/**
 * Removes what nothing names for a day: uploads, and stored bytes that neither an upload nor a paper refers to. Each row is
 * locked first and asked about second, by a statement of its own: a command that names an upload holds it, and what a
 * command named meanwhile is seen. Run twice, or killed in the middle, it does the same.
 */
@Injectable()
export class PaperSweep {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly store: ContentStore,
    private readonly uploads: UploadService,
    @Inject(ARRIVING) private readonly arriving: string,
  ) {}

  /** `now` is an instant. How many uploads and stored files went. */
  async sweep(now: string): Promise<{ uploads: number; files: number }> {
    const before = new Date(new Date(now).getTime() - dayMs).toISOString();
    const uploads = await this.sweepUploads(before);
    await this.sweepStrays(new Date(before));
    return { uploads, files: await this.sweepFiles(before) };
  }

  private async sweepUploads(before: string): Promise<number> {
    const gone = await inTransaction(this.dataSource, async (tx) => {
      const old = await tx.named<{ id: string }>(
        'sweep.old-uploads',
        'select id from upload where begun_at < $1 order by id limit $2 for update skip locked',
        [before, atOnce],
      );
      return tx.named<{ id: string }>(
        'sweep.uploads',
        `delete from upload u where u.id = any($1::text[]) and not exists (
           select from project p join draft d on d.project_id = p.id
           where p.applicant_organisation_id = u.organisation_id and p.state in ('application.drafting', 'application.returned')
             and d.content -> 'papers' @> jsonb_build_array(jsonb_build_object('hash', u.hash)))
         returning u.id`,
        [old.map(({ id }) => id)],
      );
    });
    for (const { id } of gone) await this.uploads.removeBytes(id);
    return gone.length;
  }

  /** The row of a stored file goes last: whoever is killed between leaves one that the next sweep finds. */
  private async sweepFiles(before: string): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      const old = await tx.named<{ hash: string }>(
        'sweep.old-files',
        `select hash from stored_file f where stored_at < $1 and not exists (select from upload u where u.hash = f.hash)
           and not exists (select from paper p where p.hash = f.hash)
           and not exists (select from document d where d.scan_hash = f.hash)
         order by hash limit $2 for update skip locked`,
        [before, atOnce],
      );
      const unnamed = await tx.named<{ hash: string }>(
        'sweep.unnamed-files',
        `select hash from stored_file f where hash = any($1::text[]) and stored_at < $2
           and not exists (select from upload u where u.hash = f.hash) and not exists (select from paper p where p.hash = f.hash)
           and not exists (select from document d where d.scan_hash = f.hash)`,
        [old.map(({ hash }) => hash), before],
      );
      for (const { hash } of unnamed) await this.store.remove(hash);
      await tx.named('sweep.files', 'delete from stored_file where hash = any($1::text[])', [
        unnamed.map(({ hash }) => hash),
      ]);
      return unnamed.length;
    });
  }

  /** What has arrived for an upload that was refused or given up while its last bytes came in. */
  private async sweepStrays(before: Date): Promise<void> {
    const names = await readdir(this.arriving).catch(() => []);
    const ids = [...new Set(names.map((name) => name.replace(/\.json$/, '')))];
    if (ids.length === 0) return;
    const known = await this.dataSource.query<{ id: string }[]>('select id from upload where id = any($1::text[])', [
      ids,
    ]);
    for (const id of ids.filter((each) => !known.some((row) => row.id === each))) {
      const found = await stat(join(this.arriving, id)).catch(() => null);
      if (!found || found.mtime < before) await this.uploads.removeBytes(id);
    }
  }
}
