import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { readingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { loadWorld } from '../door/facts.js';
import type { Member } from '../../workflows/actor.js';
import { situationOf } from '../../workflows/decide-in-order.js';
import type { Situation } from '../../workflows/project/facts.js';
import { inScope } from '../../workflows/project/permissions.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';

/** Reads one project through the door's own facts, without its lock, for whoever is in scope; 404 for all others. */
@Injectable()
export class ProjectReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** As `situationIn`, in a transaction of its own. */
  situation(member: Member, projectId: number): Promise<Situation> {
    return readingAs(this.dataSource, member, (tx) => this.situationIn(tx, member, projectId));
  }

  /**
   * Throws 404 alike for what is not there and what is out of scope. The database does not show what is out of scope; the
   * pure rule is asked as well.
   */
  async situationIn(tx: Tx, member: Member, projectId: number): Promise<Situation> {
    // Its policies take longer to plan than all of it to run: planned once for each connection.
    const occurredAt = this.clock.now();
    const [, { world }] = await Promise.all([
      tx.named('scope.plan-once', `select set_config('plan_cache_mode', 'force_generic_plan', true)`, []),
      loadWorld(
        tx,
        this.calendar.calendar(),
        { projects: [projectId], documents: [], fundYears: [] },
        { surroundingsOn: dayInChina(occurredAt), lockAccounts: false },
      ),
    ]);
    const facts = world.projects.get(projectId);
    if (!facts || !inScope(member, facts.project)) throw new DomainError('missing', 'project.missing');
    return situationOf(world, facts, { actor: member, occurredAt });
  }
}
