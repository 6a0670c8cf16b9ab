import { Logger } from '@nestjs/common';
import type { Queue } from 'bull';

/** How long a sweep may stand still after Redis lost what it knew, or the one died who was to schedule its next run. */
const putBackEveryMs = 5_000;

/**
 * Has a queue's job run every so often, once for all processes. Redis may be down when a process starts, or lose what it
 * knew: the job is put there again and again, which does nothing while it is there.
 */
export function repeat(queue: Queue, everyMs: number): void {
  const log = new Logger(queue.name);
  const schedule = () =>
    queue
      .add({}, { jobId: 'sweep', repeat: { every: everyMs } })
      .catch((error: Error) => log.warn(`the sweep could not be scheduled, and will be tried again: ${error.message}`));
  void schedule();
  setInterval(() => void schedule(), putBackEveryMs).unref();
}
