import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { Clock } from '../clock.js';
import { repeat } from '../queues/repeat.js';
import { PaperSweep } from './paper-sweep.js';

export const paperSweepQueue = 'paper-sweep';
const everyMs = 3_600_000;

/** Bull only says when to look; a run that is lost or doubled does no harm. */
@Processor(paperSweepQueue)
export class PaperSweepProcessor implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(paperSweepQueue) private readonly queue: Queue,
    private readonly sweep: PaperSweep,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    repeat(this.queue, everyMs);
  }

  @Process()
  async run(): Promise<number> {
    const { uploads, files } = await this.sweep.sweep(this.clock.now());
    return uploads + files;
  }
}
