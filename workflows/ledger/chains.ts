import { kindOfAccount, type AccountKey } from './accounts.js';

/**
 * Which kinds of account each kind of entry joins, from and to. A new kind is one line here, and the same line in
 * `migrations/1700000015000-chains.ts`, which holds it against whoever writes; a test compares the two.
 */
export const entryJoins = {
  assess: [['source', 'levy']],
  income: [
    ['source', 'pool'],
    ['levy', 'pool'],
  ],
  budget: [['budget', 'line']],
  adjustment: [
    ['budget', 'line'],
    ['line', 'budget'],
  ],
  'carry-over': [['pool', 'source']],
  hold: [['pool', 'held']],
  'hold-lift': [['held', 'pool']],
  commit: [['line', 'share.committed']],
  'move-on': [['share.committed', 'line']],
  uncommit: [['share.committed', 'line']],
  release: [['pool', 'share.transit']],
  authorise: [['share.committed', 'share.issued']],
  receipt: [['share.transit', 'share.available']],
  payment: [
    ['share.available', 'share.spent'],
    ['share.retained', 'share.spent'],
  ],
  retain: [['share.available', 'share.retained']],
  'retain-back': [['share.retained', 'share.available']],
  refund: [['share.spent', 'share.available']],
  clawback: [['share.available', 'pool']],
  'authority-back': [['share.issued', 'line']],
} as const satisfies Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** A correction (冲销) joins the accounts of the kind that it reverses the other way round. */
export type EntryKind = keyof typeof entryJoins | 'reversal';

export function joins(kind: EntryKind, from: AccountKey, to: AccountKey, reverses?: EntryKind): boolean {
  if (kind === 'reversal') return reverses !== undefined && reverses !== 'reversal' && joins(reverses, to, from);
  const [source, target] = [kindOfAccount(from), kindOfAccount(to)];
  return entryJoins[kind].some(([one, other]) => one === source && other === target);
}
