import type { DataSource } from 'typeorm';
import { setTimeout as delay } from 'node:timers/promises';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { documentEvent } from '../../workflows/document/decide.js';
import type { ScheduleKind } from '../../workflows/document/facts.js';
import { definitionOf } from '../../workflows/project/event-definitions.js';
import type { ProjectEventType } from '../../workflows/project/events.js';
import type { City } from './city.js';
import type { Entry, Journal, Reply } from './journal.js';
import { replayAll, type Opened } from './replay.js';
import { patienceMs, type Visitor } from './visitor.js';

/** How long the system may take to do by itself what was left over when the last fault had passed. */
const settlesWithinMs = 30_000;
/** No answer may take longer than this, whatever has died. */
const longestAnswerMs = 18_000;

export interface Evidence {
  readonly city: City;
  readonly journal: Journal;
  readonly visitors: ReadonlyMap<string, Visitor>;
}

/** What is wrong after all has come back: a sentence for each. Nobody else works meanwhile. */
export async function judge({ city, journal, visitors }: Evidence): Promise<string[]> {
  const { db } = city;
  const unsettled = await untilSettled(db);
  const history = await historyOf(city);
  const replayed = await replayAll(db);
  return [
    ...unsettled,
    ...answersOf(journal),
    ...doneOnce(journal, history, await schedulesOf(db)),
    ...marked(journal, history),
    ...(await drafts(db, journal)),
    ...(await differencesInBooks(db)).map((difference) => `the books do not agree: ${JSON.stringify(difference)}`),
    ...replayed.differences,
    ...(await told(city, replayed.opened)),
    ...(await toldAgain(city, journal, visitors)),
  ];
}

/** Waits until nothing is left to do or held; what does not come to an end is named. */
async function untilSettled(db: DataSource): Promise<string[]> {
  for (const deadline = Date.now() + settlesWithinMs; ; await delay(100)) {
    const left = await leftovers(db);
    if (left.length === 0 || Date.now() > deadline) return left;
  }
}

async function leftovers(db: DataSource): Promise<string[]> {
  const rows = await db.query<{ what: string }[]>(`
    select 'the outbox still holds ' || count(*) || ' rows' as what from outbox having count(*) > 0
    union all
    select 'a connection is ' || state || ' since ' || state_change || ': ' || query from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'
    union all
    select 'a connection waits for a lock: ' || query from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
    union all
    select 'a prepared transaction is left: ' || gid from pg_prepared_xacts`);
  return rows.map(({ what }) => what);
}

/** Whatever was away, each request was answered soon, and in words. */
function answersOf({ sendings }: Journal): string[] {
  const slowest = sendings.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
  const wrong = sendings.flatMap(({ reply, at }) => {
    const when = new Date(at).toISOString();
    if (reply === 'silent') return [`nothing was answered within ${patienceMs} ms at ${when}`];
    if (reply === 'broken' || reply.status < 500) return [];
    return isClearOutage(reply)
      ? []
      : [`an outage was answered with ${reply.status} ${JSON.stringify(reply.body)} at ${when}`];
  });
  if (slowest > longestAnswerMs) wrong.push(`an answer took ${slowest} ms`);
  return wrong;
}

const outages = ['service.unavailable', 'service.busy', 'service.outcome-unknown', 'service.stopping'];

/** 503 in words, with the time after which to come again. */
export const isClearOutage = (reply: Reply): boolean =>
  typeof reply === 'object' &&
  reply.status === 503 &&
  outages.includes(reply.body['code'] as string) &&
  Boolean(reply.body['detail']) &&
  reply.type?.startsWith('application/problem+json') === true &&
  Number(reply.retryAfter) > 0;

interface Line {
  readonly subject: string;
  readonly seq: number;
  readonly event: string;
  readonly who: string | null;
  readonly payload: string;
}

