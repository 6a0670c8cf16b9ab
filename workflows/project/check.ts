import { definitionOf, events, eventTypes } from './event-definitions.js';
import type { ProjectEventType } from './events.js';
import { endRules, finalStates, initialState, nextState, rulesFor, stagesOf } from './lifecycles.js';
import { modes, type Mode } from './modes.js';
import { partMachines } from './part-machines.js';
import { policies } from './policy.js';
import type { Rule, Rules, Waiting } from './stage.js';

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly event: ProjectEventType;
}

/** Every transition of a mode that changes the state, `next` resolved. */
export function edgesOf(mode: Mode): Edge[] {
  const fromEnds = finalStates.flatMap((from) =>
    Object.entries(endRules(mode, from)).flatMap(([type, rule]) => {
      const { target } = rule as Rule<ProjectEventType>;
      return target === undefined ? [] : [{ from, to: target, event: type as ProjectEventType }];
    }),
  );
  const fromStages = stagesOf(mode).flatMap((stage) =>
    Object.entries(stage.states).flatMap(([name, node]) => {
      const from = `${stage.name}.${name}`;
      const rules: Rules = { ...stage.on, ...node.on };
      const all: [ProjectEventType, Rule<ProjectEventType>][] = eventTypes.flatMap((type) =>
        rulesFor(rules, type).map((rule): [ProjectEventType, Rule<ProjectEventType>] => [type, rule as never]),
      );
      const through = rulesFor({ 'state.passThrough': node.passThrough } as Rules, 'state.passThrough');
      all.push(
        ...through.map((rule): [ProjectEventType, Rule<ProjectEventType>] => ['state.passThrough', rule as never]),
      );
      return all
        .filter(([, rule]) => rule.target !== undefined)
        .map(([event, rule]) => ({ from, event, to: rule.target === 'next' ? nextState(mode, stage) : rule.target! }))
        .filter((edge) => edge.to !== edge.from);
    }),
  );
  return [...fromStages, ...fromEnds];
}

export const statesOf = (mode: Mode): string[] => [
  ...stagesOf(mode).flatMap((stage) => Object.keys(stage.states).map((name) => `${stage.name}.${name}`)),
  ...finalStates,
];

/**
 * What is wrong with the lifecycles, in words; empty when they are sound. The application refuses to start otherwise.
 * Looks for: targets that do not exist, states that cannot be reached, states without a way out or from which no end can
 * be reached, waiting states without an owner or a limit, events that no state takes, and events nobody may send.
 */
export function faultsInLifecycles(): string[] {
  const faults: string[] = [];
  const taken = new Set<ProjectEventType>();

  for (const mode of modes) {
    const states = new Set(statesOf(mode));
    const edges = edgesOf(mode);
    for (const edge of edges) {
      if (!states.has(edge.to))
        faults.push(`${mode}: ${edge.from} --${edge.event}--> ${edge.to}, which does not exist`);
    }
    const reached = closure([initialState], (state) => edges.filter((e) => e.from === state).map((e) => e.to));
    const ending = closure([...finalStates], (state) => edges.filter((e) => e.to === state).map((e) => e.from));
    for (const state of states) {
      if (!reached.has(state)) faults.push(`${mode}: ${state} cannot be reached`);
      if (!ending.has(state)) faults.push(`${mode}: no end can be reached from ${state}`);
    }
    for (const stage of stagesOf(mode)) {
      for (const [name, node] of Object.entries(stage.states)) {
        const rules: Rules = { ...stage.on, ...node.on };
        for (const type of Object.keys(rules) as ProjectEventType[]) taken.add(type);
        if (node.passThrough) taken.add('state.passThrough');
        if (node.waitsFor === 'parts') continue;
        faults.push(...faultsInWaiting(`${mode}: ${stage.name}.${name}`, node.waitsFor));
        faults.push(...helplessOwner(`${mode}: ${stage.name}.${name}`, node.waitsFor, rules));
      }
    }
  }

  for (const machine of Object.values(partMachines)) {
    for (const [name, state] of Object.entries(machine.states)) {
      const leaves = Object.values(state.on ?? {}).some(
        (rule) => (rule as Rule<ProjectEventType>).target !== undefined,
      );
      if (state.waitsFor) {
        faults.push(...faultsInWaiting(`${machine.kind}.${name}`, state.waitsFor));
        if (!leaves) faults.push(`${machine.kind}.${name} waits for somebody but has no way out`);
      }
      for (const type of Object.keys(state.on ?? {}) as ProjectEventType[]) {
        if (events[type].part !== machine.kind)
          faults.push(`${machine.kind}.${name} takes ${type}, which is not about it`);
      }
    }
  }

  for (const type of eventTypes) {
    if (!taken.has(type)) faults.push(`no state takes ${type}`);
    if (events[type].by.length === 0) faults.push(`nobody may send ${type}`);
  }
  return faults;
}

/** What interrupts or ends a project, or only adds to its papers, is no answer to what it waits for. */
const interruptions = new Set<ProjectEventType>([
  'application.withdraw',
  'project.suspend',
  'project.resume',
  'project.terminate',
  'paper.add',
  'paper.void',
]);

/** Whoever a state waits for must be able to do something there. */
function helplessOwner(where: string, { holder }: Waiting, rules: Rules): string[] {
  const able = eventTypes.some(
    (type) =>
      rulesFor(rules, type).length > 0 &&
      !interruptions.has(type) &&
      definitionOf(type).by.some((each) => each === holder),
  );
  return able ? [] : [`${where} waits for ${String(holder)}, who can do nothing about it`];
}

function faultsInWaiting(where: string, waiting: Waiting): string[] {
  const days = Object.values(policies).every((policy) => policy.days[waiting.limit] > 0);
  return [...(waiting.holder ? [] : [`${where} has no owner`]), ...(days ? [] : [`${where} has no limit`])];
}

function closure(start: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const found = new Set(start);
  for (const state of found) for (const other of next(state)) found.add(other);
  return found;
}
