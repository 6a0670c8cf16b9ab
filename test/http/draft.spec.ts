import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeContent, Office, type Reply } from '../support/office.js';

const town = 'town-440781';
const county = 'officer-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
  await office.joins('colleague', '陈志远', town);
});
afterAll(() => office.close());

interface Shown {
  version: number;
  content: Content;
  answers: Record<string, string>;
  unmet: { code: string; field: string | null; message: string }[];
  conflicts: { path: string; mine: unknown; theirs: unknown; by: string | null }[];
  startedFrom: string | null;
}
interface Content {
  title: string;
  summary: string;
  need: string;
  costs: { id: string; item: string; amount: string }[];
  timetable: { id: string; from: string | null; until: string | null }[];
  beneficiaries: { villages: number };
  targets: { target: string }[];
  papers: { class: string; hash: string }[];
}

const draftOf = (project: number, who = town) => office.get<Shown>(who, `/projects/${project}/draft`);

const save = (
  who: string,
  project: number,
  version: number,
  content: object,
  more: object = {},
): Promise<Reply<Shown>> =>
  office.request<Shown>(who, 'PATCH', `/projects/${project}/draft`, {
    version,
    writer: `form-${who}`,
    content,
    ...more,
  });

describe('Two people of one town write one application', () => {
  test('at different places, and both texts stand', async () => {
    const project = await office.draft('standard');
    const { version, content } = await draftOf(project);
    const row = content.costs[0]!;
    await save(town, project, version, { summary: '甲写的概况' });
    await save('colleague', project, version, { need: '乙写的依据', costs: [{ ...row, item: '路面工程' }] });
    const late = await save(town, project, version, { beneficiaries: { villages: 9 } });
    expect(late).toMatchObject({
      status: 200,
      body: {
        version: version + 3,
        conflicts: [],
        content: {
          summary: '甲写的概况',
          need: '乙写的依据',
          costs: [{ id: row.id, item: '路面工程', amount: row.amount }],
          beneficiaries: { villages: 9 },
        },
      },
    });
  });

  test('at the same place, and the second is shown both texts and who wrote the other', async () => {
    const project = await office.draft('standard');
    const { version, content } = await draftOf(project);
    const row = content.costs[0]!;
    await save(town, project, version, { costs: [{ ...row, item: '先写的' }] });
    const second = await save('colleague', project, version, {
      need: '没有冲突的照常保存',
      costs: [{ ...row, item: '后写的' }],
    });
    expect(second.body).toMatchObject({
      content: { need: '没有冲突的照常保存', costs: [{ item: '先写的' }] },
      conflicts: [{ path: `costs/${row.id}`, mine: { item: '后写的' }, theirs: { item: '先写的' }, by: '马志勇' }],
    });
    // Having seen it, the second may decide for the own text.
    const decided = await save('colleague', project, second.body.version, { costs: [{ ...row, item: '后写的' }] });
    expect(decided.body).toMatchObject({ conflicts: [], content: { costs: [{ item: '后写的' }] } });
  });

  test('at once: every save is in the draft or comes back', async () => {
    const project = await office.draft('standard');
    const { version } = await draftOf(project);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        office.request<Shown>(n % 2 ? town : 'colleague', 'PATCH', `/projects/${project}/draft`, {
          version,
          writer: `form-${n}`,
          content: { costs: [{ id: `row-${n}`, item: `第 ${n} 项`, amount: '1' }], summary: `第 ${n} 人的概况` },
        }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const { content } = await draftOf(project);
    expect(content.costs.map(({ id }) => id).filter((id) => id.startsWith('row-'))).toHaveLength(20);
    const returned = replies.flatMap(({ body }) => body.conflicts.map(({ mine }) => mine as string));
    expect(new Set([content.summary, ...returned])).toEqual(new Set(replies.map((_, n) => `第 ${n} 人的概况`)));
  });

  test('and neither decides on it in another role, whoever of them submitted it', async () => {
    const project = await office.draft('standard');
    const { version } = await draftOf(project);
    await save('colleague', project, version, { need: '乙写的依据' });
    await office.does(town, project, 'application.submit');
    const { items } = await office.get<{ items: object[] }>(county, `/projects/${project}/revisions`);
    expect(items).toMatchObject([{ no: 1, submittedBy: '马志勇', authors: ['马志勇', '陈志远'] }]);
    const [officer] = await office.db.query<[{ id: number }]>(
      `insert into membership (person_id, organisation_id, role)
       select p.id, $1, 'countyOfficer' from person p where p.username = 'demo-colleague' returning id`,
      [office.people.get(county)!.organisationId],
    );
    const actAs = (membershipId: number | undefined) =>
      office.request('colleague', 'PUT', '/session/membership', { membershipId });
    const applicant = await office.get<{ membership: { id: number } }>('colleague', '/session');
    await actAs(officer.id);
    expect(await office.refuses('colleague', project, 'application.endorse', { opinion: '同意' })).toEqual([
      'project.own-submission',
    ]);
    await actAs(applicant.membership.id);
    await office.does(county, project, 'application.endorse', { opinion: '同意' });
  });

  test('and see each other, and where the other writes, until the other leaves', async () => {
    const project = await office.draft('standard');
    const here = (who: string, section: string, state = 'open') =>
      office.request<{ version: number; writers: object[] }>(who, 'PUT', `/projects/${project}/draft/presence`, {
        writer: 'form',
        section,
        state,
      });
    expect((await here(town, 'money')).body.writers).toEqual([]);
    expect((await here('colleague', 'plan')).body).toMatchObject({
      version: 2,
      writers: [{ name: '马志勇', section: 'money' }],
    });
    await here(town, 'money', 'left');
    expect((await here('colleague', 'plan')).body.writers).toEqual([]);
  });
});

test('A draft says which papers its submission still asks for, and the action which of them are there', async () => {
  const project = await office.draft('standard');
  const { version, content } = await draftOf(project);
  const budget = content.papers.find((paper) => paper.class === 'budget')!;
  const id = `${budget.class}:${budget.hash}`;
  const saved = await save(town, project, version, {}, { removed: [{ list: 'papers', id }] });
  expect(saved.body.unmet).toMatchObject([{ code: 'paper.required', field: 'papers' }]);
  const submission = (await office.actions(town, project)).find(({ event }) => event === 'application.submit')!;
  expect(submission.papers).toEqual([
    { class: 'feasibility', there: true },
    { class: 'budget', there: false },
  ]);
});

describe('A row', () => {
  test('may be half filled, is taken away by its id, and keeps that id when the whole is written anew', async () => {
    const project = await office.draft('standard');
    const { version } = await draftOf(project);
    const added = await save(town, project, version, {
      timetable: [{ id: 'new', step: '验收', from: null, until: null }],
    });
    expect(added.body.content.timetable.map(({ id }) => id)).toEqual(['r1', 'new']);
    expect(added.body.unmet).toEqual([
      { code: 'application.row-incomplete', field: 'timetable/new', message: expect.stringContaining('第 2 行') },
    ]);
    const gone = await save(town, project, added.body.version, {}, { removed: [{ list: 'timetable', id: 'new' }] });
    expect(gone.body).toMatchObject({ unmet: [], content: { timetable: [{ id: 'r1' }] } });
    const content = completeContent('440781', '1000000');
    await office.request(town, 'PUT', `/projects/${project}/draft`, { version: gone.body.version, content });
    expect((await draftOf(project)).content.timetable).toMatchObject([{ id: 'r1' }]);
  });
});

describe('The trail of a draft', () => {
  test('shows who wrote where, and any earlier state, which an ordinary save brings back', async () => {
    const project = await office.draft('standard');
    let { version } = await draftOf(project);
    const first = version;
    const write = async (who: string, content: object) => {
      ({ version } = (await save(who, project, version, content)).body);
    };
    await write(town, { summary: '很长的一段文字' });
    await write('colleague', { summary: '' });
    await write('colleague', { need: '另写' });
    const { items } = await office.get<{ items: { version: number; by: string; places: string[] }[] }>(
      town,
      `/projects/${project}/draft/saves`,
    );
    expect(items.slice(0, 3)).toMatchObject([
      { by: '陈志远', places: ['need'] },
      { by: '陈志远', places: ['summary'] },
      { by: '马志勇', places: ['summary'] },
    ]);
    const earlier = await office.get<{ content: Content }>(
      town,
      `/projects/${project}/draft/saves/${items[1]!.version}`,
    );
    expect(earlier.content).toMatchObject({ summary: '很长的一段文字', need: '雨季出行困难' });
    await write(town, { summary: earlier.content.summary });
    expect((await draftOf(project)).content.summary).toBe('很长的一段文字');
    expect(version).toBe(first + 4);
    const unknown = await office.request(town, 'GET', `/projects/${project}/draft/saves/99`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'application.save-unknown' } });
  });

  test('keeps one row for a text that only grows, and three hundred in all', async () => {
    const project = await office.draft('standard');
    let { version } = await draftOf(project);
    const write = async (content: object) => {
      ({ version } = (await save(town, project, version, content)).body);
    };
    const kept = async () =>
      (await office.get<{ items: object[] }>(town, `/projects/${project}/draft/saves`)).items.length;
    const before = await kept();
    for (const need of ['雨季出行困难，', '雨季出行困难，农产品', '雨季出行困难，农产品运不出去'])
      await write({ need });
    expect(await kept()).toBe(before + 1);
    for (let n = 0; n < 310; n += 1) await write({ title: `村道 ${n}` });
    expect(await kept()).toBe(300);
  });
});

