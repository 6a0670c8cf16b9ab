import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  city,
  contentFor,
  county,
  otherCounty,
  panel,
  papers,
  people,
  story,
  system,
  type Story,
} from '../support/story.js';
import type { Actor, Member } from '../../workflows/actor.js';
import { decideDocument } from '../../workflows/document/decide.js';
import { actionsFor } from '../../workflows/project/actions.js';
import type { ApplicationContent } from '../../workflows/project/application-form.js';
import type { ProjectEvent } from '../../workflows/project/events.js';
import { draftOf, type ProjectFacts } from '../../workflows/project/facts.js';
import type { Mode } from '../../workflows/project/modes.js';
import { uploadKey, type NamedPaper, type Upload } from '../../workflows/project/papers.js';
import { addDays, localDate } from '../../workflows/values/local-date.js';
import { type Fen, fen, parseWan } from '../../workflows/values/money.js';

// Each requirement both ways: what it refuses with which numbers, and that the same is accepted once it is met.

const wan = parseWan;
const seen = new Set<string>();

/** The codes that stand in the way, with their numbers. */
const terminate = (s: Story): ProjectEvent => ({
  type: 'project.terminate',
  documentId: s.confirmed('termination'),
});

function unmetBy(s: Story, actor: Actor, event: ProjectEvent) {
  const refusal = s.refused(actor, event);
  expect(refusal).toMatchObject({ kind: 'refused', code: 'project.requirements-unmet' });
  for (const { code } of refusal.unmet) seen.add(code);
  return Object.fromEntries(refusal.unmet.map(({ code, params }) => [code, params]));
}

function change(s: Story, fields: Partial<ProjectFacts>): void {
  s.world.projects.set(s.id, { ...s.facts, ...fields });
}
const write = (s: Story, fields: Partial<ApplicationContent>) =>
  change(s, { draft: { ...draftOf(s.facts), content: { ...draftOf(s.facts).content, ...fields } } });

const submit = { type: 'application.submit' } as const;

describe('An application is submitted', () => {
  const asked = { [county]: wan('30'), [otherCounty]: wan('20') };
  const drafted = () => story({ mode: 'standard', shares: asked, applicant: people.cityApplicant });
  const complete = contentFor(asked);
  const row = (name: string, amount: bigint) => ({ item: name, name, amount: fen(amount) });

  test.each<[string, Partial<ApplicationContent>, Record<string, unknown>]>([
    ['a title', { title: '  ' }, { 'application.field-empty': { field: 'title' } }],
    ['its reason', { need: '' }, { 'application.field-empty': { field: 'need' } }],
    ['targets', { targets: [] }, { 'application.field-empty': { field: 'targets' } }],
    [
      'how returns are shared',
      { returns: { expected: '有', sharing: '' } },
      { 'application.field-empty': { field: 'returns.sharing' } },
    ],
    [
      'who benefits',
      { beneficiaries: { villages: 0, households: 0, persons: 0 } },
      { 'application.field-empty': { field: 'beneficiaries' } },
    ],
    ['a budget', { costs: [] }, { 'application.field-empty': { field: 'costs' } }],
    [
      'a budget that sums to what is asked and matched',
      { match: [{ source: 'county', planned: wan('5') }], stages: [row('全部', wan('55'))] },
      { 'application.sum-differs': { field: 'costs', total: wan('50'), whole: wan('55'), difference: wan('-5') } },
    ],
    [
      'a budget by stage that sums to the same',
      { stages: [row('主体', wan('50.000001'))] },
      { 'application.sum-differs': { field: 'stages', total: wan('50.000001'), whole: wan('50'), difference: 1n } },
    ],
    [
      'only rows above zero',
      { costs: [row('施工', wan('51')), row('其他', -wan('1'))] },
      { 'application.amount-not-positive': { field: 'costs', row: 2 } },
    ],
    [
      'the regions that it was begun for',
      { shares: [{ regionId: county, asked: wan('50') }] },
      { 'application.regions-changed': { field: 'shares' } },
    ],
    [
      'an amount for each region',
      {
        shares: [
          { regionId: county, asked: wan('50') },
          { regionId: otherCounty, asked: fen(0) },
        ],
      },
      { 'application.amount-not-positive': { field: 'shares', row: 2 } },
    ],
    [
      'steps that end after they start',
      { timetable: [{ step: '施工', from: localDate('2022-06-02'), until: localDate('2022-06-01') }] },
      { 'application.ends-before-start': { field: 'timetable', row: 1, step: '施工' } },
    ],
    [
      'steps in years that its fund year can pay for',
      { timetable: [{ step: '施工', from: localDate('2002-06-02'), until: localDate('2022-06-01') }] },
      {
        'application.outside-years': {
          field: 'timetable',
          row: 1,
          from: localDate('2021-01-01'),
          until: localDate('2026-12-31'),
        },
      },
    ],
    [
      'rows that are complete',
      { timetable: [{ step: '施工', from: localDate('2022-06-02'), until: null }] },
      { 'application.row-incomplete': { field: 'timetable', row: 1 } },
    ],
    [
      'words that can be seen',
      { costs: [{ item: '\u200b \u3000', amount: wan('50') }] },
      { 'application.row-incomplete': { field: 'costs', row: 1 } },
    ],
    ['printable words', { need: '道路\u0007损毁' }, { 'application.text-unprintable': { field: 'need' } }],
    [
      'texts of a length that somebody reads',
      { summary: '长'.repeat(20_001) },
      { 'application.text-too-long': { field: 'summary', length: 20_001, limit: 20_000 } },
    ],
    [
      'no more rows than somebody reads',
      { costs: Array.from({ length: 501 }, () => row('施工', wan('1'))) },
      { 'application.too-many-rows': { field: 'costs', rows: 501, limit: 500 } },
    ],
    [
      'each source of match money once',
      {
        match: [
          { source: 'county', planned: wan('5') },
          { source: 'county', planned: wan('5') },
        ],
        costs: [row('施工', wan('60'))],
        stages: [row('施工', wan('60'))],
      },
      { 'application.source-twice': { row: 2, matchSource: 'county' } },
    ],
    [
      'amounts in the right unit',
      {
        costs: [row('施工', wan('1000001'))],
        stages: [row('施工', wan('1000001'))],
        match: [{ source: 'self', planned: wan('999951') }],
      },
      {
        'application.amount-too-large': {
          field: 'stages',
          row: 1,
          amount: wan('1000001'),
          limit: wan('1000000'),
        },
      },
    ],
    [
      'counts that are counts',
      { beneficiaries: { villages: 1, households: -1, persons: 5 } },
      { 'application.count-invalid': { limit: 100_000_000 } },
    ],
    [
      'a number where a target is counted',
      { targets: [{ ...complete.targets[0]!, target: '约二十' }, ...complete.targets.slice(1)] },
      { 'application.target-no-number': { row: 1, target: '约二十' } },
    ],
    ...(['atMost', 'exactly'] as const).map(
      (direction): [string, Partial<ApplicationContent>, Record<string, unknown>] => [
        `a number where a target is met ${direction}`,
        { targets: [...complete.targets.slice(0, 2), { ...complete.targets[2]!, direction, target: '满意' }] },
        { 'application.target-no-number': { row: 3, target: '满意' } },
      ],
    ),
    [
      'a target on each of the three levels',
      { targets: complete.targets.slice(0, 2) },
      { 'application.target-level-missing': { targetLevel: 'satisfaction' } },
    ],
  ])('only with %s', (_, wrong, unmet) => {
    const s = drafted();
    write(s, wrong);
    expect(unmetBy(s, s.applicant, submit)).toEqual(unmet);
    expect(s.state).toBe('application.drafting');
    write(s, complete);
    s.send(s.applicant, submit);
    expect(s.facts.shares.map((share) => share.asked)).toEqual([wan('30'), wan('20')]);
    expect(s.project.revision).toBe(1);
  });

  test('with its amounts as they were written last', () => {
    const s = drafted();
    write(s, contentFor({ [county]: wan('31'), [otherCounty]: wan('20') }));
    expect(s.send(s.applicant, submit).revision).toEqual({ no: 1, answered: null, authors: [4] });
    expect(s.facts.shares.map((share) => share.asked)).toEqual([wan('31'), wan('20')]);
  });

  test('only while its fund year is open', () => {
    const s = drafted();
    change(s, { line: { ...s.facts.line, yearState: 'closed' } });
    expect(unmetBy(s, s.applicant, submit)).toEqual({ 'fund-year.closed': { year: 2022 } });
  });
});

describe('A return', () => {
  test('names what is to be corrected', () => {
    const s = story({ mode: 'standard' }).to('application.endorsing');
    const back = { type: 'application.return', reason: '不全', fields: [] } as const;
    expect(unmetBy(s, s.officer, back)).toEqual({ 'application.return-names-no-field': {} });
    expect(unmetBy(s, s.officer, { ...back, fields: [{ field: 'nothing', reason: '依据不足' }] })).toEqual({
      'application.return-field-unknown': { field: 'nothing' },
    });
    s.send(s.officer, { ...back, fields: [{ field: 'need', reason: '依据不足' }] });
    expect(s.project.returned).toEqual({
      by: 'countyOfficer',
      reason: '不全',
      fields: [{ field: 'need', reason: '依据不足' }],
    });
  });

  test('needs an answer to each field, and to those only', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    const fields = [
      { field: 'need', reason: '依据不足' },
      { field: 'costs', reason: '单价偏高' },
    ];
    s.send(people.reviewer, { type: 'review.return', reason: '补正', fields });
    const answers = [{ field: 'need', answer: '已补' }];
    expect(unmetBy(s, s.applicant, { ...submit, answers })).toEqual({
      'application.return-unanswered': { field: 'costs', reason: '单价偏高' },
    });
    const blank = [...answers, { field: 'costs', answer: ' ' }];
    expect(unmetBy(s, s.applicant, { ...submit, answers: blank })).toHaveProperty(['application.return-unanswered']);
    s.send(s.applicant, { ...submit, answers: [...answers, { field: 'costs', answer: '已调' }] });
    expect([s.state, s.project.returned]).toEqual(['application.endorsing', null]);
  });

  test('keeps with the new revision what was answered to each of its points', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    const fields = [
      { field: 'need', reason: '依据不足' },
      { field: 'need', reason: '缺规划文号' },
      { field: 'application', reason: '格式不符' },
    ];
    s.send(people.reviewer, { type: 'review.return', reason: '补正', fields });
    const answers = [
      { field: 'application', answer: '已按格式重填' },
      { field: 'need', answer: '已补文号 ' },
      { field: 'title', answer: '没有人问' },
    ];
    expect(s.send(s.applicant, { ...submit, answers }).revision).toEqual({
      no: 2,
      authors: [1],
      answered: {
        by: 'cityReviewer',
        reason: '补正',
        fields: [
          { field: 'need', reason: '依据不足；缺规划文号', answer: '已补文号' },
          { field: 'application', reason: '格式不符', answer: '已按格式重填' },
        ],
      },
    });
  });

  test('by the panel asks for what its members named, and for an answer to the reason of who named nothing', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    const vote = (part: number, fields: object) =>
      ({ type: 'seat.vote', part, choice: 'return', reason: '再议', ...fields }) as ProjectEvent;
    const costs = [{ field: 'costs', reason: '单价偏高' }];
    expect(unmetBy(s, panel[0]!, vote(1, { choice: 'approve', fields: costs }))).toEqual({
      'review.fields-without-return': {},
    });
    s.send(panel[0]!, vote(1, { fields: costs }));
    s.send(panel[1]!, vote(2, { reason: '规模过大' }));
    s.send(panel[2]!, vote(3, { fields: [{ field: 'costs', reason: '缺少询价' }] }));
    expect(s.project.returned).toEqual({
      by: 'panel',
      reason: '再议；规模过大',
      fields: [
        { field: 'costs', reason: '单价偏高；缺少询价' },
        { field: 'application', reason: '规模过大' },
      ],
    });
    const answers = [{ field: 'costs', answer: '已核减' }];
    expect(unmetBy(s, s.applicant, { ...submit, answers })).toEqual({
      'application.return-unanswered': { field: 'application', reason: '规模过大' },
    });
  });
});

