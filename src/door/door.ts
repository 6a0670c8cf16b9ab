import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import type { Command } from '../../workflows/command.js';
import { decideInOrder, type Outcome } from '../../workflows/decide-in-order.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { loadWorld, lockSubjects, movesMoney, needsSurroundings, subjectsOf } from './facts.js';
import { onceUnless, type Request } from './once.js';
import { type Accepted, changesOf, refusalsOf } from './write.js';

export interface ApplyOptions {
  /** Every command is accepted, or nothing is written. */
  readonly allOrNothing?: boolean;
  /** A retry with the same key by the same person gets the first answer and does nothing again. */
  readonly request?: Request;
  /** Tells nobody that something waits for them: an import of past years. */
  readonly quiet?: boolean;
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
 * The door: the only writer of states, history, spans and ledger entries. One transaction for a batch of commands on
 * distinct subjects; each is accepted or refused by itself, unless all or nothing is asked for.
 */
@Injectable()
export class Door {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly calendar: CalendarService,
  ) {}

  /** Answers in the order of the commands. Throws the first refusal; what was accepted beside it stands, unless all or nothing was asked for. */
  async apply(commands: readonly Command[], options: ApplyOptions = {}): Promise<Answer[]> {
    const outcomes = await this.outcomes(commands, options);
    return outcomes.map((outcome) => {
      if (outcome instanceof DomainError) throw outcome;
      return outcome;
    });
  }

  /** As `apply`, with the refusals among the answers. */
  async outcomes(commands: readonly Command[], options: ApplyOptions = {}): Promise<(Answer | DomainError)[]> {
    return inTransaction(this.dataSource, (tx) => this.applyIn(tx, commands, options));
  }

  /**
   * Lock, read, decide, write, within the caller's transaction. Lock and facts are two statements: in one, READ COMMITTED
   * pairs a new project with old votes and no version check notices.
   */
  async applyIn(tx: Tx, commands: readonly Command[], options: ApplyOptions = {}): Promise<(Answer | DomainError)[]> {
    assertDistinct(commands);
    const subjects = subjectsOf(commands);
    await lockSubjects(tx, subjects);
    const { request } = options;
    if (!request) return this.decideAndWrite(tx, commands, subjects, options);

    let refused: (Answer | DomainError)[] | null = null;
    const asked = commands.map(({ subject, id, event, expected }) => ({ subject, id, event, expected }));
    const answers = await onceUnless(tx, request, asked, async () => {
      const outcomes = await this.decideAndWrite(tx, commands, subjects, options);
      if (outcomes.some((outcome) => outcome instanceof DomainError)) refused = outcomes;
      return refused ? null : (outcomes as Answer[]);
    });
    return answers ?? refused!;
  }

  private async decideAndWrite(
    tx: Tx,
    commands: readonly Command[],
    subjects: ReturnType<typeof subjectsOf>,
    { allOrNothing, quiet = false }: ApplyOptions,
  ): Promise<(Answer | DomainError)[]> {
    const { world, historyLength } = await loadWorld(tx, this.calendar.calendar(), subjects, {
      surroundings: needsSurroundings(commands),
      lockAccounts: movesMoney(commands),
    });
    const before = new Map(world.projects);
    const outcomes = decideInOrder(world, commands);
    await refusalsOf(outcomes).write(tx);

    const accepted = outcomes.filter((outcome): outcome is Accepted => outcome.refused === null);
    if (allOrNothing && accepted.length < outcomes.length) {
      return outcomes.map((outcome) => outcome.refused ?? new DomainError('refused', 'batch.others-refused'));
    }
    await changesOf(accepted, before, historyLength, quiet).write(tx);
    return outcomes.map((outcome) => outcome.refused ?? answerOf(outcome));
  }
}

function answerOf(outcome: Exclude<Outcome, { refused: DomainError }>): Answer {
  const { subject, id } = outcome.command;
  if ('project' in outcome) {
    const { project, part } = outcome.project;
    return { subject, id, state: project.state, visit: project.visit, part };
  }
  if ('document' in outcome) {
    return { subject, id, state: outcome.document.state, visit: outcome.document.version, part: null };
  }
  return { subject, id, state: outcome.fundYear.after.state, visit: outcome.fundYear.after.version, part: null };
}

function assertDistinct(commands: readonly Command[]): void {
  const subjects = new Set(commands.map(({ subject, id }) => `${subject}/${id}`));
  if (subjects.size !== commands.length) throw new Error('a batch names each subject once');
}
