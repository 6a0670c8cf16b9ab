import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { type Role, roles } from '../../workflows/actor.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { Roles, SignedIn } from '../http/access.js';
import { OneOf } from '../http/fields.js';
import { Region } from './region.entity.js';

class OrganisationQuery {
  @OneOf(roles, { optional: true })
  role?: Role;
}

/** Regions, organisations, and who may sit in a panel: what forms offer to choose from. */
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

  @SignedIn()
  @Get('organisations')
  async organisations(@Query() { role }: OrganisationQuery) {
    const items = await this.dataSource.query<unknown[]>(
      `select id, name, region_id as "regionId", level from organisation o
       where holds(null, o.ended_on, $2) and ($1::text is null or exists (select 1 from membership m
         where m.organisation_id = o.id and m.role = $1 and holds(m.started_on, m.ended_on, $2)
           and (m.role <> 'lineDepartment' or o.level = 'city')))
       order by region_id, id`,
      [role ?? null, dayInChina(this.clock.now())],
    );
    return { items };
  }

  @Roles('cityReviewer', 'cityManager')
  @Get('reviewers')
  async reviewers() {
    const items = await this.dataSource.query<unknown[]>(
      `select p.id as "personId", p.name, o.name as organisation from membership m
         join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
       where m.role = 'cityReviewer' and m.ended_on is null and m.deputy_for is null and holds(m.started_on, null, $1)
         and p.disabled_at is null order by o.id, p.id`,
      [dayInChina(this.clock.now())],
    );
    return { items };
  }
}