describe('The city review', () => {
  test('asks departments that there are, each once', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    const [housing, other] = [people.housing.organisationId, people.civilAffairs.organisationId];
    const accept = (...departments: number[]) => ({ type: 'review.accept', departments }) as const;
    expect(unmetBy(s, people.reviewer, accept(housing, 999))).toEqual({
      'review.department-unknown': { department: 999 },
    });
    expect(unmetBy(s, people.reviewer, accept(housing, housing))).toEqual({
      'review.department-unknown': { department: housing },
    });
    s.send(people.reviewer, accept(housing, other));
    expect(s.parts('opinion').map((opinion) => opinion.departmentId)).toEqual([housing, other]);
  });

  test('goes straight to the panel when nobody is asked', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    s.send(people.reviewer, { type: 'review.accept', departments: [] });
    expect(s.state).toBe('cityReview.scheduling');
  });

  const vote = (persons: readonly number[], amounts: readonly (readonly [number, bigint])[] = [[1, wan('100')]]) => ({
    type: 'review.putToVote' as const,
    panel: persons,
    amounts: amounts.map(([share, amount]) => ({ share, amount: fen(amount) })),
  });
  const three = panel.map(({ personId }) => personId);

  test('seats a panel of reviewers, none twice, none involved', () => {
    const s = story({ mode: 'standard' }).to('cityReview.scheduling');
    const stranger = people.countyOfficer.personId;
    expect(unmetBy(s, people.reviewer, vote([]))).toEqual({
      'review.panel-too-small': { least: 3, seats: 0 },
    });
    expect(unmetBy(s, people.reviewer, vote([...three, 998]))).toEqual({
      'review.panel-member-unknown': { person: 998 },
    });
    expect(unmetBy(s, people.reviewer, vote([21, 22, 21]))).toEqual({ 'review.panel-member-unknown': { person: 21 } });

    const reviewers = s.world.reviewers as Map<number, { organisationId: number }>;
    reviewers.set(stranger, { organisationId: 999 });
    expect(unmetBy(s, people.reviewer, vote([...three, stranger]))).toEqual({
      'review.panel-member-involved': { person: stranger },
    });
    reviewers.set(77, { organisationId: s.applicant.organisationId });
    expect(unmetBy(s, people.reviewer, vote([...three, 77]))).toEqual({
      'review.panel-member-involved': { person: 77 },
    });
    s.send(people.reviewer, vote(three));
    expect(s.parts('seat').map((seat) => [seat.personId, seat.round, seat.state])).toEqual(
      three.map((p) => [p, 1, 'seated']),
    );
  });

  test('puts to the vote no more than was asked, an amount for each share and something in all', () => {
    const shares = { [county]: wan('30'), [otherCounty]: wan('20') };
    const s = story({ mode: 'standard', shares, applicant: people.cityApplicant }).to('cityReview.scheduling');
    const put = (...amounts: (readonly [number, bigint])[]) => unmetBy(s, people.reviewer, vote(three, amounts));
    expect(put([1, wan('30')])).toEqual({ 'review.share-without-amount': { share: 2 } });
    expect(put([1, wan('30') + 1n], [2, 0n])).toEqual({
      'review.amount-over-asked': { share: 1, amount: wan('30') + 1n, asked: wan('30') },
    });
    expect(put([1, wan('30')], [2, -1n])).toEqual({ 'review.amount-negative': { share: 2 } });
    expect(put([1, 0n], [2, 0n])).toEqual({ 'review.nothing-proposed': {} });
    expect(put([1, 5n], [2, 5n], [3, 5n])).toEqual({ 'share.unknown': { share: 3 } });
    expect(put([1, 5n], [2, 5n], [2, 5n])).toEqual({ 'share.unknown': { share: 2 } });
    s.send(
      people.reviewer,
      vote(three, [
        [1, wan('30')],
        [2, 0n],
      ]),
    );
    expect(s.facts.shares.map((share) => share.proposed)).toEqual([wan('30'), 0n]);
  });

  test('hears the reason of a vote to return or to reject', () => {
    for (const choice of ['return', 'reject'] as const) {
      const s = story({ mode: 'standard' }).to('cityReview.deliberating');
      const ballot = { type: 'seat.vote', part: 1, choice } as const;
      expect(unmetBy(s, people.reviewer, ballot)).toEqual({ 'review.vote-needs-reason': {} });
      expect(unmetBy(s, people.reviewer, { ...ballot, reason: ' ' })).toEqual({ 'review.vote-needs-reason': {} });
      s.send(people.reviewer, { ...ballot, reason: '不符合规划' });
      expect(s.last('seat')).toMatchObject({ state: 'seated' });
      expect(s.parts('seat')[0]).toMatchObject({ state: 'voted', choice });
    }
  });

  test('seats a new panel when the vote is closed without a quorum', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    s.send(people.reviewer, { type: 'seat.vote', part: 1, choice: 'approve' });
    s.send(people.manager, { type: 'review.concludePanel', reason: '时限已到' });
    expect([s.state, s.parts('seat').map(({ state }) => state)]).toEqual([
      'cityReview.scheduling',
      ['voted', 'void', 'void'],
    ]);
  });

  test('ends public notice on the day after its last, and with no objection open', () => {
    const s = story({ mode: 'standard' }).to('cityReview.publicNotice');
    const until = s.project.noticeEndsOn!;
    expect(until).toBe(addDays(s.today, 7));
    expect(unmetBy(s, system, { type: 'review.endNotice' })).toEqual({ 'review.notice-runs': { until } });
    s.today = until;
    expect(unmetBy(s, system, { type: 'review.endNotice' })).toEqual({ 'review.notice-runs': { until } });
    s.send(people.countyOfficer, { type: 'objection.file', raisedBy: '村民', text: '选址不当' });
    s.pass(1);
    expect(unmetBy(s, system, { type: 'review.endNotice' })).toEqual({ 'review.objections-open': { open: 1 } });
    s.send(people.reviewer, { type: 'objection.dismiss', part: 1, finding: '不成立' });
    s.send(system, { type: 'review.endNotice' });
    expect(s.state).toBe('cityReview.approving');
  });
});

describe('A document', () => {
  const approving = () => story({ mode: 'standard' }).to('cityReview.approving');
  const approve = (documentId: number) => ({ type: 'review.approve', documentId }) as const;

  test('decides only when confirmed, of the right kind and year, and on what it lists', () => {
    const s = approving();
    const number = (id: number) => s.world.documents.get(id)!.number;
    const tried = (id: number) => unmetBy(s, people.manager, approve(id));
    expect(tried(404)).toEqual({ 'document.missing': { document: 404 } });
    const recorded = s.recorded('approval');
    expect(tried(recorded)).toEqual({ 'document.not-confirmed': { number: number(recorded) } });
    const government = s.confirmed('government');
    expect(tried(government)).toEqual({ 'document.of-other-kind': { number: number(government) } });
    const lastYears = s.confirmed('approval', undefined, { year: 2021 });
    expect(tried(lastYears)).toEqual({ 'document.of-other-year': { number: number(lastYears) } });
    const others = s.confirmed('approval', undefined, { items: [{ projectId: 2, share: 1, amount: wan('1') }] });
    expect(tried(others)).toEqual({ 'document.does-not-list': { number: number(others) } });
    const wrongShare = s.confirmed('approval', { 1: wan('1'), 9: wan('1') });
    expect(tried(wrongShare)).toHaveProperty(['share.unknown'], { share: 9 });
    s.send(people.manager, approve(s.confirmed('approval')));
    expect(s.money('approved')).toBe(wan('100'));
  });

  test('approves less than was proposed, never more', () => {
    const s = approving();
    const more = s.confirmed('approval', { 1: fen(wan('100') + 1n) });
    expect(unmetBy(s, people.manager, approve(more))).toEqual({
      'review.amount-over-proposed': { share: 1, amount: wan('100') + 1n, proposed: wan('100') },
    });
    s.send(people.manager, approve(s.confirmed('approval', { 1: wan('80') })));
    expect(s.money('approved')).toBe(wan('80'));
  });

  test('refuses or ends a project only as a whole, share by share to the fen', () => {
    const s = story({ mode: 'standard', shares: { [county]: wan('60'), [otherCounty]: wan('40') } });
    s.to('cityReview.approving');
    const reject = (amounts?: Record<number, Fen>) => ({
      type: 'review.reject' as const,
      documentId: s.confirmed('rejection', amounts),
    });
    expect(unmetBy(s, people.manager, reject({ 1: wan('60') }))).toEqual({
      'document.not-whole': { share: 2, amount: 0n, whole: wan('40') },
    });
    s.send(people.manager, approve(s.confirmed('approval', { 1: wan('50') })));
    const ending = { type: 'project.terminate' as const, documentId: s.confirmed('termination', { 1: wan('60') }) };
    expect(unmetBy(s, people.manager, ending)).toEqual({
      'document.not-whole': { share: 1, amount: wan('60'), whole: wan('50') },
    });
    s.terminate();
    expect([s.state, s.money('approved', 1)]).toEqual(['terminated', 0n]);
  });

  test('approves no more than the government did (filing)', () => {
    const s = story({ mode: 'filing' }).to('cityReview.governmentApproval');
    const government = (amount: bigint) => s.confirmed('government', { 1: fen(amount) });
    expect(
      unmetBy(s, people.manager, { type: 'review.governmentApprove', documentId: government(wan('101')) }),
    ).toHaveProperty(['review.amount-over-proposed']);
    s.send(people.manager, { type: 'review.governmentApprove', documentId: government(wan('70')) });
    s.to('cityReview.approving');
    expect(unmetBy(s, people.manager, approve(s.confirmed('approval', { 1: wan('71') })))).toEqual({
      'review.amount-over-proposed': { share: 1, amount: wan('71'), proposed: wan('70') },
    });
    s.send(people.manager, approve(s.confirmed('approval', { 1: wan('70') })));
  });

  test('commits no more than the line has left', () => {
    const s = story({ mode: 'standard', budget: wan('99.999999') }).to('cityReview.approving');
    const numbers = { account: '1.1.4', available: wan('99.999999'), needed: wan('100'), missing: 1n };
    expect(unmetBy(s, people.manager, approve(s.confirmed('approval')))).toEqual({ 'ledger.overdrawn.line': numbers });
    const shown = actionsFor(s.situation(people.manager)).find(({ event }) => event === 'review.approve');
    expect(shown?.unmet).toEqual([{ code: 'ledger.overdrawn.line', params: numbers }]);
    s.send(people.manager, approve(s.confirmed('approval', { 1: wan('99.999999') })));
    expect(s.balance('line/2022/1.1.4')).toBe(0n);
  });

  test('is not used once the year is closed', () => {
    const s = approving();
    change(s, { line: { ...s.facts.line, yearState: 'closed' } });
    expect(unmetBy(s, people.manager, approve(s.confirmed('approval')))).toHaveProperty(['fund-year.closed']);
  });
});

