import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { languageOf, messageOf, sentence, stateLabel, textsFor, type Texts } from '../../src/texts/texts.js';
import {
  heldAccount,
  kindOfAccount,
  levyAccount,
  lineAccount,
  poolAccount,
  shareAccount,
} from '../../workflows/ledger/accounts.js';
import { statesOf } from '../../workflows/project/check.js';
import { lifecycles } from '../../workflows/project/lifecycles.js';
import { modes } from '../../workflows/project/modes.js';
import { partMachines } from '../../workflows/project/part-machines.js';
import { partKinds } from '../../workflows/project/parts.js';
import { fen } from '../../workflows/values/money.js';

const root = join(import.meta.dirname, '..', '..');
const both = [textsFor('zh-CN'), textsFor('en')];

/** A place in the program that says no: the code, and which numbers it gives (null where that cannot be read off). */
interface Refusal {
  readonly where: string;
  readonly code: string;
  readonly params: ReadonlySet<string> | null;
}

const limitedAccounts = [
  levyAccount(2022, 'levy-440703'),
  poolAccount(2022),
  heldAccount(2022),
  lineAccount(2022, '101'),
  ...(['committed', 'issued', 'transit', 'available', 'spent'] as const).map((kind) => shareAccount(1, 1, kind)),
];

const isCode = (text: string) => /^[a-z]+(-[a-z]+)*(\.[a-zA-Z]+(-[a-z]+)*)+$/.test(text);

/** What stands for the blank of a code that is put together from two halves. */
const halves: Readonly<Record<string, readonly string[]>> = {
  'ledger.overdrawn.': limitedAccounts.map(kindOfAccount),
  // What class-validator itself says, beside the rules that `field` in src/http/fields.ts names.
  'request.field.': ['unknown', 'nestedValidation'],
};

/** Reads the source instead of running it, so that a refusal no test provokes is found too. */
function refusalsIn(file: string): Refusal[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  const found: Refusal[] = [];
  const codesIn = (node: ts.Node | undefined): string[] => {
    if (!node) return [];
    if (ts.isStringLiteral(node)) return isCode(node.text) ? [node.text] : [];
    if (ts.isTemplateExpression(node)) {
      const { text } = node.head;
      return (halves[text] ?? (text.includes('.') ? ['?'] : [])).map((half) => text + half);
    }
    if (ts.isConditionalExpression(node)) return [...codesIn(node.whenTrue), ...codesIn(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return [...codesIn(node.left), ...codesIn(node.right)];
    return [];
  };
  const namesIn = (node: ts.Node | undefined): ReadonlySet<string> | null => {
    if (!node) return new Set();
    if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return null;
    return new Set(node.properties.map((property) => property.name!.getText(source)));
  };
  const note = (node: ts.Node, codes: string[], params: ReadonlySet<string> | null) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push(...codes.map((code) => ({ where: `${file}:${line}`, code, params })));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'DomainError') {
      note(node, codesIn(node.arguments?.[1]), namesIn(node.arguments?.[2]));
    } else if (ts.isNewExpression(node) && node.expression.getText(source) === 'Unavailable') {
      note(node, codesIn(node.arguments?.[0]), new Set());
    } else if (ts.isCallExpression(node) && node.expression.getText(source) === 'unmet') {
      note(node, codesIn(node.arguments[0]), namesIn(node.arguments[1]));
    } else if (ts.isCallExpression(node) && node.expression.getText(source) === 'miss') {
      const names = namesIn(node.arguments[2]);
      note(node, codesIn(node.arguments[1]), names && new Set([...names, 'field']));
    } else if (
      ts.isCallExpression(node) &&
      node.expression.getText(source) === 'field' &&
      file.endsWith('/fields.ts')
    ) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteral(name)) note(node, [`request.field.${name.text}`], new Set(['field']));
    } else if (ts.isPropertyAssignment(node) && /^(code|\d{3})$/.test(node.name.getText(source))) {
      note(node, codesIn(node.initializer), null);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const sources = ['workflows', 'src']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('src/texts/'));
const refusals = sources.flatMap(refusalsIn);

