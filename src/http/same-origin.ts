import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../workflows/values/domain-error.js';
import { problem, problemJson } from './problem.filter.js';

/**
 * Nothing is changed at another site's asking, whatever cookie comes along. A browser says from where it asks: by
 * `Sec-Fetch-Site` where the connection is trustworthy, by `Origin` on every unsafe method. Behind a proxy that changes
 * the host the first alone is right, so it goes first. What says neither is no browser, and carries no cookie that
 * another site could use.
 */
export function isFromElsewhere({ method, headers, host }: Pick<FastifyRequest, 'method' | 'headers' | 'host'>) {
  if (/^(GET|HEAD|OPTIONS)$/.test(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** A hook of Fastify, ahead of everything: not even the body of such a request is read. */
export async function refuseFromElsewhere(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isFromElsewhere(request)) return;
  const { code } = new DomainError('forbidden', 'request.from-elsewhere');
  await reply
    .status(403)
    .header('content-type', problemJson)
    .send(JSON.stringify(problem(403, code, request)));
}
