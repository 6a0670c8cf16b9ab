import type { Actor, Member } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import { budgetEvent, documentEvent } from '../../workflows/document/decide.js';
import type { DocumentItem, DocumentKind, ScheduleKind } from '../../workflows/document/facts.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import type { Tx } from '../database/transaction.js';
import { type DocumentToRecord, recordDocument } from '../documents/record-documents.js';
import type { Door } from '../door/door.js';

/** When something was done. `turn` orders what a subject did on one day. */
interface When {
  readonly day: LocalDate;
  readonly turn: number;
}

export type Deed = When &
  (
    | { readonly subject: 'project'; readonly id: number; readonly event: ProjectEvent; readonly actor: Actor }
    | { readonly subject: 'fundYear'; readonly id: number; readonly event: FundYearEvent; readonly actor: Actor }
    | { readonly subject: 'document'; readonly kind: ScheduleKind; readonly line: string; readonly item: DocumentItem }
    /** The leading group approves the year's budget, also where it comes to more than the income planned. */
    | { readonly subject: 'budget' }
  );

type DocumentDeed = Extract<Deed, { subject: 'document' }>;
type Doing = Extract<Deed, { subject: 'project' | 'fundYear' }>;

/** Who records and confirms documents of each kind, and by whom they are issued. */
export interface Registry {
  readonly year: number;
  readonly people: Readonly<Record<DocumentKind, readonly [recorder: Member, confirmer: Member]>>;
  readonly issuers: Readonly<Record<DocumentKind, string>>;
  readonly lineName: (code: string) => string;
  /** How people call the project, for a refusal. */
  readonly projectName: (id: number) => string;
  /** Brings the signed original of a document; a past that is imported has none. */
  readonly scanOf?: (recorder: Member, number: string, title: string) => Promise<DocumentToRecord['scan']>;
}

const atOnce = 256;

