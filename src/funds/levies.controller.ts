import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { LevyState } from '../../workflows/levy/levy.machine.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { readingAs } from '../database/scope.js';
import type { Request } from '../door/once.js';
import { Acting, In, Keyed, Roles } from '../http/access.js';
import { type Language, textsFor } from '../texts/texts.js';
import { FundYearDecisions } from './fund-year-decisions.js';
import { LevyAssessment, LevyNotice, LevyPayment } from './fund-year.dto.js';
import { YearPipe } from './year.pipe.js';

/** Who sees levies: the city all of them, a county its own. Towns and applicants owe nothing. */
const readers = ['cityFinance', 'cityManager', 'auditor', 'countyFinance', 'countyOfficer'] as const;

/** A levy as it stands ($2: today). Of the regions, the policy of the table shows those that the reader may see. */
const levies = `
select l.region_id as "regionId", r.name as "regionName", l.state, l.rate_ppm as "ratePpm",
  l.revenue_fen::text as revenue, l.amount_fen::text as amount, coalesce(i.received, 0)::text as received,
  coalesce(i.received_late, 0)::text as "receivedLate", (coalesce(l.amount_fen, 0) - coalesce(i.received, 0))::text as unpaid,
  case when $2::date > i.due_on then l.amount_fen - i.received else 0 end::text as arrears,
  l.assessed_on::text as "assessedOn", l.notified_on::text as "notifiedOn", l.due_on::text as "dueOn", l.reason
from levy l join region r on r.id = l.region_id left join income_of_year($1) i on i.source = l.source
where l.year = $1 order by l.region_id`;

@ApiTags('levies')
@Controller('fund-years/:year/levies')
export class LeviesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly decisions: FundYearDecisions,
  ) {}

  @Roles(...readers)
  @Get()
  async list(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    const today = dayInChina(this.clock.now());
    const rows = await readingAs(this.dataSource, member, ({ manager }) =>
      manager.query<{ state: LevyState }[]>(levies, [year, today]),
    );
    const { levyStates } = textsFor(language);
    return { items: rows.map((row) => ({ ...row, stateLabel: levyStates[row.state] })) };
  }

  @Roles('cityFinance')
  @Post(':region/assessment')
  assess(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('region') region: string,
    @Body() body: LevyAssessment,
  ) {
    return this.decisions.act(member, request, year, { type: 'levy.assess', region, ...body });
  }

  @Roles('cityFinance')
  @Post(':region/notice')
  notify(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('region') region: string,
    @Body() body: LevyNotice,
  ) {
    return this.decisions.act(member, request, year, { type: 'levy.notify', region, ...body });
  }

  @Roles('countyFinance')
  @Post(':region/payments')
  report(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('region') region: string,
    @Body() body: LevyPayment,
  ) {
    return this.decisions.act(member, request, year, { type: 'levy.report', region, ...body });
  }
}
