import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { Roles, SignedIn } from '../http/access.js';
import { Region } from './region.entity.js';

/** Regions, and who may sit in a panel: what forms offer to choose from. */
@ApiTags('directory')
@Controller()
export class DirectoryController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @SignedIn()
  @Get('regions')
  async regions() {
    return { items: await this.dataSource.manager.find(Region, { order: { id: 'ASC' } }) };
  }

  @Roles('cityReviewer', 'cityManager')
  @Get('reviewers')
  async reviewers() {
    const items = await this.dataSource.query<unknown[]>(
      `select p.id as "personId", p.name, o.name as organisation from holders_of('cityReviewer', $1) h
         join person p on p.id = h.person_id join organisation o on o.id = h.organisation_id order by o.id, p.id`,
      [dayInChina(this.clock.now())],
    );
    return { items };
  }
}
