import { cast, county, otherCounty } from './cast.js';
import type { Opening, Outcome, Seen, Sent, Subject } from './subject.js';
import { people, story, type Story } from '../support/story.js';
import { type Actor, type Member, personsOf } from '../../workflows/actor.js';
import { decideInOrder } from '../../workflows/decide-in-order.js';
import { partFor, versionOf } from '../../workflows/project/decide.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { partKinds, type Claim, type Inspection, type Seat } from '../../workflows/project/parts.js';
import type { DocumentKind } from '../../workflows/document/facts.js';
import { draftOf, type ProjectFacts } from '../../workflows/project/facts.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { fen, type Fen } from '../../workflows/values/money.js';

/** Which kind of document an event comes with. */
export const documentOf: Readonly<Record<string, DocumentKind>> = {
  'review.approve': 'approval',
  'review.governmentApprove': 'government',
  'release.issue': 'release',
  'review.reject': 'rejection',
  'project.terminate': 'termination',
};

export const actorOf = (by: Extract<Sent, { to: 'project' }>['by']): Actor => {
  if (by === 'system') return { kind: 'system' };
  const { person, organisation, region, ...rest } = cast[by];
  return {
    kind: 'member',
    personId: person,
    membershipId: person,
    organisationId: organisation,
    regionId: region,
    ...rest,
  };
};

/** The pure workflows, moved as the door moves them, but without a database. */
export class MemorySubject implements Subject {
  private readonly story: Story;

  constructor({ mode, run, asked, income, budget }: Opening) {
    const shares: Record<string, Fen> =
      run === 'county' ? { [county]: fen(asked) } : { [county]: fen(asked), [otherCounty]: fen(asked / 2n + 1n) };
    const applicant = run === 'county' ? people.applicant : people.cityApplicant;
    this.story = story({ mode, shares, applicant, income: fen(1), budget: fen(budget) });
    // The story's first fen of income is held, so that an opening without income is one.
    if (income > 0n) this.story.income('levy', fen(income));
    this.story.fundYear(people.finance, { type: 'income.hold', amount: fen(1), reason: '预留' });
  }

  async apply(sent: Sent): Promise<Outcome> {
    if (sent.to === 'calendar') {
      this.story.pass(sent.days);
      return 'accepted';
    }
    const { world, id, year } = this.story;
    if (sent.to === 'draft') {
      const draft = draftOf(this.story.facts);
      const authors = [...draft.authors, ...personsOf(actorOf(sent.by))];
      world.projects.set(id, { ...this.story.facts, draft: { ...draft, authors } });
      return 'accepted';
    }
    if (sent.to === 'fund') {
      const amount = fen(sent.type === 'lift' ? this.liftable(sent.amount) : sent.amount);
      const reason = '预留';
      const event =
        sent.type === 'income'
          ? ({ type: 'income.receive', source: 'levy', amount, receivedOn: this.story.today } as const)
          : ({ type: `income.${sent.type}`, amount, reason } as const);
      const actor: Member = people.finance;
      const command = this.story.command(actor, { type: 'application.submit' });
      return outcome(decideInOrder(world, [{ ...command, subject: 'fundYear', id: year, event }])[0]!.refused);
    }
    const documentKind = documentOf[sent.type];
    const documentId = documentKind && sent.paper && this.paper(documentKind, sent.paper);
    const event = {
      type: sent.type,
      ...(sent.part === undefined ? {} : { part: sent.part }),
      ...sent.carries,
      ...(documentId === undefined ? {} : { documentId }),
    } as ProjectEvent;
    const command = { ...this.story.command(actorOf(sent.by), event, this.expected(sent.version, event)), id };
    return outcome(decideInOrder(world, [command])[0]!.refused);
  }

  async state(): Promise<Seen> {
    const { facts, shareNos, pool } = this.story;
    const heldByOpening = 1n;
    return {
      state: facts.project.state,
      suspended: facts.project.suspendedBy !== null,
      shares: shareNos.map((no) => {
        const { proposed } = facts.shares.find((share) => share.no === no)!;
        const money = (kind: 'committed' | 'released' | 'transit' | 'available' | 'retained' | 'paid') =>
          this.story.money(kind, no);
        return `${no}: proposed ${proposed} committed ${money('committed')} issued ${money('released')} transit ${money('transit')} available ${money('available')} retained ${money('retained')} spent ${money('paid')}`;
      }),
      fund: `pool ${pool} held ${this.held - heldByOpening} line ${this.story.balance('line/2022/1.1.4')}`,
      parts: partsSeen(facts),
      waiting: facts.spans.map(({ subject, pausedOn }) => (pausedOn ? `${subject} stands still` : subject)).sort(),
    };
  }

  private get held(): bigint {
    return this.story.balance('held/2022');
  }

  /** The fen that the opening holds back is not there for the sequence. */
  private liftable(amount: bigint): bigint {
    return amount > this.held - 1n && amount > 0n ? amount + 1n : amount;
  }

  private paper(
    kind: DocumentKind,
    { amounts, confirmed }: NonNullable<Extract<Sent, { to: 'project' }>['paper']>,
  ): number {
    const given = amounts as Record<number, Fen>;
    return confirmed ? this.story.confirmed(kind, given) : this.story.recorded(kind, given);
  }

  private expected(version: Extract<Sent, { to: 'project' }>['version'], event: ProjectEvent): number | null {
    if (version === 'unsaid') return null;
    const seen = versionOf(this.story.facts, partFor(this.story.facts, event));
    return version === 'right' ? seen : seen - 1;
  }
}

const outcome = (refused: DomainError | null): Outcome => refused?.kind ?? 'accepted';

/** What of each part is compared. */
export const partsSeen = (facts: ProjectFacts): Seen['parts'] =>
  Object.fromEntries(
    partKinds.map((kind) => [
      kind,
      facts.parts[kind].map((part) => {
        if (kind === 'claim') {
          const { state, claimed, approved, offset, retained, paid, refunded } = part as Claim;
          return `${state} ${claimed} ${approved} ${offset ?? 0n} ${retained ?? 0n} ${paid} ${refunded}`;
        }
        if (kind === 'inspection') return `${part.state} ${(part as Inspection).accepted}`;
        if (kind === 'seat') return `${part.state} ${(part as Seat).choice}`;
        return part.state;
      }),
    ]),
  );
