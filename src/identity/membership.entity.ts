import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../../workflows/actor.js';
import { Organisation } from './organisation.entity.js';
import { Person } from './person.entity.js';

/** A person acts for an organisation in a role. History names the membership, so it is ended, never deleted. */
@Entity('membership')
export class Membership {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Column('integer', { name: 'person_id' })
  personId: number;

  @ManyToOne(() => Person)
  @JoinColumn({ name: 'person_id' })
  person: Person;

  @Column('integer', { name: 'organisation_id' })
  organisationId: number;

  @ManyToOne(() => Organisation)
  @JoinColumn({ name: 'organisation_id' })
  organisation: Organisation;

  @Column('text')
  role: Role;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: string | null;
}
