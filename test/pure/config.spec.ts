import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, loadSettings, rootDir } from '../../src/config.js';
import { languageOf } from '../../src/operator-error.js';

describe('Without any variable', () => {
  test('Sluice is reached from this machine only, and keeps its data in the checkout', () => {
    const root = join(import.meta.dirname, '..', '..');
    expect(rootDir).toBe(root);
    expect(loadSettings({})).toEqual({
      databaseUrl: undefined,
      redisUrl: undefined,
      port: 7200,
      host: '127.0.0.1',
      dataDir: join(root, '.data'),
      production: false,
      demo: false,
      webDir: join(root, 'dist', 'web'),
      logLevel: 'info',
    });
    expect(loadSettings({ PORT: '', DATABASE_URL: '', SLUICE_DEMO: '' })).toEqual(loadSettings({}));
  });

  test('the application alone does not start, and says how to', () => {
    expect(() => loadConfig({})).toThrow('DATABASE_URL is not set: set it, or use script/server');
    expect(() => loadConfig({ DATABASE_URL: 'postgres://a/b' })).toThrow('REDIS_URL is not set');
    const both = { DATABASE_URL: 'postgres://a/b', REDIS_URL: 'redis://a' };
    expect(loadConfig(both)).toMatchObject({ databaseUrl: 'postgres://a/b', redisUrl: 'redis://a' });
  });
});

describe('A wrong variable is named in one line that says what to do', () => {
  test.each([
    ['PORT', 'http', 'PORT must be a number from 1 to 65535, not "http".'],
    ['PORT', '0', 'PORT must be a number from 1 to 65535, not "0".'],
    ['PORT', '65536', 'PORT must be a number from 1 to 65535, not "65536".'],
    ['SLUICE_DEMO', 'yes', 'SLUICE_DEMO must be 0 or 1, not "yes".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".'],
    ['DATABASE_URL', 'mysql://a:secret@b/c', 'DATABASE_URL must be a URL such as postgresql://'],
    ['DATABASE_URL', 'localhost', 'DATABASE_URL must be a URL such as postgresql://'],
    ['PAPERS_S3_BUCKET', 'papers', 'PAPERS_S3_ENDPOINT is not set, but PAPERS_S3_BUCKET is: set both, or neither.'],
    ['PAPERS_S3_REGION', 'cn-south-1', 'PAPERS_S3_BUCKET is not set, but PAPERS_S3_REGION is: set both, or neither.'],
    ['REDIS_URL', 'http://a:secret@b', 'REDIS_URL must be a URL such as redis://'],
  ])('%s=%s', (name, value, message) => {
    const load = () => loadSettings({ [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(message);
    expect(load).not.toThrow(/secret|\n/);
  });
});

describe('Papers go to a bucket', () => {
  const bucket = {
    PAPERS_S3_ENDPOINT: 'https://s3.example.org',
    PAPERS_S3_BUCKET: 'papers',
    PAPERS_S3_ACCESS_KEY_ID: 'id',
    PAPERS_S3_SECRET_ACCESS_KEY: 'secret',
  };

  test('when it is named with its keys; the rest has defaults', () => {
    expect(loadSettings(bucket).s3).toEqual({
      endpoint: 'https://s3.example.org',
      bucket: 'papers',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      region: 'us-east-1',
      pathStyle: true,
    });
    const other = { ...bucket, PAPERS_S3_REGION: 'cn-south-1', PAPERS_S3_PATH_STYLE: '0' };
    expect(loadSettings(other).s3).toMatchObject({ region: 'cn-south-1', pathStyle: false });
  });

  test.each(['PAPERS_S3_ENDPOINT', 'PAPERS_S3_ACCESS_KEY_ID', 'PAPERS_S3_SECRET_ACCESS_KEY'])(
    'never without %s',
    (name) => {
      expect(() => loadSettings({ ...bucket, [name]: '' })).toThrow(`${name} is not set, but PAPERS_S3_BUCKET is`);
    },
  );
});

test('a Chinese locale is answered in Chinese, any other in English', () => {
  expect(['zh_CN.UTF-8', 'zh', 'en_US.UTF-8', 'C', ''].map((LANG) => languageOf({ LANG }))).toEqual([
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
  expect(languageOf({ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' })).toBe('en');
});