describe('A release', () => {
  const awaiting = (income = wan('1000')) => story({ mode: 'standard', income }).to('fundRelease.awaiting');
  const issue = (documentId: number) => ({ type: 'release.issue', documentId }) as const;

  test('is never more than is approved and not released', () => {
    const s = awaiting();
    s.send(people.finance, issue(s.confirmed('release', { 1: wan('60') })));
    expect(unmetBy(s, people.finance, issue(s.confirmed('release', { 1: wan('41') })))).toEqual({
      'release.over-approved': { share: 1, amount: wan('41'), left: wan('40') },
    });
    s.send(people.finance, issue(s.confirmed('release', { 1: wan('40') })));
    expect([s.money('committed'), s.money('transit')]).toEqual([0n, wan('100')]);
    const shown = actionsFor(s.situation(people.finance)).find(({ event }) => event === 'release.issue');
    seen.add(shown!.unmet[0]!.code);
    expect(shown?.unmet).toEqual([{ code: 'release.nothing-left', params: {} }]);
  });

  test('is never more than has come in', () => {
    const s = awaiting(wan('50'));
    expect(unmetBy(s, people.finance, issue(s.confirmed('release')))).toEqual({
      'ledger.overdrawn.pool': { available: wan('50'), needed: wan('100'), missing: wan('50') },
    });
    s.send(people.finance, issue(s.confirmed('release', { 1: wan('50') })));
    expect(s.pool).toBe(0n);
  });

  test('draws on earmarked income first, and gives it back there', () => {
    const s = story({ mode: 'standard', income: wan('100'), earmarked: wan('30') }).to('fundRelease.awaiting');
    s.send(people.finance, issue(s.confirmed('release')));
    expect(s.last('instalment').drawn).toEqual([
      { pool: 'pool/2022/housing', amount: wan('30') },
      { pool: 'pool/2022/general', amount: wan('70') },
    ]);
    s.to('reimbursement.claiming');
    s.payClaim(wan('20'));
    s.to('reimbursement.returning').to('selfEvaluation.writing');
    expect([s.balance('pool/2022/housing'), s.pool]).toEqual([wan('10'), wan('100')]);
  });

  test('uses a document once', () => {
    const s = awaiting();
    const id = s.confirmed('release', { 1: wan('50') });
    s.send(people.finance, issue(id));
    expect(unmetBy(s, people.finance, issue(id))).toEqual({ 'document.already-used': {} });
  });

  test('of what is built first is never more than was accepted', () => {
    const s = story({ mode: 'build_first' }).to('implementation.underway');
    expect(unmetBy(s, people.finance, issue(s.confirmed('release', { 1: wan('1') })))).toEqual({
      'release.over-accepted': { share: 1, released: wan('1'), accepted: 0n },
    });
    s.to('acceptance.inspecting');
    s.send(s.officer, { type: 'inspection.pass', part: 1, accepted: wan('90'), note: '合格' });
    expect(unmetBy(s, people.finance, issue(s.confirmed('release', { 1: wan('90.01') })))).toEqual({
      'release.over-accepted': { share: 1, released: wan('90.01'), accepted: wan('90') },
    });
    s.send(people.finance, issue(s.confirmed('release', { 1: wan('90') })));
  });

  test('waits only when the fund has too little, and goes on when money has come', () => {
    const s = awaiting(wan('100'));
    const wait = { type: 'release.wait', reason: '资金不足' } as const;
    expect(unmetBy(s, people.finance, wait)).toEqual({
      'release.funds-suffice': { available: wan('100'), needed: wan('100') },
    });
    s.fundYear(people.finance, { type: 'income.hold', amount: wan('100'), reason: '预留' });
    const shown = actionsFor(s.situation(people.finance)).find(({ event }) => event === 'release.issue');
    expect(shown?.unmet.map(({ code }) => code)).toEqual(['ledger.overdrawn.pool']);
    s.send(people.finance, wait);
    expect(unmetBy(s, system, { type: 'release.fundsArrived' })).toEqual({
      'release.funds-missing': { needed: wan('100') },
    });
    s.income('levy', fen(1));
    s.send(system, { type: 'release.fundsArrived' });
    expect(s.state).toBe('fundRelease.awaiting');
  });

  test('is received between the day that it was issued and today', () => {
    const s = awaiting().to('fundRelease.receiving');
    const confirm = (days: number) =>
      ({ type: 'instalment.confirm', part: 1, receivedOn: addDays(s.today, days) }) as const;
    expect(unmetBy(s, s.payer, confirm(1))).toEqual({ 'date.in-future': { date: addDays(s.today, 1) } });
    expect(unmetBy(s, s.payer, confirm(-1))).toEqual({
      'release.received-before-issued': { receivedOn: addDays(s.today, -1), issuedOn: s.today },
    });
    s.send(s.payer, confirm(0));
    expect([s.money('transit'), s.money('available')]).toEqual([0n, wan('100')]);
  });
});

describe('Implementation', () => {
  const underway = () => story({ mode: 'standard' }).to('implementation.underway');

  test('records milestones that were reached', () => {
    const s = underway();
    const record = (days: number) =>
      ({
        type: 'milestone.record',
        milestone: 'contract',
        reachedOn: addDays(s.today, days),
        amount: wan('95'),
      }) as const;
    expect(unmetBy(s, s.applicant, record(1))).toEqual({ 'date.in-future': { date: addDays(s.today, 1) } });
    s.send(s.applicant, record(0));
    expect(s.last('milestone')).toMatchObject({ milestone: 'contract', amount: wan('95'), state: 'recorded' });
  });

  test('reports progress in whole percent that never fall', () => {
    const s = underway();
    const report = (percent: number) => ({ type: 'progress.report', percent, note: '主体' }) as const;
    for (const percent of [-1, 101, 10.5, Number.NaN]) {
      expect(unmetBy(s, s.applicant, report(percent))).toEqual({ 'implementation.percent-invalid': { percent } });
    }
    s.send(s.applicant, report(40));
    expect(unmetBy(s, s.applicant, report(39))).toEqual({ 'implementation.percent-falls': { percent: 39, last: 40 } });
    s.send(s.applicant, report(40));
  });

  test('gives savings back to the line, no more than is unreleased', () => {
    const s = story({ mode: 'standard' }).to('fundRelease.awaiting');
    s.send(people.finance, { type: 'release.issue', documentId: s.confirmed('release', { 1: wan('90') }) });
    s.to('implementation.underway');
    const back = (share: number, amount: bigint) =>
      ({ type: 'savings.return', share, amount: fen(amount), reason: '中标价低' }) as const;
    expect(unmetBy(s, s.officer, back(2, 1n))).toHaveProperty(['share.unknown'], { share: 2 });
    expect(unmetBy(s, s.officer, back(1, 0n))).toEqual({ 'money.not-positive': { amount: 0n } });
    expect(unmetBy(s, s.officer, back(1, wan('11')))).toEqual({
      'implementation.savings-over-committed': { amount: wan('11'), left: wan('10') },
    });
    const line = s.balance('line/2022/1.1.4');
    s.send(s.officer, back(1, wan('10')));
    expect(s.balance('line/2022/1.1.4') - line).toBe(wan('10'));
    const shown = actionsFor(s.situation(s.officer)).find(({ event }) => event === 'savings.return');
    seen.add(shown!.unmet[0]!.code);
    expect(shown?.unmet).toEqual([{ code: 'implementation.no-savings', params: {} }]);
  });

  const ask = (fields: object) =>
    ({ type: 'change.request', subject: 'amount', text: '扩大规模', ...fields }) as ProjectEvent;

  test('asks for a change of amount by naming a share and its new amount', () => {
    const s = underway();
    expect(unmetBy(s, s.applicant, ask({}))).toEqual({ 'share.unknown': { share: 0 } });
    expect(unmetBy(s, s.applicant, ask({ share: 2, newAmount: wan('1') }))).toEqual({ 'share.unknown': { share: 2 } });
    expect(unmetBy(s, s.applicant, ask({ share: 1 }))).toEqual({ 'change.amount-missing': {} });
    expect(unmetBy(s, s.applicant, ask({ share: 1, newAmount: fen(-1) }))).toEqual({ 'change.amount-missing': {} });
    s.send(s.applicant, ask({ share: 1, newAmount: wan('120') }));
    expect(s.last('change')).toMatchObject({ state: 'requested', newAmount: wan('120') });
  });

  test('has a change of amount, site or content decided by the city, the rest by the county', () => {
    for (const subject of ['amount', 'site', 'content', 'schedule'] as const) {
      for (const type of ['change.approve', 'change.refuse'] as const) {
        const s = story({ mode: 'build_first' }).to('implementation.underway');
        s.send(s.applicant, ask({ subject, share: 1, newAmount: wan('90') }));
        const decide = { type, part: 1, finding: '同意' };
        const [right, wrong] = subject === 'schedule' ? [s.officer, people.reviewer] : [people.reviewer, s.officer];
        const decidedBy = subject === 'schedule' ? 'officer' : 'cityReviewer';
        expect(unmetBy(s, wrong, decide)).toEqual({ 'change.of-other-level': { decidedBy } });
        s.send(right, decide);
        const approved = subject === 'amount' && type === 'change.approve' ? wan('90') : wan('100');
        expect(s.money('approved')).toBe(approved);
      }
    }
  });

  test('never lowers an amount below what is released, nor raises it above what was carried or the line has', () => {
    const s = story({ mode: 'standard', budget: wan('150') }).to('fundRelease.awaiting');
    s.send(people.finance, { type: 'release.issue', documentId: s.confirmed('release', { 1: wan('60') }) });
    s.to('implementation.underway');
    const decided = (newAmount: bigint) => {
      s.send(s.applicant, ask({ share: 1, newAmount }));
      return { type: 'change.approve', part: s.last('change').no, finding: '同意' } as const;
    };
    expect(unmetBy(s, people.reviewer, decided(wan('59')))).toEqual({
      'change.below-released': { amount: wan('59'), released: wan('60') },
    });
    expect(unmetBy(s, people.reviewer, decided(wan('101')))).toEqual({
      'change.over-proposed': { amount: wan('101'), proposed: wan('100') },
    });
    s.send(people.reviewer, decided(wan('60')));
    expect([s.money('approved'), s.balance('line/2022/1.1.4')]).toEqual([wan('60'), wan('90')]);
    // Another project takes most of what the line has left.
    s.world.book.post({ kind: 'commit', from: 'line/2022/1.1.4', to: 'share/9/1/committed', amount: wan('70') });
    expect(unmetBy(s, people.reviewer, decided(wan('81')))).toEqual({
      'ledger.overdrawn.line': { account: '1.1.4', available: wan('20'), needed: wan('21'), missing: wan('1') },
    });
    s.send(people.reviewer, decided(wan('80')));
    expect([s.money('approved'), s.balance('line/2022/1.1.4')]).toEqual([wan('80'), 0n]);
  });

  test('ends with a request for acceptance: finished, no change open, something approved', () => {
    const s = underway();
    const request = { type: 'acceptance.request', note: '请验收' } as const;
    expect(unmetBy(s, s.applicant, request)).toEqual({ 'implementation.not-finished': { percent: 0 } });
    s.send(s.applicant, { type: 'progress.report', percent: 100, note: '完工' });
    s.send(s.applicant, ask({ subject: 'schedule' }));
    expect(unmetBy(s, s.applicant, request)).toEqual({ 'change.open': { open: 1 } });
    s.send(s.officer, { type: 'change.refuse', part: 1, finding: '不必' });
    s.send(s.applicant, request);

    const nothing = story({ mode: 'build_first' }).to('implementation.underway');
    nothing.send(nothing.applicant, { type: 'progress.report', percent: 100, note: '完工' });
    nothing.send(nothing.officer, { type: 'savings.return', share: 1, amount: wan('100'), reason: '未实施' });
    expect(unmetBy(nothing, nothing.applicant, request)).toEqual({ 'acceptance.nothing-approved': {} });
  });
});

