import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { inject, type TestContext } from 'vitest';
import { rootDir } from '../../../src/config.js';
import { Office, password } from '../../support/office.js';
import { glyphScript } from './glyphs.js';
import { Visitor, type VisitOptions } from './visitor.js';

/** The built pages, served by the real application on a real database, and a browser to look at them with. */
export class City {
  private readonly visitors: Visitor[] = [];

  private constructor(
    readonly office: Office,
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  static async open(): Promise<City> {
    const office = await Office.open({ webDir: join(rootDir, 'dist/web'), demo: true });
    await office.app.listen(0, '127.0.0.1');
    const { port } = office.app.getHttpServer().address() as AddressInfo;
    const { executable, environment } = inject('chromium');
    const browser = await chromium.launch({
      executablePath: executable,
      // A container has neither user namespaces for the sandbox nor a graphics card.
      args: ['--no-sandbox', '--disable-gpu'],
      env: { ...process.env, ...environment } as Record<string, string>,
    });
    return new City(office, browser, `http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.office.close();
  }

  /** Somebody's browser: nothing in it yet, and its clock is the server's. */
  async visit(options: VisitOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      baseURL: this.origin,
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...options.context,
    });
    context.setDefaultTimeout(20_000);
    if (options.glyphs) await context.addInitScript(glyphs());
    await context.addInitScript(clockScript(this.office.clock.now()));
    if (options.language) {
      await context.addInitScript(`localStorage.setItem('sluice.language', ${JSON.stringify(options.language)})`);
    }
    const visitor = new Visitor(await context.newPage());
    this.visitors.push(visitor);
    return visitor;
  }

  /** The same with a session, which the form is not asked for each time. `who` as in the demo city, without `demo-`. */
  async visitAs(who: string, options: VisitOptions = {}): Promise<Visitor> {
    const visitor = await this.visit(options);
    const reply = await visitor.page.request.post('/api/session', { data: { username: `demo-${who}`, password } });
    if (reply.status() !== 201) throw new Error(`${who} cannot sign in: ${await reply.text()}`);
    return visitor;
  }

  /** The next day: everybody closes the browser, and sessions end. */
  async setDay(day: string): Promise<void> {
    await this.leave();
    this.office.setDay(day);
  }

  /** After each test: closes all browsers; of those of a failed test a picture is kept in `test-results/`. */
  async finish({ task }: TestContext): Promise<void> {
    if (task.result?.state === 'fail') {
      for (const [index, { page }] of this.visitors.entries()) {
        // Readable, whatever the test itself looked at.
        await page.evaluate(glyphs());
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        const name = `${task.name.replaceAll(/\W+/gu, '-')}-${index + 1}.png`;
        await page.screenshot({ path: join(rootDir, 'test-results', name), fullPage: true });
      }
    }
    await this.leave();
  }

  /** Closes all browsers. What any of them complained about meanwhile fails the test. */
  private async leave(): Promise<void> {
    const complaints = this.visitors.flatMap((visitor) => visitor.complaints);
    for (const visitor of this.visitors.splice(0)) await visitor.leave();
    if (complaints.length > 0) throw new Error(`the browser complains:\n${complaints.join('\n')}`);
  }
}

let glyphsOnce: string | undefined;
const glyphs = () => (glyphsOnce ??= glyphScript());

/** Days are the server's, seconds pass as usual. */
const clockScript = (now: string) => `{
  const ahead = ${Date.parse(now)} - Date.now();
  globalThis.Date = class Date extends globalThis.Date {
    constructor(...parts) {
      if (parts.length === 0) super(Date.now());
      else super(...parts);
    }
    static now() {
      return super.now() + ahead;
    }
  };
}`;
