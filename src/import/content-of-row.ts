import type { ApplicationContent } from '../../workflows/project/application-form.js';
import { localDate } from '../../workflows/values/local-date.js';
import { split } from '../../workflows/values/money.js';
import type { LineRow, ProjectRow, StandardRow } from './programme.js';

/**
 * The application that a row stands for: complete, and no more than what the row, its line and its standard say. What an
 * application would tell beside that is not known, and says so.
 */
export function contentOfRow(
  row: ProjectRow,
  line: LineRow,
  standards: readonly StandardRow[],
  year: number,
): ApplicationContent {
  const unknown = '据年度绩效自评报告补录，原申报书未导入';
  const [first, second] = split(row.approved, [3n, 7n]) as [typeof row.approved, typeof row.approved];
  const stages = [
    { name: '前期准备', amount: first },
    { name: '组织实施', amount: second },
  ];
  return {
    title: row.name,
    summary: `${line.name}${line.note ? `（${line.note}）` : ''}`,
    need: unknown,
    feasibility: unknown,
    shares: [{ regionId: row.region, asked: row.approved }],
    match: [],
    costs: [{ item: line.name, amount: row.approved }],
    stages: stages.filter((stage) => stage.amount > 0n),
    timetable: [{ step: '全年实施', from: localDate(`${year}-01-01`), until: localDate(`${year}-12-31`) }],
    returns: { expected: unknown, sharing: '有收益的，优先分配给监测对象和薄弱村' },
    beneficiaries: beneficiariesOf(standards.filter((standard) => standard.line === line.code)),
    papers: [],
    targets: [
      {
        aspect: 'quantity',
        direction: 'atLeast',
        name: `完成${line.name}年度任务`,
        target: '100',
        unit: '%',
      },
      { aspect: 'social', direction: 'inWords', name: '社会效益', target: unknown, unit: '' },
      { aspect: 'satisfaction', direction: 'inWords', name: '受益群众满意度', target: unknown, unit: '' },
    ],
  };
}

/** Counted where the standard counts them; else at least one village has a use of it. */
function beneficiariesOf(standards: readonly StandardRow[]): ApplicationContent['beneficiaries'] {
  const count = (unit: string) =>
    standards.filter((standard) => standard.unit === unit).reduce((total, each) => total + Number(each.quantity), 0);
  const [households, persons] = [count('户'), count('人')];
  return { villages: households + persons > 0 ? 0 : 1, households, persons };
}
