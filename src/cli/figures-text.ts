import { type Fen, formatYuan } from '../../workflows/values/money.js';
import type { Figures } from '../funds/figures.js';
import type { Language, Text } from '../operator-error.js';

const labels: Readonly<Record<Exclude<keyof Figures, 'year' | 'lines'>, Text>> = {
  levyPlanned: { en: 'levy planned', 'zh-CN': '计划上缴' },
  levyReceived: { en: 'levy received', 'zh-CN': '实际上缴' },
  levyMissing: { en: 'levy missing', 'zh-CN': '未上缴' },
  levyArrears: { en: 'levy in arrears', 'zh-CN': '其中逾期欠缴' },
  levyArrearsReceived: { en: 'arrears received after the year', 'zh-CN': '年后补缴' },
  incomeReceived: { en: 'income received', 'zh-CN': '收入合计' },
  budgetTotal: { en: 'budget', 'zh-CN': '预算合计' },
  budgetAdjusted: { en: 'budget as adjusted', 'zh-CN': '调整后预算' },
  budgetEvaluated: { en: 'of it evaluated', 'zh-CN': '其中纳入绩效评价' },
  released: { en: 'released', 'zh-CN': '已下达' },
  paid: { en: 'paid', 'zh-CN': '已支付' },
  refunded: { en: 'refunded, off what was paid', 'zh-CN': '已退款（已从支付中扣除）' },
  executionRate: { en: 'execution rate', 'zh-CN': '预算执行率' },
  projects: { en: 'projects', 'zh-CN': '项目数' },
  targetsMet: { en: 'of them with targets met', 'zh-CN': '其中完成目标' },
};

/** The figures of a year as lines of text, money in yuan: first the whole, then each line of the budget. */
export function figuresText(figures: Figures, language: Language): string {
  const whole = Object.entries(labels).map(
    ([key, label]) => `${label[language]}: ${shown(figures[key as keyof typeof labels])}`,
  );
  const head = { en: 'released / paid (rate), by line', 'zh-CN': '各预算项目：已下达 / 已支付（执行率）' }[language];
  const lines = figures.lines.map(
    ({ code, name, released, paid, executionRate }) =>
      `  ${code} ${name}: ${shown(released)} / ${shown(paid)} (${executionRate ?? '-'}%)`,
  );
  return [...whole, head, ...lines].join('\n');
}

function shown(value: Fen | number | string | null): string {
  return typeof value === 'bigint' ? formatYuan(value) : String(value ?? '-');
}
