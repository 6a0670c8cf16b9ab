import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliCommand } from '../src/cli/command.js';
import { userResetCommand } from '../src/cli/commands/user-reset.command.js';
import { userUnlockCommand } from '../src/cli/commands/user-unlock.command.js';
import { loadSettings } from '../src/config.js';
import { Office, password } from './support/office.js';

// What the operator does for somebody who cannot sign in, where no administrator can.

const username = 'demo-town-440781';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

function run(command: CliCommand, who = username, language: 'en' | 'zh-CN' = 'en') {
  const { DATABASE_URL, REDIS_URL } = office.servers;
  const settings = loadSettings({ DATABASE_URL, REDIS_URL, DATA_DIR: office.dataDir });
  return command.run({ settings, language, report: () => undefined }, [who], {});
}

async function signIn(secret: string) {
  const payload = { username, password: secret };
  const reply = await office.app.inject({ method: 'POST', url: '/api/session', payload });
  const cookie = reply.cookies[0];
  return { status: reply.statusCode, cookie: cookie ? `${cookie.name}=${cookie.value}` : '' };
}

const statusOf = async (cookie: string, url: string) =>
  (await office.app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie } })).statusCode;

const recorded = () =>
  office.db.query<{ event: string; by: number | null }[]>(
    `select c.event, c.person_id as by from people_change c join person p on c.subject = 'person' and c.subject_id = p.id
     where p.username = $1 order by c.id`,
    [username],
  );

async function lockOut(): Promise<void> {
  for (let tries = 0; (await signIn('wrong')).status !== 429; tries += 1)
    if (tries > 100) throw new Error('never locked');
}

test('Who is locked out can sign in again at once after user unlock', async () => {
  await lockOut();
  expect((await signIn(password)).status).toBe(429);
  const { text } = await run(userUnlockCommand);
  expect(text).toBe(`${username} can sign in again.`);
  expect((await signIn(password)).status).toBe(201);
  expect(await recorded()).toEqual([{ event: 'person.unlock', by: null }]);
});

test('user reset ends what is signed in, lifts the lock, and hands out a password that opens only its own change', async () => {
  const before = await signIn(password);
  expect(await statusOf(before.cookie, '/session')).toBe(200);
  await lockOut();
  const { json, text } = await run(userResetCommand, username, 'zh-CN');
  const { password: handedOut } = json as { password: string };
  expect(text).toBe(`${username} 的新密码：${handedOut}`);
  expect(await statusOf(before.cookie, '/session')).toBe(401);
  expect((await signIn(password)).status).toBe(401);
  const after = await signIn(handedOut);
  expect(after.status).toBe(201);
  expect(await statusOf(after.cookie, '/inbox')).toBe(403);
  const changed = await office.app.inject({
    method: 'PUT',
    url: '/api/session/password',
    headers: { cookie: after.cookie },
    payload: { current: handedOut, password: '一个足够长的新的登录密码' },
  });
  expect(changed.statusCode).toBe(200);
  expect(await recorded()).toEqual([
    { event: 'person.unlock', by: null },
    { event: 'password.reset', by: null },
    { event: 'password.change', by: expect.any(Number) as number },
  ]);
  // The word that was shown stands nowhere.
  const [row] = await office.db.query<{ found: boolean }[]>(
    `select bool_or(row_to_json(c)::text like '%' || $1 || '%') as found from people_change c`,
    [handedOut],
  );
  expect(row).toEqual({ found: false });
});

test.each([userResetCommand, userUnlockCommand])('$usage says that nobody has this name', async (command) => {
  await expect(run(command, '无此人')).rejects.toThrow('There is no user "无此人"');
});
