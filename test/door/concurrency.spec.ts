import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Door } from '../../src/door/door.js';
import type { Command } from '../../workflows/command.js';
import type { NamedPaper } from '../../workflows/project/papers.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { completeContent, Office, panel, type Reply } from '../support/office.js';

const town = 'town-440781';
const officer = 'officer-440781';
const pool = 'pool/2026/general';

// Hundreds of requests at once, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const countOf = (replies: readonly Reply[], status: number) => replies.filter((each) => each.status === status).length;

const happened = async (project: number, event: string): Promise<number> => {
  const [row] = await office.db.query<{ n: number }[]>(
    `select count(*)::int as n from history where subject = 'project' and subject_id = $1 and event = $2`,
    [project, event],
  );
  return row!.n;
};

describe('Two hundred at once', () => {
  test('endorse one application: one endorsement, and the others are told that it is done', async () => {
    const project = await office.bring('application.endorsing');
    const [action] = await office.actions(officer, project);
    const replies = await times(200, () =>
      office.request(officer, 'POST', action!.href, { version: action!.version, opinion: '同意' }),
    );
    expect([countOf(replies, 201), countOf(replies, 422) + countOf(replies, 409)]).toEqual([1, 199]);
    expect(await happened(project, 'application.endorse')).toBe(1);
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ state: 'cityReview.intake', visit: 3 });
  });

  test('confirm one approval: one decision, committed once', async () => {
    const project = await office.bring('cityReview.approving');
    const { body } = await office.record('approval', [{ projectId: project, share: 1, amount: '1000000' }]);
    const replies = await times(200, () => office.confirm('approval', body.id));
    expect([countOf(replies, 201), countOf(replies, 422) + countOf(replies, 409)]).toEqual([1, 199]);
    expect(await happened(project, 'review.approve')).toBe(1);
    expect(await office.balance(`share/${project}/1/committed`)).toBe('1000000');
  });
});

test('Votes cast at once are all counted, and the last of them raises the outcome, once', async () => {
  const projects = await times(4, () => office.bring('cityReview.deliberating'));
  const ballots = await Promise.all(
    projects.flatMap((project) =>
      panel.map(async (who) => {
        const [seat] = (await office.actions(who, project)).filter(({ event }) => event === 'seat.vote');
        return { who, href: seat!.href, version: seat!.version };
      }),
    ),
  );
  const replies = await Promise.all(
    ballots.map(({ who, href, version }) => office.request(who, 'POST', href, { version, choice: 'approve' })),
  );
  expect(replies.map(({ status }) => status)).toEqual(ballots.map(() => 201));
  for (const project of projects) {
    expect(await office.state(project)).toBe('cityReview.publicNotice');
    const raised = await office.db.query<{ raised: string[] }[]>(
      `select raised from history where subject = 'project' and subject_id = $1 and event = 'seat.vote' order by seq`,
      [project],
    );
    expect(raised.map((row) => row.raised)).toEqual([[], [], ['panel.decided']]);
  }
});

