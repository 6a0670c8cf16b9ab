import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePdf } from '../../src/demo/sample-papers.js';
import { PaperSweep } from '../../src/papers/paper-sweep.js';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const item = (projectId: number, amount = '1000000') => ({ projectId, share: 1, amount });
const stateOf = async (document: number) =>
  (await office.get<{ state: string }>('auditor', `/documents/${document}`)).state;

describe('A document decides on many projects, wholly or not at all', () => {
  test('and where one project stands in the way, the answer names it and nothing is done', async () => {
    const [good, bad] = [await office.bring('cityReview.approving'), await office.bring('cityReview.publicNotice')];
    const { code } = await office.get<{ code: string }>('auditor', `/projects/${bad}`);
    const recorded = await office.record('approval', [item(good), item(bad)]);
    const refused = await office.confirm('approval', recorded.body.id);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'document.projects-refuse',
        unmet: [{ code: 'project.transition-refused', field: code }],
      },
    });
    expect([await office.state(good), await office.state(bad)]).toEqual([
      'cityReview.approving',
      'cityReview.publicNotice',
    ]);
    expect(await stateOf(recorded.body.id)).toBe('recorded');
    expect(await office.balance(`share/${good}/1/committed`)).toBe('0');

    // Put right, the same document goes through.
    office.setDay('2026-04-01');
    await office.does('reviewer-1', bad, 'review.endNotice');
    expect(await office.confirm('approval', recorded.body.id)).toMatchObject({ status: 201, body: { projects: 2 } });
    expect([await office.state(good), await office.state(bad)]).toEqual([
      'fundRelease.awaiting',
      'fundRelease.awaiting',
    ]);
    expect(await stateOf(recorded.body.id)).toBe('confirmed');
  });

  test('and a release that overdraws with its last project releases none', async () => {
    const projects = [await office.bring('fundRelease.awaiting'), await office.bring('fundRelease.awaiting')];
    const before = await office.balance('pool/2026/general');
    const reply = await office.document('release', [item(projects[0]!), item(projects[1]!, '1000001')]);
    expect(reply).toMatchObject({ status: 422, body: { unmet: [{ code: 'release.over-approved' }] } });
    expect(await office.balance('pool/2026/general')).toBe(before);
    for (const project of projects) expect(await office.state(project)).toBe('fundRelease.awaiting');
  });

  test('and the refused attempt is kept', async () => {
    const [row] = await office.db.query<{ n: number }[]>(
      `select count(*)::int as n from refusal where event = 'release.issue' and subject = 'project'`,
    );
    expect(row!.n).toBeGreaterThan(0);
  });
});

describe('A document is recorded by one and confirmed by another', () => {
  test('never by the same person', async () => {
    const project = await office.bring('cityReview.approving');
    const { body } = await office.record('approval', [item(project)]);
    const own = await office.request('manager-1', 'POST', `/documents/${body.id}/confirmation`, { version: 1 });
    expect(own).toMatchObject({ status: 422, body: { code: 'document.own-record' } });
    expect(await office.state(project)).toBe('cityReview.approving');
  });

  test('each of the office that it is for', async () => {
    const project = await office.bring('cityReview.approving');
    const { body } = await office.record('approval', [item(project)]);
    for (const who of ['finance-1', 'officer-440781', 'reviewer-1', 'auditor', 'administrator']) {
      const reply = await office.request(who, 'POST', `/documents/${body.id}/confirmation`, { version: 1 });
      expect(reply.status, who).toBe(403);
    }
    const foreign = await office.request('finance-1', 'POST', '/documents', {
      kind: 'approval',
      year: 2026,
      issuer: '江门市',
      number: 'X1',
      issuedOn: '2026-03-02',
      title: '越权',
      items: [item(project)],
      scan: { hash: 'f'.repeat(64), name: '批文.pdf' },
    });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'document.role-refused' } });
  });

  test('only once', async () => {
    const project = await office.bring('cityReview.approving');
    const { body } = await office.record('approval', [item(project)]);
    expect((await office.confirm('approval', body.id)).status).toBe(201);
    expect(await office.confirm('approval', body.id)).toMatchObject({
      status: 422,
      body: { code: 'document.transition-refused' },
    });
  });
});

