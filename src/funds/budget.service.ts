import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
import type { BudgetKind } from '../../workflows/document/facts.js';
import type { DraftedLine } from '../../workflows/fund-year/budget-tree.js';
import type { Mode } from '../../workflows/project/modes.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { fen } from '../../workflows/values/money.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { readingAs } from '../database/scope.js';
import { inTransaction, type Tx } from '../database/transaction.js';
import { Door } from '../door/door.js';
import { once, type Request } from '../door/once.js';
import { Changes, historyOf } from '../door/write.js';
import { type Language, textsFor } from '../texts/texts.js';
import type { BudgetDraft } from './budget.dto.js';

export interface ShownLine {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly leaf: boolean;
  readonly mode: Mode | null;
  readonly evaluated: boolean;
  readonly withoutProjects: boolean;
  readonly departmentId: number | null;
  readonly department: string | null;
  readonly note: string | null;
  readonly budget: string;
  /** With the adjustments since; as budgeted until the budget is approved. */
  readonly adjusted: string;
  readonly available: string;
  readonly earmarks: readonly string[];
  readonly standards: readonly {
    readonly basis: string;
    readonly quantity: string;
    readonly unit: string;
    readonly rate: string;
    readonly counted: boolean;
  }[];
}

export interface ShownVersion {
  readonly no: number;
  readonly documentId: number;
  readonly kind: BudgetKind;
  readonly issuer: string;
  readonly number: string;
  readonly title: string;
  readonly issuedOn: string;
  readonly total: string;
  /** By the code of the leaf. */
  readonly amounts: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Money in fen, as digits. A heading's figure is the sum of the leaves below it, however deep. */
const linesOfYear = `
with tree as materialized (select * from budget_tree($1)),
  adjusted as materialized (
    select b.code, case when y.budget_approved then coalesce(a.amount, 0) else b.budget_fen end as amount
    from budget_line b join fund_year y on y.year = b.year left join budget_as_adjusted($1) a on a.line = b.code
    where b.year = $1
  )
select l.code, l.parent_code as parent, l.name, l.leaf, l.mode, l.evaluated, l.without_projects as "withoutProjects",
  l.department_id as "departmentId", o.name as department, l.note,
  (select coalesce(sum(b.budget_fen), 0)::text from tree below join budget_line b on b.year = $1 and b.code = below.code
    where l.code = any(below.ancestors)) as budget,
  (select coalesce(sum(b.amount), 0)::text from tree below join adjusted b on b.code = below.code
    where l.code = any(below.ancestors)) as adjusted,
  coalesce(a.balance_fen, 0)::text as available,
  array(select e.earmark from earmark_line e where e.year = $1 and e.line = l.code order by 1) as earmarks,
  coalesce((select json_agg(json_build_object('basis', s.basis, 'quantity', trim_scale(s.quantity)::text, 'unit', s.unit,
      'rate', s.rate_fen::text, 'counted', s.counted) order by s.no)
    from budget_standard s where s.year = $1 and s.line = l.code), '[]') as standards
from budget_line l join tree t on t.code = l.code
  left join organisation o on o.id = l.department_id
  left join account a on a.year = l.year and a.kind = 'line' and a.line = l.code
where l.year = $1 order by t.place`;

/**
 * The versions of a budget: what was approved, and each adjustment since, with the document behind it and the lines as they
 * stood then. A version is the sum of all entries up to its own.
 */
const versionsOfYear = `
with moved as (
  select e.id, e.document_id, a.line, case when e.from_account_id = b.id then e.amount_fen::bigint else -e.amount_fen::bigint end as amount
  from account b join entry e on b.id in (e.from_account_id, e.to_account_id) and e.kind in ('budget', 'adjustment')
    join account a on a.id = case when e.from_account_id = b.id then e.to_account_id else e.from_account_id end
  where b.key = 'budget/' || $1::int
), version as (
  select document_id, (row_number() over (order by min(id)))::int as no, max(id) as last from moved group by document_id
)
select v.no, d.id as "documentId", d.kind, d.issuer, d.number, d.title, d.issued_on::text as "issuedOn",
  (select coalesce(sum(m.amount), 0)::text from moved m where m.id <= v.last) as total,
  (select json_object_agg(s.line, s.amount::text) from (
    select m.line, sum(m.amount) as amount from moved m where m.id <= v.last group by m.line) s) as amounts,
  coalesce((select json_object_agg(l.line, l.reason) from document_line l
    where l.document_id = d.id and l.reason is not null), '{}') as reasons
from version v join document d on d.id = v.document_id order by v.no`;

@Injectable()
export class BudgetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly doorSource: DoorDataSource,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async lines(member: Member, year: number, language: Language) {
    const modes = textsFor(language).modes;
    return readingAs(this.dataSource, member, async ({ manager }) => {
      const items = await manager.query<ShownLine[]>(linesOfYear, [year]);
      const [state] = await manager.query<{ version: number }[]>(
        'select budget_version as version from fund_year where year = $1',
        [year],
      );
      return {
        version: state?.version ?? null,
        items: items.map((line) => ({ ...line, modeLabel: line.mode && modes[line.mode] })),
      };
    });
  }

