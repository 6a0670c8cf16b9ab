import { Injectable } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Tx } from '../database/transaction.js';
import { reviveMoney } from '../door/rows.js';
import { RevisionQueries } from '../projects/revision.queries.js';
import { differencesBetween } from './comparison.js';

/** What changed from one revision to another, and from the last one to what is being written. */
@Injectable()
export class Comparisons {
  constructor(private readonly revisions: RevisionQueries) {}

  /** Of a revision with an earlier one: the one before it, unless another is named. */
  async ofRevision(tx: Tx, projectId: number, no: number, other = no - 1) {
    const before = await this.revisions.show(tx, projectId, other);
    const after = await this.revisions.show(tx, projectId, no);
    return { from: other, to: no, items: differencesBetween(before.content, after.content) };
  }

  /** Of a draft with the last revision, unless another is named: for its own organisation. */
  async ofDraft(tx: Tx, member: Member, projectId: number, other?: number) {
    const [draft] = await tx.named<{ content: unknown; revision: number }>(
      'draft.compared',
      `select d.content, p.revision from draft d join project p on p.id = d.project_id
       where p.id = $1 and p.applicant_organisation_id = $2`,
      [projectId, member.organisationId],
    );
    if (!draft) throw new DomainError('missing', 'project.missing');
    const before = await this.revisions.show(tx, projectId, other ?? draft.revision);
    const content = reviveMoney<ApplicationContent>(draft.content);
    return { from: before.no, to: null, items: differencesBetween(before.content, content) };
  }
}
