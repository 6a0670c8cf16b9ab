import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { partTables } from '../../src/door/rows.js';
import { roles } from '../../workflows/actor.js';
import { holdStates, receiptStates, sourceKinds } from '../../workflows/fund-year/facts.js';
import { levyStates } from '../../workflows/levy/levy.machine.js';
import { documentKinds } from '../../workflows/document/facts.js';
import { statesOf } from '../../workflows/project/check.js';
import { modes } from '../../workflows/project/modes.js';
import { partMachines } from '../../workflows/project/part-machines.js';
import { partKinds } from '../../workflows/project/parts.js';
import { zhCN } from '../../src/texts/zh-CN.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

let place: TestPlace;
let dataSource: DataSource;
let allowed: Map<string, string[]>;
beforeAll(async () => {
  place = await testDatabase();
  dataSource = await createDataSource(place.url).initialize();
  const rows = await dataSource.query<{ name: string; definition: string }[]>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'c'`,
  );
  allowed = new Map(
    rows.map(({ name, definition }) => [name, [...definition.matchAll(/'([^']+)'::text/g)].map(([, value]) => value!)]),
  );
});
afterAll(async () => {
  await dataSource.destroy();
  await place.drop();
});

const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** What the database allows under a rule, without order. */
const listOf = (rule: string) => {
  const list = allowed.get(rule);
  if (!list) throw new Error(`the database has no rule ${rule}`);
  return sorted(list);
};

test('the states that a project may have are those of the lifecycles', () => {
  expect(listOf('project_state')).toEqual(sorted(modes.flatMap((mode) => statesOf(mode))));
});

test.each(partKinds)('the states that a part of the kind %s may have are those of its machine', (kind) => {
  const machine = partMachines[kind];
  expect(listOf(`${partTables[kind].name}_state`)).toEqual(
    sorted(machine ? Object.keys(machine.states) : ['recorded']),
  );
});

test.each([
  ['project_mode', modes],
  ['budget_line_mode', modes],
  ['membership_role', roles],
  ['document_kind', documentKinds],
  ['document_state', Object.keys(zhCN.documentStates)],
  ['fund_year_state', Object.keys(zhCN.fundYearStates)],
  ['income_source_kind', sourceKinds],
  ['levy_state', levyStates],
  ['income_receipt_state', receiptStates],
  ['income_hold_state', holdStates],
  ['span_blame', Object.keys(zhCN.blames)],
  ['opinion_stance', Object.keys(zhCN.stances)],
  ['seat_choice', Object.keys(zhCN.choices)],
  ['change_subject', Object.keys(zhCN.changeSubjects)],
  ['claim_kind', Object.keys(zhCN.claimKinds)],
  ['milestone_kind', Object.keys(zhCN.milestones)],
  ['organisation_level', Object.keys(zhCN.levels)],
] as const)('%s lists what the program knows', (rule, known) => {
  expect(listOf(rule)).toEqual(sorted(known));
});
