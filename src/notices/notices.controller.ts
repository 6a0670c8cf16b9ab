import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { Clock } from '../clock.js';
import { readingAs, writingAs } from '../database/scope.js';
import { Acting, In, SignedIn } from '../http/access.js';
import { PageQuery, pageOf, readCursor } from '../http/page.js';
import { numberIn } from '../projects/decision.js';
import { stateLabel, type Language, textsFor } from '../texts/texts.js';

interface NoticeRow {
  id: string;
  projectId: number;
  code: string;
  title: string;
  subject: string;
  state: string;
  dueOn: string;
  deliveredAt: Date;
  readAt: Date | null;
}

/** What somebody was told: newest first. */
@ApiTags('notices')
@Controller('notices')
@SignedIn()
export class NoticesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Acting() member: Member, @Query() { limit = 50, cursor }: PageQuery, @In() language: Language) {
    const after = readCursor(cursor, 'digits');
    const texts = textsFor(language);
    const rows = await readingAs(this.dataSource, member, ({ manager }) =>
      manager.query<NoticeRow[]>(
        `select n.id::text, n.project_id as "projectId", p.code, p.title, n.subject, n.state, n.due_on::text as "dueOn",
         n.delivered_at as "deliveredAt", n.read_at as "readAt"
       from notice n join project p on p.id = n.project_id
       where n.person_id = $1 and ($2::bigint is null or n.id < $2) order by n.id desc limit $3`,
        [member.personId, after?.[0] ?? null, limit + 1],
      ),
    );
    return pageOf(
      rows,
      limit,
      ({ projectId, code, title, ...row }) => {
        const state = row.subject === 'project' ? row.state : `${row.subject.split('/')[0]}.${row.state}`;
        return { ...row, state, stateLabel: stateLabel(texts, state), project: { id: projectId, code, title } };
      },
      (row) => [row.id],
    );
  }

  /** Marks a notice as read; another's is not there. Doing it again changes nothing. */
  @Post(':id/reading')
  @HttpCode(204)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  async read(@Acting() member: Member, @Param('id') id: string): Promise<void> {
    await writingAs(this.dataSource, member, ({ manager }) =>
      manager.query('update notice set read_at = $3 where id = $1 and person_id = $2 and read_at is null', [
        numberIn(id),
        member.personId,
        this.clock.now(),
      ]),
    );
  }
}
