import type { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import type { PersonalKeys } from './personal-keys.js';

const atOnce = 500;

/**
 * Encrypts what lies under other keys anew under the current one, some hundred rows a transaction: interrupted, it goes on
 * where it stopped. Gives how many rows it changed. New rows are written under the current key meanwhile.
 */
export async function rotateKeys(dataSource: DataSource, keys: PersonalKeys): Promise<number> {
  for (let done = 0; ;) {
    const changed = await inTransaction(dataSource, async (tx) => {
      const rows = await tx.named<{ roster_id: number; no: number; key_id: string; sealed: Buffer }>(
        'keys.next',
        `select roster_id, no, key_id, sealed from roster_person where key_id <> $1 order by roster_id, no limit ${atOnce} for update`,
        [keys.current],
      );
      const anew = rows.map(({ key_id: keyId, sealed, ...row }) => {
        const plain = keys.unseal(keyId, sealed);
        const { identity } = JSON.parse(plain) as { identity: string };
        const kept = keys.seal(plain);
        return { ...row, key_id: kept.keyId, sealed: kept.sealed.toString('base64'), lookups: keys.lookups(identity) };
      });
      await tx.named(
        'keys.anew',
        `update roster_person p set key_id = r.key_id, sealed = decode(r.sealed, 'base64'), lookups = r.lookups
         from json_to_recordset($1::json) as r(roster_id int, no int, key_id text, sealed text, lookups text[])
         where p.roster_id = r.roster_id and p.no = r.no`,
        [JSON.stringify(anew)],
      );
      return rows.length;
    });
    if (changed === 0) return done;
    done += changed;
  }
}
