import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('session')
export class Session {
  /** SHA-256 of the cookie's token. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  @Column('integer', { name: 'person_id' })
  personId: number;

  /** Under which membership the person acts at present. */
  @Column('integer', { name: 'membership_id' })
  membershipId: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
