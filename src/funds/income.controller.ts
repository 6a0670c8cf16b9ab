import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { Hold as HoldFacts, Receipt } from '../../workflows/fund-year/facts.js';
import { readingAs } from '../database/scope.js';
import type { Request } from '../door/once.js';
import { Acting, In, Keyed, Roles, SignedIn } from '../http/access.js';
import { rowId } from '../http/row-id.js';
import { type Language, textsFor } from '../texts/texts.js';
import { FundYearDecisions } from './fund-year-decisions.js';
import { Confirmation, Hold, HoldLifting, IncomeReceipt, NewSource, SourceChange, Why } from './fund-year.dto.js';
import { YearPipe } from './year.pipe.js';

const sources = `
select s.code, s.name, s.kind, s.region_id as "regionId", s.planned_fen::text as planned, s.earmark, s.note,
  i.received::text as received, i.received_late::text as "receivedLate",
  array(select e.line from earmark_line e where e.year = s.year and e.earmark = s.earmark order by 1) as lines
from income_source s join income_of_year($1) i on i.source = s.code
where s.year = $1 order by s.kind = 'levy' desc, s.code`;

const pools = `
select key, kind, balance_fen::text as balance from account
where year = $1 and kind in ('pool', 'held') order by kind desc, key`;

/** A reversal stands beside what it reverses: both are the receipt's own entries. */
const receipts = `
select r.no, r.state, r.source, s.name as "sourceName", r.amount_fen::text as amount, r.received_on::text as "receivedOn",
  r.voucher, r.reason, reporter.name as "reportedBy", recorder.name as "recordedBy", reverser.name as "reversedBy",
  coalesce((select jsonb_agg(jsonb_build_object('kind', e.kind, 'amount', e.amount_fen::text,
    'on', (e.occurred_at at time zone 'Asia/Shanghai')::date) order by e.id)
    from entry e where e.year = r.year and e.part = 'receipt/' || r.no and e.project_id is null), '[]') as entries
from income_receipt r join income_source s on s.year = r.year and s.code = r.source
  left join person reporter on reporter.id = r.reported_by left join person recorder on recorder.id = r.recorded_by
  left join person reverser on reverser.id = r.reversed_by
where r.year = $1 order by r.no desc`;

const holds = `
select h.no, h.state, h.earmark, h.amount_fen::text as amount, h.lifted_fen::text as lifted,
  (h.amount_fen - h.lifted_fen)::text as held, h.reason, h.held_on::text as "heldOn", p.name as "heldBy",
  coalesce((select jsonb_agg(jsonb_build_object('amount', e.amount_fen::text, 'reason', t.payload ->> 'reason',
    'by', lifter.name, 'on', (e.occurred_at at time zone 'Asia/Shanghai')::date) order by e.id)
    from entry e join history t on t.subject = e.subject and t.subject_id = e.subject_id and t.seq = e.seq
      left join person lifter on lifter.id = t.person_id
    where e.year = h.year and e.kind = 'hold-lift' and e.part = 'hold/' || h.no), '[]') as liftings
from income_hold h left join person p on p.id = h.held_by where h.year = $1 order by h.no`;

/** Income of a fund year: its sources, what came in, what is held back of it. */
@ApiTags('income')
@Controller('fund-years/:year')
export class IncomeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: FundYearDecisions,
  ) {}

  @SignedIn()
  @Get('income')
  async income(@Acting() member: Member, @Param('year', YearPipe) year: number) {
    const items = await this.read<object>(member, sources, year);
    return { items, pools: await this.read<object>(member, pools, year) };
  }

  @Roles('cityFinance')
  @Post('sources')
  addSource(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: NewSource,
  ) {
    const { lines, ...source } = body;
    return this.decisions.act(member, request, year, {
      type: 'source.add',
      ...source,
      lines: (lines ?? []).map(({ line }) => line),
    });
  }

  @Roles('cityFinance')
  @Post('sources/:code/plan')
  changeSource(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('code') source: string,
    @Body() body: SourceChange,
  ) {
    return this.decisions.act(member, request, year, { type: 'source.change', source, ...body });
  }

  @Roles('cityFinance', 'cityManager', 'auditor', 'countyFinance', 'countyOfficer')
  @Get('receipts')
  async receipts(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    const { receiptStates } = textsFor(language);
    const items = await this.read<{ state: Receipt['state'] }>(member, receipts, year);
    return { items: items.map((row) => ({ ...row, stateLabel: receiptStates[row.state] })) };
  }

  @Roles('cityFinance')
  @Post('receipts')
  receive(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: IncomeReceipt,
  ) {
    return this.decisions.act(member, request, year, { type: 'income.receive', ...body });
  }

  @Roles('cityFinance')
  @Post('receipts/:no/confirmation')
  confirm(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('no') no: string,
    @Body() body: Confirmation,
  ) {
    return this.decisions.act(member, request, year, { type: 'income.confirm', receipt: receiptNo(no), ...body });
  }

  @Roles('cityFinance')
  @Post('receipts/:no/refusal')
  refuse(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('no') no: string,
    @Body() body: Why,
  ) {
    return this.decisions.act(member, request, year, { type: 'income.refuse', receipt: receiptNo(no), ...body });
  }

  @Roles('cityFinance')
  @Post('receipts/:no/reversal')
  reverse(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Param('no') no: string,
    @Body() body: Why,
  ) {
    return this.decisions.act(member, request, year, { type: 'income.reverse', receipt: receiptNo(no), ...body });
  }

  @SignedIn()
  @Get('holds')
  async holds(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    const { holdStates } = textsFor(language);
    const items = await this.read<{ state: HoldFacts['state'] }>(member, holds, year);
    return { items: items.map((row) => ({ ...row, stateLabel: holdStates[row.state] })) };
  }

  @Roles('cityFinance')
  @Post('holds')
  hold(@Acting() member: Member, @Keyed() request: Request, @Param('year', YearPipe) year: number, @Body() body: Hold) {
    return this.decisions.act(member, request, year, { type: 'income.hold', ...body });
  }

  @Roles('cityFinance')
  @Post('hold-liftings')
  lift(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('year', YearPipe) year: number,
    @Body() body: HoldLifting,
  ) {
    return this.decisions.act(member, request, year, { type: 'income.lift', ...body });
  }

  private read<Row>(member: Member, text: string, year: number): Promise<Row[]> {
    return readingAs(this.dataSource, member, ({ manager }) => manager.query<Row[]>(text, [year]));
  }
}

const receiptNo = (text: string): number => rowId(text, 'income.receipt-missing');
