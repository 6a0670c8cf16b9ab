import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { actionsFor } from '../../workflows/project/actions.js';
import { definitionOf } from '../../workflows/project/event-definitions.js';
import type { Situation } from '../../workflows/project/facts.js';
import type { Member } from '../../workflows/actor.js';
import { readingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { Acting, In, SignedIn } from '../http/access.js';
import { PageQuery } from '../http/page.js';
import { messageOf, type Language, textsFor } from '../texts/texts.js';
import { decisionRoutes, numberIn } from './decision.js';
import { ProjectQuery } from './project.dto.js';
import { ProjectQueries } from './project.queries.js';
import { ProjectReader } from './project.reader.js';
import { RevisionQueries } from './revision.queries.js';
import { shownProject, type Names } from './shown-project.js';

@ApiTags('projects')
@Controller()
@SignedIn()
export class ProjectsController {
  constructor(
    private readonly queries: ProjectQueries,
    private readonly reader: ProjectReader,
    private readonly revisions: RevisionQueries,
    private readonly dataSource: DataSource,
  ) {}

  @Get('inbox')
  inbox(@Acting() member: Member, @Query() page: PageQuery, @In() language: Language) {
    return this.queries.inbox(member, page, language);
  }

  @Get('projects')
  list(@Acting() member: Member, @Query() query: ProjectQuery, @In() language: Language) {
    return this.queries.list(member, query, language);
  }

  @Get('projects/:id')
  async show(@Acting() member: Member, @Param('id') id: string, @In() language: Language) {
    return readingAs(this.dataSource, member, async (tx) => {
      const situation = await this.reader.situationIn(tx, member, numberIn(id));
      const content = await this.contentFor(tx, situation);
      return shownProject(situation, await this.names(tx, situation), textsFor(language), content);
    });
  }

  @Get('projects/:id/actions')
  async actions(@Acting() member: Member, @Param('id') id: string, @In() language: Language) {
    const situation = await this.reader.situation(member, numberIn(id));
    return { items: shownActions(situation, language) };
  }

  @Get('projects/:id/history')
  async history(@Acting() member: Member, @Param('id') id: string, @Query() page: PageQuery, @In() language: Language) {
    return readingAs(this.dataSource, member, async (tx) => {
      const { facts } = await this.reader.situationIn(tx, member, numberIn(id));
      return this.queries.history(tx, facts.project.id, page, language);
    });
  }

  /** What is being written is its own organisation's; all others see what was submitted last, or nothing yet. */
  private async contentFor(tx: Tx, { facts: { project, draft } }: Situation) {
    if (draft) return draft.content;
    return project.revision === 0 ? null : (await this.revisions.show(tx, project.id, project.revision)).content;
  }

  private async names({ manager }: Tx, { facts }: Situation): Promise<Names> {
    const pairs = <K>(rows: { id: K; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
    const { project, parts, spans } = facts;
    const persons = [
      ...parts.seat.map((seat) => seat.personId),
      ...parts.paper.flatMap((paper) => [paper.broughtBy, paper.voidedBy]),
      ...spans.map((span) => span.personId),
    ];
    const organisations = [
      project.applicantOrganisationId,
      ...parts.opinion.map((opinion) => opinion.departmentId),
      ...parts.paper.map((paper) => paper.organisationId),
      ...spans.map((span) => span.organisationId),
    ];
    const query = <K>(text: string, ids: unknown) => manager.query<{ id: K; name: string }[]>(text, [ids]);
    const [line] = await manager.query<{ name: string }[]>(
      'select name from budget_line where year = $1 and code = $2',
      [project.year, project.line],
    );
    return {
      regions: pairs(await manager.query<{ id: string; name: string }[]>('select id, name from region')),
      organisations: pairs(
        await query<number>('select id, name from organisation where id = any($1::int[])', organisations),
      ),
      persons: pairs(await query<number>('select id, name from person where id = any($1::int[])', persons)),
      lineName: line?.name ?? '',
    };
  }
}

/** What a person goes on with, before what interrupts or undoes. */
const secondary =
  /\.(add|void|return|recall|withdraw|refuse|reject|stepBack|waive|wait|reverse|reversePayment|suspend|terminate|requireRectification|fail|upheld|uphold|revise)$/;

function shownActions(situation: Situation, language: Language) {
  const texts = textsFor(language);
  const { project } = situation.facts;
  return actionsFor(situation).map(({ event, part, version, unmet, papers }) => {
    const { throughDocument } = definitionOf(event);
    const route = decisionRoutes.get(event);
    return {
      event,
      label: texts.events[event],
      // What a document decides is not sent to the project: the document is recorded, and confirmed by a second person.
      via: throughDocument ?? null,
      method: 'POST',
      href: throughDocument
        ? '/api/documents'
        : `/api/projects/${project.id}/${route!.path.replace(':no', String(part?.no ?? ''))}`,
      schema: throughDocument ? 'NewDocument' : route!.schema,
      part: part && { kind: part.kind, no: part.no },
      version,
      papers,
      allowed: unmet.length === 0,
      primary: unmet.length === 0 && !secondary.test(event),
      unmet: unmet.map((each) => ({ code: each.code, message: messageOf(texts, each), field: each.field ?? null })),
    };
  });
}
