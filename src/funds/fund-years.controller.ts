import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { readingAs } from '../database/scope.js';
import { YearPipe } from './year.pipe.js';
import { Acting, SignedIn } from '../http/access.js';
import { figuresOf } from './figures.js';
import { FundYear } from './fund-year.entity.js';

@ApiTags('fund-years')
@Controller('fund-years')
export class FundYearsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
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
    return readingAs(this.dataSource, member, ({ manager }) => figuresOf(manager, year, dayInChina(this.clock.now())));
  }
}
