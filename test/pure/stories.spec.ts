import { describe, expect, test } from 'vitest';
import { city, county, otherCounty, people, story } from '../support/story.js';
import { statesOf } from '../../workflows/project/check.js';
import { actionsFor } from '../../workflows/project/actions.js';
import { finalStates } from '../../workflows/project/lifecycles.js';
import { type Mode, modes } from '../../workflows/project/modes.js';
import { fen, parseWan, sum } from '../../workflows/values/money.js';

describe('One project travels its whole life', () => {
  test.each(modes)('in the mode %s, and all that was released is paid', (mode) => {
    const s = story({ mode });
    const pool = s.pool;
    s.to('completed');
    expect(s.money('paid')).toBe(parseWan('100'));
    expect(s.money('available')).toBe(0n);
    expect(s.money('committed')).toBe(0n);
    expect(pool - s.pool).toBe(parseWan('100'));
    expect(s.facts.spans).toEqual([]);
  });

  test.each(modes)('with a share in two counties and the city in the mode %s', (mode) => {
    const asked = { [county]: parseWan('30'), [otherCounty]: parseWan('20.000001'), [city]: parseWan('7') };
    const s = story({ mode, shares: asked, applicant: people.cityApplicant }).to('completed');
    expect(s.shareNos.map((no) => s.money('paid', no))).toEqual(Object.values(asked).sort(byRegion(asked)));
    expect(sum(s.parts('instalment').map(({ amount }) => amount))).toBe(sum(Object.values(asked)));
  });

  test.each(modes)('and can be told up to each state of the mode %s', (mode) => {
    for (const state of reachable(mode)) expect(story({ mode }).to(state).state).toBe(state);
  });

  test.each(modes)('and whoever must act in the mode %s can do something', (mode) => {
    const ends: readonly string[] = finalStates;
    for (const state of reachable(mode).filter((each) => !ends.includes(each))) {
      const s = story({ mode }).to(state);
      expect(s.facts.spans.length, state).toBeGreaterThan(0);
      const able = s.facts.spans.filter((span) =>
        Object.values(people).some(
          (one) => one.role === span.role && actionsFor(s.situation(one)).some((action) => moves(action.event, state)),
        ),
      );
      expect(able.length, `${state}: ${s.facts.spans.map(({ role }) => role).join()}`).toBe(s.facts.spans.length);
    }
  });
});

/** Where the transfer is itself the payment, nothing is ever unspent. */
const reachable = (mode: Mode) =>
  statesOf(mode).filter((state) => state !== 'termination.returning' || mode !== 'direct_transfer');

/** Suspending and evaluating are possible nearly always; they are not what another state waits for. */
const moves = (event: string, state: string) =>
  state === 'selfEvaluation.checking'
    ? event.startsWith('selfEvaluation.')
    : !/^(project\.|selfEvaluation\.(confirm|return)|objection\.file)/.test(event);

function byRegion(asked: Record<string, unknown>) {
  const order = Object.values(asked);
  return (a: unknown, b: unknown) => order.indexOf(a) - order.indexOf(b);
}

test('What a project gives back is in the pool and in the line again, to the fen', () => {
  const s = story({ mode: 'standard', income: parseWan('500') }).to('reimbursement.claiming');
  s.payClaim(parseWan('60'));
  s.send(s.payer, { type: 'reimbursement.settle', note: '结余收回' });
  expect([s.state, s.pool, s.money('available')]).toEqual(['reimbursement.returning', parseWan('400'), parseWan('40')]);
  s.send(people.finance, { type: 'refund.confirm', note: '已收回' });
  expect([s.state, s.pool, s.money('available')]).toEqual(['selfEvaluation.writing', parseWan('440'), fen(0)]);
  expect(s.balance('line/2022/1.1.4')).toBe(parseWan('20000') - parseWan('60'));
});
