import { differencesInBooks } from '../../ledger/verify.js';
import { exitCodes } from '../../operator-error.js';
import type { CliCommand } from '../command.js';
import { reportTenths } from '../report-tenths.js';
import { withDatabase } from '../with-database.js';

export const verifyCommand: CliCommand = {
  usage: 'verify',
  summary: {
    en: 'prove the books: whatever is kept in more than one place must agree, to the fen; changes nothing',
    'zh-CN': '核对账目：凡多处记录的数字须分文不差；不做任何修改',
  },
  run: (surroundings) =>
    withDatabase(surroundings, async (dataSource) => {
      const differences = await differencesInBooks(dataSource, reportTenths(surroundings));
      const agree = { en: 'Everything agrees.', 'zh-CN': '全部一致。' }[surroundings.language];
      const lines = differences.map(
        ({ check, subject, expected, found, rows }) =>
          `${check} ${subject}: ${expected} ≠ ${found} (${rows.join(', ')})`,
      );
      return {
        json: { differences },
        text: lines.length === 0 ? agree : lines.join('\n'),
        exitCode: lines.length === 0 ? exitCodes.done : exitCodes.failed,
      };
    }),
};
