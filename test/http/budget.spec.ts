import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const manager = 'manager-1';
const plain = { evaluated: true, withoutProjects: false, earmarks: [], standards: [] };
const villages = { basis: '薄弱村', quantity: '84', unit: '村', rate: '15000000', counted: true };
const tree = [
  { ...plain, code: '一', name: '驻镇帮镇扶村专项资金' },
  { ...plain, code: '1.10', parent: '一', name: '产业' },
  { ...plain, code: '1.10.a', parent: '1.10', name: '薄弱村', mode: 'standard', standards: [villages] },
  { ...plain, code: '1.2', parent: '一', name: '𠮷祥村试点', mode: 'filing', amount: '500000000' },
  { ...plain, code: 'X', name: '其他资金' },
  { ...plain, code: 'X-1', parent: 'X', name: '业务经费', amount: '86000000', withoutProjects: true, evaluated: false },
];

interface Lines {
  version: number;
  items: { code: string; budget: string; leaf: boolean; [key: string]: unknown }[];
}
const linesOf = (year: number, who = manager) => office.get<Lines>(who, `/fund-years/${year}/lines`);
const draft = (year: number, version: number, lines: object[], who = manager) =>
  office.request(who, 'PUT', `/fund-years/${year}/budget`, { version, lines });
/** The lines as they are shown, as a draft of the same. */
const again = ({ items }: Lines) =>
  items.map(({ code, parent, name, leaf, mode, evaluated, withoutProjects, departmentId, budget, standards }) => ({
    code,
    parent,
    name,
    mode,
    evaluated,
    withoutProjects,
    departmentId,
    amount: leaf ? budget : null,
    earmarks: [],
    standards,
  }));

