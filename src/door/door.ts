import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { CalendarService } from '../calendar/calendar.service.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { createLanePool } from '../database/keyed-pools.js';
import type { Statements } from '../database/transaction.js';
import type { Command } from '../../workflows/command.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { type Answer, type ApplyOptions, decideBatch, type Reply, type Submission } from './batch.js';
import { type LaneFigures, Lanes } from './lanes.js';
import { OwnCommands, projectMissing } from './own-commands.js';

/**
 * The door: the only writer of states, history, spans and ledger entries. Commands on distinct subjects, each accepted or
 * refused by itself, unless all or nothing is asked for. What several callers send at once shares a transaction.
 */
@Injectable()
export class Door implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly lanes: Lanes;
  private readonly own: OwnCommands;

  constructor(
    dataSource: DoorDataSource,
    private readonly calendar: CalendarService,
  ) {
    this.own = new OwnCommands(dataSource);
    this.pool = createLanePool((dataSource.options as { url: string }).url);
    this.lanes = new Lanes(this.pool, (tx, submissions) => decideBatch(tx, this.calendar.calendar(), submissions));
  }

  /** Answers in the order of the commands. Throws the first refusal; what was accepted beside it stands, unless all or nothing was asked for. */
  async apply(commands: readonly Command[], options: ApplyOptions = {}): Promise<Answer[]> {
    const outcomes = await this.outcomes(commands, options);
    return outcomes.map((outcome) => {
      if (outcome instanceof DomainError) throw outcome;
      return outcome;
    });
  }

  /** As `apply`, with the refusals among the answers. Rejects with `Unavailable` when it cannot be done now. */
  async outcomes(commands: readonly Command[], options: ApplyOptions = {}): Promise<readonly (Answer | DomainError)[]> {
    assertDistinct(commands);
    const missing = await this.own.missingAmong(commands);
    if (missing.size === 0) return answersIn(await this.lanes.submit({ commands, ...options }));
    const others = commands.filter((command) => !missing.has(command));
    const answers = options.allOrNothing
      ? others.map(() => new DomainError('refused', 'batch.others-refused'))
      : others.length === 0
        ? []
        : answersIn(await this.lanes.submit({ commands: others, ...options }));
    return commands.map((command) => (missing.has(command) ? projectMissing() : answers[others.indexOf(command)]!));
  }

  /** As `outcomes`, within the caller's transaction: an import. */
  async applyIn(
    tx: Statements,
    commands: readonly Command[],
    options: ApplyOptions = {},
  ): Promise<readonly (Answer | DomainError)[]> {
    assertDistinct(commands);
    const submission: Submission = { commands, ...options };
    const { replies, changes } = await decideBatch(tx, this.calendar.calendar(), [submission]);
    await changes.write(tx);
    return answersIn(replies[0]!);
  }

  get figures(): LaneFigures {
    return this.lanes.figures;
  }

  /** Resolves when everything that was sent is answered. */
  settled(): Promise<void> {
    return this.lanes.settled();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.settled();
    await this.pool.end();
  }
}

function answersIn(reply: Reply): readonly (Answer | DomainError)[] {
  if (reply instanceof DomainError) throw reply;
  return reply;
}

function assertDistinct(commands: readonly Command[]): void {
  const subjects = new Set(commands.map(({ subject, id }) => `${subject}/${id}`));
  if (subjects.size !== commands.length) throw new Error('a batch names each subject once');
}
