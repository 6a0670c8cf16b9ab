import type { EntityManager } from 'typeorm';
import { roles, type Level, type Role } from '../../workflows/actor.js';
import { Clock } from '../clock.js';
import { createDataSource } from '../database/data-source.js';
import { madeUpPassword, Passwords } from '../identity/password.js';
import { faultInPassword } from '../identity/password-rules.js';
import { recordChange } from '../identity/people-changes.js';
import { isUsername } from '../identity/username.js';
import { ConfigError, OperatorError } from '../operator-error.js';
import { messageOf, textsFor } from '../texts/texts.js';

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

/** Adds a person under a membership, or one more membership of a person. Throws OperatorError when that cannot be. */
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
      const organisationId = await organisationOf(manager, user);
      const { personId, password } = await personOf(manager, user);
      const membershipId = await join(manager, personId, organisationId, role);
      await recordChange(manager, {
        subject: 'membership',
        subjectId: membershipId,
        event: 'membership.add',
        after: { personId, organisationId, role },
        by: null,
        occurredAt: new Clock().now(),
      });
      return { personId, membershipId, password };
    });
  } finally {
    await dataSource.destroy();
  }
}

async function organisationOf(manager: EntityManager, user: NewUser): Promise<number> {
  const known = await idOf(manager, 'select id from organisation where name = $1', [user.organisation]);
  if (known) return known;
  if (!user.region || !user.level) {
    throw new OperatorError({
      en: `There is no organisation "${user.organisation}": check its name, or add it with --region and --level.`,
      'zh-CN': `没有名为“${user.organisation}”的单位：请核对名称，或用 --region 和 --level 一并新建。`,
    });
  }
  if (!levels.some((level) => level === user.level)) throw notOneOf('--level', levels, user.level);
  await regionOf(manager, user.region, user.regionName, user.level);
  const statement = 'insert into organisation (name, region_id, level) values ($1, $2, $3) returning id';
  return must(await idOf(manager, statement, [user.organisation, user.region, user.level]));
}

async function regionOf(manager: EntityManager, id: string, name: string | undefined, level: string): Promise<void> {
  const known = await manager.query<unknown[]>('select from region where id = $1', [id]);
  if (known.length > 0) return;
  if (!name) {
    throw new OperatorError({
      en: `There is no region ${id}: check its code, or add it with --region-name.`,
      'zh-CN': `没有代码为 ${id} 的地区：请核对代码，或用 --region-name 一并新建。`,
    });
  }
  const regionLevel = level === 'city' ? 'city' : 'county';
  await manager.query('insert into region (id, name, level) values ($1, $2, $3)', [id, name, regionLevel]);
}

async function personOf(manager: EntityManager, user: NewUser): Promise<{ personId: number; password: string | null }> {
  const known = await idOf(manager, 'select id from person where username = $1', [user.username]);
  if (known) return { personId: known, password: null };
  if (!user.name?.trim()) {
    throw new OperatorError({
      en: `${user.username} is new: give their name with --name.`,
      'zh-CN': `${user.username} 是新用户：请用 --name 给出姓名。`,
    });
  }
  const fault = user.password === undefined ? null : faultInPassword(user.password, user.username);
  if (fault)
    throw new OperatorError({ en: messageOf(textsFor('en'), fault), 'zh-CN': messageOf(textsFor('zh-CN'), fault) });
  const password = user.password ?? madeUpPassword();
  const hash = await new Passwords().hash(password);
  const personId = must(
    await idOf(
      manager,
      'insert into person (username, name, password_hash, password_handed_out) values ($1, $2, $3, true) returning id',
      [user.username, user.name.trim(), hash],
    ),
  );
  await recordChange(manager, {
    subject: 'person',
    subjectId: personId,
    event: 'person.add',
    after: { username: user.username, name: user.name.trim() },
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

function notOneOf(option: string, allowed: readonly string[], value: string): ConfigError {
  return new ConfigError({
    en: `${option} must be one of ${allowed.join(', ')}, not "${value}".`,
    'zh-CN': `${option} 必须是 ${allowed.join('、')} 之一，而不是“${value}”。`,
  });
}
