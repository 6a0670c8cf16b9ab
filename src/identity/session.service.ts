import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { Level, Member, Role } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import { Clock } from '../clock.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { createSessionPool, readingOn } from '../database/keyed-pools.js';
import { inTransaction } from '../database/transaction.js';
import { heldToday, idleMs, type OpenSession, openSessions } from './open-sessions.js';
import { Passwords } from './password.js';
import { SignInAttempts } from './sign-in-attempts.js';

export const cookieName = 'sluice_session';
const lifetimeMs = 12 * 3_600_000;
const seenEveryMs = 60_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const newToken = () => randomBytes(32).toString('base64url');

/** From where a session is used. */
export interface Place {
  readonly address: string;
  readonly userAgent: string;
}

/** A membership that a person holds today, as they choose among them. */
export interface Held {
  readonly id: number;
  readonly role: Role;
  readonly organisation: {
    readonly id: number;
    readonly name: string;
    readonly regionId: string;
    readonly level: Level;
  };
  /** Whom a deputy stands in for. */
  readonly behalfOf: string | null;
}

export interface SessionRow {
  readonly id: number;
  readonly current: boolean;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

@Injectable()
export class SessionService implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(
    private readonly dataSource: DataSource,
    private readonly door: DoorDataSource,
    private readonly passwords: Passwords,
    private readonly attempts: SignInAttempts,
    private readonly clock: Clock,
  ) {
    this.pool = createSessionPool((dataSource.options as { url: string }).url);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /**
   * Signs in and returns the new session's token; the session that the browser had until now ends. A name that nobody
   * has, a wrong password, an account that is disabled, never signs in or holds no membership get the same answer in the
   * same time. Throws `session.locked` after too many failures.
   */
  async signIn(username: string, password: string, place: Place, earlier?: string): Promise<string> {
    await this.attempts.count(username, place.address);
    // By the door: no request's own connection reads what is compared here.
    const [person] = await this.door.query<{ id: number; version: number; passwordHash: string | null }[]>(
      `select id, version, password_hash as "passwordHash" from person where username = $1 and disabled_at is null`,
      [username],
    );
    const right = await this.passwords.verify(person?.passwordHash ?? null, password);
    const [membership] = person && right ? await this.memberships(person.id) : [];
    const token = newToken();
    const opened = membership && (await this.open(token, person!, membership.id, place, earlier));
    if (!opened) throw new DomainError('forbidden', 'session.credentials-wrong');
    await this.attempts.forgive(username, place.address);
    return token;
  }

  /** Waits for whoever changes the person just now, and opens nothing if they, or their password, are others by then. */
  private async open(
    token: string,
    person: { readonly id: number; readonly version: number },
    membershipId: number,
    { address, userAgent }: Place,
    earlier: string | undefined,
  ): Promise<boolean> {
    const now = this.clock.now();
    return inTransaction(this.dataSource, async ({ manager }) => {
      const opened = await manager.query<unknown[]>(
        `insert into session (token_hash, person_id, membership_id, created_at, expires_at, seen_at, address, user_agent)
         select $1, p.id, $4, $5, $6, $5, $7, $8 from (
           select id from person where id = $2 and version = $3 and disabled_at is null for share) p
         returning 1`,
        [
          hashOf(token),
          person.id,
          person.version,
          membershipId,
          now,
          new Date(Date.parse(now) + lifetimeMs).toISOString(),
          address,
          userAgent.slice(0, 300),
        ],
      );
      await manager.query('delete from session where token_hash = $1 or person_id = $2 and expires_at <= $3', [
        earlier === undefined ? '' : hashOf(earlier),
        person.id,
        now,
      ]);
      return opened.length > 0;
    });
  }

  async signOut(token: string): Promise<void> {
    await this.dataSource.query('delete from session where token_hash = $1', [hashOf(token)]);
  }

  /** Ends one session of a person, and returns the hash of its token. Throws 404 for what is none of theirs. */
  async end(personId: number, id: number): Promise<string> {
    const [[ended]] = await this.dataSource.query<[{ hash: string }[], number]>(
      'delete from session where id = $1 and person_id = $2 returning token_hash as hash',
      [id, personId],
    );
    if (!ended) throw new DomainError('missing', 'session.missing');
    return ended.hash;
  }

  async signOutEverywhere(personId: number): Promise<void> {
    await endSessions(this.dataSource.manager, personId);
  }

  /** Goes on under another membership of one's own, with a new token. */
  async actAs(token: string, member: Member, membershipId: number): Promise<string> {
    const own = (await this.memberships(member.personId)).some((membership) => membership.id === membershipId);
    if (!own) throw new DomainError('missing', 'session.membership-missing');
    const next = newToken();
    const [, moved] = await this.dataSource.query<[unknown, number]>(
      'update session set token_hash = $2, membership_id = $3 where token_hash = $1',
      [hashOf(token), hashOf(next), membershipId],
    );
    if (moved === 0) throw new DomainError('forbidden', 'session.signed-out');
    return next;
  }

  /**
   * The session that this token opens, or null when it is over: see `openSessions`. All that is asked for in one turn of
   * the event loop is one query. Notes at most once a minute that it was seen.
   */
  async sessionOf(token: string): Promise<(OpenSession & { readonly hash: string }) | null> {
    const hash = hashOf(token);
    const session = await this.asked.load(hash);
    if (!session) return null;
    const now = this.clock.now();
    if (Date.parse(now) - session.seenAt.getTime() >= seenEveryMs) {
      await this.dataSource.query('update session set seen_at = $2 where token_hash = $1 and seen_at < $2', [
        hash,
        now,
      ]);
    }
    return { ...session, hash };
  }

  private readonly asked = new DataLoader<string, OpenSession | null>(
    async (hashes) => {
      const now = this.clock.now();
      const open = await readingOn(this.pool, (tx) => openSessions(tx, hashes, now));
      return hashes.map((hash) => open.get(hash) ?? null);
    },
    // Each turn asks anew: who was signed out a moment ago is not let in.
    { cache: false, batchScheduleFn: (load) => void setImmediate(load) },
  );

  /** Where a person is signed in: here first, then the latest. */
  async sessions(personId: number, token: string): Promise<SessionRow[]> {
    const now = this.clock.now();
    return this.dataSource.query<SessionRow[]>(
      `select id, token_hash = $2 as current, address, user_agent as "userAgent", created_at as "createdAt", seen_at as "seenAt"
       from session where person_id = $1 and expires_at > $3 and seen_at > $4 order by token_hash = $2 desc, seen_at desc limit 100`,
      [personId, hashOf(token), now, new Date(Date.parse(now) - idleMs).toISOString()],
    );
  }

  async person(personId: number): Promise<{ id: number; name: string; username: string }> {
    const [person] = await this.dataSource.query<{ id: number; name: string; username: string }[]>(
      'select id, name, username from person where id = $1',
      [personId],
    );
    return person!;
  }

  /** What a person may act under today, their own memberships before those that they stand in for. */
  async memberships(personId: number): Promise<Held[]> {
    return this.dataSource.query<Held[]>(
      `select m.id, m.role, a.name as "behalfOf",
         json_build_object('id', o.id, 'name', o.name, 'regionId', o.region_id, 'level', o.level) as organisation
       from membership m join organisation o on o.id = m.organisation_id and holds(null, o.ended_on, $2)
         left join membership d on d.id = m.deputy_for left join person a on a.id = d.person_id
       where m.person_id = $1 and ${heldToday('$2')} order by m.deputy_for is not null, m.id`,
      [personId, dayInChina(this.clock.now())],
    );
  }

  /** `token`'s session goes on with a new token; all others of the person end. */
  async keepOnly(manager: EntityManager, personId: number, token: string): Promise<string> {
    const next = newToken();
    await manager.query('delete from session where person_id = $1 and token_hash <> $2', [personId, hashOf(token)]);
    await manager.query('update session set token_hash = $2 where token_hash = $1', [hashOf(token), hashOf(next)]);
    return next;
  }
}

/** All sessions of a person, or those under one membership. */
export async function endSessions(manager: EntityManager, personId: number, membershipId?: number): Promise<void> {
  await manager.query('delete from session where person_id = $1 and ($2::int is null or membership_id = $2)', [
    personId,
    membershipId ?? null,
  ]);
}
