import { createMachine, type AnyStateMachine } from 'xstate';
import { acceptance } from './acceptance.stage.js';
import { application } from './application.stage.js';
import { cityReview, filingCityReview } from './city-review.stage.js';
import { afterTermination, reopening } from './claiming.js';
import { selfEvaluation, selfEvaluationOfTransfer, termination } from './closing.stage.js';
import { buildFirstFundRelease, directTransfer, fundRelease } from './fund-release.stage.js';
import { implementation } from './implementation.stage.js';
import { partMachines } from './part-machines.js';
import { actualCostReimbursement, reimbursement } from './reimbursement.stage.js';
import type { EventOf, ProjectEventType } from './events.js';
import type { Situation } from './facts.js';
import type { Mode } from './modes.js';
import type { PartKind } from './parts.js';
import type { PartMachine, Rule, Rules, Stage, StateNode } from './stage.js';
import { tableOf, type TransitionTable } from './transition-table.js';

/** A lifecycle is a list of stages; the funding mode orders them. `next` in a stage is the one that follows here. */
export const lifecycles: Readonly<Record<Mode, readonly Stage[]>> = {
  standard: [application, cityReview, fundRelease, implementation, acceptance, reimbursement, selfEvaluation],
  build_first: [
    application,
    cityReview,
    implementation,
    acceptance,
    buildFirstFundRelease,
    reimbursement,
    selfEvaluation,
  ],
  filing: [application, filingCityReview, fundRelease, implementation, acceptance, reimbursement, selfEvaluation],
  actual_cost: [application, cityReview, fundRelease, actualCostReimbursement, selfEvaluation],
  direct_transfer: [application, cityReview, directTransfer, selfEvaluationOfTransfer],
};

export const finalStates = ['completed', 'rejected', 'withdrawn', 'terminated'] as const;
/** What an end still takes: the bank may return a payment on the day after (退票), and a payee refund one years later. */
export function endRules(mode: Mode, end: (typeof finalStates)[number]): Rules {
  if (mode === 'direct_transfer') return {};
  if (end === 'completed') return reopening;
  if (end === 'terminated') return rulesOf(afterTermination, ['claim.reversePayment', 'claim.refund']);
  return {};
}

const rulesOf = (rules: Rules, types: readonly ProjectEventType[]): Rules =>
  Object.fromEntries(types.map((type) => [type, rules[type]]));

export const initialState = 'application.drafting';

/** All stages of a mode, with the one that any project may end up in. */
export const stagesOf = (mode: Mode): readonly Stage[] => [...lifecycles[mode], termination];

export const rulesFor = <T extends ProjectEventType>(rules: Rules | undefined, type: T): readonly Rule<T>[] => {
  const found = rules?.[type] as Rule<T> | readonly Rule<T>[] | undefined;
  return found === undefined ? [] : Array.isArray(found) ? (found as readonly Rule<T>[]) : [found as Rule<T>];
};

/** The state that `next` means in a stage of a mode. */
export function nextState(mode: Mode, stage: Stage): string {
  const stages = lifecycles[mode];
  const next = stages[stages.indexOf(stage) + 1];
  return next ? `${next.name}.${next.initial}` : 'completed';
}

/** The first action of every transition: without one, XState cannot tell a legal event that stays from a refused one. */
const recorded = { type: 'record' };

function compileRules(rules: Rules, targetOf: (target: string) => string) {
  return Object.fromEntries(
    (Object.keys(rules) as ProjectEventType[]).map((type) => [
      type,
      rulesFor(rules, type).map((rule: Rule<ProjectEventType>) => ({
        ...(rule.target === undefined ? {} : { target: targetOf(rule.target) }),
        ...(rule.guard === undefined
          ? {}
          : {
              guard: ({ context, event }: { context: Situation; event: EventOf<ProjectEventType> }) =>
                rule.guard!(context, event),
            }),
        actions: [
          recorded,
          ...(rule.effects ?? []).map((effect) => ({
            type: effect.name || 'effect',
            params: ({ context, event }: { context: Situation; event: EventOf<ProjectEventType> }) =>
              effect(context, event),
          })),
        ],
      })),
    ]),
  );
}