describe('The budget of a year that is open', () => {
  test('is drafted as a tree of any depth and any codes, and headings are the sums of their leaves', async () => {
    expect(await office.request(manager, 'POST', '/fund-years', { year: 2027 })).toMatchObject({ status: 201 });
    expect(await draft(2027, 1, tree)).toMatchObject({ status: 200, body: { version: 2 } });
    const { version, items } = await linesOf(2027, 'auditor');
    expect(version).toBe(2);
    expect(items.map(({ code, budget }) => [code, budget])).toEqual([
      ['一', '1760000000'],
      ['1.10', '1260000000'],
      ['1.10.a', '1260000000'],
      ['1.2', '500000000'],
      ['X', '86000000'],
      ['X-1', '86000000'],
    ]);
    expect(items[2]!['standards']).toEqual([villages]);
  });

  test('loses lines, moves them and gets others, all at once', async () => {
    const moved = tree
      .filter(({ code }) => code !== '1.2')
      .map((line) => (line.code === '1.10.a' ? { ...line, parent: 'X' } : line));
    const added = { ...plain, code: '1.10.1', parent: '1.10', name: '新科目', amount: '1' };
    expect(await draft(2027, 2, [added, ...moved])).toMatchObject({ status: 200 });
    const { items } = await linesOf(2027);
    expect(items.map(({ code, budget }) => [code, budget])).toEqual([
      ['一', '1'],
      ['1.10', '1'],
      ['1.10.1', '1'],
      ['X', '1346000000'],
      ['1.10.a', '1260000000'],
      ['X-1', '86000000'],
    ]);
    expect(await draft(2027, 3, tree)).toMatchObject({ status: 200 });
  });

  test('is not saved over what somebody else saved meanwhile, and income that comes in disturbs nobody', async () => {
    const { version } = await linesOf(2027);
    const replies = await Promise.all([draft(2027, version, tree), draft(2027, version, tree, 'manager-2')]);
    expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await draft(2027, version, tree)).toMatchObject({
      status: 409,
      body: { code: 'fund-year.changed-meanwhile' },
    });
  });

  test('is saved once for a key, however often it is sent, and under another key it is stale', async () => {
    const { version } = await linesOf(2027);
    const send = (lines: object[], key: string) =>
      office.request(manager, 'PUT', '/fund-years/2027/budget', { version, lines }, { 'idempotency-key': key });
    const replies = [await send(tree, 'draft-once'), await send(tree, 'draft-once')];
    expect(replies.map(({ status, body }) => [status, body['version']])).toEqual([
      [200, version + 1],
      [200, version + 1],
    ]);
    expect(await send(tree.slice(1), 'draft-once')).toMatchObject({
      status: 422,
      body: { code: 'request.key-reused' },
    });
    expect((await send(tree, 'draft-again')).status).toBe(409);
    expect((await linesOf(2027)).version).toBe(version + 1);
  });

  test('holds amounts of nought and the largest there are, and no larger', async () => {
    const { version } = await linesOf(2027);
    const line = { ...plain, code: '1', name: '一' };
    const huge = '9007199254740991';
    expect(await draft(2027, version, [{ ...line, amount: '9007199254740992' }])).toMatchObject({ status: 400 });
    const many = { ...villages, quantity: '9999999999', rate: huge };
    expect(await draft(2027, version, [{ ...line, standards: [many] }])).toMatchObject({
      status: 400,
      body: { code: 'money.too-large' },
    });
    expect(
      await draft(2027, version, [
        { ...line, amount: huge },
        { ...line, code: '2', amount: '0' },
      ]),
    ).toMatchObject({
      status: 200,
    });
    expect((await linesOf(2027)).items.map(({ budget }) => budget)).toEqual([huge, '0']);
    expect(await draft(2027, version + 1, [])).toMatchObject({ status: 200 });
    expect((await linesOf(2027)).items).toEqual([]);
    expect(await draft(2027, version + 2, tree)).toMatchObject({ status: 200 });
  });

  test('is refused whole, with each place that is wrong', async () => {
    const { version } = await linesOf(2027);
    const lines = tree.map((line) => (line.code === '1.10.a' ? { ...line, amount: '1' } : line));
    expect(await draft(2027, version, [...lines, { ...plain, code: 'X', name: '重复' }])).toMatchObject({
      status: 422,
      body: {
        code: 'budget.tree-wrong',
        unmet: [
          { code: 'budget.standards-differ', field: 'lines.2.amount' },
          { code: 'budget.code-twice', field: 'lines.6.code' },
        ],
      },
    });
    expect((await linesOf(2027)).version).toBe(version);
  });

  test('is drafted by its line department where it is theirs, and nowhere else', async () => {
    const { version } = await linesOf(2027);
    const department = office.people.get('line-1')!.organisationId;
    const given = tree.map((line) => (line.code === '1.10' ? { ...line, departmentId: department } : line));
    expect(await draft(2027, version, given)).toMatchObject({ status: 200 });
    const shown = again(await linesOf(2027, 'line-1'));
    const more = shown.map((line) =>
      line.code === '1.10.a' ? { ...line, amount: null, standards: [{ ...villages, quantity: '85.5' }] } : line,
    );
    expect(await draft(2027, version + 1, more, 'line-2')).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'budget.line-of-others', field: 'lines.2.code' }] },
    });
    expect(await draft(2027, version + 1, more, 'line-1')).toMatchObject({ status: 200 });
    const { items } = await linesOf(2027);
    expect(items.find(({ code }) => code === '1.10.a')!.budget).toBe('1282500000');
    for (const who of ['finance-1', 'officer-440781', 'auditor', 'administrator']) {
      expect((await draft(2027, version + 2, shown, who)).status, who).toBe(403);
    }
  });

  test('takes no project on a line that is spent without projects', async () => {
    const reply = await office.request('town-440781', 'POST', '/projects', {
      title: '办公用品',
      year: 2027,
      line: 'X-1',
      mode: 'standard',
      modeReason: '试',
      shares: [{ regionId: '440781', asked: '1' }],
    });
    expect(reply).toMatchObject({ status: 400, body: { code: 'application.line-unknown' } });
  });

  test('keeps a line that a project is on; and the projects of a heading are those of its leaves', async () => {
    const begun = await office.request<{ id: number }>('town-440781', 'POST', '/projects', {
      title: '薄弱村发展',
      year: 2027,
      line: '1.10.a',
      shares: [{ regionId: '440781', asked: '1' }],
    });
    expect(begun.status).toBe(201);
    const found = await office.get<{ items: { id: number }[] }>(manager, `/projects?line=${encodeURIComponent('一')}`);
    expect(found.items.map(({ id }) => id)).toEqual([begun.body.id]);
    const lines = again(await linesOf(2027)).filter(({ code }) => code !== '1.10.a');
    expect(await draft(2027, (await linesOf(2027)).version, lines)).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'budget.line-has-projects' }] },
    });
  });

  test('starts from the year before: lines, departments, standards and amounts', async () => {
    expect(await office.request(manager, 'POST', '/fund-years', { year: 2028, from: 2027 })).toMatchObject({
      status: 201,
      body: { lines: 6 },
    });
    const told = (lines: Lines) => ({
      lines: again(lines),
      names: lines.items.map((line) => [line.code, line['department']]),
    });
    expect(told(await linesOf(2028))).toEqual(told(await linesOf(2027)));
    expect(await office.request(manager, 'POST', '/fund-years', { year: 2028 })).toMatchObject({
      status: 422,
      body: { code: 'fund-year.there' },
    });
    expect(await office.request(manager, 'POST', '/fund-years', { year: 2031, from: 2030 })).toMatchObject({
      status: 422,
      body: { code: 'budget.nothing-there' },
    });
  });

  test('is no draft any more once it is approved', async () => {
    const shown = await linesOf(2026);
    expect(await draft(2026, shown.version, again(shown))).toMatchObject({
      status: 422,
      body: { code: 'budget.approved-already' },
    });
  });
});

