import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { Member, Role } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Request } from '../door/once.js';
import { type Language, languageOf } from '../texts/texts.js';

export const accessKey = 'sluice:access';

/** Who may use a route: nobody is asked, anybody signed in, or these roles. Every route says one of the three. */
export type Access = 'public' | 'signed-in' | readonly Role[];

export const Public = () => SetMetadata(accessKey, 'public' satisfies Access);
export const SignedIn = () => SetMetadata(accessKey, 'signed-in' satisfies Access);
export const Roles = (...roles: readonly Role[]) => SetMetadata(accessKey, roles satisfies Access);

export const openToHandedOutKey = 'sluice:open-to-handed-out';

/** Also for who signed in with a password that was handed out, and must change it before anything else. */
export const OpenToHandedOut = () => SetMetadata(openToHandedOutKey, true);

export interface SignedInRequest extends FastifyRequest {
  member?: Member;
  sessionToken?: string;
  /** How the database knows the session. */
  sessionHash?: string;
  mustChangePassword?: boolean;
}

/** The membership under which the request acts. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Member => {
  const { member } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!member) throw new Error('a route that asks who acts must not be public');
  return member;
});

export const In = createParamDecorator((_: unknown, context: ExecutionContext): Language =>
  languageOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);

/**
 * Every write carries a key, so that it can be sent again after a broken connection and is still done once; and the session
 * that it was sent under, which must still be open when it is done.
 */
export const Keyed = createParamDecorator(
  (_: unknown, context: ExecutionContext): Request => requestIn(context),
  [(target, name) => keyed(target, name!, Object.getOwnPropertyDescriptor(target, name!)!)],
);
const keyed = ApiHeader({ name: 'Idempotency-Key', required: true });

export function requestIn(context: ExecutionContext): Request {
  const { headers, member, sessionHash } = context.switchToHttp().getRequest<SignedInRequest>();
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key.length === 0 || key.length > 100) {
    throw new DomainError('invalid', 'request.key-missing');
  }
  return { personId: member!.personId, key, session: { hash: sessionHash!, membershipId: member!.membershipId } };
}
