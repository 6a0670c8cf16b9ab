/**
 * Not now: nothing is wrong with what was asked. Answered with 503 and how many seconds to wait.
 * `service.busy` and `service.unavailable` were not done; of `service.outcome-unknown` nobody knows, and the same request
 * with the same key gets the truth.
 */
export class Unavailable extends Error {
  constructor(
    readonly code: 'service.busy' | 'service.unavailable' | 'service.outcome-unknown' | 'service.stopping',
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'Unavailable';
  }
}
