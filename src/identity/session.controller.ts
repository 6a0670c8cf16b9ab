import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { Member } from '../../workflows/actor.js';
import { Acting, In, Public, SignedIn, type SignedInRequest } from '../http/access.js';
import { Id, Text } from '../http/fields.js';
import { type Language, textsFor } from '../texts/texts.js';
import { cookieName, SessionService } from './session.service.js';
import type { Membership } from './membership.entity.js';
import { SECURE_COOKIES } from './secure-cookies.js';

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

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
  ) {}

  @Public()
  @Post()
  async signIn(
    @Body() { username, password }: SignIn,
    @In() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = await this.sessions.signIn(username, password);
    void reply.setCookie(cookieName, token, { httpOnly: true, sameSite: 'strict', secure: this.secure, path: '/' });
    const member = await this.sessions.memberOf(token);
    return this.shown(member!, language);
  }

  @SignedIn()
  @Get()
  show(@Acting() member: Member, @In() language: Language) {
    return this.shown(member, language);
  }

  @SignedIn()
  @Put('membership')
  async actAs(
    @Body() { membershipId }: ActAs,
    @Acting() member: Member,
    @Req() request: SignedInRequest,
    @In() language: Language,
  ) {
    await this.sessions.actAs(request.sessionToken!, member, membershipId);
    return this.shown((await this.sessions.memberOf(request.sessionToken!))!, language);
  }

  @SignedIn()
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(request.sessionToken!);
    void reply.clearCookie(cookieName, { path: '/' });
  }

  private async shown(member: Member, language: Language) {
    const memberships = await this.sessions.memberships(member.personId);
    const { person } = memberships[0]!;
    const all = memberships.map((membership) => shownMembership(membership, language));
    return {
      person: { id: person.id, name: person.name, username: person.username },
      membership: all.find(({ id }) => id === member.membershipId)!,
      memberships: all,
    };
  }
}

function shownMembership({ id, role, organisation }: Membership, language: Language) {
  const { name, regionId, level } = organisation;
  return {
    id,
    role,
    roleLabel: textsFor(language).roles[role],
    organisation: { id: organisation.id, name, regionId, level },
  };
}
