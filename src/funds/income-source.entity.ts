import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { fenColumn } from '../database/fen-column.js';
import type { Fen } from '../../workflows/values/money.js';
import { Region } from '../identity/region.entity.js';
import { FundYear } from './fund-year.entity.js';

/** Where income of a fund year is to come from; what did come is the sum of its entries. */
@Entity('income_source')
@Check('income_source_kind', `kind in ('levy', 'carry_over', 'surplus', 'extra', 'counterpart')`)
@Check('income_source_planned_not_negative', 'planned_fen >= 0')
export class IncomeSource {
  @ForeignKey(() => FundYear, { name: 'income_source_year_fkey' })
  @PrimaryColumn('integer')
  year: number;

  @PrimaryColumn('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: 'levy' | 'carry_over' | 'surplus' | 'extra' | 'counterpart';

  @ForeignKey(() => Region, { name: 'income_source_region_id_fkey' })
  @Column('text', { name: 'region_id', nullable: true })
  regionId: string | null;

  @Column('bigint', { name: 'planned_fen', transformer: fenColumn })
  planned: Fen;

  /** The pool of its own that income for certain lines goes into. */
  @Column('text', { nullable: true })
  earmark: string | null;

  @Column('text', { nullable: true })
  note: string | null;
}
