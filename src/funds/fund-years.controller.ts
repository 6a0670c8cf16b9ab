import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { FundYearEvent } from '../../workflows/fund-year/decide.js';
import { Clock } from '../clock.js';
import { readingAs } from '../database/scope.js';
import { Door } from '../door/door.js';
import { YearPipe } from './year.pipe.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, Roles, SignedIn } from '../http/access.js';
import { figuresOf } from './figures.js';
import { FundsArrival } from './funds-arrival.js';
import { FundYear } from './fund-year.entity.js';
import { Hold, IncomeReceipt } from './fund-year.dto.js';

@ApiTags('fund-years')
@Controller('fund-years')
export class FundYearsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly door: Door,
    private readonly clock: Clock,
    private readonly arrival: FundsArrival,
  ) {}

  @SignedIn()
  @Get()
  async list(@Acting() member: Member) {
    const years = await readingAs(this.dataSource, member, ({ manager }) =>
      manager.find(FundYear, { order: { year: 'DESC' } }),
    );
    return {
      items: years.map(({ year, state, budgetApproved, version }) => ({ year, state, budgetApproved, version })),
    };
  }

  @SignedIn()
  @Get(':year/figures')
  figures(@Acting() member: Member, @Param('year', YearPipe) year: number) {
    return readingAs(this.dataSource, member, ({ manager }) => figuresOf(manager, year));
  }

  @SignedIn()
  @Get(':year/income')
  async income(@Acting() member: Member, @Param('year', YearPipe) year: number) {
    const items = await this.read<object>(
      member,
      `select s.code, s.name, s.kind, s.region_id as "regionId", s.planned_fen::text as planned, s.earmark, s.note,
         (-coalesce(a.balance_fen, 0))::text as received
       from income_source s left join account a on a.key = 'source/' || s.year || '/' || s.code
       where s.year = $1 order by s.kind = 'levy' desc, s.code`,
      year,
    );
    const pools = await this.read<object>(
      member,
      `select key, kind, balance_fen::text as balance from account where year = $1 and kind in ('pool', 'held') order by kind desc, key`,
      year,
    );
    return { items, pools };
  }

  @Roles('cityFinance')
  @Post(':year/receipts')
  receive(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: IncomeReceipt,
  ) {
    return this.act(member, request, year, { type: 'income.receive', ...body });
  }

  @Roles('cityFinance')
  @Post(':year/holds')
  hold(@Acting() member: Member, @Keyed() request: Request, @Param('year', YearPipe) year: number, @Body() body: Hold) {
    return this.act(member, request, year, { type: 'income.hold', ...body });
  }

  @Roles('cityFinance')
  @Post(':year/hold-liftings')
  lift(@Acting() member: Member, @Keyed() request: Request, @Param('year', YearPipe) year: number, @Body() body: Hold) {
    return this.act(member, request, year, { type: 'income.lift', ...body });
  }

  private read<Row>(member: Member, text: string, year: number): Promise<Row[]> {
    return readingAs(this.dataSource, member, ({ manager }) => manager.query<Row[]>(text, [year]));
  }

  private async act(member: Member, request: Request, year: number, event: FundYearEvent) {
    const [answer] = await this.door.apply(
      [{ subject: 'fundYear', id: year, event, actor: member, occurredAt: this.clock.now(), expected: null }],
      { request },
    );
    // Income and what is no longer held: somebody may be waiting for it.
    if (event.type === 'income.receive' || event.type === 'income.lift') this.arrival.announce();
    return { year: answer!.id, state: answer!.state, version: answer!.visit };
  }
}
