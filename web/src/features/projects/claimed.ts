import type { Project } from '../../shared/api/contract.js';
import { sumFen, type Fen } from '../../shared/money/money.js';

/** Claims in these states ask for nothing (any more). */
const idle = /draft|return|refus|reject|void|withdraw|cancel/i;

/** What is claimed in all, paid or still on its way. A claim that waits is money that is neither here nor there. */
export function claimedOf({ claims = [], paid }: Pick<Project, 'claims' | 'paid'>): Fen {
  // Retention was claimed with the claim that retained it.
  const running = claims.filter(
    ({ state, claimKind }) => typeof state === 'string' && !idle.test(state) && claimKind !== 'retention',
  );
  const all = sumFen(
    running.flatMap((claim) => {
      const amount = fenOf(claim.approved) ?? fenOf(claim.claimed);
      // What a claim offsets was claimed as an advance before.
      const before = fenOf(claim.offset) ?? fenOf(claim.proposedOffset) ?? '0';
      return amount === null ? [] : [String(BigInt(amount) - BigInt(before))];
    }),
  );
  return BigInt(all) > BigInt(paid) ? all : paid;
}

const fenOf = (value: unknown): Fen | null => (typeof value === 'string' && /^\d+$/.test(value) ? value : null);
