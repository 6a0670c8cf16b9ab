import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Settings } from '../../src/config.js';

const bucket = 'papers-of-the-city';
const root = join(import.meta.dirname, '..', '..');

/** Serves one bucket, and says its port. */
const script = (directory: string, port: number) => `
  const S3rver = require('@20minutes/s3rver');
  const told = ${JSON.stringify({ address: '127.0.0.1', port, silent: true, directory, configureBuckets: [{ name: bucket }] })};
  new S3rver(told).run().then(({ port }) => process.send(port));
  process.on('disconnect', () => process.exit());`;

/** A server in a process of its own that speaks S3 and checks signatures, with one bucket. */
export class S3Server {
  private process: ChildProcess | undefined;
  private port = 0;

  private constructor(private readonly directory: string) {}

  static async start(): Promise<S3Server> {
    const server = new S3Server(await mkdtemp(join(tmpdir(), 'sluice-s3-')));
    await server.run();
    return server;
  }

  get settings(): S3Settings {
    return {
      bucket,
      endpoint: `http://127.0.0.1:${this.port}`,
      region: 'us-east-1',
      // The only account that it knows.
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      pathStyle: true,
    };
  }

  /** Also after `kill`, on the same port and with what it kept. */
  async run(): Promise<void> {
    // It hides where a page of a list goes on with DES, which is legacy by now.
    this.process = spawn(process.execPath, ['--openssl-legacy-provider', '-e', script(this.directory, this.port)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    [this.port] = (await once(this.process, 'message')) as [number];
  }

  /** Stands still, or goes on: its connections stay, and nothing comes. */
  freeze(isFrozen: boolean): void {
    this.process!.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  async kill(): Promise<void> {
    const gone = once(this.process!, 'exit');
    this.process!.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true });
  }
}
