import { withServers, type CliCommand } from '../command.js';
import { migrate } from '../migrate.js';

export const migrateCommand: CliCommand = {
  usage: 'migrate',
  summary: { en: 'bring the database to the schema of this version', 'zh-CN': '将数据库升级到当前版本的结构' },
  run: (surroundings) =>
    withServers(surroundings, async ({ databaseUrl }) => {
      const migrations = await migrate(databaseUrl);
      const text = {
        en: migrations.length ? `Ran ${migrations.join(', ')}.` : 'The schema is up to date.',
        'zh-CN': migrations.length ? `已执行 ${migrations.join('、')}。` : '数据库结构已是最新。',
      };
      return { json: { migrations }, text: text[surroundings.language] };
    }),
};
