import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { Command } from '../../workflows/command.js';
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

/** Money in fen, as digits. A heading's figure is the sum of the leaves below it, however deep. */
const linesOfYear = `
with tree as materialized (select * from budget_tree($1))
select l.code, l.parent_code as parent, l.name, l.leaf, l.mode, l.evaluated, l.without_projects as "withoutProjects",
  l.department_id as "departmentId", o.name as department, l.note,
  (select coalesce(sum(b.budget_fen), 0)::text from tree below join budget_line b on b.year = $1 and b.code = below.code
    where l.code = any(below.ancestors)) as budget,
  coalesce(a.balance_fen, 0)::text as available,
  array(select e.earmark from earmark_line e where e.year = $1 and e.line = l.code order by 1) as earmarks,
  coalesce((select json_agg(json_build_object('basis', s.basis, 'quantity', trim_scale(s.quantity)::text, 'unit', s.unit,
      'rate', s.rate_fen::text, 'counted', s.counted) order by s.no)
    from budget_standard s where s.year = $1 and s.line = l.code), '[]') as standards
from budget_line l join tree t on t.code = l.code
  left join organisation o on o.id = l.department_id
  left join account a on a.year = l.year and a.kind = 'line' and a.line = l.code
where l.year = $1 order by t.place`;

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
    amount: row.leaf ? fen(row.budget) : null,
    mode: row.mode,
    evaluated: row.evaluated,
    withoutProjects: row.withoutProjects,
    departmentId: row.departmentId,
    note: row.note,
    earmarks: [],
    standards: row.standards.map((standard) => ({ ...standard, rate: fen(standard.rate) })),
  }));
}
