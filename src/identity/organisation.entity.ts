import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Level } from '../../workflows/actor.js';

@Entity('organisation')
export class Organisation {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Column('text', { unique: true })
  name: string;

  @Column('text', { name: 'region_id' })
  regionId: string;

  @Column('text')
  level: Level;
}
