import type { DataSource } from 'typeorm';
import { type Actor, personOf } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import type { Project } from '../../workflows/project/facts.js';
import { inScope } from '../../workflows/project/permissions.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { isOutage } from '../database/outage.js';
import { inTransaction, reading } from '../database/transaction.js';
import { addRefusals, Changes } from './write.js';

/** What says to whom a project belongs. It is fixed when the project begins, and may be remembered for ever. */
type Belonging = Pick<Project, 'applicantOrganisationId' | 'regionId' | 'regionIds'>;

const remembered = 100_000;

const read = `
  select id, applicant_organisation_id as "applicantOrganisationId", region_id as "regionId", region_ids as "regionIds"
  from project where id = any($1::int[])`;

/**
 * Asks whose a project is before anything waits for it. In a lane or at a lock, the answer to a stranger would come sooner
 * or later with what others do just then to a project that is not there for them; and they would hold up whose it is.
 */
export class OwnCommands {
  private readonly known = new Map<number, Belonging>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * The commands on projects that are not there for their actor, each as the same refusal, whether the project exists or
   * not: after one look into the database, and one row in `refusal`, in either case.
   */
  async missingAmong(commands: readonly Command[]): Promise<ReadonlySet<Command>> {
    const unknown = commands.filter((command) => !this.isKnownToBelong(command));
    if (unknown.length === 0) return new Set();
    const rows = await this.lookUp(unknown.map(({ id }) => id));
    // Whose it is cannot be asked just now: the lanes know how to go on, and the decision asks again.
    if (rows === null) return new Set();
    const found = new Map(rows.map(({ id, ...row }) => [id, row]));
    const missing = unknown.filter(({ id, actor }) => !belongs(actor, found.get(id)));
    for (const command of unknown) if (!missing.includes(command)) this.remember(command.id, found.get(command.id)!);
    if (missing.length > 0) await this.keep(missing);
    return new Set(missing);
  }

  private isKnownToBelong({ subject, id, actor }: Command): boolean {
    return subject !== 'project' || personOf(actor) === null || belongs(actor, this.known.get(id));
  }

  /** Null while the database is out of reach. */
  private async lookUp(ids: readonly number[]): Promise<(Belonging & { id: number })[] | null> {
    try {
      return await reading(this.dataSource, (tx) =>
        tx.named<Belonging & { id: number }>('door.belonging', read, [ids]),
      );
    } catch (error) {
      if (isOutage(error)) return null;
      throw error;
    }
  }

  private remember(id: number, belonging: Belonging): void {
    if (this.known.size >= remembered) this.known.clear();
    this.known.set(id, belonging);
  }

  private async keep(missing: readonly Command[]): Promise<void> {
    const changes = new Changes();
    addRefusals(
      changes,
      missing.map((command) => ({ command, refused: projectMissing() })),
    );
    await inTransaction(this.dataSource, (tx) => changes.write(tx));
  }
}

export const projectMissing = (): DomainError => new DomainError('missing', 'project.missing');

const belongs = (actor: Actor, project: Belonging | undefined): boolean =>
  project !== undefined && inScope(actor, project);
