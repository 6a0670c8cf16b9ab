import { unmet } from '../../workflows/values/domain-error.js';
import type { Fen } from '../../workflows/values/money.js';
import { modes, type Mode } from '../../workflows/project/modes.js';
import { type Faults, readRowsIfThere } from './csv-rows.js';

/** The states that an imported project can be brought to. */
export const importedStates = [
  'completed',
  'fundRelease.awaiting',
  'fundRelease.waitingForFunds',
  'implementation.underway',
  'reimbursement.claiming',
] as const;

/** Where a project stands at the year's end. `rest`: what was released and not paid is claimed already, or not yet. */
export interface Outcome {
  readonly state: (typeof importedStates)[number];
  readonly rest: 'submitted' | 'unclaimed' | '';
}

const parts = ['none', 'part', 'all'] as const;
type Part = (typeof parts)[number];

/** One line of `outcomes.csv`: what a row with this mode, so much released and so much of that paid leads to. */
export interface OutcomeRule extends Outcome {
  readonly mode: Mode | '*';
  readonly released: Part | '*';
  readonly paid: Part | '*';
}

/** `none`, `part` or `all` of the whole. */
const partOf = (amount: Fen, whole: Fen): Part => (amount === 0n ? 'none' : amount < whole ? 'part' : 'all');

/**
 * What rows lead to where a programme does not say it. Nothing released: it waits for money, or for whoever releases it,
 * as there is money or not (`null`).
 */
const usual: readonly (Omit<OutcomeRule, 'state'> & { readonly state: Outcome['state'] | null })[] = [
  { mode: 'direct_transfer', released: 'all', paid: 'all', state: 'completed', rest: '' },
  { mode: 'direct_transfer', released: 'part', paid: 'all', state: 'fundRelease.awaiting', rest: '' },
  { mode: '*', released: 'none', paid: 'none', state: null, rest: '' },
  { mode: 'actual_cost', released: 'all', paid: 'all', state: 'completed', rest: '' },
  { mode: 'actual_cost', released: '*', paid: '*', state: 'reimbursement.claiming', rest: 'unclaimed' },
  { mode: 'build_first', released: '*', paid: 'all', state: 'completed', rest: '' },
  { mode: 'build_first', released: '*', paid: '*', state: 'reimbursement.claiming', rest: 'submitted' },
  { mode: '*', released: 'all', paid: 'all', state: 'completed', rest: '' },
  { mode: '*', released: 'all', paid: '*', state: 'reimbursement.claiming', rest: 'submitted' },
  { mode: '*', released: 'part', paid: '*', state: 'implementation.underway', rest: 'submitted' },
];

/** The same, where what is left of the line's pools at the year's end decides whether who got nothing waits for money. */
export const usualOutcomes = (isShort: boolean): readonly OutcomeRule[] =>
  usual.map((rule) => ({
    ...rule,
    state: rule.state ?? (isShort ? 'fundRelease.waitingForFunds' : 'fundRelease.awaiting'),
  }));

/** Null where the programme has none of its own. */
export function readOutcomes(dir: string, faults: Faults): OutcomeRule[] | null {
  const rows = readRowsIfThere(dir, 'outcomes.csv', ['mode', 'released', 'paid', 'state', 'rest'], faults);
  return (
    rows?.map((row) => {
      const rest = row.cell('rest') ? row.one('rest', ['submitted', 'unclaimed']) : '';
      const state = row.one('state', importedStates);
      if (rest === 'submitted' && !['implementation.underway', 'reimbursement.claiming'].includes(state)) {
        row.wrong('rest', unmet('import.value-unknown', { ...row.at('rest'), value: rest, allowed: 'unclaimed' }));
      }
      return {
        mode: row.one('mode', ['*', ...modes]),
        released: row.one('released', ['*', ...parts]),
        paid: row.one('paid', ['*', ...parts]),
        state,
        rest,
      };
    }) ?? null
  );
}

/** The first rule that fits, as one reads the table from above. */
export function outcomeOf(
  rules: readonly OutcomeRule[],
  row: { readonly mode: Mode; readonly approved: Fen; readonly released: Fen; readonly paid: Fen },
): Outcome | undefined {
  const released = partOf(row.released, row.approved);
  const paid = partOf(row.paid, row.released);
  return rules.find(
    (rule) =>
      [row.mode, '*'].includes(rule.mode) && [released, '*'].includes(rule.released) && [paid, '*'].includes(rule.paid),
  );
}
