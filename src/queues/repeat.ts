import { Logger } from '@nestjs/common';
import type { Queue } from 'bull';

/**
 * Has a queue's job run every so often, once for all processes. Redis may be down when a process starts, or lose what it
 * knew: the job is put there again each minute, which does nothing while it is there.
 */
export function repeat(queue: Queue, everyMs: number): void {
  const log = new Logger(queue.name);
  const schedule = () =>
    queue
      .add({}, { jobId: 'sweep', repeat: { every: everyMs } })
      .catch((error: Error) => log.warn(`the sweep could not be scheduled, and will be tried again: ${error.message}`));
  void schedule();
  setInterval(() => void schedule(), 60_000).unref();
}