/** What was written into history since the load began. */
async function historyOf({ db, before, people }: City): Promise<Line[]> {
  const names = new Map([...people].map(([name, { personId }]) => [personId, name]));
  const rows = await db.query<(Omit<Line, 'who'> & { subject_id: number; person: number | null; kind: string })[]>(
    `select subject::text as kind, subject_id, subject || '/' || subject_id as subject, seq, event, person_id as person,
       payload::text as payload
     from history order by subject, subject_id, seq`,
  );
  const isOld = ({ kind, subject_id: id, seq }: (typeof rows)[number]) => seq <= (before.get(`${kind}/${id}`) ?? 0);
  return rows
    .filter((row) => !isOld(row))
    .map(({ person, ...row }) => ({ ...row, who: person === null ? null : (names.get(person) ?? 'a stranger') }));
}

type Schedules = ReadonlyMap<string, { readonly kind: ScheduleKind; readonly projects: readonly number[] }>;

async function schedulesOf(db: DataSource): Promise<Schedules> {
  const rows = await db.query<{ id: number; kind: ScheduleKind; projects: number[] }[]>(
    `select d.id, d.kind, array_agg(distinct i.project_id) as projects
     from document d join document_item i on i.document_id = d.id group by d.id`,
  );
  return new Map(rows.map(({ id, ...schedule }) => [`document/${id}`, schedule]));
}

/**
 * What was acknowledged stands in history once; what was refused, not at all; what nobody knows of, once or not at all.
 * And nothing stands there that nobody sent. Counted by subject, event and person, for not every event carries a text.
 */
function doneOnce(journal: Journal, history: readonly Line[], schedules: Schedules): string[] {
  const sent = new Map<string, { done: number; unknown: number }>();
  const count = (place: string, outcome: Entry['outcome']) => {
    const counted = sent.get(place) ?? { done: 0, unknown: 0 };
    if (outcome !== 'refused') counted[outcome] += 1;
    sent.set(place, counted);
  };
  for (const entry of journal.entries) {
    if (entry.event === 'draft.save' || entry.subject === 'new') continue;
    count(`${entry.subject} ${entry.event} ${entry.who}`, entry.outcome);
    if (entry.event !== 'document.confirm') continue;
    const { kind, projects } = schedules.get(entry.subject)!;
    for (const id of projects) count(`project/${id} ${documentEvent[kind]} ${entry.who}`, entry.outcome);
  }
  const stands = new Map<string, number>();
  for (const { subject, event, who } of history) {
    if (event === 'application.begin' || event === 'document.record') continue;
    if (who === null && definitionOf(event as ProjectEventType).by.includes('system')) continue;
    const place = `${subject} ${event} ${who ?? 'by itself'}`;
    stands.set(place, (stands.get(place) ?? 0) + 1);
  }
  return [...new Set([...sent.keys(), ...stands.keys()])].flatMap((place) => {
    const { done, unknown } = sent.get(place) ?? { done: 0, unknown: 0 };
    const found = stands.get(place) ?? 0;
    if (found < done) return [`${place}: acknowledged ${done} times, and stands in history ${found} times`];
    return found > done + unknown
      ? [`${place}: stands in history ${found} times; ${done} were acknowledged and ${unknown} are not known`]
      : [];
  });
}

/** The same by the mark that a text carries: not one for the other. */
function marked({ entries }: Journal, history: readonly Line[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { event, payload } of history) {
    for (const mark of new Set(payload.match(/〔\d+〕/g))) lines.set(mark, [...(lines.get(mark) ?? []), event]);
  }
  return entries.flatMap(({ body, event, outcome, who }) => {
    const [mark] = /〔\d+〕/.exec(JSON.stringify(body, withoutMoney)) ?? [];
    if (!mark || event === 'draft.save') return [];
    const found = lines.get(mark) ?? [];
    const [least, most] = { done: [1, 1], refused: [0, 0], unknown: [0, 1] }[outcome] as [number, number];
    const right = found.length >= least && found.length <= most && found.every((each) => each === event);
    return right ? [] : [`${event} of ${who} with ${mark} is ${outcome}, and history tells it as [${found.join()}]`];
  });
}

