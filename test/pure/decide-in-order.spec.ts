import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { people, story, type Story } from '../support/story.js';
import type { Command } from '../../workflows/command.js';
import { decideInOrder } from '../../workflows/decide-in-order.js';
import { kindOfAccount } from '../../workflows/ledger/accounts.js';
import { Book, type Posting } from '../../workflows/ledger/book.js';
import { add, fen, parseWan, type Fen } from '../../workflows/values/money.js';

const wan = parseWan;

/** `count` projects side by side in one world, each waiting for its release. */
function awaiting(count: number, income: Fen): Story[] {
  const first = story({ mode: 'standard', income });
  const others = Array.from({ length: count - 1 }, (_, index) =>
    story({ mode: 'standard', id: index + 2 }, first.world),
  );
  return [first, ...others].map((s) => s.to('fundRelease.awaiting'));
}

const release = (s: Story, amount: Fen = wan('100')): Command =>
  s.command(people.finance, { type: 'release.issue', documentId: s.confirmed('release', { 1: amount }) });

/** Everything in the world, to be compared. Maps and balances included. */
const picture = (s: Story) => ({
  projects: [...s.world.projects.values()],
  documents: [...s.world.documents.values()],
  fundYears: [...s.world.fundYears.values()],
  postings: [...s.world.book.postings],
});

describe('A batch is decided in its order', () => {
  test('two releases in one batch cannot both empty a pool', () => {
    const [one, two] = awaiting(2, wan('150')) as [Story, Story];
    const outcomes = decideInOrder(one.world, [release(one), release(two)]);
    expect(outcomes[0]!.refused).toBeNull();
    expect(outcomes[1]!.refused?.unmet).toEqual([
      { code: 'ledger.overdrawn.pool', params: { available: wan('50'), needed: wan('100'), missing: wan('50') } },
    ]);
    expect([one.state, two.state, one.pool]).toEqual(['fundRelease.receiving', 'fundRelease.awaiting', wan('50')]);
  });

  test('and the other way round the other one is refused', () => {
    const [one, two] = awaiting(2, wan('150')) as [Story, Story];
    const outcomes = decideInOrder(one.world, [release(two), release(one)]);
    expect(outcomes.map(({ refused }) => refused === null)).toEqual([true, false]);
    expect([one.state, two.state]).toEqual(['fundRelease.awaiting', 'fundRelease.receiving']);
  });

  test('income that comes earlier in the batch is there for the release after it, not before', () => {
    const [s] = awaiting(1, wan('1')) as [Story];
    const income: Command = {
      ...release(s),
      subject: 'fundYear',
      id: 2022,
      event: { type: 'income.receive', source: 'levy', amount: wan('99'), receivedOn: s.today },
    };
    expect(decideInOrder(s.world, [release(s), income, release(s)]).map(({ refused }) => refused === null)).toEqual([
      false,
      true,
      true,
    ]);
    expect(s.pool).toBe(0n);
  });

  test('a document that is confirmed in the batch decides in it', () => {
    const [s] = awaiting(1, wan('100')) as [Story];
    const documentId = s.recorded('release');
    const issue = s.command(people.finance, { type: 'release.issue', documentId });
    const confirm: Command = {
      ...issue,
      subject: 'document',
      id: documentId,
      actor: people.secondFinance,
      event: { type: 'document.confirm' },
    };
    expect(decideInOrder(s.world, [issue, confirm, issue]).map(({ refused }) => refused === null)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('two votes in one batch are both counted', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    const vote = (actor: Command['actor'], part: number) =>
      s.command(actor, { type: 'seat.vote', part, choice: 'approve' }, 1);
    const outcomes = decideInOrder(s.world, [vote(people.reviewer, 1), vote(people.secondReviewer, 2)]);
    expect(outcomes.map(({ refused }) => refused)).toEqual([null, null]);
    expect(s.parts('seat').map(({ state }) => state)).toEqual(['voted', 'voted', 'seated']);
  });

  test('of two hundred approvals one decides', () => {
    const s = story({ mode: 'standard' }).to('cityReview.approving');
    const approve = s.command(
      people.manager,
      { type: 'review.approve', documentId: s.confirmed('approval') },
      s.project.visit,
    );
    const outcomes = decideInOrder(
      s.world,
      Array.from({ length: 200 }, () => approve),
    );
    expect(outcomes.filter(({ refused }) => refused === null)).toHaveLength(1);
    expect(new Set(outcomes.slice(1).map(({ refused }) => refused?.code))).toEqual(
      new Set(['project.transition-refused']),
    );
    expect(s.money('approved')).toBe(wan('100'));
  });
});

describe('A refusal changes nothing', () => {
  test('neither the project nor the money, wherever in the decision it comes', () => {
    const [s] = awaiting(1, wan('50')) as [Story];
    const commands = [
      release(s),
      s.command(people.countyOfficer, { type: 'release.issue', documentId: 1 }),
      s.command(people.otherApplicant, { type: 'project.suspend', reason: '' }),
      s.command(s.officer, { type: 'project.suspend', reason: '' }, 999),
    ];
    const before = picture(s);
    const balances = [s.pool, s.money('committed'), s.money('transit')];
    expect(decideInOrder(s.world, commands).map(({ refused }) => refused?.kind)).toEqual([
      'refused',
      'forbidden',
      'missing',
      'conflict',
    ]);
    expect(picture(s)).toEqual(before);
    expect([s.pool, s.money('committed'), s.money('transit')]).toEqual(balances);
  });

  test('not even when the ledger itself says no half-way through the effects', () => {
    const [s] = awaiting(1, wan('1000')) as [Story];
    // Two rows for one share, which no recorded document has: each within what is approved, both together beyond it.
    const items = [1, 2].map(() => ({ projectId: 1, share: 1, amount: wan('60') }));
    const documentId = s.confirmed('release', undefined, { items });
    const before = picture(s);
    expect(s.refused(people.finance, { type: 'release.issue', documentId })).toMatchObject({
      kind: 'refused',
      code: 'ledger.overdrawn.share.committed',
      params: { available: wan('40'), needed: wan('60'), missing: wan('20') },
    });
    expect([picture(s), s.money('committed'), s.pool]).toEqual([before, wan('100'), wan('1000')]);
  });

  test('of a subject that is not there, it is said', () => {
    const s = story({ mode: 'standard' });
    const command = s.command(people.manager, { type: 'project.suspend', reason: '' });
    const none: Command[] = [
      { ...command, id: 404 },
      { ...command, subject: 'document', id: 404, event: { type: 'document.confirm' } },
      { ...command, subject: 'fundYear', id: 1999, event: { type: 'budget.approve', documentId: 1, overIncome: true } },
    ];
    expect(decideInOrder(s.world, none).map(({ refused }) => `${refused?.kind} ${refused?.code}`)).toEqual([
      'missing project.missing',
      'missing document.missing',
      'missing fund-year.missing',
    ]);
  });

  test('what is no refusal but a fault is thrown', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    const broken = s.command(people.reviewer, { type: 'review.return' } as never);
    expect(() => decideInOrder(s.world, [broken])).toThrow(TypeError);
  });
});

describe('What was seen must still be so', () => {
  test('a stale version is a conflict, with both versions', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    const { visit } = s.project;
    const accept = { type: 'review.accept', departments: [] } as const;
    expect(s.refused(people.reviewer, accept, visit - 1)).toMatchObject({
      kind: 'conflict',
      code: 'project.changed-meanwhile',
      params: { expected: visit - 1, actual: visit },
    });
    s.send(people.reviewer, accept, visit);
  });

  test('of the part that is acted on: another’s opinion makes mine not stale', () => {
    const s = story({ mode: 'standard' }).to('cityReview.opinions');
    s.send(people.housing, { type: 'opinion.give', part: 1, stance: 'agree', text: '同意' }, 1);
    s.send(people.civilAffairs, { type: 'opinion.give', part: 2, stance: 'agree', text: '同意' }, 1);
    expect(s.state).toBe('cityReview.scheduling');
  });

  test('and a part’s version rises by one, however much of it changes', () => {
    const s = story({ mode: 'standard' }).to('reimbursement.claiming');
    const part = s.submitClaim(wan('1'));
    const { version } = s.last('claim');
    s.send(s.payer, { type: 'claim.check', part, approved: wan('1') }, version);
    expect(s.last('claim').version).toBe(version + 1);
  });
});

