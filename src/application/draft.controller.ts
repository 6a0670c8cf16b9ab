import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import { Acting, IdempotencyKey, Roles } from '../http/access.js';
import { numberIn } from '../projects/decision.js';
import { DraftUpdate, NewApplication } from './application.dto.js';
import { DraftService } from './draft.service.js';

@ApiTags('application')
@Controller('projects')
@Roles('applicant')
export class DraftController {
  constructor(private readonly drafts: DraftService) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  begin(@Acting() member: Member, @IdempotencyKey() key: string, @Body() body: NewApplication) {
    return this.drafts.begin(member, key, body);
  }

  @Get(':id/draft')
  show(@Acting() member: Member, @Param('id') id: string) {
    return this.drafts.show(member, numberIn(id));
  }

  @Put(':id/draft')
  save(@Acting() member: Member, @Param('id') id: string, @Body() body: DraftUpdate) {
    return this.drafts.save(member, numberIn(id), body);
  }
}
