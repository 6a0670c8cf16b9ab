import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { inTransaction } from '../database/transaction.js';
import { Door } from '../door/door.js';
import { once, type Request } from '../door/once.js';
import type { Member } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { budgetEvent, documentEvent } from '../../workflows/document/decide.js';
import { type DocumentKind, isOnBudget } from '../../workflows/document/facts.js';
import { DomainError, type Unmet } from '../../workflows/values/domain-error.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import type { DocumentConfirmation, NewDocument } from './document.dto.js';
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
        id: await recordDocument(tx, member, this.clock.now(), {
          ...document,
          lines: (document.lines ?? []).map(({ added, ...line }) => ({
            ...line,
            added: added
              ? {
                  ...added,
                  parent: added.parent ?? null,
                  mode: added.mode ?? null,
                  departmentId: added.departmentId ?? null,
                }
              : null,
          })),
        }),
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
    { version, overIncome = false }: DocumentConfirmation,
  ): Promise<{ id: number; projects: number }> {
    const sent = { actor: member, occurredAt: this.clock.now(), expected: null };
    const document = await this.kindAndProjects(id);
    const { kind } = document;
    const commands: Command[] = [
      { subject: 'document', id, event: { type: 'document.confirm' }, ...sent, expected: version },
      ...(isOnBudget(kind)
        ? [
            {
              subject: 'fundYear' as const,
              id: document.year,
              event: { type: budgetEvent[kind], documentId: id, overIncome },
              ...sent,
            },
          ]
        : document.projects.map((projectId): Command => ({
            subject: 'project',
            id: projectId,
            event: { type: documentEvent[kind], documentId: id } as ProjectEvent,
            ...sent,
          }))),
    ];
    const outcomes = await this.door.outcomes(commands, {
      allOrNothing: true,
      request,
    });
    // The document itself, and the year that it is about, say by themselves what is wrong.
    const own = outcomes.find((_, index) => commands[index]!.subject !== 'project' && isOwn(outcomes[index]));
    if (own instanceof DomainError) throw own;
    const refusals = outcomes.flatMap((outcome, index) =>
      isOwn(outcome) ? this.named(document.codes.get(commands[index]!.id) ?? '', outcome) : [],
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
    const [document] = await this.dataSource.query<{ kind: DocumentKind; year: number }[]>(
      'select kind, year from document where id = $1',
      [id],
    );
    if (!document) throw new DomainError('missing', 'document.missing');
    const rows = await this.dataSource.query<{ projectId: number; code: string }[]>(
      `select distinct p.id as "projectId", p.code from document_item i join project p on p.id = i.project_id
       where i.document_id = $1 order by p.id`,
      [id],
    );
    return {
      ...document,
      projects: rows.map((row) => row.projectId),
      codes: new Map(rows.map((row) => [row.projectId, row.code])),
    };
  }
}

/** Refused by itself, and not only because others were. */
const isOwn = (outcome: unknown): outcome is DomainError =>
  outcome instanceof DomainError && outcome.code !== 'batch.others-refused';
