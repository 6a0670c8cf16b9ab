import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { Door } from '../door/door.js';
import { repeat } from '../queues/repeat.js';
import { system } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';

export const noticeEndQueue = 'notice-end';
const everyMs = 60_000;
const atOnce = 256;

/**
 * Ends public notices whose days are over: time that passes is an event of the actor `system`, through the door like any
 * other. Bull only says when to look. A run that is lost or doubled does no harm: PostgreSQL says which notices are
 * over, and the door takes each once.
 */
@Processor(noticeEndQueue)
export class NoticeEndProcessor implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(noticeEndQueue) private readonly queue: Queue,
    private readonly dataSource: DoorDataSource,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    repeat(this.queue, everyMs);
  }

  @Process()
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const over = await this.dataSource.query<{ id: number }[]>(
      `select p.id from span s join project p on p.id = s.project_id and p.state = s.state
       where s.state = 'cityReview.publicNotice' and s.closed_on is null and p.notice_ends_on < $1 and not p.suspended
         and not exists (select 1 from objection o where o.project_id = p.id and o.state = 'filed')
       order by p.id limit $2`,
      [dayInChina(now), atOnce],
    );
    if (over.length === 0) return 0;
    const outcomes = await this.door.outcomes(
      over.map(({ id }): Command => ({
        subject: 'project',
        id,
        event: { type: 'review.endNotice' },
        actor: system,
        occurredAt: now,
        expected: null,
      })),
    );
    return outcomes.filter((outcome) => !(outcome instanceof DomainError)).length;
  }
}
