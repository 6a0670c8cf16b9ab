import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Level, Member, Role } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { type Page, pageOf, readCursor } from '../http/page.js';
import { type Language, textsFor } from '../texts/texts.js';
import type { MembershipQuery, OrganisationQuery, PeopleQuery } from './people.dto.js';
import { reachOf } from './people-rules.js';
import { lockedUntil } from './sign-in-attempts.js';

const defaultLimit = 50;

interface ShownMembership {
  id: number;
  role: Role;
  organisation: { id: number; name: string; regionId: string; level: Level };
  startedOn: string | null;
  endedOn: string | null;
  version: number;
  deputyFor: { membershipId: number; name: string; until: string; reason: string } | null;
  deputies: { membershipId: number; personId: number; name: string; from: string; until: string; reason: string }[];
}

interface PersonRow {
  id: number;
  username: string;
  name: string;
  version: number;
  active: boolean;
  signsIn: boolean;
  passwordHandedOut: boolean;
  lockedUntil: Date | null;
  lastSeenAt: Date | null;
  memberships: ShownMembership[];
}

/** What administrators see of people: those of their region, and of these what they hold there. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async people(member: Member, query: PeopleQuery, language: Language): Promise<Page<object>> {
    const limit = query.limit ?? defaultLimit;
    const after = readCursor(query.cursor, 'whole');
    const now = this.clock.now();
    const rows = await this.dataSource.query<PersonRow[]>(
      `${personColumns('coalesce(m.ended_on > $3, true)')} where ${inReach}
         and ($4::text is null or p.name ilike $4 or p.username ilike $4)
         and ($5::int is null or exists (select 1 from membership m where m.person_id = p.id and m.organisation_id = $5
           and coalesce(m.ended_on > $3, true)))
         and ($6::int is null or p.id < $6)
       order by p.id desc limit $7`,
      [
        reachOf(member),
        now,
        dayInChina(now),
        containing(query.q),
        query.organisation ?? null,
        after?.[0] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      (row) => shownPerson(row, language),
      (row) => [row.id],
    );
  }

  async person(member: Member, id: number, language: Language) {
    const now = this.clock.now();
    const [row] = await this.dataSource.query<PersonRow[]>(
      `${personColumns('true')} where ${inReach} and p.id = $4 and $3::date is not null`,
      [reachOf(member), now, dayInChina(now), id],
    );
    if (!row) throw new DomainError('missing', 'person.missing');
    return shownPerson(row, language);
  }

  /** Who holds what where, organisation by organisation. */
  async memberships(member: Member, query: MembershipQuery, language: Language): Promise<Page<object>> {
    const limit = query.limit ?? defaultLimit;
    const after = readCursor(query.cursor, 'whole', 'whole');
    const rows = await this.dataSource.query<{ membership: ShownMembership; person: object }[]>(
      `select ${membershipJson('$2')} as membership,
         json_build_object('id', p.id, 'name', p.name, 'username', p.username, 'active', p.disabled_at is null) as person
       from membership m join organisation o on o.id = m.organisation_id join person p on p.id = m.person_id
       where ($1::text is null or o.region_id = $1)
         and ($3::text is null or p.name ilike $3 or p.username ilike $3 or o.name ilike $3)
         and ($4::text is null or m.role = $4) and ($5::int is null or o.id = $5)
         and coalesce(m.ended_on > $2, true) = ($6 <> 'ended') and ($6 <> 'deputies' or m.deputy_for is not null)
         and ($7::int is null or (o.id, m.id) > ($7, $8::int))
       order by o.id, m.id limit $9`,
      [
        reachOf(member),
        dayInChina(this.clock.now()),
        containing(query.q),
        query.role ?? null,
        query.organisation ?? null,
        query.state ?? 'held',
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      ({ membership, person }) => ({ ...withLabel(membership, language), person }),
      ({ membership }) => [membership.organisation.id, membership.id],
    );
  }

  /** Who changed what about a person, and about what they hold, the latest first. */
  async changes(member: Member, id: number, { limit = defaultLimit, cursor }: PeopleQuery, language: Language) {
    await this.person(member, id, language);
    const after = readCursor(cursor, 'digits');
    const rows = await this.dataSource.query<({ id: string; event: string } & object)[]>(
      `select c.id::text, c.event, c.before, c.after, c.occurred_at as "occurredAt", w.name as by, o.name as organisation,
         coalesce(r.name, (select name from organisation where id = (c.after ->> 'organisationId')::int)) as about, m.role
       from people_change c left join person w on w.id = c.person_id
         left join membership m on c.subject = 'membership' and m.id = c.subject_id
         left join organisation r on r.id = m.organisation_id
         left join membership d on d.id = m.deputy_for
         left join membership a on a.id = c.membership_id left join organisation o on o.id = a.organisation_id
       where (c.subject = 'person' and c.subject_id = $1
           or c.subject = 'membership' and $1 in (m.person_id, d.person_id) and ($2::text is null or r.region_id = $2))
         and ($3::bigint is null or c.id < $3)
       order by c.id desc limit $4`,
      [id, reachOf(member), after?.[0] ?? null, limit + 1],
    );
    const texts = textsFor(language);
    return pageOf(
      rows,
      limit,
      (row) => ({ ...row, eventLabel: (texts.peopleEvents as Record<string, string>)[row.event] ?? row.event }),
      (row) => [row.id],
    );
  }

  /** Names are no secret: every form offers them. Those that are no more only administrators see. */
  async organisations(member: Member, query: OrganisationQuery): Promise<Page<object>> {
    const limit = query.limit ?? 200;
    const after = readCursor(query.cursor, 'whole');
    const rows = await this.dataSource.query<{ id: number }[]>(
      `select o.id, o.name, o.region_id as "regionId", o.level, o.ended_on::text as "endedOn", o.version from organisation o
       where ($1 = 'administrator' or holds(null, o.ended_on, $2))
         and ($3::text is null or exists (select 1 from holders_of($3, $2) h where h.organisation_id = o.id
           and ($3 <> 'lineDepartment' or o.level = 'city')))
         and ($4::text is null or o.region_id = $4) and ($5::text is null or o.name ilike $5)
         and ($6::int is null or o.id > $6)
       order by o.id limit $7`,
      [
        member.role,
        dayInChina(this.clock.now()),
        query.role ?? null,
        query.region ?? null,
        containing(query.q),
        after?.[0] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      (row) => row,
      (row) => [row.id],
    );
  }
}

const withLabel = (membership: ShownMembership, language: Language) => ({
  ...membership,
  roleLabel: textsFor(language).roles[membership.role],
});

function shownPerson({ memberships, ...person }: PersonRow, language: Language) {
  return { ...person, memberships: memberships.map((each) => withLabel(each, language)) };
}

/** For `ilike`: the text anywhere, its own signs as they are. */
const containing = (text: string | undefined): string | null => (text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null);

/** $1 is the region that the administrator manages, or null for all. */
const inReach = `($1::text is null or exists (select 1 from membership m join organisation o on o.id = m.organisation_id
  where m.person_id = p.id and o.region_id = $1))`;

/** `m` at `o` as it is shown, with who stands in. A deputy's last day is the one before the membership is held no more. */
const membershipJson = (today: string) => `
json_build_object('id', m.id, 'role', m.role, 'startedOn', m.started_on, 'endedOn', m.ended_on, 'version', m.version,
  'organisation', json_build_object('id', o.id, 'name', o.name, 'regionId', o.region_id, 'level', o.level),
  'deputyFor', (select json_build_object('membershipId', d.id, 'name', a.name, 'until', m.ended_on - 1, 'reason', m.reason)
    from membership d join person a on a.id = d.person_id where d.id = m.deputy_for),
  'deputies', coalesce((select json_agg(json_build_object('membershipId', d.id, 'personId', a.id, 'name', a.name,
      'from', d.started_on, 'until', d.ended_on - 1, 'reason', d.reason) order by d.started_on)
    from membership d join person a on a.id = d.person_id
    where d.deputy_for = m.id and d.ended_on > d.started_on and d.ended_on > ${today}::date), '[]'))`;

/** $2 is now, $3 today. */
const personColumns = (shown: string) => `
select p.id, p.username, p.name, p.version, p.disabled_at is null as active, signs_in(p.id) as "signsIn",
  p.password_handed_out as "passwordHandedOut", ${lockedUntil('p', '$2')} as "lockedUntil",
  (select max(s.seen_at) from session s where s.person_id = p.id) as "lastSeenAt",
  coalesce((select json_agg(${membershipJson('$3')} order by m.ended_on is not null, m.id)
    from membership m join organisation o on o.id = m.organisation_id
    where m.person_id = p.id and ($1::text is null or o.region_id = $1) and ${shown}), '[]') as memberships
from person p`;
