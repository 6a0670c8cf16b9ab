import { Injectable } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import type { Returned } from '../../workflows/project/returned.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Tx } from '../database/transaction.js';
import { reviveMoney } from '../door/rows.js';
import { RevisionQueries } from '../projects/revision.queries.js';
import { differencesBetween, markedBy } from './comparison.js';

/** What changed from one revision to another, and from the last one to what is being written. */
@Injectable()
export class Comparisons {
  constructor(private readonly revisions: RevisionQueries) {}

  /**
   * Of a revision with an earlier one, marked by what was asked for in between. Unless another is named, with the one that
   * was returned last: whoever recalls a corrected application and submits it again cannot hide in that what else they
   * changed. Where nothing was returned, with the one before.
   */
  async ofRevision(tx: Tx, projectId: number, no: number, other?: number) {
    const all = await this.revisions.list(tx, projectId);
    const last = all.find((revision) => revision.no <= no && revision.answered !== null);
    const from = other ?? (last?.no ?? no) - 1;
    const before = await this.revisions.show(tx, projectId, from);
    const after = await this.revisions.show(tx, projectId, no);
    const answered = all.filter((revision) => revision.no > from && revision.no <= no && revision.answered !== null);
    const points = answered.length === 0 ? null : answered.flatMap((revision) => revision.answered!.fields);
    return { from, to: no, ...markedBy(differencesBetween(before.content, after.content), points) };
  }

  /** Of a draft with the last revision, unless another is named, marked by the return that it is to answer: for its own organisation. */
  async ofDraft(tx: Tx, member: Member, projectId: number, other?: number) {
    const [draft] = await tx.named<{ content: unknown; revision: number; returned: Returned | null }>(
      'draft.compared',
      `select d.content, p.revision, p.returned from draft d join project p on p.id = d.project_id
       where p.id = $1 and p.applicant_organisation_id = $2`,
      [projectId, member.organisationId],
    );
    if (!draft) throw new DomainError('missing', 'project.missing');
    const before = await this.revisions.show(tx, projectId, other ?? draft.revision);
    const content = reviveMoney<ApplicationContent>(draft.content);
    const items = differencesBetween(before.content, content);
    return { from: before.no, to: null, ...markedBy(items, draft.returned?.fields ?? null) };
  }
}
