import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Level } from '../../workflows/actor.js';
import { Region } from './region.entity.js';

@Entity('organisation')
@Check('organisation_level', `level in ('city', 'county', 'town')`)
export class Organisation {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Column('text', { unique: true })
  name: string;

  @Index('organisation_region')
  @ForeignKey(() => Region, { name: 'organisation_region_id_fkey' })
  @Column('text', { name: 'region_id' })
  regionId: string;

  @Column('text')
  level: Level;

  /** The day from which it is no more. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
