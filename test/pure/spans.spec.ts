import { describe, expect, test } from 'vitest';
import { people, story, system, type Story } from '../support/story.js';
import { localDate } from '../../workflows/values/local-date.js';
import { addWorkingDays, workingDaysBetween } from '../../workflows/values/working-days.js';
import { parseWan } from '../../workflows/values/money.js';

const span = (s: Story, subject = 'project') => s.facts.spans.find((one) => one.subject === subject)!;

describe('Whoever must act has so many working days', () => {
  test('from the day that it came to them', () => {
    const s = story({ mode: 'standard' }).to('cityReview.intake');
    expect(span(s)).toMatchObject({
      role: 'cityReviewer',
      blame: 'city',
      openedOn: s.today,
      dueOn: addWorkingDays(s.world.calendar, s.today, 5),
      pausedOn: null,
    });
  });

  test('each department, each member of the panel and each applicant by themselves', () => {
    const s = story({ mode: 'standard' }).to('cityReview.opinions');
    expect(s.facts.spans.map(({ subject, role, organisationId }) => [subject, role, organisationId])).toEqual([
      ['opinion/1', 'lineDepartment', people.housing.organisationId],
      ['opinion/2', 'lineDepartment', people.civilAffairs.organisationId],
    ]);
    s.send(people.housing, { type: 'opinion.give', part: 1, stance: 'agree', text: '同意' });
    expect(s.facts.spans.map(({ subject }) => subject)).toEqual(['opinion/2']);
    s.to('cityReview.deliberating');
    expect(s.facts.spans.map(({ personId, role }) => [personId, role])).toEqual([
      [21, 'cityReviewer'],
      [22, 'cityReviewer'],
      [23, 'cityReviewer'],
    ]);
  });

  test('and keeps the day when others act meanwhile', () => {
    const s = story({ mode: 'standard' }).to('cityReview.deliberating');
    const before = span(s, 'seat/3');
    s.pass(2).send(people.reviewer, { type: 'seat.vote', part: 1, choice: 'approve' });
    expect(span(s, 'seat/3')).toEqual(before);
  });

  test('and gains none by revising', () => {
    const s = story({ mode: 'standard' }).to('reimbursement.claiming');
    const part = s.draftClaim(parseWan('1'));
    const { openedOn, dueOn } = span(s, `claim/${part}`);
    s.pass(10).send(s.applicant, { type: 'claim.revise', part, lines: s.last('claim').lines });
    expect(span(s, `claim/${part}`)).toMatchObject({ openedOn, dueOn });
  });

  test('anew when it comes back', () => {
    const s = story({ mode: 'standard' }).to('application.returned');
    const first = span(s);
    s.to('application.endorsing').pass(3);
    s.send(s.officer, { type: 'application.return', reason: '仍不全', fields: [{ field: 'need', reason: '不足' }] });
    expect(span(s)).toMatchObject({ state: 'application.returned', openedOn: s.today });
    expect(span(s).visit).toBeGreaterThan(first.visit);
  });

  test('over National Day none of its seven days counts', () => {
    const s = story({ mode: 'standard' }).to('application.drafting');
    s.today = localDate('2022-09-30');
    s.send(s.applicant, { type: 'application.submit' });
    expect(span(s).dueOn).toBe('2022-10-12'); // 8 and 9 October are made up, 10 to 12 follow
  });
});

describe('The clock stands still', () => {
  test('while a project is suspended, for all who must act, and goes on where it stood', () => {
    const s = story({ mode: 'standard' }).to('implementation.underway');
    s.submitClaim(parseWan('10'), 'progress');
    const [project, claim] = [span(s), span(s, 'claim/1')];
    s.pass(1).send(s.officer, { type: 'project.suspend', reason: '台风' });
    const suspendedOn = s.today;
    expect(s.facts.spans.map(({ pausedOn }) => pausedOn)).toEqual([suspendedOn, suspendedOn]);
    s.pass(14).send(s.officer, { type: 'project.resume', reason: '可复工' });
    const stood = workingDaysBetween(s.world.calendar, suspendedOn, s.today);
    expect(stood).toBe(10);
    for (const before of [project, claim]) {
      const after = span(s, before.subject);
      expect(after).toEqual({ ...before, dueOn: addWorkingDays(s.world.calendar, before.dueOn, 10) });
    }
  });

  test('while money has not come, even through a suspension', () => {
    const s = story({ mode: 'standard' }).to('fundRelease.waitingForFunds');
    const { pausedOn } = span(s);
    expect([pausedOn, span(s).blame]).toEqual([s.today, 'nobody']);
    s.pass(3).send(s.officer, { type: 'project.suspend', reason: '台风' });
    s.pass(3).send(s.officer, { type: 'project.resume', reason: '可复工' });
    expect(span(s).pausedOn).toBe(pausedOn);
    s.income('levy', parseWan('100')).send(system, { type: 'release.fundsArrived' });
    expect(span(s)).toMatchObject({ state: 'fundRelease.awaiting', openedOn: s.today, pausedOn: null });
  });

  test('during public notice it is nobody’s delay', () => {
    const s = story({ mode: 'standard' }).to('cityReview.publicNotice');
    expect(span(s)).toMatchObject({ role: 'cityReviewer', blame: 'notice', dueOn: s.project.noticeEndsOn });
  });
});
