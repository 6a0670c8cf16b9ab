import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { fen, formatYuan } from '../../workflows/values/money.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { readingAs } from '../database/scope.js';
import { Acting, In, Roles } from '../http/access.js';
import { pageOf, readCursor } from '../http/page.js';
import { type Language, type Texts, textsFor } from '../texts/texts.js';
import { bookLines, type BookRow, bookTotals } from './county-book.js';
import { csvOf, numberCell, textCell } from './csv.js';
import { BookQuery } from './ledger.dto.js';

/** More lines than anybody reads; a file of them is made in a second or two. */
const mostExported = 50_000;

/** The counties' book (台账): a county's officers see their own, the city all and the sum. */
@ApiTags('ledger')
@Controller('ledger')
@Roles('lineDepartment', 'countyOfficer', 'countyFinance', 'cityReviewer', 'cityFinance', 'cityManager', 'auditor')
export class LedgerController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  async book(@Acting() member: Member, @Query() query: BookQuery, @In() language: Language) {
    const { limit = 50, cursor } = query;
    const after = readCursor(cursor, 'digits');
    const texts = textsFor(language);
    return readingAs(this.dataSource, member, async ({ manager }) => {
      const totals = await bookTotals(manager, query);
      const rows = await bookLines(manager, query, (after?.[0] as string | undefined) ?? null, limit + 1);
      const page = pageOf(
        rows,
        limit,
        (row) => ({ ...row, summary: summaryOf(texts, row) }),
        (row) => [row.id],
      );
      return { totals, ...page };
    });
  }

  @Get('export')
  async export(
    @Acting() member: Member,
    @Query() query: BookQuery,
    @In() language: Language,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = textsFor(language);
    const file = await readingAs(this.dataSource, member, async ({ manager }) => {
      const totals = await bookTotals(manager, query);
      const { entries } = totals;
      if (entries > mostExported) throw new DomainError('refused', 'book.too-long', { entries, most: mostExported });
      const rows = await bookLines(manager, query, null, mostExported);
      const { book } = texts;
      const empty = (count: number) => Array.from({ length: count }, () => '');
      return csvOf([
        Object.values(book.columns).map(textCell),
        ['', textCell(book.opening), ...empty(4), '', '', yuan(totals.opening), ...empty(2)],
        ...rows.map((row) => cellsOf(texts, row)),
        ['', textCell(book.closing), ...empty(4), yuan(totals.in), yuan(totals.out), yuan(totals.closing), ...empty(2)],
      ]);
    });
    const name = `${texts.book.file}.csv`;
    await reply
      .headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="ledger.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      })
      .send(file);
  }
}

const yuan = (amount: string): string => numberCell(formatYuan(fen(amount)).replaceAll(',', ''));

/** 摘要: what it was, and for which instalment or claim. */
function summaryOf(texts: Texts, { kind, reverses, part }: BookRow): string {
  const labels = texts.entryKinds as Record<string, string>;
  const what = reverses ? `${labels[kind]} · ${labels[reverses]}` : labels[kind]!;
  const [partKind, no] = part?.split('/') ?? [];
  return partKind === undefined ? what : `${what} · ${(texts.partKinds as Record<string, string>)[partKind]} ${no}`;
}

function cellsOf(texts: Texts, row: BookRow): string[] {
  const { document, voucher, project } = row;
  return [
    dayInChina(row.occurredAt.toISOString()),
    textCell(summaryOf(texts, row)),
    textCell([document && `${document.issuer} ${document.number}`, voucher].filter(Boolean).join(' / ')),
    textCell(`${row.line} ${row.lineName}`),
    textCell(`${project.code} ${project.title}`),
    textCell(row.regionName),
    row.in === '0' ? '' : yuan(row.in),
    row.out === '0' ? '' : yuan(row.out),
    yuan(row.balance),
    textCell([row.person ?? texts.holders.system, row.organisation].filter(Boolean).join(' · ')),
    textCell((texts.events as Record<string, string>)[row.event] ?? row.event),
  ];
}
