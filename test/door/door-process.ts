import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Submission } from '../../src/door/batch.js';
import type { DomainError } from '../../workflows/values/domain-error.js';

export interface Refusal {
  readonly refused: Pick<DomainError, 'kind' | 'code' | 'params' | 'unmet'>;
}
/** An answer or a refusal for each command; `broken` is what no caller may ever hear while all servers are there. */
export type Told = readonly (Answer | Refusal)[] | { readonly broken: string };

/** Vite reads TypeScript as the tests do, with what decorators leave behind. */
const script = `
import { runnerImport } from 'vite';
await runnerImport(${JSON.stringify(join(import.meta.dirname, 'another-process.ts'))}, { configFile: false, logLevel: 'error' });`;

/** A door in an operating system's process of its own, on the same PostgreSQL as others. */
export class DoorProcess {
  private count = 0;
  private readonly waiting = new Map<number, (told: Told) => void>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ no, told }: { no: number; told: Told }) => {
      this.waiting.get(no)?.(told);
      this.waiting.delete(no);
    });
  }

  static async start(databaseUrl: string): Promise<DoorProcess> {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Money is a bigint.
      serialization: 'advanced',
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('the other process ended while it started');
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return new DoorProcess(child);
  }

  send(submission: Submission): Promise<Told> {
    const no = (this.count += 1);
    return new Promise((resolve) => {
      this.waiting.set(no, resolve);
      this.child.send({ no, submission });
    });
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}
