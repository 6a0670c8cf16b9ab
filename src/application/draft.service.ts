import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { writingAs } from '../database/scope.js';
import { inTransaction } from '../database/transaction.js';
import { once } from '../door/once.js';
import { createProjects } from '../door/create-projects.js';
import { toJson } from '../door/rows.js';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { ProjectReader } from '../projects/project.reader.js';
import type { DraftUpdate, NewApplication } from './application.dto.js';

const writable = new Set(['application.drafting', 'application.returned']);

/** What applicants write before it is submitted: saved as they type, outside the door, each save checked for its version. */
@Injectable()
export class DraftService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly doorDataSource: DoorDataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
    private readonly reader: ProjectReader,
  ) {}

  async begin(member: Member, key: string, { shares, ...body }: NewApplication): Promise<{ id: number; code: string }> {
    return inTransaction(this.doorDataSource, (tx) =>
      once(tx, { personId: member.personId, key }, { begin: body, shares }, async () => {
        const [city] = await tx.named<{ id: string }>('door.city', `select id from region where level = 'city'`, []);
        const [created] = await createProjects(tx, this.calendar.calendar(), city?.id ?? '', [
          {
            ...body,
            shares: shares.map(({ regionId, asked }) => ({ regionId, asked })),
            actor: member,
            occurredAt: this.clock.now(),
          },
        ]);
        return created!;
      }),
    );
  }

  async show(member: Member, projectId: number) {
    const { facts } = await this.own(member, projectId);
    return facts.draft;
  }

  /** Saves what is written so far. 409 when somebody else saved meanwhile; refused once it is submitted. */
  async save(member: Member, projectId: number, { version, content }: DraftUpdate): Promise<{ version: number }> {
    await this.own(member, projectId);
    // The lock waits for a submission under way, and its state is asked anew then: what is submitted is not touched.
    const [rows] = await writingAs(this.dataSource, member, ({ manager }) =>
      manager.query<[{ version: number }[], number]>(
        `with writable as (select id from project where id = $1 and state = any($6) for share)
       update draft d set content = $3::jsonb, version = d.version + 1, updated_by = $4, updated_at = $5
       from writable w where w.id = d.project_id and d.version = $2
       returning d.version`,
        [projectId, version, toJson(content), member.personId, this.clock.now(), [...writable]],
      ),
    );
    if (rows[0]) return rows[0];
    const { facts } = await this.own(member, projectId);
    if (!writable.has(facts.project.state))
      throw new DomainError('refused', 'application.not-writable', { state: facts.project.state });
    throw new DomainError('conflict', 'application.draft-changed-meanwhile', {
      expected: version,
      actual: facts.draft.version,
    });
  }

  private async own(member: Member, projectId: number) {
    const situation = await this.reader.situation(member, projectId);
    if (situation.facts.project.applicantOrganisationId !== member.organisationId) {
      throw new DomainError('missing', 'project.missing');
    }
    return situation;
  }
}
