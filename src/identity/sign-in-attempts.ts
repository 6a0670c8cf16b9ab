import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Clock } from '../clock.js';

/** So many failures lock. An account is one person's; behind one address there may be a whole office. */
const mostOfAccount = 5;
const mostOfAddress = 100;

const accountKey = (username: string) => `account/${username}`;
const addressKey = (address: string) => `address/${address}`;

/**
 * Slows down whoever guesses passwords. An attempt is counted before its password is looked at, and given back when it
 * was right: however many come at once, no more than the limit are ever tried. Five within 15 minutes lock the account
 * for 15 minutes, and each lock lasts twice as long as the last, up to a day; a hundred lock the address. A name that
 * nobody has is counted and locked alike, so that the answer tells nothing.
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Counts one. Throws `session.locked` where there were too many; an address that is locked does not lock accounts. */
  async count(username: string, address: string): Promise<void> {
    await this.countOne(addressKey(address), mostOfAddress);
    await this.countOne(accountKey(username), mostOfAccount);
  }

  private async countOne(key: string, most: number): Promise<void> {
    const now = this.clock.now();
    const [row] = await this.dataSource.query<{ failures: number; lockedUntil: Date | null }[]>(counted, [
      key,
      now,
      most,
    ]);
    if (row!.failures <= most) return;
    const seconds = Math.max(1, Math.ceil((row!.lockedUntil!.getTime() - Date.parse(now)) / 1000));
    throw new DomainError('refused', 'session.locked', {
      retryAfterSeconds: seconds,
      minutes: Math.ceil(seconds / 60),
    });
  }

  /** The password was right: the account begins anew, and the address gets this attempt back, and no more. */
  async forgive(username: string, address: string): Promise<void> {
    await this.dataSource.query(givenBack, [addressKey(address), mostOfAddress]);
    await this.dataSource.query(forgotten, [accountKey(username), this.clock.now()]);
  }
}

/** Lifts the lock of an account. */
export async function unlockAccount(manager: EntityManager, username: string): Promise<void> {
  await manager.query('delete from sign_in_attempt where key = $1', [accountKey(username)]);
}

/** For lists of people: until when an account is locked. `person` is its table's name in the query. */
export const lockedUntil = (person: string, now: string) =>
  `(select a.locked_until from sign_in_attempt a where a.key = 'account/' || ${person}.username and a.locked_until > ${now})`;

/**
 * One statement, so that two at once are counted one after the other. What was long ago (`over`) begins anew. While it is
 * locked it counts on, beyond the limit: that is how the caller sees that it came too late.
 */
const counted = `
insert into sign_in_attempt as a (key, failures, since, locks, forgotten_at)
values ($1, 1, $2, 0, $2::timestamptz + interval '15 minutes')
on conflict (key) do update set (failures, since, locked_until, locks, forgotten_at) = (
  select case when over then 1 else least(a.failures, 1000000) + 1 end,
    case when over then $2 else a.since end,
    case when over then null when locking then $2 + lasting else a.locked_until end,
    case when a.forgotten_at <= $2 then 0 when locking then a.locks + 1 else a.locks end,
    case when locking then $2 + lasting + interval '1 day'
      else greatest(a.forgotten_at, $2 + interval '15 minutes') end
  from (select coalesce(a.locked_until, a.since + interval '15 minutes') <= $2 as over,
      least(interval '15 minutes' * power(2, least(a.locks, 10)), interval '1 day') as lasting) o,
    lateral (select not over and a.locked_until is null and a.failures + 1 >= $3::int as locking) l)
returning failures, locked_until as "lockedUntil"`;

const givenBack = `
update sign_in_attempt set failures = failures - 1,
  locked_until = case when failures > $2 then locked_until end
where key = $1 and failures > 0`;

/** What counts for nothing any more goes with it; what somebody else has in hand, the next one takes. */
const forgotten = `
delete from sign_in_attempt where key = $1 or key in (
  select key from sign_in_attempt where forgotten_at <= $2 for update skip locked limit 100)`;
