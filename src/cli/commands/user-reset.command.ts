import { Clock } from '../../clock.js';
import { Passwords } from '../../identity/password.js';
import { resetPassword } from '../../identity/password-reset.js';
import type { CliCommand } from '../command.js';
import { knownUser } from '../known-user.js';
import { withDatabase } from '../with-database.js';

export const userResetCommand: CliCommand = {
  usage: 'user reset <username>',
  summary: {
    en: 'give a person a new password, shown once and to be changed at the next sign-in; ends their sessions and lifts their lock',
    'zh-CN': '重置用户密码：新密码仅显示一次，登录后须先修改；同时退出其全部登录并解除锁定',
  },
  run: (surroundings, [username = '']) =>
    withDatabase(surroundings, async (dataSource) => {
      const personId = await knownUser(dataSource, username);
      const occurredAt = new Clock().now();
      const password = await dataSource.transaction((manager) =>
        resetPassword(manager, new Passwords(), { personId, username, by: null, occurredAt }),
      );
      const text = { en: `New password of ${username}: ${password}`, 'zh-CN': `${username} 的新密码：${password}` };
      return { json: { username, password }, text: text[surroundings.language] };
    }),
};
