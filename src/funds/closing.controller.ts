import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, Roles } from '../http/access.js';
import { ClosingConfirmation, ClosingRecord } from './fund-year.dto.js';
import { FundYearDecisions } from './fund-year-decisions.js';
import { YearPipe } from './year.pipe.js';

const closing = `
select c.next_year as "nextYear", c.issuer, c.number, c.issued_on::text as "issuedOn", c.lines,
  r.name as "recordedBy", f.name as "confirmedBy"
from year_closing c left join person r on r.id = c.recorded_by left join person f on f.id = c.confirmed_by
where c.year = $1`;

/** 年终关账: recorded from its document by one of city finance, confirmed by a second. */
@ApiTags('year-end')
@Controller('fund-years/:year/closing')
export class ClosingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: FundYearDecisions,
  ) {}

  @Roles('cityFinance', 'cityManager', 'auditor')
  @Get()
  async show(@Acting() member: Member, @Param('year', YearPipe) year: number) {
    const [row] = await readingAs(this.dataSource, member, ({ manager }) => manager.query<object[]>(closing, [year]));
    return { closing: row ?? null };
  }

  @Roles('cityFinance')
  @Post()
  record(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: ClosingRecord,
  ) {
    const lines = (body.lines ?? []).map(({ from, to }) => ({ from, to }));
    return this.decisions.act(member, request, year, { type: 'year.recordClosing', ...body, lines });
  }

  @Roles('cityFinance')
  @Post('confirmation')
  confirm(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: ClosingConfirmation,
  ) {
    return this.decisions.act(member, request, year, { type: 'year.close', ...body });
  }
}
