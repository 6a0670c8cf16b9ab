import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { samplePdf, samplePhoto } from '../../src/demo/sample-papers.js';
import { PaperSweep } from '../../src/papers/paper-sweep.js';
import { completeContent, Office } from '../support/office.js';
import { docx } from '../support/zip.js';

const town = 'town-440781';
const otherTown = 'town-440783';
const officer = 'officer-440781';

let office: Office;
let port: number;
beforeAll(async () => {
  office = await Office.open();
  await office.app.listen(0, '127.0.0.1');
  port = (office.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => office.close());
afterEach(async () => {
  // Whatever a test did, what arrives has a row, and what is kept too.
  const ids = new Set((await office.db.query<{ id: string }[]>('select id from upload')).map(({ id }) => id));
  const strays = (await folder('arriving')).filter((name) => !ids.has(name.replace('.json', '')));
  const stored = (await office.db.query<{ hash: string }[]>('select hash from stored_file')).map(({ hash }) => hash);
  const unknown = (await kept()).filter((hash) => !stored.includes(hash));
  if (strays.length + unknown.length > 0) throw new Error(`left behind: ${[...strays, ...unknown].join(', ')}`);
});

const folder = async (name: string) => {
  const path = join(office.dataDir, 'papers', name);
  return existsSync(path) ? readdir(path, { recursive: true }) : [];
};
const kept = async () =>
  (await folder('kept')).map((name) => name.replace('/', '')).filter((name) => name.length === 64);
const placeOf = (hash: string) => join(office.dataDir, 'papers', 'kept', hash.slice(0, 2), hash.slice(2));
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const counts = async () => {
  const [row] = await office.db.query<object[]>(
    'select (select count(*)::int from upload) as uploads, (select count(*)::int from stored_file) as files',
  );
  return { ...row, arriving: (await folder('arriving')).length, kept: (await kept()).length };
};
let written = 0;
const pdf = () => samplePdf(`第 ${(written += 1)} 份`);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Announces an upload over a real connection; the address to send to. */
async function announce(who: string, name: string, length: number, paperClass = 'other') {
  return fetch(`http://127.0.0.1:${port}/api/uploads`, {
    method: 'POST',
    headers: {
      cookie: await office.cookieOf(who),
      'tus-resumable': '1.0.0',
      'upload-length': String(length),
      'upload-metadata': `filename ${base64(name)},class ${base64(paperClass)}`,
    },
  });
}
async function piece(who: string, url: string, at: number, content: Buffer, headers: Record<string, string> = {}) {
  return fetch(`http://127.0.0.1:${port}${url}`, {
    method: 'PATCH',
    headers: {
      cookie: await office.cookieOf(who),
      'tus-resumable': '1.0.0',
      'upload-offset': String(at),
      'content-type': 'application/offset+octet-stream',
      ...headers,
    },
    body: new Uint8Array(content),
  });
}
async function offsetOf(who: string, url: string): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${port}${url}`, {
    method: 'HEAD',
    headers: { cookie: await office.cookieOf(who), 'tus-resumable': '1.0.0' },
  });
  return reply.status === 200 ? Number(reply.headers.get('upload-offset')) : -reply.status;
}
/** A request whose connection is cut after these bytes of what it said it would send. */
async function cut(who: string, url: string, content: Buffer, after: number): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1');
  const head = [
    `PATCH ${url} HTTP/1.1`,
    'host: localhost',
    `cookie: ${await office.cookieOf(who)}`,
    'tus-resumable: 1.0.0',
    'upload-offset: 0',
    'content-type: application/offset+octet-stream',
    `content-length: ${content.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await new Promise<void>((resolve) => socket.write(content.subarray(0, after), () => resolve()));
  await expect.poll(() => offsetOnDisk(url)).toBe(after);
  socket.destroy();
}
async function offsetOnDisk(url: string): Promise<number> {
  const { stat } = await import('node:fs/promises');
  return (await stat(join(office.dataDir, 'papers', 'arriving', url.split('/').at(-1)!))).size;
}

describe('A paper', () => {
  test('is uploaded, kept under the hash of its bytes, named by the application, and downloaded as it was', async () => {
    const content = pdf();
    const paper = await office.paper(town, 'feasibility', '可研报告（终稿）.pdf', content);
    expect(paper.hash).toBe(sha256(content));
    expect(existsSync(placeOf(paper.hash))).toBe(true);
    expect(await folder('arriving')).toEqual([]);

    const project = await office.draft('standard');
    const draft = await office.get<{ version: number }>(town, `/projects/${project}/draft`);
    const budget = await office.paper(town, 'budget', '预算书.pdf', pdf());
    const photo = await office.paper(
      town,
      'photo',
      '现场.jpg',
      samplePhoto({ at: '2026:03:01 10:20:30', latitude: 22.25, longitude: 112.78 }),
    );
    const saved = await office.request(town, 'PUT', `/projects/${project}/draft`, {
      version: draft.version,
      content: { ...completeContent('440781', '1000000'), papers: [paper, budget, photo] },
    });
    expect(saved.status).toBe(200);
    await office.does(town, project, 'application.submit');
    const shown = await office.get<{ papers: object[] }>(officer, `/projects/${project}`);
    expect(shown.papers).toMatchObject([
      { no: 1, class: 'feasibility', name: '可研报告（终稿）.pdf', state: 'kept', bytes: content.length },
      { no: 2, class: 'budget' },
      { no: 3, class: 'photo', takenAt: '2026-03-01T10:20:30', latitude: 22.25, longitude: 112.78 },
    ]);
    const [revision] = await office.db.query<{ papers: object[] }[]>(
      `select content -> 'papers' as papers from revision where project_id = $1`,
      [project],
    );
    expect(revision!.papers).toEqual([paper, budget, photo]);

    const reply = await download(officer, project, 1);
    expect(reply.rawPayload.equals(content)).toBe(true);
    expect(reply.headers).toMatchObject({
      'content-disposition': `attachment; filename="paper-1.pdf"; filename*=UTF-8''${encodeURIComponent('可研报告（终稿）.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; sandbox`,
      'content-type': 'application/pdf',
    });
    const part = await download(officer, project, 1, 'bytes=5-9');
    expect(part.statusCode).toBe(206);
    expect(part.rawPayload).toEqual(content.subarray(5, 10));
    expect(part.headers['content-range']).toBe(`bytes 5-9/${content.length}`);
    expect((await download(officer, project, 1, 'bytes=-4')).rawPayload).toEqual(content.subarray(-4));
    expect((await download(officer, project, 1, `bytes=${content.length}-`)).statusCode).toBe(422);
  });

  test('is added to a project that somebody looks at, and voided with who and why', async () => {
    const project = await office.bring('cityReview.intake');
    const paper = await office.paper(officer, 'other', '补充说明.pdf', pdf());
    await office.does(officer, project, 'paper.add', { papers: [paper], note: '补充' });
    const { papers } = await office.get<{ papers: { no: number; hash: string }[] }>(officer, `/projects/${project}`);
    const { no } = papers.find(({ hash }) => hash === paper.hash)!;
    expect(await office.refuses(town, project, 'paper.void', { reason: '有误' }, no)).toEqual(['paper.of-others']);
    await office.does(officer, project, 'paper.void', { reason: '有误' }, no);
    const after = await office.get<{ papers: object[] }>(town, `/projects/${project}`);
    expect(after.papers[no - 1]).toMatchObject({ state: 'void', reason: '有误', voidedOn: '2026-03-02' });
    expect((await download(town, project, no)).statusCode).toBe(200);
  });

  test('whose stored bytes are no longer what they were is reported, not handed out', async () => {
    const project = await office.bring('cityReview.intake');
    const paper = await office.paper(town, 'other', '损坏.pdf', pdf());
    await office.does(town, project, 'paper.add', { papers: [paper], note: '补充' });
    const { papers } = await office.get<{ papers: { no: number; hash: string }[] }>(town, `/projects/${project}`);
    const { no } = papers.find(({ hash }) => hash === paper.hash)!;
    expect((await download(town, project, no)).statusCode).toBe(200);
    await appendFile(placeOf(paper.hash), 'x');
    const reply = await download(town, project, no);
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'paper.damaged' });
  });

  test('of another county is not there, as one that does not exist', async () => {
    const project = await office.bring('cityReview.intake');
    const paper = await office.paper(town, 'other', '说明.pdf', pdf());
    await office.does(town, project, 'paper.add', { papers: [paper], note: '补充' });
    for (const who of [otherTown, 'officer-440783']) {
      const [theirs, nothing] = [await download(who, project, 1), await download(who, 2_000_000_000, 1)];
      expect([theirs.statusCode, theirs.json().code]).toEqual([404, 'project.missing']);
      expect([nothing.statusCode, nothing.json().code]).toEqual([404, 'project.missing']);
    }
    expect((await download(town, project, 99)).json()).toMatchObject({ status: 404, code: 'paper.missing' });
  });

  test('of another county gives nothing by its hash: neither the file nor that it exists', async () => {
    const paper = await office.paper(town, 'other', '秘密.pdf', pdf());
    const theirs = await office.draft('standard', '1000000', otherTown, '440783');
    const { version } = await office.get<{ version: number }>(otherTown, `/projects/${theirs}/draft`);
    const other = await office.bring('application.endorsing');
    const told = [];
    for (const hash of [paper.hash, 'f'.repeat(64)]) {
      const content = { ...completeContent('440783', '1000000'), papers: [{ ...paper, hash }] };
      const saved = await office.request(otherTown, 'PUT', `/projects/${theirs}/draft`, { version, content });
      expect(saved).toMatchObject({ status: 422, body: { code: 'paper.not-there' } });
      const added = await office.act(officer, other, 'paper.add', { papers: [{ ...paper, hash }], note: '补充' });
      expect(added.body).toMatchObject({ unmet: [{ code: 'paper.not-there' }] });
      told.push({ ...saved.body, instance: null, added: { ...added.body, instance: null } });
    }
    const [there, not] = told;
    expect(there).toEqual(not);
  });

  async function download(who: string, project: number, no: number, range?: string) {
    return office.app.inject({
      method: 'GET',
      url: `/api/projects/${project}/papers/${no}/content`,
      headers: { cookie: await office.cookieOf(who), ...(range ? { range } : {}) },
    });
  }
});