describe('Acceptance', () => {
  const inspecting = () => story({ mode: 'standard' }).to('acceptance.inspecting');

  test('accepts up to what is approved', () => {
    const s = inspecting();
    const pass = (accepted: bigint) =>
      ({ type: 'inspection.pass', part: 1, accepted: fen(accepted), note: '合格' }) as const;
    expect(unmetBy(s, s.officer, pass(-1n))).toEqual({ 'money.negative': { amount: -1n } });
    expect(unmetBy(s, s.officer, pass(wan('101')))).toEqual({
      'acceptance.over-approved': { accepted: wan('101'), approved: wan('100') },
    });
    s.send(s.officer, pass(wan('95')));
    expect(s.state).toBe('reimbursement.claiming');
  });

  test('requires rectification by a day to come', () => {
    const s = inspecting();
    const rectify = (days: number) =>
      ({
        type: 'inspection.requireRectification',
        part: 1,
        reason: '渗水',
        rectifyBy: addDays(s.today, days),
      }) as const;
    expect(unmetBy(s, s.officer, rectify(0))).toEqual({ 'acceptance.rectify-by-past': { date: s.today } });
    s.send(s.officer, rectify(1));
    expect(s.last('inspection').state).toBe('rectifying');
  });

  test('is undone by a spot-check, unless a final claim is with finance', () => {
    const s = story({ mode: 'standard' }).to('reimbursement.claiming');
    const fail = { type: 'spotCheck.fail', part: 1, note: '裂缝', rectifyBy: addDays(s.today, 10) } as const;
    const claim = s.submitClaim(wan('10'));
    expect(unmetBy(s, people.reviewer, fail)).toEqual({ 'acceptance.final-claim-open': { claim } });
    s.send(s.payer, { type: 'claim.return', part: claim, reason: '待抽查' });
    s.send(people.reviewer, fail);
    expect([s.state, s.last('inspection').state, s.last('inspection').accepted]).toEqual([
      'acceptance.inspecting',
      'rectifying',
      null,
    ]);
  });
});

