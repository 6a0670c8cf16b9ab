import { Injectable } from '@nestjs/common';

/** The only place that asks what time it is. A test hands in its own. */
@Injectable()
export class Clock {
  /** An instant, ISO 8601 in UTC. */
  now(): string {
    return new Date().toISOString();
  }
}
