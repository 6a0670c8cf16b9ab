import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The city, or one of its counties, by its GB/T 2260 code. */
@Entity('region')
@Check('region_level', `level in ('city', 'county')`)
export class Region {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  level: 'city' | 'county';

  @ForeignKey(() => Region, { name: 'region_parent_id_fkey' })
  @Column('text', { name: 'parent_id', nullable: true })
  parentId: string | null;
}
