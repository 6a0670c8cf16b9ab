import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeContent, Office } from '../support/office.js';

const town = 'town-440781';
const county = 'officer-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const holdersOf = async (project: number) =>
  (await office.get<{ holders: { role: string; dueOn: string }[] }>(town, `/projects/${project}`)).holders;

describe('A return', () => {
  test.each([
    ['the county', county, 'application.return', 'application.endorsing'],
    ['the city at intake', 'reviewer-1', 'review.return', 'cityReview.intake'],
    ['the city before the vote', 'reviewer-1', 'review.return', 'cityReview.scheduling'],
  ])('by %s names fields with reasons, and exactly those must be answered', async (_, who, event, state) => {
    const project = await office.bring(state);
    const fields = [
      { field: 'costs', reason: '单价偏高' },
      { field: 'targets', reason: '目标偏低' },
    ];
    expect(await office.refuses(who, project, event, { reason: '材料需补正', fields: [] })).toEqual([
      'application.return-names-no-field',
    ]);
    await office.does(who, project, event, { reason: '材料需补正', fields });
    const shown = await office.get(town, `/projects/${project}`);
    expect(shown).toMatchObject({
      state: 'application.returned',
      returned: { reason: '材料需补正', fields },
      holders: [{ role: 'applicant' }],
    });

    const unanswered = await office.act(town, project, 'application.submit', {
      answers: [
        { field: 'costs', answer: '已核减' },
        { field: 'title', answer: '没有人问' },
      ],
    });
    expect(unanswered.status).toBe(422);
    expect(unanswered.body['unmet']).toMatchObject([{ code: 'application.return-unanswered', field: 'targets' }]);
    await office.does(town, project, 'application.submit', {
      answers: fields.map(({ field }) => ({ field, answer: '已修改' })),
    });
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({
      state: 'application.endorsing',
      returned: null,
    });
  });

  test('lets the applicant write again, and each submission keeps its own revision', async () => {
    const project = await office.bring('application.endorsing');
    const draft = await office.get<{ version: number }>(town, `/projects/${project}/draft`);
    const papers = await office.papers(town, 'feasibility', 'budget');
    const changed = { ...completeContent('440781', '900000'), summary: '改为两公里', papers };
    const early = await office.request(town, 'PUT', `/projects/${project}/draft`, {
      version: draft.version,
      content: changed,
    });
    expect(early).toMatchObject({ status: 422, body: { code: 'application.not-writable' } });

    const fields = [{ field: 'summary', reason: '里程不符' }];
    await office.does(county, project, 'application.return', { reason: '核对里程', fields });
    const saved = await office.request(town, 'PUT', `/projects/${project}/draft`, {
      version: draft.version,
      content: changed,
    });
    expect(saved.status).toBe(200);
    await office.does(town, project, 'application.submit', { answers: [{ field: 'summary', answer: '已改' }] });
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ asked: '900000', revision: 2 });
    const kept = await office.db.query<{ summary: string }[]>(
      `select content ->> 'summary' as summary from revision where project_id = $1 order by no`,
      [project],
    );
    expect(kept).toEqual([{ summary: '硬化村道三公里' }, { summary: '改为两公里' }]);
  });

  test('begins a new deadline for the applicant, and another for the county when it comes back', async () => {
    const project = await office.bring('application.endorsing');
    const before = await holdersOf(project);
    await office.does(county, project, 'application.return', {
      reason: '补正',
      fields: [{ field: 'need', reason: '太短' }],
    });
    office.setDay('2026-03-05');
    await office.does(town, project, 'application.submit', { answers: [{ field: 'need', answer: '已补充' }] });
    const after = await holdersOf(project);
    expect(after[0]!.role).toBe('countyOfficer');
    expect(after[0]!.dueOn > before[0]!.dueOn).toBe(true);
  });
});

