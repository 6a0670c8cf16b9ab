import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { reading } from '../../src/database/transaction.js';
import { loadWorld } from '../../src/door/facts.js';
import { fromRow, partTables, projectTable, reviveMoney, shareTable, spanTable, toJson } from '../../src/door/rows.js';
import { type Member, system } from '../../workflows/actor.js';
import { decideInOrder, situationOf, type World } from '../../workflows/decide-in-order.js';
import { lineAccount, poolAccount, shareAccount, type ShareAccountKind } from '../../workflows/ledger/accounts.js';
import { Book, type Posting } from '../../workflows/ledger/book.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import type { Draft, ProjectFacts, Span } from '../../workflows/project/facts.js';
import { initialState } from '../../workflows/project/lifecycles.js';
import { type Upload, uploadKey, type Uploads } from '../../workflows/project/papers.js';
import { noParts, partKinds } from '../../workflows/project/parts.js';
import { isSameSpan, spansAfter } from '../../workflows/project/spans.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { fen, type Fen } from '../../workflows/values/money.js';

interface Told {
  readonly id: number;
  readonly seq: number;
  readonly event: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly membership: number | null;
  readonly payload: Record<string, unknown>;
  readonly at: Date;
}

/** A span that a line of history opened: whoever fills it is told. */
export interface Opened extends Span {
  readonly projectId: number;
  readonly seq: number;
}

export interface Replayed {
  readonly differences: string[];
  readonly opened: Opened[];
}

/**
 * Lives every project's life once more, from its first line of history to its last, through the pure workflows alone,
 * and compares what comes of it with what stands in the tables: state, shares, parts, open spans, every entry and every
 * balance of its shares. What the history does not explain is a difference.
 *
 * Each project by itself: pools and lines, which all share, are taken as ample; that they were not overdrawn is for the
 * proof of the books. `only` for some of the projects.
 */
export async function replayAll(db: DataSource, only?: readonly number[]): Promise<Replayed> {
  const [now, uploads, histories, members, revisions, entries] = await Promise.all([
    presentWorld(db, only),
    uploadsOf(db),
    historiesOf(db),
    membersOf(db),
    revisionsOf(db),
    entriesOf(db),
  ]);
  const differences: string[] = [];
  const opened: Opened[] = [];
  for (const facts of now.projects.values()) {
    const { id } = facts.project;
    const life = new Life({ ...now, uploads }, facts, histories.get(id) ?? [], { members, revisions, entries });
    differences.push(...life.relive());
    opened.push(...life.opened);
  }
  return { differences, opened };
}

interface Papers {
  readonly members: ReadonlyMap<number, Member>;
  readonly revisions: ReadonlyMap<string, Draft>;
  readonly entries: ReadonlyMap<string, string>;
}

const ample = fen(10n ** 15n);

class Life {
  readonly opened: Opened[] = [];
  private readonly balances = new Map<string, Fen>();
  private readonly world: World;

  constructor(
    private readonly now: World,
    private readonly end: ProjectFacts,
    private readonly history: readonly Told[],
    private readonly papers: Papers,
  ) {
    this.world = { ...now, projects: new Map(), book: new Book(this.balances) };
  }

  relive(): string[] {
    const { code, id } = this.end.project;
    const [first, ...rest] = this.history;
    if (!first) return [`${code} has no history`];
    try {
      this.begin(first);
      for (const told of rest) this.happen(told);
    } catch (error) {
      return [`${code}: ${(error as Error).message}`];
    }
    const lived = picture(this.world.projects.get(id)!, this.world.book);
    const stands = picture(this.end, this.now.book);
    return Object.keys(stands).flatMap((what) =>
      isDeepStrictEqual(lived[what], stands[what])
        ? []
        : [`${code}: ${what} stands as ${printed(stands[what])}, its history leads to ${printed(lived[what])}`],
    );
  }

  private begin({ at, membership, seq }: Told): void {
    const { project } = this.end;
    const facts: ProjectFacts = {
      ...this.end,
      project: {
        ...project,
        state: initialState,
        visit: 1,
        suspendedBy: null,
        endorsedBy: null,
        revision: 0,
        noticeEndsOn: null,
        returned: null,
      },
      shares: this.end.shares.map((share) => ({ ...share, proposed: null })),
      parts: noParts,
      spans: [],
      authors: [],
    };
    const begun = { actor: this.papers.members.get(membership!)!, occurredAt: at.toISOString() };
    this.become({ ...facts, spans: spansAfter(situationOf(this.world, facts, begun)) }, [], seq);
  }

  private happen(told: Told): void {
    const { id } = this.end.project;
    this.supply(told);
    const before = this.world.projects.get(id)!;
    const [outcome] = decideInOrder(this.world, [
      {
        subject: 'project',
        id,
        event: { type: told.event, ...reviveMoney<object>(revive(told.payload)) } as ProjectEvent,
        actor: told.membership === null ? system : this.papers.members.get(told.membership)!,
        occurredAt: told.at.toISOString(),
        expected: null,
      },
    ]);
    const line = `line ${told.seq}, ${told.event},`;
    if (outcome!.refused) throw new Error(`${line} could not happen: ${printed(outcome!.refused)}`);
    if (!('project' in outcome!)) throw new Error(`${line} is no project's`);
    const { from, to, postings, after } = outcome.project;
    if (from !== told.from || to !== told.to) {
      throw new Error(`${line} leads from ${from} to ${to}, and is told as from ${told.from} to ${told.to}`);
    }
    const [due, posted] = [postings.map(shownPosting).sort().join('; '), this.papers.entries.get(`${id}/${told.seq}`)];
    if (due !== (posted ?? '')) throw new Error(`${line} posts ${due || 'nothing'}; in the ledger stands ${posted}`);
    this.become(after, before.spans, told.seq);
  }

