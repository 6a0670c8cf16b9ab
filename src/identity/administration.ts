import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Level, Member, Role } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { addDays, dayInChina, type LocalDate } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { assertNotShared, DEMO } from '../demo/demo-password.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { once, type Request } from '../door/once.js';
import type {
  MembershipUpdate,
  NewDeputy,
  NewMembership,
  NewOrganisation,
  NewPerson,
  OrganisationUpdate,
  PersonSeen,
  PersonUpdate,
} from './people.dto.js';
import { type PeopleChange, recordChange } from './people-changes.js';
import { goTogether, mayHold, reachOf } from './people-rules.js';
import { madeUpPassword, Passwords } from './password.js';
import { resetPassword } from './password-reset.js';
import { endSessions } from './session.service.js';
import { unlockAccount } from './sign-in-attempts.js';
import { isUsername } from './username.js';

/** Any number that nothing else locks in this database. */
const peopleLock = 7_200_003;

export interface Saved {
  readonly id: number;
  readonly version: number;
}

/** With the password that was made up, once: a retry of the same request does not learn it again. */
export interface HandedOut extends Saved {
  readonly password: string | null;
}

/** What a change is made in: one transaction, which no other change of people runs beside. */
interface Making {
  readonly tx: Tx;
  readonly by: Member;
  readonly reach: string | null;
  readonly now: string;
  readonly today: LocalDate;
}

interface PersonRow {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  readonly version: number;
}

interface OrganisationRow {
  readonly id: number;
  readonly name: string;
  readonly regionId: string;
  readonly level: Level;
  readonly endedOn: LocalDate | null;
  readonly version: number;
}

interface MembershipRow {
  readonly id: number;
  readonly personId: number;
  readonly organisationId: number;
  readonly role: Role;
  readonly startedOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly deputyFor: number | null;
  readonly version: number;
}

/**
 * Changes people, organisations and memberships. One change at a time in the whole city: they are rare, and rules such as
 * "one administrator remains" look at many rows. An administrator of a county sees and changes what is in its region;
 * everything else answers as if it were not there. Nobody changes what they themselves hold. Each change is recorded.
 */
