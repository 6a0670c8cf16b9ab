import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Unavailable } from '../database/unavailable.js';

/**
 * Whoever asks is answered within `ms`, though a server that stands still breaks no connection: with 503, and for what
 * changes something with the word that nobody knows whether it was done. The time begins when the request has wholly come;
 * as long as more of it comes, its sender waits for the line and not for us.
 *
 * Fastify's own `handlerTimeout` does not hold for a request with a body: Node says that the request is closed as soon as
 * the body is read, and Fastify then stops its timer.
 */
export function answerWithin(fastify: FastifyInstance, ms: number): void {
  fastify.addHook('onRequest', (request, reply, next) => {
    const { raw } = request;
    let received = raw.socket.bytesRead;
    const begin = () => setTimeout(look, ms);
    const look = () => {
      const isComing = !raw.complete && raw.socket.bytesRead > received;
      received = raw.socket.bytesRead;
      if (isComing) timer = begin();
      else tell(request, reply);
    };
    let timer = begin();
    raw.once('end', () => {
      clearTimeout(timer);
      if (!reply.raw.writableEnded) timer = begin();
    });
    reply.raw.once('close', () => clearTimeout(timer));
    next();
  });
}

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

function tell(request: FastifyRequest, reply: FastifyReply): void {
  // What has begun to leave leaves as it may: a file goes as fast as its reader takes it.
  if (reply.sent || reply.raw.headersSent) return;
  const isRead = changesNothing.has(request.method);
  void reply.send(new Unavailable(isRead ? 'service.unavailable' : 'service.outcome-unknown', 2));
}
