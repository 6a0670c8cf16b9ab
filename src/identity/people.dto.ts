import { Transform } from 'class-transformer';
import { type Level, type Role, roles } from '../../workflows/actor.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { Day, Flag, Id, OneOf, Text, Whole, Words } from '../http/fields.js';
import { PageQuery } from '../http/page.js';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value,
);

export class PeopleQuery extends PageQuery {
  /** Text to look for in name and user name. */
  @Text(100, { optional: true })
  q?: string;

  @toNumber
  @Id({ optional: true })
  organisation?: number;
}

export class NewPerson {
  @Words(50)
  username: string;

  @Words(50)
  name: string;

  @Id()
  organisationId: number;

  @OneOf(roles)
  role: Role;

  @Day({ optional: true })
  startedOn?: LocalDate;
}

export class PersonUpdate {
  @Whole(1, 1_000_000)
  version: number;

  @Words(50)
  name: string;

  /** Whether the person may sign in at all. */
  @Flag()
  active: boolean;
}

export class PersonSeen {
  @Whole(1, 1_000_000)
  version: number;
}

const levels: readonly Level[] = ['city', 'county', 'town'];

export class OrganisationQuery extends PageQuery {
  /** Only those for which somebody acts in this role today. */
  @OneOf(roles, { optional: true })
  role?: Role;

  @Text(20, { optional: true })
  region?: string;

  @Text(100, { optional: true })
  q?: string;
}

export class NewOrganisation {
  @Words(100)
  name: string;

  @Words(20, { options: 'regions' })
  regionId: string;

  @OneOf(levels)
  level: Level;
}

export class OrganisationUpdate {
  @Whole(1, 1_000_000)
  version: number;

  @Words(100)
  name: string;

  /** The day from which it is no more. */
  @Day({ optional: true })
  endedOn?: LocalDate;
}

export class NewMembership {
  @Id()
  personId: number;

  @Id()
  organisationId: number;

  @OneOf(roles)
  role: Role;

  @Day({ optional: true })
  startedOn?: LocalDate;
}

/** Held now or later, ended, or those of deputies. */
const membershipStates = ['held', 'ended', 'deputies'] as const;

export class MembershipQuery extends PageQuery {
  /** Text to look for in the names of person and organisation. */
  @Text(100, { optional: true })
  q?: string;

  @OneOf(roles, { optional: true })
  role?: Role;

  @toNumber
  @Id({ optional: true })
  organisation?: number;

  @OneOf(membershipStates, { optional: true })
  state?: (typeof membershipStates)[number];
}

export class MembershipUpdate {
  @Whole(1, 1_000_000)
  version: number;

  @Day({ optional: true })
  startedOn?: LocalDate;

  /** The day from which it is held no more. */
  @Day({ optional: true })
  endedOn?: LocalDate;
}

/** Who stands in, from the first day to the last, both included. */
export class NewDeputy {
  @Id()
  personId: number;

  @Day()
  from: LocalDate;

  @Day()
  until: LocalDate;

  @Words(200)
  reason: string;
}
