import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, In, Roles } from '../http/access.js';
import { PageQuery } from '../http/page.js';
import { rowId } from '../http/row-id.js';
import type { Language } from '../texts/texts.js';
import { Administration } from './administration.js';
import {
  MembershipQuery,
  MembershipUpdate,
  NewDeputy,
  NewMembership,
  NewPerson,
  PeopleQuery,
  PersonSeen,
  PersonUpdate,
} from './people.dto.js';
import { PeopleQueries } from './people.queries.js';

/** People as administrators see them: all in the city, those of its region in a county. */
@ApiTags('people')
@Controller('people')
@Roles('administrator')
export class PeopleController {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly administration: Administration,
  ) {}

  @Get()
  list(@Acting() member: Member, @Query() query: PeopleQuery, @In() language: Language) {
    return this.queries.people(member, query, language);
  }

  @Get(':id')
  show(@Acting() member: Member, @Param('id') id: string, @In() language: Language) {
    return this.queries.person(member, rowId(id, 'person.missing'), language);
  }

  @Get(':id/changes')
  changes(@Acting() member: Member, @Param('id') id: string, @Query() page: PageQuery, @In() language: Language) {
    return this.queries.changes(member, rowId(id, 'person.missing'), page, language);
  }

  /** With a password that is shown this once. */
  @Post()
  add(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewPerson) {
    return this.administration.addPerson(member, request, body);
  }

  @Put(':id')
  change(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: PersonUpdate) {
    return this.administration.changePerson(member, request, rowId(id, 'person.missing'), body);
  }

  /** With a new password that is shown this once. */
  @Post(':id/password-reset')
  resetPassword(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('id') id: string,
    @Body() body: PersonSeen,
  ) {
    return this.administration.resetPassword(member, request, rowId(id, 'person.missing'), body);
  }

  @Post(':id/unlocking')
  unlock(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: PersonSeen) {
    return this.administration.unlock(member, request, rowId(id, 'person.missing'), body);
  }
}

@ApiTags('people')
@Controller('memberships')
@Roles('administrator')
export class MembershipsController {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly administration: Administration,
  ) {}

  @Get()
  list(@Acting() member: Member, @Query() query: MembershipQuery, @In() language: Language) {
    return this.queries.memberships(member, query, language);
  }

  @Post()
  add(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewMembership) {
    return this.administration.addMembership(member, request, body);
  }

  @Put(':id')
  change(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: MembershipUpdate) {
    return this.administration.changeMembership(member, request, rowId(id, 'membership.missing'), body);
  }

  @Post(':id/deputies')
  addDeputy(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: NewDeputy) {
    return this.administration.addDeputy(member, request, rowId(id, 'membership.missing'), body);
  }
}
