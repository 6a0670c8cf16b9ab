import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { readingAs, writingAs } from '../database/scope.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { once, type Request } from '../door/once.js';
import { createProjects } from '../door/create-projects.js';
import { reviveMoney, toJson } from '../door/rows.js';
import { messageOf, type Language, textsFor } from '../texts/texts.js';
import { type Member, personsOf } from '../../workflows/actor.js';
import { type ApplicationContent, unmetInApplication } from '../../workflows/project/application-form.js';
import {
  changesBetween,
  type Conflict,
  contentAt,
  type Draft,
  merge,
  type Merged,
  onlyGrew,
  placesOf,
  type Save,
  startedFrom,
  type Touched,
  withRowIds,
} from '../../workflows/project/draft.js';
import type { Returned } from '../../workflows/project/returned.js';
import type { Mode } from '../../workflows/project/modes.js';
import type { NamedPaper } from '../../workflows/project/papers.js';
import { requiredClasses } from '../../workflows/project/paperwork.js';
import { DomainError, unmet } from '../../workflows/values/domain-error.js';
import type { DraftChanges, DraftUpdate, NewApplication } from './application.dto.js';
import { RevisionQueries } from '../projects/revision.queries.js';

const writable = new Set(['application.drafting', 'application.returned']);

/** So many saves of a draft can be looked at again; older ones are forgotten. */
const savesKept = 300;

interface ProjectRow {
  readonly mode: Mode;
  readonly policy: string;
  state: string;
  organisationId: number;
  year: number;
  revision: number;
  regionIds: string[];
  returned: Returned | null;
}

interface DraftRow {
  version: number;
  content: unknown;
  answers: Record<string, string>;
  touched: Touched;
  startedFrom: string | null;
  updatedAt: Date;
  updatedBy: string;
}

interface Found {
  readonly project: ProjectRow;
  readonly row: DraftRow;
  readonly content: ApplicationContent;
  readonly draft: Draft;
}

const projectOf = `select state, mode, policy, applicant_organisation_id as "organisationId", year, revision, region_ids as "regionIds", returned
  from project where id = $1`;
const draftOf = `select d.version, d.content, d.answers, d.touched, d.started_from as "startedFrom", d.updated_at as "updatedAt",
    (select name from person where id = d.updated_by) as "updatedBy"
  from draft d where d.project_id = $1`;

/**
 * What applicants write before it is submitted: saved as they type, outside the door. A save that was acknowledged is in
 * the revision that a later submission freezes: it holds the project's row, which a submission waits for and locks.
 */
