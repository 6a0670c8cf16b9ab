import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Clock } from '../clock.js';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Membership } from './membership.entity.js';
import { Passwords } from './password.js';
import { Person } from './person.entity.js';
import { Session } from './session.entity.js';

export const cookieName = 'sluice_session';
const lifetimeMs = 12 * 3_600_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class SessionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /** Signs in and returns the new session's token. A wrong name and a wrong password get the same answer in the same time. */
  async signIn(username: string, password: string): Promise<string> {
    const person = await this.dataSource.manager
      .createQueryBuilder(Person, 'person')
      .addSelect('person.passwordHash')
      .where('person.username = :username', { username })
      .getOne();
    const right = await this.passwords.verify(person?.passwordHash ?? null, password);
    const [membership] = person && right ? await this.memberships(person.id) : [];
    if (!person || !right) throw new DomainError('invalid', 'session.credentials-wrong');
    if (!membership) throw new DomainError('forbidden', 'session.no-membership');

    const token = randomBytes(32).toString('base64url');
    const createdAt = new Date(this.clock.now());
    await this.dataSource.manager.insert(Session, {
      tokenHash: hashOf(token),
      personId: person.id,
      membershipId: membership.id,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + lifetimeMs),
    });
    return token;
  }

  async signOut(token: string): Promise<void> {
    await this.dataSource.manager.delete(Session, { tokenHash: hashOf(token) });
  }

  async actAs(token: string, member: Member, membershipId: number): Promise<void> {
    const own = (await this.memberships(member.personId)).some((membership) => membership.id === membershipId);
    if (!own) throw new DomainError('missing', 'session.membership-missing');
    await this.dataSource.manager.update(Session, { tokenHash: hashOf(token) }, { membershipId });
  }

  /** Who acts under a session, or null when it is over: expired, signed out, or its membership ended. */
  async memberOf(token: string): Promise<Member | null> {
    const [row] = await this.dataSource.query<Omit<Member, 'kind'>[]>(
      `select s.person_id as "personId", m.id as "membershipId", o.id as "organisationId", o.region_id as "regionId",
         o.level, m.role
       from session s join membership m on m.id = s.membership_id and m.ended_on is null
         join organisation o on o.id = m.organisation_id
       where s.token_hash = $1 and s.expires_at > $2`,
      [hashOf(token), this.clock.now()],
    );
    return row ? { kind: 'member', ...row } : null;
  }

  memberships(personId: number): Promise<Membership[]> {
    return this.dataSource.manager.find(Membership, {
      where: { personId, endedOn: IsNull() },
      relations: { organisation: true, person: true },
      order: { id: 'ASC' },
    });
  }
}
