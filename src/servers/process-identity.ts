import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that can still be recognised when its number has been given to another: number and start time. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** This process. */
export function self(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
}

/** Whether exactly this process still runs; a zombie does not. */
export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.startedAt;
}

/** When the process with this number started, in whatever unit the system has; undefined when there is none. */
export function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state && state !== 'Z' ? rest[18] : undefined;
}

/** The command line of the process with this number; empty when there is none. */
export function commandLineOf(pid: number): string {
  return process.platform === 'linux'
    ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
    : (ps(pid, 'command=') ?? '');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-p', String(pid), '-o', column], { encoding: 'utf8', stdio }).trim() || undefined;
  } catch {
    return undefined;
  }
}
