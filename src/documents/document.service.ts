import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { inTransaction } from '../database/transaction.js';
import { Door } from '../door/door.js';
import { once, type Request } from '../door/once.js';
import type { Member } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { documentEvent } from '../../workflows/document/decide.js';
import type { DocumentKind } from '../../workflows/document/facts.js';
import { DomainError, type Unmet } from '../../workflows/values/domain-error.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import type { NewDocument } from './document.dto.js';
import { recordDocument } from './record-documents.js';

@Injectable()
export class DocumentService {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async record(member: Member, request: Request, document: NewDocument): Promise<{ id: number }> {
    return inTransaction(this.dataSource, (tx) =>
      once(tx, request, { record: document }, async () => ({
        id: await recordDocument(tx, member, this.clock.now(), document),
      })),
    );
  }

  /**
   * Confirms a document and with it decides on every project of its schedule, wholly or not at all. A refusal names
   * each project that stands in the way.
   */
  async confirm(
    member: Member,
    request: Request,
    id: number,
    version: number,
  ): Promise<{ id: number; projects: number }> {
    const actor = member;
    const occurredAt = this.clock.now();
    const document = await this.kindAndProjects(id);
    const commands: Command[] = [
      { subject: 'document', id, event: { type: 'document.confirm' }, actor, occurredAt, expected: version },
      ...document.projects.map((projectId): Command => ({
        subject: 'project',
        id: projectId,
        event: { type: documentEvent[document.kind], documentId: id } as ProjectEvent,
        actor,
        occurredAt,
        expected: null,
      })),
    ];
    const outcomes = await this.door.outcomes(commands, {
      allOrNothing: true,
      request,
    });
    const [own] = outcomes;
    if (own instanceof DomainError && own.code !== 'batch.others-refused') throw own;
    const refusals = outcomes.flatMap((outcome, index) =>
      outcome instanceof DomainError && outcome.code !== 'batch.others-refused'
        ? this.named(document.codes.get(commands[index]!.id) ?? '', outcome)
        : [],
    );
    if (refusals.length > 0)
      throw new DomainError('refused', 'document.projects-refuse', { count: refusals.length }, refusals);
    return { id, projects: document.projects.length };
  }

  async void(member: Member, request: Request, id: number, version: number, reason: string): Promise<{ id: number }> {
    await this.door.apply(
      [
        {
          subject: 'document',
          id,
          event: { type: 'document.void', reason },
          actor: member,
          occurredAt: this.clock.now(),
          expected: version,
        },
      ],
      { request },
    );
    return { id };
  }

  /** The reasons of one project, each with its code in front. */
  private named(project: string, refusal: DomainError): Unmet[] {
    const reasons = refusal.unmet.length > 0 ? refusal.unmet : [{ code: refusal.code, params: refusal.params }];
    return reasons.map((reason) => ({ ...reason, field: project }));
  }

  private async kindAndProjects(id: number) {
    const rows = await this.dataSource.query<{ kind: DocumentKind; projectId: number; code: string }[]>(
      `select distinct d.kind, p.id as "projectId", p.code from document d
         join document_item i on i.document_id = d.id join project p on p.id = i.project_id
       where d.id = $1 order by p.id`,
      [id],
    );
    if (!rows[0]) throw new DomainError('missing', 'document.missing');
    return {
      kind: rows[0].kind,
      projects: rows.map((row) => row.projectId),
      codes: new Map(rows.map((row) => [row.projectId, row.code])),
    };
  }
}