  versions(member: Member, year: number, language: Language) {
    const kinds = textsFor(language).documentKinds;
    return readingAs(this.dataSource, member, async ({ manager }) => {
      const items = await manager.query<ShownVersion[]>(versionsOfYear, [year]);
      return { items: items.map((version) => ({ ...version, kindLabel: kinds[version.kind] })) };
    });
  }

  async draft(member: Member, request: Request, year: number, { version, lines }: BudgetDraft) {
    const [answer] = await this.door.apply([this.drafted(member, year, lines.map(asDrafted), version)], { request });
    return { year: answer!.id, version: version + 1 };
  }

  /**
   * Opens a fund year, with the tree of an earlier one to start from: its lines, departments, standards and amounts.
   * Earmarks stay behind, for they are of that year's income. Refused with `fund-year.there` where the year is open.
   */
  async begin(member: Member, request: Request, year: number, from: number | null) {
    return inTransaction(this.doorSource, (tx) =>
      once(tx, request, { begin: year, from }, async () => {
        const occurredAt = this.clock.now();
        const earlier = from === null ? [] : await linesToStartFrom(tx, from);
        if (from !== null && earlier.length === 0)
          throw new DomainError('refused', 'budget.nothing-there', { year: from });
        const [opened] = await tx.named<{ year: number }>(
          'budget.begin',
          'insert into fund_year (year, history_length) values ($1, 1) on conflict do nothing returning year',
          [year],
        );
        if (!opened) throw new DomainError('refused', 'fund-year.there', { year });
        const changes = new Changes();
        changes.add(...historyOf('fundYear', year, 'fundYear.begin', member, occurredAt, { from }));
        await changes.write(tx);
        if (earlier.length > 0) {
          const [answer] = await this.door.applyIn(tx, [this.drafted(member, year, earlier, 1)]);
          if (answer instanceof DomainError) throw answer;
        }
        return { year, lines: earlier.length };
      }),
    );
  }

  private drafted(actor: Member, year: number, lines: readonly DraftedLine[], expected: number): Command {
    const event = { type: 'budget.draft', lines } as const;
    return { subject: 'fundYear', id: year, event, actor, occurredAt: this.clock.now(), expected };
  }
}

const asDrafted = ({ parent, amount, mode, departmentId, note, earmarks, ...line }: BudgetDraft['lines'][number]) => ({
  ...line,
  parent: parent ?? null,
  amount: amount ?? null,
  mode: mode ?? null,
  departmentId: departmentId ?? null,
  note: note ?? null,
  earmarks: earmarks.map(({ earmark }) => earmark),
});

async function linesToStartFrom(tx: Tx, year: number): Promise<DraftedLine[]> {
  const rows = await tx.named<ShownLine>('budget.lines', linesOfYear, [year]);
  return rows.map((row) => ({
    code: row.code,
    parent: row.parent,
    name: row.name,
    // The year before as it was adjusted; what follows from standards follows from them again.
    amount: row.leaf && !row.standards.some((standard) => standard.counted) ? fen(row.adjusted) : null,
    mode: row.mode,
    evaluated: row.evaluated,
    withoutProjects: row.withoutProjects,
    departmentId: row.departmentId,
    note: row.note,
    earmarks: [],
    standards: row.standards.map((standard) => ({ ...standard, rate: fen(standard.rate) })),
  }));
}
