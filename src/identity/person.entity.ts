import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('person')
export class Person {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id: number;

  @Column('text', { unique: true })
  username: string;

  @Column('text')
  name: string;

  /** argon2id. Null for those who act only in imported history and can never sign in. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash: string | null;

  /** Somebody else knows the password: it opens nothing but the form that changes it. */
  @Column('boolean', { name: 'password_handed_out', default: false })
  passwordHandedOut: boolean;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
