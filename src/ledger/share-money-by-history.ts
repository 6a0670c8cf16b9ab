import type { ProjectFacts } from '../../workflows/project/facts.js';

/** A line of a project's history. */
export interface PastEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `claim/3` */
  readonly part: string | null;
}

/** What a document's schedule says of a share. */
export interface Scheduled {
  readonly documentId: number;
  readonly share: number;
  readonly amount: bigint;
}

export interface ReckonedShare {
  readonly no: number;
  committed: bigint;
  issued: bigint;
  transit: bigint;
  available: bigint;
  retained: bigint;
  spent: bigint;
}

interface ReckonedClaim {
  readonly share: number;
  readonly kind: string;
  readonly approved: bigint;
  readonly offset: bigint;
  readonly retained: bigint;
  /** What of `retained` is set aside already: with the first payment, not again with the next. */
  aside: bigint;
  paid: bigint;
  refunded: bigint;
}

/**
 * Where each share's money must stand, reckoned a second time: from what happened, in order, with the schedules and the
 * parts, and without one look at the ledger or at the effects that post to it. The two must come to the same.
 */
export function shareMoneyByHistory(
  { project, shares, parts }: Pick<ProjectFacts, 'project' | 'shares' | 'parts'>,
  history: readonly PastEvent[],
  schedules: readonly Scheduled[],
): ReckonedShare[] {
  const money = shares.map(({ no }): ReckonedShare => ({
    no,
    committed: 0n,
    issued: 0n,
    transit: 0n,
    available: 0n,
    retained: 0n,
    spent: 0n,
  }));
  const of = (no: number): ReckonedShare => {
    const found = money.find((share) => share.no === no);
    if (!found) throw new Error(`project ${project.id} has no share ${no}`);
    return found;
  };
  /** By claim: what was found when it was checked last, and what became of it. */
  const claims = new Map<number, ReckonedClaim>();
  const checkedClaim = (no: number): ReckonedClaim => {
    const found = claims.get(no);
    if (!found) throw new Error(`claim ${no} of project ${project.id} was never checked`);
    return found;
  };
  /** What of a share's advances is paid and neither refunded nor offset. */
  const openAdvances = (share: number) =>
    [...claims.values()]
      .filter((claim) => claim.share === share)
      .reduce(
        (open, { kind, paid, refunded, offset }) => open - offset + (kind === 'advance' ? paid - refunded : 0n),
        0n,
      );
  const uncommitAll = () => {
    for (const share of money) share.committed = 0n;
  };

  for (const { event, payload, part } of history) {
    const no = Number(part?.split('/')[1] ?? payload['part'] ?? 0);
    const scheduled = schedules.filter((item) => item.documentId === payload['documentId']);
    switch (event) {
      case 'review.approve':
        for (const { share, amount } of scheduled) of(share).committed += amount;
        break;
      case 'release.issue':
        for (const { share, amount } of scheduled) {
          const own = of(share);
          own.committed -= amount;
          own.issued += amount;
          if (project.mode === 'direct_transfer') own.spent += amount;
          else own.transit += amount;
        }
        break;
      case 'instalment.confirm':
      case 'instalment.reverse': {
        const { share, amount } = parts.instalment.find((each) => each.no === no)!;
        const own = of(share);
        own.transit -= amount;
        if (event === 'instalment.confirm') own.available += amount;
        else {
          own.issued -= amount;
          own.committed += amount;
        }
        break;
      }
      case 'savings.return':
        of(Number(payload['share'])).committed -= BigInt(payload['amount'] as string);
        break;
      case 'change.approve': {
        const { subject, share, newAmount } = parts.change.find((each) => each.no === no)!;
        if (subject === 'amount' && share !== null && newAmount !== null) {
          of(share).committed = newAmount - of(share).issued;
        }
        break;
      }
      case 'claim.check': {
        const { share, claimKind: kind } = parts.claim.find((each) => each.no === no)!;
        const approved = BigInt(payload['approved'] as string);
        const open = openAdvances(share);
        const proves = kind === 'progress' || kind === 'final';
        const most = !proves || open < 0n ? 0n : open < approved ? open : approved;
        const offset = payload['offset'] === undefined ? most : BigInt(payload['offset'] as string);
        const retained = BigInt((payload['retained'] as string | undefined) ?? 0);
        claims.set(no, { share, kind, approved, offset, retained, aside: 0n, paid: 0n, refunded: 0n });
        break;
      }
      case 'claim.pay': {
        const claim = checkedClaim(no);
        const own = of(claim.share);
        claim.paid = claim.approved - claim.offset - claim.retained;
        own[claim.kind === 'retention' ? 'retained' : 'available'] -= claim.paid;
        own.spent += claim.paid;
        own.available -= claim.retained - claim.aside;
        own.retained += claim.retained - claim.aside;
        claim.aside = claim.retained;
        break;
      }
      case 'claim.reversePayment': {
        const claim = checkedClaim(no);
        of(claim.share)[claim.kind === 'retention' ? 'retained' : 'available'] += claim.paid;
        of(claim.share).spent -= claim.paid;
        claim.paid = 0n;
        break;
      }
      case 'claim.refund': {
        const claim = checkedClaim(no);
        const amount = BigInt(payload['amount'] as string);
        claim.refunded += amount;
        of(claim.share).spent -= amount;
        of(claim.share).available += amount;
        break;
      }
      case 'claim.return':
      case 'claim.refuse': {
        const claim = claims.get(no);
        if (!claim) break;
        of(claim.share).retained -= claim.aside;
        of(claim.share).available += claim.aside;
        claims.delete(no);
        break;
      }
      case 'retention.giveUp': {
        const own = of(Number(payload['share']));
        own.available += own.retained;
        own.retained = 0n;
        break;
      }
      case 'reimbursement.settle':
      case 'project.terminate':
        uncommitAll();
        break;
      case 'refund.confirm':
        for (const share of money) {
          share.issued -= share.available;
          share.available = 0n;
        }
        break;
    }
  }
  return money;
}