const withoutMoney = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** What was written last and acknowledged is what is kept, unless a save that nobody knows of came after it. */
async function drafts(db: DataSource, { entries }: Journal): Promise<string[]> {
  const rows = await db.query<{ subject: string; version: number; summary: string }[]>(
    `select 'project/' || project_id as subject, version, content ->> 'summary' as summary from draft`,
  );
  return rows.flatMap(({ subject, version, summary }) => {
    const saves = entries.filter((entry) => entry.event === 'draft.save' && entry.subject === subject);
    const done = saves.filter(({ outcome }) => outcome === 'done');
    const unknown = saves.filter(({ outcome }) => outcome === 'unknown').length;
    const found: string[] = [];
    const versions = done.map(({ answer }) => answer['version'] as number);
    if (new Set(versions).size < versions.length) found.push(`${subject}: two saves were given the same version`);
    if (version - 1 < done.length || version - 1 > done.length + unknown) {
      found.push(`${subject}: version ${version} after ${done.length} acknowledged saves and ${unknown} unknown ones`);
    }
    const last = done.find(({ answer }) => answer['version'] === version);
    const written = (last?.body as { content?: { summary: string } } | undefined)?.content?.summary;
    if (last && written !== summary) found.push(`${subject}: keeps ${summary}, and ${written} was acknowledged`);
    return found;
  });
}

/** Whoever fills a span that was opened has one notice of it, and nobody has one of what did not happen. */
async function told({ db, before }: City, opened: readonly Opened[]): Promise<string[]> {
  const members = await db.query<{ person: number; role: string; region: string; organisation: number }[]>(
    `select m.person_id as person, m.role, o.region_id as region, o.id as organisation
     from membership m join organisation o on o.id = m.organisation_id where m.ended_on is null`,
  );
  const due = opened
    .filter(({ projectId, seq }) => seq > Math.max(1, before.get(`project/${projectId}`) ?? 0))
    .flatMap((span) =>
      members
        .filter(
          ({ person, role, region, organisation }) =>
            role === span.role &&
            (span.personId === null || span.personId === person) &&
            (span.organisationId === null || span.organisationId === organisation) &&
            (span.regionId === null || span.regionId === region),
        )
        .map(({ person }) => `${person} of ${span.subject} in line ${span.seq} of project ${span.projectId}`),
    );
  const rows = await db.query<{ notice: string }[]>(
    `select person_id || ' of ' || subject || ' in line ' || seq || ' of project ' || project_id as notice from notice`,
  );
  const delivered = rows.map(({ notice }) => notice);
  const twice = delivered.length - new Set(delivered).size;
  return [
    ...missing(due, delivered).map((notice) => `was never told: ${notice}`),
    ...missing(delivered, due).map((notice) => `was told of what did not happen: ${notice}`),
    ...(twice > 0 ? [`${twice} notices were delivered twice`] : []),
  ];
}

function missing(from: readonly string[], among: readonly string[]): string[] {
  const there = new Set(among);
  return from.filter((each) => !there.has(each));
}

const askedAgain = 300;

/** Each command that was acknowledged, sent once more with its key: the same answer, and nothing is done by it. */
async function toldAgain({ db }: City, journal: Journal, visitors: ReadonlyMap<string, Visitor>): Promise<string[]> {
  const lengths = () =>
    db.query<object[]>('select count(*)::int as lines, (select count(*)::int from entry) as entries from history');
  const before = JSON.stringify(await lengths());
  const wrong: string[] = [];
  for (const entry of journal
    .of('done')
    .filter(({ event }) => event !== 'draft.save')
    .slice(-askedAgain)) {
    const { reply } = await visitors.get(entry.who)!.send(entry);
    const same = typeof reply === 'object' && JSON.stringify(reply.body) === JSON.stringify(entry.answer);
    if (!same)
      wrong.push(
        `${entry.event} with key ${entry.key}: ${JSON.stringify(entry.answer)}, then ${JSON.stringify(reply)}`,
      );
  }
  const after = JSON.stringify(await lengths());
  return before === after ? wrong : [...wrong, `sending again changed something: ${before}, ${after}`];
}
