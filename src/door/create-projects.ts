import { type Member, personsOf } from '../../workflows/actor.js';
import { emptyContent, type ApplicationContent } from '../../workflows/project/application-form.js';
import { withRowIds } from '../../workflows/project/draft.js';
import { Book } from '../../workflows/ledger/book.js';
import { draftOf, type ProjectFacts, type Share } from '../../workflows/project/facts.js';
import { initialState } from '../../workflows/project/lifecycles.js';
import type { Mode } from '../../workflows/project/modes.js';
import { noParts } from '../../workflows/project/parts.js';
import { currentPolicy } from '../../workflows/project/policy.js';
import { spansAfter } from '../../workflows/project/spans.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import type { Fen } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import type { Statements } from '../database/transaction.js';
import { shareTable, spanTable, Table } from './rows.js';
import { Changes, historyOf, spanRows } from './write.js';

export interface NewProject {
  readonly actor: Member;
  readonly occurredAt: string;
  readonly title: string;
  readonly year: number;
  readonly line: string;
  /** Given, when it is not the line's own, with a reason. */
  readonly mode?: Mode;
  readonly modeReason?: string;
  readonly shares: readonly { readonly regionId: string; readonly asked: Fen }[];
  /** Given by an import: the code that the project already has. */
  readonly code?: string;
  readonly content?: ApplicationContent;
  /** Given by an import of past years, whose papers are on paper. */
  readonly policy?: string;
  /** The code of the application that the content was taken from. */
  readonly startedFrom?: string;
}

const newProject = new Table('project', {
  id: 'integer',
  code: 'text',
  title: 'text',
  year: 'integer',
  line: 'text',
  mode: 'text',
  modeReason: 'text',
  policy: 'text',
  state: 'text',
  applicantOrganisationId: 'integer',
  regionId: 'text',
  regionIds: 'text[]',
  standIns: 'jsonb',
  historyLength: 'integer',
  visit: 'integer',
  revision: 'integer',
});

const draftTable = new Table('draft', {
  projectId: 'integer',
  version: 'integer',
  content: 'jsonb',
  startedFrom: 'text',
  updatedBy: 'integer',
  updatedAt: 'timestamptz',
});

const authorTable = new Table('draft_author', { projectId: 'integer', personId: 'integer' });

interface LineRow extends Record<string, unknown> {
  year: number;
  code: string;
  leaf: boolean;
  mode: Mode | null;
  department_id: number | null;
  state: 'open' | 'closed';
}

/**
 * Begins projects: the other half of the door, for what does not exist yet. Each starts as a draft of its applicant, with
 * its regions fixed. Throws for the first that cannot be, and writes none then. Returns ids and codes in order.
 */
export async function createProjects(
  tx: Statements,
  calendar: Calendar,
  cityRegionId: string,
  projects: readonly NewProject[],
): Promise<{ id: number; code: string }[]> {
  const lines = await linesOf(tx, projects);
  const regions = new Set(
    (await tx.named<{ id: string }>('door.regions', 'select id from region', [])).map((r) => r.id),
  );
  const ids = await tx.named<{ id: number }>(
    'door.project-ids',
    `select nextval(pg_get_serial_sequence('project', 'id'))::int as id from generate_series(1, $1)`,
    [projects.length],
  );

  const changes = new Changes();
  const created = projects.map((project, index) => {
    const line = lines.get(`${project.year}/${project.line}`);
    const mode = modeOf(project, line);
    assertShares(project, regions);
    const { id } = ids[index]!;
    const code = project.code ?? `${project.year}-${project.line}-${String(id).padStart(5, '0')}`;
    const facts = begun(project, id, code, mode, line!);
    const today = dayInChina(project.occurredAt);
    const spans = spansAfter({
      facts,
      today,
      calendar,
      cityRegionId,
      actor: project.actor,
      book: new Book(),
      part: null,
      reviewers: new Map(),
      departments: new Set(),
      documents: new Map(),
      uploads: new Map(),
    });
    const { content, authors } = draftOf(facts);

    changes.add(
      'new-project',
      newProject.insert(),
      newProject.row({ ...facts.project, modeReason: project.modeReason ?? null, historyLength: 1 }),
    );
    changes.add(
      'new-share',
      shareTable.insert(),
      ...facts.shares.map((share) => shareTable.row({ projectId: id, ...share })),
    );
    changes.add(
      'draft',
      draftTable.insert(),
      draftTable.row({
        projectId: id,
        version: 1,
        content,
        startedFrom: project.startedFrom,
        updatedBy: project.actor.personId,
        updatedAt: project.occurredAt,
      }),
    );
    changes.add(
      'draft-author',
      authorTable.insert(),
      ...authors.map((personId) => authorTable.row({ projectId: id, personId })),
    );
    changes.add('new-span', spanTable.insert(), ...spanRows(id, [], spans, today));
    const told = { title: project.title, line: project.line, mode, modeReason: project.modeReason };
    changes.add(
      ...historyOf('project', id, 'application.begin', project.actor, project.occurredAt, told, initialState),
    );
    return { id, code };
  });
  await changes.write(tx);
  return created;
}

