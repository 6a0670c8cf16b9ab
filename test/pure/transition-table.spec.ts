import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, type AnyStateNode, transition } from 'xstate';
import { eventTypes } from '../../workflows/project/event-definitions.js';
import type { Situation } from '../../workflows/project/facts.js';
import {
  lifecycleMachines,
  lifecycleTables,
  partStateMachines,
  partTables,
} from '../../workflows/project/lifecycles.js';
import { isTakenIn, step, type TransitionTable } from '../../workflows/project/transition-table.js';

// The table decides in place of XState, so XState judges it: every state × every event × every outcome of the guards, for
// each lifecycle and each kind of part.

/** What both read of a rule. Guards and effects are put in their place here, so that every case can be made. */
interface Definition {
  guard: ((...given: unknown[]) => boolean) | undefined;
  actions: { type: string; params?: (given: unknown) => unknown[] }[];
}

const toValue = (state: string) => {
  const [stage, node] = state.split('.') as [string, string?];
  return node === undefined ? stage : { [stage]: node };
};
const toPath = (value: unknown): string =>
  typeof value === 'string' ? value : Object.entries(value as Record<string, string>).map((pair) => pair.join('.'))[0]!;

/** As XState says: where it leads and what is emitted, or null where nothing is. */
function byXState(machine: AnyStateMachine, state: string, event: { type: string }) {
  const before = machine.resolveState({ value: toValue(state), context: {} });
  const [after, actions] = transition(machine, before, event);
  if (actions.length === 0) return null;
  const emitted = actions as unknown as { type: string; params?: unknown[] }[];
  return {
    path: toPath(after.value),
    effects: emitted.flatMap(({ type, params }) => (type === 'record' ? [] : params!)),
  };
}

function compare(name: string, machine: AnyStateMachine, table: TransitionTable): { cases: number; open: number } {
  let [cases, open] = [0, 0];
  for (const [state, byType] of table) {
    for (const type of eventTypes) {
      const definitions = (byType.get(type) ?? []).map(({ definition }) => definition as unknown as Definition);
      expect(isTakenIn(table, state, type), `${name} ${state} ${type}`).toBe(definitions.length > 0);
      const kept = definitions.map(({ guard, actions }) => ({ guard, actions }));
      const guarded = definitions.filter(({ guard }) => guard);
      definitions.forEach((definition, way) => {
        definition.actions = definition.actions.map((action, effect) =>
          action.params ? { ...action, params: () => [`way ${way}, effect ${effect}`] } : action,
        );
      });
      for (let outcomes = 0; outcomes < 2 ** guarded.length; outcomes += 1) {
        guarded.forEach((definition, bit) => (definition.guard = () => ((outcomes >> bit) & 1) === 1));
        const expected = byXState(machine, state, { type });
        expect(step(table, state, {} as Situation, { type }), `${name} ${state} ${type} ${outcomes}`).toEqual(expected);
        cases += 1;
        if (expected) open += 1;
      }
      definitions.forEach((definition, way) => Object.assign(definition, kept[way]));
    }
  }
  return { cases, open };
}

describe('The table that decides says what XState says, in every state, to every event, whatever the guards say', () => {
  test.each(Object.entries(lifecycleMachines))('in the lifecycle %s', (mode, machine) => {
    const { cases, open } = compare(mode, machine, lifecycleTables[mode as keyof typeof lifecycleTables]);
    expect(cases).toBeGreaterThan(500);
    expect(open).toBeGreaterThan(50);
  });

  test.each(Object.entries(partStateMachines))('of the part %s', (kind, machine) => {
    const { cases } = compare(kind, machine, partTables[kind as keyof typeof partTables]!);
    expect(cases).toBeGreaterThanOrEqual(eventTypes.length);
  });

  test('and knows every state that the machine knows', () => {
    for (const [mode, machine] of Object.entries(lifecycleMachines)) {
      const leavesOf = (node: AnyStateNode): string[] =>
        Object.keys(node.states).length === 0 ? [node.path.join('.')] : Object.values(node.states).flatMap(leavesOf);
      expect([...lifecycleTables[mode as keyof typeof lifecycleTables].keys()].toSorted()).toEqual(
        leavesOf(machine.root).toSorted(),
      );
    }
  });
});
