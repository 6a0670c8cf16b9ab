import type { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { policyWithoutPapers } from '../../workflows/project/policy.js';
import { DomainError, unmet } from '../../workflows/values/domain-error.js';
import { type LocalDate, localDate } from '../../workflows/values/local-date.js';
import type { Fen } from '../../workflows/values/money.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { foundCity, type People } from '../demo/city.js';
import { createProjects } from '../door/create-projects.js';
import { Door } from '../door/door.js';
import { type Figures, figuresOf } from '../funds/figures.js';
import { type Deed, instantOf, play, type Registry } from './chronicle.js';
import { contentOfRow } from './content-of-row.js';
import { earmarkOf, type Programme, readProgramme } from './programme.js';
import { openFundYear } from './fund-year-rows.js';
import { Walk } from './walk.js';
import { tellRow } from './walk-of-row.js';

export interface ImportOptions {
  /** The same, and then ROLLBACK. */
  readonly dryRun?: boolean;
  /** Told after each turn of a day how many of all steps are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** Ends the transaction of a dry run; what was found goes with it. */
class RolledBack extends Error {
  constructor(readonly figures: Figures) {
    super('dry run');
  }
}

/**
 * Imports a past fund year from a folder of CSV files: founds what is not there of its city, and brings each project by
 * ordinary events through the door to where its row says. One transaction; a dry run is the same with ROLLBACK. Nobody
 * is told. Throws a DomainError: `import.rows-wrong` names every broken row, `import.year-there` when the year exists.
 */
export async function importProgramme(
  dataSource: DataSource,
  dir: string,
  year: number,
  options: ImportOptions = {},
): Promise<Figures> {
  const calendar = new CalendarService();
  const programme = readProgramme(dir, year, calendar.calendar());
  const door = new Door(dataSource, calendar);
  try {
    return await inTransaction(dataSource, async (tx) => {
      const figures = await importIn(tx, door, calendar, programme, options.progress);
      if (options.dryRun) throw new RolledBack(figures);
      return figures;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.figures;
    throw error;
  }
}

/** As `importProgramme`, of what was read already, within the caller's transaction. */
export async function importIn(
  tx: Tx,
  door: Door,
  calendar: CalendarService,
  programme: Programme,
  progress?: ImportOptions['progress'],
): Promise<Figures> {
  const { year, lines, projects, timetable } = programme;
  const city = programme.regions.find((region) => region.level === 'city')!;
  await assertSameCity(tx, city);
  const people = await foundCity(tx.manager, programme.regions, null);
  await openFundYear(tx, {
    ...programme,
    sources: programme.sources.map((source) => ({ ...source, earmark: earmarkOf(programme, source.code) })),
  });
  await assertCodesFree(tx, projects);

  const created = await createProjects(
    tx,
    calendar.calendar(),
    city.id,
    projects.map((row) => ({
      actor: people.get(row.region === city.id ? 'applicant' : `town-${row.region}`)!,
      occurredAt: instantOf({ day: timetable.dayOf('begin', row), turn: 0 }),
      title: row.name,
      year,
      line: row.line,
      code: row.code,
      ...(row.modeReason ? { mode: row.mode, modeReason: row.modeReason } : {}),
      policy: policyWithoutPapers,
      shares: [{ regionId: row.region, asked: row.approved }],
      content: contentOfRow(
        row,
        lines.find((line) => line.code === row.line)!,
        programme.standards,
        year,
      ),
    })),
  );
  const deeds: Deed[] = moneyDeeds(programme, people);
  projects.forEach((row, index) => {
    const walk = new Walk(people, city.id, { ...row, id: created[index]!.id });
    tellRow(walk, row, timetable);
    deeds.push(...walk.deeds);
  });
  const named = new Map(created.map(({ id, code }, index) => [id, `${code}, projects.csv:${projects[index]!.row}`]));
  await play(tx, door, deeds, registryOf(programme, people, city.name, named), progress);
  await assertArrived(tx, programme);
  return figuresOf(tx.manager, year, lastDayOf(year));
}

/** Whose levy is late is asked on the last day of the year that was. */
const lastDayOf = (year: number): LocalDate => localDate(`${year}-12-31`);

async function assertSameCity(tx: Tx, city: Programme['regions'][number]): Promise<void> {
  const [other] = await tx.manager.query<{ name: string }[]>(
    `select name from region where level = 'city' and id <> $1`,
    [city.id],
  );
  if (other) throw new DomainError('refused', 'import.other-city', { there: other.name, city: city.name });
}

async function assertCodesFree(tx: Tx, projects: Programme['projects']): Promise<void> {
  const rows = await tx.manager.query<{ code: string }[]>('select code from project where code = any($1)', [
    projects.map(({ code }) => code),
  ]);
  const taken = new Set(rows.map(({ code }) => code));
  const faults = projects
    .filter(({ code }) => taken.has(code))
    .map(({ code, row }) =>
      unmet(
        'import.code-taken',
        { file: 'projects.csv', row, column: 'code', value: code },
        `projects.csv:${row}:code`,
      ),
    );
  if (faults.length > 0) throw new DomainError('invalid', 'import.rows-wrong', { count: faults.length }, faults);
}

/** What is done to the fund year itself: its budget approved, its income received, some of it held back. */
function moneyDeeds({ year, sources, levies, holds, timetable }: Programme, people: People): Deed[] {
  const finance = people.get('finance-1')!;
  let turn = 0;
  const deed = (day: LocalDate, actor: Member, event: FundYearEvent): Deed => {
    turn += 1;
    return { day, turn, subject: 'fundYear', id: year, actor, event };
  };
  const receivedOn = timetable.dayOf('income');
  return [
    { subject: 'budget', day: timetable.dayOf('budget'), turn: 0 },
    ...levies.flatMap(({ region, assessed, received, due }) => [
      deed(receivedOn, finance, { type: 'levy.assess', region, amount: assessed }),
      deed(receivedOn, finance, { type: 'levy.notify', region, dueOn: due }),
      ...(received > 0n
        ? [
            deed(receivedOn, finance, {
              type: 'income.receive',
              source: `levy-${region}`,
              amount: received,
              receivedOn,
              voucher: '补录',
            }),
          ]
        : []),
    ]),
    ...sources
      .filter(({ received }) => received > 0n)
      .map(({ code, received }) =>
        deed(receivedOn, finance, { type: 'income.receive', source: code, amount: received, receivedOn }),
      ),
    ...holds.map(({ amount, day, reason }) => deed(day, finance, { type: 'income.hold', amount, reason })),
  ];
}

export function registryOf(
  { year, lines }: Pick<Programme, 'year' | 'lines'>,
  people: People,
  cityName: string,
  projects: ReadonlyMap<number, string>,
): Registry {
  const managers = [people.get('manager-1')!, people.get('manager-2')!] as const;
  const city = cityName.replace(/本级$/, '');
  const group = `${city}委实施乡村振兴战略领导小组`;
  return {
    year,
    people: {
      approval: managers,
      rejection: managers,
      termination: managers,
      government: managers,
      budget: managers,
      adjustment: managers,
      release: [people.get('finance-1')!, people.get('finance-2')!],
    },
    issuers: {
      approval: group,
      rejection: group,
      termination: group,
      budget: group,
      adjustment: group,
      government: `${city}人民政府`,
      release: `${city}财政局`,
    },
    projectName: (id) => projects.get(id) ?? String(id),
    lineName: (code) => lines.find((line) => line.code === code)?.name ?? code,
  };
}

/** Every project is where its row leads, and every line comes to what it states: else the import is wrong, not the data. */
async function assertArrived(tx: Tx, { year, projects, lines }: Programme): Promise<void> {
  const rows = await tx.manager.query<{ code: string; state: string }[]>(
    'select code, state from project where year = $1',
    [year],
  );
  const states = new Map(rows.map(({ code, state }) => [code, state]));
  for (const { code, outcome } of projects) {
    const state = states.get(code) ?? '';
    if (state !== outcome.state)
      throw new DomainError('refused', 'import.outcome-differs', { project: code, state, expected: outcome.state });
  }
  const figures = await figuresOf(tx.manager, year, lastDayOf(year));
  for (const { code, stated } of lines) {
    const line = figures.lines.find((each) => each.code === code);
    if (!stated || !line) continue;
    const pairs: [string, bigint | number, bigint | number][] = [
      ['released', line.released, stated.released],
      ['paid', line.paid, stated.paid],
      ['projects', line.projects, stated.projects],
      ['targets_met', line.targetsMet, stated.targetsMet],
    ];
    const differs = pairs.find(([, found, said]) => found !== said);
    if (differs) {
      const [column, total, said] = differs;
      throw new DomainError('refused', 'import.line-sum-differs', {
        line: code,
        column,
        total: total as Fen,
        stated: said as Fen,
      });
    }
  }
}
