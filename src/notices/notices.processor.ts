import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { inTransaction } from '../database/transaction.js';
import { repeat } from '../queues/repeat.js';
import { deliverNotices } from './deliver-notices.js';

export const noticesQueue = 'notices';
const everyMs = 1_000;

/** Empties the outbox. Bull says when to look and has one worker look at a time; PostgreSQL says what is there. */
@Processor(noticesQueue)
export class NoticesProcessor implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(noticesQueue) private readonly queue: Queue,
    private readonly dataSource: DoorDataSource,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    repeat(this.queue, everyMs);
  }

  /** Returns how many rows of the outbox were delivered. */
  @Process()
  async deliver(): Promise<number> {
    let delivered = 0;
    for (;;) {
      const taken = await inTransaction(this.dataSource, (tx) => deliverNotices(tx, this.clock.now()));
      delivered += taken;
      if (taken === 0) return delivered;
    }
  }
}
