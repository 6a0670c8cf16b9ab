import { Injectable } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { Clock } from '../clock.js';
import { Door } from '../door/door.js';
import type { Request } from '../door/once.js';
import { FundsArrival } from './funds-arrival.js';

/** What a fund year answers. `part` is what of it was made or changed: `receipt/3`. */
export interface FundYearAnswer {
  readonly year: number;
  readonly state: string | null;
  readonly version: number | null;
  readonly part: string | null;
}

/** Sends the events of fund years to the door. */
@Injectable()
export class FundYearDecisions {
  constructor(
    private readonly door: Door,
    private readonly clock: Clock,
    private readonly arrival: FundsArrival,
  ) {}

  async act(member: Member, request: Request, year: number, event: FundYearEvent): Promise<FundYearAnswer> {
    const [answer] = await this.door.apply(
      [{ subject: 'fundYear', id: year, event, actor: member, occurredAt: this.clock.now(), expected: null }],
      { request },
    );
    // Income and what is no longer held: somebody may be waiting for it.
    if (bringsMoney.has(event.type)) this.arrival.announce();
    return { year: answer!.id, state: answer!.state, version: answer!.visit, part: answer!.part };
  }
}

const bringsMoney: ReadonlySet<FundYearEvent['type']> = new Set([
  'income.receive',
  'income.confirm',
  'income.lift',
  // What was left is there for those of the next year.
  'year.close',
]);
