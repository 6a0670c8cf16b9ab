import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mode, modes } from '../../workflows/project/modes.js';
import { type Fen, fen, formatWan, least, percent, sum } from '../../workflows/values/money.js';
import type { Dice } from '../faults/dice.js';

/** What the figures of a made-up programme must come to, reckoned while it is made up. */
export interface Expected {
  readonly levyPlanned: Fen;
  readonly levyReceived: Fen;
  readonly incomeReceived: Fen;
  readonly budgetTotal: Fen;
  readonly budgetEvaluated: Fen;
  readonly released: Fen;
  readonly paid: Fen;
  readonly executionRate: string | null;
  readonly projects: number;
  readonly targetsMet: number;
}

/** Beyond the basic plane, quotation marks, commas, combining marks, and what a spreadsheet would take for a formula. */
const oddNames = ['𠮷田村“共富”,工程', '=1+1 "渠道"', '龘龖靐齉村e\u0301', '😀村口, 路灯', '@城东', "O'Brien 协作"];
const codeShapes = [(n: number) => `${n}`, (n: number) => `甲${n}`, (n: number) => `L-${n}.x`, (n: number) => `0${n}`];

interface Row {
  readonly code: string;
  readonly line: string;
  readonly name: string;
  readonly region: string;
  readonly approved: Fen;
  readonly released: Fen;
  readonly paid: Fen;
  readonly mode: Mode;
  readonly targetMet: boolean;
}

interface Line {
  readonly code: string;
  readonly parent: string;
  readonly name: string;
  readonly mode: Mode | null;
  readonly evaluated: boolean;
  readonly isLeaf: boolean;
  budget: Fen;
}

const quoted = (value: string | number): string =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
const table = (header: string, rows: readonly (readonly (string | number)[])[]): string =>
  [header, ...rows.map((row) => row.map(quoted).join(','))].join('\n');
const wan = (amount: Fen): string => formatWan(amount).replaceAll(',', '');

/**
 * Writes a programme that could have been into six files: any counties, a tree of any depth, every mode, every extent of
 * release and payment. `count` is about how many projects.
 */
