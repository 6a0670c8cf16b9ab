import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoticeEndProcessor } from '../../src/city-review/notice-end.processor.js';
import type { Member } from '../../workflows/actor.js';
import { Office, panel } from '../support/office.js';

const town = 'town-440781';
const everybody = ['reviewer-1', 'reviewer-2', 'reviewer-3', 'reviewer-4'];

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const sweep = () => office.app.get(NoticeEndProcessor, { strict: false }).sweep();

describe('The panel', () => {
  const seating = ({ personId }: Member) => ({
    panel: [...panel.slice(0, 2).map((who) => office.people.get(who)!.personId), personId],
    amounts: [{ share: 1, amount: '1000000' }],
  });
  const asking = ({ organisationId }: Member) => ({ departments: [organisationId] });

  test('rejects when more members reject than return, and the project is at its end', async () => {
    const project = await office.bring('cityReview.deliberating');
    expect(await office.refuses('reviewer-1', project, 'seat.vote', { choice: 'reject' })).toEqual([
      'review.vote-needs-reason',
    ]);
    await office.vote(project, ['reviewer-1', 'reviewer-2'], 'reject', '与规划不符');
    await office.vote(project, ['reviewer-3'], 'approve');
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ state: 'rejected', holders: [] });
    expect(await office.actions('reviewer-1', project)).toEqual([]);
  });

  test('returns on a tie, with the reasons of those who voted for it', async () => {
    const project = await office.bring('cityReview.scheduling');
    await office.putToVote(project, '1000000', everybody);
    await office.vote(project, ['reviewer-1', 'reviewer-2'], 'approve');
    await office.vote(project, ['reviewer-3'], 'return', '预算偏高');
    await office.vote(project, ['reviewer-4'], 'return', '分工不明');
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({
      state: 'application.returned',
      returned: { by: 'panel', reason: '预算偏高；分工不明' },
    });
    expect(await office.refuses(town, project, 'application.submit')).toEqual(['application.return-unanswered']);
    const answers = [{ field: 'application', answer: '已压减预算，明确分工' }];
    await office.does(town, project, 'application.submit', { answers });
    expect(await office.state(project)).toBe('application.endorsing');
  });

  test('returns the fields that its members name, each to be answered', async () => {
    const project = await office.bring('cityReview.deliberating');
    const named = { choice: 'return', reason: '预算需核减', fields: [{ field: 'costs', reason: '单价偏高' }] };
    const reason = { choice: 'return', reason: '规模过大' };
    expect(await office.refuses('reviewer-1', project, 'seat.vote', { ...named, choice: 'approve' })).toEqual([
      'review.fields-without-return',
    ]);
    await office.does('reviewer-1', project, 'seat.vote', named);
    await office.does('reviewer-2', project, 'seat.vote', reason);
    await office.does('reviewer-3', project, 'seat.vote', { choice: 'approve' });
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({
      returned: {
        reason: '预算需核减；规模过大',
        fields: [
          { field: 'costs', reason: '单价偏高' },
          { field: 'application', reason: '规模过大' },
        ],
      },
      seats: [{ fields: named.fields }, { fields: null }, { fields: null }],
    });
  });

  test('may approve less than was asked, never more; the document may not go above it', async () => {
    const project = await office.bring('cityReview.scheduling', { asked: '1000000' });
    const members = panel.map((who) => office.people.get(who)!.personId);
    const ballot = (amount: string) => ({ panel: members, amounts: [{ share: 1, amount }] });
    expect(await office.refuses('reviewer-1', project, 'review.putToVote', ballot('1000001'))).toEqual([
      'review.amount-over-asked',
    ]);
    expect(await office.refuses('reviewer-1', project, 'review.putToVote', ballot('0'))).toEqual([
      'review.nothing-proposed',
    ]);
    await office.does('reviewer-1', project, 'review.putToVote', ballot('700000'));
    await office.vote(project, panel, 'approve');
    office.setDay('2026-03-12');
    await office.does('reviewer-1', project, 'review.endNotice');
    const over = await office.document('approval', [{ projectId: project, share: 1, amount: '700001' }]);
    expect(over).toMatchObject({ status: 422, body: { unmet: [{ code: 'review.amount-over-proposed' }] } });
    await office.document('approval', [{ projectId: project, share: 1, amount: '700000' }]);
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ asked: '1000000', approved: '700000' });
  });

  test('seats nobody twice, nobody unknown and nobody who had a hand in the application', async () => {
    const project = await office.bring('cityReview.scheduling');
    const { personId } = office.people.get('reviewer-1')!;
    const endorser = office.people.get('officer-440781')!.personId;
    const refused = await office.refuses('reviewer-1', project, 'review.putToVote', {
      panel: [personId, personId, endorser],
      amounts: [{ share: 1, amount: '1000000' }],
    });
    expect(refused).toEqual(['review.panel-member-unknown', 'review.panel-member-unknown']);
  });

  test.each([
    ['whose membership ends later', true, `update membership set ended_on = '2099-01-01' where id = $m`],
    ['whose membership has ended', false, `update membership set ended_on = '2026-01-01' where id = $m`],
    ['whose membership begins later', false, `update membership set started_on = '2099-01-01' where id = $m`],
    ['whose organisation ends later', true, `update organisation set ended_on = '2099-01-01' where id = $o`],
    ['whose organisation has ended', false, `update organisation set ended_on = '2026-01-01' where id = $o`],
    ['who is disabled', false, `update person set disabled_at = '2026-01-01' where id = $p`],
  ])('seats, and asks for an opinion, somebody %s: %s', async (_, isThere, changed) => {
    for (const [who, path, project, event, form] of [
      ['reviewer-4', '/reviewers', await office.bring('cityReview.scheduling'), 'review.putToVote', seating],
      [
        'line-3',
        '/organisations?role=lineDepartment',
        await office.bring('cityReview.intake'),
        'review.accept',
        asking,
      ],
    ] as const) {
      const { personId, organisationId, membershipId } = office.people.get(who)!;
      const ids = { $m: membershipId, $o: organisationId, $p: personId };
      const change = changed.replace(/\$[mop]/, (name) => String(ids[name as keyof typeof ids]));
      await office.db.query(change);
      try {
        const { items } = await office.get<{ items: Record<string, unknown>[] }>('reviewer-1', path);
        const isOffered = items.some((item) => item['personId'] === personId || item['id'] === organisationId);
        const { status } = await office.act('reviewer-1', project, event, form(office.people.get(who)!));
        expect([isOffered, status], who).toEqual(isThere ? [true, 201] : [false, 422]);
      } finally {
        await office.db.query(change.replace(/= '.*' where/, '= null where'));
      }
    }
  });

  test('counts a member who stepped back neither for nor against, and cannot be voted for by another', async () => {
    const project = await office.bring('cityReview.deliberating');
    await office.does('reviewer-1', project, 'seat.stepBack', { reason: '亲属在施工单位' });
    await office.vote(project, ['reviewer-2', 'reviewer-3'], 'approve');
    expect(await office.state(project)).toBe('cityReview.publicNotice');

    const other = await office.bring('cityReview.deliberating');
    const foreign = await office.request('reviewer-2', 'POST', `/projects/${other}/seats/1/vote`, {
      version: 1,
      choice: 'approve',
    });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'project.role-refused' } });
  });

  test('seats a new panel when all have stepped back', async () => {
    const project = await office.bring('cityReview.deliberating');
    for (const who of panel) await office.does(who, project, 'seat.stepBack', { reason: '回避' });
    expect(await office.state(project)).toBe('cityReview.scheduling');
    await office.putToVote(project, '1000000', ['reviewer-3', 'reviewer-4', 'reviewer-5']);
    await office.vote(project, ['reviewer-3', 'reviewer-4', 'reviewer-5'], 'approve');
    expect(await office.state(project)).toBe('cityReview.publicNotice');
    const { seats } = await office.get<{ seats: { round: number }[] }>(town, `/projects/${project}`);
    expect(seats.map(({ round }) => round)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test('can be concluded by the manager once the quorum has voted, and the open seats are void', async () => {
    const project = await office.bring('cityReview.scheduling');
    await office.putToVote(project, '1000000', everybody);
    await office.vote(project, ['reviewer-1', 'reviewer-2'], 'approve');
    await office.vote(project, ['reviewer-3'], 'abstain');
    await office.does('manager-1', project, 'review.concludePanel', { reason: '已到截止时间' });
    const shown = await office.get<{ seats: { state: string }[] }>(town, `/projects/${project}`);
    expect(shown).toMatchObject({ state: 'cityReview.publicNotice' });
    expect(shown.seats.map(({ state }) => state)).toEqual(['voted', 'voted', 'voted', 'void']);
  });
});

test('A vote that is closed without a quorum decides nothing: a new panel is seated', async () => {
  const project = await office.bring('cityReview.scheduling');
  await office.putToVote(project, '1000000', panel);
  await office.vote(project, ['reviewer-1'], 'approve');
  await office.does('manager-1', project, 'review.concludePanel', { reason: '两位委员长期外出' });
  expect(await office.state(project)).toBe('cityReview.scheduling');
  await office.putToVote(project, '1000000', panel);
  await office.vote(project, panel, 'approve');
  expect(await office.state(project)).toBe('cityReview.publicNotice');
});

describe('Opinions', () => {
  test('are asked of known departments only, and each gives its own', async () => {
    const project = await office.bring('cityReview.intake');
    const line = (who: string) => office.people.get(who)!.organisationId;
    expect(await office.refuses('reviewer-1', project, 'review.accept', { departments: [999] })).toEqual([
      'review.department-unknown',
    ]);
    await office.does('reviewer-1', project, 'review.accept', { departments: [line('line-1'), line('line-2')] });
    expect((await office.actions('line-3', project)).map(({ event }) => event)).not.toContain('opinion.give');
    const [mine, ...others] = (await office.actions('line-2', project)).filter(({ event }) => event === 'opinion.give');
    expect([mine!.part, others]).toEqual([{ kind: 'opinion', no: 2 }, []]);
  });

  test("do not make each other's versions stale", async () => {
    const project = await office.bring('cityReview.intake');
    const departments = ['line-1', 'line-2'].map((who) => office.people.get(who)!.organisationId);
    await office.does('reviewer-1', project, 'review.accept', { departments });
    const [seen] = await office.actions('line-2', project);
    await office.does('line-1', project, 'opinion.give', { stance: 'agree', text: '同意' });
    const given = await office.request('line-2', 'POST', seen!.href, {
      version: seen!.version,
      stance: 'disagree',
      text: '与规划冲突',
    });
    expect(given).toMatchObject({ status: 201, body: { project: { state: 'cityReview.scheduling' } } });
  });
});

describe('A filing project', () => {
  test('can be returned at the consent', async () => {
    const project = await office.bring('cityReview.filingConsent', { mode: 'filing' });
    await office.does('reviewer-1', project, 'review.return', {
      reason: '方案不完整',
      fields: [{ field: 'timetable', reason: '没有分期' }],
    });
    expect(await office.state(project)).toBe('application.returned');
  });

  test('ends when the city government refuses', async () => {
    const project = await office.bring('cityReview.governmentApproval', { mode: 'filing' });
    await office.ends('rejection', project, ['1000000']);
    expect(await office.get(town, `/projects/${project}`)).toMatchObject({ state: 'rejected', holders: [] });
  });

  test('gets at most what the city government approved', async () => {
    const project = await office.bring('cityReview.governmentApproval', { mode: 'filing', asked: '1000000' });
    await office.document('government', [{ projectId: project, share: 1, amount: '800000' }]);
    office.setDay('2026-03-20');
    await office.does('reviewer-1', project, 'review.endNotice');
    const over = await office.document('approval', [{ projectId: project, share: 1, amount: '800001' }]);
    expect(over).toMatchObject({ status: 422, body: { unmet: [{ code: 'review.amount-over-proposed' }] } });
  });
});

describe('The public notice', () => {
  const noticeEndsOn = async (project: number) =>
    (await office.get<{ noticeEndsOn: string }>(town, `/projects/${project}`)).noticeEndsOn;

  test('runs its days, and then the system ends it by itself', async () => {
    office.setDay('2026-04-01');
    const project = await office.bring('cityReview.publicNotice');
    // Wednesday, and 清明 lies between: five working days after the first.
    expect(await noticeEndsOn(project)).toBe('2026-04-09');
    office.setDay('2026-04-09');
    expect(await office.refuses('reviewer-1', project, 'review.endNotice')).toEqual(['review.notice-runs']);
    await sweep();
    expect(await office.state(project)).toBe('cityReview.publicNotice');

    office.setDay('2026-04-10');
    expect(await sweep()).toBeGreaterThan(0);
    expect(await office.state(project)).toBe('cityReview.approving');
    const { items } = await office.get<{ items: object[] }>(town, `/projects/${project}/history`);
    expect(items[0]).toMatchObject({ event: 'review.endNotice', actor: { role: 'system' } });
    expect(await sweep()).toBe(0);
  });

  test('is ended once, however many look at the same time', async () => {
    const project = await office.bring('cityReview.publicNotice');
    office.setDay('2026-04-20');
    await Promise.all([sweep(), sweep(), sweep(), sweep()]);
    const { items } = await office.get<{ items: { event: string }[] }>(town, `/projects/${project}/history`);
    expect(items.filter(({ event }) => event === 'review.endNotice')).toHaveLength(1);
    expect(await office.state(project)).toBe('cityReview.approving');
  });

  test('does not end while an objection is open; dismissed, it does', async () => {
    const project = await office.bring('cityReview.publicNotice');
    await office.does('officer-440781', project, 'objection.file', { raisedBy: '村民', text: '占用农田' });
    office.setDay('2026-05-20');
    expect(await office.refuses('reviewer-1', project, 'review.endNotice')).toEqual(['review.objections-open']);
    await sweep();
    expect(await office.state(project)).toBe('cityReview.publicNotice');
    await office.does('reviewer-2', project, 'objection.dismiss', { finding: '查无此事' });
    expect(await sweep()).toBe(1);
    expect(await office.state(project)).toBe('cityReview.approving');
  });

  test('leads to a new vote when an objection is upheld, and to a new notice after it', async () => {
    const project = await office.bring('cityReview.publicNotice');
    const first = await noticeEndsOn(project);
    await office.does('reviewer-1', project, 'objection.file', { raisedBy: '村民', text: '单价偏高' });
    await office.does('reviewer-1', project, 'objection.file', { raisedBy: '另一村民', text: '选址不当' });
    office.setDay('2026-05-25');
    // Nobody decides on the objection that they recorded themselves.
    expect(await office.refuses('reviewer-1', project, 'objection.uphold', { finding: '属实' }, 1)).toEqual([
      'project.own-submission',
    ]);
    await office.does('reviewer-2', project, 'objection.uphold', { finding: '属实' }, 1);
    expect(await office.state(project)).toBe('cityReview.scheduling');
    await office.putToVote(project, '900000');
    await office.vote(project, panel, 'approve');
    const shown = await office.get<{ objections: { state: string }[] }>(town, `/projects/${project}`);
    expect(shown).toMatchObject({ state: 'cityReview.publicNotice' });
    expect(shown.objections.map(({ state }) => state)).toEqual(['upheld', 'void']);
    expect((await noticeEndsOn(project)) > first).toBe(true);
  });

  test('can be followed by a refusal of the leading group', async () => {
    const project = await office.bring('cityReview.approving');
    const short = await office.document('rejection', [{ projectId: project, share: 1, amount: '999999' }]);
    expect(short).toMatchObject({ status: 422, body: { unmet: [{ code: 'document.not-whole' }] } });
    await office.ends('rejection', project, ['1000000']);
    expect(await office.state(project)).toBe('rejected');
  });
});
