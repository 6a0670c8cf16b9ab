import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';
import type { Visitor } from './support/visitor.js';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let city: City;
/** A project that has been all the way but the last step, one that waits for a vote, and one that was returned. */
let long: number;
let voting: number;
let returned: number;
/** One that came back corrected. */
let corrected: number;
beforeAll(async () => {
  city = await City.open();
  const { office } = city;
  voting = await office.bring('cityReview.deliberating');
  returned = await office.bring('application.endorsing');
  await office.does('officer-440781', returned, 'application.return', {
    reason: '材料需补正',
    fields: [{ field: 'costs', reason: '没有列明长度' }],
  });
  corrected = await office.bring('application.endorsing');
  await office.does('officer-440781', corrected, 'application.return', {
    reason: '材料需补正',
    fields: [
      { field: 'costs', reason: '没有列明长度' },
      { field: 'need', reason: '缺规划文号' },
    ],
  });
  const town = 'town-440781';
  const { version, content } = await office.get<{ version: number; content: { costs: object[] } }>(
    town,
    `/projects/${corrected}/draft`,
  );
  await office.request(town, 'PATCH', `/projects/${corrected}/draft`, {
    version,
    writer: 'form',
    content: {
      summary: '硬化村道两公里',
      costs: [{ ...content.costs[0], item: '工程费（两公里）' }],
      beneficiaries: { villages: 2 },
    },
  });
  await office.does(town, corrected, 'application.submit', {
    answers: ['costs', 'need'].map((field) => ({ field, answer: '见修改' })),
  });
  long = await office.bring('selfEvaluation.writing');
  await office.db.query(`update person set password_handed_out = true where username = 'demo-line-3'`);
  await office.record('approval', [{ projectId: voting, share: 1, amount: '1000000' }]);
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

interface Place {
  readonly name: string;
  readonly who?: string;
  readonly path: () => string;
  /** What must be there before anything is said about the page; and what is done to it first. */
  readonly ready: (visitor: Visitor) => Promise<unknown>;
}

const shows = (selector: string) => (visitor: Visitor) => expect(visitor.page.locator(selector).first()).toBeVisible();

const places: readonly Place[] = [
  { name: 'sign-in', path: () => '/sign-in', ready: shows('.demo button') },
  {
    name: 'sign-in, refused',
    path: () => '/sign-in',
    ready: async ({ page }) => {
      await page.locator('#username').fill('nobody');
      await page.locator('#password').fill('nothing');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'handed-out password', who: 'line-3', path: () => '/projects', ready: shows('.sign-in-note') },
  { name: 'own account', who: 'auditor', path: () => '/account', ready: shows('.sessions li') },
  { name: 'people', who: 'administrator', path: () => '/people', ready: shows('.person-cell') },
  {
    name: 'person',
    who: 'administrator',
    path: () => `/people?person=${city.office.people.get('reviewer-1')!.personId}`,
    ready: shows('.memberships li'),
  },
  {
    name: 'organisations',
    who: 'administrator',
    path: () => '/people?view=organisations',
    ready: shows('.organisations li'),
  },
  {
    name: 'who holds what',
    who: 'administrator',
    path: () => '/people?view=memberships',
    ready: shows('.person-cell'),
  },
  {
    name: 'new person',
    who: 'administrator',
    path: () => '/people',
    ready: async ({ page }) => {
      await page.locator('.page-head-actions button').click();
      await expect(page.locator('.ant-modal form')).toBeVisible();
    },
  },
  { name: 'inbox', who: 'reviewer-1', path: () => '/inbox', ready: shows('.inbox-item') },
  { name: 'empty inbox', who: 'auditor', path: () => '/inbox', ready: shows('.empty') },
  { name: 'projects', who: 'auditor', path: () => '/projects?year=2026', ready: shows('.project-cell') },
  { name: 'no projects', who: 'auditor', path: () => '/projects?q=none', ready: shows('.empty') },
  { name: 'new application', who: 'town-440781', path: () => '/projects/new', ready: shows('button[type=submit]') },
  {
    name: 'start from an earlier project',
    who: 'town-440781',
    path: () => '/projects/new',
    ready: async ({ page }) => {
      await page.getByLabel(/项目名称|Project title/).fill('村道硬底化');
      await page.locator('.start-from button').click();
      await expect(page.locator('.start-taken li').first()).toBeVisible();
    },
  },
  { name: 'draft', who: 'town-440781', path: () => `/projects/${returned}/draft`, ready: shows('.draft-form') },
  {
    name: 'earlier saves',
    who: 'town-440781',
    path: () => `/projects/${returned}/draft`,
    ready: async ({ page }) => {
      await page.locator('.page-head-actions button').first().click();
      await page.locator('.saves button').first().click();
      await expect(page.locator('.save-before, .saves .unit-note').first()).toBeVisible();
    },
  },
  {
    name: 'paste from a spreadsheet',
    who: 'town-440781',
    path: () => `/projects/${returned}/draft`,
    ready: async ({ page }) => {
      await page.locator('.rows-adding button:nth-child(2)').first().click();
      await page.getByRole('dialog').locator('textarea').fill('路面工程\t80万\n监理\t约五');
      await expect(page.getByRole('dialog').locator('.late')).toBeVisible();
    },
  },
  {
    name: 'corrected project',
    who: 'officer-440781',
    path: () => `/projects/${corrected}`,
    ready: shows('.corrections'),
  },
  {
    name: 'comparison',
    who: 'officer-440781',
    path: () => `/projects/${corrected}`,
    ready: async ({ page }) => {
      await page.locator('.revisions .revision-head button').first().click();
      await expect(page.locator('.comparison ins').nth(3)).toBeVisible();
    },
  },
  { name: 'returned project', who: 'town-440781', path: () => `/projects/${returned}`, ready: shows('.history li') },
  { name: 'long project', who: 'officer-440781', path: () => `/projects/${long}`, ready: shows('.history li') },
  {
    name: 'form of an action',
    who: 'reviewer-1',
    path: () => `/projects/${voting}`,
    ready: async ({ page }) => {
      await page.locator('.next-actions .ant-btn-primary').click();
      await expect(page.getByRole('dialog').getByRole('radio').first()).toBeVisible();
    },
  },
  {
    name: 'menu of the other actions',
    who: 'reviewer-1',
    path: () => `/projects/${voting}`,
    ready: async ({ page }) => {
      await page.locator('.action-bar .ant-dropdown-trigger').click();
      await expect(page.getByRole('menuitem').first()).toBeVisible();
    },
  },
  { name: 'no such project', who: 'auditor', path: () => '/projects/999999', ready: shows('.ant-result') },
  { name: 'documents', who: 'manager-1', path: () => '/documents', ready: shows('.project-cell') },
  { name: 'document', who: 'manager-2', path: () => '/documents/1', ready: shows('.problem-alert, .entries') },
  {
    name: 'new document',
    who: 'finance-1',
    path: () => `/documents/new?kind=release&project=${long}`,
    ready: shows('.schedule li'),
  },
  { name: 'ledger', who: 'auditor', path: () => '/ledger', ready: shows('.book-totals') },
  { name: 'budget of a year', who: 'auditor', path: () => '/fund-year', ready: shows('.line-code') },
  { name: 'draft of a budget', who: 'manager-1', path: () => '/fund-year/budget', ready: shows('.budget-name') },
  { name: 'versions of a budget', who: 'auditor', path: () => '/fund-year/versions', ready: shows('.line-code') },
  {
    name: 'income of a year',
    who: 'finance-1',
    path: () => '/fund-year?view=income',
    ready: shows('.sum-row'),
  },
  {
    name: 'receipt of income',
    who: 'finance-1',
    path: () => '/fund-year?view=income',
    ready: async ({ page }) => {
      await page.locator('.page-head-actions button').first().click();
      await expect(page.getByRole('dialog').locator('form')).toBeVisible();
    },
  },
];

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test.each(places)(
    '$name: axe finds no fault, the browser does not complain, a phone is wide enough',
    async (place) => {
      const options = { language, glyphs: true };
      const visitor = place.who ? await city.visitAs(place.who, options) : await city.visit(options);
      await visitor.open(place.path());
      await place.ready(visitor);
      const { page } = visitor;
      // Frames, which legacy mode leaves out, there are none of.
      const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`)).toEqual([]);

      await page.setViewportSize({ width: 390, height: 844 });
      await expect.poll(() => page.evaluate<string[]>(tooWide)).toEqual([]);
    },
  );
});

test('what the security policy forbids does not happen, and is noticed', async () => {
  const visitor = await city.visit();
  await visitor.open('/sign-in');
  await visitor.page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p id="mark" style="color: red">')`);
  await expect(visitor.page.locator('#mark')).not.toHaveCSS('color', 'rgb(255, 0, 0)');
  await expect.poll(() => visitor.complaints.join()).toContain('Content Security Policy');
  visitor.complaints.length = 0;
});

/** Run in the page: what sticks out of the screen, and out of everything that scrolls or clips. */
const tooWide = `(() => {
  const width = document.documentElement.clientWidth;
  const clipped = (element) => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== 'visible') return true;
    }
    return false;
  };
  const out = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !clipped(element))
    .map((element) => element.outerHTML.slice(0, 120));
  return document.documentElement.scrollWidth > width ? ['the page scrolls sideways', ...out] : [];
})()`;
