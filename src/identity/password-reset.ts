import type { EntityManager } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import { recordChange } from './people-changes.js';
import { madeUpPassword, type Passwords } from './password.js';
import { endSessions } from './session.service.js';
import { unlockAccount } from './sign-in-attempts.js';

interface Resetting {
  readonly personId: number;
  readonly username: string;
  /** Null is the operator. */
  readonly by: Member | null;
  readonly occurredAt: string;
}

/**
 * Makes up a password that opens one thing only, the form that changes it, and returns it: it is shown once and stored
 * nowhere. Ends the person's sessions and lifts their lock.
 */
export async function resetPassword(
  manager: EntityManager,
  passwords: Passwords,
  { personId, username, by, occurredAt }: Resetting,
): Promise<string> {
  const password = madeUpPassword();
  const hash = await passwords.hash(password);
  await manager.query(
    'update person set password_hash = $2, password_handed_out = true, version = version + 1 where id = $1',
    [personId, hash],
  );
  await endSessions(manager, personId);
  await unlockAccount(manager, username);
  await recordChange(manager, { subject: 'person', subjectId: personId, event: 'password.reset', by, occurredAt });
  return password;
}
