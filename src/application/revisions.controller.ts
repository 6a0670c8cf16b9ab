import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { Acting, SignedIn } from '../http/access.js';
import { numberIn } from '../projects/decision.js';
import { readingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { ProjectReader } from '../projects/project.reader.js';
import { RevisionQueries } from '../projects/revision.queries.js';
import { ComparisonQuery } from './application.dto.js';
import { Comparisons } from './comparisons.js';

/** What was submitted, and what changed from one time to the next: for all who may know of the project. */
@ApiTags('application')
@Controller('projects/:id/revisions')
@SignedIn()
export class RevisionsController {
  constructor(
    private readonly reader: ProjectReader,
    private readonly revisions: RevisionQueries,
    private readonly comparisons: Comparisons,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  list(@Acting() member: Member, @Param('id') id: string) {
    return this.inScope(member, id, async (tx, project) => ({ items: await this.revisions.list(tx, project) }));
  }

  @Get(':no')
  show(@Acting() member: Member, @Param('id') id: string, @Param('no') no: string) {
    return this.inScope(member, id, (tx, project) => this.revisions.show(tx, project, numberIn(no)));
  }

  @Get(':no/comparison')
  compare(@Acting() member: Member, @Param('id') id: string, @Param('no') no: string, @Query() query: ComparisonQuery) {
    return this.inScope(member, id, (tx, project) =>
      this.comparisons.ofRevision(tx, project, numberIn(no), query.with),
    );
  }

  /** For whoever may know of the project; 404 for all others. */
  private inScope<T>(member: Member, id: string, read: (tx: Tx, projectId: number) => Promise<T>): Promise<T> {
    return readingAs(this.dataSource, member, async (tx) => {
      const { facts } = await this.reader.situationIn(tx, member, numberIn(id));
      return read(tx, facts.project.id);
    });
  }
}
