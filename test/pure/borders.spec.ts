import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

// The borders of ARCHITECTURE.md are lint rules. A rule that never fires is worth nothing, so each is provoked here.

const root = join(import.meta.dirname, '..', '..');
const house = mkdtempSync(join(tmpdir(), 'sluice-borders-'));
const stages = readStages();

afterAll(() => rmSync(house, { recursive: true }));

const trespasses: [file: string, source: string, message: string][] = [
  ['workflows/a.ts', `import '../src/config.js';`, 'workflows/ is pure'],
  ['workflows/project/a.ts', `import '../../src/config.js';`, 'workflows/ is pure'],
  ['workflows/a.ts', `import '@nestjs/common';`, 'workflows/ is pure'],
  ['workflows/a.ts', `import type { Client } from 'pg'; export type C = Client;`, 'workflows/ is pure'],
  ['workflows/a.ts', `import 'node:fs';`, 'workflows/ is pure'],
  ['workflows/a.ts', `export const a = Date.now();`, 'workflows/ is pure'],
  ['workflows/a.ts', `export const a = Math.random();`, 'workflows/ is pure'],
  ['workflows/a.ts', `export const a = process.env.A;`, 'workflows/ is pure'],
  ['workflows/a.ts', `export const a = crypto.randomUUID();`, 'workflows/ is pure'],
  ...stages.map((stage, index): [string, string, string] => {
    const other = stages[(index + 1) % stages.length];
    return [`src/${stage}/a.ts`, `import '../${other}/b.js';`, 'A stage never imports another stage'];
  }),
  ['src/acceptance/parts/a.ts', `import '../../reimbursement/b.js';`, 'A stage never imports another stage'],
  ['web/src/a.tsx', `import '../../src/config.js';`, 'web/ knows the server by its OpenAPI document only'],
  ['web/src/app/a.ts', `import '../../../workflows/actor.js';`, 'web/ knows the server by its OpenAPI document only'],
  ['migrations/a.ts', `import '../src/config.js';`, 'A migration must mean the same for ever'],
  ['migrations/a.ts', `import 'pg';`, 'A migration must mean the same for ever'],
];

const allowed: [file: string, source: string][] = [
  ['workflows/project/a.ts', `import 'xstate'; import '../values/money.js'; export const a = new Date(0);`],
  ['workflows/a.spec.ts', `import 'vitest';`],
  ['src/acceptance/a.ts', `import '../projects/b.js'; import './c.js'; import '../../workflows/actor.js';`],
  ['web/src/app/a.ts', `import '../features/b.js'; import 'react';`],
  ['migrations/a.ts', `import 'typeorm'; import './b.js';`],
];

describe('The house borders', () => {
  test('hold: each trespass is reported, and nothing else is', () => {
    copyFileSync(join(root, '.oxlintrc.json'), join(house, '.oxlintrc.json'));
    const cases = [...trespasses, ...allowed].map(([file, source], index) => {
      const path = file.replace(/a(\.spec)?\.tsx?$/, (name) => `case-${index}-${name}`);
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), `${source}\n`);
      return path;
    });
    const reported = lint();
    trespasses.forEach(([file, source, message], index) => {
      expect(reported.get(cases[index] ?? '') ?? 'nothing reported', `${file}: ${source}`).toContain(message);
    });
    for (const [index, [file, source]] of allowed.entries()) {
      expect(reported.get(cases[trespasses.length + index] ?? ''), `${file}: ${source}`).toBeUndefined();
    }
  });

  test('leave `import type` to the author: a lint that changes imports to types removes dependency injection', () => {
    const { rules } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
      rules: Record<string, string>;
    };
    expect(rules['typescript/consistent-type-imports']).toBe('off');
  });

  test('keep the clock out of workflows/, also where lint cannot see it', () => {
    const clock = /\bnew Date\(\)|(?<!new )\bDate\(/;
    expect(['new Date()', 'Date()'].every((source) => clock.test(source))).toBe(true);
    expect(clock.test('new Date(0)')).toBe(false);
    const sources = readdirSync(join(root, 'workflows'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map((file) => join('workflows', file));
    expect(sources.filter((file) => clock.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});

/** What oxlint says of the border rules, by file. */
function lint(): Map<string, string> {
  const programs = join(root, 'node_modules', '.bin');
  const { stdout } = spawnSync(join(programs, 'oxlint'), ['--config', '.oxlintrc.json', '--format', 'json', '.'], {
    cwd: house,
    encoding: 'utf8',
    // Where oxlint finds the program that knows types: this folder has no node_modules.
    env: { ...process.env, PATH: `${programs}:${process.env.PATH}` },
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; message: string; help?: string; filename: string }[];
  };
  const borders = diagnostics.filter(({ code }) => code.includes('no-restricted'));
  return new Map(borders.map(({ filename, message, help }) => [filename, `${message} ${help ?? ''}`]));
}

function readStages(): string[] {
  const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
  return /"src\/\{([^}]+)\}/.exec(config)?.[1]?.split(',') ?? [];
}
