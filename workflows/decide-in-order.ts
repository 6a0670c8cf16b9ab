import type { Command } from './command.js';
import { decideDocument } from './document/decide.js';
import type { DocumentFacts } from './document/facts.js';
import { decideFundYear, type FundYearDecision } from './fund-year/decide.js';
import type { FundYearFacts } from './fund-year/facts.js';
import type { YearEnd } from './fund-year/year-end.js';
import { Book } from './ledger/book.js';
import { DomainError } from './values/domain-error.js';
import { dayInChina } from './values/local-date.js';
import type { Calendar } from './values/working-days.js';
import { decideProject, type Decision } from './project/decide.js';
import type { ProjectFacts, Situation, Surroundings } from './project/facts.js';

/** All facts that a batch was read with. Each decision sees what its predecessors left. */
export interface World {
  readonly calendar: Calendar;
  readonly cityRegionId: string;
  readonly reviewers: Surroundings['reviewers'];
  readonly departments: Surroundings['departments'];
  readonly projects: Map<number, ProjectFacts>;
  readonly documents: Map<number, DocumentFacts>;
  readonly fundYears: Map<number, FundYearFacts>;
  /** What is still open in years that are about to be closed. */
  readonly yearEnds?: ReadonlyMap<number, YearEnd>;
  readonly uploads: Surroundings['uploads'];
  readonly book: Book;
}

export type Outcome =
  | { readonly command: Command; readonly refused: DomainError }
  | { readonly command: Command; readonly refused: null; readonly project: Decision }
  | { readonly command: Command; readonly refused: null; readonly document: DocumentFacts }
  | { readonly command: Command; readonly refused: null; readonly fundYear: FundYearDecision };

export function situationOf(
  world: World,
  facts: ProjectFacts,
  command: Pick<Command, 'actor' | 'occurredAt'>,
): Situation {
  return {
    today: dayInChina(command.occurredAt),
    calendar: world.calendar,
    cityRegionId: world.cityRegionId,
    reviewers: world.reviewers,
    departments: world.departments,
    documents: world.documents,
    uploads: world.uploads,
    facts,
    actor: command.actor,
    book: world.book,
    part: null,
  };
}

/**
 * Decides one command after the other. A refusal changes nothing in the world; what is accepted does, so that two
 * releases in one batch cannot both empty a pool. Only a DomainError is a refusal; anything else is a bug and thrown.
 */
export function decideInOrder(world: World, commands: readonly Command[]): Outcome[] {
  return commands.map((command) => {
    try {
      return decideOne(world, command);
    } catch (error) {
      if (error instanceof DomainError) return { command, refused: error };
      throw error;
    }
  });
}

/** As `decideInOrder`, wholly or not at all: one refusal, and the world is as if none of them had been sent. */
export function decideTogether(world: World, commands: readonly Command[]): Outcome[] {
  const tried: World = {
    ...world,
    projects: new Map(world.projects),
    documents: new Map(world.documents),
    fundYears: new Map(world.fundYears),
    book: world.book.fork(),
  };
  const outcomes = decideInOrder(tried, commands);
  if (outcomes.some((outcome) => outcome.refused)) return outcomes;
  for (const [id, project] of tried.projects) world.projects.set(id, project);
  for (const [id, document] of tried.documents) world.documents.set(id, document);
  for (const [year, fundYear] of tried.fundYears) world.fundYears.set(year, fundYear);
  tried.book.merge();
  return outcomes;
}

function decideOne(world: World, command: Command): Outcome {
  const { actor, expected } = command;
  switch (command.subject) {
    case 'project': {
      const facts = world.projects.get(command.id);
      if (!facts) throw new DomainError('missing', 'project.missing');
      const project = decideProject(situationOf(world, facts, command), command.event, expected);
      world.projects.set(command.id, project.after);
      return { command, refused: null, project };
    }
    case 'document': {
      const document = decideDocument(world.documents.get(command.id), actor, command.event, expected);
      world.documents.set(command.id, document);
      return { command, refused: null, document };
    }
    case 'fundYear': {
      const today = dayInChina(command.occurredAt);
      const fundYear = decideFundYear(
        world.fundYears.get(command.id),
        actor,
        command.event,
        world.book,
        today,
        expected,
        world.departments,
        world.documents,
        { years: world.fundYears, ends: world.yearEnds ?? new Map() },
      );
      world.fundYears.set(command.id, fundYear.after);
      if (fundYear.carried) world.fundYears.set(fundYear.carried.after.year, fundYear.carried.after);
      return { command, refused: null, fundYear };
    }
  }
}
