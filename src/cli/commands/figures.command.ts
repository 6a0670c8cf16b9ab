import { dayInChina } from '../../../workflows/values/local-date.js';
import { Clock } from '../../clock.js';
import { figuresOf } from '../../funds/figures.js';
import type { CliCommand } from '../command.js';
import { figuresText } from '../figures-text.js';
import { withDatabase } from '../with-database.js';
import { yearOf } from '../year-of.js';

export const figuresCommand: CliCommand = {
  usage: 'figures <year>',
  summary: {
    en: 'show a fund year: income, budget, released, paid, execution rate, and each line',
    'zh-CN': '查看年度数据：收入、预算、下达、支付、执行率及各预算项目',
  },
  run: (surroundings, [typed]) => {
    const year = yearOf(typed);
    return withDatabase(surroundings, async (dataSource) => {
      const figures = await figuresOf(dataSource, year, dayInChina(new Clock().now()));
      return { json: figures, text: figuresText(figures, surroundings.language) };
    });
  },
};
