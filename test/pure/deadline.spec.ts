import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Unavailable } from '../../src/database/unavailable.js';
import { answerWithin } from '../../src/http/deadline.js';

const ms = 200;

let app: FastifyInstance;
let address: string;
beforeAll(async () => {
  app = Fastify();
  answerWithin(app, ms);
  app.setErrorHandler<Unavailable>(({ code }, _, reply) => reply.status(503).send({ code }));
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
  app.all('/never', () => new Promise(() => undefined));
  app.all('/soon', () => ({ code: 'done' }));
  app.all('/file', (request) => lengthOf(request.raw));
  address = await app.listen({ port: 0 });
});
afterAll(() => app.close());

const lengthOf = async (sent: AsyncIterable<Buffer>) => {
  let bytes = 0;
  for await (const piece of sent) bytes += piece.length;
  return { code: `${bytes} bytes` };
};

const answerTo = async (method: string, path: string, body?: string | ReadableStream, type = 'application/json') => {
  const from = performance.now();
  const init = { method, ...(body ? { body, headers: { 'content-type': type } } : {}), duplex: 'half' } as RequestInit;
  const reply = await fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(10 * ms) });
  const { code } = (await reply.json()) as { code: string };
  return { status: reply.status, code, tookMs: performance.now() - from };
};

test.each([
  ['GET', undefined, 'service.unavailable'],
  ['DELETE', undefined, 'service.outcome-unknown'],
  ['POST', '{}', 'service.outcome-unknown'],
  ['PUT', '{"a":1}', 'service.outcome-unknown'],
])('%s with the body %s is answered in time, though nobody answers', async (method, body, code) => {
  const answer = await answerTo(method, '/never', body);
  expect(answer).toMatchObject({ status: 503, code });
  expect(answer.tookMs).toBeGreaterThan(ms * 0.9);
});

test('What is answered in time is let be', async () => {
  const replies = await Promise.all([answerTo('GET', '/soon'), answerTo('POST', '/soon', '{}')]);
  await delay(2 * ms);
  expect(replies).toMatchObject([{ code: 'done' }, { code: 'done' }]);
});

test('A file that comes slowly is waited for, and the time begins when it is there', async () => {
  const slowly = (async function* () {
    for (let piece = 0; piece < 8; piece += 1) {
      yield Buffer.from('piece');
      await delay(ms / 2);
    }
  })();
  const sent = ReadableStream.from(slowly as AsyncIterable<Uint8Array>);
  const answer = await answerTo('PATCH', '/file', sent, 'application/octet-stream');
  expect(answer).toMatchObject({ status: 200, code: '40 bytes' });
  expect(answer.tookMs).toBeGreaterThan(3 * ms);
});

test('Who announces a file and sends none is told so', async () => {
  const socket = connect(Number(new URL(address).port));
  socket.write(
    'PATCH /file HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\ncontent-length: 9\r\n\r\n',
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('503');
  socket.destroy();
});
