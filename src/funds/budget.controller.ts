import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import type { Request } from '../door/once.js';
import { Acting, In, Keyed, Roles, SignedIn } from '../http/access.js';
import type { Language } from '../texts/texts.js';
import { BudgetDraft, NewFundYear } from './budget.dto.js';
import { BudgetService } from './budget.service.js';
import { YearPipe } from './year.pipe.js';

/** The budget tree of a year: as it stands, and as it is drafted. */
@ApiTags('budget')
@Controller('fund-years')
export class BudgetController {
  constructor(private readonly budget: BudgetService) {}

  @SignedIn()
  @Get(':year/lines')
  lines(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    return this.budget.lines(member, year, language);
  }

  /** What was approved, and each adjustment since. */
  @SignedIn()
  @Get(':year/budget/versions')
  versions(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    return this.budget.versions(member, year, language);
  }

  @Roles('cityManager')
  @Post()
  begin(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewFundYear) {
    return this.budget.begin(member, request, body.year, body.from ?? null);
  }

  @Roles('cityManager', 'lineDepartment')
  @Put(':year/budget')
  draft(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: BudgetDraft,
  ) {
    return this.budget.draft(member, request, year, body);
  }
}