describe('A claim', () => {
  const claiming = (accepted = wan('100')) => {
    const s = story({ mode: 'standard' }).to('acceptance.inspecting');
    s.send(s.officer, { type: 'inspection.pass', part: 1, accepted, note: '合格' });
    return s;
  };
  const line = { payee: '某公司', invoice: null, purpose: '工程款', amount: wan('10') };
  const draft = (fields: object = {}) =>
    ({ type: 'claim.draft', share: 1, claimKind: 'final', lines: [line], ...fields }) as ProjectEvent;
  const later = (s: Story, days: number) => addDays(s.today, days);
  const check = (s: Story, part: number, found: object) =>
    s.send(s.payer, { type: 'claim.check', part, ...found } as ProjectEvent);
  const pay = (s: Story, part: number, voucher = '支-1') =>
    s.send(s.payer, { type: 'claim.pay', part, paidOn: s.today, voucher });
  const submitted = (s: Story, amount: bigint, kind: 'advance' | 'progress' | 'final' | 'retention' = 'final') => {
    const part = s.draftClaim(fen(amount), kind);
    return { type: 'claim.submit', part } as const;
  };

  test('has lines, each with a payee and an amount', () => {
    const s = claiming();
    expect(unmetBy(s, s.applicant, draft({ lines: [] }))).toEqual({ 'claim.no-lines': {} });
    expect(unmetBy(s, s.applicant, draft({ lines: [line, { ...line, amount: 0n }] }))).toEqual({
      'claim.line-not-positive': { line: 2 },
    });
    expect(unmetBy(s, s.applicant, draft({ lines: [{ ...line, payee: ' ' }] }))).toEqual({
      'claim.line-without-payee': { line: 1 },
    });
    expect(unmetBy(s, s.applicant, draft({ share: 7 }))).toEqual({ 'share.unknown': { share: 7 } });
    s.send(s.applicant, draft());
    expect(unmetBy(s, s.applicant, { type: 'claim.revise', part: 1, lines: [] })).toEqual({ 'claim.no-lines': {} });
    s.send(s.applicant, { type: 'claim.revise', part: 1, lines: [line, line] });
    expect(s.last('claim').claimed).toBe(wan('20'));
  });

  test('comes after the money, in the order of its kinds', () => {
    const built = story({ mode: 'build_first' }).to('implementation.underway');
    expect(unmetBy(built, built.applicant, draft({ claimKind: 'progress' }))).toEqual({
      'claim.nothing-received': { share: 1 },
    });
    const s = story({ mode: 'standard' }).to('implementation.underway');
    expect(unmetBy(s, s.applicant, draft())).toEqual({ 'claim.final-before-acceptance': { share: 1 } });
    s.send(s.applicant, draft({ claimKind: 'advance' }));
    s.to('acceptance.inspecting').to('reimbursement.claiming');
    expect(unmetBy(s, s.applicant, { type: 'claim.submit', part: 1 })).toHaveProperty(
      ['claim.advance-after-acceptance'],
      {
        share: 1,
      },
    );
    expect(unmetBy(s, s.applicant, draft({ claimKind: 'retention' }))).toEqual({
      'claim.nothing-retained': { share: 1 },
    });
    check(s, s.submitClaim(wan('50')), { approved: wan('50'), retained: wan('1'), retainedUntil: later(s, 365) });
    pay(s, 1 + 1);
    s.send(s.applicant, draft({ claimKind: 'retention' }));
  });

  test('by actual cost needs no acceptance', () => {
    const s = story({ mode: 'actual_cost' }).to('reimbursement.claiming');
    s.payClaim(wan('10'));
    expect(s.money('paid')).toBe(wan('10'));
  });

  test('with those under way is never more than has arrived', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.submitClaim(wan('60'), 'progress');
    expect(unmetBy(s, s.applicant, submitted(s, wan('41'), 'progress'))).toEqual({
      'claim.over-received': { claimed: wan('41'), remaining: wan('40'), over: wan('1') },
    });
    s.send(s.applicant, submitted(s, wan('40'), 'progress'));
  });

  test('with those under way and paid is never more than was accepted', () => {
    const s = claiming(wan('80'));
    s.payClaim(wan('30'));
    s.submitClaim(wan('20'), 'progress');
    expect(unmetBy(s, s.applicant, submitted(s, wan('30') + 1n))).toEqual({
      'claim.over-accepted': { claimed: wan('30') + 1n, remaining: wan('30'), accepted: wan('80') },
    });
    s.send(s.applicant, submitted(s, wan('30')));
  });

  test('from before the acceptance is not paid beyond it', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    const claim = s.checkClaim(wan('70'), 'progress');
    s.to('acceptance.inspecting');
    s.send(s.officer, { type: 'inspection.pass', part: 1, accepted: wan('60'), note: '部分合格' });
    const pay = (part: number) => ({ type: 'claim.pay', part, paidOn: s.today, voucher: '支-1' }) as const;
    expect(unmetBy(s, s.payer, pay(claim))).toEqual({
      'claim.payment-over-accepted': { amount: wan('70'), remaining: wan('60'), accepted: wan('60') },
    });
    s.send(s.payer, { type: 'claim.return', part: claim, reason: '超验收' });
    s.send(s.applicant, { type: 'claim.revise', part: claim, lines: [{ ...line, amount: wan('60') }] });
    s.send(s.applicant, { type: 'claim.submit', part: claim });
    s.send(s.payer, { type: 'claim.check', part: claim, approved: wan('60') });
    s.send(s.payer, pay(claim));
    expect(s.money('paid')).toBe(wan('60'));
  });

  test('in advance stays with all advances within 30 percent', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.payClaim(wan('20'), 'advance');
    expect(unmetBy(s, s.applicant, submitted(s, wan('11'), 'advance'))).toEqual({
      'claim.over-advance': { claimed: wan('11'), remaining: wan('10'), cap: wan('30'), percent: 30 },
    });
    s.send(s.applicant, submitted(s, wan('10'), 'advance'));
  });

  test('is checked for something, and for no more than was claimed', () => {
    const s = claiming();
    const part = s.submitClaim(wan('10'));
    const check = (approved: bigint) =>
      ({ type: 'claim.check', part, approved: fen(approved), note: '超出合同单价' }) as const;
    expect(unmetBy(s, s.payer, check(0n))).toEqual({ 'money.not-positive': { amount: 0n } });
    expect(unmetBy(s, s.payer, check(wan('11')))).toEqual({
      'claim.approved-over-claimed': { approved: wan('11'), claimed: wan('10') },
    });
    s.send(s.payer, check(wan('9')));
    s.send(s.payer, { type: 'claim.pay', part, paidOn: s.today, voucher: '支-1' });
    expect(s.last('claim')).toMatchObject({
      claimed: wan('10'),
      adjusted: wan('1'),
      approved: wan('9'),
      offset: 0n,
      retained: 0n,
      paid: wan('9'),
    });
  });

  test('is lowered for a reason, as a whole or line by line, to the fen', () => {
    const s = claiming();
    s.send(s.applicant, draft({ lines: [line, line] }));
    s.send(s.applicant, { type: 'claim.submit', part: 1 });
    const check = (adjustments: object[], note?: string) =>
      ({ type: 'claim.check', part: 1, approved: wan('17'), adjustments, note }) as unknown as ProjectEvent;
    const off = (no: number, amount: bigint, reason = '单价过高') => ({ lineNo: no, amount, reason });
    expect(unmetBy(s, s.payer, check([]))).toEqual({ 'claim.adjustment-unexplained': { adjusted: wan('3') } });
    expect(unmetBy(s, s.payer, check([off(3, wan('3'))]))).toEqual({ 'claim.adjusted-line-unknown': { line: 3 } });
    expect(unmetBy(s, s.payer, check([off(1, wan('1')), off(1, wan('2'))]))).toEqual({
      'claim.adjusted-line-unknown': { line: 1 },
    });
    expect(unmetBy(s, s.payer, check([off(1, wan('11'))]))).toEqual({
      'claim.adjusted-over-line': { line: 1, amount: wan('11'), most: wan('10') },
    });
    expect(unmetBy(s, s.payer, check([off(1, wan('3'), ' ')]))).toEqual({
      'claim.adjustment-unexplained': { adjusted: wan('3') },
    });
    expect(unmetBy(s, s.payer, check([off(1, wan('1')), off(2, wan('1'))]))).toEqual({
      'claim.adjustments-differ': { listed: wan('2'), adjusted: wan('3') },
    });
    s.send(s.payer, check([off(1, wan('1')), off(2, wan('2'))]));
    expect(s.last('claim').adjustments).toHaveLength(2);
  });

  test('that proves the work of an advance is paid without it: advances and all claims never exceed what was accepted', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.payClaim(wan('30'), 'advance');
    const progress = s.submitClaim(wan('20'), 'progress');
    const offsetting = (found: object) =>
      ({ type: 'claim.check', part: progress, approved: wan('20'), ...found }) as unknown as ProjectEvent;
    expect(unmetBy(s, s.payer, offsetting({ offset: wan('21') }))).toEqual({
      'claim.offset-too-much': { offset: wan('21'), most: wan('20') },
    });
    expect(unmetBy(s, s.payer, offsetting({ offset: wan('12') }))).toEqual({
      'claim.offset-unexplained': { offset: wan('12'), most: wan('20') },
    });
    s.send(s.payer, offsetting({ offset: wan('12'), offsetReason: '合同约定分期抵扣' }));
    pay(s, progress);
    expect(s.last('claim')).toMatchObject({ approved: wan('20'), offset: wan('12'), paid: wan('8') });
    s.to('acceptance.inspecting');
    s.send(s.officer, { type: 'inspection.pass', part: 1, accepted: wan('90'), note: '合格' });
    // 90 accepted, 38 paid, of which 18 of the advance is not proven yet: 70 may still be claimed, and 52 paid.
    expect(unmetBy(s, s.applicant, submitted(s, wan('70') + 1n))).toEqual({
      'claim.over-accepted': { claimed: wan('70') + 1n, remaining: wan('70'), accepted: wan('90') },
    });
    expect(unmetBy(s, s.payer, { type: 'reimbursement.settle', note: '结清' })).toEqual({
      'reimbursement.advance-open': { share: 1, open: wan('18') },
    });
    const final = s.submitClaim(wan('70'));
    const less = { type: 'claim.check', part: final, approved: wan('70'), offset: 0n, offsetReason: '以后再抵' };
    expect(unmetBy(s, s.payer, less as ProjectEvent)).toEqual({
      'claim.offset-not-whole': { offset: 0n, most: wan('18') },
    });
    check(s, final, { approved: wan('70') });
    pay(s, final);
    expect([s.last('claim').paid, s.money('paid')]).toEqual([wan('52'), wan('90')]);
  });

  test('wholly offset by an advance is closed without a payment', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.payClaim(wan('30'), 'advance');
    const part = s.checkClaim(wan('20'), 'progress');
    expect(pay(s, part).postings).toEqual([]);
    const back = { type: 'claim.reversePayment', part, reversedOn: s.today, voucher: '退', reason: '退票' } as const;
    expect(unmetBy(s, s.payer, back)).toEqual({ 'claim.nothing-paid': {} });
    expect(s.money('paid')).toBe(wan('30'));
  });

  test('may retain 3 percent until a day; nobody else takes it, and it is paid then, earlier with a reason, or given up', () => {
    const s = claiming();
    const final = s.submitClaim(wan('100'));
    const until = later(s, 365);
    const keeping = (retained: bigint, retainedUntil: string | undefined) =>
      ({ type: 'claim.check', part: final, approved: wan('100'), retained, retainedUntil }) as ProjectEvent;
    expect(unmetBy(s, s.payer, keeping(wan('3') + 1n, until))).toEqual({
      'claim.retained-too-much': { retained: wan('3') + 1n, most: wan('3'), percent: 3 },
    });
    for (const day of [undefined, s.today]) {
      expect(unmetBy(s, s.payer, keeping(wan('3'), day))).toEqual({ 'claim.retained-without-day': {} });
    }
    s.send(s.payer, keeping(wan('3'), until));
    expect(pay(s, final).postings).toMatchObject([
      { kind: 'payment', amount: wan('97') },
      { kind: 'retain', amount: wan('3') },
    ]);
    expect([s.money('paid'), s.money('retained'), s.money('available')]).toEqual([wan('97'), wan('3'), 0n]);
    const settle = { type: 'reimbursement.settle', note: '结清' } as const;
    expect(unmetBy(s, s.payer, settle)).toEqual({ 'reimbursement.still-retained': { retained: wan('3') } });
    expect(unmetBy(s, people.manager, terminate(s))).toHaveProperty(['reimbursement.still-retained']);
    expect(unmetBy(s, s.applicant, submitted(s, wan('3') + 1n, 'retention'))).toEqual({
      'claim.over-retained': { claimed: wan('3') + 1n, remaining: wan('3') },
    });
    const part = s.submitClaim(wan('2'), 'retention');
    const early = { type: 'claim.check', part, approved: wan('2') } as const;
    expect(unmetBy(s, s.payer, early)).toEqual({ 'claim.retention-not-due': { amount: wan('2'), due: 0n } });
    const giveUp = { type: 'retention.giveUp', share: 1, reason: '缺陷未修复' } as const;
    expect(unmetBy(s, s.payer, giveUp)).toEqual({ 'claim.open': { open: 1, claim: part } });
    s.pass(365);
    s.send(s.payer, early);
    expect(pay(s, part).postings).toMatchObject([{ kind: 'payment', from: 'share/1/1/retained', amount: wan('2') }]);
    expect(unmetBy(s, s.payer, { ...giveUp, share: 9 })).toEqual({ 'share.unknown': { share: 9 } });
    s.send(s.payer, giveUp);
    expect(unmetBy(s, s.payer, giveUp)).toEqual({ 'claim.nothing-retained': { share: 1 } });
    s.send(s.payer, settle);
    expect([s.state, s.money('paid'), s.money('available')]).toEqual(['reimbursement.returning', wan('99'), wan('1')]);
  });

  test('submitted again is checked again: the earlier amount is forgotten', () => {
    const s = claiming();
    const part = s.submitClaim(wan('10'));
    s.send(s.payer, { type: 'claim.check', part, approved: wan('9'), note: '单价' });
    s.send(s.payer, { type: 'claim.return', part, reason: '发票有误' });
    s.send(s.applicant, { type: 'claim.submit', part });
    expect([s.last('claim').approved, s.last('claim').checkedBy]).toEqual([null, null]);
  });

  test('is paid from what is there, on a day that has come', () => {
    const s = claiming();
    const part = s.checkClaim(wan('10'));
    const pay = (days: number) =>
      ({ type: 'claim.pay', part, paidOn: addDays(s.today, days), voucher: '支-1' }) as const;
    expect(unmetBy(s, s.payer, pay(1))).toEqual({ 'date.in-future': { date: addDays(s.today, 1) } });
    // No order of events leaves a checked claim uncovered; were the money gone by another way, it is not paid.
    const gone = { kind: 'clawback', from: 'share/1/1/available', to: 'pool/2022/general', amount: wan('95') } as const;
    s.world.book.post(gone);
    expect(unmetBy(s, s.payer, pay(0))).toEqual({
      'ledger.overdrawn.share.available': { available: wan('5'), needed: wan('10'), missing: wan('5') },
    });
    s.world.book.post({ ...gone, kind: 'reversal', reverses: 'clawback', from: gone.to, to: gone.from });
    // Not before it was checked, nor before there was money.
    expect(unmetBy(s, s.payer, pay(-1))).toEqual({
      'claim.paid-too-early': { paidOn: addDays(s.today, -1), since: s.today },
    });
    s.send(s.payer, pay(0));
  });

  const back = (s: Story, part: number, days = 0) =>
    ({
      type: 'claim.reversePayment',
      part,
      reversedOn: later(s, days),
      voucher: '退-1',
      reason: '账号错误',
    }) as const;

  test('that the bank returned is reversed, keeps its history, and is paid again or returned', () => {
    const s = claiming();
    const part = s.submitClaim(wan('10'));
    check(s, part, { approved: wan('10'), retained: wan('0.3'), retainedUntil: later(s, 90) });
    pay(s, part);
    expect(unmetBy(s, s.payer, back(s, part, 1))).toEqual({ 'date.in-future': { date: later(s, 1) } });
    expect(unmetBy(s, s.payer, back(s, part, -1))).toEqual({
      'claim.back-before-paid': { day: later(s, -1), paidOn: s.today },
    });
    s.pass(3);
    expect(s.send(s.payer, back(s, part)).postings).toMatchObject([
      { kind: 'reversal', reverses: 'payment', amount: wan('9.7') },
    ]);
    expect([s.last('claim').state, s.last('claim').paid, s.money('paid'), s.money('retained')]).toEqual([
      'failed',
      null,
      0n,
      wan('0.3'),
    ]);
    expect(s.facts.spans.map(({ subject, role }) => [subject, role])).toContainEqual([
      `claim/${part}`,
      'countyFinance',
    ]);
    const resent = { type: 'claim.pay', part, paidOn: later(s, -1), voucher: '支-2' } as const;
    expect(unmetBy(s, s.payer, resent)).toEqual({ 'claim.paid-too-early': { paidOn: later(s, -1), since: s.today } });
    expect(pay(s, part, '支-2').postings).toMatchObject([{ kind: 'payment', amount: wan('9.7') }]);
    expect(s.last('claim').movements.map(({ movement, voucher }) => [movement, voucher])).toEqual([
      ['paid', '支-1'],
      ['bankReturn', '退-1'],
      ['paid', '支-2'],
    ]);
    s.send(s.payer, back(s, part));
    const claimBack = { type: 'claim.return', part, reason: '收款人变更' } as const;
    const retention = s.submitClaim(wan('0.2'), 'retention');
    expect(unmetBy(s, s.payer, claimBack)).toEqual({
      'claim.retention-taken': { retained: wan('0.3'), left: wan('0.1') },
    });
    s.send(s.payer, { type: 'claim.refuse', part: retention, reason: '未到期' });
    expect(s.send(s.payer, claimBack).postings).toMatchObject([{ kind: 'retain-back', amount: wan('0.3') }]);
    expect([s.money('retained'), s.money('available')]).toEqual([0n, wan('100')]);
  });

  test('is refunded by its payee, wholly or in part, which lowers what is net paid and not what was gross', () => {
    const s = claiming();
    const part = s.payClaim(wan('10'));
    const refund = (amount: bigint, days = 0) =>
      ({
        type: 'claim.refund',
        part,
        amount: fen(amount),
        refundedOn: later(s, days),
        voucher: '退-1',
        reason: '多付',
      }) as const;
    expect(unmetBy(s, s.payer, refund(0n))).toEqual({ 'money.not-positive': { amount: 0n } });
    expect(unmetBy(s, s.payer, refund(1n, -1))).toHaveProperty(['claim.back-before-paid']);
    s.send(s.payer, refund(wan('4')));
    expect(unmetBy(s, s.payer, refund(wan('7')))).toEqual({
      'claim.refund-over-paid': { amount: wan('7'), remaining: wan('6') },
    });
    expect(unmetBy(s, s.payer, back(s, part))).toEqual({ 'claim.refunded-already': { refunded: wan('4') } });
    expect(s.last('claim')).toMatchObject({ state: 'paid', paid: wan('10'), refunded: wan('4') });
    expect([s.money('paid'), s.money('available')]).toEqual([wan('6'), wan('94')]);
  });

  test('whose payment comes back after the settlement takes the project back to where finance acts', () => {
    for (const state of ['selfEvaluation.writing', 'selfEvaluation.checking', 'completed']) {
      const s = story({ mode: 'standard' }).to(state);
      s.send(s.payer, back(s, 1));
      expect([s.state, s.last('claim').state]).toEqual(['reimbursement.claiming', 'failed']);
      expect(unmetBy(s, s.payer, { type: 'reimbursement.settle', note: '结清' })).toHaveProperty(['claim.open']);
      pay(s, 1, '支-2');
      s.send(s.payer, { type: 'reimbursement.settle', note: '结清' });
      expect(s.state).toBe(state);
    }
  });

  test('of a terminated project is paid again or given up before what is unspent goes back', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.payClaim(wan('40'), 'progress');
    s.terminate();
    s.send(people.finance, { type: 'refund.confirm', note: '收回' });
    s.send(s.payer, back(s, 1));
    expect(s.state).toBe('termination.returning');
    expect(unmetBy(s, people.finance, { type: 'refund.confirm', note: '收回' })).toEqual({
      'claim.open': { open: 1, claim: 1 },
    });
    s.send(s.payer, { type: 'claim.refuse', part: 1, reason: '收款人注销' });
    s.send(people.finance, { type: 'refund.confirm', note: '收回' });
    expect([s.state, s.money('paid'), s.money('available')]).toEqual(['terminated', 0n, 0n]);
  });

  test('is not there in a direct transfer, which is itself the payment', () => {
    const s = story({ mode: 'direct_transfer' }).to('fundRelease.awaiting');
    expect(actionsFor(s.situation()).map(({ event }) => event)).not.toContain('claim.draft');
  });
});