describe('A pool that is nearly empty', () => {
  const leave = async (amount: bigint) => {
    const [balance, held] = [BigInt(await office.balance(pool)), BigInt(await office.balance('held/2026'))];
    const [what, difference] = balance > amount ? ['holds', balance - amount] : ['hold-liftings', amount - balance];
    expect(balance + held).toBeGreaterThanOrEqual(amount);
    if (difference === 0n) return;
    const body = { amount: difference.toString(), reason: '预留' };
    expect((await office.request('finance-1', 'POST', `/fund-years/2026/${what}`, body)).status).toBe(201);
  };
  let projects: number[];
  beforeAll(async () => {
    projects = [];
    for (let count = 0; count < 12; count += 1) projects.push(await office.bring('fundRelease.awaiting'));
  });
  beforeEach(() => leave(1_000_000n));

  test('is not emptied twice by two releases in one batch', async () => {
    const actor = office.people.get('finance-2')!;
    const commands: Command[] = [];
    for (const project of projects.slice(0, 2)) {
      const { body } = await office.record('release', [{ projectId: project, share: 1, amount: '700000' }]);
      const sent = { actor, occurredAt: office.clock.now(), expected: null };
      commands.push(
        { ...sent, subject: 'document', id: body.id, event: { type: 'document.confirm' } },
        { ...sent, subject: 'project', id: project, event: { type: 'release.issue', documentId: body.id } },
      );
    }
    const [, first, , second] = await office.app.get(Door, { strict: false }).outcomes(commands);
    expect(first).toMatchObject({ state: 'fundRelease.receiving' });
    expect(second).toBeInstanceOf(DomainError);
    expect((second as DomainError).unmet).toEqual([
      {
        code: 'ledger.overdrawn.pool',
        params: { available: 300_000n, needed: 700_000n, missing: 400_000n },
      },
    ]);
    expect(await office.balance(pool)).toBe('300000');
  });

  test('shows, read line by line, what came before what it was needed for, in one batch too', async () => {
    const drawing = [await office.bring('fundRelease.awaiting'), await office.bring('fundRelease.awaiting')];
    const items = drawing.map((projectId, no) => ({ projectId, share: 1, amount: no === 0 ? '999993' : '20' }));
    // The year's history becomes longer than that of a project.
    const receive = { source: 'levy', amount: '1', receivedOn: '2026-03-02' };
    await times(20, () => office.request('finance-1', 'POST', '/fund-years/2026/receipts', receive));
    await leave(1_000_000n);
    const { body } = await office.record('release', items);
    const sent = { occurredAt: office.clock.now(), expected: null };
    const [finance, confirmer] = ['finance-1', 'finance-2'].map((who) => office.people.get(who)!);
    const event = { ...receive, type: 'income.receive', amount: 13n } as never;
    const outcomes = await office.app.get(Door, { strict: false }).outcomes([
      { ...sent, actor: finance!, subject: 'fundYear', id: 2026, event },
      { ...sent, actor: confirmer!, subject: 'document', id: body.id, event: { type: 'document.confirm' } },
      ...items.map(({ projectId }): Command => ({
        ...sent,
        actor: confirmer!,
        subject: 'project',
        id: projectId,
        event: { type: 'release.issue', documentId: body.id },
      })),
    ]);
    expect(outcomes.filter((outcome) => outcome instanceof DomainError)).toEqual([]);
    const lines = await office.db.query<{ balance: string }[]>(
      `select sum(case when t.key = $1 then e.amount_fen else -e.amount_fen end) over (order by e.id)::text as balance
       from entry e join account f on f.id = e.from_account_id join account t on t.id = e.to_account_id
       where $1 in (f.key, t.key) order by e.id`,
      [pool],
    );
    expect(lines.slice(-3).map(({ balance }) => balance)).toEqual(['1000013', '20', '0']);
  });

  test('is never overdrawn by 32 release documents at once; who comes too late is told what is missing', async () => {
    // Each document names two projects, in either order, so that each has to wait for others.
    const documents = await times(32, async (index) => {
      const [one, other] = [projects[index % 12]!, projects[(index * 7 + 5) % 12]!];
      const items = [one, other === one ? projects[(index + 1) % 12]! : other].map((projectId) => ({
        projectId,
        share: 1,
        amount: '60000',
      }));
      return (await office.record('release', index % 2 ? items.reverse() : items)).body.id;
    });
    const [replies, receipts] = await Promise.all([
      Promise.all(documents.map((document) => office.confirm('release', document))),
      times(24, () =>
        office.request('finance-1', 'POST', '/fund-years/2026/receipts', {
          source: 'levy',
          amount: '1',
          receivedOn: '2026-03-02',
        }),
      ),
    ]);
    expect(receipts.map(({ status }) => status)).toEqual(receipts.map(() => 201));
    const losers = replies.filter(({ status }) => status !== 201);
    expect([...new Set(losers.map(({ status }) => status))]).toEqual([422]);
    for (const { body } of losers) {
      const { unmet } = body as { unmet: { code: string; message: string }[] };
      expect(unmet.map(({ code }) => code)).toContain('ledger.overdrawn.pool');
      expect(unmet[0]!.message).toMatch(/可用 [\d,.]+ 元，本次需要 [\d,.]+ 元，差 [\d,.]+ 元/);
    }
    // 1,000,000 fen are there, a document takes 120,000: eight fit, whoever they are.
    expect(replies.length - losers.length).toBe(8);
    expect(await office.balance(pool)).toBe('40024');
  });
});

