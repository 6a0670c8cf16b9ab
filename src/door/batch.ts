import type { Statements } from '../database/transaction.js';
import type { Command } from '../../workflows/command.js';
import { decideInOrder, decideTogether, type Outcome, type World } from '../../workflows/decide-in-order.js';
import type { ProjectFacts } from '../../workflows/project/facts.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Calendar } from '../../workflows/values/working-days.js';
import { type OpenSession, openSessions } from '../identity/open-sessions.js';
import { closingAmong, loadWorld, lockSubjects, movesMoney, subjectsOf, surroundingsOf } from './facts.js';
import { answerTo, hashOf, keptAnswers, nameOf, type Request } from './once.js';
import { type Accepted, addAccepted, addRefusals, Changes } from './write.js';

export interface ApplyOptions {
  /** Every command is accepted, or nothing is written. */
  readonly allOrNothing?: boolean;
  /** A retry with the same key by the same person gets the first answer and does nothing again. */
  readonly request?: Request;
  /** Tells nobody that something waits for them: an import of past years. */
  readonly quiet?: boolean;
}

/** What one caller sends: commands on distinct subjects, with one key. A batch of the door is made of these. */
export interface Submission extends ApplyOptions {
  readonly commands: readonly Command[];
}

/** What a caller is told of an accepted command. Kept beside the request's key, so that a retry is told the same. */
export interface Answer {
  readonly subject: Command['subject'];
  readonly id: number;
  readonly state: string | null;
  readonly visit: number | null;
  readonly part: string | null;
}

/**
 * An answer or a refusal for each command; or one refusal of the whole, where the session is over or the key was used for
 * something else.
 */
export type Reply = readonly (Answer | DomainError)[] | DomainError;

/** What was decided and is not written yet. */
export interface Decided {
  readonly replies: readonly Reply[];
  readonly changes: Changes;
}

/**
 * Locks, reads and decides in one round trip. Lock and facts are two statements:
 * in one, READ COMMITTED pairs a new project with old votes and no version check notices. Each submission sees what its
 * predecessors left, on the same subject and with the same key too, and one that is refused leaves no trace on those after
 * it.
 */
export async function decideBatch(
  tx: Statements,
  calendar: Calendar,
  submissions: readonly Submission[],
): Promise<Decided> {
  const commands = submissions.flatMap((submission) => submission.commands);
  const subjects = subjectsOf(commands);
  const requests = submissions.flatMap(({ request }) => request ?? []);
  const [, kept, signedIn, { world, historyLength }] = await Promise.all([
    lockSubjects(tx, subjects, closingAmong(commands)),
    keptAnswers<Answer[]>(tx, requests),
    openSessions(
      tx,
      requests.flatMap(({ session }) => session?.hash ?? []),
      commands[0]!.occurredAt,
    ),
    loadWorld(
      tx,
      calendar,
      subjects,
      { surroundingsOn: surroundingsOf(commands), lockAccounts: movesMoney(commands) },
      commands,
    ),
  ]);

  const answered = new Map(kept);
  const changes = new Changes();
  const replies = submissions.map((submission): Reply => {
    const { request, quiet = false } = submission;
    if (request?.session && !isOpen(request.session, signedIn))
      return new DomainError('forbidden', 'session.signed-out');
    const hash = request ? hashOf(submission.commands.map(asked)) : '';
    try {
      const earlier = request && answerTo(request, hash, answered.get(nameOf(request)));
      if (earlier) return earlier;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    const before = factsOf(world, submission.commands);
    const outcomes = decide(world, submission);
    addRefusals(changes, outcomes);
    const accepted = outcomes.filter((outcome): outcome is Accepted => outcome.refused === null);
    const isRefused = accepted.length < outcomes.length;
    if (submission.allOrNothing && isRefused) {
      return outcomes.map((outcome) => outcome.refused ?? new DomainError('refused', 'batch.others-refused'));
    }
    addAccepted(changes, accepted, before, historyLength, quiet);
    const answers = outcomes.map((outcome) => outcome.refused ?? answerOf(outcome));
    // What was refused leaves the key free: a retry tries again.
    if (request && !isRefused) {
      changes.keep(request, hash, answers);
      answered.set(nameOf(request), { hash, response: answers as Answer[] });
    }
    return answers;
  });
  return { replies, changes };
}

/** Who signed out, everywhere perhaps, or lost the membership while a decision waited, does not decide any more. */
const isOpen = ({ hash, membershipId }: NonNullable<Request['session']>, open: ReadonlyMap<string, OpenSession>) =>
  open.get(hash)?.member.membershipId === membershipId;

const decide = (world: World, { commands, allOrNothing }: Submission): Outcome[] =>
  allOrNothing ? decideTogether(world, commands) : decideInOrder(world, commands);

/** The projects as they are before these commands: those of the batch before them are done. */
const factsOf = (world: World, commands: readonly Command[]): ReadonlyMap<number, ProjectFacts> =>
  new Map(
    commands.flatMap(({ subject, id }) => {
      const facts = subject === 'project' ? world.projects.get(id) : undefined;
      return facts ? [[id, facts] as const] : [];
    }),
  );

const asked = ({ subject, id, event, expected }: Command) => ({ subject, id, event, expected });

function answerOf(outcome: Exclude<Outcome, { refused: DomainError }>): Answer {
  const { subject, id } = outcome.command;
  if ('project' in outcome) {
    const { project, part } = outcome.project;
    return { subject, id, state: project.state, visit: project.visit, part };
  }
  if ('document' in outcome) {
    return { subject, id, state: outcome.document.state, visit: outcome.document.version, part: null };
  }
  const { after, change } = outcome.fundYear;
  return { subject, id, state: after.state, visit: after.version, part: change.part ?? null };
}
