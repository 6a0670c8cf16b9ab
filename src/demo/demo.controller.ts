import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { In, Public } from '../http/access.js';
import { type Language, textsFor } from '../texts/texts.js';
import type { Role } from '../../workflows/actor.js';
import { DEMO, demoPassword } from './demo-password.js';

/** The sign-ins of the demo city, for its sign-in page. Nothing outside demo mode. */
@ApiTags('demo')
@Controller('demo')
export class DemoController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(DEMO) private readonly demo: boolean,
  ) {}

  @Public()
  @Get('sign-ins')
  async signIns(@In() language: Language) {
    if (!this.demo) return { items: [] };
    const roles = textsFor(language).roles;
    const rows = await this.dataSource.query<{ username: string; name: string; role: Role; organisation: string }[]>(
      `select distinct on (p.id) p.username, p.name, m.role, o.name as organisation
       from person p join membership m on m.person_id = p.id and m.ended_on is null and m.deputy_for is null
         join organisation o on o.id = m.organisation_id
       where signs_in(p.id) and not p.password_handed_out and p.disabled_at is null and p.username like 'demo-%' order by p.id, m.id`,
    );
    return { items: rows.map(({ role, ...row }) => ({ ...row, password: demoPassword, roleLabel: roles[role] })) };
  }
}