describe('A number', () => {
  test('is used once by its issuer, until the record is voided', async () => {
    const project = await office.bring('cityReview.approving');
    const said = { number: '江乡振〔2026〕88号' };
    const first = await office.record('approval', [item(project)], said);
    expect(await office.record('approval', [item(project)], said)).toMatchObject({
      status: 422,
      body: { code: 'document.number-taken' },
    });
    const elsewhere = await office.record('approval', [item(project)], { ...said, issuer: '江门市人民政府' });
    expect(elsewhere.status).toBe(201);

    const voided = await office.request('manager-1', 'POST', `/documents/${first.body.id}/voidance`, {
      version: 1,
      reason: '文号录错',
    });
    expect(voided.status).toBe(201);
    expect(await stateOf(first.body.id)).toBe('void');
    expect(await office.confirm('approval', first.body.id)).toMatchObject({
      status: 422,
      body: { code: 'document.transition-refused' },
    });
    expect((await office.record('approval', [item(project)], said)).status).toBe(201);
  });
});

describe('What a schedule lists', () => {
  test.each([
    ['nothing', [], 'document.schedule-empty'],
    ['a project that does not exist', [item(9999)], 'document.share-unknown'],
    ['a share twice', null, 'document.share-twice'],
    ['no money', null, 'document.amount-not-positive'],
  ])('cannot be %s', async (what, items, code) => {
    const project = await office.bring('cityReview.approving');
    const listed = items ?? (what === 'no money' ? [item(project, '0')] : [item(project), item(project)]);
    expect(await office.record('approval', listed)).toMatchObject({ status: 400, body: { code } });
  });

  test('is shown with code and title, and the list pages through all documents', async () => {
    const project = await office.bring('cityReview.approving');
    const { body } = await office.record('approval', [item(project, '123')]);
    expect(await office.get('reviewer-1', `/documents/${body.id}`)).toMatchObject({
      total: '123',
      items: [{ projectId: project, title: '村道硬底化', amount: '123' }],
      recordedBy: '赵宏',
      confirmedBy: null,
    });
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: number }[]; next: string | null } = await office.get(
        'auditor',
        `/documents?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    const [row] = await office.db.query<{ n: number }[]>('select count(*)::int as n from document');
    expect(seen.length).toBe(row!.n);
    expect(new Set(seen).size).toBe(row!.n);
  });
});

describe('The scan of a document', () => {
  const download = async (who: string, document: number) =>
    office.app.inject({
      method: 'GET',
      url: `/api/documents/${document}/scan/content`,
      headers: { cookie: await office.cookieOf(who) },
    });

  test('comes with it, and whoever confirms opens the very bytes', async () => {
    const project = await office.bring('cityReview.approving');
    const content = samplePdf('签发原件');
    const { hash, name } = await office.paper('manager-1', 'decision', '江农〔2026〕8号.pdf', content);
    const { body } = await office.record('approval', [item(project)], { scan: { hash, name } });
    const shown = await office.get('manager-2', `/documents/${body.id}`);
    expect(shown).toMatchObject({ scan: { name, bytes: content.length } });
    const opened = await download('manager-2', body.id);
    expect(opened.rawPayload.equals(content)).toBe(true);
    expect(opened.headers['content-disposition']).toContain(encodeURIComponent(name));
    expect((await download('auditor', body.id)).statusCode).toBe(200);
    for (const who of ['officer-440781', 'town-440781', 'administrator']) {
      expect((await download(who, body.id)).statusCode, who).toBe(403);
    }
    expect((await download('manager-2', 2_000_000_000)).json()).toMatchObject({ code: 'document.missing' });
    const later = new Date(Date.parse(office.clock.now()) + 30 * 86_400_000).toISOString();
    await office.app.get(PaperSweep, { strict: false }).sweep(later);
    expect((await download('manager-2', body.id)).statusCode).toBe(200);
  });

  test('is there, is the recorder’s own, and keeps the ending that its bytes have', async () => {
    const project = await office.bring('cityReview.approving');
    const without = await office.record('approval', [item(project)], { scan: undefined });
    expect(without.status).toBe(400);
    const scan = await office.paper('manager-1', 'decision', '批文.pdf');
    const wrong: [object, string][] = [
      [{ hash: 'f'.repeat(64), name: '批文.pdf' }, 'paper.not-there'],
      [{ hash: (await office.paper('finance-1', 'decision', '别人.pdf')).hash, name: '批文.pdf' }, 'paper.not-there'],
      [{ hash: scan.hash, name: '批文.jpg' }, 'paper.name-differs'],
    ];
    for (const [said, code] of wrong) {
      expect(await office.record('approval', [item(project)], { scan: said })).toMatchObject({
        status: 422,
        body: { code },
      });
    }
  });
});
