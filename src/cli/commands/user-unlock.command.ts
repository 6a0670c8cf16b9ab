import { Clock } from '../../clock.js';
import { recordChange } from '../../identity/people-changes.js';
import { unlockAccount } from '../../identity/sign-in-attempts.js';
import type { CliCommand } from '../command.js';
import { knownUser } from '../known-user.js';
import { withDatabase } from '../with-database.js';

export const userUnlockCommand: CliCommand = {
  usage: 'user unlock <username>',
  summary: {
    en: 'let a person sign in again at once after too many failed attempts',
    'zh-CN': '解除登录失败过多造成的锁定',
  },
  run: (surroundings, [username = '']) =>
    withDatabase(surroundings, async (dataSource) => {
      const subjectId = await knownUser(dataSource, username);
      await dataSource.transaction(async (manager) => {
        await unlockAccount(manager, username);
        const occurredAt = new Clock().now();
        await recordChange(manager, { subject: 'person', subjectId, event: 'person.unlock', by: null, occurredAt });
      });
      const text = { en: `${username} can sign in again.`, 'zh-CN': `${username} 已可重新登录。` };
      return { json: { username }, text: text[surroundings.language] };
    }),
};
