import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Access, accessKey, openToHandedOutKey, type SignedInRequest } from '../http/access.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { cookieName, SessionService } from './session.service.js';

/** Reads who acts from the session's cookie, and lets in only whom the route names. A route that names nobody is closed. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (access === undefined) return false;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = request.cookies[cookieName];
    const session = token ? await this.sessions.sessionOf(token) : null;
    if (!session) throw new UnauthorizedException();
    const { member, mustChangePassword, hash } = session;
    request.member = member;
    request.sessionHash = hash;
    request.sessionToken = token;
    request.mustChangePassword = mustChangePassword;
    if (mustChangePassword && !this.reflector.get<boolean | undefined>(openToHandedOutKey, context.getHandler()))
      throw new DomainError('forbidden', 'session.password-change-required');
    if (access !== 'signed-in' && !access.includes(member.role))
      throw new DomainError('forbidden', 'session.role-refused');
    return true;
  }
}