export function makeUp(dir: string, dice: Dice, count: number): Expected {
  const city = { code: `${dice.between(100000, 899999)}`, name: `${dice.oneOf(oddNames)}市`, level: 'city' };
  const counties = Array.from({ length: dice.between(1, 12) }, (_, index) => ({
    code: dice.oneOf([`${Number(city.code) + index + 1}`, `X${index}-区`]),
    name: `${dice.oneOf(oddNames)}${index}县`,
    level: 'county',
  }));
  const lines = tree(dice);
  const leaves = lines.filter((line) => line.isLeaf);
  const rows: Row[] = leaves.flatMap((line) =>
    line.mode === null
      ? []
      : Array.from({ length: dice.between(0, Math.ceil((2 * count) / leaves.length)) }, (_, index) => {
          const mode = dice.chance(0.1) ? dice.oneOf(modes) : line.mode!;
          const approved = fen(dice.between(1, 5_000_000_000));
          const released = extentOf(dice, approved);
          const paid = mode === 'direct_transfer' ? released : extentOf(dice, released);
          return {
            code: `P/${line.code}/${index}`,
            line: line.code,
            name: `${dice.oneOf(oddNames)}${index}`,
            region: dice.chance(0.1) ? city.code : dice.oneOf(counties).code,
            approved,
            released,
            paid,
            mode,
            targetMet: dice.chance(0.8),
          };
        }),
  );
  const total = (of: readonly Row[], key: 'approved' | 'released' | 'paid') => sum(of.map((row) => row[key]));
  const onLine = (line: Line) => rows.filter((row) => row.line === line.code);
  for (const line of leaves) {
    const spare = fen(dice.chance(0.5) ? 0 : dice.between(0, 1_000_000));
    line.budget = line.mode === null ? fen(dice.between(0, 90_000_000)) : fen(total(onLine(line), 'approved') + spare);
  }
  for (const line of lines.toReversed())
    if (!line.isLeaf) line.budget = sum(lines.filter(({ parent }) => parent === line.code).map(({ budget }) => budget));

  const released = total(rows, 'released');
  const received = fen(released + BigInt(dice.chance(0.3) ? 0 : dice.between(0, 3_000_000_000)));
  const levyReceived = least(received, fen(dice.between(0, 2_000_000_000)));
  const levyPlanned = fen(levyReceived + BigInt(dice.chance(0.5) ? 0 : dice.between(0, 900_000_000)));

  mkdirSync(dir, { recursive: true });
  const write = (file: string, content: string, bom = dice.chance(0.3)) =>
    writeFileSync(join(dir, file), `${bom ? '\uFEFF' : ''}${content}${dice.chance(0.5) ? '\n' : ''}`);
  const ratio = () => dice.oneOf(['0.004', '0.003', '0.002']);
  write(
    'regions.csv',
    table(
      'code,name,level,parent,levy_rate',
      [city, ...counties].map((region) => [
        region.code,
        region.name,
        region.level,
        region.level === 'city' ? '' : city.code,
        ratio(),
      ]),
    ),
  );
  write(
    'income.csv',
    table('code,name,kind,planned,received,note', [
      ['levy', '上缴', 'levy', wan(levyPlanned), wan(levyReceived), '含“欠缴”'],
      [
        'rest',
        dice.oneOf(oddNames),
        dice.oneOf(['carry_over', 'surplus', 'extra', 'counterpart']),
        wan(received),
        wan(fen(received - levyReceived)),
        '',
      ],
    ]),
  );
  write(
    'budget_lines.csv',
    table(
      'code,parent,name,budget,released,paid,projects,targets_met,standard,funding_mode,evaluated',
      lines.map((line) => {
        const own = onLine(line);
        const figures =
          line.isLeaf && line.mode
            ? [
                wan(total(own, 'released')),
                wan(total(own, 'paid')),
                own.length,
                own.filter(({ targetMet }) => targetMet).length,
              ]
            : ['', '', '', ''];
        const evaluated = line.evaluated ? 'yes' : 'no';
        return [
          line.code,
          line.parent,
          line.name,
          wan(line.budget),
          ...figures,
          '',
          line.isLeaf ? (line.mode ?? '') : '',
          evaluated,
        ];
      }),
    ),
  );
  const standards = leaves
    .filter(() => dice.chance(0.2))
    .map((line) => [line.code, '每村', '1', '村', wan(line.budget), wan(line.budget)]);
  write(
    'standards.csv',
    dice.chance(0.3)
      ? 'line,basis,quantity,unit,rate,amount'
      : table('line,basis,quantity,unit,rate,amount', standards),
  );
  write(
    'projects.csv',
    table(
      'code,line,name,region,region_basis,approved,released,paid,amount_basis,funding_mode,target_met',
      rows.map((row) => [
        row.code,
        row.line,
        row.name,
        row.region,
        'assumed',
        wan(row.approved),
        wan(row.released),
        wan(row.paid),
        'report',
        row.mode,
        row.targetMet ? 'yes' : 'no',
      ]),
    ),
  );
  write('indicators.csv', 'level1,level2,level3,target,unit,period,actual,note\n');

  const evaluated = new Set(leaves.filter((line) => line.evaluated).map((line) => line.code));
  const counted = rows.filter((row) => evaluated.has(row.line));
  return {
    levyPlanned,
    levyReceived,
    incomeReceived: received,
    budgetTotal: sum(leaves.map(({ budget }) => budget)),
    budgetEvaluated: sum(leaves.filter((line) => line.evaluated).map(({ budget }) => budget)),
    released: total(counted, 'released'),
    paid: total(counted, 'paid'),
    executionRate: percent(total(counted, 'paid'), total(counted, 'released')),
    projects: rows.length,
    targetsMet: rows.filter(({ targetMet }) => targetMet).length,
  };
}

/** None of it, some, or all. */
function extentOf(dice: Dice, amount: Fen): Fen {
  if (dice.chance(0.25)) return fen(0);
  return dice.chance(0.6) ? amount : fen((amount * BigInt(dice.between(0, 1000))) / 1000n);
}

function tree(dice: Dice): Line[] {
  const lines: Line[] = [];
  const shape = dice.oneOf(codeShapes);
  const grow = (parent: string, depth: number): void => {
    for (let children = dice.between(1, 3); children > 0; children -= 1) {
      const isLeaf = depth >= 4 || dice.chance(0.2 * depth + 0.1);
      const hasProjects = dice.chance(0.85);
      const line: Line = {
        code: shape(lines.length + 1),
        parent,
        name: dice.oneOf(oddNames),
        mode: isLeaf && hasProjects ? dice.oneOf(modes) : null,
        evaluated: dice.chance(0.8),
        isLeaf,
        budget: fen(0),
      };
      lines.push(line);
      if (!isLeaf) grow(line.code, depth + 1);
    }
  };
  grow('', 1);
  return lines;
}
