import { applyDecorators, createParamDecorator, type ExecutionContext, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Member, Role } from '../../workflows/actor.js';
import { definitionOf } from '../../workflows/project/event-definitions.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import { roleOf } from '../../workflows/project/spans.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Request } from '../door/once.js';
import { requestIn, Roles, type SignedInRequest } from '../http/access.js';
import { Id } from '../http/fields.js';

/** Where each event is sent: read by `/actions`, so that the pages write no route again. */
export const decisionRoutes = new Map<ProjectEventType, { readonly path: string; readonly schema: string }>();

/** What every decision sends: the version of what its author saw. */
export class Seen {
  @Id()
  version: number;
}

/** The roles that an event's holders come down to, in a county or the city. */
function rolesFor(event: ProjectEventType): Role[] {
  const { by } = definitionOf(event);
  const roles = by.flatMap((holder) => (holder === 'system' ? [] : [roleOf(holder, false), roleOf(holder, true)]));
  return [...new Set(roles)];
}

/**
 * A decision is a created thing: POST to its own route below the project, by the roles that the event names. The body is
 * the event's payload and the version seen.
 */
export function Decision(path: string, event: ProjectEventType): MethodDecorator {
  return (target, key, descriptor) => {
    const [, body] = Reflect.getMetadata('design:paramtypes', target, key) as [unknown, { name: string }];
    decisionRoutes.set(event, { path, schema: body.name });
    applyDecorators(
      Post(path),
      Roles(...rolesFor(event)),
      ApiOperation({ operationId: event, summary: event }),
      ApiHeader({ name: 'Idempotency-Key', required: true }),
    )(target, key, descriptor);
  };
}

/** Which project, which part, who acts, and the request with its key. */
export interface Sent {
  readonly projectId: number;
  readonly part: number | undefined;
  readonly member: Member;
  readonly request: Request;
}

export const Sender = createParamDecorator((_: unknown, context: ExecutionContext): Sent => {
  const request = context
    .switchToHttp()
    .getRequest<SignedInRequest & FastifyRequest<{ Params: { id: string; no?: string } }>>();
  const { id, no } = request.params;
  return {
    projectId: numberIn(id),
    part: no === undefined ? undefined : numberIn(no),
    member: request.member!,
    request: requestIn(context),
  };
});

/** What is no number names nothing: 404, like any other id that is not there. */
export function numberIn(text: string): number {
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text) || id > 2_147_483_647) throw new DomainError('missing', 'project.missing');
  return id;
}
