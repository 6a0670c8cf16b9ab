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
}