describe('A document', () => {
  const confirm = (
    s: Story,
    id: number,
    actor = people.secondManager as Command['actor'],
    expected: number | null = null,
  ) =>
    decideInOrder(s.world, [
      {
        ...s.command(actor, { type: 'application.submit' }, expected),
        subject: 'document',
        id,
        event: { type: 'document.confirm' },
      },
    ])[0]!;

  test('is confirmed by a second person with the same office, once', () => {
    const s = story({ mode: 'standard' }).to('cityReview.approving');
    const id = s.recorded('approval');
    expect(confirm(s, id, people.manager).refused).toMatchObject({ kind: 'refused', code: 'document.own-record' });
    expect(confirm(s, id, people.finance).refused).toMatchObject({
      kind: 'forbidden',
      params: { role: 'cityManager' },
    });
    expect(confirm(s, id, people.countyOfficer).refused).toMatchObject({ kind: 'missing', code: 'document.missing' });
    expect(confirm(s, id, people.secondManager, 2).refused).toMatchObject({ kind: 'conflict' });
    expect(confirm(s, id).refused).toBeNull();
    expect(confirm(s, id).refused).toMatchObject({ kind: 'refused', code: 'document.transition-refused' });
  });

  test('that is void stays so', () => {
    const s = story({ mode: 'standard' }).to('cityReview.approving');
    const id = s.recorded('approval');
    const command = s.command(people.manager, { type: 'application.submit' });
    const voided = decideInOrder(s.world, [
      { ...command, subject: 'document', id, event: { type: 'document.void', reason: '误录' } },
    ]);
    expect(voided[0]!.refused).toBeNull();
    expect(confirm(s, id).refused).toMatchObject({ params: { state: 'void' } });
  });
});

