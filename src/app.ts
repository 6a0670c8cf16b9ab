import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { faultsInLifecycles } from '../workflows/project/check.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { toJson } from './door/rows.js';
import { answerWithin } from './http/deadline.js';
import { Drain } from './http/drain.js';
import { problem, problemJson } from './http/problem.filter.js';
import { refuseFromElsewhere } from './http/same-origin.js';
import { securityHeaders } from './http/security-headers.js';
import { validation } from './http/validation.js';
import { describe } from './openapi.js';

/** Longer than the door's own patience, which can say more; than the wait for a connection and for one statement together. */
const answerWithinMs = 15_000;

/**
 * The whole application, not yet listening: API below /api, pages beside it. Refuses to start with a lifecycle that is
 * not sound.
 */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const faults = faultsInLifecycles();
  if (faults.length > 0) throw new Error(`the lifecycles are not sound:\n${faults.join('\n')}`);

  const quiet = config.logLevel === 'silent';
  const headers = securityHeaders();
  const adapter = new FastifyAdapter({
    // An address that cannot be decoded is refused before any filter sees it: as one that does not exist.
    frameworkErrors: (_: unknown, request: FastifyRequest, reply: FastifyReply) =>
      void reply
        .status(404)
        .headers({ ...headers, 'content-type': problemJson })
        .send(problem(404, 'request.route-unknown', request)),

    logger: quiet ? false : { level: config.logLevel },
    bodyLimit: 5_000_000,
    // What comes while it ends is still answered in full; Fastify's own 503 would be no problem+json.
    return503OnClosing: false,
    trustProxy: 'loopback',
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.for(config), adapter, {
    logger: quiet ? false : ['fatal', 'error', 'warn'],
    abortOnError: false,
    // Fastify reads JSON by itself; forms of other sites are not read at all.
    bodyParser: false,
  });
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validation);
  await app.register(fastifyCookie as never);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (_, reply, next) => {
    void reply.headers(headers);
    next();
  });
  fastify.addHook('onRequest', refuseFromElsewhere);
  app.get(Drain).watch(fastify);
  answerWithin(fastify, answerWithinMs);
  // Money is a bigint; JSON carries it as a digit string.
  fastify.setReplySerializer((payload) => toJson(payload));

  // Pieces of an upload are read by whoever takes them, as they come.
  fastify.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));

  const description = describe(app);
  fastify.get('/api/openapi.json', (_, reply) => reply.send(description));
  await servePages(app, config.webDir);
  return app;
}

/** One page for every address that is not the API's: the pages route themselves. */
async function servePages(app: NestFastifyApplication, webDir: string): Promise<void> {
  if (!existsSync(join(webDir, 'index.html'))) return;
  await app.register(fastifyStatic as never, { root: webDir, wildcard: false, index: false, maxAge: '1h' });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    if (/^\/(api|assets)\//.test(request.url)) return reply.callNotFound();
    return (reply as unknown as { sendFile(name: string, root: string, options: object): unknown }).sendFile(
      'index.html',
      webDir,
      { maxAge: 0 },
    );
  });
}
