import { type Fen, fen, least } from '../values/money.js';
import { isTaken, unmetRequirements } from './decide.js';
import { poolsFor, type Situation } from './facts.js';
import { toRelease } from './requirements.js';

/**
 * Who of those that wait for funds (等待资金) can be told that their money is there. `queue` is everybody who needs money
 * of the pools, in the order of their turn, with one book. Each sets aside what it needs, or what there is of it, before
 * the next is asked: nobody is promised money that somebody before them needs, and what comes in bit by bit gathers for
 * the first. Part of the money is not enough: whoever is short may be made to wait (`release.wait`), and would go to and
 * fro. A suspended project can be released nothing and sets nothing aside.
 */
export function fundedInTurn(queue: readonly Situation[]): Situation[] {
  const left = new Map<string, Fen>();
  return queue.filter((s) => {
    if (s.facts.project.suspendedBy) return false;
    let missing = toRelease(s);
    for (const pool of poolsFor(s)) {
      const there = left.get(pool) ?? s.book.balance(pool);
      const setAside = least(there, missing);
      left.set(pool, fen(there - setAside));
      missing = fen(missing - setAside);
    }
    return missing === 0n && mayGoOn(s);
  });
}

const mayGoOn = (s: Situation): boolean =>
  isTaken(s.facts, 'release.fundsArrived', null) && unmetRequirements(s, 'release.fundsArrived', null).length === 0;
