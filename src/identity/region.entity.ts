import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The city, or one of its counties, by its GB/T 2260 code. */
@Entity('region')
export class Region {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  level: 'city' | 'county';

  @Column('text', { name: 'parent_id', nullable: true })
  parentId: string | null;
}