@Injectable()
export class DraftService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly doorDataSource: DoorDataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
    private readonly revisions: RevisionQueries,
  ) {}

  async begin(member: Member, request: Request, { shares, from, ...body }: NewApplication) {
    const asked = shares.map(({ regionId, asked }) => ({ regionId, asked }));
    return inTransaction(this.doorDataSource, (tx) =>
      once(tx, request, { begin: body, shares, from }, async () => {
        const [city] = await tx.named<{ id: string }>('door.city', `select id from region where level = 'city'`, []);
        const earlier = typeof from !== 'number' ? null : await this.revisions.latestOwn(tx, member, from);
        const started = earlier && {
          startedFrom: earlier.code,
          content: startedFrom(earlier.content, { title: body.title, shares: asked }, body.year - earlier.year),
        };
        const [created] = await createProjects(tx, this.calendar.calendar(), city?.id ?? '', [
          { ...body, ...started, shares: asked, actor: member, occurredAt: this.clock.now() },
        ]);
        return created!;
      }),
    );
  }

  async show(member: Member, projectId: number, language: Language) {
    const found = await readingAs(this.dataSource, member, (tx) => this.own(tx, member, projectId, ''));
    return shown(found, language);
  }

  /**
   * Saves what its author changed, beside what others changed meanwhile. What two wrote differently is not saved but
   * answered, with both texts. Refused once it is submitted.
   */
  async merge(member: Member, projectId: number, changes: DraftChanges, language: Language) {
    return writingAs(this.dataSource, member, async (tx) => {
      const found = await this.writable(tx, member, projectId);
      const merged = merge(found.draft, {
        writer: `${member.personId}/${changes.writer}`,
        base: changes.version,
        changes: placesIn(changes, found),
      });
      const after = await this.write(tx, member, projectId, found, merged, `${member.personId}/${changes.writer}`);
      return { ...shown(after, language), conflicts: await this.conflicts(tx, projectId, merged.conflicts) };
    });
  }

  /** Replaces the whole draft. 409 when anybody saved since the version that its author saw. */
  async replace(member: Member, projectId: number, { version, content }: DraftUpdate): Promise<{ version: number }> {
    return writingAs(this.dataSource, member, async (tx) => {
      const found = await this.writable(tx, member, projectId);
      if (found.row.version !== version)
        throw new DomainError('conflict', 'application.draft-changed-meanwhile', {
          expected: version,
          actual: found.row.version,
        });
      const written = { ...(plain(content) as ApplicationContent), papers: content.papers ?? [] };
      const whole = placesOf(withRowIds(written, found.content, { inPlace: true }));
      const own = new Map([...found.draft.places].filter(([path]) => !path.startsWith('answers/')));
      const save: Save = { writer: `${member.personId}`, base: version, changes: changesBetween(own, whole) };
      const merged = merge(found.draft, save);
      await this.write(tx, member, projectId, found, merged, save.writer);
      return { version: merged.draft.version };
    });
  }

  private async writable(tx: Tx, member: Member, projectId: number): Promise<Found> {
    // The lock waits for a submission under way, and its state is read then: what is submitted is not touched.
    const found = await this.own(tx, member, projectId, 'for update');
    if (writable.has(found.project.state)) return found;
    throw new DomainError('refused', 'application.not-writable', { state: found.project.state });
  }

  /** Only the applicant's own organisation knows of a draft. */
  private async own(tx: Tx, member: Member, projectId: number, lock: '' | 'for update'): Promise<Found> {
    const [share, update] = lock ? [' for share', ' for update'] : ['', ''];
    const name = `draft.${lock ? 'lock' : 'read'}`;
    const [project] = await tx.named<ProjectRow & object>(`${name}-project`, projectOf + share, [projectId]);
    if (!project || project.organisationId !== member.organisationId)
      throw new DomainError('missing', 'project.missing');
    const [row] = await tx.named<DraftRow & object>(name, draftOf + update, [projectId]);
    const content = reviveMoney<ApplicationContent>(row!.content);
    const answers = Object.entries(row!.answers).map(([key, answer]) => [`answers/${key}`, answer] as const);
    const places = new Map<string, unknown>([...placesOf(content), ...answers]);
    return { project, row: row!, content, draft: { version: row!.version, places, touched: row!.touched } };
  }

  private async write(
    tx: Tx,
    member: Member,
    projectId: number,
    found: Found,
    { draft, before }: Merged,
    writer: string,
  ): Promise<Found> {
    if (before.size === 0) return found;
    const content = contentAt(draft.places);
    const answers = answersIn(draft.places);
    const known = new Set(found.content.papers.map(({ hash }) => hash));
    await this.hold(
      tx,
      member,
      projectId,
      content.papers.filter(({ hash }) => !known.has(hash)),
    );
    const now = this.clock.now();
    await tx.named(
      'draft.write',
      `update draft set version = $2, content = $3::jsonb, answers = $4::jsonb, touched = $5::jsonb, updated_by = $6,
         updated_at = $7
       where project_id = $1`,
      [projectId, draft.version, toJson(content), toJson(answers), toJson(draft.touched), member.personId, now],
    );
    await tx.named(
      'draft.name-authors',
      'insert into draft_author (project_id, person_id) select $1, unnest($2::int[]) on conflict do nothing',
      [projectId, personsOf(member)],
    );
    await this.record(tx, projectId, found.draft, draft, before, { writer, personId: member.personId, now });
    const row = { ...found.row, version: draft.version, answers, updatedAt: new Date(now) };
    return { ...found, row, content, draft };
  }

  /**
   * Papers that the draft names from now on are there, and stay: what is locked here the sweep passes by, and asks again
   * about when the draft is written. What it took first is refused, as is what another organisation brought.
   */
  private async hold(tx: Tx, member: Member, projectId: number, papers: readonly NamedPaper[]): Promise<void> {
    if (papers.length === 0) return;
    const hashes = papers.map(({ hash }) => hash);
    const uploads = await tx.named<{ hash: string }>(
      'draft.hold-uploads',
      'select hash from upload where organisation_id = $1 and hash = any($2::text[]) order by id for key share',
      [member.organisationId, hashes],
    );
    const kept = await tx.named<{ hash: string }>(
      'draft.own-papers',
      'select hash from paper where project_id = $1 and organisation_id = $2 and hash = any($3::text[])',
      [projectId, member.organisationId, hashes],
    );
    const there = new Set([...uploads, ...kept].map(({ hash }) => hash));
    const gone = papers.filter(({ hash }) => !there.has(hash));
    if (gone.length === 0) return;
    const unmetPapers = gone.map(({ name }) => unmet('paper.not-there', { name }, 'papers'));
    throw new DomainError('refused', unmetPapers[0]!.code, unmetPapers[0]!.params, unmetPapers);
  }

  /** Adds to the trail. Who goes on with the same text adds to the row before: what it says holds all that was typed. */
  private async record(
    tx: Tx,
    projectId: number,
    was: Draft,
    is: Draft,
    before: Merged['before'],
    { writer, personId, now }: { writer: string; personId: number; now: string },
  ): Promise<void> {
    const [path, ...others] = before.keys();
    const goesOn = others.length === 0 && onlyGrew(before.get(path!), is.places.get(path!));
    if (goesOn) {
      const joined = await tx.named(
        'draft.join-save',
        `update draft_save set version = $2, saved_at = $5
         where project_id = $1 and version = $3 and writer = $4
           and (select array_agg(key) from jsonb_object_keys(before) key) = array[$6::text]
         returning 1`,
        [projectId, is.version, was.version, writer, now, path],
      );
      if (joined.length > 0) return;
    }
    await tx.named(
      'draft.record-save',
      `with forgotten as (delete from draft_save where project_id = $1 and version < (
         select version from draft_save where project_id = $1 order by version desc offset $7 limit 1))
       insert into draft_save (project_id, version, writer, person_id, saved_at, before)
       values ($1, $2, $3, $4, $5, $6::jsonb)`,
      [projectId, is.version, writer, personId, now, toJson(Object.fromEntries(before)), savesKept - 2],
    );
  }

  private async conflicts(tx: Tx, projectId: number, conflicts: readonly Conflict[]) {
    const shown = [];
    for (const { path, mine, theirs, version, by } of conflicts) {
      const [save] = await tx.named<{ name: string; savedAt: Date }>(
        'draft.who-saved',
        `select p.name, s.saved_at as "savedAt" from draft_save s join person p on p.id = s.person_id
         where s.project_id = $1 and s.version >= $2 and s.writer = $3 order by s.version limit 1`,
        [projectId, version, by],
      );
      shown.push({ path, mine, theirs, by: save?.name ?? null, at: save?.savedAt ?? null });
    }
    return shown;
  }
}