describe('An upload', () => {
  test('goes on after a cut connection where the last byte arrived, and comes whole', async () => {
    const content = Buffer.concat([pdf(), randomBytes(400_000), Buffer.from('\n%%EOF\n')]);
    const url = (await announce(town, '大文件.pdf', content.length)).headers.get('location')!;
    await cut(town, url, content, 150_000);
    await expect.poll(() => offsetOf(town, url), { timeout: 10_000 }).toBe(150_000);
    expect((await piece(town, url, 100_000, content.subarray(100_000))).status).toBe(409);
    expect((await piece(town, url, 150_000, content.subarray(150_000))).status).toBe(204);
    const { body } = await office.request(town, 'GET', `${url}/paper`);
    expect(body).toMatchObject({ hash: sha256(content), bytes: content.length, name: '大文件.pdf' });
  });

  test('that was killed between its last byte and its hash is finished when it is asked for', async () => {
    const content = pdf();
    const url = (await announce(town, '中断.pdf', content.length)).headers.get('location')!;
    const early = await office.request(town, 'GET', `${url}/paper`);
    expect(early).toMatchObject({ status: 409, body: { code: 'paper.upload-incomplete' } });
    await appendFile(join(office.dataDir, 'papers', 'arriving', url.split('/').at(-1)!), content);
    const asked = await Promise.all([1, 2, 3].map(() => office.request(town, 'GET', `${url}/paper`)));
    expect(asked.map(({ status, body }) => [status, body['hash']])).toEqual(asked.map(() => [200, sha256(content)]));
    expect(await folder('arriving')).toEqual([]);
  });

  test('of the same file many times at once is stored once, and each may name it', async () => {
    const before = await counts();
    const content = pdf();
    const hashes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        office.paper(index % 2 ? town : otherTown, 'other', '同一份.pdf', content),
      ),
    );
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(1);
    const after = await counts();
    expect(after).toMatchObject({ arriving: before.arriving, kept: before.kept + 1 });
    for (const who of [town, otherTown]) {
      const { organisationId } = office.people.get(who)!;
      const rows = await office.db.query<object[]>('select from upload where organisation_id = $1 and hash = $2', [
        organisationId,
        hashes[0]!.hash,
      ]);
      expect(rows.length).toBe(3);
    }
  });

  test('belongs to who announced it: to others it is not there', async () => {
    const content = pdf();
    const url = (await announce(town, '别人.pdf', content.length)).headers.get('location')!;
    expect(await offsetOf(otherTown, url)).toBe(-404);
    expect((await piece(otherTown, url, 0, content)).status).toBe(404);
    expect((await office.request(otherTown, 'GET', `${url}/paper`)).status).toBe(404);
    expect((await office.request(otherTown, 'DELETE', url)).status).toBe(404);
    expect((await office.request(town, 'DELETE', url)).status).toBe(204);
    expect(await offsetOf(town, url)).toBe(-404);
    expect(await folder('arriving')).toEqual([]);
    for (const who of ['auditor', null]) {
      expect((await office.request(who, 'POST', '/uploads', {})).status).toBe(who ? 403 : 401);
    }
  });

  test.each<[string, string, string, number, string]>([
    ['four gigabytes', 'other', '大.pdf', 4_294_967_296, 'paper.too-large'],
    ['a photo of 21 MB', 'photo', '大.jpg', 22_020_096, 'paper.too-large'],
    ['an empty file', 'other', '空.pdf', 0, 'paper.empty'],
    ['a path', 'other', '../../etc/passwd.pdf', 10, 'paper.name-refused'],
    ['a turned name', 'other', '报告\u202Efdp.exe', 10, 'paper.name-refused'],
    ['an SVG', 'other', '图.svg', 10, 'paper.type-refused'],
    ['an unknown class', 'song', '歌.pdf', 10, 'paper.class-unknown'],
  ])('of %s is refused before a byte is stored', async (_, paperClass, name, length, code) => {
    const before = await counts();
    const reply = await announce(town, name, length, paperClass);
    expect([400, 422]).toContain(reply.status);
    expect(await reply.json()).toMatchObject({ code, detail: expect.stringMatching(/\p{Script=Han}/u) as string });
    expect(await counts()).toEqual(before);
  });

  test('that says one length and sends another is refused, and nothing more is stored than it said', async () => {
    const url = (await announce(town, '谎.pdf', 100)).headers.get('location')!;
    const reply = await piece(town, url, 0, randomBytes(5000));
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: 'request.upload-refused' });
    expect(await offsetOnDisk(url)).toBeLessThanOrEqual(100);
    expect((await office.request(town, 'DELETE', url)).status).toBe(204);
  });

  test.each<[string, string, Buffer, string]>([
    [
      'a page that calls itself PDF',
      '页.pdf',
      Buffer.from('<html><script>alert(1)</script></html>'),
      'paper.disguised',
    ],
    [
      'a PDF with an archive behind it',
      '双.pdf',
      Buffer.concat([samplePdf('x'), Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]),
      'paper.disguised',
    ],
    [
      'a document that unpacks to a thousand times its size',
      '弹.docx',
      docx({ name: 'word/a.xml', content: Buffer.alloc(30_000_000) }),
      'paper.bomb',
    ],
    ['a document that leads out of its archive', '出.docx', docx({ name: '../../etc/passwd' }), 'paper.unreadable'],
    ['a document with macros', '宏.docx', docx({ name: 'word/vbaProject.bin', content: 'x' }), 'paper.macros'],
    ['a photo that is a page', '双.jpg', Buffer.concat([samplePhoto(), Buffer.from('<script>')]), 'paper.disguised'],
  ])('of %s is refused with its reason and leaves nothing behind', async (_, name, content, code) => {
    const before = await counts();
    const { status, body } = await office.upload(town, 'other', name, content);
    expect([status, (body as unknown as { code: string }).code]).toEqual([422, code]);
    expect(await counts()).toEqual(before);
  });

  test('over what an organisation may leave unused is refused, also when two come at once', async () => {
    const { organisationId, personId } = office.people.get(otherTown)!;
    const free = 4096 * 1_048_576 - 150 * 1_048_576;
    await office.db.query(
      `insert into upload (id, organisation_id, person_id, class, name, bytes, begun_at)
       select 'big' || n, $1, $2, 'other', 'x.pdf', $3, $4 from generate_series(1, 40) n`,
      [organisationId, personId, Math.floor(free / 40), office.clock.now()],
    );
    const replies = await Promise.all([1, 2].map(() => announce(otherTown, '大.pdf', 100 * 1_048_576)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 422]));
    const taken = replies.find(({ status }) => status === 201)!.headers.get('location')!;
    expect((await office.request(otherTown, 'DELETE', taken)).status).toBe(204);
    await office.db.query('delete from upload where organisation_id = $1 and hash is null', [organisationId]);
    await sweep(2);
  });
});

