import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Client } from 'minio';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { S3Settings } from '../../src/config.js';
import { Unavailable } from '../../src/database/unavailable.js';
import { OperatorError } from '../../src/operator-error.js';
import type { ContentStore } from '../../src/papers/content-store.js';
import { LocalContentStore } from '../../src/papers/local-content-store.js';
import { openContentStore } from '../../src/papers/open-content-store.js';
import { S3ContentStore } from '../../src/papers/s3-content-store.js';
import { S3Server } from '../support/s3-server.js';

let folder: string;
let server: S3Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-store-'));
  server = await S3Server.start();
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
let written = 0;
/** A file with these bytes, and its hash. */
async function file(content: Buffer): Promise<{ path: string; hash: string; content: Buffer }> {
  const path = join(folder, `file-${(written += 1)}`);
  await writeFile(path, content);
  return { path, hash: sha256(content), content };
}
async function all(store: ContentStore): Promise<string[]> {
  const found: string[] = [];
  for await (const hash of store.hashes()) found.push(hash);
  return found.toSorted();
}

interface Kind {
  readonly open: () => ContentStore;
  /** Writes other bytes over those of a hash, past the store. */
  readonly spoil: (hash: string) => Promise<void>;
}
/** Whoever else has the keys of the bucket. */
const other = ({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings) =>
  new Client({
    endPoint: new URL(endpoint).hostname,
    port: Number(new URL(endpoint).port),
    useSSL: false,
    region,
    accessKey: accessKeyId,
    secretKey: secretAccessKey,
  });
const kinds: Record<string, Kind> = {
  'this machine': {
    open: () => new LocalContentStore(join(folder, 'kept')),
    spoil: async (hash) => {
      const place = join(folder, 'kept', hash.slice(0, 2), hash.slice(2));
      await rm(place);
      await writeFile(place, 'something else');
    },
  },
  'a bucket': {
    open: () => new S3ContentStore(server.settings),
    spoil: async (hash) => {
      const { settings } = server;
      await other(settings).putObject(settings.bucket, `papers/${hash}`, 'something else');
    },
  },
};

describe.each(Object.entries(kinds))('Papers on %s', (_, { open, spoil }) => {
  afterEach(async () => {
    const store = open();
    for await (const hash of store.hashes()) await store.remove(hash);
  });

  test('are kept under their hash, read whole and in part, listed, and removed; what was put stays where it was', async () => {
    const store = open();
    await store.assertUsable();
    const { path, hash, content } = await file(randomBytes(300_000));
    expect([await store.has(hash), await store.isIntact(hash), await all(store)]).toEqual([false, false, []]);
    await store.put(hash, path);
    expect((await readFile(path)).equals(content)).toBe(true);
    expect([await store.has(hash), await store.isIntact(hash), await all(store)]).toEqual([true, true, [hash]]);
    expect((await buffer(await store.read(hash))).equals(content)).toBe(true);
    expect(await buffer(await store.read(hash, { start: 5, end: 9 }))).toEqual(content.subarray(5, 10));
    expect(await buffer(await store.read(hash, { start: 299_999, end: 299_999 }))).toEqual(content.subarray(299_999));
    await store.remove(hash);
    await store.remove(hash);
    expect([await store.has(hash), await all(store)]).toEqual([false, []]);
  });

  test('of thirty megabytes go and come in pieces', async () => {
    const store = open();
    const { path, hash } = await file(randomBytes(30 * 1_048_576));
    await store.put(hash, path);
    expect(sha256(await buffer(await store.read(hash)))).toBe(hash);
  });

  test('put by many at once are there once, and whole', async () => {
    const { path, hash, content } = await file(randomBytes(100_000));
    await Promise.all([1, 2, 3, 4, 5].map(() => open().put(hash, path)));
    expect(await all(open())).toEqual([hash]);
    expect((await buffer(await open().read(hash))).equals(content)).toBe(true);
  });

  test('that were changed behind its back are noticed, and are right again when the same file is put again', async () => {
    const store = open();
    const { path, hash } = await file(randomBytes(1000));
    await store.put(hash, path);
    expect(await store.isIntact(hash)).toBe(true);
    await spoil(hash);
    expect([await store.has(hash), await store.isIntact(hash)]).toEqual([true, false]);
    await store.put(hash, path);
    expect(await store.isIntact(hash)).toBe(true);
  });

  test('are asked for by a hash and nothing else', async () => {
    const store = open();
    const { path } = await file(Buffer.from('x'));
    for (const name of ['../../etc/passwd', 'a'.repeat(63), 'A'.repeat(64), '']) {
      const asks = [
        () => store.read(name),
        () => store.put(name, path),
        () => store.remove(name),
        () => store.has(name),
      ];
      for (const ask of asks) await expect(ask()).rejects.toThrow('not a hash');
    }
  });
});

describe('Papers in a bucket', () => {
  test('are listed page by page, and nothing else that lies in the bucket is', async () => {
    const { settings } = server;
    const hashes = Array.from({ length: 1005 }, (_, index) => sha256(Buffer.from(`${index}`)));
    const keys = [...hashes.map((hash) => `papers/${hash}`), 'papers/readme.txt', `backup/${hashes[0]}`];
    const anybody = other(settings);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => anybody.putObject(settings.bucket, key, 'x')));
    }
    expect(await all(new S3ContentStore(settings))).toEqual(hashes.toSorted());
  }, 60_000);

  test('that does not answer are not lost: to be asked for again, and there when it answers', async () => {
    const own = await S3Server.start();
    const store = new S3ContentStore(own.settings);
    const { path, hash, content } = await file(randomBytes(1000));
    await store.put(hash, path);
    await own.kill();
    const asks = [
      () => store.read(hash),
      () => store.put(hash, path),
      () => store.has(hash),
      () => store.remove(hash),
      () => all(store),
    ];
    for (const ask of asks) await expect(ask()).rejects.toThrow(Unavailable);
    await own.run();
    expect(await buffer(await store.read(hash))).toEqual(content);
    await own.remove();
  });

  test('that stands still, and breaks no connection, is given up; a paper put meanwhile is put again', async () => {
    const own = await S3Server.start();
    const store = new S3ContentStore(own.settings, 300);
    const [kept, late] = [await file(randomBytes(1000)), await file(randomBytes(300_000))];
    await store.put(kept.hash, kept.path);
    own.freeze(true);
    const asks = [
      () => store.read(kept.hash),
      () => store.put(late.hash, late.path),
      () => store.has(kept.hash),
      () => all(store),
    ];
    for (const ask of asks) await expect(ask()).rejects.toThrow(Unavailable);
    own.freeze(false);
    await store.put(late.hash, late.path);
    expect(await buffer(await store.read(late.hash))).toEqual(late.content);
    await own.remove();
  });

  test.each<[string, Partial<S3Settings>, RegExp]>([
    ['another bucket', { bucket: 'nothing-here' }, /^PAPERS_S3_BUCKET: there is no bucket "nothing-here" at http:/],
    ['another key', { accessKeyId: 'nobody' }, /^PAPERS_S3_ACCESS_KEY_ID and .* are refused .* \(InvalidAccessKeyId\)/],
    ['another secret', { secretAccessKey: 'wrong' }, /are refused .* \(SignatureDoesNotMatch\): correct them/],
    ['nobody at the port', { endpoint: 'http://127.0.0.1:9' }, /^PAPERS_S3_ENDPOINT: .* does not answer/],
    ['no such machine', { endpoint: 'http://papers.invalid' }, /^PAPERS_S3_ENDPOINT: .* does not answer/],
  ])('are refused at the start with one line for %s', async (_, wrong, line) => {
    const s3 = { ...server.settings, ...wrong };
    const error = await openContentStore({ dataDir: folder, s3 }).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(OperatorError);
    const { text } = error as OperatorError;
    expect(text.en).toMatch(line);
    expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    for (const said of Object.values(text)) expect(said).not.toMatch(/\n|S3RVER|wrong/);
  });
});

test('A folder in which nothing can be written is refused at the start with one line', async () => {
  const { path } = await file(Buffer.from('x'));
  await expect(openContentStore({ dataDir: path })).rejects.toThrow(/^Papers cannot be kept in .* \(ENOTDIR\)/);
});
