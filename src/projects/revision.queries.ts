import { Injectable } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import type { Answered } from '../../workflows/project/returned.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Tx } from '../database/transaction.js';
import { reviveMoney } from '../door/rows.js';

export interface ShownRevision {
  readonly no: number;
  readonly submittedBy: string | null;
  /** The names of all who wrote it, so that it is plain who steps back (回避). */
  readonly authors: readonly string[];
  readonly submittedAt: Date;
  /** The return that it answers, point by point; null for what nobody had returned. */
  readonly answered: Answered | null;
}

const columns = `r.no, p.name as "submittedBy", r.submitted_at as "submittedAt", r.answered,
  array(select a.name from person a where a.id = any(r.authors) order by a.id) as authors`;
const tables = 'revision r left join person p on p.id = r.submitted_by';

/** What was submitted, frozen: for whoever may know of the project, which its caller has asked. */
@Injectable()
export class RevisionQueries {
  /** The newest first. */
  list(tx: Tx, projectId: number): Promise<ShownRevision[]> {
    return tx.named<ShownRevision & object>(
      'revision.list',
      `select ${columns} from ${tables} where r.project_id = $1 order by r.no desc`,
      [projectId],
    );
  }

  async show(tx: Tx, projectId: number, no: number): Promise<ShownRevision & { content: ApplicationContent }> {
    const [row] = await tx.named<ShownRevision & { content: unknown }>(
      'revision.show',
      `select ${columns}, r.content from ${tables} where r.project_id = $1 and r.no = $2`,
      [projectId, no],
    );
    if (!row) throw new DomainError('missing', 'application.revision-missing', { no });
    return { ...row, content: reviveMoney(row.content) };
  }

  /** What was submitted last of an earlier project of the member's own organisation, or is drafted so far. */
  async latestOwn(
    tx: Tx,
    member: Member,
    projectId: number,
  ): Promise<{ code: string; title: string; year: number; content: ApplicationContent }> {
    const [row] = await tx.named<{ code: string; title: string; year: number; content: unknown }>(
      'revision.latest-own',
      `select p.code, p.title, p.year, coalesce(r.content, d.content) as content
       from project p join draft d on d.project_id = p.id
         left join revision r on r.project_id = p.id and r.no = p.revision
       where p.id = $1 and p.applicant_organisation_id = $2`,
      [projectId, member.organisationId],
    );
    if (!row) throw new DomainError('missing', 'project.missing');
    return { ...row, content: reviveMoney(row.content) };
  }
}