describe('A fund year', () => {
  const s = () => story({ mode: 'standard', income: wan('100') });
  const act = (at: Story, event: object, actor: Command['actor'] = people.finance, expected: number | null = null) =>
    decideInOrder(at.world, [
      {
        ...at.command(actor, { type: 'application.submit' }, expected),
        subject: 'fundYear',
        id: 2022,
        event,
      } as Command,
    ])[0]!.refused;

  test('holds back no more than is there, and lifts no more than is held', () => {
    const at = s();
    expect(act(at, { type: 'income.hold', amount: wan('101'), reason: '预留' })).toMatchObject({
      code: 'ledger.overdrawn.pool',
    });
    expect(act(at, { type: 'income.hold', amount: wan('60'), reason: '预留' })).toBeNull();
    expect(act(at, { type: 'income.lift', amount: wan('61'), reason: '解除' })).toMatchObject({
      code: 'ledger.overdrawn.held',
      params: { available: wan('60'), needed: wan('61'), missing: wan('1') },
    });
    expect(act(at, { type: 'income.lift', amount: wan('60'), reason: '解除' })).toBeNull();
    expect(at.pool).toBe(wan('100'));
  });

  test('receives from its own sources, an amount above zero', () => {
    const receive = { type: 'income.receive', source: 'levy', amount: fen(1), receivedOn: '2022-03-01' };
    expect(act(s(), { ...receive, source: 'gift' })).toMatchObject({
      code: 'income.source-unknown',
      params: { source: 'gift' },
    });
    expect(act(s(), { ...receive, amount: fen(0) })).toMatchObject({ kind: 'invalid', code: 'ledger.not-positive' });
    expect(act(s(), { ...receive, amount: fen(-1) })).toMatchObject({ kind: 'invalid', code: 'ledger.not-positive' });
    expect(act(s(), receive)).toBeNull();
  });

  test('has its budget approved once, by the city manager', () => {
    const approve = { type: 'budget.approve', documentId: 1_002_022, overIncome: true };
    expect(act(s(), approve)).toMatchObject({ code: 'fund-year.role-refused', params: { role: 'cityManager' } });
    expect(act(s(), approve, people.manager)).toMatchObject({ code: 'budget.approved-already' });
  });

  test('is not acted on once it is closed, nor from what is no longer so', () => {
    const at = s();
    const hold = { type: 'income.hold', amount: fen(1), reason: '预留' };
    expect(act(at, hold, people.finance, 1)).toMatchObject({ kind: 'conflict', code: 'fund-year.changed-meanwhile' });
    at.world.fundYears.set(2022, { ...at.world.fundYears.get(2022)!, state: 'closed' });
    expect(act(at, hold)).toMatchObject({ code: 'fund-year.closed', params: { year: 2022 } });
  });
});

describe('The book', () => {
  const accounts = ['source/2022/levy', 'pool/2022/general', 'held/2022', 'share/1/1/transit', 'share/1/1/available'];
  const [source, pool, held, transit, available] = accounts as [string, string, string, string, string];
  const move = fc.constantFrom<Pick<Posting, 'kind' | 'from' | 'to'>[]>(
    { kind: 'income', from: source, to: pool },
    { kind: 'hold', from: pool, to: held },
    { kind: 'hold-lift', from: held, to: pool },
    { kind: 'release', from: pool, to: transit },
    { kind: 'receipt', from: transit, to: available },
    { kind: 'clawback', from: available, to: pool },
  );
  const posting = fc
    .record({ move, amount: fc.bigInt({ min: -5n, max: 100n }).map(fen) })
    .map(({ move: joined, amount }): Posting => ({ ...joined, amount }));

  test('posts no entry between accounts that its kind does not join', () => {
    const book = new Book();
    expect(() => book.post({ kind: 'income', from: source, to: available, amount: fen(1) })).toThrow(
      'no entry income joins',
    );
    expect(book.postings).toEqual([]);
  });

  test('never lets an account go below zero but those that stand for the world outside, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(posting, { maxLength: 60 }), (postings) => {
        const book = new Book();
        for (const one of postings) {
          const before = accounts.map((key) => book.balance(key));
          const refused =
            one.amount <= 0n || (kindOfAccount(one.from) !== 'source' && book.balance(one.from) < one.amount);
          if (refused) {
            expect(() => book.post(one)).toThrow(/ledger\./);
            expect(accounts.map((key) => book.balance(key))).toEqual(before);
          } else book.post(one);
        }
        expect(accounts.map((key) => book.balance(key)).reduce(add)).toBe(0n);
        for (const key of accounts.slice(1)) expect(book.balance(key) >= 0n).toBe(true);
      }),
    );
  });

  test('forgets what was forked and not merged', () => {
    const book = new Book();
    const income: Posting = { kind: 'income', from: accounts[0]!, to: accounts[1]!, amount: fen(5) };
    book.fork().post(income);
    expect([book.balance(accounts[1]!), book.postings]).toEqual([0n, []]);
    const kept = book.fork();
    kept.post(income);
    kept.merge();
    expect([book.balance(accounts[1]!), book.postings]).toEqual([5n, [income]]);
  });
});