describe('A draft is known to its own organisation only', () => {
  test('before it is submitted others see that it is being written, and nothing of it', async () => {
    const project = await office.draft('standard');
    for (const who of [county, 'reviewer-1', 'auditor']) {
      const shown = await office.get(who, `/projects/${project}`);
      expect(shown).toMatchObject({ title: '村道硬底化', line: '1.1', asked: '1000000', content: null });
      expect(JSON.stringify(shown)).not.toContain('硬化村道三公里');
    }
    expect(await office.get('colleague', `/projects/${project}`)).toMatchObject({
      content: { summary: '硬化村道三公里' },
    });
  });

  test('after a return they see what was submitted, not what is being typed', async () => {
    const project = await office.bring('application.endorsing');
    const fields = [{ field: 'summary', reason: '里程不符' }];
    await office.does(county, project, 'application.return', { reason: '核对', fields });
    const { version } = await draftOf(project);
    await save(town, project, version, { summary: '还没写完' });
    expect(await office.get(county, `/projects/${project}`)).toMatchObject({ content: { summary: '硬化村道三公里' } });
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ content: { summary: '还没写完' } });
  });

  test.each([
    ['GET', 'draft'],
    ['GET', 'draft/saves'],
    ['GET', 'draft/saves/2'],
    ['GET', 'draft/comparison'],
    ['PATCH', 'draft'],
    ['PUT', 'draft/presence'],
    ['GET', 'revisions'],
    ['GET', 'revisions/1'],
    ['GET', 'revisions/1/comparison'],
  ] as const)('%s %s is not there for another county’s applicant', async (method, path) => {
    const project = await office.bring('application.endorsing');
    const body = method === 'PATCH' ? { version: 2, writer: 'form', content: {} } : { writer: 'form', state: 'open' };
    const reply = await office.request(
      'town-440783',
      method,
      `/projects/${project}/${path}`,
      method === 'GET' ? undefined : body,
    );
    expect(reply).toMatchObject({ status: 404, body: { code: 'project.missing' } });
  });
});

