import type { DataSource } from 'typeorm';
import { city, county, otherCounty, playerNames } from './cast.js';
import { actorOf, documentOf, partsSeen } from './memory.subject.js';
import type { Opening, Outcome, Paper, Seen, Sent, Subject } from './subject.js';
import { calendar, contentFor, people, uploadsOf } from '../support/story.js';
import { Lane } from '../support/lane.js';
import type { CalendarService } from '../../src/calendar/calendar.service.js';
import { inTransaction, reading } from '../../src/database/transaction.js';
import { createProjects } from '../../src/door/create-projects.js';
import { Door } from '../../src/door/door.js';
import { loadWorld } from '../../src/door/facts.js';
import { recordDocument } from '../../src/documents/record-documents.js';
import { personsOf } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import type { World } from '../../workflows/decide-in-order.js';
import { documentRole } from '../../workflows/document/decide.js';
import type { DocumentKind } from '../../workflows/document/facts.js';
import type { FundYearEvent } from '../../workflows/fund-year/events.js';
import { heldAccount, lineAccount, poolAccount, shareAccount } from '../../workflows/ledger/accounts.js';
import { partFor, versionOf } from '../../workflows/project/decide.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { addDays, localDate } from '../../workflows/values/local-date.js';
import { fen, type Fen } from '../../workflows/values/money.js';

const line = '1.1.4';

/** Many sequences at once on one database: what they send together is decided in batches, by the door's own lanes. */
export class Archive {
  private readonly door: Door;
  private years = 2024;
  private readonly reads: Lane<number, World>;

  private constructor(readonly dataSource: DataSource) {
    this.door = new Door(dataSource, { calendar: () => calendar } as CalendarService);
    this.reads = new Lane(async (ids) => {
      const { world } = await reading(dataSource, (tx) =>
        loadWorld(
          tx,
          calendar,
          { projects: ids, documents: [], fundYears: [] },
          { surroundingsOn: null, lockAccounts: false },
        ),
      );
      return ids.map(() => world);
    });
  }

  /** Puts the cast where the model has it. */
  static async found(dataSource: DataSource): Promise<Archive> {
    // Each sequence has a fund year of its own, and there are more sequences than years: they go back, for income comes no earlier than its year.
    await dataSource.query('alter table fund_year drop constraint fund_year_is_plausible');
    const regions = [city, county, otherCounty];
    for (const id of regions) {
      const level = id === city ? 'city' : 'county';
      await dataSource.query('insert into region (id, name, level) values ($1, $3, $2)', [id, level, id]);
    }
    const players = [...playerNames.map((name) => actorOf(name)), people.secondFinance, people.secondManager].flatMap(
      (actor) => (actor.kind === 'member' ? [actor] : []),
    );
    for (const { organisationId, regionId, level } of players) {
      await dataSource.query(
        `insert into organisation (id, name, region_id, level) values ($1, $1::int::text, $2, $3) on conflict (id) do nothing`,
        [organisationId, regionId, level],
      );
    }
    for (const { personId, organisationId, role } of players) {
      await dataSource.query(
        'insert into person (id, username, name) values ($1, $1::int::text, $1::int::text) on conflict (id) do nothing',
        [personId],
      );
      // Who has a second role acts under it without being listed for it: the first counts.
      await dataSource.query(
        'insert into membership (id, person_id, organisation_id, role) values ($1, $1, $2, $3) on conflict do nothing',
        [personId, organisationId, role],
      );
    }
    const brought = uploadsOf(new Set(players.map(({ organisationId }) => organisationId)));
    for (const { organisationId, hash, bytes, mediaType } of brought.values()) {
      await dataSource.query(
        `insert into stored_file (hash, bytes, media_type, stored_at) values ($1, $2, $3, '2022-03-01') on conflict do nothing`,
        [hash, bytes, mediaType],
      );
      await dataSource.query(
        `insert into upload (id, organisation_id, person_id, class, name, bytes, hash, begun_at)
         select $1 || '-' || $2, $1::int, (select min(person_id) from membership where organisation_id = $1::int), 'other', 'paper', $3, $2, '2022-03-01'`,
        [String(organisationId), hash, bytes],
      );
    }
    return new Archive(dataSource);
  }

  /** The members' ids are those of their persons here; stories number them differently. */
  readonly listed = (member: (typeof people)[keyof typeof people]) => ({ ...member, membershipId: member.personId });

  async send(command: Command): Promise<Outcome> {
    const [answer] = await this.door.outcomes([command]);
    return answer instanceof DomainError ? answer.kind : 'accepted';
  }

  close(): Promise<void> {
    return this.door.onApplicationShutdown();
  }

  async read(id: number): Promise<World> {
    return this.reads.ask(id);
  }

  async open({ mode, run, asked, income, budget }: Opening): Promise<DatabaseSubject> {
    this.years -= 1;
    const year = this.years;
    const shares: Record<string, Fen> =
      run === 'county' ? { [county]: fen(asked) } : { [county]: fen(asked), [otherCounty]: fen(asked / 2n + 1n) };
    const applicant = this.listed(run === 'county' ? people.applicant : people.cityApplicant);
    const occurredAt = '2022-03-01T02:00:00Z';
    const project = await inTransaction(this.dataSource, async (tx) => {
      await tx.named('model.year', 'insert into fund_year (year) values ($1)', [year]);
      await tx.named(
        'model.source',
        `insert into income_source (year, code, name, kind, planned_fen) values ($1, 'levy', 'levy', 'levy', 0)`,
        [year],
      );
      await tx.named(
        'model.line',
        `insert into budget_line (year, code, name, budget_fen, leaf, mode) values ($1, $2, $2, $3, true, $4)`,
        [year, line, budget, mode],
      );
      const [created] = await createProjects(tx, calendar, city, [
        {
          actor: applicant,
          occurredAt,
          title: contentFor(shares).title,
          year,
          line,
          shares: Object.entries(shares).map(([regionId, each]) => ({ regionId, asked: each })),
          content: contentFor(shares, year),
        },
      ]);
      return created!;
    });
    const subject = new DatabaseSubject(this, project.id, year);
    const documentId = await subject.paper('budget', { amounts: {}, confirmed: true });
    await subject.fund(this.listed(people.manager), { type: 'budget.approve', documentId, overIncome: true });
    if (income > 0n) await subject.receive(income);
    return subject;
  }
}

