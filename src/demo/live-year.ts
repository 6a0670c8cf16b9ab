import type { Member } from '../../workflows/actor.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { type ApplicationContent, emptyContent } from '../../workflows/project/application-form.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { addDays } from '../../workflows/values/local-date.js';
import { add, fen, type Fen, parseWan, split, sum } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import type { NamedPaper } from '../../workflows/project/papers.js';
import type { Tx } from '../database/transaction.js';
import { createProjects } from '../door/create-projects.js';
import type { Door } from '../door/door.js';
import { type Deed, instantOf, play } from '../import/chronicle.js';
import { openFundYear } from '../import/fund-year-rows.js';
import { registryOf } from '../import/import-programme.js';
import type { LineRow, Programme } from '../import/programme.js';
import type { ContentStore } from '../papers/content-store.js';
import type { People } from './city.js';
import { type LiveProject, liveProjects } from './live-projects.js';
import { PastWalk, workingDaysAgo } from './past-walk.js';
import { SampleUploads } from './sample-uploads.js';

/** In 万元: what each region owes this year, and what has come so far. Two counties have paid nothing yet. */
const levies: Readonly<Record<string, readonly [planned: string, received: string]>> = {
  '440700': ['3000', '2000'],
  '440703': ['1300', '0'],
  '440704': ['900', '450'],
  '440705': ['1800', '900'],
  '440781': ['1100', '0'],
  '440783': ['900', '450'],
  '440784': ['1200', '600'],
  '440785': ['300', '150'],
};
const carriedOver = parseWan('809.24');
const counterpart = parseWan('1700');
const heldBack = parseWan('500');

export interface LiveYear {
  readonly year: number;
  readonly today: LocalDate;
  readonly calendar: Calendar;
  readonly people: People;
  /** The programme whose budget tree and regions it takes over. */
  readonly model: Programme;
  /** Where the papers of its people are kept. */
  readonly store: ContentStore;
}

/** A year that is going on today: its budget, some of its income, and projects that stand at every stage. */
export async function playLiveYear(
  tx: Tx,
  door: Door,
  live: LiveYear,
  progress?: (done: number, total: number) => void,
): Promise<number> {
  const { year, today, calendar, people, model, store } = live;
  const lines = roundedTree(model.lines);
  const city = model.regions.find((region) => region.level === 'city')!;
  const ago = (count: number) => workingDaysAgo(calendar, today, count);
  const sources = sourcesOf(model);
  await openFundYear(tx, {
    year,
    lines,
    standards: [],
    rates: model.rates,
    sources,
    earmarks: model.earmarks,
  });

  const uploads = new SampleUploads();
  const created = await createProjects(
    tx,
    calendar,
    city.id,
    liveProjects.map((project) => ({
      actor: applicantOf(project, people),
      occurredAt: instantOf({ day: ago(project.begun), turn: 0 }),
      title: project.title,
      year,
      line: project.line,
      ...(project.mode ? { mode: project.mode.mode, modeReason: project.mode.reason } : {}),
      shares: sharesOf(project, city.id),
      content: contentOf(project, city.id, ago(project.begun), applicationPapers(project, people, uploads)),
    })),
  );
  const deeds: Deed[] = moneyDeeds(live, sources, ago);
  liveProjects.forEach((project, index) => {
    const shares = sharesOf(project, city.id);
    const walker = {
      id: created[index]!.id,
      line: project.line,
      name: project.title,
      region: shares.length === 1 ? shares[0]!.regionId : city.id,
    };
    const walk = new PastWalk(people, city.id, walker, sum(shares.map((share) => share.asked)), ago, uploads);
    project.story(walk);
    deeds.push(...walk.deeds);
  });
  const codes = new Map(created.map(({ id, code }) => [id, code]));
  const place = { tx, store, at: instantOf({ day: today, turn: 0 }) };
  await uploads.bring(place);
  const registry = {
    ...registryOf({ year, lines }, people, city.name, codes),
    scanOf: (recorder: Member, number: string, title: string) =>
      uploads.bringNow(place, recorder, 'decision', `${number} ${title}`),
  };
  await play(tx, door, deeds, registry, progress);
  return created.length;
}

/** The tree of the model with its leaves rounded to ten 万元, and its branches what their leaves sum to. */
function roundedTree(lines: readonly LineRow[]): LineRow[] {
  const step = parseWan('10');
  const rounded = (amount: Fen): Fen => {
    const steps = (amount + step / 2n) / step;
    return fen((steps > 0n ? steps : 1n) * step);
  };
  const under = (code: string): Fen =>
    sum(lines.filter((line) => line.leaf && line.code.startsWith(`${code}.`)).map((line) => rounded(line.budget)));
  return lines.map((line) => ({
    ...line,
    budget: line.leaf ? rounded(line.budget) : under(line.code),
    note: null,
    stated: null,
  }));
}

function sourcesOf({ sources }: Programme) {
  return sources
    .filter((source) => source.kind === 'carry_over' || source.kind === 'counterpart')
    .map((source) => {
      const planned = source.kind === 'carry_over' ? carriedOver : counterpart;
      const earmark = source.kind === 'counterpart' ? source.code : null;
      return { ...source, planned, received: planned, note: null, earmark };
    });
}

