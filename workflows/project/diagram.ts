import { edgesOf, type Edge } from './check.js';
import { type EventDefinition, events, eventTypes } from './event-definitions.js';
import type { ProjectEventType } from './events.js';
import { finalStates, initialState, lifecycles, rulesFor, stagesOf } from './lifecycles.js';
import { modes, type Mode } from './modes.js';
import { partMachines } from './part-machines.js';
import { currentPolicy, type Limit, policyOf } from './policy.js';
import type { PartKind } from './parts.js';
import type { Blame } from './facts.js';
import type { Holder, PartMachine, Stage, StateNode, Waiting } from './stage.js';

/** The words of the diagrams, given from outside: the lifecycles themselves know only codes. */
export interface LifecycleLabels {
  readonly modes: Readonly<Record<Mode, string>>;
  readonly stages: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<ProjectEventType, string>>;
  readonly holders: Readonly<Record<Holder | 'system', string>>;
  readonly limits: Readonly<Record<Limit, string>>;
  readonly blames: Readonly<Record<Blame, string>>;
  readonly partKinds: Readonly<Record<PartKind, string>>;
}

const id = (state: string): string => state.replace('.', '_');
const stageOf = (state: string): string => state.split('.')[0]!;

/** One arrow, however many events lead the same way. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly ProjectEventType[];
}

function arrows(edges: readonly Edge[]): Arrow[] {
  const byEnds = new Map<string, Arrow>();
  for (const { from, to, event } of edges) {
    const key = `${from}>${to}`;
    const found = byEnds.get(key)?.events ?? [];
    byEnds.set(key, { from, to, events: [...new Set([...found, event])] });
  }
  return [...byEnds.values()];
}

/** What every state of a stage does alike (withdrawal, termination) leaves from the stage as a whole, as one arrow. */
function gathered(stage: Stage, edges: readonly Edge[]): Edge[] {
  const states = Object.keys(stage.states).map((name) => `${stage.name}.${name}`);
  const alike = ({ event, to }: Edge) =>
    states.length > 1 && states.every((from) => edges.some((e) => e.from === from && e.event === event && e.to === to));
  const whole = edges.filter((edge) => alike(edge) && stageOf(edge.to) !== stage.name);
  return [
    ...edges.filter((edge) => !whole.includes(edge)),
    ...whole.filter((edge) => edge.from === states[0]).map((edge) => ({ ...edge, from: stage.name })),
  ];
}

/** Mermaid (stateDiagram-v2) of one mode: stages as composite states; events that change no state are left out. */
export function lifecycleDiagram(mode: Mode, labels: LifecycleLabels): string {
  const edges = edgesOf(mode);
  const all = arrows([
    ...stagesOf(mode).flatMap((stage) =>
      gathered(
        stage,
        edges.filter((e) => stageOf(e.from) === stage.name),
      ),
    ),
    ...edges.filter((e) => !e.from.includes('.')),
  ]);
  const line = ({ from, to, events: types }: Arrow) =>
    `${id(from)} --> ${id(to)} : ${types.map((type) => labels.events[type]).join(' / ')}`;
  const inside = ({ from, to }: Arrow) => from.includes('.') && stageOf(from) === stageOf(to);

  return [
    'stateDiagram-v2',
    `  [*] --> ${id(initialState)}`,
    ...stagesOf(mode).flatMap((stage) => [
      `  state "${labels.stages[stage.name]}" as ${stage.name} {`,
      ...Object.keys(stage.states).map((name) => {
        const state = `${stage.name}.${name}`;
        return `    state "${labels.states[state]}" as ${id(state)}`;
      }),
      ...all
        .filter((arrow) => inside(arrow) && stageOf(arrow.from) === stage.name)
        .map((arrow) => `    ${line(arrow)}`),
      '  }',
    ]),
    ...finalStates.map((state) => `  state "${labels.states[state]}" as ${state}`),
    ...all.filter((arrow) => !inside(arrow)).map((arrow) => `  ${line(arrow)}`),
    ...finalStates.map((state) => `  ${state} --> [*]`),
  ].join('\n');
}

