import { describe, expect, test } from 'vitest';
import { fundedInTurn } from '../../workflows/project/funds-queue.js';
import { type Fen, parseWan as wan } from '../../workflows/values/money.js';
import { county, people, type Story, story, system, type StoryOptions } from '../support/story.js';

type Need = Partial<StoryOptions> & { needs: Fen };

/** Projects that wait for funds, in this order, with nothing in the pool. */
function waiting(...needs: readonly Need[]): Story[] {
  const stories: Story[] = [];
  for (const { needs: amount, ...options } of needs) {
    const id = stories.length + 1;
    const shares = { [county]: amount };
    const each = story({ mode: 'standard', shares, ...options, id }, stories[0]?.world);
    stories.push(each.to('fundRelease.waitingForFunds'));
  }
  return stories;
}

const needs = (amount: string): Need => ({ needs: wan(amount) });
const goOn = (queue: readonly Story[]) =>
  fundedInTurn(queue.map((each) => each.situation(system))).map((s) => s.facts.project.id);
const suspend = (each: Story) => each.send(people.countyOfficer, { type: 'project.suspend', reason: '停工' });

describe('Of those who wait for funds', () => {
  test('nobody goes on while nothing has come', () => {
    expect(goOn(waiting(needs('10')))).toEqual([]);
  });

  test('all go on when there is enough for all', () => {
    const queue = waiting(needs('10'), needs('20'), needs('30'));
    queue[0]!.income('levy', wan('60'));
    expect(goOn(queue)).toEqual([1, 2, 3]);
  });

  test('the first goes on alone when there is enough for one', () => {
    const queue = waiting(needs('10'), needs('20'));
    queue[0]!.income('levy', wan('29.99'));
    expect(goOn(queue)).toEqual([1]);
  });

  test('nobody is sent on for a part of the money, and a small one does not overtake a large one', () => {
    const queue = waiting(needs('100'), needs('1'));
    queue[0]!.income('levy', wan('99.99'));
    expect(goOn(queue)).toEqual([]);
    queue[0]!.income('levy', wan('1.01'));
    expect(goOn(queue)).toEqual([1, 2]);
  });

  test('who was told before and has not got the money yet keeps it', () => {
    const queue = waiting(needs('10'), needs('10'));
    queue[0]!.income('levy', wan('15')).send(system, { type: 'release.fundsArrived' });
    expect(goOn(queue)).toEqual([]);
    queue[0]!.income('levy', wan('5'));
    expect(goOn(queue)).toEqual([2]);
  });

  test('whoever goes on could not be made to wait again at once, whoever stays could', () => {
    const queue = waiting(needs('10'), needs('10'));
    queue[0]!.income('levy', wan('10'));
    expect(goOn(queue)).toEqual([1]);
    for (const each of queue) each.send(system, { type: 'release.fundsArrived' });
    const wait = { type: 'release.wait', reason: '资金不足' } as const;
    expect(queue[0]!.refused(people.finance, wait).unmet.map(({ code }) => code)).toEqual(['release.funds-suffice']);
    queue[0]!.to('fundRelease.receiving');
    queue[1]!.send(people.finance, wait);
  });

  test('a suspended project stays, and keeps no money from the others', () => {
    const queue = waiting(needs('10'), needs('10'));
    suspend(queue[0]!);
    queue[0]!.income('levy', wan('10'));
    expect(goOn(queue)).toEqual([2]);
    queue[0]!.send(people.countyOfficer, { type: 'project.resume', reason: '复工' });
    expect(goOn(queue)).toEqual([1]);
  });

  test('earmarked money is counted for its line alone, and before the general pool', () => {
    const queue = waiting({ ...needs('10'), earmarked: wan('4') }, needs('10'));
    expect(goOn(queue)).toEqual([]);
    queue[0]!.income('levy', wan('6'));
    expect(goOn(queue)).toEqual([1]);
    queue[0]!.income('levy', wan('9.99'));
    expect(goOn(queue)).toEqual([1]);
    queue[0]!.income('levy', wan('0.01'));
    expect(goOn(queue)).toEqual([1, 2]);
  });

  test('what was built first needs what was accepted, not what was approved', () => {
    const built = story({ mode: 'build_first', shares: { [county]: wan('100') } }).to('acceptance.inspecting');
    const { no: part } = built.last('inspection');
    built.send(people.countyOfficer, { type: 'inspection.pass', part, accepted: wan('90'), note: '部分合格' });
    built.to('fundRelease.waitingForFunds').income('levy', wan('89.99'));
    expect(goOn([built])).toEqual([]);
    built.income('levy', wan('0.01'));
    expect(goOn([built])).toEqual([1]);
  });
});
