import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import { type Turn, turnsIn } from '../../workflows/project/funds-queue.js';
import { inScope } from '../../workflows/project/permissions.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { reading } from '../database/transaction.js';
import { YearPipe } from '../funds/year.pipe.js';
import { Acting, In, Roles } from '../http/access.js';
import { type Language, stateLabel, textsFor } from '../texts/texts.js';
import { placesOf, queueOf } from './funds-queue.js';

/** Who waits for a year's money, in which order, and what is there for each. */
@ApiTags('fund-release')
@Controller('fund-years/:year/queue')
export class FundsQueueController {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** Everybody's turn is counted, and shown are the projects that the reader may know of: a county sees its own places. */
  @Roles('cityFinance', 'cityManager', 'auditor', 'countyFinance', 'countyOfficer')
  @Get()
  async list(@Acting() member: Member, @Param('year', YearPipe) year: number, @In() language: Language) {
    const now = this.clock.now();
    const [queue, places] = await reading(this.dataSource, async (tx) => [
      await queueOf(tx, this.calendar.calendar(), year, now, false),
      await placesOf(tx, year),
    ]);
    const since = new Map(places.map((each) => [each.id, each.since]));
    const texts = textsFor(language);
    return {
      items: turnsIn(queue)
        .map((turn, index) => ({ turn, place: index + 1 }))
        .filter(({ turn }) => turn.needs > 0n && inScope(member, turn.situation.facts.project))
        .map(({ turn, place }) => ({
          place,
          ...shown(turn),
          since: since.get(turn.situation.facts.project.id) ?? null,
          stateLabel: stateLabel(texts, turn.situation.facts.project.state),
        })),
    };
  }
}

const shown = ({ situation: { facts }, needs, there, missing }: Turn) => ({
  projectId: facts.project.id,
  code: facts.project.code,
  title: facts.project.title,
  line: facts.project.line,
  state: facts.project.state,
  needs,
  there,
  missing,
});
