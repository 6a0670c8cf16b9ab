import type { EntityManager } from 'typeorm';
import { roles, type Level, type Role } from '../../workflows/actor.js';
import { Clock } from '../clock.js';
import { createDataSource } from '../database/data-source.js';
import { assertGoTogether, assertHolds } from '../identity/administration.js';
import { madeUpPassword, Passwords } from '../identity/password.js';
import { faultInPassword } from '../identity/password-rules.js';
import { recordChange } from '../identity/people-changes.js';
import { isUsername } from '../identity/username.js';
import { ConfigError, OperatorError } from '../operator-error.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina, type LocalDate } from '../../workflows/values/local-date.js';

export interface NewUser {
  username: string;
  name: string | undefined;
  role: string;
  organisation: string;
  /** Where the organisation is, if it is not there yet: region code and level. */
  region: string | undefined;
  regionName: string | undefined;
  level: string | undefined;
  /** Made up when not given; a person who is there already keeps theirs. */
  password: string | undefined;
}

export interface AddedUser {
  personId: number;
  membershipId: number;
  /** Only the one that was made up here: it is shown once and stored nowhere. */
  password: string | null;
}

const levels: readonly Level[] = ['city', 'county', 'town'];

/**
 * Adds a person under a membership, or one more membership of a person, by the rules that bind administrators. Throws
 * OperatorError or DomainError when that cannot be, and leaves nothing then.
 */
export async function addUser(databaseUrl: string, user: NewUser): Promise<AddedUser> {
  const role = roles.find((each) => each === user.role);
  if (!role) throw notOneOf('--role', roles, user.role);
  if (!isUsername(user.username)) {
    throw new OperatorError({
      en: `"${user.username}" is no user name: 2 to 50 letters, digits, dots, hyphens, underlines or @.`,
      'zh-CN': `“${user.username}”不能作用户名：应为 2 至 50 个文字、数字、点、连字符、下划线或 @。`,
    });
  }
  const dataSource = await createDataSource(databaseUrl, 'sluice_door').initialize();
  try {
    return await dataSource.transaction(async (manager) => {
      const occurredAt = new Clock().now();
      const organisation = await organisationOf(manager, user);
      assertHolds(organisation, role);
      const { personId, password } = await personOf(manager, user);
      const membershipId = await join(manager, personId, organisation.id, role);
      await assertGoTogether({ tx: { manager }, today: dayInChina(occurredAt) }, personId);
      await recordChange(manager, {
        subject: 'membership',
        subjectId: membershipId,
        event: 'membership.add',
        after: { personId, organisationId: organisation.id, role },
        by: null,
        occurredAt,
      });
      return { personId, membershipId, password };
    });
  } finally {
    await dataSource.destroy();
  }
}

interface Joined {
  readonly id: number;
  readonly level: Level;
  readonly endedOn: LocalDate | null;
}

async function organisationOf(manager: EntityManager, user: NewUser): Promise<Joined> {
  const name = user.organisation.trim();
  const [known] = await manager.query<Joined[]>(
    'select id, level, ended_on::text as "endedOn" from organisation where name = $1',
    [name],
  );
  if (known) return known;
  if (!user.region || !user.level) {
    throw new OperatorError({
      en: `There is no organisation "${name}": check its name, or add it with --region and --level.`,
      'zh-CN': `没有名为“${name}”的单位：请核对名称，或用 --region 和 --level 一并新建。`,
    });
  }
  const level = levels.find((each) => each === user.level);
  if (!level) throw notOneOf('--level', levels, user.level);
  if (!isName(name, longestName.organisation)) throw noName('--organisation', name, longestName.organisation);
  const regionLevel = await regionOf(manager, user.region, user.regionName?.trim(), level);
  if ((regionLevel === 'city') !== (level === 'city')) throw new DomainError('invalid', 'organisation.level-unfit');
  const statement = 'insert into organisation (name, region_id, level) values ($1, $2, $3) returning id';
  return { id: must(await idOf(manager, statement, [name, user.region, level])), level, endedOn: null };
}

