import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { readingAs } from '../database/scope.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { once, type Request } from '../door/once.js';
import { toJson } from '../door/rows.js';
import { ProjectReader } from '../projects/project.reader.js';
import type { Member } from '../../workflows/actor.js';
import { isCityRun, regionOf, type Situation } from '../../workflows/project/facts.js';
import { policyOf } from '../../workflows/project/policy.js';
import { masked, type RosterRow, tidyRow, totalOf, unmetInRoster } from '../../workflows/project/roster.js';
import { roleOf } from '../../workflows/project/spans.js';
import { DomainError, type Unmet, unmet } from '../../workflows/values/domain-error.js';
import { fen } from '../../workflows/values/money.js';
import { PersonalKeys } from './personal-keys.js';

interface PersonRow {
  no: number;
  name: string;
  key_id: string;
  sealed: Buffer;
  lookups: string[];
  amount: string;
}
interface Numbers {
  readonly identity: string;
  readonly account: string;
}

/**
 * Rosters (一卡通花名册): handed in by the applicant, shown with masked numbers to who sees the project. What is whole is seen by
 * the payer of the share's county alone, one person at a time, with a reason that is kept.
 */
@Injectable()
export class RostersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly doorDataSource: DoorDataSource,
    private readonly reader: ProjectReader,
    private readonly clock: Clock,
    private readonly keys: PersonalKeys,
  ) {}

  /**
   * All of it or nothing: what is wrong is told row by row. The key of the request is kept with a keyed digest of the rows:
   * neither a number nor a hash that could be guessed stays behind.
   */
  async bring(member: Member, request: Request, projectId: number, given: readonly RosterRow[]) {
    const { facts } = await this.reader.situation(member, projectId);
    const { project } = facts;
    if (project.applicantOrganisationId !== member.organisationId) {
      throw new DomainError('forbidden', 'project.role-refused', { event: 'claim.draft' });
    }
    const rows = given.map(tidyRow);
    const cap = policyOf(project.policy).personYearCap;
    refuseIf(unmetInRoster(rows, cap));
    const asked = { roster: project.id, of: this.keys.lookups(toJson(rows))[0] };
    const work = async (tx: Tx) => {
      const people = rows.map((row) => ({ ...row, lookups: this.keys.lookups(row.identity) }));
      const before = await paidElsewhere(
        tx,
        people.flatMap(({ lookups }) => lookups),
        project,
        null,
      );
      refuseIf(
        people.flatMap(({ amount, lookups }, index): Unmet[] => {
          const paid = moneyOf(before, lookups);
          const over = { row: index + 1, amount, paid, cap };
          return paid > 0n && paid + amount > cap
            ? [unmet('roster.over-cap-with-others', over, `rows.${index}.amount`)]
            : [];
        }),
      );
      const [roster] = await tx.named<{ id: number }>(
        'roster.bring',
        `insert into roster (project_id, year, line, people, total_fen, brought_by, brought_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [project.id, project.year, project.line, rows.length, String(totalOf(rows)), member.personId, this.clock.now()],
      );
      const sealed = people.map(({ name, identity, account, amount, lookups }, index) => {
        const kept = this.keys.seal(JSON.stringify({ identity, account } satisfies Numbers));
        return {
          no: index + 1,
          name,
          key_id: kept.keyId,
          sealed: kept.sealed.toString('base64'),
          lookups,
          amount: String(amount),
        };
      });
      await tx.named(
        'roster.bring-people',
        `insert into roster_person (roster_id, no, project_id, name, key_id, sealed, lookups, amount_fen)
         select $1, r.no, $2, r.name, r.key_id, decode(r.sealed, 'base64'), r.lookups, r.amount
         from json_to_recordset($3::json) as r(no int, name text, key_id text, sealed text, lookups text[], amount bigint)`,
        [roster!.id, project.id, JSON.stringify(sealed)],
      );
      return { id: roster!.id };
    };
    const { id } = await inTransaction(this.doorDataSource, (tx) => once(tx, request, asked, () => work(tx)));
    return this.show(member, projectId, id);
  }

  /** With masked numbers; `elsewhere`: by how many other claims of the year the same person is paid. A hint, no refusal. */
  show(member: Member, projectId: number, rosterId: number) {
    return readingAs(this.dataSource, member, async (tx) => {
      const { facts } = await this.reader.situationIn(tx, member, projectId);
      const roster = facts.rosters.find(({ id }) => id === rosterId);
      if (!roster) throw new DomainError('missing', 'roster.missing', { roster: rosterId });
      const rows = await tx.named<PersonRow>(
        'roster.people',
        `select no, name, key_id, sealed, lookups, amount_fen::text as amount from roster_person where roster_id = $1 order by no`,
        [rosterId],
      );
      const elsewhere = await paidElsewhere(
        tx,
        rows.flatMap(({ lookups }) => lookups),
        facts.project,
        rosterId,
      );
      return {
        ...roster,
        rows: rows.map(({ no, name, amount, lookups, ...kept }) => {
          const { identity, account } = this.numbersOf(kept);
          const claims = Math.max(
            0,
            ...elsewhere.filter((one) => lookups.includes(one.lookup)).map((one) => one.claims),
          );
          return { no, name, identity: masked(identity), account: masked(account, 4), amount, elsewhere: claims };
        }),
      };
    });
  }

  /** Whole numbers of one person, to the payer alone; that it was done is kept before they are told. */
  async reveal(
    member: Member,
    request: Request,
    projectId: number,
    rosterId: number,
    no: number,
    reason: string,
  ): Promise<Numbers> {
    const situation = await this.reader.situation(member, projectId);
    const roster = situation.facts.rosters.find(({ id }) => id === rosterId);
    if (!roster) throw new DomainError('missing', 'roster.missing', { roster: rosterId });
    if (!pays(situation, member, rosterId)) throw new DomainError('forbidden', 'roster.payer-only');
    return inTransaction(this.doorDataSource, async (tx) => {
      const [row] = await tx.named<PersonRow>(
        'roster.person',
        'select no, name, key_id, sealed, lookups from roster_person where roster_id = $1 and no = $2',
        [rosterId, no],
      );
      if (!row) throw new DomainError('missing', 'roster.missing', { roster: rosterId });
      await once(tx, request, { reveal: rosterId, no, reason }, async () => {
        await tx.named(
          'roster.reveal',
          `insert into roster_reveal (roster_id, no, project_id, person_id, membership_id, reason, revealed_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [rosterId, no, projectId, member.personId, member.membershipId, reason, this.clock.now()],
        );
        return { no };
      });
      return this.numbersOf(row);
    });
  }

  private numbersOf({ key_id: keyId, sealed }: Pick<PersonRow, 'key_id' | 'sealed'>): Numbers {
    return JSON.parse(this.keys.unseal(keyId, sealed)) as Numbers;
  }
}

