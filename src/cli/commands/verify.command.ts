import type { DataSource } from 'typeorm';
import { differencesInBooks } from '../../ledger/verify.js';
import { exitCodes } from '../../operator-error.js';
import { openContentStore } from '../../papers/open-content-store.js';
import { verifyPapers } from '../../papers/verify-papers.js';
import type { CliCommand, Outcome, Surroundings } from '../command.js';
import { reportTenths } from '../report-tenths.js';
import { withDatabase } from '../with-database.js';

export const verifyCommand: CliCommand = {
  usage: 'verify',
  summary: {
    en: 'prove the books: whatever is kept in more than one place must agree, to the fen; changes nothing',
    'zh-CN': '核对账目：凡多处记录的数字须分文不差；不做任何修改',
  },
  options: [
    {
      flags: '--papers',
      text: {
        en: 'prove the papers instead: the bytes of each are there, and are those that were brought',
        'zh-CN': '改为核对附件：每份附件的内容都在，且与上传时一致',
      },
    },
  ],
  run: (surroundings, _, { papers }) =>
    withDatabase(surroundings, (dataSource) => (papers ? proven : agreeing)(surroundings, dataSource)),
};

async function agreeing(surroundings: Surroundings, dataSource: DataSource): Promise<Outcome> {
  const differences = await differencesInBooks(dataSource, reportTenths(surroundings));
  const agree = { en: 'Everything agrees.', 'zh-CN': '全部一致。' }[surroundings.language];
  const lines = differences.map(
    ({ check, subject, expected, found, rows }) => `${check} ${subject}: ${expected} ≠ ${found} (${rows.join(', ')})`,
  );
  return {
    json: { differences },
    text: lines.length === 0 ? agree : lines.join('\n'),
    exitCode: lines.length === 0 ? exitCodes.done : exitCodes.failed,
  };
}

async function proven(surroundings: Surroundings, dataSource: DataSource): Promise<Outcome> {
  const { language, settings } = surroundings;
  const found = await verifyPapers(dataSource, await openContentStore(settings), reportTenths(surroundings));
  const { files, differences, orphans } = found;
  const words = { missing: { en: 'missing', 'zh-CN': '缺失' }, damaged: { en: 'damaged', 'zh-CN': '已损坏' } };
  const lines = differences.map(
    ({ subject, paper, name, hash, finding }) => `${words[finding][language]} ${subject} ${paper} ${name} (${hash})`,
  );
  const summary = {
    en: `${files} files are named, ${differences.length} differences; ${orphans} stored files have no row.`,
    'zh-CN': `登记的文件 ${files} 个，不一致 ${differences.length} 处；另有 ${orphans} 个文件没有登记。`,
  }[language];
  return {
    json: found,
    text: [...lines, summary].join('\n'),
    exitCode: differences.length === 0 ? exitCodes.done : exitCodes.failed,
  };
}
