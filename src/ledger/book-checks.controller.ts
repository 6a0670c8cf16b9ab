import { InjectQueue } from '@nestjs/bull';
import { Controller, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Queue } from 'bull';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import { Acting, Roles } from '../http/access.js';
import { PageQuery, pageOf, readCursor } from '../http/page.js';
import { bookCheckQueue } from './book-check.processor.js';
import type { Difference } from './verify.js';

interface CheckRow {
  readonly id: number;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly person: string | null;
  readonly entries: number;
  readonly accounts: number;
  readonly projects: number;
  readonly count: number;
  readonly differences: readonly Difference[];
}

/** 账簿核对: when the books were proven and what did not agree, newest first. */
@ApiTags('ledger')
@Controller('book-checks')
@Roles('auditor', 'cityManager', 'cityFinance')
export class BookChecksController {
  constructor(
    private readonly dataSource: DataSource,
    @InjectQueue(bookCheckQueue) private readonly queue: Queue,
  ) {}

  @Get()
  async list(@Acting() member: Member, @Query() { limit = 20, cursor }: PageQuery) {
    const after = readCursor(cursor, 'whole');
    const rows = await readingAs(this.dataSource, member, ({ manager }) =>
      manager.query<CheckRow[]>(
        // What hundreds of rows would say more than the first, nobody reads: the command line prints them all.
        `select c.id, c.started_at as "startedAt", c.duration_ms as "durationMs", p.name as person, c.entries, c.accounts, c.projects,
           jsonb_array_length(c.differences) as count, jsonb_path_query_array(c.differences, '$[0 to 199]') as differences
         from book_check c left join person p on p.id = c.person_id
         where $1::int is null or c.id < $1 order by c.id desc limit $2`,
        [after?.[0] ?? null, limit + 1],
      ),
    );
    return pageOf(
      rows,
      limit,
      (row) => row,
      (row) => [row.id],
    );
  }

  /** Has the books proven now. Asked again while it waits or runs, it is done once. */
  @Put('asked')
  @HttpCode(204)
  async start(@Acting() { personId }: Member): Promise<void> {
    await this.queue.add({ personId }, { jobId: 'asked' });
  }
}
