import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('fund_year')
@Check('fund_year_is_plausible', 'year between 2000 and 2200')
@Check('fund_year_state', `state in ('open', 'closed')`)
@Check('fund_year_next_is_later', 'next_year > year')
export class FundYear {
  @PrimaryColumn('integer')
  year: number;

  @Column('text', { default: 'open' })
  state: 'open' | 'closed';

  @Column('boolean', { name: 'budget_approved', default: false })
  budgetApproved: boolean;

  @Column('integer', { name: 'budget_version', default: 1 })
  budgetVersion: number;

  @Column('integer', { default: 1 })
  version: number;

  @Column('integer', { name: 'history_length', default: 0 })
  historyLength: number;

  /** Of a closed year: the one that took over what was left. */
  @ForeignKey(() => FundYear, { name: 'fund_year_next_year_fkey' })
  @Column('integer', { name: 'next_year', nullable: true })
  nextYear: number | null;
}