@Injectable()
export class Administration {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    @Inject(DEMO) private readonly isDemo: boolean,
  ) {}

  addPerson(by: Member, request: Request, asked: NewPerson): Promise<HandedOut> {
    return this.handOut(by, request, { addPerson: asked }, async (making) => {
      const username = asked.username.trim();
      const name = asked.name.trim();
      if (!isUsername(username)) throw new DomainError('invalid', 'person.username-unfit', { username });
      const organisation = await organisationIn(making, asked.organisationId);
      assertHolds(organisation, asked.role);
      const password = madeUpPassword();
      const [person] = await making.tx.manager.query<{ id: number }[]>(
        `insert into person (username, name, password_hash, password_handed_out) values ($1, $2, $3, true)
         on conflict on constraint person_username_is_unique do nothing returning id`,
        [username, name, await this.passwords.hash(password)],
      );
      if (!person) throw new DomainError('refused', 'person.username-taken', { username });
      await record(making, { subject: 'person', subjectId: person.id, event: 'person.add', after: { username, name } });
      await hold(making, { ...asked, personId: person.id });
      return { saved: { id: person.id, version: 1 }, password };
    });
  }

  changePerson(by: Member, request: Request, id: number, asked: PersonUpdate): Promise<Saved> {
    return this.make(by, request, { changePerson: id, asked }, async (making) => {
      const person = await personToManage(making, id, asked.version);
      const name = asked.name.trim();
      const { active } = asked;
      if (!active) assertNotShared(this.isDemo, person.username);
      await making.tx.manager.query(
        `update person set name = $2, version = version + 1,
           disabled_at = case when $3 then null else coalesce(disabled_at, $4::timestamptz) end where id = $1`,
        [id, name, active, making.now],
      );
      if (!active) {
        await endSessions(making.tx.manager, id);
        await assertAdministratorRemains(making);
      }
      const before = { name: person.name, active: person.active };
      await record(making, {
        subject: 'person',
        subjectId: id,
        event: 'person.change',
        before,
        after: { name, active },
      });
      return { id, version: person.version + 1 };
    });
  }

  resetPassword(by: Member, request: Request, id: number, asked: PersonSeen): Promise<HandedOut> {
    return this.handOut(by, request, { resetPassword: id, asked }, async (making) => {
      const { username, version } = await personToManage(making, id, asked.version);
      assertNotShared(this.isDemo, username);
      const password = await resetPassword(making.tx.manager, this.passwords, {
        personId: id,
        username,
        by,
        occurredAt: making.now,
      });
      return { saved: { id, version: version + 1 }, password };
    });
  }

  unlock(by: Member, request: Request, id: number, asked: PersonSeen): Promise<Saved> {
    return this.make(by, request, { unlock: id, asked }, async (making) => {
      const { username, version } = await personToManage(making, id, asked.version);
      await unlockAccount(making.tx.manager, username);
      await record(making, { subject: 'person', subjectId: id, event: 'person.unlock' });
      return { id, version };
    });
  }

  addOrganisation(by: Member, request: Request, asked: NewOrganisation): Promise<Saved> {
    return this.make(by, request, { addOrganisation: asked }, async (making) => {
      const { regionId, level } = asked;
      const name = asked.name.trim();
      const [region] = await making.tx.manager.query<{ level: string }[]>(
        'select level from region where id = $1 and ($2::text is null or id = $2)',
        [regionId, making.reach],
      );
      if (!region) throw new DomainError('invalid', 'organisation.region-unknown', { region: regionId });
      if ((region.level === 'city') !== (level === 'city'))
        throw new DomainError('invalid', 'organisation.level-unfit');
      const [row] = await making.tx.manager.query<{ id: number }[]>(
        `insert into organisation (name, region_id, level) values ($1, $2, $3)
         on conflict on constraint organisation_name_is_unique do nothing returning id`,
        [name, regionId, level],
      );
      if (!row) throw new DomainError('refused', 'organisation.name-taken', { name });
      const after = { name, regionId, level };
      await record(making, { subject: 'organisation', subjectId: row.id, event: 'organisation.add', after });
      return { id: row.id, version: 1 };
    });
  }

  changeOrganisation(by: Member, request: Request, id: number, asked: OrganisationUpdate): Promise<Saved> {
    return this.make(by, request, { changeOrganisation: id, asked }, async (making) => {
      const organisation = await organisationIn(making, id);
      assertSeen(organisation, asked.version);
      const name = asked.name.trim();
      const endedOn = asked.endedOn ?? null;
      const [{ taken, members }] = await making.tx.manager.query<[{ taken: boolean; members: number }]>(
        `select exists (select 1 from organisation where name = $2 and id <> $1) as taken,
           (select count(*)::int from membership where organisation_id = $1
             and coalesce(ended_on, 'infinity') > $3::date) as members`,
        [id, name, endedOn],
      );
      if (taken) throw new DomainError('refused', 'organisation.name-taken', { name });
      if (endedOn !== null && members > 0) throw new DomainError('refused', 'organisation.has-members', { members });
      await making.tx.manager.query(
        'update organisation set name = $2, ended_on = $3, version = version + 1 where id = $1',
        [id, name, endedOn],
      );
      const before = { name: organisation.name, endedOn: organisation.endedOn };
      const after = { name, endedOn };
      await record(making, { subject: 'organisation', subjectId: id, event: 'organisation.change', before, after });
      return { id, version: organisation.version + 1 };
    });
  }

  addMembership(by: Member, request: Request, asked: NewMembership): Promise<Saved> {
    return this.make(by, request, { addMembership: asked }, async (making) => {
      const organisation = await organisationIn(making, asked.organisationId);
      await personInReach(making, asked.personId);
      assertHolds(organisation, asked.role);
      return hold(making, asked);
    });
  }

  changeMembership(by: Member, request: Request, id: number, asked: MembershipUpdate): Promise<Saved> {
    return this.make(by, request, { changeMembership: id, asked }, async (making) => {
      const membership = await membershipIn(making, id);
      assertNotOneself(making, membership.personId);
      assertSeen(membership, asked.version);
      const startedOn = asked.startedOn ?? null;
      const endedOn = asked.endedOn ?? null;
      if (startedOn && endedOn && endedOn < startedOn) throw new DomainError('invalid', 'membership.ends-before-start');
      if (membership.deputyFor !== null && !(startedOn && endedOn)) {
        throw new DomainError('invalid', 'membership.deputy-without-dates');
      }
      await setDates(making, id, startedOn, endedOn);
      if (membership.deputyFor !== null) await assertOneDeputy(making, membership.deputyFor);
      await assertGoTogether(making, membership.personId);
      if (endedOn !== null) await endWhatHangsOn(making, membership, endedOn);
      await assertAdministratorRemains(making);
      const before = { startedOn: membership.startedOn, endedOn: membership.endedOn };
      const after = { startedOn, endedOn };
      await record(making, { subject: 'membership', subjectId: id, event: 'membership.change', before, after });
      return { id, version: membership.version + 1 };
    });
  }

  addDeputy(by: Member, request: Request, id: number, asked: NewDeputy): Promise<Saved> {
    return this.make(by, request, { addDeputy: id, asked }, async (making) => {
      const { personId, from, until, reason } = asked;
      const principal = await membershipIn(making, id);
      await personInReach(making, personId);
      assertNotOneself(making, personId);
      assertNotOneself(making, principal.personId);
      if (principal.deputyFor !== null) throw new DomainError('refused', 'membership.deputy-of-deputy');
      if (principal.personId === personId) throw new DomainError('refused', 'membership.deputy-of-self');
      if (until < from || until < making.today) throw new DomainError('invalid', 'membership.ends-before-start');
      const endedOn = addDays(until, 1);
      if (principal.endedOn !== null && principal.endedOn < endedOn) {
        throw new DomainError('refused', 'membership.deputy-beyond', { date: principal.endedOn });
      }
      const [row] = await making.tx.manager.query<[{ id: number }]>(
        `insert into membership (person_id, organisation_id, role, started_on, ended_on, deputy_for, reason)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [personId, principal.organisationId, principal.role, from, endedOn, id, reason.trim()],
      );
      await assertOneDeputy(making, id);
      await assertGoTogether(making, personId);
      const after = { personId, deputyFor: id, from, until, reason: reason.trim() };
      await record(making, { subject: 'membership', subjectId: row.id, event: 'membership.add', after });
      return { id: row.id, version: 1 };
    });
  }

  private async make(
    by: Member,
    request: Request,
    asked: object,
    work: (making: Making) => Promise<Saved>,
  ): Promise<Saved> {
    const now = this.clock.now();
    return inTransaction(this.dataSource, (tx) =>
      once(tx, request, asked, async () => {
        const making = { tx, by, reach: reachOf(by), now, today: dayInChina(now) };
        await tx.manager.query('select pg_advisory_xact_lock($1)', [peopleLock]);
        await assertStillActs(making);
        return work(making);
      }),
    );
  }

  /** The password is not among what is kept for a retry: it is stored nowhere. */
  private async handOut(
    by: Member,
    request: Request,
    asked: object,
    work: (making: Making) => Promise<{ saved: Saved; password: string }>,
  ): Promise<HandedOut> {
    let handed: { saved: Saved; password: string } | null = null;
    const saved = await this.make(by, request, asked, async (making) => {
      handed = await work(making);
      return handed.saved;
    });
    // A request that raced with itself was undone here, and answered by what the other one did.
    const own = handed as { saved: Saved; password: string } | null;
    return { ...saved, password: own?.saved === saved ? own.password : null };
  }
}

const record = ({ tx, by, now }: Making, change: Omit<PeopleChange, 'by' | 'occurredAt'>): Promise<void> =>
  recordChange(tx.manager, { ...change, by, occurredAt: now });

/** The administrator may have been ended while waiting for the lock. */
async function assertStillActs({ tx, by, today }: Making): Promise<void> {
  const [row] = await tx.manager.query<unknown[]>(
    `select 1 from membership m join person p on p.id = m.person_id and p.disabled_at is null
     where m.id = $1 and m.role = 'administrator' and holds(m.started_on, m.ended_on, $2)`,
    [by.membershipId, today],
  );
  if (!row) throw new DomainError('forbidden', 'session.signed-out');
}

function assertSeen(row: { readonly version: number }, expected: number): void {
  if (row.version !== expected) {
    throw new DomainError('conflict', 'people.changed-meanwhile', { expected, actual: row.version });
  }
}

function assertNotOneself({ by }: Making, personId: number): void {
  if (by.personId === personId) throw new DomainError('refused', 'people.oneself');
}

/** Throws unless this organisation can have somebody in this role from now on. */
export function assertHolds({ level, endedOn }: Pick<OrganisationRow, 'level' | 'endedOn'>, role: Role): void {
  if (endedOn !== null) throw new DomainError('refused', 'organisation.ended', { date: endedOn });
  if (!mayHold(level, role)) throw new DomainError('refused', 'membership.role-unfit', { role });
}

async function organisationIn({ tx, reach }: Making, id: number): Promise<OrganisationRow> {
  const [row] = await tx.manager.query<OrganisationRow[]>(
    `select id, name, region_id as "regionId", level, ended_on::text as "endedOn", version from organisation
     where id = $1 and ($2::text is null or region_id = $2)`,
    [id, reach],
  );
  if (!row) throw new DomainError('missing', 'organisation.missing');
  return row;
}

async function membershipIn({ tx, reach }: Making, id: number): Promise<MembershipRow> {
  const [row] = await tx.manager.query<MembershipRow[]>(
    `select m.id, m.person_id as "personId", m.organisation_id as "organisationId", m.role, m.started_on::text as "startedOn",
       m.ended_on::text as "endedOn", m.deputy_for as "deputyFor", m.version
     from membership m join organisation o on o.id = m.organisation_id
     where m.id = $1 and ($2::text is null or o.region_id = $2)`,
    [id, reach],
  );
  if (!row) throw new DomainError('missing', 'membership.missing');
  return row;
}

/** Whom an administrator sees: whoever is or was in the region. */
async function personInReach({ tx, reach }: Making, id: number): Promise<PersonRow> {
  const [row] = await tx.manager.query<PersonRow[]>(
    `select id, username, name, disabled_at is null as active, version from person p
     where id = $1 and ($2::text is null or exists (select 1 from membership m
       join organisation o on o.id = m.organisation_id where m.person_id = p.id and o.region_id = $2))`,
    [id, reach],
  );
  if (!row) throw new DomainError('missing', 'person.missing');
  return row;
}

/** Whom they may change: nobody who acts for others as well, and not themselves. */
async function personToManage(making: Making, id: number, expected: number): Promise<PersonRow> {
  const person = await personInReach(making, id);
  assertNotOneself(making, id);
  const [{ elsewhere }] = await making.tx.manager.query<[{ elsewhere: boolean }]>(
    `select exists (select 1 from membership m join organisation o on o.id = m.organisation_id
       where m.person_id = $1 and coalesce(m.ended_on, 'infinity') > $3::date and o.region_id <> $2) as elsewhere`,
    [id, making.reach, making.today],
  );
  if (elsewhere) throw new DomainError('refused', 'person.of-others-too', { name: person.name });
  assertSeen(person, expected);
  return person;
}

/** Gives somebody a role; one that ended begins again. */
async function hold(making: Making, { personId, organisationId, role, startedOn }: NewMembership): Promise<Saved> {
  assertNotOneself(making, personId);
  const from = startedOn ?? making.today;
  const values = [personId, organisationId, role];
  const [before] = await making.tx.manager.query<(Saved & { endedOn: LocalDate | null })[]>(
    `select id, version, ended_on::text as "endedOn" from membership
     where person_id = $1 and organisation_id = $2 and role = $3 and deputy_for is null`,
    values,
  );
  if (before && (before.endedOn === null || before.endedOn > making.today)) {
    throw new DomainError('refused', 'membership.held-already', { role });
  }
  const [row] = await making.tx.manager.query<[Saved]>(
    `insert into membership (person_id, organisation_id, role, started_on) values ($1, $2, $3, $4)
     on conflict (person_id, organisation_id, role) where deputy_for is null
       do update set started_on = excluded.started_on, ended_on = null, version = membership.version + 1
     returning id, version`,
    [...values, from],
  );
  await assertGoTogether(making, personId);
  const after = { personId, organisationId, role, startedOn: from };
  await record(making, {
    subject: 'membership',
    subjectId: row.id,
    event: before ? 'membership.change' : 'membership.add',
    ...(before ? { before: { endedOn: before.endedOn } } : {}),
    after,
  });
  return row;
}

async function setDates({ tx }: Making, id: number, startedOn: LocalDate | null, endedOn: LocalDate | null) {
  await tx.manager.query('update membership set started_on = $2, ended_on = $3, version = version + 1 where id = $1', [
    id,
    startedOn,
    endedOn,
  ]);
}

/** Deputies end with whom they stand in for, and sessions at once. */
async function endWhatHangsOn({ tx, today }: Making, { id, personId }: MembershipRow, endedOn: LocalDate) {
  await tx.manager.query(
    `update membership set ended_on = greatest(started_on, $2::date), version = version + 1
     where deputy_for = $1 and ended_on > $2`,
    [id, endedOn],
  );
  if (endedOn <= today) await endSessions(tx.manager, personId, id);
}

/** Throws unless all that the person holds or will hold, as a deputy too, goes together. */
export async function assertGoTogether(
  { tx, today }: { readonly tx: { readonly manager: EntityManager }; readonly today: LocalDate },
  personId: number,
): Promise<void> {
  const rows = await tx.manager.query<{ role: Role }[]>(
    `select role from membership where person_id = $1 and coalesce(ended_on, 'infinity') > $2::date`,
    [personId, today],
  );
  if (!goTogether(rows.map(({ role }) => role))) throw new DomainError('refused', 'membership.administrator-decides');
}

async function assertOneDeputy({ tx }: Making, deputyFor: number): Promise<void> {
  const [row] = await tx.manager.query<unknown[]>(
    `select 1 from membership a join membership b on b.deputy_for = a.deputy_for and b.id > a.id
       and daterange(a.started_on, a.ended_on) && daterange(b.started_on, b.ended_on)
     where a.deputy_for = $1`,
    [deputyFor],
  );
  if (row) throw new DomainError('refused', 'membership.deputy-there');
}

/** Somebody in the city who can sign in today, and whose end is not set. */
async function assertAdministratorRemains({ tx, today }: Making): Promise<void> {
  const [row] = await tx.manager.query<unknown[]>(
    `select 1 from membership m join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
     where m.role = 'administrator' and o.level = 'city' and m.deputy_for is null and m.ended_on is null
       and holds(m.started_on, null, $1) and p.disabled_at is null and p.password_hash is not null limit 1`,
    [today],
  );
  if (!row) throw new DomainError('refused', 'people.last-administrator');
}
