import { type Unmet, DomainError, unmet } from '../../workflows/values/domain-error.js';
import { isLineCode, standardsTotal } from '../../workflows/fund-year/budget-tree.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { type Ppm } from '../../workflows/levy/rate.js';
import { limits } from '../../workflows/project/application-form.js';
import { type Fen, subtract, sum, zero } from '../../workflows/values/money.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import { modes, type Mode } from '../../workflows/project/modes.js';
import type { RegionRow } from '../demo/city.js';
import { type CsvRow, Faults, readRows, readRowsIfThere } from './csv-rows.js';
import { type Outcome, outcomeOf, readOutcomes, usualOutcomes } from './outcomes.js';
import { Pools } from './pools.js';
import { readTimetable, type Timetable, workingDayIn } from './timetable.js';

/** A fund year as a folder of CSV files tells it: money, budget tree, and what became of each project. */
export interface Programme {
  readonly year: number;
  readonly regions: readonly RegionRow[];
  /** What each region owes of last year's revenue, in parts per million, where the folder says so. */
  readonly rates: ReadonlyMap<string, Ppm>;
  readonly sources: readonly SourceRow[];
  /** What single regions owe of a source that the others owe together; the source is without it. */
  readonly levies: readonly LevyRow[];
  /** Source and the lines that its income may be spent on. */
  readonly earmarks: readonly { readonly source: string; readonly line: string }[];
  readonly holds: readonly { readonly amount: Fen; readonly day: LocalDate; readonly reason: string }[];
  readonly lines: readonly LineRow[];
  readonly standards: readonly StandardRow[];
  readonly projects: readonly ProjectRow[];
  readonly timetable: Timetable;
}

const sourceKinds = ['levy', 'carry_over', 'surplus', 'extra', 'counterpart'] as const;

export interface SourceRow {
  readonly code: string;
  readonly name: string;
  readonly kind: (typeof sourceKinds)[number];
  readonly planned: Fen;
  readonly received: Fen;
  readonly note: string | null;
}

export interface LevyRow {
  readonly region: string;
  readonly assessed: Fen;
  readonly received: Fen;
  readonly due: LocalDate;
}

export interface LineRow {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly budget: Fen;
  readonly leaf: boolean;
  readonly mode: Mode | null;
  readonly evaluated: boolean;
  readonly withoutProjects: boolean;
  readonly note: string | null;
  /** What the projects on it come to; nothing where it is spent without projects. */
  readonly stated: {
    readonly released: Fen;
    readonly paid: Fen;
    readonly projects: number;
    readonly targetsMet: number;
  } | null;
}

export interface StandardRow {
  readonly line: string;
  readonly basis: string;
  readonly quantity: string;
  readonly unit: string;
  readonly rate: Fen;
  /** Whether the line's budget follows from it; what was only needed in the end explains, and does not count. */
  readonly counted: boolean;
}

export interface ProjectRow {
  /** The line of `projects.csv` that it begins on. */
  readonly row: number;
  readonly code: string;
  readonly line: string;
  readonly name: string;
  readonly region: string;
  readonly mode: Mode;
  /** Where it is not its line's. */
  readonly modeReason: string | null;
  readonly approved: Fen;
  readonly released: Fen;
  readonly paid: Fen;
  readonly targetMet: boolean;
  /** Why the target was missed, and what is done about it. */
  readonly shortfall: { readonly reason: string; readonly remedy: string } | null;
  readonly outcome: Outcome;
}

/**
 * Reads and checks a programme. Throws `import.rows-wrong` that names every broken row with its file, line and column;
 * what the rows come to must agree with what the lines state, to the fen.
 */
export function readProgramme(dir: string, year: number, calendar: Calendar): Programme {
  const faults = new Faults();
  const regions = readRegions(dir, faults);
  const whole = readSources(dir, faults);
  const { sources, levies } = readLevies(dir, faults, whole, regions, year, calendar);
  const rows = readRows(dir, 'projects.csv', projectColumns, faults);
  const lines = readLines(dir, faults, new Set(rows.map((row) => row.cell('line'))));
  const earmarks = readEarmarks(dir, faults, sources, lines);
  const holds = readHolds(dir, faults, year, calendar);
  const programme: Programme = {
    year,
    regions,
    rates: readRates(dir, faults),
    sources,
    levies,
    earmarks,
    holds,
    lines,
    standards: readStandards(dir, faults, lines),
    projects: readProjects(dir, faults, rows, { lines, regions, pools: new Pools(whole, earmarks, holds) }),
    timetable: readTimetable(dir, faults, year, calendar),
  };
  if (faults.found.length > 0) {
    throw new DomainError('invalid', 'import.rows-wrong', { count: faults.found.length }, faults.found);
  }
  return programme;
}