/** The budget, the levies and what came of them, other income, and a hold. */
function moneyDeeds(
  { year, people, model, today }: LiveYear,
  sources: ReturnType<typeof sourcesOf>,
  ago: (count: number) => LocalDate,
): Deed[] {
  const finance = people.get('finance-1')!;
  let turn = 0;
  const deed = (day: LocalDate, actor: Member, event: FundYearEvent): Deed => {
    turn += 1;
    return { day, turn, subject: 'fundYear', id: year, actor, event };
  };
  const received = (source: string, amount: Fen, index: number, voucher?: string): Deed => {
    const receivedOn = ago(140 - index * 3);
    return deed(receivedOn, finance, {
      type: 'income.receive',
      source,
      amount,
      receivedOn,
      ...(voucher ? { voucher } : {}),
    });
  };
  const owed = model.regions.map(({ id }) => {
    const [planned, paid] = levies[id] ?? ['100', '0'];
    return { id, planned: parseWan(planned), paid: parseWan(paid), rate: model.rates.get(id) };
  });
  return [
    { subject: 'budget', day: ago(150), turn: 0 },
    ...owed.flatMap(({ id, planned, rate }) => [
      // Of a rate that divides evenly, the revenue that comes to the amount.
      deed(ago(148), finance, {
        type: 'levy.assess',
        region: id,
        ...(rate ? { revenue: fen((planned * 1_000_000n) / BigInt(rate)) } : { amount: planned }),
      }),
      // Whoever has paid nothing is late already.
      deed(ago(147), finance, { type: 'levy.notify', region: id, dueOn: addDays(today, id === '440781' ? -20 : 30) }),
    ]),
    ...owed
      .filter(({ paid }) => paid > 0n)
      .map(({ id, paid }, index) => received(`levy-${id}`, paid, index, `缴库${year}-${id.slice(-2)}01`)),
    ...sources.map(({ code, received: amount }, index) => received(code, amount, index + owed.length)),
    deed(ago(96), finance, { type: 'income.hold', amount: heldBack, reason: '预留下半年对口协作和应急资金' }),
  ];
}

function applicantOf({ regions }: LiveProject, people: People): Member {
  return people.get(regions.length === 1 ? `town-${regions[0]}` : 'applicant')!;
}

const sharesOf = ({ regions, asked }: LiveProject, cityId: string) =>
  (regions.length > 0 ? regions : [cityId]).map((regionId) => ({ regionId, asked: parseWan(asked) }));

/** What an application comes with; one that was only begun has no papers yet. */
function applicationPapers(project: LiveProject, people: People, uploads: SampleUploads): readonly NamedPaper[] {
  if (project.bare) return [];
  const applicant = applicantOf(project, people);
  return (['feasibility', 'budget'] as const).map((paperClass) => uploads.add(applicant, paperClass, project.title));
}

/** A complete application; for one that was only begun, its title and amount. */
function contentOf(
  project: LiveProject,
  cityId: string,
  begun: LocalDate,
  papers: readonly NamedPaper[],
): ApplicationContent {
  const { title } = project;
  const shares = sharesOf(project, cityId);
  if (project.bare) return { ...emptyContent, title, shares };
  const asked = sum(shares.map((share) => share.asked));
  const matched = fen(asked / 10n);
  const whole = add(asked, matched);
  const [works, design, other] = split(whole, [80n, 12n, 8n]) as [Fen, Fen, Fen];
  const [early, main, last] = split(whole, [30n, 60n, 10n]) as [Fen, Fen, Fen];
  const from = (days: number) => addDays(begun, days);
  return {
    title,
    summary: `${title}，建设内容包括主体实施、配套设施和后续管护。`,
    need: '已列入镇村振兴规划，经村民代表会议讨论通过，群众需求迫切。',
    feasibility: '已完成现场踏勘和初步设计，用地、环评条件具备，技术成熟，后续管护单位已落实。',
    shares,
    match: [{ source: 'county', planned: matched }],
    costs: [
      { item: '主体实施费', amount: works },
      { item: '设计和监理费', amount: design },
      { item: '其他费用', amount: other },
    ],
    stages: [
      { name: '前期和备料', amount: early },
      { name: '主体实施', amount: main },
      { name: '验收和管护', amount: last },
    ],
    timetable: [
      { step: '前期准备', from: from(30), until: from(60) },
      { step: '组织实施', from: from(61), until: from(150) },
      { step: '竣工验收', from: from(151), until: from(180) },
    ],
    returns: { expected: '预计每年增加村集体经营性收入', sharing: '收益优先分配给监测对象和薄弱村，其余用于公益事业' },
    beneficiaries: { villages: 2 * shares.length, households: 160 * shares.length, persons: 620 * shares.length },
    targets: [
      { aspect: 'quantity', direction: 'exactly', name: '建设任务完成率', target: '100', unit: '%' },
      { aspect: 'quality', direction: 'exactly', name: '验收合格率', target: '100', unit: '%' },
      { aspect: 'social', direction: 'inWords', name: '群众生产生活条件', target: '明显改善', unit: '' },
      { aspect: 'satisfaction', direction: 'atLeast', name: '受益群众满意度', target: '90', unit: '%' },
    ],
    papers,
  };
}