const answersIn = (places: Draft['places']): Record<string, string> =>
  Object.fromEntries(
    [...places].flatMap(([path, answer]) =>
      path.startsWith('answers/') ? [[path.slice('answers/'.length), answer as string]] : [],
    ),
  );

/** Instances of the request's classes as plain values, without what is absent. */
const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
            inner === undefined ? [] : [[key, plain(inner)]],
          ),
        )
      : value;

/** The places that a request names. A row without an id is a new one; one that is taken away and sent as well stays. */
function placesIn({ content, removed, answers }: DraftChanges, { project, content: there }: Found) {
  const said = Object.entries(content).filter(([, value]) => value !== undefined && value !== null);
  const changed = withRowIds(plain(Object.fromEntries(said)) as Partial<ApplicationContent>, there);
  const places = new Map<string, unknown>((removed ?? []).map(({ list, id }) => [`${list}/${id}`, null]));
  for (const [path, value] of placesOf(changed)) {
    if (value !== null && value !== undefined) places.set(path, value);
  }
  for (const { field, answer } of answers ?? []) places.set(`answers/${project.revision}/${field}`, answer);
  return places;
}

/** The draft as its authors see it: with what a submission still lacks, and the return that it must answer. */
function shown({ project, row, content }: Found, language: Language) {
  const texts = textsFor(language);
  const { returned, revision, state, regionIds, year } = project;
  const missing = requiredClasses(project, 'application.submit')
    .filter((required) => !content.papers.some((paper) => paper.class === required))
    .map((required) => unmet('paper.required', { class: required }, 'papers'));
  return {
    version: row.version,
    content,
    answers: Object.fromEntries(
      (returned?.fields ?? []).map(({ field }) => [field, row.answers[`${revision}/${field}`] ?? '']),
    ),
    writable: writable.has(state),
    returned,
    revision,
    startedFrom: row.startedFrom,
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt,
    unmet: [...unmetInApplication(content, regionIds, year), ...missing].map((each) => ({
      code: each.code,
      message: messageOf(texts, each),
      field: each.field ?? null,
    })),
  };
}
