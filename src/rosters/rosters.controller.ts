import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, Roles, SignedIn } from '../http/access.js';
import { numberIn } from '../projects/decision.js';
import { NewRoster, Reveal } from './roster.dto.js';
import { RostersService } from './rosters.service.js';

@ApiTags('rosters')
@Controller('projects/:id/rosters')
export class RostersController {
  constructor(private readonly rosters: RostersService) {}

  @Roles('applicant')
  @Post()
  bring(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: NewRoster) {
    return this.rosters.bring(member, request, numberIn(id), body.rows);
  }

  @SignedIn()
  @Get(':roster')
  show(@Acting() member: Member, @Param('id') id: string, @Param('roster') roster: string) {
    return this.rosters.show(member, numberIn(id), numberIn(roster));
  }

  @Roles('countyFinance', 'cityFinance')
  @HttpCode(200)
  @Post(':roster/people/:no/reveal')
  reveal(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('id') id: string,
    @Param('roster') roster: string,
    @Param('no') no: string,
    @Body() body: Reveal,
  ) {
    return this.rosters.reveal(member, request, numberIn(id), numberIn(roster), numberIn(no), body.reason);
  }
}