describe('The end', () => {
  const settle = { type: 'reimbursement.settle', note: '结清' } as const;

  test('comes when no claim is with finance and no money on its way', () => {
    const s = story({ mode: 'actual_cost' }).to('fundRelease.awaiting');
    const issue = (amount: bigint) =>
      s.send(people.finance, { type: 'release.issue', documentId: s.confirmed('release', { 1: fen(amount) }) });
    issue(wan('60'));
    s.to('reimbursement.claiming');
    const part = s.submitClaim(wan('10'));
    expect(unmetBy(s, s.payer, settle)).toEqual({ 'claim.open': { open: 1, claim: part } });
    expect(unmetBy(s, people.manager, terminate(s))).toHaveProperty(['claim.open']);
    s.send(s.payer, { type: 'claim.refuse', part, reason: '不合规' });
    issue(wan('40'));
    expect(unmetBy(s, s.payer, settle)).toEqual({ 'release.in-transit': { amount: wan('40') } });
    expect(unmetBy(s, people.manager, terminate(s))).toHaveProperty(['release.in-transit']);
    s.send(people.finance, { type: 'instalment.reverse', part: 2, reason: '误发' });
    s.send(s.payer, { type: 'claim.return', part: s.submitClaim(wan('2')), reason: '缺发票' });
    s.draftClaim(wan('1'));
    s.send(s.payer, settle);
    expect([s.state, s.money('committed')]).toEqual(['reimbursement.returning', 0n]);
    expect(s.parts('claim').map(({ state }) => state)).toEqual(['refused', 'void', 'void']);
  });

  test('is settled only when what was paid beyond the acceptance has come back', () => {
    const s = story({ mode: 'standard', shares: { [county]: wan('100') } }).to('implementation.underway');
    const claim = s.payClaim(wan('60'), 'progress');
    s.to('acceptance.inspecting');
    s.send(people.countyOfficer, { type: 'inspection.pass', part: 1, accepted: wan('50'), note: '部分合格' });
    const settle = { type: 'reimbursement.settle', note: '结清' } as const;
    expect(unmetBy(s, s.payer, settle)).toEqual({
      'reimbursement.paid-over-accepted': { share: 1, paid: wan('60'), accepted: wan('50'), over: wan('10') },
    });
    s.send(s.payer, { type: 'claim.reversePayment', part: claim, reversedOn: s.today, voucher: '退', reason: '超付' });
    s.send(s.payer, { type: 'claim.return', part: claim, reason: '按验收金额重报' });
    const lines = [{ payee: '某某建筑公司', invoice: '0001', purpose: '工程款', amount: wan('50') }];
    s.send(s.applicant, { type: 'claim.revise', part: claim, lines });
    s.send(s.applicant, { type: 'claim.submit', part: claim });
    s.send(s.payer, { type: 'claim.check', part: claim, approved: wan('50') });
    s.send(s.payer, { type: 'claim.pay', part: claim, paidOn: s.today, voucher: '支-2' });
    s.send(s.payer, settle);
    expect(s.state).toBe('reimbursement.returning');
  });

  test('is a self-evaluation, one at a time, that explains what was missed', () => {
    const s = story({ mode: 'standard' }).to('selfEvaluation.writing');
    const evaluate = (fields: object) =>
      ({ type: 'selfEvaluation.submit', targetMet: false, summary: '总结', ...fields }) as ProjectEvent;
    expect(unmetBy(s, s.applicant, evaluate({}))).toEqual({
      'self-evaluation.reason-missing': {},
      'self-evaluation.remedy-missing': {},
    });
    s.send(s.applicant, evaluate({ reason: '雨季', remedy: '赶工' }));
    expect(s.state).toBe('selfEvaluation.checking');
    s.send(s.officer, { type: 'selfEvaluation.return', part: 1, reason: '数据不符' });
    s.send(s.applicant, evaluate({ targetMet: true }));
    s.send(s.officer, { type: 'selfEvaluation.confirm', part: 2 });
    expect(s.state).toBe('completed');
  });

  test('comes at once when the project was evaluated before it was settled', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    const evaluate = { type: 'selfEvaluation.submit', targetMet: true, summary: '总结' } as const;
    s.send(s.applicant, evaluate);
    expect(unmetBy(s, s.applicant, evaluate)).toEqual({ 'self-evaluation.exists': { no: 1 } });
    s.send(s.officer, { type: 'selfEvaluation.confirm', part: 1 });
    s.to('reimbursement.claiming');
    s.payClaim(wan('100'));
    const decision = s.send(s.payer, settle);
    expect([s.state, decision.raised]).toEqual(['completed', ['state.passThrough']]);
  });
});

describe('While a project is suspended', () => {
  test('only resuming, terminating and the return of money are open, and it is suspended once', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    expect(unmetBy(s, s.officer, { type: 'project.resume', reason: '可复工' })).toEqual({
      'project.not-suspended': {},
    });
    s.send(s.officer, { type: 'project.suspend', reason: '台风' });
    expect(unmetBy(s, s.applicant, { type: 'progress.report', percent: 10, note: '主体' })).toEqual({
      'project.suspended': {},
    });
    expect(unmetBy(s, s.officer, { type: 'project.suspend', reason: '台风' })).toEqual({ 'project.suspended': {} });
    s.send(people.manager, { type: 'project.resume', reason: '可复工' });
    s.send(people.manager, { type: 'project.suspend', reason: '市里统一停工检查' });
    expect(unmetBy(s, s.officer, { type: 'project.resume', reason: '可复工' })).toEqual({
      'project.suspended-by-city': {},
    });
    s.send(people.manager, { type: 'project.resume', reason: '检查结束' });
    s.send(s.applicant, { type: 'progress.report', percent: 10, note: '主体' });
    s.send(s.officer, { type: 'project.suspend', reason: '台风' });
    s.terminate();
    expect([s.state, s.project.suspendedBy]).toEqual(['termination.returning', null]);
  });
});

