import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import en from './en/index.js';
import zh from './zh-CN/index.js';

const src = fileURLToPath(new URL('..', import.meta.url));

const keysOf = (words: object, at = ''): string[] =>
  Object.entries(words).flatMap(([key, word]) =>
    typeof word === 'object' && word !== null ? keysOf(word, `${at}${key}.`) : [`${at}${key}`],
  );

const textOf = (words: object, key: string): string =>
  key.split('.').reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], words) as string;

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

it('says the same things in both languages', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zh).sort());
});

it('has the same placeholders in both languages, and no empty word', () => {
  for (const key of keysOf(zh)) {
    expect(textOf(zh, key), key).not.toBe('');
    expect(placeholders(textOf(en, key)), key).toEqual(placeholders(textOf(zh, key)));
  }
});

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(tsx?|css)$/.test(file));

it('keeps every Chinese word in the locales (comments may name the domain)', () => {
  for (const file of sources.filter((name) => !name.startsWith('locales') && !/\.spec\.tsx?$/.test(name))) {
    const code = readFileSync(src + file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '');
    expect(code, file).not.toMatch(/\p{Script=Han}/u);
  }
});

it('names colours in the theme only', () => {
  for (const file of sources.filter((name) => name !== 'app/theme.ts' && !/\.spec\.tsx?$/.test(name))) {
    expect(readFileSync(src + file, 'utf8'), file).not.toMatch(/#[0-9a-f]{3,8}\b(?!['"]?\))|rgba?\(|hsla?\(/i);
  }
});
