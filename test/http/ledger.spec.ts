import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BookRow, BookTotals } from '../../src/ledger/county-book.js';
import { Office } from '../support/office.js';

interface Book {
  readonly totals: BookTotals;
  readonly items: (BookRow & { summary: string })[];
  readonly next: string | null;
}

let office: Office;
/** Two in 台山, the second still with its claim to come; one in 开平. */
let [paid, other, elsewhere]: [number, number, number] = [0, 0, 0];
beforeAll(async () => {
  office = await Office.open();
  paid = await office.underway('1000000', '600000');
  await office.pay(paid, await office.claim(paid, 'progress', '250000'), '250000');
  office.setDay('2026-05-04');
  other = await office.underway('500000', '500000');
  elsewhere = await office.draft('standard', '300000', 'town-440783', '440783');
  await office.does('town-440783', elsewhere, 'application.submit');
}, 60_000);
afterAll(() => office.close());

const book = (who: string, query = '') => office.get<Book>(who, `/ledger${query}`);
const file = async (who: string, query: string) => {
  const reply = await office.app.inject({
    method: 'GET',
    url: `/api/ledger/export?${query}`,
    headers: { cookie: await office.cookieOf(who) },
  });
  return { status: reply.statusCode, headers: reply.headers, text: reply.body };
};
const amounts = ({ items }: Book) => items.map(({ in: came, out, balance }) => [came, out, balance]);

describe('The book of a county', () => {
  test('is read line by line: what came, what went, what is left, and what stands behind it', async () => {
    const shown = await book('officer-440781');
    expect(amounts(shown)).toEqual([
      ['600000', '0', '600000'],
      ['0', '250000', '350000'],
      ['500000', '0', '850000'],
    ]);
    expect(shown.totals).toEqual({ opening: '0', in: '1100000', out: '250000', closing: '850000', entries: 3 });
    expect(shown.items[0]).toMatchObject({
      summary: '到账确认 · 下达批次 1',
      document: { issuer: '江门市', number: expect.stringMatching(/^江农〔2026〕\d+号$/) as string },
      project: { id: paid },
      regionName: '台山市',
      person: expect.any(String) as string,
      event: 'instalment.confirm',
    });
    expect(shown.items[1]).toMatchObject({ voucher: 'P-1', event: 'claim.pay', document: null });
    expect(shown.totals.closing).toBe(
      String(
        BigInt(await office.balance(`share/${paid}/1/available`)) +
          BigInt(await office.balance(`share/${other}/1/available`)),
      ),
    );
  });

  test('goes on page by page with the balance that the last one led to', async () => {
    const first = await book('officer-440781', '?limit=2');
    const second = await book('officer-440781', `?limit=2&cursor=${first.next}`);
    expect([...amounts(first), ...amounts(second)]).toEqual(amounts(await book('officer-440781')));
    expect([first.items.length, second.next]).toEqual([2, null]);
  });

  test('begins a period with what was left before it', async () => {
    const shown = await book('officer-440781', '?from=2026-05-01&until=2026-12-31');
    expect(shown.totals).toEqual({ opening: '350000', in: '500000', out: '0', closing: '850000', entries: 1 });
    expect(amounts(shown)).toEqual([['500000', '0', '850000']]);
    const before = await book('officer-440781', '?until=2026-04-30');
    expect(before.totals).toMatchObject({ opening: '0', closing: '350000', entries: 2 });
  });

  test('is filtered by project, line, town and year, and its balance with it', async () => {
    const { organisationId } = office.people.get('town-440781')!;
    expect(amounts(await book('officer-440781', `?project=${other}`))).toEqual([['500000', '0', '500000']]);
    expect((await book('officer-440781', `?organisation=${organisationId}&line=1.1&year=2026`)).items).toHaveLength(3);
    expect(await book('officer-440781', '?line=1.2')).toMatchObject({
      totals: { opening: '0', closing: '0', entries: 0 },
      items: [],
    });
    expect((await book('officer-440781', '?year=2025')).items).toEqual([]);
  });

  test('is its own: of another county there is nothing, by whatever filter; the city sees all', async () => {
    for (const query of ['', '?region=440781', `?project=${paid}`]) {
      expect(await book('officer-440783', query)).toEqual({
        totals: { opening: '0', in: '0', out: '0', closing: '0', entries: 0 },
        items: [],
        next: null,
      });
    }
    const { next } = await book('officer-440781', '?limit=1');
    expect((await book('officer-440783', `?cursor=${next}`)).items).toEqual([]);
    expect((await book('auditor')).totals.closing).toBe('850000');
    expect((await office.request('town-440781', 'GET', '/ledger')).status).toBe(403);
  });

  test('refuses what it cannot read, in the language of who asks', async () => {
    const asked = (query: string) => office.request<{ code: string }>('auditor', 'GET', `/ledger?${query}`);
    expect(await asked('from=2026-02-30')).toMatchObject({ status: 400 });
    expect(await asked('project=x')).toMatchObject({ status: 400 });
    expect(await asked('cursor=x')).toMatchObject({ status: 400, body: { code: 'request.cursor-unreadable' } });
    expect(await asked('from=2026-05-02&until=2026-05-01')).toMatchObject({
      status: 400,
      body: { code: 'book.period-reversed' },
    });
  });

  test('is handed out as a file of exactly what is filtered, and what somebody wrote is no formula in it', async () => {
    await office.db.query(`update project set title = '=cmd|村道,𠮷' where id = $1`, [other]);
    const query = `project=${other}&from=2026-01-01`;
    const { status, headers, text } = await file('officer-440781', query);
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('\uFEFF日期,摘要,文号或凭证,科目,项目,地区,收入（元）,支出（元）,余额（元）,经办人,办理事项');
    expect(lines[1]).toBe(',期初余额,,,,,,,0.00,,');
    expect(lines[2]).toMatch(/^2026-05-\d\d,到账确认 · 下达批次 1,江门市 江农〔2026〕\d+号,1\.1 [^,]+,/);
    expect(lines[2]).toMatch(/,"[^=",]+ =cmd\|村道,𠮷",台山市,5000\.00,,5000\.00,/);
    expect(lines[3]).toBe(',本期合计及期末余额,,,,,5000.00,0.00,5000.00,,');
    expect(lines.slice(4)).toEqual(['']);
    expect((await file('officer-440783', query)).text.split('\r\n')).toHaveLength(4);
  });
});
