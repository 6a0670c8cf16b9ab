import { createMachine, transition } from 'xstate';
import type { Fen } from '../values/money.js';

/**
 * 上缴: what a region owes the fund of a year. rated: its rate is known, nothing is asked for yet; assessed (核定): the
 * amount is set; notified (通知缴款): due on a day; settled: all of it is paid. It is paid in parts, also before it is
 * asked for. That it is paid in part, or late (欠缴), follows from the ledger and the day and is no state.
 */
export type LevyState = 'rated' | 'assessed' | 'notified' | 'settled';
export const levyStates: readonly LevyState[] = ['rated', 'assessed', 'notified', 'settled'];

/** `unpaid` is what is left to pay once the event has happened. */
export type LevyStep =
  | { readonly type: 'assess' | 'pay' | 'reverse'; readonly unpaid: Fen; readonly isNotified: boolean }
  | { readonly type: 'notify' }
  | { readonly type: 'report' };

const isPaid = ({ event }: { event: LevyStep }) => 'unpaid' in event && event.unpaid === 0n;
const isOwed = ({ event }: { event: LevyStep }) => !isPaid({ event });
const isAsked = ({ event }: { event: LevyStep }) => 'isNotified' in event && event.isNotified && isOwed({ event });

/** While something is owed, and whether it is asked for or not. */
const owing = (own: 'assessed' | 'notified') => ({
  assess: [{ guard: isPaid, target: 'settled' }, { target: own }],
  pay: [{ guard: isPaid, target: 'settled' }, { target: own }],
  reverse: own,
  notify: 'notified',
  report: own,
});
const owedAgain = [
  { guard: isAsked, target: 'notified' },
  { guard: isOwed, target: 'assessed' },
  { target: 'settled' },
];

export const levyMachine = createMachine({
  types: {} as { events: LevyStep },
  id: 'levy',
  initial: 'rated',
  states: {
    rated: { on: { assess: 'assessed' } },
    assessed: { on: owing('assessed') },
    notified: { on: owing('notified') },
    settled: { on: { assess: owedAgain, reverse: owedAgain } },
  },
});

/** The state that a step leads to; null where it cannot be taken. */
export function levyAfter(state: LevyState, step: LevyStep): LevyState | null {
  const before = levyMachine.resolveState({ value: state });
  if (!before.can(step)) return null;
  return transition(levyMachine, before, step)[0].value as LevyState;
}
