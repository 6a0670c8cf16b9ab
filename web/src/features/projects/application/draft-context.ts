import { createContext, useContext } from 'react';
import type { Returned, Unmet } from '../../../shared/api/contract.js';

interface DraftContext {
  /** What is wrong at a place and below it, as far as it is to be shown by now. */
  wrongAt: (path: string) => readonly Unmet[];
  returned: Returned | null;
  disabled: boolean;
}

export const Drafting = createContext<DraftContext>({ wrongAt: () => [], returned: null, disabled: false });
export const useDrafting = (): DraftContext => useContext(Drafting);

/** The parts of the form, and the fields that each holds. */
export const sections = {
  basics: ['title', 'summary', 'need', 'feasibility'],
  money: ['shares', 'match', 'costs', 'stages'],
  plan: ['timetable'],
  benefit: ['beneficiaries', 'returns'],
  targets: ['targets'],
  papers: ['papers'],
} as const;
export type Section = keyof typeof sections;
export const sectionNames = Object.keys(sections) as Section[];

/** `costs` of `costs/r2`, `returns` of `returns.sharing`. */
export const fieldOf = (path: string): string => path.split(/[./]/)[0] ?? path;

/** What only waits to be written is not called wrong until the writer asks whether all is there. */
const missing = new Set([
  'application.field-empty',
  'application.row-incomplete',
  'application.target-level-missing',
  'application.amount-not-positive',
  'paper.required',
]);
export const isMissing = ({ code }: Unmet): boolean => missing.has(code);