/** The level of the region, which is added where it is not there and has a name. */
async function regionOf(
  manager: EntityManager,
  id: string,
  name: string | undefined,
  level: Level,
): Promise<'city' | 'county'> {
  const [known] = await manager.query<{ level: 'city' | 'county' }[]>('select level from region where id = $1', [id]);
  if (known) return known.level;
  if (name === undefined) {
    throw new OperatorError({
      en: `There is no region ${id}: check its code, or add it with --region-name.`,
      'zh-CN': `没有代码为 ${id} 的地区：请核对代码，或用 --region-name 一并新建。`,
    });
  }
  if (!isName(name, longestName.region)) throw noName('--region-name', name, longestName.region);
  const regionLevel = level === 'city' ? 'city' : 'county';
  await manager.query('insert into region (id, name, level) values ($1, $2, $3)', [id, name, regionLevel]);
  return regionLevel;
}

async function personOf(manager: EntityManager, user: NewUser): Promise<{ personId: number; password: string | null }> {
  const known = await idOf(manager, 'select id from person where username = $1', [user.username]);
  if (known) return { personId: known, password: null };
  const name = user.name?.trim() ?? '';
  if (!name) {
    throw new OperatorError({
      en: `${user.username} is new: give their name with --name.`,
      'zh-CN': `${user.username} 是新用户：请用 --name 给出姓名。`,
    });
  }
  if (!isName(name, longestName.person)) throw noName('--name', name, longestName.person);
  const fault = user.password === undefined ? null : faultInPassword(user.password, user.username);
  if (fault) throw new DomainError('invalid', 'password.unfit', {}, [fault]);
  const password = user.password ?? madeUpPassword();
  const hash = await new Passwords().hash(password);
  const personId = must(
    await idOf(
      manager,
      'insert into person (username, name, password_hash, password_handed_out) values ($1, $2, $3, true) returning id',
      [user.username, name, hash],
    ),
  );
  await recordChange(manager, {
    subject: 'person',
    subjectId: personId,
    event: 'person.add',
    after: { username: user.username, name },
    by: null,
    occurredAt: new Clock().now(),
  });
  return { personId, password: user.password === undefined ? password : null };
}

/** A membership that ended begins again. */
async function join(manager: EntityManager, personId: number, organisationId: number, role: Role): Promise<number> {
  const statement = `
    insert into membership (person_id, organisation_id, role) values ($1, $2, $3)
    on conflict (person_id, organisation_id, role) where deputy_for is null do update set ended_on = null
    returning id`;
  return must(await idOf(manager, statement, [personId, organisationId, role]));
}

async function idOf(manager: EntityManager, statement: string, values: unknown[]): Promise<number | undefined> {
  const rows = await manager.query<{ id: number }[]>(statement, values);
  return rows[0]?.id;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an insert returned no row');
  return value;
}

/** As long as the pages allow, and nothing that cannot be seen. */
const isName = (name: string, most: number): boolean =>
  name.length > 0 && name.length <= most && !/[\p{Cc}\p{Cf}]/u.test(name);

const noName = (option: string, name: string, most: number): OperatorError =>
  new OperatorError({
    en: `${option} must be 1 to ${most} characters without control characters, not "${name}".`,
    'zh-CN': `${option} 应为 1 至 ${most} 个字符，且不含控制字符，而不是“${name}”。`,
  });

const longestName = { person: 50, region: 50, organisation: 100 } as const;

function notOneOf(option: string, allowed: readonly string[], value: string): ConfigError {
  return new ConfigError({
    en: `${option} must be one of ${allowed.join(', ')}, not "${value}".`,
    'zh-CN': `${option} 必须是 ${allowed.join('、')} 之一，而不是“${value}”。`,
  });
}
