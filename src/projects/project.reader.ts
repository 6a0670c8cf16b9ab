import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { reading } from '../database/transaction.js';
import { loadWorld } from '../door/facts.js';
import type { Member } from '../../workflows/actor.js';
import { situationOf } from '../../workflows/decide-in-order.js';
import type { Situation } from '../../workflows/project/facts.js';
import { inScope } from '../../workflows/project/permissions.js';
import { DomainError } from '../../workflows/values/domain-error.js';

/** Reads one project through the door's own facts, without its lock, for whoever is in scope; 404 for all others. */
@Injectable()
export class ProjectReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  async situation(member: Member, projectId: number): Promise<Situation> {
    const { world } = await reading(this.dataSource, (tx) =>
      loadWorld(
        tx,
        this.calendar.calendar(),
        { projects: [projectId], documents: [], fundYears: [] },
        { surroundings: true, lockAccounts: false },
      ),
    );
    const facts = world.projects.get(projectId);
    if (!facts || !inScope(member, facts.project)) throw new DomainError('missing', 'project.missing');
    return situationOf(world, facts, { actor: member, occurredAt: this.clock.now() });
  }
}
