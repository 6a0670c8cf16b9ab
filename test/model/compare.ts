import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { choose, dice, opening, type Dice } from './choose.js';
import { Model, onward } from './model.js';
import type { Opening, Outcome, Sent, Subject } from './subject.js';

export interface Run {
  /** How many sequences. */
  readonly sequences: number;
  readonly longest?: number;
  /** Of the whole run; from SEED, else of this moment. */
  readonly seed?: number;
  readonly open: (opening: Opening) => Promise<Subject> | Subject;
  readonly close?: (subject: Subject) => Promise<void> | void;
}

/** What a run came upon: for a test to see that it went everywhere. */
export interface Coverage {
  readonly seed: number;
  steps: number;
  readonly outcomes: Map<string, number>;
  /** Stage and event, where it was accepted. */
  readonly accepted: Set<string>;
  readonly refusedTypes: Set<string>;
  readonly ends: Map<string, number>;
}

export const seedFromEnvironment = (): number =>
  process.env['SEED'] === undefined ? Date.now() % 2_147_483_648 : Number(process.env['SEED']);

const printed = (value: unknown) =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));

class Difference extends Error {}

/** For how long a sequence that failed is made shorter; on a database it would take hours to its shortest. */
const shrinkForMs = 20_000;

/**
 * Sends random sequences, legal and not, to a subject and to the plain model, and fails at the first answer or state in
 * which they differ; fast-check then shrinks the sequence. The same seed gives the same run: `SEED=… `.
 */
export async function compareWithModel({
  sequences,
  longest = 60,
  seed = seedFromEnvironment(),
  open,
  close,
}: Run): Promise<Coverage> {
  const coverage: Coverage = {
    seed,
    steps: 0,
    outcomes: new Map(),
    accepted: new Set(),
    refusedTypes: new Set(),
    ends: new Map(),
  };
  let firstFailureAt: number | null = null;
  const property = fc.asyncProperty(
    opening,
    fc.array(dice, { minLength: longest / 2, maxLength: longest }),
    async (start, throws) => {
      // What is not tried counts as passed, so that the shortest failure found by then is told.
      if (firstFailureAt !== null && Date.now() - firstFailureAt > shrinkForMs) return;
      const subject = await open(start);
      try {
        await walk(start, throws, subject, coverage);
      } catch (error) {
        firstFailureAt ??= Date.now();
        throw error;
      } finally {
        await close?.(subject);
      }
    },
  );
  try {
    await fc.assert(property, { numRuns: sequences, seed });
  } catch (error) {
    throw new Error(`${(error as Error).message}\nReplay the whole run with SEED=${seed}`, { cause: error });
  }
  return coverage;
}

async function walk(start: Opening, throws: readonly Dice[], subject: Subject, coverage: Coverage): Promise<void> {
  const model = new Model(start);
  const told: { readonly stage: string; readonly sent: Sent; readonly expected: Outcome }[] = [];
  const different = (what: string) =>
    new Difference(
      [
        what,
        printed(start),
        ...told.map(({ stage, sent, expected }) => `${stage}: ${printed(sent)} → ${expected}`),
      ].join('\n'),
    );
  const compare = async () => {
    const [seen, shown] = [model.seen(), await subject.state()];
    if (!isDeepStrictEqual(seen, shown))
      throw different(`they differ\nmodel   ${printed(seen)}\nsubject ${printed(shown)}`);
  };

  let income = start.income;
  let afterEnd = 0;
  for (const thrown of throws) {
    const stage = model.stage;
    // A few tries on what has ended are enough.
    if (onward[stage].length === 0 && ++afterEnd > 4) break;
    const sent = choose(model, thrown);
    const expected = model.decide(sent);
    const actual = await subject.apply(sent);
    told.push({ stage, sent, expected });
    if (expected !== actual) throw different(`the model says ${expected}, the subject ${actual}`);
    // What a refusal changed against the rules is still seen after the next event that is accepted, or at the end.
    if (expected === 'accepted') await compare();
    if (sent.to === 'fund' && sent.type === 'income' && expected === 'accepted') income += sent.amount;
    const broken = model.broken(income);
    if (broken.length > 0) throw different(`broken: ${broken.join('; ')}`);
    count(sent, stage, expected, coverage);
  }
  await compare();
  coverage.ends.set(model.stage, (coverage.ends.get(model.stage) ?? 0) + 1);
}

function count(sent: Sent, stage: string, outcome: string, coverage: Coverage): void {
  coverage.steps += 1;
  coverage.outcomes.set(outcome, (coverage.outcomes.get(outcome) ?? 0) + 1);
  if (sent.to !== 'project') return;
  if (outcome === 'accepted') coverage.accepted.add(`${stage} ${sent.type}`);
  if (outcome === 'refused') coverage.refusedTypes.add(sent.type);
}
