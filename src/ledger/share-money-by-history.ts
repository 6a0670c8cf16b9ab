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
  spent: bigint;
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
    spent: 0n,
  }));
  const of = (no: number): ReckonedShare => {
    const found = money.find((share) => share.no === no);
    if (!found) throw new Error(`project ${project.id} has no share ${no}`);
    return found;
  };
  /** By claim: what was checked last, and what was paid last. */
  const checked = new Map<number, bigint>();
  const paid = new Map<number, bigint>();
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
      case 'claim.check':
        checked.set(no, BigInt(payload['approved'] as string));
        break;
      case 'claim.pay': {
        const claim = parts.claim.find((each) => each.no === no)!;
        const amount = checked.get(no) ?? claim.claimed;
        paid.set(no, amount);
        of(claim.share).available -= amount;
        of(claim.share).spent += amount;
        break;
      }
      case 'claim.reversePayment': {
        const claim = parts.claim.find((each) => each.no === no)!;
        const amount = paid.get(no) ?? 0n;
        of(claim.share).available += amount;
        of(claim.share).spent -= amount;
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
