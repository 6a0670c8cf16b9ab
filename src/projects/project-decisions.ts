import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Door } from '../door/door.js';
import type { EventOf, Payloads, ProjectEvent, ProjectEventType } from '../../workflows/project/events.js';
import { stateLabel, type Language, textsFor } from '../texts/texts.js';
import type { Seen, Sent } from './decision.js';

/** Takes what a route was sent to the door as one command. */
@Injectable()
export class ProjectDecisions {
  constructor(
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async act<T extends ProjectEventType>(sent: Sent, type: T, body: Payloads[T] & Seen, language: Language = 'zh-CN') {
    const { version, ...payload } = body;
    const part = sent.part === undefined ? {} : { part: sent.part };
    const event = { type, ...part, ...payload } as unknown as EventOf<T>;
    const [answer] = await this.door.apply(
      [
        {
          subject: 'project',
          id: sent.projectId,
          event: event as ProjectEvent,
          actor: sent.member,
          occurredAt: this.clock.now(),
          expected: version,
        },
      ],
      { request: sent.request },
    );
    const { id, state, visit, part: made } = answer!;
    return { project: { id, state, stateLabel: stateLabel(textsFor(language), state!), visit }, part: made };
  }
}
