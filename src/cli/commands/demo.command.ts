import { Clock } from '../../clock.js';
import { loadDemo } from '../../demo/load-demo.js';
import { openContentStore } from '../../papers/open-content-store.js';
import type { CliCommand } from '../command.js';
import { reportTenths } from '../report-tenths.js';
import { withDatabase } from '../with-database.js';

export const demoCommand: CliCommand = {
  usage: 'demo',
  summary: {
    en: 'load the demo city: the programme of 2022 and a live year, with people who can sign in',
    'zh-CN': '载入演示城市：2022 年度数据和一个进行中的年度，含可登录的演示用户',
  },
  run: (surroundings) =>
    withDatabase(surroundings, async (dataSource) => {
      const { language, settings } = surroundings;
      const loaded = await loadDemo(dataSource, {
        now: new Clock().now(),
        store: await openContentStore(settings),
        progress: reportTenths(surroundings),
      });
      const { already, years, projects } = loaded;
      const shown = { en: years.join(', '), 'zh-CN': years.join('、') }[language];
      const text = {
        en: `${already ? 'The demo is loaded already' : 'The demo is loaded'}: ${projects} projects of ${shown}.`,
        'zh-CN': `演示数据${already ? '已在此前载入' : '已载入'}：${shown} 年度，共 ${projects} 个项目。`,
      }[language];
      return { json: loaded, text };
    }),
};
