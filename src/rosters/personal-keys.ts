import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../operator-error.js';

/**
 * Identity numbers and bank accounts are kept under AES-256-GCM, each row with the id of its key, and are found again by a
 * keyed HMAC alone. Who holds a copy of the database and none of the keys learns no number, nor that two are the same
 * person under keys of two cities.
 */
export class PersonalKeys {
  private constructor(private readonly keys: readonly Key[]) {}

  /** `id:base64` of 32 bytes, several by commas: the first encrypts, the others still open what was encrypted before. */
  static parse(text: string): PersonalKeys {
    const keys = text.split(',').map((each) => {
      const [, id, encoded] = /^\s*([\w-]{1,20}):([A-Za-z0-9+/]{43}=)\s*$/.exec(each) ?? [];
      if (!id || !encoded) throw wrongKeys;
      const secret = Buffer.from(encoded, 'base64');
      const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `sluice ${use}`, 32));
      return { id, encryption: derived('encryption'), lookup: derived('lookup') };
    });
    if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw wrongKeys;
    return new PersonalKeys(keys);
  }

  /** Those of PERSONAL_DATA_KEYS; outside production a key of its own in the data folder, made when there is none. */
  static open(text: string | undefined, dataDir: string, production: boolean): PersonalKeys {
    if (text) return PersonalKeys.parse(text);
    if (production) throw noKeys;
    const file = join(dataDir, 'personal-data.key');
    try {
      return PersonalKeys.parse(readFileSync(file, 'utf8').trim());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    mkdirSync(dataDir, { recursive: true });
    try {
      writeFileSync(file, `own:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
      chmodSync(file, 0o600);
    } catch (error) {
      // Another process made it in the same moment: its key is the one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return PersonalKeys.parse(readFileSync(file, 'utf8').trim());
  }

  get current(): string {
    return this.keys[0]!.id;
  }

  seal(plain: string): { readonly keyId: string; readonly sealed: Buffer } {
    const { id, encryption } = this.keys[0]!;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', encryption, nonce).setAAD(Buffer.from(id));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return { keyId: id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  }

  /** Throws where the key is not configured any more, or a byte was changed. */
  unseal(keyId: string, sealed: Buffer): string {
    const key = this.keys.find(({ id }) => id === keyId);
    if (!key) throw missingKey(keyId);
    const decipher = createDecipheriv('aes-256-gcm', key.encryption, sealed.subarray(0, 12))
      .setAAD(Buffer.from(keyId))
      .setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }

  /** One for each key, so that what was written under an older one is still found while keys change. */
  lookups(identity: string): string[] {
    return this.keys.map(({ lookup }) => createHmac('sha256', lookup).update(identity).digest('hex'));
  }
}

interface Key {
  readonly id: string;
  readonly encryption: Buffer;
  readonly lookup: Buffer;
}

const wrongKeys = new ConfigError({
  en: 'PERSONAL_DATA_KEYS must be id:base64 of 32 bytes, several by commas, the current first; make one with: echo "k1:$(openssl rand -base64 32)".',
  'zh-CN':
    'PERSONAL_DATA_KEYS 必须是“编号:32 字节的 base64”，多个用逗号分隔，当前的在最前；可用 echo "k1:$(openssl rand -base64 32)" 生成。',
});
const noKeys = new ConfigError({
  en: 'PERSONAL_DATA_KEYS is not set: in production identity and bank numbers need a key of yours, kept apart from the database. Make one with: echo "k1:$(openssl rand -base64 32)".',
  'zh-CN':
    '未设置 PERSONAL_DATA_KEYS：生产环境的身份证号和银行账号需用自行保管（与数据库分开）的密钥加密。可用 echo "k1:$(openssl rand -base64 32)" 生成。',
});
const missingKey = (id: string) =>
  new ConfigError({
    en: `PERSONAL_DATA_KEYS does not hold the key "${id}", under which rows are encrypted: add it after the current one.`,
    'zh-CN': `PERSONAL_DATA_KEYS 中没有编号为“${id}”的密钥，而数据库中有用它加密的数据：请把它加在当前密钥之后。`,
  });
