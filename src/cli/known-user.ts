import type { DataSource } from 'typeorm';
import { OperatorError } from '../operator-error.js';

/** The id of who has this user name. Throws OperatorError when nobody has. */
export async function knownUser(dataSource: DataSource, username: string): Promise<number> {
  const [person] = await dataSource.query<{ id: number }[]>('select id from person where username = $1', [username]);
  if (person) return person.id;
  throw new OperatorError({
    en: `There is no user "${username}": check the name, or add them with user add.`,
    'zh-CN': `没有用户“${username}”：请核对用户名，或用 user add 新增。`,
  });
}
