import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Mode } from '../../workflows/project/modes.js';
import type { Fen } from '../../workflows/values/money.js';
import { fenColumn } from '../database/fen-column.js';

/** A node of a year's budget tree; only leaves are spent on. */
@Entity('budget_line')
export class BudgetLine {
  @PrimaryColumn('integer')
  year: number;

  @PrimaryColumn('text')
  code: string;

  @Column('text', { name: 'parent_code', nullable: true })
  parentCode: string | null;

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

  /** The line department (主管部门) of city-run projects on it. */
  @Column('integer', { name: 'department_id', nullable: true })
  departmentId: number | null;

  @Column('text', { nullable: true })
  note: string | null;
}