describe('What was sent can be taken back', () => {
  test('by the applicant before the county endorses, and not after', async () => {
    const project = await office.bring('application.endorsing');
    await office.does(town, project, 'application.recall', { reason: '金额写错' });
    expect(await office.state(project)).toBe('application.drafting');
    await office.does(town, project, 'application.submit');
    await office.does(county, project, 'application.endorse', { opinion: '同意' });
    expect((await office.actions(town, project)).map(({ event }) => event)).not.toContain('application.recall');
    const late = await office.request(town, 'POST', `/projects/${project}/application/recall`, {
      version: 99,
      reason: '再改',
    });
    expect(late).toMatchObject({ status: 422, body: { code: 'project.transition-refused' } });
  });

  test('by the county before the city takes it up, and not after', async () => {
    const project = await office.bring('cityReview.intake');
    await office.does(county, project, 'endorsement.recall', { reason: '漏了一份材料' });
    expect(await office.state(project)).toBe('application.endorsing');
    await office.does(county, project, 'application.endorse', { opinion: '材料已齐，同意' });
    await office.does('reviewer-1', project, 'review.accept', { departments: [] });
    const late = await office.request(county, 'POST', `/projects/${project}/application/endorsement-recall`, {
      version: 99,
      reason: '再看',
    });
    expect(late).toMatchObject({ status: 422, body: { code: 'project.transition-refused' } });
  });
});

describe('An application may be withdrawn', () => {
  test.each(['application.drafting', 'application.endorsing', 'cityReview.opinions', 'cityReview.deliberating'])(
    'in %s, and then waits for nobody',
    async (state) => {
      let project: number;
      if (state === 'cityReview.opinions') {
        project = await office.bring('cityReview.intake');
        const departments = [office.people.get('line-1')!.organisationId];
        await office.does('reviewer-1', project, 'review.accept', { departments });
      } else {
        project = await office.bring(state);
      }
      await office.does(town, project, 'application.withdraw', { reason: '改由省级资金安排' });
      expect(await office.get(town, `/projects/${project}`)).toMatchObject({ state: 'withdrawn', holders: [] });
      expect(await office.actions(town, project)).toEqual([]);
      const inbox = await office.get<{ items: { project: { id: number } }[] }>('reviewer-1', '/inbox?limit=200');
      expect(inbox.items.filter((item) => item.project.id === project)).toEqual([]);
    },
  );

  test('but not once it is approved', async () => {
    const project = await office.bring('fundRelease.awaiting');
    const late = await office.request(town, 'POST', `/projects/${project}/application/withdrawal`, {
      version: 99,
      reason: '不做了',
    });
    expect(late).toMatchObject({ status: 422, body: { code: 'project.transition-refused' } });
  });
});

describe('An application begins', () => {
  const begin = (who: string, body: object) =>
    office.request<{ id: number }>(who, 'POST', '/projects', {
      title: '村道',
      year: 2026,
      line: '1.1',
      shares: [{ regionId: '440781', asked: '100' }],
      ...body,
    });

  test.each([
    ['on a line that does not exist', { line: '9.9' }, 400, 'application.line-unknown'],
    ['on a branch of the budget', { line: '1' }, 400, 'application.line-unknown'],
    ['in another mode without a reason', { mode: 'build_first' }, 400, 'application.mode-needs-reason'],
    ['for no region', { shares: [] }, 400, 'application.shares-missing'],
    [
      'for a region that does not exist',
      { shares: [{ regionId: '1', asked: '1' }] },
      400,
      'application.region-unknown',
    ],
    ['for another county', { shares: [{ regionId: '440783', asked: '1' }] }, 403, 'application.region-of-others'],
  ])('not %s', async (_, body, status, code) => {
    expect(await begin(town, body)).toMatchObject({ status, body: { code } });
  });

  test('in another mode than its line with a reason', async () => {
    const reply = await begin(town, { mode: 'build_first', modeReason: '村集体愿意先行垫资' });
    expect(reply.status).toBe(201);
    expect(await office.get(town, `/projects/${reply.body.id}`)).toMatchObject({ mode: 'build_first' });
  });
});
