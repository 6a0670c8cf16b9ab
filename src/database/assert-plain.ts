import type { DataSource } from 'typeorm';
import { ConfigError } from '../operator-error.js';
import type { DatabaseRole } from './data-source.js';

/**
 * Row-level security is only as good as the role that a connection has: a pooler that drops what a connection asks for as
 * it begins, or a role that somebody made a superuser, would open everything, and no page would look different.
 * Throws ConfigError before anything is served.
 */
export async function assertPlain(dataSource: DataSource, role: DatabaseRole): Promise<void> {
  const [found] = await dataSource.query<{ user: string; bypasses: boolean; owns: boolean; is_door: boolean }[]>(
    `select current_user as "user", rolsuper or rolbypassrls as bypasses,
       exists (select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owns,
       rolname <> 'sluice_door' and pg_has_role(rolname, 'sluice_door', 'member') as is_door
     from pg_roles r where rolname = current_user`,
  );
  if (found?.user === role && !found.bypasses && !found.owns && !found.is_door) return;
  throw new ConfigError({
    en: `PostgreSQL gives the connections of ${role} more than that role, as "${found?.user}": nobody's projects would be hidden from anybody. It must be no superuser, own no table and be no member of the door; a pooler between must pass on "options".`,
    'zh-CN': `PostgreSQL 给 ${role} 的连接以“${found?.user}”的身份超出了该角色的权限，项目将对所有人可见。该角色不得为超级用户、不得拥有表、不得属于 sluice_door；中间的连接池须传递“options”参数。`,
  });
}
