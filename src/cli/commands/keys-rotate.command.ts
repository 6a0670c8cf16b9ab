import { PersonalKeys } from '../../rosters/personal-keys.js';
import { rotateKeys } from '../../rosters/rotate-keys.js';
import type { CliCommand } from '../command.js';
import { withDatabase } from '../with-database.js';

export const keysRotateCommand: CliCommand = {
  usage: 'keys rotate',
  summary: {
    en: 'encrypt identity and bank numbers anew under the first of PERSONAL_DATA_KEYS',
    'zh-CN': '用 PERSONAL_DATA_KEYS 中的第一个密钥重新加密身份证号和银行账号',
  },
  run: (surroundings) =>
    withDatabase(surroundings, async (dataSource) => {
      const { personalDataKeys, dataDir, production = false } = surroundings.settings;
      const keys = PersonalKeys.open(personalDataKeys, dataDir, production);
      const rows = await rotateKeys(dataSource, keys);
      const text = {
        en: `${rows} rows are encrypted anew under the key "${keys.current}". The older keys may be taken out of PERSONAL_DATA_KEYS.`,
        'zh-CN': `${rows} 行已用密钥“${keys.current}”重新加密。可从 PERSONAL_DATA_KEYS 中去掉旧密钥。`,
      };
      return { json: { rows, key: keys.current }, text: text[surroundings.language] };
    }),
};