async function linesOf(tx: Statements, projects: readonly NewProject[]): Promise<Map<string, LineRow>> {
  const rows = await tx.named<LineRow>(
    'door.lines',
    `select l.year, l.code, l.leaf and not l.without_projects as leaf, l.mode, l.department_id, y.state
     from budget_line l join fund_year y on y.year = l.year where l.year = any($1::int[])`,
    [[...new Set(projects.map((project) => project.year))]],
  );
  return new Map(rows.map((row) => [`${row.year}/${row.code}`, row]));
}

function modeOf(project: NewProject, line: LineRow | undefined): Mode {
  const { year } = project;
  if (!line || !line.leaf) throw new DomainError('invalid', 'application.line-unknown', { year, line: project.line });
  if (line.state === 'closed') throw new DomainError('refused', 'fund-year.closed', { year });
  const mode = project.mode ?? line.mode;
  if (!mode) throw new DomainError('invalid', 'application.mode-missing', { line: project.line });
  if (mode !== line.mode && !project.modeReason?.trim()) {
    throw new DomainError('invalid', 'application.mode-needs-reason', { line: project.line });
  }
  return mode;
}

function assertShares({ shares, actor }: NewProject, regions: ReadonlySet<string>): void {
  if (actor.role !== 'applicant') throw new DomainError('forbidden', 'application.role-refused');
  const ids = shares.map((share) => share.regionId);
  if (shares.length === 0) throw new DomainError('invalid', 'application.shares-missing');
  const wrong = ids.find((id, index) => !regions.has(id) || ids.indexOf(id) !== index);
  if (wrong !== undefined) throw new DomainError('invalid', 'application.region-unknown', { region: wrong });
  // A county's applicant asks for its county; only the city runs programmes in several.
  if (actor.level !== 'city' && ids.some((id) => id !== actor.regionId)) {
    throw new DomainError('forbidden', 'application.region-of-others');
  }
}

function begun(project: NewProject, id: number, code: string, mode: Mode, line: LineRow): ProjectFacts {
  const shares: Share[] = project.shares.map((share, index) => ({ no: index + 1, ...share, proposed: null }));
  return {
    project: {
      id,
      code,
      title: project.title,
      year: project.year,
      line: project.line,
      mode,
      policy: project.policy ?? currentPolicy,
      state: initialState,
      visit: 1,
      suspendedBy: null,
      applicantOrganisationId: project.actor.organisationId,
      regionId: project.actor.regionId,
      regionIds: project.shares.map((share) => share.regionId),
      endorsedBy: null,
      standIns: project.actor.behalfOf ? [{ by: project.actor.personId, for: project.actor.behalfOf }] : [],
      revision: 0,
      noticeEndsOn: null,
      returned: null,
    },
    shares,
    parts: noParts,
    spans: [],
    line: { code: line.code, year: line.year, departmentId: line.department_id, yearState: line.state, earmarks: [] },
    rosters: [],
    authors: [],
    draft: {
      authors: personsOf(project.actor),
      content: withRowIds(project.content ?? { ...emptyContent, title: project.title, shares: project.shares }),
    },
  };
}
