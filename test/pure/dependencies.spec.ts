import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('docs/dependencies.md names every dependency and nothing else, each with its licence', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const rows = read('docs/dependencies.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name, why]) => name && why && name !== 'package' && !name.startsWith('--'));
  const listed = new Map(rows.map(([, name = '', , licence = '']) => [name, licence.split(';')[0]]));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  expect([...listed.keys()].toSorted()).toEqual(names.toSorted());
  for (const name of names) {
    const { license } = JSON.parse(read(join('node_modules', name, 'package.json'))) as { license: string };
    expect(listed.get(name), name).toBe(license);
  }
});

test('versions are exact, so that today’s installation is tomorrow’s', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
  expect(loose.map(([name]) => name).filter((name) => name !== '@types/node')).toEqual([]);
});