function once(rows: readonly CsvRow[], column: string): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const value = row.cell(column);
    if (value && seen.has(value)) row.wrong(column, unmet('import.value-repeated', { ...row.at(column), value }));
    seen.add(value);
  }
}

function readRegions(dir: string, faults: Faults): RegionRow[] {
  const rows = readRows(dir, 'regions.csv', ['code', 'name', 'level'], faults);
  once(rows, 'code');
  // Organisations bear the names of their regions.
  once(rows, 'name');
  const regions = rows.map((row) => ({
    id: codeIn(row, isRegionCode),
    name: row.text('name', 40),
    level: row.one('level', ['city', 'county']),
  }));
  const cities = rows.filter((_, index) => regions[index]!.level === 'city');
  if (rows.length > 0 && cities.length !== 1) {
    const row = cities[1] ?? rows[0]!;
    row.wrong('level', unmet('import.city-not-one', { ...row.at('level'), count: cities.length }));
  }
  return regions;
}

/** The column may be left out: then nobody's rate is known. */
function readRates(dir: string, faults: Faults): ReadonlyMap<string, Ppm> {
  return new Map(
    readRows(dir, 'regions.csv', ['code'], faults).flatMap((row) => {
      const rate = row.rate('levy_rate');
      return rate === null ? [] : [[row.cell('code'), rate] as const];
    }),
  );
}

/** Takes what single regions owe and paid off the source that states it for all. */
function readLevies(
  dir: string,
  faults: Faults,
  sources: readonly SourceRow[],
  regions: readonly RegionRow[],
  year: number,
  calendar: Calendar,
): { sources: readonly SourceRow[]; levies: readonly LevyRow[] } {
  const left = new Map(sources.map((source) => [source.code, source]));
  const rows = readRowsIfThere(dir, 'levies.csv', ['source', 'region', 'assessed', 'received', 'day'], faults) ?? [];
  once(rows, 'region');
  const levies = rows.map((row): LevyRow => {
    const [assessed, received, region] = [row.money('assessed'), row.money('received'), row.text('region')];
    const source = left.get(row.text('source'));
    if (source?.kind !== 'levy')
      row.wrong('source', unmet('import.name-unknown', { ...row.at('source'), value: row.cell('source') }));
    if (region && !regions.some(({ id }) => id === region))
      row.wrong('region', unmet('import.name-unknown', { ...row.at('region'), value: region }));
    const atMost = (column: string, amount: Fen, limit: Fen) => {
      if (amount > limit) row.wrong(column, unmet('import.amount-over', { ...row.at(column), amount, limit }));
    };
    atMost('received', received, assessed);
    if (source) {
      atMost('assessed', assessed, source.planned);
      atMost('received', received, source.received);
      const rest = { planned: subtract(source.planned, assessed), received: subtract(source.received, received) };
      left.set(source.code, { ...source, ...rest });
    }
    return { region, assessed, received, due: workingDayIn(row, year, calendar) };
  });
  return { sources: sources.map(({ code }) => left.get(code)!), levies };
}

/** Stands in the user names of those whom the import founds. */
const isRegionCode = (code: string) => /^[\p{L}\p{N}][\p{L}\p{N}.-]{0,19}$/u.test(code);

function codeIn(row: CsvRow, isCode: (value: string) => boolean): string {
  const code = row.text('code');
  if (code && !isCode(code)) row.wrong('code', unmet('import.value-unreadable', { ...row.at('code'), value: code }));
  return code;
}

function readSources(dir: string, faults: Faults): SourceRow[] {
  const rows = readRows(dir, 'income.csv', ['code', 'name', 'kind', 'planned', 'received'], faults);
  once(rows, 'code');
  return rows.map((row) => ({
    code: codeIn(row, isLineCode),
    name: row.text('name', 200),
    kind: row.one('kind', sourceKinds),
    planned: row.money('planned'),
    received: row.money('received'),
    note: row.cell('note') || null,
  }));
}

