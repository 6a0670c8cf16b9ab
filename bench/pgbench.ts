import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './measured.js';

/** On the PATH, or in PostgreSQL's own folder; null where there is none. */
export function findPgbench(): string | null {
  if (spawnSync('pgbench', ['--version']).status === 0) return 'pgbench';
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, 'bin', 'pgbench')).find((path) => existsSync(path)) ?? null;
}

export const versionOf = (pgbench: string): string =>
  spawnSync(pgbench, ['--version'], { encoding: 'utf8' }).stdout.trim();

const begin = (first: number, last: number) => `\\set id random(${first}, ${last})
\\set key random(1, 1000000000000)
begin;
select 1 from project where id = :id order by id for no key update;`;

const project = (state: string) => `
update project set title = '村道硬底化', state = '${state}', visit = visit + 1, suspended_by = null,
  endorsed_by = null, revision = revision, notice_ends_on = null,
  returned = '{"by": "officer", "reason": "材料不全", "fields": [{"field": "need", "reason": "依据不足"}]}',
  history_length = history_length + 1
  where id = :id returning visit, history_length as seq, region_id as region, applicant_organisation_id as org, (select min(person_id) from draft_author where project_id = :id) as person,
  (select min(m.id) from draft_author a join membership m on m.person_id = a.person_id where a.project_id = :id) as member \\gset`;

const spans = (state: string, role: string) => `
update span set closed_on = '2026-03-02' where project_id = :id and closed_on is null;
insert into span (project_id, subject, state, visit, role, region_id, organisation_id, person_id, blame, opened_on, due_on)
  values (:id, 'project', '${state}', :visit, '${role}', :region, ${role === 'applicant' ? ':org' : 'null'}, null, 'county', '2026-03-02', '2026-03-09');`;

const history = (event: string, from: string, to: string, payload: string, member = ':member') => `
insert into history (subject, subject_id, seq, event, part, from_state, to_state, person_id, membership_id, payload, raised, occurred_at)
  values ('project', :id, :seq, '${event}', null, '${from}', '${to}', :person, ${member}, '${payload}', '{}', '2026-03-02');`;

const outbox = (state: string, role: string) => `
insert into outbox (topic, payload) values ('spans.opened', '{"seq": 1, "projectId": 1, "opened": [{"role": "${role}",
  "blame": "county", "dueOn": "2026-03-09", "state": "${state}", "visit": 1, "subject": "project", "openedOn": "2026-03-02",
  "pausedOn": null, "personId": null, "regionId": "440781", "organisationId": null}]}');`;

const request = `
insert into request (person_id, key, hash, response) values (:person, 'pgbench-' || :key,
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '[{"id": 1, "part": null, "state": "application.endorsing", "visit": 3, "subject": "project"}]');`;

const revision = `
insert into revision (project_id, no, content, authors, submitted_by, submitted_at)
  select :id, 1000 + :seq, content, array[:person::int], :person, '2026-03-02' from draft where project_id = :id;`;

const [drafting, endorsing] = ['application.returned', 'application.endorsing'];

/** The rows that the door writes for the decisions of `city.ts`, statement by statement as one would by hand. */
const sameRows = (first: number, last: number): string[] => [
  [
    begin(first, last),
    project(drafting!),
    spans(drafting!, 'applicant'),
    history(
      'application.return',
      endorsing!,
      drafting!,
      '{"reason": "材料不全", "fields": [{"field": "need", "reason": "依据不足"}]}',
    ),
    outbox(drafting!, 'applicant'),
    request,
    'commit;',
  ].join('\n'),
  [
    begin(first, last),
    project(endorsing!),
    spans(endorsing!, 'countyOfficer'),
    revision,
    history(
      'application.submit',
      drafting!,
      endorsing!,
      '{"answers": [{"field": "need", "answer": "已补充水文资料"}]}',
    ),
    outbox(endorsing!, 'countyOfficer'),
    request,
    'commit;',
  ].join('\n'),
];

/** Row, version, history, outbox: the least that a transition could be. */
const minimal = (first: number, last: number): string[] => [
  [
    begin(first, last),
    `update project set state = '${endorsing}', visit = visit + 1, history_length = history_length + 1 where id = :id
       returning history_length as seq, (select min(person_id) from draft_author where project_id = :id) as person \\gset`,
    history('application.submit', drafting!, endorsing!, '{}', 'null'),
    outbox(endorsing!, 'countyOfficer'),
    'commit;',
  ].join('\n'),
];

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Runs pgbench's prepared statements in so many connections for so long. */
export async function runPgbench(
  pgbench: string,
  databaseUrl: string,
  which: 'sameRows' | 'minimal',
  { first, last }: Range,
  clients: number,
  seconds: number,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-pgbench-'));
  try {
    const scripts = (which === 'sameRows' ? sameRows : minimal)(first, last).flatMap((script, index) => {
      const file = join(folder, `${index}.sql`);
      writeFileSync(file, script);
      return ['-f', file];
    });
    const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', String(Math.min(clients, 2))];
    const log = ['-l', '--log-prefix', join(folder, 'log')];
    const child = spawn(pgbench, [...args, '-T', String(seconds), ...log, ...scripts, databaseUrl], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
    if (!perSecond || /aborted/.test(output)) throw new Error(`pgbench failed:\n${output}`);
    return { perSecond, p50Ms: medianOf(folder), count: Number(/actually processed: (\d+)/.exec(output)?.[1]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The third column of pgbench's log: each transaction's time in microseconds. */
function medianOf(folder: string): number {
  const times = readdirSync(folder)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((row) => Number(row.split(' ')[2]))
    .sort((a, b) => a - b);
  return (times[Math.floor(times.length / 2)] ?? 0) / 1000;
}
