import {
  budgetAccount,
  heldAccount,
  lineAccount,
  poolAccount,
  shareAccount,
  type AccountKey,
  type ShareAccountKind,
} from '../../workflows/ledger/accounts.js';
import type { FundYearFacts } from '../../workflows/fund-year/decide.js';
import type { ProjectFacts } from '../../workflows/project/facts.js';

const shareKinds: readonly ShareAccountKind[] = ['committed', 'issued', 'transit', 'available', 'spent'];

/** Every account that a decision about these subjects may read or post to, ascending: the order in which they are locked. */
export function accountKeysOf(projects: Iterable<ProjectFacts>, fundYears: Iterable<FundYearFacts>): AccountKey[] {
  const keys = new Set<AccountKey>();
  for (const { project, shares, line, parts } of projects) {
    for (const share of shares) for (const kind of shareKinds) keys.add(shareAccount(project.id, share.no, kind));
    keys.add(lineAccount(line.year, line.code));
    keys.add(poolAccount(line.year));
    for (const earmark of line.earmarks) keys.add(poolAccount(line.year, earmark));
    for (const instalment of parts.instalment) for (const { pool } of instalment.drawn) keys.add(pool);
  }
  for (const { year, sources, leaves } of fundYears) {
    for (const key of [poolAccount(year), heldAccount(year), budgetAccount(year)]) keys.add(key);
    for (const { earmark } of sources) if (earmark) keys.add(poolAccount(year, earmark));
    for (const { code } of leaves) keys.add(lineAccount(year, code));
  }
  return [...keys].sort();
}
