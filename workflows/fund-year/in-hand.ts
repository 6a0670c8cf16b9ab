import { levyAccount } from '../ledger/accounts.js';
import { levyAfter, type LevyStep } from '../levy/levy.machine.js';
import { DomainError } from '../values/domain-error.js';
import type { LocalDate } from '../values/local-date.js';
import { type Fen, zero } from '../values/money.js';
import type { YearInHand } from './change.js';
import type { Levy } from './facts.js';

export const nextNo = (rows: readonly { readonly no: number }[]): number =>
  rows.reduce((most, { no }) => Math.max(most, no), 0) + 1;

/** Income of a year comes in no earlier than with the year before, and is recorded once it has come. */
export function assertDay({ facts, today }: YearInHand, day: LocalDate): void {
  if (day > today) throw new DomainError('invalid', 'date.in-future', { date: day });
  const earliest = `${facts.year - 1}-01-01`;
  if (day < earliest)
    throw new DomainError('invalid', 'income.too-early', { date: day, year: facts.year, from: earliest });
}

/** The levy of a region. To the finance of another county it does not exist. */
export function levyIn({ facts, actor }: YearInHand, region: string): Levy {
  const levy = facts.levies.find(({ regionId }) => regionId === region);
  const isTheirs = actor.kind === 'member' && (actor.level === 'city' || actor.regionId === region);
  if (!levy || !isTheirs) throw new DomainError('missing', 'levy.missing');
  return levy;
}

export const regionName = ({ facts }: YearInHand, id: string): string =>
  facts.regions.find((region) => region.id === id)?.name ?? id;

export const unpaidOf = ({ facts, book }: YearInHand, { source }: Levy): Fen =>
  source === null ? zero : book.balance(levyAccount(facts.year, source));

/** The levy after a step; refused where its state does not take it. */
export function stepped(y: YearInHand, levy: Levy, step: LevyStep): Levy {
  const state = levyAfter(levy.state, step);
  if (state === null) {
    throw new DomainError('refused', 'levy.transition-refused', {
      region: regionName(y, levy.regionId),
      levyState: levy.state,
    });
  }
  return { ...levy, state };
}

export const overAssessed = (y: YearInHand, levy: Levy, amount: Fen, left: Fen): DomainError =>
  new DomainError('refused', 'levy.over-assessed', {
    region: regionName(y, levy.regionId),
    assessed: levy.amount,
    left,
    amount,
  });
