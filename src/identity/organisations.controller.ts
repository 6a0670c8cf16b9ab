import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, Roles, SignedIn } from '../http/access.js';
import { rowId } from '../http/row-id.js';
import { Administration } from './administration.js';
import { NewOrganisation, OrganisationQuery, OrganisationUpdate } from './people.dto.js';
import { PeopleQueries } from './people.queries.js';

@ApiTags('people')
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly administration: Administration,
  ) {}

  @SignedIn()
  @Get()
  list(@Acting() member: Member, @Query() query: OrganisationQuery) {
    return this.queries.organisations(member, query);
  }

  @Roles('administrator')
  @Post()
  add(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewOrganisation) {
    return this.administration.addOrganisation(member, request, body);
  }

  @Roles('administrator')
  @Put(':id')
  change(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('id') id: string,
    @Body() body: OrganisationUpdate,
  ) {
    return this.administration.changeOrganisation(member, request, rowId(id, 'organisation.missing'), body);
  }
}
