import { isDeepStrictEqual } from 'node:util';
import { toJson } from '../../src/door/rows.js';
import type { Answer, Submission } from '../../src/door/batch.js';
import type { Command } from '../../workflows/command.js';
import { decideInOrder, decideTogether, type Outcome, type World } from '../../workflows/decide-in-order.js';
import type { Refusal, Told } from './door-process.js';

/** What one caller sent and was told. */
export interface Sent extends Submission {
  readonly told: Told;
}

const isRefusal = (answer: Answer | Refusal): answer is Refusal => 'refused' in answer;
export const isAccepted = ({ told }: Sent): boolean => !('broken' in told) && !told.some(isRefusal);

/** A retry and what it repeats are one thing that was asked; what has no key is one by itself. */
export const nameOf = (sent: Sent): string | Sent =>
  sent.request ? `${sent.request.personId} ${sent.request.key}` : sent;

const bodyOf = ({ commands }: Submission): string =>
  toJson(commands.map(({ subject, id, event, expected }) => ({ subject, id, event, expected })));

/**
 * Lives what was accepted once more, in the order in which it was committed, through the pure workflows alone. What was
 * refused must have been refusable at one of the places between.
 */
export class CommitOrder {
  private readonly worlds: World[];

  constructor(before: World) {
    this.worlds = [before];
  }

  /** What the system did by itself, if it could have done it here. */
  tryNext(command: Command): boolean {
    const world = copyOf(this.last);
    if (decideInOrder(world, [command])[0]!.refused) return false;
    this.worlds.push(world);
    return true;
  }

  get last(): World {
    return this.worlds.at(-1)!;
  }

  /** The next that was committed: what is wrong with it, in words. */
  next(sent: Sent): string[] {
    const world = copyOf(this.last);
    const outcomes = decided(world, sent);
    this.worlds.push(world);
    return outcomes.flatMap((outcome, index) => {
      if (outcome.refused)
        return [`was accepted, and could not be for ${toJson(codesOf(outcome))}: ${toJson(sent.commands)}`];
      const answer = (sent.told as readonly Answer[])[index]!;
      if (!('project' in outcome)) return [];
      const { project, part } = outcome.project;
      const due = { state: project.state, visit: project.visit, part };
      return isDeepStrictEqual(due, { state: answer.state, visit: answer.visit, part: answer.part })
        ? []
        : [`was answered with ${toJson(answer)}, and led to ${toJson(due)}: ${toJson(sent.commands)}`];
    });
  }

  /** Of what was sent and not accepted: what no place between could have refused, or nobody may hear. `all` that had been sent. */
  unexplained(these: readonly Sent[], all: readonly Sent[]): string[] {
    return these.flatMap((sent) => {
      if ('broken' in sent.told) return [`broke: ${sent.told.broken} ${toJson(sent.commands)}`];
      if (isAccepted(sent) || this.isReused(sent, all)) return [];
      const codes = sent.told.map(codesOf);
      const explains = (world: World) =>
        isDeepStrictEqual(
          decided(copyOf(world), sent).map((outcome) => (outcome.refused ? codesOf(outcome) : null)),
          codes,
        );
      return this.worlds.some(explains)
        ? []
        : [`was refused with ${toJson(codes)} for no reason: ${toJson(sent.commands)}`];
    });
  }

  /** The key was used for something else, which was done. */
  private isReused(sent: Sent, all: readonly Sent[]): boolean {
    const [answer] = sent.told as readonly (Answer | Refusal)[];
    if (!answer || !isRefusal(answer) || answer.refused.code !== 'request.key-reused') return false;
    return all.some((other) => isAccepted(other) && nameOf(other) === nameOf(sent) && bodyOf(other) !== bodyOf(sent));
  }
}

/** Whoever asked the same with the same key was told the same, and nobody was told yes for another request with that key. */
export function oneAnswerPerKey(all: readonly Sent[]): string[] {
  const first = new Map<string | Sent, Sent>();
  return all.filter(isAccepted).flatMap((sent) => {
    const known = first.get(nameOf(sent));
    if (!known) first.set(nameOf(sent), sent);
    return !known || (bodyOf(known) === bodyOf(sent) && isDeepStrictEqual(known.told, sent.told))
      ? []
      : [`one key, two answers: ${toJson(known)} and ${toJson(sent)}`];
  });
}

function codesOf(answer: Answer | Refusal | Outcome): readonly string[] | null {
  if (!('refused' in answer) || !answer.refused) return null;
  const { code, unmet } = answer.refused;
  return [code, ...unmet.map((each) => each.code)];
}

function decided(world: World, { commands, allOrNothing }: Submission): readonly (Outcome | Refusal)[] {
  if (!allOrNothing) return decideInOrder(world, commands);
  const outcomes = decideTogether(world, commands);
  const others = { refused: { kind: 'refused', code: 'batch.others-refused', params: {}, unmet: [] } } as const;
  return outcomes.some(({ refused }) => refused)
    ? outcomes.map((outcome) => (outcome.refused ? outcome : others))
    : outcomes;
}

const copyOf = (world: World): World => ({
  ...world,
  projects: new Map(world.projects),
  documents: new Map(world.documents),
  fundYears: new Map(world.fundYears),
  book: world.book.fork(),
});