describe('Every refusal can be read', () => {
  test('in both languages, whichever code the program gives', () => {
    expect(refusals.length).toBeGreaterThan(90);
    for (const texts of both) {
      const silent = refusals.filter(({ code }) => !Object.hasOwn(texts.errors, code));
      expect(silent.map(({ where, code }) => `${where} ${code} (${texts.language})`)).toEqual([]);
    }
  });

  test('with every number that its sentence names', () => {
    const missing = both.flatMap(({ errors }) =>
      refusals.flatMap(({ where, code, params }) =>
        [...(errors[code as keyof typeof errors] ?? '').matchAll(/\{(\w+)\}/g)]
          .filter(([, name]) => params !== null && !params.has(name!))
          .map(([, name]) => `${where} ${code} lacks ${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('and no sentence is there that nobody can get', () => {
    const given = new Set(refusals.map(({ code }) => code));
    expect(Object.keys(textsFor('en').errors).filter((code) => !given.has(code))).toEqual([]);
  });

  test('and says in Chinese and in English the same numbers', () => {
    const names = (template: string) => new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    const [zh, en] = both as [Texts, Texts];
    for (const code of Object.keys(zh.errors) as (keyof Texts['errors'])[]) {
      expect(names(en.errors[code]), code).toEqual(names(zh.errors[code]));
    }
  });
});

describe('The texts of both languages', () => {
  const keysOf = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}/${key}`))
      : [path];

  test('have the same keys, and no empty label', () => {
    expect(keysOf(both[1])).toEqual(keysOf(both[0]));
    for (const texts of both) expect(JSON.stringify(texts)).not.toMatch(/:"\s*"/);
  });

  test('name every state of every mode and part, every stage, and nothing else', () => {
    const ofParts = partKinds.flatMap((kind) => {
      const states = Object.keys(partMachines[kind]?.states ?? { recorded: {} });
      return states.map((state) => `${kind}.${state}`);
    });
    const states = new Set([...modes.flatMap(statesOf), ...ofParts]);
    const stages = new Set([
      ...modes.flatMap((mode) => lifecycles[mode].map(({ name }) => name)),
      'termination',
      'completed',
    ]);
    for (const texts of both) {
      expect(new Set(Object.keys(texts.states))).toEqual(states);
      expect(new Set(Object.keys(texts.stages))).toEqual(stages);
    }
  });

  test('are Chinese here and English there', () => {
    const { language: _, ...zh } = textsFor('zh-CN');
    for (const [path, text] of leaves(zh)) expect(text, path).toMatch(/\p{Script=Han}/u);
    const { language: __, ...english } = textsFor('en');
    for (const [path, text] of leaves(english)) expect(text.replace('万元', ''), path).not.toMatch(/\p{Script=Han}/u);
  });

  function leaves(value: object, path = ''): [string, string][] {
    return Object.entries(value).flatMap(([key, inner]): [string, string][] =>
      typeof inner === 'string' ? [[`${path}/${key}`, inner]] : leaves(inner as object, `${path}/${key}`),
    );
  }
});

describe('A sentence', () => {
  const zh = textsFor('zh-CN');
  const english = textsFor('en');

  test('shows money in yuan, and events, states, fields and roles by their names', () => {
    const params = { available: fen(829_833), needed: fen(1_068_338), missing: fen(238_505) };
    expect(messageOf(zh, { code: 'ledger.overdrawn.pool', params })).toMatch(
      /^资金池可用 8,298\.33 元，本次需要 10,683\.38 元，差 2,385\.05 元。/,
    );
    expect(
      sentence(
        '{event} / {state} / {field} / {role}',
        { event: 'review.accept', state: 'claim.paid', field: 'need', role: 'cityFinance' },
        english,
      ),
    ).toBe('Accept / Paid / Need / City finance');
    expect(sentence('{state}', { state: 'void' }, zh)).toBe('已作废');
  });

  test('shows what it was not told as a dash, and an unknown code as itself', () => {
    expect(sentence('{until}, {other}', { until: null }, english)).toBe('—, —');
    expect(messageOf(english, { code: 'no.such-code', params: {} })).toBe('no.such-code');
    expect(stateLabel(zh, 'cityReview.intake')).toBe('待受理');
  });

  test('does not fail on an amount too large to be recorded', () => {
    expect(messageOf(english, { code: 'money.too-large', params: { amount: 10n ** 20n } })).toContain(
      '1,000,000,000,000,000,000.00 yuan',
    );
  });
});

describe('The language of an answer', () => {
  test.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.5, zh-Hans;q=0.9', 'zh-CN'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['english', 'zh-CN'],
  ])('for %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