describe('Nobody decides on what they themselves submitted', () => {
  const twoHats = (
    role: 'countyOfficer' | 'cityReviewer' | 'countyFinance' | 'cityManager',
    personId: number,
  ): Actor => {
    const seat = Object.values(people).find((one) => one.role === role)!;
    return { ...seat, personId };
  };
  const writer = people.applicant.personId;

  test.each<[string, string, (s: Story) => readonly [Actor, ProjectEvent]]>([
    [
      'endorsement',
      'application.endorsing',
      () => [twoHats('countyOfficer', writer), { type: 'application.endorse', opinion: '同意' }],
    ],
    [
      'intake',
      'cityReview.intake',
      () => [twoHats('cityReviewer', writer), { type: 'review.accept', departments: [] }],
    ],
    [
      'the review of what one endorsed',
      'cityReview.intake',
      () => [twoHats('cityReviewer', people.countyOfficer.personId), { type: 'review.accept', departments: [] }],
    ],
    [
      'acceptance',
      'acceptance.inspecting',
      () => [twoHats('countyOfficer', writer), { type: 'inspection.pass', part: 1, accepted: wan('1'), note: '合格' }],
    ],
    [
      'settlement',
      'reimbursement.claiming',
      () => [twoHats('countyFinance', writer), { type: 'reimbursement.settle', note: '结清' }],
    ],
    ['termination', 'implementation.underway', (s) => [twoHats('cityManager', writer), terminate(s)]],
    [
      'one’s own claim',
      'reimbursement.claiming',
      (s) => [
        twoHats('countyFinance', writer),
        { type: 'claim.check', part: s.submitClaim(wan('1')), approved: wan('1') },
      ],
    ],
    [
      'one’s own change',
      'implementation.underway',
      (s) => {
        s.send(s.applicant, { type: 'change.request', subject: 'schedule', text: '顺延' });
        return [twoHats('countyOfficer', writer), { type: 'change.approve', part: 1, finding: '同意' }];
      },
    ],
    [
      'one’s own self-evaluation',
      'selfEvaluation.writing',
      (s) => {
        s.send(s.applicant, { type: 'selfEvaluation.submit', targetMet: true, summary: '总结' });
        return [twoHats('countyOfficer', writer), { type: 'selfEvaluation.confirm', part: 1 }];
      },
    ],
  ])('%s', (_, state, decision) => {
    const s = story({ mode: 'standard' }).to(state);
    const [actor, event] = decision(s);
    expect(unmetBy(s, actor, event)).toHaveProperty(['project.own-submission']);
    // A colleague with the same role may.
    const colleague = Object.values(people).find(
      (one) =>
        actor.kind === 'member' &&
        one.role === actor.role &&
        one.level === actor.level &&
        one.regionId === actor.regionId,
    )!;
    s.send(colleague, event);
  });

  describe('what one only wrote in', () => {
    const colleague = people.colleague.personId;
    /** Written by a colleague as well, and submitted by the applicant. */
    const writtenByTwo = () => {
      const s = story({ mode: 'standard' });
      const { content, authors } = draftOf(s.facts);
      change(s, { draft: { content, authors: [...authors, colleague] } });
      return s;
    };
    const vote: ProjectEvent = { type: 'seat.vote', part: 1, choice: 'approve' };

    test.each<[string, string, Actor, (s: Story) => ProjectEvent]>([
      [
        'its endorsement',
        'application.endorsing',
        twoHats('countyOfficer', colleague),
        () => ({ type: 'application.endorse', opinion: '同意' }),
      ],
      [
        'its intake',
        'cityReview.intake',
        twoHats('cityReviewer', colleague),
        () => ({ type: 'review.accept', departments: [] }),
      ],
      [
        'its approval',
        'cityReview.approving',
        twoHats('cityManager', colleague),
        (s) => ({ type: 'review.approve', documentId: s.confirmed('approval') }),
      ],
    ])('%s', (_, state, actor, event) => {
      const s = writtenByTwo().to(state);
      expect(unmetBy(s, actor, event(s))).toHaveProperty(['project.own-submission']);
      const ofAnother = story({ mode: 'standard' }).to(state);
      expect(ofAnother.send(actor, event(ofAnother)).from).toBe(state);
    });

    test('the vote on it, and a seat in its panel', () => {
      const s = writtenByTwo().to('cityReview.scheduling');
      const reviewers = new Map([...s.world.reviewers, [colleague, { organisationId: 121 }]]);
      Object.assign(s.world, { reviewers });
      const amounts = [{ share: 1, amount: wan('100') }];
      const seats = (last: number): ProjectEvent => ({
        type: 'review.putToVote',
        panel: [...panel.slice(1).map(({ personId }) => personId), last],
        amounts,
      });
      expect(unmetBy(s, people.reviewer, seats(colleague))).toEqual({
        'review.panel-member-involved': { person: colleague },
      });
      s.send(people.reviewer, seats(people.fourthReviewer.personId));
      const deputy = { ...people.secondReviewer, personId: colleague, behalfOf: people.secondReviewer.personId };
      expect(unmetBy(s, deputy, vote)).toHaveProperty(['project.own-submission']);
      s.send(people.secondReviewer, vote);
    });

    test('stays one’s own when others wrote it anew, and is told with each revision', () => {
      const s = writtenByTwo().to('application.endorsing');
      expect(s.facts.authors).toEqual([1, 2]);
      s.send(s.applicant, { type: 'application.recall', reason: '补充' });
      change(s, { draft: { ...draftOf(s.facts), authors: [people.applicant.personId] } });
      expect(s.send(s.applicant, submit).revision).toMatchObject({ no: 2, authors: [1, 2] });
      const endorse: ProjectEvent = { type: 'application.endorse', opinion: '同意' };
      expect(unmetBy(s, twoHats('countyOfficer', colleague), endorse)).toHaveProperty(['project.own-submission']);
    });
  });

  test('a claim is its filer’s own, not that of whoever wrote the application', () => {
    const s = story({ mode: 'standard' }).to('reimbursement.claiming');
    const lines = [{ payee: '某公司', invoice: null, purpose: '工程款', amount: wan('1') }];
    s.send(people.colleague, { type: 'claim.draft', share: 1, claimKind: 'final', lines });
    s.send(people.colleague, { type: 'claim.submit', part: 1 });
    const check = { type: 'claim.check', part: 1, approved: wan('1') } as const;
    expect(unmetBy(s, twoHats('countyFinance', people.colleague.personId), check)).toEqual({
      'project.own-submission': {},
    });
    s.send(twoHats('countyFinance', writer), check);
  });

  test('but who endorsed an application may accept what was built', () => {
    const s = story({ mode: 'standard' }).to('acceptance.inspecting');
    expect(s.project.endorsedBy).toBe(s.officer.personId);
    s.send(s.officer, { type: 'inspection.pass', part: 1, accepted: wan('100'), note: '合格' });
    expect(s.state).toBe('reimbursement.claiming');
  });
});

describe('A deputy', () => {
  /** `who` stands in for `principal`, under a membership of that kind. */
  const standingIn = (who: { personId: number }, principal: Member): Member => ({
    ...principal,
    personId: who.personId,
    membershipId: 999,
    behalfOf: principal.personId,
  });
  const endorse = { type: 'application.endorse', opinion: '同意' } as const;
  const stranger = { personId: 99 };

  test('endorses for the county officer who is away, and both have thereby had their say in the review', () => {
    const s = story({ mode: 'standard' }).to('application.endorsing');
    s.send(standingIn(stranger, s.officer), endorse);
    expect(s.project).toMatchObject({ endorsedBy: 99, standIns: [{ by: 99, for: s.officer.personId }] });
    const accept = { type: 'review.accept', departments: [] } as const;
    for (const personId of [99, s.officer.personId]) {
      expect(unmetBy(s, { ...people.reviewer, personId }, accept)).toHaveProperty(['project.own-submission']);
    }
    s.send(people.reviewer, accept);
  });

  test('decides neither on what they submitted themselves, nor on what the absent one did', () => {
    const own = story({ mode: 'standard' }).to('application.endorsing');
    expect(unmetBy(own, standingIn(own.applicant, own.officer), endorse)).toHaveProperty(['project.own-submission']);
    const principal = { ...own.officer, personId: own.applicant.personId };
    expect(unmetBy(own, standingIn(stranger, principal), endorse)).toHaveProperty(['project.own-submission']);
    own.send(own.officer, endorse);
  });

  test('submits for the applicant, who does not decide on it in another role', () => {
    const s = story({ mode: 'standard' });
    write(s, contentFor({ [county]: wan('100') }));
    s.send(standingIn(stranger, people.colleague), submit);
    const colleagueAsOfficer = { ...people.countyOfficer, personId: people.colleague.personId };
    expect(unmetBy(s, colleagueAsOfficer, endorse)).toHaveProperty(['project.own-submission']);
    s.send(people.countyOfficer, endorse);
  });

  test('who recalls for the applicant does not decide on what the applicant then submits', () => {
    const s = story({ mode: 'standard' }).to('application.endorsing');
    s.send(standingIn(stranger, s.applicant), { type: 'application.recall', reason: '补充' });
    s.send(s.applicant, submit);
    expect(unmetBy(s, { ...s.officer, personId: 99 }, endorse)).toHaveProperty(['project.own-submission']);
    s.send(s.officer, endorse);
  });

  const vote = (part: number): ProjectEvent => ({ type: 'seat.vote', part, choice: 'approve' });

  test('votes on the seat of the absent member', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    s.send(standingIn(people.fourthReviewer, people.reviewer), vote(1));
    expect(s.facts.parts.seat[0]).toMatchObject({ personId: people.reviewer.personId, votedBy: 24, state: 'voted' });
    expect(s.refused(people.fourthReviewer, vote(2)).code).toBe('project.role-refused');
  });

  test('has one vote: not with a seat of their own, nor for two members', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    const [first, second, third] = panel;
    expect(unmetBy(s, standingIn(second!, first!), vote(1))).toEqual({ 'review.votes-already': {} });
    s.send(standingIn(people.fourthReviewer, first!), vote(1));
    expect(unmetBy(s, standingIn(people.fourthReviewer, second!), vote(2))).toEqual({ 'review.votes-already': {} });
    // Who steps back has no vote of their own any more.
    s.send(second!, { type: 'seat.stepBack', part: 2, reason: '亲属' });
    s.send(standingIn(second!, third!), vote(3));
  });

  test('confirms no document that the absent one recorded, nor they one that was recorded for them', () => {
    const s = story({ mode: 'standard' }).to('cityReview.approving');
    const documentId = s.recorded('approval');
    const document = s.world.documents.get(documentId)!;
    const recorder = { ...people.manager, personId: document.recordedBy };
    const confirm =
      (actor: Actor, facts = document) =>
      () =>
        decideDocument(facts, actor, { type: 'document.confirm' }, null);
    expect(confirm(standingIn(stranger, recorder))).toThrow('document.own-record');
    expect(confirm(people.secondManager, { ...document, recordedBy: 99, recordedFor: 42 })).toThrow(
      'document.own-record',
    );
    expect(confirm({ ...people.manager, personId: 98 })().state).toBe('confirmed');
  });
});

describe('What the city runs', () => {
  const ofCity = () => story({ mode: 'standard', shares: { [city]: wan('10') }, applicant: people.cityApplicant });

  test('is endorsed and accepted by the line department, received by it, and paid by city finance', () => {
    const s = ofCity().to('application.endorsing');
    expect(s.refused(people.countyOfficer, { type: 'application.endorse', opinion: '同意' }).code).toBe(
      'project.missing',
    );
    expect(s.refused(people.countyLineDepartment, { type: 'application.endorse', opinion: '同意' }).code).toBe(
      'project.missing',
    );
    s.to('fundRelease.receiving');
    expect(s.refused(people.finance, { type: 'instalment.confirm', part: 1, receivedOn: s.today }).code).toBe(
      'project.role-refused',
    );
    s.to('completed');
    expect(s.project.endorsedBy).toBe(people.housing.personId);
    expect(s.last('claim').checkedBy).toBe(people.finance.personId);
  });

  test('in two counties is accepted, received and paid by each county for its own share', () => {
    const shares = { [county]: wan('30'), [otherCounty]: wan('20') };
    const s = story({ mode: 'standard', shares, applicant: people.cityApplicant }).to('fundRelease.receiving');
    const receive = (part: number) => ({ type: 'instalment.confirm', part, receivedOn: s.today }) as const;
    expect(s.refused(people.otherFinance, receive(1)).code).toBe('project.role-refused');
    expect(s.refused(people.countyFinance, receive(2)).code).toBe('project.role-refused');
    s.to('acceptance.inspecting');
    const pass = (part: number) => ({ type: 'inspection.pass', part, accepted: wan('1'), note: '合格' }) as const;
    expect(s.refused(people.otherOfficer, pass(1)).code).toBe('project.role-refused');
    s.send(people.countyOfficer, pass(1));
    s.send(people.otherOfficer, pass(2));
    const claim = s.submitClaim(wan('1'), 'final', 2);
    const check = { type: 'claim.check', part: claim, approved: wan('1') } as const;
    expect(s.refused(people.countyFinance, check).code).toBe('project.role-refused');
    s.send(people.otherFinance, check);
  });

  test('by the department of its line only, where the line has one', () => {
    const s = ofCity().to('application.endorsing');
    change(s, { line: { ...s.facts.line, departmentId: people.civilAffairs.organisationId } });
    expect(s.refused(people.housing, { type: 'application.endorse', opinion: '同意' }).code).toBe(
      'project.role-refused',
    );
    s.send(people.civilAffairs, { type: 'application.endorse', opinion: '同意' });
  });
});

