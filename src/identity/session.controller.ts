import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Acting, In, OpenToHandedOut, Public, SignedIn, type SignedInRequest } from '../http/access.js';
import { Id, Text } from '../http/fields.js';
import { rowId } from '../http/row-id.js';
import { type Language, textsFor } from '../texts/texts.js';
import { browserOf } from './browser.js';
import { OwnPassword } from './own-password.js';
import { SECURE_COOKIES } from './secure-cookies.js';
import { cookieName, type Held, SessionService } from './session.service.js';

class SignIn {
  @Text(100)
  username: string;

  @Text(200)
  password: string;
}

class ActAs {
  @Id()
  membershipId: number;
}

class PasswordChange {
  @Text(200)
  current: string;

  @Text(200)
  password: string;
}

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly ownPassword: OwnPassword,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
  ) {}

  @Public()
  @Post()
  async signIn(
    @Body() { username, password }: SignIn,
    @Req() request: FastifyRequest,
    @In() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const earlier = request.cookies[cookieName];
    const token = await this.sessions.signIn(username, password, placeOf(request), earlier);
    return this.goOn(token, language, reply);
  }

  @SignedIn()
  @OpenToHandedOut()
  @Get()
  show(@Acting() member: Member, @Req() { mustChangePassword }: SignedInRequest, @In() language: Language) {
    return this.shown(member, mustChangePassword!, language);
  }

  @SignedIn()
  @Put('membership')
  async actAs(
    @Body() { membershipId }: ActAs,
    @Acting() member: Member,
    @Req() request: SignedInRequest,
    @In() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = await this.sessions.actAs(request.sessionToken!, member, membershipId);
    return this.goOn(token, language, reply);
  }

  /** All other sessions end. */
  @SignedIn()
  @OpenToHandedOut()
  @Put('password')
  async changePassword(
    @Body() { current, password }: PasswordChange,
    @Acting() member: Member,
    @Req() request: SignedInRequest,
    @In() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const from = { token: request.sessionToken!, address: request.ip };
    const token = await this.ownPassword.change(member, current, password, from);
    return this.goOn(token, language, reply);
  }

  @SignedIn()
  @OpenToHandedOut()
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(request.sessionToken!);
    void reply.clearCookie(cookieName, { path: '/' });
  }

  /** The session as its new token opens it, with that token in the cookie. */
  private async goOn(token: string, language: Language, reply: FastifyReply) {
    const session = await this.sessions.sessionOf(token);
    if (!session) throw new DomainError('forbidden', 'session.signed-out');
    void reply.setCookie(cookieName, token, { httpOnly: true, sameSite: 'strict', secure: this.secure, path: '/' });
    return this.shown(session.member, session.mustChangePassword, language);
  }

  private async shown(member: Member, mustChangePassword: boolean, language: Language) {
    const memberships = await this.sessions.memberships(member.personId);
    const all = memberships.map((membership) => shownMembership(membership, language));
    return {
      person: await this.sessions.person(member.personId),
      mustChangePassword,
      membership: all.find(({ id }) => id === member.membershipId)!,
      memberships: all,
    };
  }
}

@ApiTags('session')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionService) {}

  /** Where one is signed in: of other people's sessions nobody learns. */
  @SignedIn()
  @Get()
  async list(@Acting() { personId }: Member, @Req() { sessionToken }: SignedInRequest) {
    const rows = await this.sessions.sessions(personId, sessionToken!);
    return { items: rows.map(({ userAgent, ...row }) => ({ ...row, browser: browserOf(userAgent) })) };
  }

  /** Signs out everywhere at once, here too. */
  @SignedIn()
  @OpenToHandedOut()
  @Delete()
  @HttpCode(204)
  async endAll(@Acting() { personId }: Member, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOutEverywhere(personId);
    void reply.clearCookie(cookieName, { path: '/' });
  }

  /** Signs out one of them: a machine that one left. */
  @SignedIn()
  @Delete(':id')
  @HttpCode(204)
  async end(
    @Param('id') id: string,
    @Acting() { personId }: Member,
    @Req() { sessionHash }: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const ended = await this.sessions.end(personId, rowId(id, 'session.missing'));
    if (ended === sessionHash) void reply.clearCookie(cookieName, { path: '/' });
  }
}

const placeOf = ({ ip, headers }: FastifyRequest) => ({ address: ip, userAgent: headers['user-agent'] ?? '' });

function shownMembership({ role, ...membership }: Held, language: Language) {
  return { ...membership, role, roleLabel: textsFor(language).roles[role] };
}