/** The door on a real database, for one sequence. */
export class DatabaseSubject implements Subject {
  private today = localDate('2022-03-01');
  private papers = 0;

  constructor(
    private readonly archive: Archive,
    private readonly id: number,
    private readonly year: number,
  ) {}

  async apply(sent: Sent): Promise<Outcome> {
    if (sent.to === 'calendar') {
      this.today = addDays(this.today, sent.days);
      return 'accepted';
    }
    if (sent.to === 'fund') {
      if (sent.type === 'income') return this.receive(sent.amount);
      const type = sent.type === 'hold' ? 'income.hold' : 'income.lift';
      return this.fund(this.archive.listed(people.finance), { type, amount: fen(sent.amount), reason: '预留' });
    }
    if (sent.to === 'draft') {
      await this.archive.dataSource.query(
        'insert into draft_author (project_id, person_id) select $1, unnest($2::int[]) on conflict do nothing',
        [this.id, personsOf(actorOf(sent.by))],
      );
      return 'accepted';
    }
    const kind = documentOf[sent.type];
    const documentId = kind && sent.paper && (await this.paper(kind, sent.paper));
    const event = {
      type: sent.type,
      ...(sent.part === undefined ? {} : { part: sent.part }),
      ...sent.carries,
      ...(documentId === undefined ? {} : { documentId }),
    } as ProjectEvent;
    const expected = await this.expected(sent.version, event);
    return this.archive.send({
      subject: 'project',
      id: this.id,
      event,
      actor: actorOf(sent.by),
      occurredAt: this.now,
      expected,
    });
  }

  receive(amount: bigint): Promise<Outcome> {
    const receivedOn = this.today;
    const event = { type: 'income.receive', source: 'levy', amount: fen(amount), receivedOn } as const;
    return this.fund(this.archive.listed(people.finance), event);
  }

  fund(actor: Command['actor'], event: FundYearEvent): Promise<Outcome> {
    return this.archive.send({
      subject: 'fundYear',
      id: this.year,
      event,
      actor,
      occurredAt: this.now,
      expected: null,
    });
  }

  async state(): Promise<Seen> {
    const world = await this.archive.read(this.id);
    const facts = world.projects.get(this.id)!;
    const balance = (key: string) => world.book.balance(key);
    const [held] = await this.archive.dataSource.query<{ balance: string }[]>(
      'select balance_fen::text as balance from account where key = $1',
      [heldAccount(this.year)],
    );
    return {
      state: facts.project.state,
      suspended: facts.project.suspendedBy !== null,
      shares: facts.shares.map(({ no, proposed }) => {
        const money = (kind: Parameters<typeof shareAccount>[2]) => balance(shareAccount(this.id, no, kind));
        return `${no}: proposed ${proposed} committed ${money('committed')} issued ${money('issued')} transit ${money('transit')} available ${money('available')} retained ${money('retained')} spent ${money('spent')}`;
      }),
      fund: `pool ${balance(poolAccount(this.year))} held ${held?.balance ?? 0} line ${balance(lineAccount(this.year, line))}`,
      parts: partsSeen(facts),
      waiting: facts.spans.map(({ subject, pausedOn }) => (pausedOn ? `${subject} stands still` : subject)).sort(),
    };
  }

  private get now(): string {
    return `${this.today}T02:00:00Z`;
  }

  async paper(kind: DocumentKind, { amounts, confirmed }: Paper): Promise<number> {
    this.papers += 1;
    const ofManager = documentRole[kind] === 'cityManager';
    const recorder = this.archive.listed(ofManager ? people.manager : people.finance);
    const id = await inTransaction(this.archive.dataSource, (tx) =>
      recordDocument(tx, recorder, this.now, {
        kind,
        year: this.year,
        issuer: '江门市',
        number: `江〔${this.year}〕${this.papers}号`,
        issuedOn: this.today,
        title: kind,
        items: Object.entries(amounts).map(([share, amount]) => ({
          projectId: this.id,
          share: Number(share),
          amount: fen(amount),
        })),
      }),
    );
    if (!confirmed) return id;
    const actor = this.archive.listed(ofManager ? people.secondManager : people.secondFinance);
    const outcome = await this.archive.send({
      subject: 'document',
      id,
      event: { type: 'document.confirm' },
      actor,
      occurredAt: this.now,
      expected: 1,
    });
    if (outcome !== 'accepted') throw new Error(`the document was not confirmed: ${outcome}`);
    return id;
  }

  private async expected(version: Extract<Sent, { to: 'project' }>['version'], event: ProjectEvent) {
    if (version === 'unsaid') return null;
    const facts = (await this.archive.read(this.id)).projects.get(this.id)!;
    const seen = versionOf(facts, partFor(facts, event));
    return version === 'right' ? seen : seen - 1;
  }
}