  /** What the project met from outside: the draft that was frozen then, and money of all where there was some. */
  private supply({ event }: Told): void {
    const { id, year, line } = this.end.project;
    const facts = this.world.projects.get(id)!;
    const draft = this.papers.revisions.get(`${id}/${facts.project.revision + 1}`);
    if (event === 'application.submit' && draft) {
      this.world.projects.set(id, { ...facts, draft });
    }
    this.balances.set(poolAccount(year), event === 'release.wait' ? fen(0n) : ample);
    this.balances.set(lineAccount(year, line), ample);
  }

  private become(facts: ProjectFacts, before: readonly Span[], seq: number): void {
    const { id } = facts.project;
    this.world.projects.set(id, facts);
    const fresh = facts.spans.filter((span) => !before.some((known) => isSameSpan(known, span)));
    this.opened.push(...fresh.map((span) => ({ ...span, projectId: id, seq })));
  }
}

const shareKinds: readonly ShareAccountKind[] = ['committed', 'issued', 'transit', 'available', 'spent'];

/** What the door keeps of a project, table by table, as it would write it. */
function picture({ project, shares, parts, spans }: ProjectFacts, book: Book): Record<string, unknown> {
  const { id } = project;
  return {
    project: projectTable.row({ ...project, historyLength: 0 }),
    shares: shares.map((share) => shareTable.row({ projectId: id, ...share })),
    parts: partKinds.flatMap((kind) =>
      parts[kind].map((part) => ({ kind, ...partTables[kind].row({ ...part, projectId: id }) })),
    ),
    spans: spans.map((span) => printed(spanTable.row({ ...span, projectId: id, closedOn: null }))).sort(),
    money: shares.flatMap(({ no }) => shareKinds.map((kind) => `${kind} ${book.balance(shareAccount(id, no, kind))}`)),
  };
}

const printed = (value: unknown): string => toJson(value);

const shownPosting = ({ kind, from, to, amount }: Posting) => `${kind} ${from} ${to} ${amount}`;

/** Money that stands in an event by itself; that of its lists is known to `reviveMoney`. */
const moneyOfEvents = ['approved', 'accepted', 'newAmount', 'spent'];

const revive = (payload: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [key, moneyOfEvents.includes(key) ? fen(value as string) : value]),
  );

/** All that was ever brought: while the load lasts, no sweep takes any of it. */
async function uploadsOf(db: DataSource): Promise<Uploads> {
  const rows = await db.query<Record<string, unknown>[]>(
    `select u.organisation_id, f.hash, f.bytes, f.media_type, f.taken_at, f.latitude, f.longitude
     from upload u join stored_file f on f.hash = u.hash`,
  );
  const uploads = rows.map((row) => fromRow<Upload>(row));
  return new Map(uploads.map((upload) => [uploadKey(upload.organisationId, upload.hash), upload]));
}

async function presentWorld(db: DataSource, only: readonly number[] | null = null): Promise<World> {
  return reading(db, async (tx) => {
    const [ids] = await tx.named<{ projects: number[]; documents: number[]; fundYears: number[] }>(
      'replay.ids',
      `select array(select id from project where $1::int[] is null or id = any($1) order by id) as projects, array(select id from document order by id) as documents,
         array(select year from fund_year order by year) as "fundYears"`,
      [only],
    );
    const calendar = new CalendarService().calendar();
    return (
      await loadWorld(tx, calendar, ids!, { surroundingsOn: dayInChina(new Date().toISOString()), lockAccounts: false })
    ).world;
  });
}

async function historiesOf(db: DataSource): Promise<Map<number, Told[]>> {
  const rows = await db.query<Told[]>(
    `select subject_id as id, seq, event, from_state as "from", to_state as "to", membership_id as membership, payload,
       occurred_at as at
     from history where subject = 'project' order by subject_id, seq`,
  );
  const found = new Map<number, Told[]>();
  for (const told of rows) found.set(told.id, [...(found.get(told.id) ?? []), told]);
  return found;
}

async function membersOf(db: DataSource): Promise<Map<number, Member>> {
  const rows = await db.query<Omit<Member, 'kind'>[]>(
    `select m.id as "membershipId", m.person_id as "personId", m.organisation_id as "organisationId", m.role,
       o.region_id as "regionId", o.level
     from membership m join organisation o on o.id = m.organisation_id`,
  );
  return new Map(rows.map((row) => [row.membershipId, { kind: 'member', ...row }]));
}

async function revisionsOf(db: DataSource): Promise<Map<string, Draft>> {
  const rows = await db.query<{ place: string; content: unknown; authors: number[] }[]>(
    `select project_id || '/' || no as place, content, authors from revision`,
  );
  return new Map(rows.map(({ place, content, authors }) => [place, { content: reviveMoney(content), authors }]));
}

/** By project and line of its history. */
async function entriesOf(db: DataSource): Promise<Map<string, string>> {
  const rows = await db.query<{ place: string; entries: string }[]>(
    `select e.subject_id || '/' || e.seq as place,
       string_agg(concat_ws(' ', e.kind, f.key, t.key, e.amount_fen), '; '
         order by concat_ws(' ', e.kind, f.key, t.key, e.amount_fen) collate "C") as entries
     from entry e join account f on f.id = e.from_account_id join account t on t.id = e.to_account_id
     where e.subject = 'project' group by e.subject_id, e.seq`,
  );
  return new Map(rows.map(({ place, entries }) => [place, entries]));
}
