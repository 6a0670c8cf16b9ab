import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import { Membership } from './membership.entity.js';
import { Person } from './person.entity.js';

@Entity('session')
export class Session {
  /** SHA-256 of the cookie's token. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  /** What its person names it by. */
  @Generated()
  @Column({ type: 'integer', generatedIdentity: 'ALWAYS', unique: true })
  id: number;

  @Index('session_person')
  @ForeignKey(() => Person, { name: 'session_person_id_fkey' })
  @Column('integer', { name: 'person_id' })
  personId: number;

  /** Under which membership the person acts at present. */
  @ForeignKey(() => Membership, { name: 'session_membership_id_fkey' })
  @Column('integer', { name: 'membership_id' })
  membershipId: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;

  @Column('text')
  address: string;

  @Column('text', { name: 'user_agent' })
  userAgent: string;
}
