import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../../src/config.js';

const fontDir = join(rootDir, 'node_modules/@fontsource-variable/noto-sans-sc');

/** Files whose words may come on screen in a test. */
const written = ['web/src/locales', 'src/texts', 'src/demo', 'test/support', 'test/web'];

interface Face {
  readonly range: string;
  readonly data: string;
}

/**
 * A script that gives each page Chinese glyphs: without them every character is a box, as wide as it likes, and texts
 * are still found. The font is handed over as bytes, so that the policy of the pages (which allows no font) stays as it
 * is. Only the slices that hold a character of our own texts are taken: decoding all hundred takes half a second a page.
 */
export function glyphScript(): string {
  return `for (const { range, data } of ${JSON.stringify(faces())}) {
    const bytes = Uint8Array.fromBase64?.(data) ?? Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    document.fonts.add(new FontFace('Noto Sans SC', bytes, { unicodeRange: range, weight: '100 900' }));
  }`;
}

function faces(): Face[] {
  const used = charactersUsed();
  const css = readFileSync(join(fontDir, 'wght.css'), 'utf8');
  return [...css.matchAll(/url\(\.\/(files\/[^)]+)\)[^}]*unicode-range: ([^;]+);/g)]
    .filter(([, , range]) => rangesOf(range!).some(([first, last]) => used.some((at) => first <= at && at <= last)))
    .map(([, file, range]) => ({ range: range!, data: readFileSync(join(fontDir, file!)).toString('base64') }));
}

function charactersUsed(): number[] {
  const all = new Set<number>();
  for (const folder of written) {
    for (const file of filesBelow(join(rootDir, folder))) {
      for (const character of readFileSync(file, 'utf8')) all.add(character.codePointAt(0)!);
    }
  }
  return [...all];
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** `U+4e00-4e0f, U+4e11` as pairs of first and last. */
const rangesOf = (range: string): [number, number][] =>
  range.split(',').map((part) => {
    const [first, last] = part.trim().slice(2).split('-');
    return [Number.parseInt(first!, 16), Number.parseInt(last ?? first!, 16)];
  });
