import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorKind, type Unmet } from '../../workflows/values/domain-error.js';
import { isOutage } from '../database/outage.js';
import { Unavailable } from '../database/unavailable.js';
import { languageOf, messageOf, type Texts, textsFor } from '../texts/texts.js';

const statusOf: Record<ErrorKind, number> = { invalid: 400, forbidden: 403, missing: 404, conflict: 409, refused: 422 };

/** Where HTTP says it more exactly than the kind does. */
const exactStatusOf: Record<string, number> = {
  'session.credentials-wrong': 401,
  'session.signed-out': 401,
  'session.locked': 429,
};

/** What Nest and Fastify themselves refuse, by status: a body that is no JSON, a route that does not exist. */
const codeOf: Record<number, string> = {
  400: 'request.unreadable',
  401: 'session.signed-out',
  403: 'session.role-refused',
  404: 'request.route-unknown',
  413: 'request.too-large',
  415: 'request.media-type',
  429: 'request.too-many',
};

export const problemJson = 'application/problem+json; charset=utf-8';

const noParams: DomainError['params'] = {};

/** RFC 9457, with the stable code, and what stands in the way where there is more than one thing. */
export function problem(
  status: number,
  code: string,
  { headers, id }: Pick<FastifyRequest, 'headers' | 'id'>,
  params: DomainError['params'] = {},
  unmet: readonly Unmet[] = [],
) {
  const texts = textsFor(languageOf(headers['accept-language']));
  return {
    type: `urn:sluice:problem:${code}`,
    title: texts.problems[kindOf(status)],
    status,
    detail: messageOf(texts, { code, params }),
    code,
    instance: id,
    ...(unmet.length > 0 ? { unmet: unmet.map((each) => shownUnmet(each, texts)) } : {}),
  };
}

const shownUnmet = (each: Unmet, texts: Texts) => ({
  code: each.code,
  message: messageOf(texts, each),
  ...(each.field === undefined ? {} : { field: each.field }),
});

/** Every error leaves as RFC 9457 problem+json, in the reader's language. What is not a DomainError is a bug: opaque, logged once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, code, params, unmet } = this.read(error, request);
    if (status === 503) void reply.header('retry-after', error instanceof Unavailable ? error.retryAfterSeconds : 2);
    const reason = problem(status, code, request, params, unmet);
    const { retryAfterSeconds } = params;
    if (status === 429 && retryAfterSeconds) void reply.header('retry-after', String(retryAfterSeconds));
    void reply
      .status(status)
      .header('content-type', problemJson)
      .header('content-language', languageOf(request.headers['accept-language']))
      .send(JSON.stringify(reason));
  }

  private read(error: unknown, request: FastifyRequest) {
    if (error instanceof DomainError) {
      // Out of scope and not there must look the same: no facts.
      const { kind, code, params, unmet } = error;
      return { status: exactStatusOf[code] ?? statusOf[kind], code, params, unmet };
    }
    if (error instanceof Unavailable) {
      return { status: 503, code: error.code, params: {}, unmet: [] as readonly Unmet[] };
    }
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status !== undefined && status < 500) {
      return { status, code: codeOf[status] ?? 'request.unreadable', params: noParams, unmet: [] as readonly Unmet[] };
    }
    if (status === 503 || isOutage(error)) {
      return { status: 503, code: 'service.unavailable', params: noParams, unmet: [] as readonly Unmet[] };
    }
    this.log.error(`${request.method} ${request.url} ${request.id}: ${(error as Error)?.stack ?? String(error)}`);
    return { status: 500, code: 'service.broken', params: { request: request.id }, unmet: [] as readonly Unmet[] };
  }
}

const kindOf = (status: number): keyof Texts['problems'] =>
  status >= 500
    ? 'broken'
    : status === 403 || status === 401
      ? 'forbidden'
      : status === 404
        ? 'missing'
        : status === 409
          ? 'conflict'
          : status === 422 || status === 429
            ? 'refused'
            : 'invalid';