/** `spentOn` are the lines that projects name. */
function readLines(dir: string, faults: Faults, spentOn: ReadonlySet<string>): LineRow[] {
  const columns = ['code', 'parent', 'name', 'budget', 'released', 'paid', 'projects', 'targets_met', 'evaluated'];
  const rows = readRows(dir, 'budget_lines.csv', columns, faults);
  once(rows, 'code');
  const parents = new Set(rows.map((row) => row.cell('parent')));
  const codes = new Set<string>();
  const lines = rows.map((row): LineRow => {
    const code = codeIn(row, isLineCode);
    const parent = row.cell('parent') || null;
    if (parent !== null && !codes.has(parent)) {
      row.wrong('parent', unmet('import.name-unknown', { ...row.at('parent'), value: parent }));
    }
    codes.add(code);
    const leaf = !parents.has(code);
    const mode = row.cell('funding_mode') ? row.one('funding_mode', modes) : null;
    // A leaf that says nothing of a mode and has no projects is released and spent as a whole.
    const withoutProjects = leaf && mode === null && !spentOn.has(code);
    const zeroOr = <T>(column: string, read: (column: string) => T, none: T): T =>
      row.cell(column) ? read(column) : none;
    const money = (column: string) => zeroOr(column, (each) => row.money(each), zero);
    const whole = (column: string) => zeroOr(column, (each) => row.whole(each), 0);
    if (withoutProjects && money('released') > 0n) {
      row.wrong('funding_mode', unmet('import.mode-missing', { ...row.at('funding_mode'), line: code }));
    }
    return {
      code,
      parent,
      name: row.text('name', 200),
      budget: row.money('budget'),
      leaf,
      mode,
      evaluated: row.flag('evaluated'),
      withoutProjects,
      note: row.cell('standard') ? row.text('standard') : null,
      stated:
        leaf && !withoutProjects
          ? {
              released: money('released'),
              paid: money('paid'),
              projects: whole('projects'),
              targetsMet: whole('targets_met'),
            }
          : null,
    };
  });
  rows.forEach((row, index) => {
    const { code, leaf, budget } = lines[index]!;
    if (leaf) return;
    const total = sum(lines.filter((line) => line.parent === code).map((line) => line.budget));
    if (total !== budget)
      row.wrong('budget', unmet('import.sum-differs', { ...row.at('budget'), total, stated: budget }));
  });
  return lines;
}

const leafNamed = (lines: readonly LineRow[], code: string) => lines.find((line) => line.leaf && line.code === code);

/** The code of a leaf that is there. */
function leafIn(row: CsvRow, lines: readonly LineRow[]): string {
  const code = row.text('line');
  if (code && !leafNamed(lines, code))
    row.wrong('line', unmet('import.name-unknown', { ...row.at('line'), value: code }));
  return code;
}

function readEarmarks(dir: string, faults: Faults, sources: readonly SourceRow[], lines: readonly LineRow[]) {
  return (readRowsIfThere(dir, 'earmarks.csv', ['source', 'line'], faults) ?? []).map((row) => {
    const source = row.text('source');
    if (source && !sources.some((each) => each.code === source)) {
      row.wrong('source', unmet('import.name-unknown', { ...row.at('source'), value: source }));
    }
    return { source, line: leafIn(row, lines) };
  });
}

function readHolds(dir: string, faults: Faults, year: number, calendar: Calendar): Programme['holds'] {
  return (readRowsIfThere(dir, 'holds.csv', ['amount', 'day', 'reason'], faults) ?? []).map((row) => ({
    amount: row.money('amount'),
    day: workingDayIn(row, year, calendar),
    reason: row.text('reason'),
  }));
}

function readStandards(dir: string, faults: Faults, lines: readonly LineRow[]): StandardRow[] {
  const rows = readRows(dir, 'standards.csv', ['line', 'basis', 'quantity', 'unit', 'rate'], faults);
  const all = rows.map((row) => ({
    line: leafIn(row, lines),
    basis: row.text('basis'),
    quantity: row.decimal('quantity'),
    unit: row.text('unit', 20),
    rate: row.money('rate'),
    counted: row.has('counted') ? row.flag('counted') : true,
  }));
  const totalOf = (code: string) => standardsTotal({ standards: all.filter(({ line }) => line === code) });
  const budgetOf = (code: string) => leafNamed(lines, code)?.budget;
  // Where nobody says which of them count, those of a line do whose budget they come to; others explain it.
  const standards = all.map((standard, index) => ({
    ...standard,
    counted: rows[index]!.has('counted') ? standard.counted : totalOf(standard.line) === budgetOf(standard.line),
  }));
  rows.forEach((row, index) => {
    const { line } = standards[index]!;
    const budget = budgetOf(line);
    const total = standardsTotal({ standards: standards.filter((standard) => standard.line === line) });
    if (budget !== undefined && total !== null && total !== budget)
      row.wrong('rate', unmet('import.sum-differs', { ...row.at('rate'), total, stated: budget }));
  });
  return standards;
}

const projectColumns = ['code', 'line', 'name', 'region', 'approved', 'released', 'paid', 'funding_mode', 'target_met'];

interface Around {
  readonly lines: readonly LineRow[];
  readonly regions: readonly RegionRow[];
  readonly pools: Pools;
}