function refuseIf(found: readonly Unmet[]): void {
  // Two thousand sentences help nobody: who has mended the first hundred comes back for the others.
  if (found.length > 0) throw new DomainError('refused', 'roster.wrong', { count: found.length }, found.slice(0, 100));
}

interface Elsewhere {
  lookup: string;
  on_line: string;
  claims: number;
}

const paidElsewhere = (tx: Tx, lookups: readonly string[], of: { year: number; line: string }, but: number | null) =>
  tx.named<Elsewhere & Record<string, unknown>>('roster.elsewhere', 'select * from paid_by_roster($1, $2, $3, $4)', [
    lookups,
    of.year,
    of.line,
    but,
  ]);

/** Several keys find the same rows: what one of them found is all there is, or more than the others did. */
const moneyOf = (found: readonly Elsewhere[], lookups: readonly string[]) =>
  found
    .filter(({ lookup }) => lookups.includes(lookup))
    .map(({ on_line: paid }) => fen(paid))
    .reduce((most, paid) => (paid > most ? paid : most), fen(0));

/** Finance of the county that pays the claim with this roster; of a roster that no claim names, that of the project. */
function pays(s: Situation, member: Member, rosterId: number): boolean {
  const claim = s.facts.parts.claim.find(({ lines }) => lines.some(({ roster }) => roster === rosterId)) ?? null;
  const regionId = regionOf(s.facts, claim);
  const cityRun = isCityRun(s, regionId);
  return member.role === roleOf('payer', cityRun) && (cityRun || member.regionId === regionId);
}
