import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { Door } from '../door/door.js';
import { fundsArrivalQueue } from '../funds/funds-arrival.js';
import { queueOf } from './funds-queue.js';
import { repeat } from '../queues/repeat.js';
import { system } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { fundedInTurn } from '../../workflows/project/funds-queue.js';
import { DomainError } from '../../workflows/values/domain-error.js';

const everyMs = 60_000;

/** Years in which somebody waits and there is money. What a closed year lacks is for the next year's budget. */
const lackingYears = `
select distinct y.year
from span s join project p on p.id = s.project_id and p.state = s.state
  join fund_year y on y.year = coalesce(p.funded_year, p.year) join account a on a.year = y.year
where s.state = 'fundRelease.waitingForFunds' and s.closed_on is null and not p.suspended and y.state = 'open'
  and a.kind = 'pool' and a.balance_fen > 0
order by y.year`;

/**
 * Sends on, as the actor `system`, the projects that waited for funds and whose money is there. Bull only says when to
 * look: each minute, and after income. A run that is lost or doubled does no harm: PostgreSQL says who waits and what is
 * there. Projects and pools are locked before anybody is asked, so that two sweeps, or a sweep and a release, never count
 * the same money; and whose money is missing is not sent to the door at all, where each refusal would be kept.
 */
@Processor(fundsArrivalQueue)
export class FundsArrivalProcessor implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(fundsArrivalQueue) private readonly queue: Queue,
    private readonly dataSource: DoorDataSource,
    private readonly door: Door,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    repeat(this.queue, everyMs);
  }

  /** Returns how many went on. */
  @Process()
  async sweep(): Promise<number> {
    const years = await this.dataSource.query<{ year: number }[]>(lackingYears);
    let count = 0;
    for (const { year } of years) count += await inTransaction(this.dataSource, (tx) => this.sweepYear(tx, year));
    return count;
  }

  private async sweepYear(tx: Tx, year: number): Promise<number> {
    const sent = { actor: system, occurredAt: this.clock.now(), expected: null };
    const funded = fundedInTurn(await queueOf(tx, this.calendar.calendar(), year, sent.occurredAt, true));
    if (funded.length === 0) return 0;
    const commands = funded.map(({ facts }): Command => {
      return { subject: 'project', id: facts.project.id, event: { type: 'release.fundsArrived' }, ...sent };
    });
    const outcomes = await this.door.applyIn(tx, commands);
    return outcomes.filter((outcome) => !(outcome instanceof DomainError)).length;
  }
}
