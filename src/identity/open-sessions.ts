import type { Statements } from '../database/transaction.js';
import type { Member } from '../../workflows/actor.js';
import { dayInChina } from '../../workflows/values/local-date.js';

export const idleMs = 2 * 3_600_000;

/** `m` is a membership, `d` that of whom it stands in for, `a` who that is. */
export const heldToday = (day: string) => `holds(m.started_on, m.ended_on, ${day})
  and (m.deputy_for is null or holds(d.started_on, d.ended_on, ${day}) and a.disabled_at is null)`;

const openSessionsText = `
select s.token_hash as "tokenHash", s.person_id as "personId", m.id as "membershipId", o.id as "organisationId",
  o.region_id as "regionId", o.level, m.role, a.id as "behalfOf", p.password_handed_out as "mustChangePassword",
  s.seen_at as "seenAt"
from session s join person p on p.id = s.person_id and p.disabled_at is null
  join membership m on m.id = s.membership_id
  join organisation o on o.id = m.organisation_id and holds(null, o.ended_on, $3)
  left join membership d on d.id = m.deputy_for left join person a on a.id = d.person_id
where s.token_hash = any($1::text[]) and s.expires_at > $2 and s.seen_at > $4 and ${heldToday('$3')}`;

export interface OpenSession {
  readonly member: Member;
  /** The password was handed out: nothing but changing it is open. */
  readonly mustChangePassword: boolean;
  readonly seenAt: Date;
}

type Row = Omit<Member, 'kind'> & Omit<OpenSession, 'member'> & { readonly tokenHash: string };

/**
 * Those of these sessions, by the hash of their token, that are not over: less than 12 hours old, idle for less than two,
 * not signed out, and neither their membership (nor that of whom it stands in for) nor its organisation or person ended.
 */
export async function openSessions(
  tx: Statements,
  tokenHashes: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, OpenSession>> {
  if (tokenHashes.length === 0) return new Map();
  const idleSince = new Date(Date.parse(now) - idleMs).toISOString();
  const rows = await tx.named<Row>('session.open', openSessionsText, [
    [...new Set(tokenHashes)],
    now,
    dayInChina(now),
    idleSince,
  ]);
  return new Map(
    rows.map(({ tokenHash, mustChangePassword, seenAt, ...member }) => [
      tokenHash,
      { member: { kind: 'member', ...member }, mustChangePassword, seenAt },
    ]),
  );
}
