import { type Fen, fen, least } from '../values/money.js';
import { isTaken, unmetRequirements } from './decide.js';
import { poolsFor, type Situation } from './facts.js';
import { toRelease } from './requirements.js';

/** One place in the queue for a year's money. */
export interface Turn {
  readonly situation: Situation;
  /** What it still needs of the fund. */
  readonly needs: Fen;
  /** What is there for it, once everybody before it has what they need. */
  readonly there: Fen;
  readonly missing: Fen;
}

/**
 * What there is for each. `queue` is everybody who needs money of the pools, in the order of their turn, with one book.
 * Each sets aside what it needs, or what there is of it, before the next is asked: nobody is promised money that somebody
 * before them needs, and what comes in bit by bit gathers for the first. A suspended project can be released nothing and
 * sets nothing aside.
 */
export function turnsIn(queue: readonly Situation[]): Turn[] {
  const left = new Map<string, Fen>();
  return queue.map((situation) => {
    const needs = toRelease(situation);
    let missing = needs;
    for (const pool of situation.facts.project.suspendedBy ? [] : poolsFor(situation)) {
      const free = left.get(pool) ?? situation.book.balance(pool);
      const setAside = least(free, missing);
      left.set(pool, fen(free - setAside));
      missing = fen(missing - setAside);
    }
    return { situation, needs, there: fen(needs - missing), missing };
  });
}

/**
 * Who of those that wait for funds (等待资金) can be told that their money is there. Part of the money is not enough:
 * whoever is short may be made to wait (`release.wait`), and would go to and fro.
 */
export const fundedInTurn = (queue: readonly Situation[]): Situation[] =>
  turnsIn(queue)
    .filter(({ situation, missing }) => !situation.facts.project.suspendedBy && missing === 0n && mayGoOn(situation))
    .map(({ situation }) => situation);

const mayGoOn = (s: Situation): boolean =>
  isTaken(s.facts, 'release.fundsArrived', null) && unmetRequirements(s, 'release.fundsArrived', null).length === 0;
