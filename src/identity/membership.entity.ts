import { Check, Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { type Role, roles } from '../../workflows/actor.js';
import { Organisation } from './organisation.entity.js';
import { Person } from './person.entity.js';

/**
 * A person acts for an organisation in a role, from the first day on and no more on the second. History names the
 * membership, so it is ended, never deleted. A deputy's names the membership whose holder they stand in for.
 */
@Entity('membership')
@Check('membership_role', `role in ('${roles.join(`', '`)}')`)
@Check('membership_ends_after_it_starts', `ended_on >= started_on`)
@Check(
  'deputy_has_dates_and_a_reason',
  `deputy_for is null or started_on is not null and ended_on is not null and reason is not null`,
)
@Index('membership_is_held_once', ['personId', 'organisationId', 'role'], {
  unique: true,
  where: '(deputy_for IS NULL)',
})
@Index('membership_role_organisation', ['role', 'organisationId'])
export class Membership {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Index('membership_person')
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

  @Column('date', { name: 'started_on', nullable: true })
  startedOn: string | null;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: string | null;

  @Index('membership_deputy', { where: '(deputy_for IS NOT NULL)' })
  @ForeignKey(() => Membership, { name: 'membership_deputy_for_fkey' })
  @Column('integer', { name: 'deputy_for', nullable: true })
  deputyFor: number | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