/** Mermaid of the small life of one kind of part. */
export function partDiagram(machine: PartMachine, labels: LifecycleLabels): string {
  const states = Object.keys(machine.states);
  const label = (state: string) => labels.states[`${machine.kind}.${state}`];
  const lines = arrows(
    states.flatMap((from) => {
      const on = machine.states[from]!.on ?? {};
      return (Object.keys(on) as ProjectEventType[]).flatMap((event) =>
        rulesFor(on, event).map(({ target }) => ({ from, to: target ?? from, event })),
      );
    }),
  );
  return [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${label(state)}" as ${state}_`),
    `  [*] --> ${states[0]}_`,
    ...lines.map(
      ({ from, to, events: types }) =>
        `  ${from}_ --> ${to}_ : ${types.map((type) => labels.events[type]).join(' / ')}`,
    ),
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const diagram = (text: string): string => ['```mermaid', text, '```'].join('\n');

function waitingCells(waitsFor: Waiting | 'parts' | undefined, labels: LifecycleLabels): string[] {
  if (waitsFor === undefined) return ['', ''];
  if (waitsFor === 'parts') return ['each open part', ''];
  const { holder, limit, blame, paused } = waitsFor;
  const days = policyOf(currentPolicy).days[limit];
  const who = typeof holder === 'function' ? 'by what it is about' : labels.holders[holder];
  const clock = paused ? ', the clock stands still' : blame ? `, counted as: ${labels.blames[blame]}` : '';
  return [who, `${labels.limits[limit]}: ${days}${clock}`];
}

/** The states of all modes, each with where it is and its node; those that differ by mode are listed once. */
function stateRows(labels: LifecycleLabels): string[][] {
  const seen = new Map<string, { readonly node: StateNode; readonly modes: Mode[] }>();
  for (const mode of modes) {
    for (const stage of stagesOf(mode)) {
      for (const [name, node] of Object.entries(stage.states)) {
        const state = `${stage.name}.${name}`;
        if (!seen.has(state)) seen.set(state, { node, modes: [] });
        seen.get(state)!.modes.push(mode);
      }
    }
  }
  return [...seen].map(([state, { node, modes: found }]) => [
    code(state),
    labels.states[state]!,
    ...waitingCells(node.waitsFor, labels),
    found.length === modes.length ? 'all' : found.map((mode) => labels.modes[mode]).join(', '),
  ]);
}

/** Where an event is taken: whole stages by their names, single states by their paths. */
function takenIn(type: ProjectEventType, labels: LifecycleLabels): string {
  const stages = new Map<string, { taken: Set<string>; all: Set<string> }>();
  for (const stage of modes.flatMap(stagesOf)) {
    const found = stages.get(stage.name) ?? { taken: new Set(), all: new Set() };
    stages.set(stage.name, found);
    for (const [name, node] of Object.entries(stage.states)) {
      found.all.add(name);
      if (rulesFor({ ...stage.on, ...node.on }, type).length > 0) found.taken.add(name);
    }
  }
  return [...stages]
    .flatMap(([stage, { taken, all }]) =>
      taken.size === all.size ? [labels.stages[stage]!] : [...taken].map((name) => code(`${stage}.${name}`)),
    )
    .join(', ');
}

function eventRow(type: ProjectEventType, labels: LifecycleLabels): string[] {
  const { by, part, decides, whileSuspended, throughDocument, requires } = events[
    type
  ] as EventDefinition<ProjectEventType>;
  const conditions = [
    ...(requires ?? []).map((requirement) => code(requirement.name)),
    ...(throughDocument ? [`a confirmed document (${throughDocument})`] : []),
    ...(decides ? ['not by who submitted it'] : []),
    ...(whileSuspended ? ['also while suspended'] : []),
  ];
  return [
    code(type),
    labels.events[type],
    by.map((holder) => labels.holders[holder]).join(', '),
    part ? labels.partKinds[part] : '',
    takenIn(type, labels),
    conditions.join(', '),
  ];
}

/** The whole of `docs/lifecycle.md`; `drawn` are the words of the diagrams, where there is less room. */
export function lifecycleDocument(labels: LifecycleLabels, drawn: LifecycleLabels = labels): string {
  const sent = eventTypes.filter((type) => !events[type].raised);
  const raised = eventTypes.filter((type) => events[type].raised && type !== 'state.passThrough');
  return [
    '# Lifecycles',
    'Generated from the machines in `workflows/`; a test compares. Do not edit: `npx vitest run --project pure -u` writes it anew.',
    'A lifecycle is a list of stages; the funding mode orders them. An arrow from a stage leaves from each of its states. ' +
      'Events that change no state are in the table of events.',
    table(
      ['mode', '', 'stages'],
      modes.map((mode) => [
        code(mode),
        labels.modes[mode],
        lifecycles[mode].map((stage) => labels.stages[stage.name]).join(' → '),
      ]),
    ),
    ...modes.flatMap((mode) => [`## ${labels.modes[mode]}`, diagram(lifecycleDiagram(mode, drawn))]),
    '## Who must act, and how long they have',
    `Working days of policy ${code(currentPolicy)}. The clock also stands still while a project is suspended. A project ends in: ` +
      `${finalStates.map((state) => `${code(state)} ${labels.states[state]}`).join(', ')}.`,
    table(['state', '', 'holder', 'limit in working days', 'modes'], stateRows(labels)),
    '## Events',
    'Who may, where, and what must hold. The named requirements are functions in `workflows/project/requirements.ts`.',
    table(
      ['event', '', 'by', 'about', 'taken in', 'requires'],
      sent.map((type) => eventRow(type, labels)),
    ),
    'These follow by themselves when a part has come to its end:',
    table(
      ['event', '', 'taken in'],
      raised.map((type) => [code(type), labels.events[type], takenIn(type, labels)]),
    ),
    '## Parts',
    'What lives a small life of its own inside a project, side by side with others of its kind.',
    ...Object.values(partMachines).flatMap((machine) => [
      `### ${labels.partKinds[machine.kind]}`,
      diagram(partDiagram(machine, drawn)),
      table(
        ['state', '', 'holder', 'limit in working days'],
        Object.entries(machine.states).map(([state, { waitsFor }]) => [
          code(`${machine.kind}.${state}`),
          labels.states[`${machine.kind}.${state}`]!,
          ...waitingCells(waitsFor, labels),
        ]),
      ),
    ]),
  ].join('\n\n');
}