function compileLifecycle(mode: Mode): AnyStateMachine {
  const states: Record<string, object> = {};
  for (const stage of stagesOf(mode)) {
    const targetOf = (target: string) => `#${mode}.${target === 'next' ? nextState(mode, stage) : target}`;
    states[stage.name] = {
      initial: stage.initial,
      on: compileRules(stage.on ?? {}, targetOf),
      states: Object.fromEntries(
        Object.entries(stage.states).map(([name, node]) => [
          name,
          {
            meta: { waitsFor: node.waitsFor },
            on: compileRules(
              { ...node.on, ...(node.passThrough ? { 'state.passThrough': node.passThrough } : {}) },
              targetOf,
            ),
          },
        ]),
      ),
    };
  }
  for (const name of finalStates) {
    const rules = endRules(mode, name);
    // To XState an end that still takes something is a state like others.
    states[name] =
      Object.keys(rules).length > 0 ? { on: compileRules(rules, (target) => `#${mode}.${target}`) } : { type: 'final' };
  }
  return createMachine({ id: mode, initial: lifecycles[mode][0]!.name, states } as never) as AnyStateMachine;
}

function compilePart(machine: PartMachine): AnyStateMachine {
  const states = Object.fromEntries(
    Object.entries(machine.states).map(([name, state]) => [
      name,
      {
        meta: { waitsFor: state.waitsFor },
        on: compileRules(state.on ?? {}, (target) => `#${machine.kind}.${target}`),
      },
    ]),
  );
  return createMachine({ id: machine.kind, initial: Object.keys(states)[0]!, states } as never) as AnyStateMachine;
}

/** The five lifecycles as XState machines: pure, without timers, invocations or memory of their own. */
export const lifecycleMachines = Object.fromEntries(
  (Object.keys(lifecycles) as Mode[]).map((mode) => [mode, compileLifecycle(mode)]),
) as Readonly<Record<Mode, AnyStateMachine>>;

export const partStateMachines = Object.fromEntries(
  Object.values(partMachines).map((machine) => [machine.kind, compilePart(machine)]),
) as Readonly<Partial<Record<PartKind, AnyStateMachine>>>;

/** The same machines as decisions read them. */
export const lifecycleTables = Object.fromEntries(
  (Object.keys(lifecycles) as Mode[]).map((mode) => [mode, tableOf(lifecycleMachines[mode])]),
) as Readonly<Record<Mode, TransitionTable>>;

export const partTables = Object.fromEntries(
  Object.values(partMachines).map(({ kind }) => [kind, tableOf(partStateMachines[kind]!)]),
) as Readonly<Partial<Record<PartKind, TransitionTable>>>;

interface Node {
  readonly stage: Stage;
  readonly node: StateNode;
}

const nodes = Object.fromEntries(
  (Object.keys(lifecycles) as Mode[]).map((mode) => [
    mode,
    new Map(
      stagesOf(mode).flatMap((stage) =>
        Object.entries(stage.states).map(([name, node]): [string, Node] => [`${stage.name}.${name}`, { stage, node }]),
      ),
    ),
  ]),
) as unknown as Readonly<Record<Mode, ReadonlyMap<string, Node>>>;

/** The stage and the node behind a dotted path; nothing for a final state. */
export const nodeOf = (mode: Mode, state: string): Node | null => nodes[mode].get(state) ?? null;

/** Event types that a state takes, guards not asked. */
export function eventsTakenIn(mode: Mode, state: string): ReadonlySet<ProjectEventType> {
  const found = nodeOf(mode, state);
  if (!found) return new Set();
  return new Set([...Object.keys(found.node.on), ...Object.keys(found.stage.on ?? {})] as ProjectEventType[]);
}