const sweep = (days: number) =>
  office.app
    .get(PaperSweep, { strict: false })
    .sweep(new Date(Date.parse(office.clock.now()) + days * 86_400_000).toISOString());

describe('The sweep', () => {
  test('leaves for a day what nothing names, and then removes it with its bytes', async () => {
    const paper = await office.paper(town, 'other', '没用.pdf', pdf());
    const url = (await announce(town, '没传完.pdf', 1000)).headers.get('location')!;
    await piece(town, url, 0, randomBytes(400));
    await sweep(0.9);
    expect(existsSync(placeOf(paper.hash))).toBe(true);
    expect(await offsetOf(town, url)).toBe(400);
    await sweep(1.1);
    expect(existsSync(placeOf(paper.hash))).toBe(false);
    expect(await offsetOf(town, url)).toBe(-404);
    expect(await folder('arriving')).toEqual([]);
    expect(await sweep(1.1)).toEqual({ uploads: 0, files: 0 });
  });

  test('leaves what a draft names, and what a project has, for ever', async () => {
    const [drafted, added] = [
      await office.paper(town, 'other', '草稿.pdf', pdf()),
      await office.paper(town, 'other', '已交.pdf', pdf()),
    ];
    const project = await office.draft('standard');
    const { version } = await office.get<{ version: number }>(town, `/projects/${project}/draft`);
    await office.request(town, 'PUT', `/projects/${project}/draft`, {
      version,
      content: { ...completeContent('440781', '1000000'), papers: [drafted] },
    });
    const other = await office.bring('cityReview.intake');
    await office.does(town, other, 'paper.add', { papers: [added], note: '补充' });
    await sweep(400);
    for (const { hash } of [drafted, added]) expect(existsSync(placeOf(hash))).toBe(true);
    // Its upload is gone; the project's own paper may be named again by who brought it, and by nobody else.
    await office.does(town, other, 'paper.add', { papers: [{ ...added, name: '再次.pdf' }], note: '补充' });
    expect(await office.refuses(officer, other, 'paper.add', { papers: [added], note: '补充' })).toEqual([
      'paper.not-there',
    ]);
  });

  test('never takes what a command is naming at that moment: either it is there, or the command is refused', async () => {
    const project = await office.bring('cityReview.intake');
    const outcomes = { accepted: 0, refused: 0 };
    for (let round = 0; round < 12; round += 1) {
      const paper = await office.paper(town, 'other', `竞争 ${round}.pdf`, pdf());
      const [action] = (await office.actions(town, project)).filter(({ event }) => event === 'paper.add');
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const [reply] = await Promise.all([
        office.request(town, 'POST', action!.href, { version: action!.version, papers: [paper], note: '补充' }),
        wait(round % 6).then(() => sweep(1.1)),
      ]);
      await sweep(1.1);
      outcomes[reply.status === 201 ? 'accepted' : 'refused'] += 1;
      const [named] = await office.db.query<object[]>('select from paper where hash = $1', [paper.hash]);
      expect([reply.status === 201, named !== undefined, existsSync(placeOf(paper.hash))]).toEqual(
        Array.from({ length: 3 }, () => reply.status === 201),
      );
    }
    expect(outcomes.accepted + outcomes.refused).toBe(12);
  });

  test('and an upload of the same bytes at that moment come out with the bytes there', async () => {
    for (let round = 0; round < 20; round += 1) {
      const content = pdf();
      await office.paper(town, 'other', '旧.pdf', content);
      const [today] = office.clock.now().split('T');
      office.setDay(new Date(Date.parse(today!) + 2 * 86_400_000).toISOString().slice(0, 10));
      await office.cookieOf(otherTown);
      const [again] = await Promise.all([office.upload(otherTown, 'other', '新.pdf', content), sweep(0)]);
      expect([again.status, again.body.hash]).toEqual([200, sha256(content)]);
      expect(existsSync(placeOf(sha256(content)))).toBe(true);
    }
  });
});
