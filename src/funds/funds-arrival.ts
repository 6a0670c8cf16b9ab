import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bull';

export const fundsArrivalQueue = 'funds-arrival';

/** Has whoever waits for funds looked at soon, and not only when it is time again. */
@Injectable()
export class FundsArrival {
  private readonly log = new Logger(fundsArrivalQueue);

  constructor(@InjectQueue(fundsArrivalQueue) private readonly queue: Queue) {}

  /** After the commit, and without waiting for Redis: where it is down, the next sweep finds the money. */
  announce(): void {
    this.queue.add({}).catch((error: Error) => this.log.warn(`left to the next sweep: ${error.message}`));
  }
}
