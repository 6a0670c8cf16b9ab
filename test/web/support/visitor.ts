import type { BrowserContextOptions, Locator, Page } from '@playwright/test';
import { samplePdf, samplePhoto } from '../../../src/demo/sample-papers.js';
import { password } from '../../support/office.js';
import { expect } from './expect.js';

export interface VisitOptions {
  readonly language?: 'zh-CN' | 'en';
  /** Chinese characters as they are, for tests of how a page looks; else they are boxes. */
  readonly glyphs?: boolean;
  readonly context?: BrowserContextOptions;
}

/** One person before one browser. */
export class Visitor {
  /** Errors of scripts, messages of the console, violations of the content security policy. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // The server's refusals: no session yet, a stale version, a rule.
      if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
      this.complaints.push(`${page.url()}: ${message.text()}`);
    });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  async signIn(who: string): Promise<void> {
    await this.page.locator('#username').fill(`demo-${who}`);
    await this.page.locator('#password').fill(password);
    await this.page.locator('button[type=submit]').click();
    await this.page.waitForURL(/\/inbox$/);
  }

  /** The project's page, found in the list of what waits for this person. */
  async openToDo(title: string): Promise<void> {
    await this.open('/inbox');
    await this.page.getByRole('link', { name: title }).first().click();
    await this.sees(title);
  }

  async openProject(id: number | string): Promise<void> {
    await this.open(`/projects/${id}`);
  }

  /** The heading of the page. */
  async sees(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }

  /** What the project is said to be in now. */
  async seesState(label: string): Promise<void> {
    await expect(this.page.locator('.page-head .tag', { hasText: label })).toBeVisible();
  }

  async seesMessage(text: string): Promise<void> {
    await expect(this.page.locator('.ant-message').getByText(text).last()).toBeVisible();
  }

  /** Presses Tab until it is reached, as somebody without a mouse would. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let steps = 0; steps < 60; steps += 1) {
      if ((await target.and(this.page.locator(':focus')).count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`sixty times Tab do not lead to ${String(target)}`);
  }

  /** The form of a page. */
  form(place: string): Form {
    return new Form(this.page.locator(place), this.page);
  }

  /** Opens the form of an action: its button on the page, or its place in the menu of the others. */
  async begin(action: string): Promise<Form> {
    const { page } = this;
    const form = new Form(page.getByRole('dialog'), page);
    const button = page.locator('main').getByRole('button', { name: exactly(action) });
    const more = page.getByRole('button', { name: /其他操作|可用操作/ });
    const item = page.getByRole('menuitem', { name: exactly(action) });
    await expect(button.or(more).first()).toBeVisible();
    // While the list of actions is being fetched anew, one may move from the menu to the button.
    await expect(async () => {
      if (await button.first().isVisible()) await button.first().click({ timeout: 2_000 });
      else {
        if (!(await item.isVisible())) await more.click({ timeout: 2_000 });
        await item.click({ timeout: 2_000 });
      }
      await expect(form.place).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    return form;
  }

  /** An action from its button to the message that it is done, and to the page as it is thereafter. */
  async does(action: string, fill?: (form: Form) => Promise<unknown>): Promise<void> {
    const form = await this.begin(action);
    await fill?.(form);
    const renewed = this.page.waitForResponse((response) => response.url().endsWith('/actions'));
    await Promise.all([renewed, form.send(action)]);
    await this.seesMessage(`${action}：已完成`);
    await expect(form.place).toBeHidden();
  }
}

/** The fields of a form by their labels. */
export class Form {
  constructor(
    readonly place: Locator,
    private readonly page: Page,
  ) {}

  async send(button: string): Promise<void> {
    await this.place.getByRole('button', { name: button, exact: true }).last().click();
  }

  /** Types; a date is confirmed as well, so that its calendar closes. */
  async write(label: string, text: string, at = 0): Promise<void> {
    const field = this.field(label, at);
    await field.fill(text);
    if (/^\d{4}-\d\d-\d\d$/.test(text)) await field.press('Enter');
  }

  /** Chooses from a list that opens. */
  async choose(label: string, ...options: string[]): Promise<void> {
    await this.chooseAt(0, label, ...options);
  }

  /** The same in the list's row of that number, from nought. */
  async chooseAt(at: number, label: string, ...options: string[]): Promise<void> {
    const field = this.field(label, at);
    await field.click();
    for (const option of options) {
      await this.page
        .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option })
        .first()
        .click();
    }
    if (options.length > 1) await field.press('Escape');
  }

  /** Chooses from a list of which one may choose several, as one choice or more. */
  async chooseOf(label: string, ...options: string[]): Promise<void> {
    await this.choose(label, ...options);
    await this.field(label, 0).press('Escape');
  }

  /** Uploads a file for each class that is asked for here, in the order in which the form offers them. */
  async bring(...classes: readonly string[]): Promise<void> {
    for (const label of classes) {
      await expect(this.place.getByText(`作为“${label}”上传`)).toBeVisible();
      const isPhoto = label === '照片';
      const name = `${label}.${isPhoto ? 'jpg' : 'pdf'}`;
      const buffer = isPhoto ? samplePhoto() : samplePdf(label);
      const mimeType = isPhoto ? 'image/jpeg' : 'application/pdf';
      await this.place.locator('input[type=file]').setInputFiles([{ name, mimeType, buffer }]);
      await expect(this.place.getByRole('button', { name: `移除 ${name}` })).toBeVisible();
    }
  }

  /** Adds a row to a list of the application. */
  async addRow(list: string): Promise<void> {
    const item = this.place.locator('.ant-form-item').filter({ has: this.page.getByTitle(list, { exact: true }) });
    await item.getByRole('button', { name: '添加' }).click();
  }

  async turnOn(label: string): Promise<void> {
    await this.field(label, 0).click();
  }

  async expectValue(label: string, value: string): Promise<void> {
    await expect(this.field(label, 0)).toHaveValue(value);
  }

  async pick(option: string): Promise<void> {
    await this.place.getByRole('radio', { name: option, exact: true }).check();
  }

  private field(label: string, at: number): Locator {
    return this.place.getByLabel(label, { exact: true }).nth(at);
  }
}

/** A button's name, whatever sign stands before it. */
const exactly = (name: string) => new RegExp(`^(\\S+ )?${name}( · .*)?$`);
