import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from './operator-error.js';

export { ConfigError };

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A bucket of anything that speaks S3. */
export interface S3Settings {
  bucket: string;
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket is named in the path, not in the host: what most servers of one's own want. */
  pathStyle: boolean;
}

/** What the environment says. Without the two URLs, Sluice starts servers of its own in `dataDir`. */
export interface Settings {
  /** The login that owns the tables, and migrates. */
  databaseUrl: string | undefined;
  /** Logins of their own for requests and for the door, so that neither can become the other or the owner. Otherwise all are one. */
  appDatabaseUrl?: string | undefined;
  doorDatabaseUrl?: string | undefined;
  redisUrl: string | undefined;
  port: number;
  host: string;
  dataDir: string;
  /** `id:base64`, the current first: see PersonalKeys. Needed in production. */
  personalDataKeys?: string | undefined;
  production?: boolean;
  /** Where papers are kept; without it, below the data folder. */
  s3?: S3Settings | undefined;
  /** Whether the sign-ins of the demo city are shown on the sign-in page. */
  demo: boolean;
  /** Where the built pages are. */
  webDir: string;
  logLevel: LogLevel;
}

/** What the application runs with: the settings, and servers that are there. */
export interface Config extends Settings {
  databaseUrl: string;
  redisUrl: string;
}

/** The checkout or installation: the nearest folder above that holds a package.json, the same from src and from dist. */
export const rootDir = findRoot(import.meta.dirname);

/** Reads the variables. Throws ConfigError, one line, for the first that cannot be used. Empty counts as not set. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/sluice'),
    appDatabaseUrl: url(
      env,
      'APP_DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'postgresql://app:password@host:5432/sluice',
    ),
    doorDatabaseUrl: url(
      env,
      'DOOR_DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'postgresql://door:password@host:5432/sluice',
    ),
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:'], 'redis://:password@host:6379/0'),
    port: port(env),
    host: env.SLUICE_HOST || '127.0.0.1',
    dataDir: resolve(env.DATA_DIR || join(rootDir, '.data')),
    personalDataKeys: env.PERSONAL_DATA_KEYS || undefined,
    production: env.NODE_ENV === 'production',
    s3: s3(env),
    demo: flag(env, 'SLUICE_DEMO'),
    webDir: resolve(env.WEB_DIR || join(rootDir, 'dist', 'web')),
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, 'info'),
  };
}

/** As `loadSettings`, for what does not start servers itself: both URLs must be set. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = loadSettings(env);
  const { databaseUrl, redisUrl } = settings;
  if (databaseUrl && redisUrl) return { ...settings, databaseUrl, redisUrl };
  const missing = databaseUrl ? 'REDIS_URL' : 'DATABASE_URL';
  throw new ConfigError({
    en: `${missing} is not set: set it, or use script/server, which starts the servers it needs.`,
    'zh-CN': `未设置 ${missing}：请设置，或改用 script/server（会自行启动所需服务）。`,
  });
}

function url(env: NodeJS.ProcessEnv, name: string, protocols: string[], example: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  const host = parsed?.hostname || parsed?.searchParams.get('host');
  if (parsed && host && protocols.includes(parsed.protocol)) return value;
  // The value itself is not repeated: it may hold a password.
  throw wrong(name, `a URL such as ${example}`, `形如 ${example} 的地址`);
}

const s3Names = ['ENDPOINT', 'REGION', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'PATH_STYLE'].map((n) => `PAPERS_S3_${n}`);

/** Papers go to a bucket when one is named; then its keys must be there too. */
function s3(env: NodeJS.ProcessEnv): S3Settings | undefined {
  const bucket = env.PAPERS_S3_BUCKET;
  if (!bucket) {
    const alone = s3Names.find((name) => env[name]);
    if (alone) throw needed('PAPERS_S3_BUCKET', alone);
    return undefined;
  }
  const endpoint = url(env, 'PAPERS_S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.org');
  if (!endpoint) throw needed('PAPERS_S3_ENDPOINT', 'PAPERS_S3_BUCKET');
  const [accessKeyId, secretAccessKey] = [env.PAPERS_S3_ACCESS_KEY_ID, env.PAPERS_S3_SECRET_ACCESS_KEY];
  if (!accessKeyId) throw needed('PAPERS_S3_ACCESS_KEY_ID', 'PAPERS_S3_BUCKET');
  if (!secretAccessKey) throw needed('PAPERS_S3_SECRET_ACCESS_KEY', 'PAPERS_S3_BUCKET');
  const pathStyle = flag(env, 'PAPERS_S3_PATH_STYLE', '1');
  return { bucket, endpoint, region: env.PAPERS_S3_REGION || 'us-east-1', accessKeyId, secretAccessKey, pathStyle };
}

const needed = (name: string, because: string): ConfigError =>
  new ConfigError({
    en: `${name} is not set, but ${because} is: set both, or neither.`,
    'zh-CN': `设置了 ${because}，但未设置 ${name}：请同时设置，或都不设置。`,
  });

function port(env: NodeJS.ProcessEnv): number {
  const value = env.PORT || '7200';
  if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535) return Number(value);
  throw wrong('PORT', `a number from 1 to 65535, not "${value}"`, `1 至 65535 的数字，而不是“${value}”`);
}

function flag(env: NodeJS.ProcessEnv, name: string, fallback = '0'): boolean {
  const value = env[name] || fallback;
  if (value === '0' || value === '1') return value === '1';
  throw wrong(name, `0 or 1, not "${value}"`, `0 或 1，而不是“${value}”`);
}

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, allowed: readonly T[], fallback: T): T {
  const value = env[name] || fallback;
  const found = allowed.find((each) => each === value);
  if (found) return found;
  throw wrong(name, `one of ${allowed.join(', ')}, not "${value}"`, `${allowed.join('、')} 之一，而不是“${value}”`);
}

function wrong(name: string, en: string, zh: string): ConfigError {
  return new ConfigError({ en: `${name} must be ${en}.`, 'zh-CN': `${name} 必须是 ${zh}。` });
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) || dirname(from) === from) return from;
  return findRoot(dirname(from));
}
