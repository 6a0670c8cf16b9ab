import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panel, people, story } from '../support/story.js';
import { panelOutcome, quorum, type PanelOutcome } from '../../workflows/project/panel.js';
import type { ProjectFacts } from '../../workflows/project/facts.js';
import type { Choice, Seat } from '../../workflows/project/parts.js';
import { policyOf } from '../../workflows/project/policy.js';

type Ballot = Choice | 'absent' | 'steppedBack';
const stateOf: Partial<Record<Ballot, string>> = { absent: 'seated', steppedBack: 'steppedBack' };

const seats = (ballots: readonly Ballot[], round = 1): Seat[] =>
  ballots.map((ballot, index) => ({
    kind: 'seat',
    no: index + 1,
    round,
    personId: index + 1,
    state: stateOf[ballot] ?? 'voted',
    version: 1,
    votedBy: stateOf[ballot] ? null : index + 1,
    choice: stateOf[ballot] ? null : (ballot as Choice),
    reason: null,
    fields: null,
  }));

const decided = (ballots: readonly Ballot[], earlier: readonly Seat[] = []) =>
  panelOutcome({
    project: { policy: 'v1' },
    parts: { seat: [...earlier, ...seats(ballots, earlier.length > 0 ? 2 : 1)] },
  } as unknown as ProjectFacts);

const [yes, back, no, abstain, away, out] = [
  'approve',
  'return',
  'reject',
  'abstain',
  'absent',
  'steppedBack',
] as const;

describe('A panel', () => {
  test.each<[string, readonly Ballot[], PanelOutcome]>([
    ['all say yes', [yes, yes, yes], 'approved'],
    ['two of three say yes', [yes, yes, no], 'approved'],
    ['half say yes, which is not more than half', [yes, yes, no, back], 'returned'],
    ['abstentions count as votes cast and not as yes', [yes, yes, abstain, abstain], 'returned'],
    ['most reject', [no, no, yes], 'rejected'],
    ['more return than reject', [back, back, no], 'returned'],
    ['as many return as reject: the milder counts', [back, no, abstain], 'returned'],
    ['more reject than return, none a majority', [no, no, back, yes, yes], 'rejected'],
    ['all abstain', [abstain, abstain, abstain], 'returned'],
    ['too few voted', [yes, away, away], 'no-quorum'],
    ['two of three voted, which is the quorum', [yes, yes, away], 'approved'],
    ['three of five are fewer than two thirds', [yes, yes, yes, away, away], 'no-quorum'],
    ['who stepped back counts neither as present nor as absent', [yes, yes, out], 'approved'],
    ['three of four are enough', [yes, yes, no, away], 'approved'],
    ['the only one left decides nothing alone', [yes, out, out], 'no-quorum'],
    ['everybody stepped back', [out, out], 'no-quorum'],
  ])('where %s', (_, ballots, outcome) => {
    expect(decided(ballots)).toBe(outcome);
  });

  test('is judged by its last round alone', () => {
    expect(decided([no, no, no], seats([yes, yes, yes]))).toBe('rejected');
  });

  test('needs two of three votes, and of the smallest panel when others stepped back', () => {
    const ballots = fc.array(fc.constantFrom<Ballot>(yes, back, no, abstain, away, out), { maxLength: 15 });
    fc.assert(
      fc.property(ballots, (cast) => {
        const present = cast.filter((ballot) => ballot !== out).length;
        const needed = quorum(seats(cast), policyOf('v1'));
        expect(needed).toBeGreaterThanOrEqual(2);
        expect(needed).toBeLessThanOrEqual(Math.max(2, present));
        expect(needed * 3).toBeGreaterThanOrEqual(present * 2);
      }),
    );
  });

  test('never carries by one more vote against it what was not carried before', () => {
    const ballots = fc.array(fc.constantFrom<Ballot>(yes, back, no, abstain), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(ballots, fc.constantFrom<Ballot>(back, no, abstain), (cast, further) => {
        fc.pre(decided(cast) !== 'approved');
        expect(decided([...cast, further])).not.toBe('approved');
      }),
    );
  });
});

describe('The vote on a project', () => {
  const voting = () => story({ mode: 'standard' }).to('cityReview.deliberating');
  const vote = (s: ReturnType<typeof voting>, choices: readonly Choice[]) =>
    choices.forEach((choice, index) =>
      s.send(panel[index]!, { type: 'seat.vote', part: index + 1, choice, reason: `理由${index + 1}` }),
    );

  test('goes on until the last member has voted, then decides by itself', () => {
    const s = voting();
    vote(s, ['approve', 'approve']);
    expect(s.state).toBe('cityReview.deliberating');
    const decision = s.send(people.thirdReviewer, { type: 'seat.vote', part: 3, choice: 'abstain' });
    expect([decision.from, decision.to, decision.raised]).toEqual([
      'cityReview.deliberating',
      'cityReview.publicNotice',
      ['panel.decided'],
    ]);
  });

  test('rejects for good', () => {
    const s = voting();
    vote(s, ['reject', 'reject', 'approve']);
    expect([s.state, s.facts.spans]).toEqual(['rejected', []]);
  });

  test('returns with the reasons of the members', () => {
    const s = voting();
    vote(s, ['return', 'return', 'approve']);
    expect(s.state).toBe('application.returned');
    expect(s.project.returned).toEqual({
      by: 'panel',
      reason: '理由1；理由2；理由3',
      fields: [{ field: 'application', reason: '理由1；理由2' }],
    });
  });

  test('is held anew by another panel when too many stepped back', () => {
    const s = voting();
    for (const [index, member] of panel.entries())
      s.send(member, { type: 'seat.stepBack', part: index + 1, reason: '亲属' });
    expect(s.state).toBe('cityReview.scheduling');
    s.to('cityReview.deliberating');
    expect(s.parts('seat').map(({ round, state }) => [round, state])).toEqual([
      ...panel.map(() => [1, 'steppedBack']),
      ...panel.map(() => [2, 'seated']),
    ]);
  });

  test('that the manager closes voids the seats that did not vote', () => {
    const s = story({ mode: 'standard' }).to('cityReview.scheduling');
    const four = [...panel, people.fourthReviewer];
    s.send(people.reviewer, {
      type: 'review.putToVote',
      panel: four.map(({ personId }) => personId),
      amounts: [{ share: 1, amount: s.facts.shares[0]!.asked }],
    });
    vote(s, ['approve', 'approve', 'reject']);
    s.send(people.manager, { type: 'review.concludePanel', reason: '时限已到' });
    expect(s.state).toBe('cityReview.publicNotice');
    expect(s.parts('seat').map(({ state }) => state)).toEqual(['voted', 'voted', 'voted', 'void']);
  });

  test('is cast by the member in the seat and by nobody else, once', () => {
    const s = voting();
    const ballot = { type: 'seat.vote', part: 1, choice: 'approve' } as const;
    expect(s.refused(people.secondReviewer, ballot).code).toBe('project.role-refused');
    s.send(people.reviewer, ballot);
    expect(s.refused(people.reviewer, ballot)).toMatchObject({
      code: 'project.transition-refused',
      params: { state: 'seat.voted' },
    });
  });
});
