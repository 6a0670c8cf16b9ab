/**
 * The accounts of the two chains, named by natural keys that a reader of the ledger understands.
 *
 *   money:      source (→ levy) → pool (→ held) → share in transit → share available (→ retained) → share spent
 *   authority:  budget → line → share committed → share issued
 *
 * A release posts one entry in each chain. Every limit of the domain is `balance >= 0` on one of these accounts;
 * only `source` and `budget` stand for the world outside and may go below zero.
 */
export type AccountKey = string;

export const sourceAccount = (year: number, source: string): AccountKey => `source/${year}/${source}`;
/** What is assessed and not paid of a region's levy: no more than that can be received. */
export const levyAccount = (year: number, source: string): AccountKey => `levy/${year}/${source}`;
/** What came in and is not released or held; income earmarked to lines has a pool of its own. */
export const poolAccount = (year: number, earmark = 'general'): AccountKey => `pool/${year}/${earmark}`;
/** What is held back of a pool. */
export const heldAccount = (year: number, earmark?: string): AccountKey =>
  earmark === undefined ? `held/${year}` : `held/${year}/${earmark}`;
export const budgetAccount = (year: number): AccountKey => `budget/${year}`;
/** What of a line's budget is not committed to projects. */
export const lineAccount = (year: number, line: string): AccountKey => `line/${year}/${line}`;

export type ShareAccountKind = 'committed' | 'issued' | 'transit' | 'available' | 'retained' | 'spent';
/**
 * committed: approved, not yet released. issued: approved and released (the end of the authority chain).
 * transit: released, receipt not confirmed. available: received, not paid out. retained: due to a payee, and held until a day
 * (质保金): nobody else's claim and no clawback reaches it. spent: paid.
 */
export const shareAccount = (project: number, share: number, kind: ShareAccountKind): AccountKey =>
  `share/${project}/${share}/${kind}`;

const outside = new Set(['source', 'budget']);

/** Whether the account may go below zero. The database says the same in `account_not_overdrawn`. */
export const isOutside = (key: AccountKey): boolean => outside.has(kindOfAccount(key));

/** `pool`, `line`, `share.transit` …: the kind that the database keeps beside the key. */
export function kindOfAccount(key: AccountKey): string {
  const parts = key.split('/');
  return parts[0] === 'share' ? `share.${parts[3]}` : parts[0]!;
}
