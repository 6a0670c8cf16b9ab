import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServersError } from '../operator-error.js';

/** The account that a server runs under; empty means ours. */
export type Account = { uid?: number; gid?: number };

/** The account that servers run under: ours, but as root, which PostgreSQL refuses, the user postgres, made if missing. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const account = accountOf('postgres');
  if (account) return account;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']);
  const made = accountOf('postgres');
  if (made) return made;
  throw new ServersError({
    en: 'PostgreSQL does not run as root and the user "postgres" cannot be made: run as another user, or set DATABASE_URL.',
    'zh-CN': 'PostgreSQL 不能以 root 运行，且无法创建用户 postgres：请换普通用户运行，或设置 DATABASE_URL。',
  });
}

/** Makes the account the owner, if it is another than ours. */
export function giveTo({ uid, gid }: Account, path: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** The user postgres must be able to walk to the path; a home folder, for one, is often closed to all but its owner. */
export function assertOpenTo(account: Account, path: string): void {
  if (account.uid === undefined) return;
  for (let folder = realpathSync(path); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) !== 0) continue;
    throw new ServersError({
      en: `${folder} is closed to the user postgres, which PostgreSQL runs as: chmod o+x ${folder}, or run as another user than root, or choose another DATA_DIR.`,
      'zh-CN': `运行 PostgreSQL 的用户 postgres 无法进入 ${folder}：请执行 chmod o+x ${folder}，或不以 root 运行，或另选 DATA_DIR。`,
    });
  }
}

function accountOf(name: string): Account | undefined {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name);
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}
