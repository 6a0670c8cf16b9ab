import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Drain } from './http/drain.js';

/** Less than whoever sends the signal waits before it kills: `sluice serve`, compose and Kubernetes wait longer. */
const patienceMs = 12_000;

/**
 * Ends the process when it is asked to: drains, then closes queues and connections, exit code 0. What takes longer than
 * `patienceMs`, or a second signal, ends it at once, exit code 1; then who was not answered asks again with the same key.
 */
export function endOnSignal(app: NestFastifyApplication): void {
  const drain = app.get(Drain);
  const log = new Logger('end');
  const atOnce = (why: string) => {
    log.warn(`ending at once: ${why}`);
    process.exit(1);
  };
  const end = () => {
    if (drain.isBegun) return atOnce('asked a second time');
    setTimeout(() => atOnce(`not drained within ${patienceMs / 1000} seconds`), patienceMs).unref();
    drain
      .begin()
      .then(() => app.close())
      .then(
        () => process.exit(0),
        (error: unknown) => atOnce(String(error)),
      );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}
