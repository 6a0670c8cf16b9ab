import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../clock.js';
import { readingAs } from '../database/scope.js';
import type { Tx } from '../database/transaction.js';
import { dayInChina, type LocalDate } from '../../workflows/values/local-date.js';
import type { Mode } from '../../workflows/project/modes.js';
import { workingDaysBetween } from '../../workflows/values/working-days.js';
import { pageOf, readCursor, type Page } from '../http/page.js';
import { stateLabel, type Language, textsFor } from '../texts/texts.js';
import type { ProjectQuery } from './project.dto.js';

interface ListRow {
  id: number;
  code: string;
  title: string;
  year: number;
  line: string;
  lineName: string;
  mode: Mode;
  stage: string;
  state: string;
  applicant: string;
  regionIds: string[];
  asked: string;
  approved: string;
  released: string;
  paid: string;
  holderRole: string | null;
  dueOn: string | null;
  suspended: boolean;
}

const defaultLimit = 50;

/** Lists of projects, and what waits for somebody: ordinary reads, each page by the key where the last one ended. */
@Injectable()
export class ProjectQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: CalendarService,
  ) {}

  async list(member: Member, query: ProjectQuery, language: Language): Promise<Page<object>> {
    const limit = query.limit ?? defaultLimit;
    const after = readCursor(query.cursor, 'whole');
    const texts = textsFor(language);
    const rows = await this.read<ListRow>(
      member,
      `select p.id, p.code, p.title, p.year, p.line, l.name as "lineName", p.mode, p.stage, p.state,
         o.name as applicant, p.region_ids as "regionIds", p.suspended,
         (select coalesce(sum(s.asked_fen), 0) from share s where s.project_id = p.id)::text as asked,
         coalesce(m.approved, 0)::text as approved, coalesce(m.released, 0)::text as released, coalesce(m.paid, 0)::text as paid,
         h.role as "holderRole", h.due_on::text as "dueOn"
       from project p join budget_line l on l.year = p.year and l.code = p.line
         join organisation o on o.id = p.applicant_organisation_id
         left join lateral (select sum(balance_fen) filter (where kind in ('share.committed', 'share.issued')) as approved,
             sum(balance_fen) filter (where kind = 'share.issued') as released,
             sum(balance_fen) filter (where kind = 'share.spent') as paid
           from account a where a.project_id = p.id) m on true
         left join lateral (select role, due_on from span where span.project_id = p.id and closed_on is null
           order by due_on, span.id limit 1) h on true
       where ($1::int is null or p.applicant_organisation_id = $1)
         and ($2::int is null or p.year = $2 or p.funded_year = $2) and ($3::text is null or (p.year, p.line) in (
           with recursive below as (
             select year, code from budget_line where code = $3
             union select b.year, b.code from below join budget_line b on b.year = below.year and b.parent_code = below.code
           ) select year, code from below))
         and ($4::text is null or $4 = any(p.region_ids)) and ($5::text is null or p.mode = $5)
         and ($6::text is null or p.stage = $6) and ($7::text is null or p.state = $7)
         and ($8::text is null or p.title ilike $8 or p.code ilike $8)
         and ($9::int is null or p.id < $9)
       order by p.id desc limit $10`,
      [
        // The policy says so too; said here, the few projects of one applicant are found by their index.
        member.role === 'applicant' ? member.organisationId : null,
        query.year ?? null,
        query.line ?? null,
        query.region ?? null,
        query.mode ?? null,
        query.stage ?? null,
        query.state ?? null,
        query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        after?.[0] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      ({ holderRole, ...row }) => ({
        ...row,
        modeLabel: texts.modes[row.mode],
        stateLabel: stateLabel(texts, row.state),
        holder: holderRole === null ? null : texts.roles[holderRole as keyof typeof texts.roles],
      }),
      (row) => [row.id],
    );
  }

  /** What waits for this member: open spans of the role, in its region, organisation or person; the most urgent first. */
  async inbox(
    member: Member,
    { limit = defaultLimit, cursor }: { limit?: number; cursor?: string },
    language: Language,
  ) {
    const after = readCursor(cursor, 'day', 'digits');
    const texts = textsFor(language);
    const today = dayInChina(this.clock.now());
    const rows = await this.read<InboxRow>(
      member,
      `select s.id::text, s.project_id as "projectId", p.code, p.title, s.subject, s.state, p.state as "projectState",
         s.opened_on::text as "openedOn", s.due_on::text as "dueOn", s.paused_on is not null as paused
       from span s join project p on p.id = s.project_id
       where s.closed_on is null and s.role = $1
         and (s.region_id is null or s.region_id = $2) and (s.organisation_id is null or s.organisation_id = $3)
         and (s.person_id is null or s.person_id = $4)
         and ($5::date is null or (s.due_on, s.id) > ($5::date, $6::bigint))
       order by s.due_on, s.id limit $7`,
      [
        member.role,
        member.regionId,
        member.organisationId,
        member.behalfOf ?? member.personId,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      (row) => {
        const [kind, no] = row.subject.split('/');
        const part = no === undefined ? null : { kind, no: Number(no) };
        const state = part ? `${kind}.${row.state}` : row.state;
        return {
          id: row.id,
          project: { id: row.projectId, code: row.code, title: row.title },
          subject: part
            ? `${texts.partKinds[kind as keyof typeof texts.partKinds]} ${no}`
            : stateLabel(texts, row.projectState),
          state,
          stateLabel: stateLabel(texts, state),
          part,
          openedAt: row.openedOn,
          dueOn: row.dueOn,
          workingDaysLeft: this.workingDaysLeft(today, row.dueOn as LocalDate, row.paused),
          paused: row.paused,
        };
      },
      (row) => [row.dueOn, row.id],
    );
  }

  /** Negative when overdue; null while the clock stands still. */
  workingDaysLeft(today: LocalDate, dueOn: LocalDate, paused: boolean): number | null {
    return paused ? null : workingDaysBetween(this.calendar.calendar(), today, dueOn);
  }

  /** Only what PostgreSQL shows this member: no query here says who may see what. */
  private read<Row>(member: Member, text: string, values: readonly unknown[]): Promise<Row[]> {
    return readingAs(this.dataSource, member, ({ manager }) => manager.query<Row[]>(text, [...values]));
  }

  async history(
    { manager }: Tx,
    projectId: number,
    { limit = defaultLimit, cursor }: { limit?: number; cursor?: string },
    language: Language,
  ) {
    const after = readCursor(cursor, 'whole');
    const texts = textsFor(language);
    const rows = await manager.query<HistoryRow[]>(
      `select h.seq, h.event, h.part, h.from_state as "from", h.to_state as "to", h.payload, h.raised,
         h.occurred_at as "occurredAt", h.recorded_at as "recordedAt", p.name, m.role, o.name as organisation,
         a.name as "behalfOf"
       from history h left join person p on p.id = h.person_id
         left join membership m on m.id = h.membership_id left join organisation o on o.id = m.organisation_id
         left join membership d on d.id = m.deputy_for left join person a on a.id = d.person_id
       where h.subject = 'project' and h.subject_id = $1 and ($2::int is null or h.seq < $2)
       order by h.seq desc limit $3`,
      [projectId, after?.[0] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ name, role, organisation, behalfOf, ...row }) => ({
        ...row,
        eventLabel: (texts.events as Record<string, string>)[row.event] ?? row.event,
        fromLabel: row.from && stateLabel(texts, row.from),
        toLabel: row.to && stateLabel(texts, row.to),
        actor:
          name === null
            ? {
                name: texts.holders.system,
                role: 'system',
                roleLabel: texts.holders.system,
                organisation: null,
                behalfOf: null,
              }
            : { name, role, roleLabel: role && texts.roles[role], organisation, behalfOf },
      }),
      (row) => [row.seq],
    );
  }
}

interface InboxRow {
  id: string;
  projectId: number;
  code: string;
  title: string;
  subject: string;
  state: string;
  projectState: string;
  openedOn: string;
  dueOn: string;
  paused: boolean;
}

interface HistoryRow {
  seq: number;
  event: string;
  part: string | null;
  from: string | null;
  to: string | null;
  payload: object;
  raised: string[];
  occurredAt: Date;
  recordedAt: Date;
  name: string | null;
  role: Member['role'] | null;
  organisation: string | null;
  /** Whom a deputy stood in for. */
  behalfOf: string | null;
}
