import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Door } from '../door/door.js';
import { problem, problemJson } from './problem.filter.js';

/**
 * The end of a process without harm: what came in is finished and answered, what comes now is turned away and knows that
 * it was not done. Health goes on answering, and says so.
 */
@Injectable()
export class Drain {
  private underWay = 0;
  private finished: (() => void) | undefined;
  isBegun = false;

  constructor(private readonly door: Door) {}

  watch(fastify: FastifyInstance): void {
    const counted = new WeakSet<FastifyRequest>();
    fastify.addHook('onRequest', (request, reply, next) => {
      if (this.isBegun && !request.url.startsWith('/api/health')) return turnAway(request, reply);
      if (!this.isBegun) {
        counted.add(request);
        this.underWay += 1;
      }
      next();
    });
    fastify.addHook('onSend', (_, reply, payload, next) => {
      // A connection that is kept alive would keep the process alive.
      if (this.isBegun) void reply.header('connection', 'close');
      next(null, payload);
    });
    const leave = (request: FastifyRequest) => {
      if (!counted.delete(request)) return;
      this.underWay -= 1;
      if (this.underWay === 0) this.finished?.();
    };
    fastify.addHook('onResponse', (request, _, next) => {
      leave(request);
      next();
    });
    fastify.addHook('onRequestAbort', (request, next) => {
      leave(request);
      next();
    });
  }

  /** Resolves when everything that had come in is answered, and nothing is left at the door. */
  async begin(): Promise<void> {
    this.isBegun = true;
    if (this.underWay > 0) await new Promise<void>((resolve) => (this.finished = resolve));
    await this.door.settled();
  }
}

function turnAway(request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .status(503)
    .header('content-type', problemJson)
    .header('retry-after', 5)
    .send(JSON.stringify(problem(503, 'service.stopping', request)));
}
