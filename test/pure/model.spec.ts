import { expect, test } from 'vitest';
import { compareWithModel } from '../model/compare.js';
import { MemorySubject } from '../model/memory.subject.js';
import { onward, rules } from '../model/model.js';

const sequences = Number(process.env['SEQUENCES'] ?? 500);

// Sixteen milliseconds each on an idle machine.
test(
  'random sequences, legal and not, do to a project what the plain model says',
  { timeout: 60_000 + sequences * 120 },
  async () => {
    Error.stackTraceLimit = 0;
    const coverage = await compareWithModel({ sequences, open: (opening) => new MemorySubject(opening) });
    console.info(
      `model: seed ${coverage.seed}, ${sequences} sequences, ${coverage.steps} steps,`,
      Object.fromEntries(coverage.outcomes),
      Object.fromEntries(coverage.ends),
    );
    if (sequences < 2_000) return;
    // A run that never came to a stage, or never did a thing, would prove nothing about it.
    const stages = new Set([...coverage.accepted].map((pair) => pair.split(' ')[0]!));
    expect(
      Object.keys(onward).filter((stage) => onward[stage as keyof typeof onward].length > 0 && !stages.has(stage)),
    ).toEqual([]);
    const done = new Set([...coverage.accepted].map((pair) => pair.split(' ')[1]!));
    expect(Object.keys(rules).filter((type) => !done.has(type))).toEqual([]);
  },
);
