import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { type Role, roles } from '../../workflows/actor.js';
import { Organisation } from './organisation.entity.js';
import { Person } from './person.entity.js';

/** A person acts for an organisation in a role. History names the membership, so it is ended, never deleted. */
@Entity('membership')
@Check('membership_role', `role in ('${roles.join(`', '`)}')`)
@Unique('membership_is_held_once', ['personId', 'organisationId', 'role'])
@Index('membership_role_organisation', ['role', 'organisationId'])
export class Membership {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Column('integer', { name: 'person_id' })
  personId: number;

  @ManyToOne(() => Person)
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'membership_person_id_fkey' })
  person: Person;

  @Column('integer', { name: 'organisation_id' })
  organisationId: number;

  @ManyToOne(() => Organisation)
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'membership_organisation_id_fkey' })
  organisation: Organisation;

  @Column('text')
  role: Role;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: string | null;
}
