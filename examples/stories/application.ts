import { wan } from './story.js';

interface Written {
  readonly title: string;
  readonly summary: string;
  readonly need: string;
  readonly shares: readonly { readonly regionId: string; readonly asked: string }[];
  /** What it costs in 万元, item by item: the sum of what is asked. */
  readonly costs: readonly (readonly [item: string, amount: string])[];
  readonly timetable: readonly (readonly [step: string, from: string, until: string])[];
  readonly target: readonly [name: string, target: string, unit: string];
  readonly households: number;
}

/** A complete application (申报书) from what differs between the stories. */
export function application(written: Written): object {
  const { title, summary, need, shares, timetable, households } = written;
  const costs = written.costs.map(([item, amount]) => ({ item, amount: wan(amount) }));
  const [name, target, unit] = written.target;
  return {
    title,
    summary,
    need,
    feasibility: '已现场踏勘，用地、设计和村民意愿均已落实。',
    shares,
    match: [],
    costs,
    stages: costs.map(({ item, amount }) => ({ name: item, amount })),
    timetable: timetable.map(([step, from, until]) => ({ step, from, until })),
    returns: { expected: '改善生产生活条件', sharing: '优先带动监测对象和集体经济薄弱村' },
    beneficiaries: { villages: 3, households, persons: households * 4 },
    targets: [
      { aspect: 'quantity', direction: 'atLeast', name, target, unit },
      { aspect: 'social', direction: 'inWords', name: '生产生活条件', target: '明显改善', unit: '' },
      { aspect: 'satisfaction', direction: 'atLeast', name: '受益群众满意度', target: '90', unit: '%' },
    ],
  };
}
