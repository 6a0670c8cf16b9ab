import type { DataSource } from 'typeorm';
import { type Member, system } from '../workflows/actor.js';
import type { Command } from '../workflows/command.js';
import { DomainError } from '../workflows/values/domain-error.js';
import type { ApplicationContent } from '../workflows/project/application-form.js';
import type { NamedPaper } from '../workflows/project/papers.js';
import { localDate } from '../workflows/values/local-date.js';
import { parseWan } from '../workflows/values/money.js';
import { CalendarService } from '../src/calendar/calendar.service.js';
import { inTransaction } from '../src/database/transaction.js';
import { foundCity, type RegionRow } from '../src/demo/city.js';
import { createProjects } from '../src/door/create-projects.js';
import type { Door } from '../src/door/door.js';

export const password = 'bench';
const year = 2026;
const line = '1.1';
const regions: readonly RegionRow[] = [
  { id: '440700', name: '江门市', level: 'city' },
  ...['440703', '440704', '440705', '440781', '440783', '440784', '440785'].map((id): RegionRow => ({
    id,
    name: id,
    level: 'county',
  })),
];

/** A project that goes back and forth between its county officer and its town: each step one decision. */
export interface Case {
  readonly id: number;
  readonly region: string;
  visit: number;
  isReturned: boolean;
}

export interface City {
  /** By user name without `demo-`. */
  readonly people: ReadonlyMap<string, Member>;
  readonly cases: readonly Case[];
}

const papers: readonly NamedPaper[] = [
  { class: 'feasibility', hash: '1'.repeat(64), name: '可行性研究报告.pdf' },
  { class: 'budget', hash: '2'.repeat(64), name: '预算书.pdf' },
];

const content = (regionId: string): ApplicationContent => ({
  title: '村道硬底化',
  summary: '硬化村道三公里，惠及三个自然村，解决雨季出行困难。'.repeat(6),
  need: '雨季出行困难，农产品外运成本高。'.repeat(8),
  feasibility: '已完成测量和设计，用地无争议，村民代表会议已表决通过。'.repeat(8),
  shares: [{ regionId, asked: parseWan('10') }],
  match: [],
  costs: [{ item: '工程费', amount: parseWan('10') }],
  stages: [{ name: '施工', amount: parseWan('10') }],
  timetable: [{ step: '施工', from: localDate('2026-04-01'), until: localDate('2026-09-30') }],
  returns: { expected: '无直接收益', sharing: '优先监测对象和薄弱村' },
  beneficiaries: { villages: 1, households: 120, persons: 480 },
  targets: [
    { aspect: 'quantity', direction: 'atLeast', name: '硬化村道', target: '3', unit: '公里' },
    { aspect: 'social', direction: 'inWords', name: '出行条件', target: '明显改善', unit: '' },
    { aspect: 'satisfaction', direction: 'atLeast', name: '受益群众满意度', target: '90', unit: '%' },
  ],
  papers,
});

/** Both papers brought by everybody who applies: rows alone, for no decision reads the bytes. */
const broughtPapers = `with files as (insert into stored_file (hash, bytes, media_type, stored_at)
    select hash, 1000000, 'application/pdf', $2 from unnest($1::text[]) hash returning hash)
  insert into upload (id, organisation_id, person_id, class, name, bytes, hash, begun_at)
  select organisation_id || '/' || hash, organisation_id, min(person_id), 'other', '附件.pdf', 1000000, hash, $2
  from membership, files where role = 'applicant' group by organisation_id, hash`;

/** Founds a city with so many projects, all of them lying with their county officers. */
export async function found(dataSource: DataSource, door: Door, passwordHash: string, count: number): Promise<City> {
  const now = new Date().toISOString();
  const counties = regions.filter(({ level }) => level === 'county');
  const { people, created } = await inTransaction(dataSource, async (tx) => {
    const people = await foundCity(tx.manager, regions, passwordHash);
    await tx.manager.query('insert into fund_year (year) values ($1)', [year]);
    await tx.manager.query(
      `insert into budget_line (year, code, name, budget_fen, leaf, mode) values ($1, $2, '农村道路', 100000000000, true, 'standard')`,
      [year, line],
    );
    await tx.manager.query(broughtPapers, [papers.map(({ hash }) => hash), now]);
    const created = await createProjects(
      tx,
      new CalendarService().calendar(),
      '440700',
      Array.from({ length: count }, (_, index) => {
        const regionId = counties[index % counties.length]!.id;
        return {
          actor: people.get(`town-${regionId}`)!,
          occurredAt: now,
          title: '村道硬底化',
          year,
          line,
          shares: [{ regionId, asked: parseWan('10') }],
          content: content(regionId),
        };
      }),
    );
    return { people, created };
  });
  const cases = created.map(({ id }, index): Case => {
    return { id, region: counties[index % counties.length]!.id, visit: 1, isReturned: true };
  });
  await Promise.all(
    cases.map(async (each) => {
      const event = { type: 'application.submit' } as const;
      const [answer] = await door.apply([{ ...commandOn(each, people), event } as Command]);
      each.visit = answer!.visit!;
      each.isReturned = false;
    }),
  );
  await dataSource.query('vacuum analyze');
  return { people, cases };
}

/** Who decides next on a case. */
export const actorOf = (each: Case): string => (each.isReturned ? `town-${each.region}` : `officer-${each.region}`);

const returned = { reason: '材料不全', fields: [{ field: 'need', reason: '依据不足' }] };
const answered = { answers: [{ field: 'need', answer: '已补充水文资料' }] };

/** What is decided next on a case, as an event and as a request. */
export const nextOf = (each: Case) =>
  each.isReturned
    ? { type: 'application.submit' as const, path: 'application/submission', body: answered }
    : { type: 'application.return' as const, path: 'application/return', body: returned };

export function commandOn(each: Case, people: ReadonlyMap<string, Member>): Command {
  const { type, body } = nextOf(each);
  return {
    subject: 'project',
    id: each.id,
    event: { type, ...body },
    actor: people.get(actorOf(each)) ?? system,
    occurredAt: new Date().toISOString(),
    expected: each.visit,
  } as Command;
}

/** Sends what is next on a case through the door, with a key of its own. */
export async function decide(door: Door, people: ReadonlyMap<string, Member>, each: Case, key: string): Promise<void> {
  const command = commandOn(each, people);
  const { personId } = people.get(actorOf(each))!;
  const [answer] = await door.outcomes([command], { request: { personId, key } });
  if (!answer || answer instanceof DomainError) throw new Error(`a decision of the bench was refused: ${answer?.code}`);
  each.visit = answer.visit!;
  each.isReturned = !each.isReturned;
}
