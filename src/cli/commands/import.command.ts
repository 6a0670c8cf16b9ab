import { resolve } from 'node:path';
import { importProgramme } from '../../import/import-programme.js';
import type { CliCommand } from '../command.js';
import { figuresText } from '../figures-text.js';
import { reportTenths } from '../report-tenths.js';
import { withDatabase } from '../with-database.js';
import { yearOf } from '../year-of.js';

export const importCommand: CliCommand = {
  usage: 'import <dir>',
  summary: {
    en: 'import a past fund year from a folder of CSV files, wholly or not at all, and show its figures',
    'zh-CN': '从 CSV 目录导入往年数据（全部成功或全部不变），并显示年度数据',
  },
  options: [
    { flags: '--year <year>', text: { en: 'the fund year', 'zh-CN': '年度' }, required: true },
    { flags: '--dry-run', text: { en: 'do the same and take it all back', 'zh-CN': '试运行：全部执行后撤销' } },
  ],
  run: (surroundings, [dir = ''], options) => {
    const year = yearOf(options.year);
    const { language } = surroundings;
    return withDatabase(surroundings, async (dataSource) => {
      const dryRun = options.dryRun === true;
      const figures = await importProgramme(dataSource, resolve(dir), year, {
        dryRun,
        progress: reportTenths(surroundings),
      });
      return { json: figures, text: figuresText(figures, language) };
    });
  },
};
