import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Mode, modes } from '../../workflows/project/modes.js';
import type { Fen } from '../../workflows/values/money.js';
import { fenColumn } from '../database/fen-column.js';
import { Organisation } from '../identity/organisation.entity.js';
import { FundYear } from './fund-year.entity.js';

/** A node of a year's budget tree; only leaves are spent on. */
@Entity('budget_line')
@ForeignKey(() => BudgetLine, ['year', 'parentCode'], ['year', 'code'], { name: 'budget_line_year_parent_code_fkey' })
@Check('budget_line_not_negative', 'budget_fen >= 0')
@Check('budget_line_code_is_plain', `code ~ '^[^[:space:][:cntrl:]/]{1,40}$'`)
@Check('budget_line_is_not_below_itself', 'parent_code <> code')
@Check('budget_line_spent_whole_is_a_leaf', 'not without_projects or leaf and mode is null')
@Check('budget_line_heading_has_no_amount', 'leaf or budget_fen = 0')
@Index('budget_line_parent', ['year', 'parentCode'])
@Check('budget_line_mode', `mode in ('${modes.join(`', '`)}')`)
export class BudgetLine {
  @ForeignKey(() => FundYear, { name: 'budget_line_year_fkey' })
  @PrimaryColumn('integer')
  year: number;

  @PrimaryColumn('text')
  code: string;

  @Column('text', { name: 'parent_code', nullable: true })
  parentCode: string | null;

  /** Its place in the whole tree. */
  @Column('integer', { default: 0 })
  position: number;

  @Column('text')
  name: string;

  @Column('bigint', { name: 'budget_fen', transformer: fenColumn })
  budget: Fen;

  @Column('boolean')
  leaf: boolean;

  @Column('text', { nullable: true })
  mode: Mode | null;

  /** 纳入绩效评价 */
  @Column('boolean', { default: true })
  evaluated: boolean;

  /** Released and spent as a whole; no project is on it. */
  @Column('boolean', { name: 'without_projects', default: false })
  withoutProjects: boolean;

  /** The line department (主管部门) of city-run projects on it. */
  @ForeignKey(() => Organisation, { name: 'budget_line_department_id_fkey' })
  @Column('integer', { name: 'department_id', nullable: true })
  departmentId: number | null;

  @Column('text', { nullable: true })
  note: string | null;
}
