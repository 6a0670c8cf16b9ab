import type { Project } from '../../shared/api/contract.js';
import { sumFen, type Fen } from '../../shared/money/money.js';

/** Claims in these states ask for nothing (any more). */
const idle = /draft|return|refus|reject|void|withdraw|cancel/i;

/** What is claimed in all, paid or still on its way. A claim that waits is money that is neither here nor there. */
export function claimedOf({ claims = [], paid }: Pick<Project, 'claims' | 'paid'>): Fen {
  const running = claims.filter(({ state }) => typeof state === 'string' && !idle.test(state));
  const all = sumFen(running.map(({ approved, claimed }) => fenOf(approved) ?? fenOf(claimed)));
  return BigInt(all) > BigInt(paid) ? all : paid;
}

const fenOf = (value: unknown): Fen | null => (typeof value === 'string' && /^\d+$/.test(value) ? value : null);