/** Nine in the morning in China, and some minutes for each turn. */
export function instantOf({ day, turn }: When): string {
  const minutes = 9 * 60 + Math.min(turn * 8, 8 * 60);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00+08:00`;
}

const titles: Readonly<Record<DocumentKind, string>> = {
  approval: '关于批准{line}项目的通知',
  rejection: '关于不予批准{line}项目的通知',
  government: '关于同意{line}项目的批复',
  release: '关于下达{line}资金的通知',
  termination: '关于终止{line}项目的通知',
  budget: '关于批准{line}预算的通知',
  adjustment: '关于调整{line}预算的通知',
};

/**
 * Plays what happened through the door, day by day, telling nobody: each turn of a day is one batch of distinct subjects,
 * and what the same document says of the projects of a line is decided wholly or not at all. Throws at the first
 * refusal, which names the project; the caller's transaction then leaves nothing.
 */
export async function play(
  tx: Tx,
  door: Door,
  deeds: readonly Deed[],
  registry: Registry,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const ordered = [...deeds].sort((a, b) => (a.day === b.day ? a.turn - b.turn : a.day < b.day ? -1 : 1));
  const numbers = new Map<string, number>();
  let done = 0;
  for (const together of groups(ordered)) {
    const documents = together.filter((deed): deed is DocumentDeed => deed.subject === 'document');
    const doings = together.filter((deed): deed is Doing => deed.subject === 'project' || deed.subject === 'fundYear');
    for (const deed of together) if (deed.subject === 'budget') await approveBudget(tx, door, deed, registry);
    for (let from = 0; from < doings.length; from += atOnce) {
      await send(tx, door, doings.slice(from, from + atOnce).map(commandOf), registry);
    }
    for (const schedule of schedules(documents)) {
      const issuer = registry.issuers[schedule[0]!.kind];
      const number = (numbers.get(issuer) ?? 0) + 1;
      numbers.set(issuer, number);
      await decideByDocument(tx, door, schedule, registry, number);
    }
    done += together.length;
    progress(done, ordered.length);
  }
}

/** Runs of the same day and turn. */
function groups(ordered: readonly Deed[]): Deed[][] {
  const found: Deed[][] = [];
  for (const deed of ordered) {
    const last = found.at(-1);
    if (last && last[0]!.day === deed.day && last[0]!.turn === deed.turn) last.push(deed);
    else found.push([deed]);
  }
  return found;
}

/** One document for each kind and line. */
function schedules(deeds: readonly DocumentDeed[]): DocumentDeed[][] {
  const byDocument = new Map<string, DocumentDeed[]>();
  for (const deed of deeds) {
    const key = `${deed.kind} ${deed.line}`;
    byDocument.set(key, [...(byDocument.get(key) ?? []), deed]);
  }
  return [...byDocument.values()];
}

const commandOf = (deed: Doing): Command => ({ ...deed, occurredAt: instantOf(deed), expected: null });

async function decideByDocument(
  tx: Tx,
  door: Door,
  schedule: readonly DocumentDeed[],
  registry: Registry,
  number: number,
): Promise<void> {
  const { year, people, issuers, lineName, scanOf } = registry;
  const { kind, line, day } = schedule[0]!;
  const occurredAt = instantOf(schedule[0]!);
  const [recorder, confirmer] = people[kind];
  // Not a number that any office gave: nobody shall take it for one.
  const named = `补录〔${year}〕${line}-${number}号`;
  const title = titles[kind].replace('{line}', lineName(line));
  const scan = await scanOf?.(recorder, named, title);
  const id = await recordDocument(tx, recorder, occurredAt, {
    kind,
    year,
    issuer: issuers[kind],
    number: named,
    issuedOn: day,
    title,
    ...(scan ? { scan } : {}),
    items: schedule.map(({ item }) => item),
  });
  const sent = { actor: confirmer, occurredAt, expected: null };
  const projects = [...new Set(schedule.map(({ item }) => item.projectId))];
  await send(
    tx,
    door,
    [
      { subject: 'document', id, event: { type: 'document.confirm' }, ...sent },
      ...projects.map((projectId): Command => ({
        subject: 'project',
        id: projectId,
        event: { type: documentEvent[kind], documentId: id } as ProjectEvent,
        ...sent,
      })),
    ],
    registry,
    true,
  );
}

async function approveBudget(tx: Tx, door: Door, deed: When, registry: Registry): Promise<void> {
  const { year, people, issuers, scanOf } = registry;
  const occurredAt = instantOf(deed);
  const [recorder, actor] = people.budget;
  const number = `补录〔${year}〕预算-1号`;
  const title = titles.budget.replace('{line}', `${year}年度`);
  const scan = await scanOf?.(recorder, number, title);
  const id = await recordDocument(tx, recorder, occurredAt, {
    kind: 'budget',
    year,
    issuer: issuers.budget,
    number,
    issuedOn: deed.day,
    title,
    items: [],
    ...(scan ? { scan } : {}),
  });
  const sent = { actor, occurredAt, expected: null };
  const event = { type: budgetEvent.budget, documentId: id, overIncome: true } as const;
  await send(
    tx,
    door,
    [
      { subject: 'document', id, event: { type: 'document.confirm' }, ...sent },
      { subject: 'fundYear', id: year, event, ...sent },
    ],
    registry,
    true,
  );
}

async function send(
  tx: Tx,
  door: Door,
  commands: readonly Command[],
  { projectName }: Registry,
  allOrNothing = false,
): Promise<void> {
  const answers = await door.applyIn(tx, commands, { quiet: true, allOrNothing });
  const refused = answers.flatMap((answer, index) =>
    answer instanceof DomainError && answer.code !== 'batch.others-refused'
      ? [{ answer, command: commands[index]! }]
      : [],
  );
  if (refused.length === 0) return;
  const { answer, command } = refused[0]!;
  const subject = command.subject === 'project' ? projectName(command.id) : `${command.subject}/${command.id}`;
  throw new DomainError(
    'refused',
    'import.step-refused',
    { subject, event: command.event.type, day: command.occurredAt.slice(0, 10) },
    answer.unmet.length > 0 ? answer.unmet : [{ code: answer.code, params: answer.params }],
  );
}
