import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedFromEnvironment } from '../model/compare.js';
import { campaign, type Aftermath } from './campaign.js';
import { faultNames, type FaultName } from './killer.js';

const kills = Number(process.env['KILLS'] ?? 6);
const seed = seedFromEnvironment();
/** Only some kinds of blows: `AMONG="PostgreSQL killed,Redis killed"`. */
const among = (process.env['AMONG']?.split(',') as FaultName[] | undefined) ?? faultNames;
const timeout = 180_000 + kills * 60_000;

describe(`After ${kills} blows while people work (SEED=${seed} KILLS=${kills})`, { timeout }, () => {
  let aftermath: Aftermath | undefined;
  beforeAll(async () => {
    aftermath = await campaign({ seed, kills, among, tell: (line) => console.log(line) });
    console.log(aftermath.figures.join('\n'));
  }, timeout);
  afterAll(() => aftermath?.end(), timeout);

  test('nothing acknowledged is lost, nothing is done twice, and history explains everything', async () => {
    const findings = await aftermath!.judge();
    if (findings.length > 0) console.error(aftermath!.said);
    expect(findings).toEqual([]);
  });

  // A judge who never finds anything would be of no use.
  test('what is lost, doubled or changed behind everybody’s back is found', async () => {
    const { db } = aftermath!.city;
    await db.transaction(async (manager) => {
      // Past every trigger.
      await manager.query('set local session_replication_role = replica');
      for (const [tampering] of tamperings) await manager.query(tampering);
    });
    const findings = (await aftermath!.judge()).join('\n');
    for (const [, finding] of tamperings) expect(findings).toMatch(finding);
  });
});

const tamperings: readonly (readonly [sql: string, finding: RegExp])[] = [
  ['delete from notice where id = (select max(id) from notice)', /was never told/],
  [
    `delete from history where (subject, subject_id, seq) = (
       select subject, subject_id, seq from history where event = 'document.record' order by recorded_at desc limit 1)`,
    /document.record of .* is done, and history tells it as \[\]/,
  ],
  [
    `insert into history (subject, subject_id, seq, event, person_id, membership_id, payload, occurred_at)
     select subject, subject_id, seq + more, event, person_id, membership_id, payload, occurred_at
     from history, generate_series(1, 20) as more
     where subject = 'fundYear' and seq = (select max(seq) from history where subject = 'fundYear')`,
    /fundYear.* stands in history \d+ times; \d+ were acknowledged/,
  ],
  ['update project set visit = visit + 1 where id = 1', /project stands as .* its history leads to/],
  [
    `update entry set amount_fen = amount_fen + 1 where id = (select min(id) from entry where subject = 'project')`,
    /in the ledger stands/,
  ],
  ['update draft set version = version + 100 where project_id = 1', /acknowledged saves and/],
];
