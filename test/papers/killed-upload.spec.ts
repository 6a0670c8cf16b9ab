import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { LocalContentStore } from '../../src/papers/local-content-store.js';
import { Office, password } from '../support/office.js';

// The built application in a process of its own, killed while the bytes of a paper come in.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const root = join(import.meta.dirname, '..', '..');

let office: Office;
let child: ChildProcess | undefined;
let address: string;
beforeAll(async () => {
  execFileSync(join(root, 'script', 'build'), ['server'], { stdio: 'ignore' });
  office = await Office.open();
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => office.close());

async function start(): Promise<ChildProcess> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  address = `http://127.0.0.1:${port}`;
  child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js')], {
    env: { ...process.env, ...office.servers, DATA_DIR: office.dataDir, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await fetch(`${address}/api/health/ready`).catch(() => null))?.ok) await delay(50);
  return child;
}

const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('An upload whose server is killed in the middle goes on with the next one where the last byte arrived', async () => {
  const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(3_000_000), Buffer.from('\n%%EOF\n')]);
  const first = await start();
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'demo-town-440781', password }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const announced = await fetch(`${address}/api/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      cookie,
      'upload-length': String(content.length),
      'upload-metadata': `filename ${base64('大文件.pdf')},class ${base64('other')}`,
    },
  });
  const path = announced.headers.get('location')!;
  const arriving = join(office.dataDir, 'papers', 'arriving', path.split('/').at(-1)!);

  const headers = { ...tus, cookie, 'content-type': 'application/offset+octet-stream' };
  const sending = request(`${address}${path}`, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-length': String(content.length) },
  });
  const broken = once(sending, 'error');
  sending.write(content.subarray(0, 1_200_000));
  await expect.poll(async () => (await stat(arriving)).size, { timeout: 20_000 }).toBeGreaterThan(500_000);
  const gone = once(first, 'exit');
  first.kill('SIGKILL');
  await Promise.all([gone, broken]);

  await start();
  const asked = await fetch(`${address}${path}`, { method: 'HEAD', headers: { ...tus, cookie } });
  const offset = Number(asked.headers.get('upload-offset'));
  expect(offset).toBe((await stat(arriving)).size);
  expect(offset).toBeGreaterThan(500_000);
  expect(offset).toBeLessThan(content.length);
  const rest = await fetch(`${address}${path}`, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': String(offset) },
    body: new Uint8Array(content.subarray(offset)),
  });
  expect(rest.status).toBe(204);
  const paper = (await (await fetch(`${address}${path}/paper`, { headers: { cookie } })).json()) as { hash: string };
  expect(paper.hash).toBe(createHash('sha256').update(content).digest('hex'));
  const store = new LocalContentStore(join(office.dataDir, 'papers', 'kept'));
  expect(await store.isIntact(paper.hash)).toBe(true);
  expect(await stat(arriving).catch(() => null)).toBeNull();
});