describe('An approved budget', () => {
  const second = 'manager-2';
  const record = (kind: 'budget' | 'adjustment', year: number, lines: object[] = []) =>
    office.record(kind, [], { year, ...(kind === 'adjustment' ? { lines } : {}) });
  const confirm = (document: number, said: object = {}) =>
    office.request(second, 'POST', `/documents/${document}/confirmation`, { version: 1, ...said });
  const versions = async (year: number) =>
    (
      await office.get<{ items: { no: number; total: string; number: string; amounts: Record<string, string> }[] }>(
        'officer-440781',
        `/fund-years/${year}/budget/versions`,
      )
    ).items;

  test('is one that the leading group decided on: recorded by one, confirmed by another, and as it was drafted then', async () => {
    await office.request(manager, 'POST', '/fund-years', { year: 2029 });
    await draft(2029, 1, tree);
    const early = await record('budget', 2029);
    expect(early.status).toBe(201);
    expect(
      await office.request(manager, 'POST', `/documents/${early.body.id}/confirmation`, { version: 1 }),
    ).toMatchObject({ status: 422, body: { code: 'document.own-record' } });
    const changed = tree.map((line) => (line.code === '1.2' ? { ...line, amount: '400000000' } : line));
    await draft(2029, 2, changed);
    expect(await confirm(early.body.id, { overIncome: true })).toMatchObject({
      status: 422,
      body: { code: 'budget.drafted-since' },
    });
    await office.request(manager, 'POST', `/documents/${early.body.id}/voidance`, { version: 1, reason: '重录' });

    const { body } = await record('budget', 2029);
    expect(await office.get(manager, `/documents/${body.id}`)).toMatchObject({
      total: '1746000000',
      lines: [
        { line: '1.10.a', before: '0', after: '1260000000' },
        { line: '1.2', after: '400000000' },
        { line: 'X-1', after: '86000000' },
      ],
    });
    // No income is planned for that year: a warning, and no more than that.
    expect(await confirm(body.id)).toMatchObject({ status: 422, body: { code: 'budget.over-income' } });
    expect(await confirm(body.id, { overIncome: true })).toMatchObject({ status: 201 });
    expect(await office.balance('line/2029/1.2')).toBe('400000000');
    expect(await versions(2029)).toMatchObject([{ no: 1, total: '1746000000' }]);
  });

  test('is adjusted by a document, wholly or not at all; lines are added, and every version stays', async () => {
    const lines = [
      { line: '1.2', after: '350000000', reason: '进度慢' },
      { line: '1.10.a', after: '1260000001', reason: '增一分' },
      {
        line: '1.3',
        after: '49999999',
        reason: '新增事项',
        added: { name: '数字乡村', parent: '一', mode: 'standard', evaluated: true, withoutProjects: false },
      },
    ];
    const { body } = await record('adjustment', 2029, lines);
    expect(await confirm(body.id)).toMatchObject({ status: 201 });
    const shown = await linesOf(2029, 'town-440781');
    expect(shown.items.map((line) => [line.code, line.budget, line['adjusted']])).toEqual([
      ['一', '1660000000', '1660000000'],
      ['1.10', '1260000000', '1260000001'],
      ['1.10.a', '1260000000', '1260000001'],
      ['1.2', '400000000', '350000000'],
      ['1.3', '0', '49999999'],
      ['X', '86000000', '86000000'],
      ['X-1', '86000000', '86000000'],
    ]);
    expect(await office.get(manager, '/fund-years/2029/figures')).toMatchObject({
      budgetTotal: '1746000000',
      budgetAdjusted: '1746000000',
    });
    expect((await versions(2029)).map(({ no, total, amounts }) => [no, total, amounts['1.2'], amounts['1.3']])).toEqual(
      [
        [1, '1746000000', '400000000', undefined],
        [2, '1746000000', '350000000', '49999999'],
      ],
    );
  });

  test('says with numbers where an adjustment cannot be, and then changes nothing', async () => {
    const project = await office.bring('fundRelease.awaiting', { asked: '600000000' });
    expect(await office.balance('line/2026/1.1')).toBe('400000000');
    const stale = await record('adjustment', 2026, [{ line: '1.2', after: '1', reason: '调减' }]);
    const lines = [
      { line: '1.1', after: '599999999', reason: '调减' },
      { line: '1.2', after: '999999999', reason: '调减' },
    ];
    const { body } = await record('adjustment', 2026, lines);
    expect(await confirm(body.id)).toMatchObject({
      status: 422,
      body: {
        code: 'budget.adjustment-refused',
        unmet: [{ code: 'budget.below-committed', field: '1.1', message: expect.stringContaining('0.01') as string }],
      },
    });
    expect(await office.balance('line/2026/1.2')).toBe('1000000000');
    // Given back, it goes through; and what was recorded before it is stale then.
    await office.ends('termination', project, ['600000000']);
    expect(await confirm(body.id)).toMatchObject({ status: 201 });
    expect(await office.balance('line/2026/1.1')).toBe('599999999');
    expect(await confirm(stale.body.id)).toMatchObject({
      status: 422,
      body: { unmet: [{ code: 'budget.line-changed-since', field: '1.2' }] },
    });
  });

  test('above the income planned it is a warning that whoever confirms must have seen', async () => {
    const { body } = await record('adjustment', 2026, [{ line: '1.3', after: '1000000001', reason: '调增' }]);
    expect(await confirm(body.id)).toMatchObject({ status: 422, body: { code: 'budget.over-income' } });
    expect(await confirm(body.id, { overIncome: true })).toMatchObject({ status: 201 });
    expect(await office.balance('line/2026/1.3')).toBe('1000000001');
  });

  test.each([
    ['a line that is not there', [{ line: '9', after: '1', reason: 'x' }], 'budget.line-unknown'],
    ['a heading', [{ line: '1', after: '1', reason: 'x' }], 'budget.line-unknown'],
    ['nothing that changes', [{ line: '1.4', after: '1000000000', reason: 'x' }], 'budget.line-unchanged'],
    [
      'a line twice',
      [
        { line: '1.4', after: '1', reason: 'x' },
        { line: '1.4', after: '2', reason: 'x' },
      ],
      'budget.line-twice',
    ],
    ['no line at all', [], 'document.schedule-empty'],
  ])('is not adjusted by a schedule with %s', async (_, lines, code) => {
    expect(await record('adjustment', 2026, lines)).toMatchObject({ body: { code } });
  });

  test('of two adjustments of one line at once, one is refused', async () => {
    const ids = await Promise.all(
      ['11', '12'].map(
        async (after) => (await record('adjustment', 2026, [{ line: '1.5', after, reason: '同时' }])).body.id,
      ),
    );
    const replies = await Promise.all(ids.map((id) => confirm(id)));
    expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 422]);
  });

  test('new lines hang under headings, and have a code that nobody has', async () => {
    const added = { name: '新', mode: null, evaluated: true, withoutProjects: false };
    const { body } = await record('adjustment', 2026, [
      { line: '1.1', after: '1', reason: 'x', added },
      { line: '1.2.1', after: '1', reason: 'x', added: { ...added, parent: '1.2' } },
      { line: '2', after: '1', reason: 'x', added },
      { line: '2.1', after: '1', reason: 'x', added: { ...added, parent: '2' } },
    ]);
    expect(await confirm(body.id, { overIncome: true })).toMatchObject({
      status: 422,
      body: {
        unmet: [
          { code: 'budget.line-there', field: '1.1' },
          { code: 'budget.parent-no-heading', field: '1.2.1' },
          { code: 'budget.heading-has-amount', field: '2' },
        ],
      },
    });
  });
});
