import { Inject, Injectable } from '@nestjs/common';
import type { Member } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Clock } from '../clock.js';
import { assertNotShared, DEMO } from '../demo/demo-password.js';
import { inTransaction } from '../database/transaction.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { recordChange } from './people-changes.js';
import { Passwords } from './password.js';
import { faultInPassword } from './password-rules.js';
import { SessionService } from './session.service.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** Changes one's own password. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly dataSource: DoorDataSource,
    private readonly passwords: Passwords,
    private readonly sessions: SessionService,
    private readonly attempts: SignInAttempts,
    private readonly clock: Clock,
    @Inject(DEMO) private readonly isDemo: boolean,
  ) {}

  /**
   * Returns the token under which this session goes on; all others end. Guessing the current password from a session
   * that was left open counts as guessing it at the sign-in.
   */
  async change(
    member: Member,
    current: string,
    password: string,
    from: { readonly token: string; readonly address: string },
  ): Promise<string> {
    const { personId } = member;
    const [person] = await this.dataSource.query<{ username: string; passwordHash: string }[]>(
      'select username, password_hash as "passwordHash" from person where id = $1',
      [personId],
    );
    const { username, passwordHash } = person!;
    assertNotShared(this.isDemo, username);
    await this.attempts.count(username, from.address);
    if (!(await this.passwords.verify(passwordHash, current)))
      throw new DomainError('invalid', 'password.current-wrong');
    await this.attempts.forgive(username, from.address);

    const fault = faultInPassword(password, username);
    if (fault) throw new DomainError('invalid', 'password.unfit', {}, [fault]);
    if (password === current) throw new DomainError('invalid', 'password.unchanged');
    const next = await this.passwords.hash(password);
    return inTransaction(this.dataSource, async ({ manager }) => {
      const [, changed] = await manager.query<[unknown, number]>(
        `update person set password_hash = $2, password_handed_out = false, version = version + 1
         where id = $1 and password_hash = $3 and disabled_at is null`,
        [personId, next, passwordHash],
      );
      // Reset by the administrator, or changed from elsewhere, since it was looked at.
      if (changed === 0) throw new DomainError('invalid', 'password.current-wrong');
      const token = await this.sessions.keepOnly(manager, personId, from.token);
      await recordChange(manager, {
        subject: 'person',
        subjectId: personId,
        event: 'password.change',
        by: member,
        occurredAt: this.clock.now(),
      });
      return token;
    });
  }
}
