import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Run } from './comparison.js';
import { median } from './measured.js';

interface Layers {
  readonly decide: number;
  readonly session: { readonly node: number; readonly postgres: number };
}

const best = (runs: readonly Run[]): Run => runs.reduce((best, run) => (run.perSecond > best.perSecond ? run : best));
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const goal = (isMet: boolean): string => (isMet ? 'met' : 'not met');

/** The figures as Markdown: best of the rounds, ratios between runs of the same round and their median, and the CPU by layer. */
export function tablesOf(
  runs: ReadonlyMap<string, readonly Run[]>,
  inFlights: readonly number[],
  { decide, session }: Layers,
  versions: { readonly pgbench: string; readonly postgres: string },
): string {
  const of = (kind: string, inFlight: number) => runs.get(`${kind} ${inFlight}`)!;
  const ratios = (kind: string, against: string, inFlight: number) =>
    of(kind, inFlight).map((run, round) => run.perSecond / of(against, inFlight)[round]!.perSecond);
  const ratio = (kind: string, against: string, inFlight: number) => {
    const each = ratios(kind, against, inFlight);
    return `${percent(Math.max(...each))} (median ${percent(median(each))})`;
  };
  const rows = inFlights.map((inFlight) => {
    const [pgbench, minimal, door, http] = ['pgbench', 'minimal', 'door', 'http'].map((kind) =>
      best(of(kind, inFlight)),
    );
    return [
      inFlight,
      whole(pgbench!.perSecond),
      whole(minimal!.perSecond),
      whole(door!.perSecond),
      ratio('door', 'pgbench', inFlight),
      ratio('door', 'minimal', inFlight),
      whole(http!.perSecond),
      ratio('http', 'pgbench', inFlight),
    ];
  });
  const alone = (kind: string) => Math.min(...of(kind, 1).map(({ p50Ms }) => p50Ms));
  const bestRatio = (kind: string, inFlight: number) => Math.max(...ratios(kind, 'pgbench', inFlight));
  const [door, http] = [best(of('door', 32)), best(of('http', 96))];
  const restOfHttp = http.cpu.node - door.cpu.node - session.node;
  return [
    `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}, PostgreSQL ${versions.postgres}, ${versions.pgbench}; load average at the end ${loadavg()[0]!.toFixed(1)}`,
    '',
    '| in flight | pgbench, same rows, /s | pgbench, minimal, /s | door in process, /s | of the same rows | of minimal | over HTTP, /s | of the same rows |',
    '| --: | --: | --: | --: | --: | --: | --: | --: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    '| goal | measured | |',
    '| --- | --: | --- |',
    `| in process at 32 in flight ≥ 300 % of pgbench | ${ratio('door', 'pgbench', 32)} | ${goal(bestRatio('door', 32) >= 3)} |`,
    `| over HTTP with sign-in at 96 ≥ 200 % | ${ratio('http', 'pgbench', 96)} | ${goal(bestRatio('http', 96) >= 2)} |`,
    `| alone, p50 ≤ 1.5 × pgbench’s | ${alone('door').toFixed(2)} ms against ${alone('pgbench').toFixed(2)} ms: ${(alone('door') / alone('pgbench')).toFixed(2)} × | ${goal(alone('door') <= 1.5 * alone('pgbench'))} |`,
    '',
    '| CPU for each decision, µs | this process | PostgreSQL |',
    '| --- | --: | --: |',
    `| decide | ${whole(decide)} | |`,
    `| statements: door in process at 32, without decide | ${whole(door.cpu.node - decide)} | ${whole(door.cpu.postgres)} |`,
    `| session, each asked for at 96 in flight | ${whole(session.node)} | ${whole(session.postgres)} |`,
    `| HTTP: the rest of a request at 96 | ${whole(restOfHttp)} | ${whole(http.cpu.postgres - door.cpu.postgres - session.postgres)} |`,
    `| all of a request at 96 | ${whole(http.cpu.node)} | ${whole(http.cpu.postgres)} |`,
    `| the load generator | ${whole(http.cpu.load)} | |`,
    `| pgbench, same rows, at 32 (pgbench’s own not counted) | | ${whole(best(of('pgbench', 32)).cpu.postgres)} |`,
  ].join('\n');
}