describe('A submission', () => {
  test('after which a save comes too late is told so, and the revision is untouched', async () => {
    const project = await office.draft('standard');
    const { version } = await draftOf(project);
    await office.does(town, project, 'application.submit');
    const late = await save('colleague', project, version, { summary: '来不及了' });
    expect(late).toMatchObject({ status: 422, body: { code: 'application.not-writable' } });
    expect(await office.get(county, `/projects/${project}/revisions/1`)).toMatchObject({
      no: 1,
      content: { summary: '硬化村道三公里' },
    });
  });

  /** What a revision says of the three places that the property writes. */
  const writtenIn = (content: Content) => [content.summary, content.need, content.costs[0]!.item];

  test(
    'freezes one saved state wholly, and every save before it, however they are interleaved',
    { timeout: 90_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom(town, 'colleague'), fc.constantFrom(0, 1, 2), fc.boolean()), {
            minLength: 2,
            maxLength: 8,
          }),
          fc.nat(8),
          async (writes, at) => {
            const project = await office.draft('standard');
            const { version, content } = await draftOf(project);
            const row = content.costs[0]!;
            const contentOf = (place: number, text: string) =>
              [{ summary: text }, { need: text }, { costs: [{ ...row, item: text }] }][place]!;
            const begun: Promise<unknown>[] = [];
            const saves: { place: number; text: string; reply: Reply<Shown> }[] = [];
            let submission: Promise<Reply> | undefined;
            for (const [n, [who, place, waits]] of writes.entries()) {
              if (n === at) submission = office.act(town, project, 'application.submit');
              const text = `第 ${n} 次`;
              const sent = save(who, project, version, contentOf(place, text)).then((reply) =>
                saves.push({ place, text, reply }),
              );
              begun.push(sent);
              if (waits) await sent;
            }
            submission ??= office.act(town, project, 'application.submit');
            const [submitted] = await Promise.all([submission, ...begun]);
            expect(submitted.status).toBe(201);

            const { content: frozen } = await office.get<{ content: Content }>(
              town,
              `/projects/${project}/revisions/1`,
            );
            expect((await draftOf(project)).content).toEqual(frozen);
            const states = saves
              .filter(({ reply }) => reply.status === 200)
              .map(({ reply }) => ({ version: reply.body.version, written: writtenIn(reply.body.content) }));
            const last = Math.max(version, ...states.map((state) => state.version));
            for (const state of states.filter((state) => state.version === last)) {
              expect(writtenIn(frozen)).toEqual(state.written);
            }
            for (const { place, text, reply } of saves) {
              if (reply.status === 422) {
                expect(writtenIn(frozen)).not.toContain(text);
                continue;
              }
              expect(reply.status).toBe(200);
              // Acknowledged: it stands, or came back as a conflict, or a later acknowledged save of the same form replaced it.
              const acknowledged = reply.body.conflicts.length === 0;
              const replaced = saves.some(
                (other) =>
                  other.place === place && other.reply.status === 200 && other.reply.body.version > reply.body.version,
              );
              if (acknowledged && !replaced) expect(writtenIn(frozen)[place]).toBe(text);
            }
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});

describe('A resubmission', () => {
  test('shows each point with its answer, and what was changed beside', async () => {
    const project = await office.bring('application.endorsing');
    const fields = [
      { field: 'summary', reason: '里程不符' },
      { field: 'costs', reason: '没有监理费' },
    ];
    await office.does(county, project, 'application.return', { reason: '核对', fields });
    const { version, content } = await draftOf(project);
    const row = content.costs[0]!;
    const answers = [{ field: 'summary', answer: '已改为两公里' }];
    const saved = await save(
      town,
      project,
      version,
      {
        summary: '硬化村道两公里',
        costs: [
          { ...row, amount: '900000' },
          { id: 'new', item: '监理费', amount: '100000' },
        ],
        beneficiaries: { villages: 2 },
      },
      { answers },
    );
    expect(saved.body.answers).toEqual({ summary: '已改为两公里', costs: '' });

    const before = await office.get<{ items: { path: string }[] }>(town, `/projects/${project}/draft/comparison`);
    expect(before).toMatchObject({
      from: 1,
      to: null,
      points: [{ field: 'summary', answer: null, changed: true }, {}],
    });
    await office.does(town, project, 'application.submit', {
      answers: [...answers, { field: 'costs', answer: '已列监理费' }],
    });
    const { items } = await office.get<{ items: object[] }>('reviewer-1', `/projects/${project}/revisions`);
    expect(items).toMatchObject([
      {
        no: 2,
        submittedBy: '马志勇',
        answered: {
          by: 'countyOfficer',
          reason: '核对',
          fields: [
            { field: 'summary', reason: '里程不符', answer: '已改为两公里' },
            { field: 'costs', reason: '没有监理费', answer: '已列监理费' },
          ],
        },
      },
      { no: 1, answered: null },
    ]);
    const changed = await office.get<{ items: object[] }>(county, `/projects/${project}/revisions/2/comparison`);
    expect(changed.items).toEqual(before.items);
    expect(changed.items).toMatchObject([
      {
        path: 'summary',
        pieces: [
          { kind: 'same', text: '硬化村道' },
          { kind: 'removed', text: '三' },
          { kind: 'added', text: '两' },
          { kind: 'same', text: '公里' },
        ],
      },
      {
        path: 'costs',
        rows: [
          { kind: 'changed', cells: ['amount'], before: { amount: '1000000' }, after: { amount: '900000' } },
          { kind: 'added', before: null, after: { item: '监理费' } },
        ],
      },
      { path: 'beneficiaries.villages', before: 1, after: 2 },
    ]);
    const back = await office.get<{ items: object[] }>(county, `/projects/${project}/revisions/1/comparison?with=2`);
    expect(back).toMatchObject({ from: 2, to: 1, points: null });
    expect(await office.request(county, 'GET', `/projects/${project}/revisions/1/comparison`)).toMatchObject({
      status: 404,
      body: { code: 'application.revision-missing' },
    });
  });

  test('says which changes were asked for, which were not, and what was asked for and left', async () => {
    const project = await office.bring('application.endorsing');
    const fields = [
      { field: 'returns', reason: '分配办法不明' },
      { field: 'costs', reason: '没有监理费' },
    ];
    await office.does(county, project, 'application.return', { reason: '核对', fields });
    const { version, content } = await draftOf(project);
    const changes = { summary: '硬化村道两公里', returns: { sharing: '全部用于监测对象' } };
    const first = await save(town, project, version, changes);
    const answers = fields.map(({ field }) => ({ field, answer: '见修改' }));
    await office.does(town, project, 'application.submit', { answers });
    const marked = {
      from: 1,
      points: [
        { field: 'returns', reason: '分配办法不明', answer: '见修改', changed: true },
        { field: 'costs', reason: '没有监理费', answer: '见修改', changed: false },
      ],
      items: [
        { path: 'summary', asked: false },
        { path: 'returns.sharing', asked: true },
      ],
    };
    const comparison = (no: number, query = '') =>
      office.get<{ items: object[] }>(county, `/projects/${project}/revisions/${no}/comparison${query}`);
    expect(await comparison(2)).toMatchObject({ ...marked, to: 2 });

    // Whoever recalls it and submits it again is still held against the return.
    await office.does(town, project, 'application.recall', { reason: '再改' });
    await save(town, project, first.body.version, { title: `${content.title}（二期）` });
    await office.does(town, project, 'application.submit');
    expect(await comparison(3)).toMatchObject({
      ...marked,
      to: 3,
      items: [{ path: 'title', asked: false }, ...marked.items],
    });
    expect(await comparison(3, '?with=2')).toMatchObject({ points: null, items: [{ path: 'title', asked: null }] });
  });

  test('of an application that was returned as a whole was asked for in every change', async () => {
    const project = await office.bring('application.endorsing');
    const fields = [{ field: 'application', reason: '按新格式重填' }];
    await office.does(county, project, 'application.return', { reason: '核对', fields });
    const { version } = await draftOf(project);
    await save(town, project, version, { summary: '硬化村道两公里', beneficiaries: { villages: 3 } });
    const { points, items } = await office.get<{ points: object[]; items: object[] }>(
      town,
      `/projects/${project}/draft/comparison`,
    );
    expect(points).toMatchObject([{ field: 'application', changed: true }]);
    expect(items).toMatchObject([{ asked: true }, { asked: true }]);
  });
});

describe('An application starts from an earlier one', () => {
  const begin = (who: string, from: number, region = '440781') =>
    office.request<{ id: number }>(who, 'POST', '/projects', {
      title: '第二条村道',
      year: 2026,
      line: '1.1',
      shares: [{ regionId: region, asked: '500' }],
      from,
    });

  test('of the own organisation, with its words and without its figures', async () => {
    const earlier = await office.draft('standard');
    const { body } = await begin('colleague', earlier);
    const { code } = await office.get<{ code: string }>(town, `/projects/${earlier}`);
    const { content, startedFrom } = await draftOf(body.id);
    expect(startedFrom).toBe(code);
    expect(content).toMatchObject({
      title: '第二条村道',
      summary: '硬化村道三公里',
      shares: [{ regionId: '440781', asked: '500' }],
      costs: [{ item: '工程费', amount: '0' }],
      targets: [{ target: '' }, { target: '' }, { target: '' }],
      beneficiaries: { villages: 0 },
    });
  });

  test('which is shown before: its words, its days in the new year, and no figure', async () => {
    const earlier = await office.bring('application.endorsing');
    const start = await office.get(town, `/applications/start?from=${earlier}&year=2028`);
    expect(start).toMatchObject({
      title: '村道硬底化',
      year: 2026,
      papers: 2,
      content: {
        summary: '硬化村道三公里',
        timetable: [{ from: '2028-04-01', until: '2028-09-30' }],
        costs: [{ item: '工程费', amount: '0' }],
        papers: [],
      },
    });
    expect(await office.request(town, 'GET', '/applications/start?from=x&year=2028')).toMatchObject({ status: 400 });
  });

  test('and never from another’s', async () => {
    const earlier = await office.draft('standard');
    expect(await office.request('town-440783', 'GET', `/applications/start?from=${earlier}&year=2026`)).toMatchObject({
      status: 404,
    });
    expect(await begin('town-440783', earlier, '440783')).toMatchObject({
      status: 404,
      body: { code: 'project.missing' },
    });
    expect(await begin(town, 999_999)).toMatchObject({ status: 404 });
  });

  test('that is offered for its title or its line', async () => {
    await office.draft('filing');
    const similar = (query: string, who = town) =>
      office.get<{ items: { line: string; title: string }[] }>(who, `/applications/similar?${query}`);
    const [first] = (await similar(`title=${encodeURIComponent('2026年沙堤村道硬底化')}&line=1.3`)).items;
    expect(first).toMatchObject({ line: '1.3', title: '村道硬底化' });
    expect((await similar(`title=${encodeURIComponent('冷链仓储')}`)).items).toEqual([]);
    expect((await similar('line=1.3', 'town-440703')).items).toEqual([]);
  });
});

describe('What no application holds is refused', () => {
  const bad = async (content: object) => {
    const project = await office.draft('standard');
    return save(town, project, 2, content);
  };
  const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `x${n}`, item: '项', amount: '1' }));

  test('ten thousand rows, five megabytes, what the database cannot store, days that do not exist', async () => {
    expect(await bad({ costs: rows(10_000) })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(await bad({ summary: '长'.repeat(2_000_000) })).toMatchObject({ status: 413 });
    expect(await bad({ summary: 'a\0b' })).toMatchObject({ status: 400 });
    expect(await bad({ summary: '\ud800' })).toMatchObject({ status: 400 });
    const step = { id: 'x', step: '验收', from: '2023-02-29', until: null };
    expect(await bad({ timetable: [step] })).toMatchObject({ status: 400 });
    expect(await bad({ papers: 1, unknown: 2 })).toMatchObject({ status: 400 });
    const target = { id: 'x', aspect: 'cost', name: '户均成本', target: '3', unit: '万元' };
    expect(await bad({ targets: [{ ...target, direction: 'more' }] })).toMatchObject({ status: 400 });
    expect(await bad({ targets: [target] })).toMatchObject({ status: 400 });
    expect(await bad({ targets: [{ ...target, direction: 'atMost' }] })).toMatchObject({ status: 200 });
  });

  test('but five hundred rows, an emoji and a leap day are ordinary', async () => {
    const step = { id: 'x', step: '验收 🌾', from: '2024-02-29', until: '2024-03-01' };
    const reply = await bad({ timetable: [step] });
    expect(reply.status).toBe(200);
    expect(reply.body.content.timetable.at(-1)).toMatchObject(step);
    expect(reply.body.unmet).toMatchObject([{ code: 'application.outside-years', field: 'timetable/x' }]);
    const many = await bad({ costs: rows(500) });
    expect(many.body.unmet).toMatchObject([{ code: 'application.too-many-rows', field: 'costs' }]);
  });
});
