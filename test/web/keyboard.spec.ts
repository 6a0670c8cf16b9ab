import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { City } from './support/city.js';
import { expect } from './support/expect.js';

let city: City;
beforeAll(async () => {
  city = await City.open();
});
afterEach((context) => city.finish(context));
afterAll(() => city.close());

test('the first of what waits is found and done without a mouse', async () => {
  const project = await city.office.bring('application.endorsing');
  const officer = await city.visit();
  const { keyboard } = officer.page;
  await officer.open('/sign-in');
  await expect(officer.page.getByLabel('用户名')).toBeFocused();
  await keyboard.type('demo-officer-440781');
  await keyboard.press('Tab');
  await keyboard.type('password');
  await keyboard.press('Enter');

  await officer.sees('待办');
  await expect(officer.page.locator('.inbox-item').first()).toBeVisible();
  await officer.tabTo(officer.page.locator('.inbox-item').first());
  await keyboard.press('Enter');

  await officer.seesState('待审核推荐');
  await officer.tabTo(officer.page.getByRole('button', { name: '审核推荐' }));
  await keyboard.press('Enter');

  const form = officer.page.getByRole('dialog');
  await expect(form).toBeVisible();
  await officer.tabTo(form.getByLabel('意见'));
  await keyboard.type('情况属实，同意推荐');
  await officer.tabTo(form.getByRole('button', { name: '审核推荐' }));
  await keyboard.press('Enter');
  await officer.seesState('待受理');
  expect(await city.office.state(project)).toBe('cityReview.intake');
});

test('the first Tab leads past the menu to the page', async () => {
  const auditor = await city.visitAs('auditor');
  await auditor.open('/projects');
  await auditor.sees('项目');
  await auditor.page.keyboard.press('Tab');
  await expect(auditor.page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await auditor.page.keyboard.press('Enter');
  await expect(auditor.page.getByRole('main')).toBeFocused();
});

test('Escape closes a form, and the focus is where it came from', async () => {
  const project = await city.office.bring('application.endorsing');
  const officer = await city.visitAs('officer-440781');
  await officer.openProject(project);
  const button = officer.page.getByRole('button', { name: '审核推荐' });
  await button.focus();
  await officer.page.keyboard.press('Enter');
  await expect(officer.page.getByRole('dialog')).toBeVisible();
  await officer.page.keyboard.press('Escape');
  await expect(officer.page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
});