describe('Papers', () => {
  const withPapers = (mode: Mode = 'standard') => story({ mode });
  const hashOf = (digit: string) => digit.repeat(64);
  const add = (...named: readonly NamedPaper[]) => ({ type: 'paper.add', papers: named, note: '补充' }) as const;
  /** Makes what a hash means other than it is in every story. */
  const bring = (s: Story, hash: string, fields: Partial<Upload>) => {
    const { organisationId } = s.applicant;
    const upload = { ...s.world.uploads.get(uploadKey(organisationId, papers.photo.hash))!, hash, ...fields };
    (s.world.uploads as Map<string, Upload>).set(uploadKey(organisationId, hash), upload);
  };
  const kept = (s: Story) => s.parts('paper').map(({ class: of, state, event, about }) => [of, state, event, about]);

  test.each<[Mode, string[]]>([
    ['standard', ['feasibility', 'budget']],
    ['build_first', ['feasibility', 'budget']],
    ['filing', ['feasibility', 'budget']],
    ['actual_cost', ['budget']],
    ['direct_transfer', []],
  ])('come with the application as its mode %s asks: %j', (mode, required) => {
    const s = withPapers(mode);
    write(s, { papers: [] });
    if (required.length > 0) {
      const { unmet } = s.refused(s.applicant, submit);
      expect(unmet.map(({ code, params }) => [code, params['class']])).toEqual(
        required.map((of) => ['paper.required', of]),
      );
      seen.add('paper.required');
      const [offered] = actionsFor(s.situation(s.applicant)).filter(({ event }) => event === submit.type);
      expect(offered!.unmet).toEqual(unmet);
    }
    write(s, { papers: required.map((of) => papers[of as 'budget']) });
    s.send(s.applicant, submit);
    expect(kept(s)).toEqual(required.map((of) => [of, 'kept', submit.type, null]));
  });

  test('are not asked for of a project that began before they were', () => {
    const s = story({ mode: 'standard', policy: 'v1' });
    write(s, { papers: [] });
    s.send(s.applicant, submit);
    expect(s.to('completed').state).toBe('completed');
  });

  test('are kept or voided when an application is submitted again, by what its new version names', () => {
    const s = withPapers().to('application.returned');
    write(s, { papers: [papers.feasibility, { ...papers.budget, hash: papers.other.hash }, papers.design] });
    s.to('application.endorsing');
    expect(s.parts('paper').map(({ class: of, state, hash }) => [of, state, hash[0]])).toEqual([
      ['feasibility', 'kept', papers.feasibility.hash[0]],
      ['budget', 'void', papers.budget.hash[0]],
      ['budget', 'kept', papers.other.hash[0]],
      ['design', 'kept', papers.design.hash[0]],
    ]);
    expect(s.parts('paper')[1]).toMatchObject({ voidedBy: s.applicant.personId, voidedOn: s.today, reason: null });
  });

  test('come with acceptance, inspection and claims, about what they were brought for', () => {
    const s = withPapers().to('implementation.underway');
    s.send(s.applicant, { type: 'progress.report', percent: 100, note: '完工' });
    const request = { type: 'acceptance.request', note: '申请验收' } as const;
    expect(unmetBy(s, s.applicant, { ...request, papers: [] })).toEqual({ 'paper.required': { class: 'acceptance' } });
    s.send(s.applicant, { ...request, papers: [papers.acceptance] });
    const pass = { type: 'inspection.pass', part: 1, accepted: wan('100'), note: '合格' } as const;
    expect(unmetBy(s, s.officer, { ...pass, papers: [] })).toEqual({ 'paper.required': { class: 'photo' } });
    s.send(s.officer, { ...pass, papers: [papers.photo] });
    const claim = s.draftClaim(wan('10'), 'final');
    const send = { type: 'claim.submit', part: claim } as const;
    expect(unmetBy(s, s.applicant, { ...send, papers: [] })).toEqual({ 'paper.required': { class: 'invoice' } });
    s.send(s.applicant, { ...send, papers: [papers.invoice] });
    expect(kept(s).slice(2)).toEqual([
      ['acceptance', 'kept', 'acceptance.request', 'inspection/1'],
      ['photo', 'kept', 'inspection.pass', 'inspection/1'],
      ['invoice', 'kept', 'claim.submit', `claim/${claim}`],
    ]);
    // What was returned keeps its invoices.
    s.send(s.payer, { type: 'claim.return', part: claim, reason: '金额有误' });
    s.send(s.applicant, { ...send, papers: [] });
  });

  test('are not asked for with an advance', () => {
    const s = withPapers().to('implementation.underway');
    const claim = s.draftClaim(wan('10'), 'advance');
    s.send(s.applicant, { type: 'claim.submit', part: claim, papers: [] });
    expect(s.last('claim').state).toBe('submitted');
  });

  test('are named only by whoever uploaded them, once each, and photos are images', () => {
    const s = withPapers().to('application.endorsing');
    const foreign = { ...papers.other, hash: hashOf('a') };
    bring(s, foreign.hash, {});
    expect(unmetBy(s, s.officer, add(foreign))).toEqual({ 'paper.not-there': { name: foreign.name } });
    expect(unmetBy(s, s.officer, add({ ...foreign, hash: hashOf('b') }))).toEqual({
      'paper.not-there': { name: foreign.name },
    });
    s.send(s.applicant, add(foreign));
    expect(unmetBy(s, s.applicant, add(papers.other, papers.other))).toHaveProperty(['paper.named-twice']);
    expect(unmetBy(s, s.applicant, add())).toHaveProperty(['paper.none-named']);
    bring(s, hashOf('c'), { mediaType: 'application/pdf' });
    expect(unmetBy(s, s.applicant, add({ ...papers.photo, name: '扫描.pdf', hash: hashOf('c') }))).toHaveProperty([
      'paper.not-a-photo',
    ]);
    expect(unmetBy(s, s.applicant, add({ ...papers.photo, hash: hashOf('c') }))).toHaveProperty(['paper.name-differs']);
    // The upload is swept, the project has it: that is enough for whoever brought it, and for nobody else.
    (s.world.uploads as Map<string, Upload>).clear();
    s.send(s.applicant, add({ ...foreign, name: '再次.jpg' }));
    expect(unmetBy(s, s.officer, add(foreign))).toHaveProperty(['paper.not-there']);
  });

  test('are neither too large nor too many', () => {
    const s = withPapers().to('application.endorsing');
    bring(s, hashOf('a'), { bytes: 21 * 1_048_576 });
    const large = { ...papers.photo, hash: hashOf('a') };
    expect(unmetBy(s, s.applicant, add(large))).toMatchObject({ 'paper.too-large': { size: 21, most: 20 } });
    s.send(s.applicant, add({ ...large, class: 'design' }));
    const list = (count: number, bytes: number) =>
      Array.from({ length: count }, (_, index) => {
        const hash = index.toString(16).padStart(64, 'd');
        bring(s, hash, { bytes });
        return { ...papers.other, hash };
      });
    expect(unmetBy(s, s.applicant, add(...list(51, 1)))).toMatchObject({
      'paper.too-many-at-once': { count: 51, most: 50 },
    });
    expect(unmetBy(s, s.applicant, add(...list(45, 100 * 1_048_576)))).toMatchObject({
      'paper.project-full': { most: 4096 },
    });
    for (let times = 0; times < 9; times += 1) s.send(s.applicant, add(...list(50, 1)));
    expect(unmetBy(s, s.applicant, add(...list(50, 1)))).toMatchObject({ 'paper.too-many': { count: 503, most: 500 } });
  });

  test('are voided by who brought them, and what a decision rests on only once it is replaced', () => {
    const s = withPapers().to('cityReview.intake');
    const study = { type: 'paper.void', part: 1, reason: '有误' } as const;
    expect(unmetBy(s, s.officer, study)).toHaveProperty(['paper.of-others']);
    expect(unmetBy(s, s.applicant, study)).toEqual({ 'paper.still-required': { class: 'feasibility' } });
    s.send(s.applicant, add({ ...papers.feasibility, hash: papers.other.hash }));
    s.send(s.applicant, study);
    expect(s.parts('paper')[0]).toMatchObject({ state: 'void', voidedBy: s.applicant.personId, reason: '有误' });
    // Now the new one is what it rests on.
    expect(unmetBy(s, s.applicant, { ...study, part: 3 })).toEqual({
      'paper.still-required': { class: 'feasibility' },
    });
    expect(s.refused(s.applicant, study).code).toBe('project.transition-refused');
    s.send(s.applicant, add(papers.contract));
    s.send(s.applicant, { ...study, part: 4 });
  });

  test('of a claim may go when it was taken back, and stay when it was refused', () => {
    const s = withPapers().to('implementation.underway');
    const submitted = () => {
      const line = { payee: '某公司', invoice: null, purpose: '预付', amount: fen(100n) };
      s.send(s.applicant, { type: 'claim.draft', share: 1, claimKind: 'advance', lines: [line] });
      const claim = s.parts('claim').length;
      s.send(s.applicant, { type: 'claim.submit', part: claim, papers: [papers.invoice] });
      const voiding = { type: 'paper.void', part: s.parts('paper').at(-1)!.no, reason: '开错' } as const;
      expect(unmetBy(s, s.applicant, voiding)).toEqual({ 'paper.still-required': { class: 'invoice' } });
      return { claim, voiding };
    };
    const [taken, refused] = [submitted(), submitted()];
    s.send(s.applicant, { type: 'claim.withdraw', part: taken.claim, reason: '开错' });
    s.send(s.payer, { type: 'claim.refuse', part: refused.claim, reason: '不属于本项目' });
    expect(unmetBy(s, s.applicant, refused.voiding)).toEqual({ 'paper.still-required': { class: 'invoice' } });
    s.send(s.applicant, taken.voiding);
  });
});

test('Every requirement has been unmet once above', () => {
  const source = ['requirements.ts', 'application-form.ts', 'permissions.ts', 'decide.ts']
    .map((file) => readFileSync(join(import.meta.dirname, '..', '..', 'workflows', 'project', file), 'utf8'))
    .join('\n');
  const codes = [...source.matchAll(/(?:unmet\(\s*|miss\([^']*(?:'\w+', )?|code: )'([a-z-]+\.[a-z.-]+)'/g)].map(
    ([, code]) => code!,
  );
  expect(codes.length).toBeGreaterThan(60);
  expect(codes.filter((code) => !seen.has(code))).toEqual([]);
});