describe('A request that is sent again', () => {
  test('twenty times at once with one key is done once, and all get the same answer', async () => {
    const project = await office.bring('application.endorsing');
    const [action] = await office.actions(officer, project);
    const key = { 'idempotency-key': 'endorse-once' };
    const body = { version: action!.version, opinion: '同意' };
    const replies = await times(20, () => office.request(officer, 'POST', action!.href, body, key));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 201));
    expect(new Set(replies.map((each) => JSON.stringify(each.body))).size).toBe(1);
    expect(await happened(project, 'application.endorse')).toBe(1);

    const later = await office.request(officer, 'POST', action!.href, body, key);
    expect(later).toEqual(replies[0]);
    const changed = await office.request(officer, 'POST', action!.href, { ...body, opinion: '不同意' }, key);
    expect(changed).toMatchObject({ status: 422, body: { code: 'request.key-reused' } });
  });

  test('twenty times at once begins one project, records one document, books one receipt', async () => {
    const creations: readonly (readonly [string, string, object])[] = [
      [town, '/projects', { title: '一次', year: 2026, line: '1.1', shares: [{ regionId: '440781', asked: '1' }] }],
      [
        'manager-1',
        '/documents',
        {
          kind: 'approval',
          year: 2026,
          issuer: '江门市',
          number: '一次〔2026〕1号',
          issuedOn: '2026-03-02',
          title: '一次',
          items: [{ projectId: await office.draft('standard'), share: 1, amount: '1' }],
          scan: { hash: (await office.paper('manager-1', 'decision', '批文.pdf')).hash, name: '批文.pdf' },
        },
      ],
      ['finance-1', '/fund-years/2026/receipts', { source: 'levy', amount: '1', receivedOn: '2026-03-02' }],
    ];
    const before = BigInt(await office.balance(pool));
    for (const [who, path, body] of creations) {
      const key = { 'idempotency-key': `once ${path}` };
      const replies = await times(20, () => office.request(who, 'POST', path, body, key));
      expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 201));
      expect(new Set(replies.map((each) => JSON.stringify(each.body))).size).toBe(1);
    }
    const [row] = await office.db.query<{ n: number }[]>(`select count(*)::int as n from project where title = '一次'`);
    expect(row!.n).toBe(1);
    expect(BigInt(await office.balance(pool))).toBe(before + 1n);
  });

  test('with a key that another person used is that person’s own', async () => {
    const key = { 'idempotency-key': 'shared' };
    const begun = { title: '同号', year: 2026, line: '1.1' };
    const first = await office.request(
      town,
      'POST',
      '/projects',
      { ...begun, shares: [{ regionId: '440781', asked: '1' }] },
      key,
    );
    const second = await office.request(
      'town-440783',
      'POST',
      '/projects',
      { ...begun, shares: [{ regionId: '440783', asked: '1' }] },
      key,
    );
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body['id']).not.toBe(second.body['id']);
  });

  test('after a refusal is tried again: the key is still free', async () => {
    const project = await office.bring('application.endorsing');
    const key = { 'idempotency-key': 'again' };
    const href = `/projects/${project}/application/endorsement`;
    expect((await office.request(officer, 'POST', href, { version: 99, opinion: '同意' }, key)).status).toBe(409);
    const [action] = await office.actions(officer, project);
    const again = await office.request(officer, 'POST', href, { version: action!.version, opinion: '同意' }, key);
    expect(again.status).toBe(201);
  });
});

test('Whoever saw an older version is told so', async () => {
  const project = await office.bring('application.endorsing');
  const [action] = await office.actions(officer, project);
  const stale = await office.request(officer, 'POST', action!.href, { version: action!.version - 1, opinion: '同意' });
  expect(stale).toMatchObject({ status: 409, body: { code: 'project.changed-meanwhile' } });
  expect(await happened(project, 'application.endorse')).toBe(0);
});

describe('A draft that is saved while it is submitted', () => {
  let papers: NamedPaper[];
  beforeAll(async () => {
    papers = await office.papers(town, 'feasibility', 'budget');
  });
  const contentsOf = async (project: number) => {
    const [row] = await office.db.query<{ draft: unknown; revision: unknown }[]>(
      `select d.content as draft, r.content as revision from draft d join revision r using (project_id)
       where project_id = $1 order by r.no desc limit 1`,
      [project],
    );
    return row!;
  };
  const save = (project: number, version: number, summary: string) =>
    office.request(town, 'PUT', `/projects/${project}/draft`, {
      version,
      content: { ...completeContent('440781', '1000000'), papers, summary },
    });

  test('is part of what is submitted, or is refused; never saved beside it', async () => {
    const project = await office.draft('standard');
    const blocker = office.db.createQueryRunner();
    await blocker.startTransaction();
    // The submission has read the draft and cannot write its revision yet.
    await blocker.query('lock table revision in exclusive mode');
    const submission = office.does(town, project, 'application.submit');
    await expect.poll(() => waiting(/insert into revision/), { timeout: 10_000 }).toBe(1);
    const saving = save(project, 2, '提交之后的改动');
    const saved = await Promise.race([saving.then(({ status }) => status), waitingFor(/update draft|for share/)]);
    await blocker.rollbackTransaction();
    await blocker.release();
    await submission;
    expect(saved).not.toBe(200);
    expect(await saving).toMatchObject({ status: 422, body: { code: 'application.not-writable' } });
    const { draft, revision } = await contentsOf(project);
    expect(draft).toEqual(revision);
  });

  test('a hundred times over', async () => {
    const projects = await times(25, () => office.draft('standard'));
    await Promise.all(
      projects.map(async (project) => {
        const [submitted, ...saves] = await Promise.all([
          office.act(town, project, 'application.submit'),
          ...[1, 2, 3].map((n) => save(project, 2, `第 ${n} 次`)),
        ]);
        expect(submitted.status).toBe(201);
        expect(saves.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
        for (const { status } of saves) expect([200, 409, 422]).toContain(status);
        const { draft, revision } = await contentsOf(project);
        expect(draft).toEqual(revision);
      }),
    );
  });

  const waiting = async (what: RegExp): Promise<number> => {
    const rows = await office.db.query<{ query: string }[]>(
      `select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.filter(({ query }) => what.test(query)).length;
  };
  const waitingFor = async (what: RegExp): Promise<string> => {
    await expect.poll(() => waiting(what), { timeout: 10_000 }).toBeGreaterThan(0);
    return 'waits';
  };
});
