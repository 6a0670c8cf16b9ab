import { Column, Entity, PrimaryColumn } from 'typeorm';
import { fenColumn } from '../database/fen-column.js';
import type { Fen } from '../../workflows/values/money.js';

/** Where income of a fund year is to come from; what did come is the sum of its entries. */
@Entity('income_source')
export class IncomeSource {
  @PrimaryColumn('integer')
  year: number;

  @PrimaryColumn('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: 'levy' | 'carry_over' | 'surplus' | 'extra' | 'counterpart';

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
