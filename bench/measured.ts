import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly count: number;
}

/** CPU seconds that PostgreSQL has used: the postmaster, its children, and those that have ended. */
export function postgresCpuSeconds(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [own, children] = [fields[11]! + fields[12]!, fields[13]! + fields[14]!];
      if (Number(pid) === postmaster) ticks += own + children;
      else if (fields[1] === postmaster) ticks += own;
    } catch {
      // It has just ended.
    }
  }
  return ticks / 100;
}

/** CPU seconds of the programs that this process started and that have ended: pgbench. */
export function endedCpuSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return (fields[13]! + fields[14]!) / 100;
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Keeps so many under way for so long; each takes a case that nobody else has. */
export async function drive<T>(
  inFlight: number,
  seconds: number,
  free: T[],
  once: (item: T) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        const item = free.shift()!;
        const from = performance.now();
        await once(item);
        times.push(performance.now() - from);
        free.push(item);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  return { perSecond: times.length / elapsed, p50Ms: median(times), count: times.length };
}
