import { type Fen, fen, least, sum, zero } from '../values/money.js';
import { acceptedOf, partsOf, shareMoney, type Situation } from './facts.js';
import type { Claim, ClaimKind } from './parts.js';
import { policyOf } from './policy.js';

// An advance that was paid is work not yet proven; a progress or final claim proves work. So what the latter are approved
// for is all that was built, and the advances among it are offset: approved once more, and not paid again.

type Sort = Pick<Claim, 'share' | 'claimKind'>;

const provesWork = (kind: ClaimKind): boolean => kind === 'progress' || kind === 'final';
const none = (amount: bigint): Fen => (amount > 0n ? fen(amount) : zero);

export const claimsOf = (s: Situation, share: number): readonly Claim[] =>
  partsOf(s, 'claim').filter((claim) => claim.share === share);

/** Claims on finance's desk. A draft or a returned one stands in nobody's way: settling and terminating void it. */
export const openClaims = (s: Situation, share?: number): readonly Claim[] =>
  partsOf(s, 'claim').filter(
    (claim) =>
      ['submitted', 'checked', 'failed'].includes(claim.state) && (share === undefined || claim.share === share),
  );

/** What went out for a claim and has not come back. */
const netPaid = (claim: Claim): Fen => (claim.state === 'paid' ? fen((claim.paid ?? 0n) - claim.refunded) : zero);

/** What of a share's paid advances no claim has offset yet (尚未抵扣). */
export function notOffset(s: Situation, share: number): Fen {
  const claims = claimsOf(s, share);
  const advances = sum(claims.filter(({ claimKind }) => claimKind === 'advance').map(netPaid));
  const offset = sum(
    claims.filter(({ state }) => ['checked', 'paid', 'failed'].includes(state)).map((claim) => claim.offset ?? zero),
  );
  return none(advances - offset);
}

/** What a claim that is approved for this much offsets of the advances: all that there is to offset, as far as it goes. */
export const offsetFor = (s: Situation, { share, claimKind }: Sort, approved: Fen): Fen =>
  provesWork(claimKind) ? least(notOffset(s, share), approved) : zero;

/** The most that may be retained of what is approved. */
export function mostRetained(s: Situation, { claimKind }: Sort, approved: Fen, offset: Fen): Fen {
  const cap = fen((approved * BigInt(policyOf(s.facts.project.policy).retentionPercent)) / 100n);
  return provesWork(claimKind) ? least(cap, fen(approved - offset)) : zero;
}

/** What a claim takes of its share once more when it is paid; what it retains among it, until that is set aside. */
export const takes = (claim: Claim): Fen =>
  claim.approved === null
    ? claim.claimed
    : fen(claim.approved - (claim.offset ?? 0n) - (claim.state === 'failed' ? (claim.retained ?? 0n) : 0n));

const takenByOthers = (s: Situation, claim: Pick<Claim, 'no' | 'share'>, ofRetention: boolean): Fen =>
  sum(
    openClaims(s, claim.share)
      .filter(({ no, claimKind }) => no !== claim.no && (claimKind === 'retention') === ofRetention)
      .map(takes),
  );

type Numbered = Sort & Pick<Claim, 'no'>;

/** What may still be claimed of what has arrived, beside the claims that finance has. */
export const claimableOfReceived = (s: Situation, claim: Numbered): Fen =>
  none(
    shareMoney.available(s, claim.share) -
      takenByOthers(s, claim, false) +
      (provesWork(claim.claimKind) ? notOffset(s, claim.share) : 0n),
  );

/** The same of what was accepted; null before it is. What is retained is as good as paid. */
export function claimableOfAccepted(s: Situation, claim: Numbered): Fen | null {
  const { share } = claim;
  const accepted = acceptedOf(s, share);
  if (accepted === null) return null;
  const gone = shareMoney.paid(s, share) + shareMoney.retained(s, share) + takenByOthers(s, claim, false);
  return none(accepted - gone + (provesWork(claim.claimKind) ? notOffset(s, share) : 0n));
}

/** What of the retained money no other claim is about to take. */
export const retainedLeft = (s: Situation, claim: Pick<Claim, 'no' | 'share'>): Fen =>
  none(shareMoney.retained(s, claim.share) - takenByOthers(s, claim, true));

/** What of the retained money has come due, and is not paid yet. */
export function retainedDue(s: Situation, claim: Claim): Fen {
  const claims = claimsOf(s, claim.share).filter(({ no }) => no !== claim.no);
  const due = claims.filter(
    ({ state, retainedUntil }) =>
      ['paid', 'failed'].includes(state) && retainedUntil !== null && retainedUntil <= s.today,
  );
  const taken = claims
    .filter(({ claimKind, state }) => claimKind === 'retention' && ['checked', 'failed', 'paid'].includes(state))
    .map((other) => other.approved ?? zero);
  return none(sum(due.map(({ retained }) => retained ?? zero)) - sum(taken));
}

/** What payees gave back of a share's payments (退款); paid is without it. */
export const refundedOf = (s: Situation, share: number): Fen => sum(claimsOf(s, share).map(({ refunded }) => refunded));
