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
    ['REDIS_URL', 'http://a:secret@b', 'REDIS_URL must be a URL such as redis://'],
  ])('%s=%s', (name, value, message) => {
    const load = () => loadSettings({ [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(message);
    expect(load).not.toThrow(/secret|\n/);
  });
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
