import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, In, Roles } from '../http/access.js';
import { numberIn } from '../projects/decision.js';
import type { Language } from '../texts/texts.js';
import {
  ComparisonQuery,
  DraftChanges,
  DraftUpdate,
  NewApplication,
  Presence,
  SimilarQuery,
  StartQuery,
} from './application.dto.js';
import { Comparisons } from './comparisons.js';
import { DraftService } from './draft.service.js';
import { DraftTrail } from './draft-trail.queries.js';
import { DraftWriters } from './draft-writers.js';
import { SimilarProjects } from './similar.queries.js';

@ApiTags('application')
@Controller()
@Roles('applicant')
export class DraftController {
  constructor(
    private readonly drafts: DraftService,
    private readonly trail: DraftTrail,
    private readonly writers: DraftWriters,
    private readonly comparisons: Comparisons,
    private readonly similarProjects: SimilarProjects,
    private readonly dataSource: DataSource,
  ) {}

  @Get('applications/similar')
  async similar(@Acting() member: Member, @Query() query: SimilarQuery, @In() language: Language) {
    return { items: await this.similarProjects.list(member, query, language) };
  }

  @Get('applications/start')
  start(@Acting() member: Member, @Query() query: StartQuery) {
    return this.similarProjects.start(member, query);
  }

  @Post('projects')
  begin(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewApplication) {
    return this.drafts.begin(member, request, body);
  }

  @Get('projects/:id/draft')
  show(@Acting() member: Member, @Param('id') id: string, @In() language: Language) {
    return this.drafts.show(member, numberIn(id), language);
  }

  @Put('projects/:id/draft')
  replace(@Acting() member: Member, @Param('id') id: string, @Body() body: DraftUpdate) {
    return this.drafts.replace(member, numberIn(id), body);
  }

  @Patch('projects/:id/draft')
  merge(@Acting() member: Member, @Param('id') id: string, @Body() body: DraftChanges, @In() language: Language) {
    return this.drafts.merge(member, numberIn(id), body, language);
  }

  @Put('projects/:id/draft/presence')
  here(@Acting() member: Member, @Param('id') id: string, @Body() body: Presence) {
    return this.writers.here(member, numberIn(id), body);
  }

  @Get('projects/:id/draft/saves')
  async saves(@Acting() member: Member, @Param('id') id: string) {
    return { items: await this.trail.list(member, numberIn(id)) };
  }

  @Get('projects/:id/draft/saves/:no')
  before(@Acting() member: Member, @Param('id') id: string, @Param('no') no: string) {
    return this.trail.before(member, numberIn(id), numberIn(no));
  }

  @Get('projects/:id/draft/comparison')
  compare(@Acting() member: Member, @Param('id') id: string, @Query() query: ComparisonQuery) {
    return readingAs(this.dataSource, member, (tx) => this.comparisons.ofDraft(tx, member, numberIn(id), query.with));
  }
}