function readProjects(dir: string, faults: Faults, rows: readonly CsvRow[], around: Around): ProjectRow[] {
  const { lines, regions, pools } = around;
  const rules = readOutcomes(dir, faults);
  const told = readRowsIfThere(dir, 'shortfalls.csv', ['line', 'reason', 'remedy'], faults);
  const shortfalls = new Map(
    told?.map((row) => [leafIn(row, lines), { reason: row.text('reason'), remedy: row.text('remedy') }]),
  );
  once(rows, 'code');
  const left = new Map(lines.map((line) => [line.code, line.budget]));
  const read = rows.map((row) => {
    const line = leafIn(row, lines);
    const region = row.text('region');
    if (region && !regions.some((each) => each.id === region)) {
      row.wrong('region', unmet('import.name-unknown', { ...row.at('region'), value: region }));
    }
    const [approved, released, paid] = [row.money('approved'), row.money('released'), row.money('paid')];
    const atMost = (column: string, amount: Fen, limit: Fen) => {
      if (amount > limit) row.wrong(column, unmet('import.amount-over', { ...row.at(column), amount, limit }));
    };
    atMost('released', released, approved);
    atMost('paid', paid, released);
    if (approved === 0n && row.cell('approved')) {
      row.wrong('approved', unmet('import.value-unreadable', { ...row.at('approved'), value: row.cell('approved') }));
    }
    const mode = row.one('funding_mode', modes);
    if (mode === 'direct_transfer' && paid !== released) {
      row.wrong('paid', unmet('import.transfer-unpaid', { ...row.at('paid'), paid, released }));
    }
    const ofLine = left.get(line);
    if (ofLine !== undefined && approved > ofLine) {
      row.wrong('approved', unmet('import.line-overspent', { ...row.at('approved'), line, approved, left: ofLine }));
    } else if (ofLine !== undefined) left.set(line, subtract(ofLine, approved));
    const inPools = pools.draw(line, released);
    if (inPools !== null) {
      row.wrong('released', unmet('import.income-overspent', { ...row.at('released'), released, left: inPools }));
    }
    const targetMet = row.flag('target_met');
    const shortfall = targetMet ? null : (shortfalls.get(line) ?? (told ? null : untold));
    if (!targetMet && !shortfall) {
      row.wrong('target_met', unmet('import.shortfall-missing', { ...row.at('target_met'), line }));
    }
    return {
      row: row.line,
      code: row.text('code', 60),
      line,
      name: row.text('name', limits.title),
      region,
      mode,
      modeReason: leafNamed(lines, line)?.mode === mode ? null : '补录数据载明的资金方式',
      approved,
      released,
      paid,
      targetMet,
      shortfall,
    };
  });
  // Only when all is drawn is it known for whom nothing was left.
  const projects = read.map((project, index): ProjectRow => {
    const outcome = outcomeOf(rules ?? usualOutcomes(pools.leftFor(project.line) < project.approved), project);
    if (!outcome && !(project.mode === 'direct_transfer' && project.paid !== project.released)) {
      const row = rows[index]!;
      row.wrong('released', unmet('import.outcome-missing', { ...row.at('released') }));
    }
    return { ...project, outcome: outcome ?? { state: 'completed', rest: '' } };
  });
  const readable = !faults.found.some((fault) => fault.field === 'projects.csv');
  if (readable) for (const fault of differences(lines, projects)) faults.add(fault);
  return projects;
}

/** Where a programme does not say why targets were missed. */
const untold = { reason: '原始数据未说明原因', remedy: '原始数据未说明整改措施' };

/** Where what a line states is not what its projects come to. */
function differences(lines: readonly LineRow[], projects: readonly ProjectRow[]): Unmet[] {
  return lines.flatMap(({ code, stated }) => {
    if (!stated) return [];
    const own = projects.filter((project) => project.line === code);
    const money = (['released', 'paid'] as const).flatMap((column) => {
      const total = sum(own.map((project) => project[column]));
      if (total === stated[column]) return [];
      return [unmet('import.line-sum-differs', { line: code, column, total, stated: stated[column] }, `line ${code}`)];
    });
    const counts = [
      ['projects', own.length, stated.projects],
      ['targets_met', own.filter((project) => project.targetMet).length, stated.targetsMet],
    ] as const;
    return [
      ...money,
      ...counts
        .filter(([, total, said]) => total !== said)
        .map(([column, total, said]) =>
          unmet('import.line-count-differs', { line: code, column, total, stated: said }, `line ${code}`),
        ),
    ];
  });
}

/** Income of this source goes into a pool of its own, which bears its name. */
export const earmarkOf = (programme: Pick<Programme, 'earmarks'>, source: string): string | null =>
  programme.earmarks.some((earmark) => earmark.source === source) ? source : null;
