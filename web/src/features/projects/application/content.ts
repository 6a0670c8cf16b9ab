import type { ApplicationContent } from '../../../shared/api/contract.js';
import { fenSoFar } from '../../../shared/money/entry.js';

/** What is sent of a form half filled in, and how many of its rows are not yet fit to be sent. */
export interface Sendable {
  content: ApplicationContent;
  unfinished: number;
}

type Row = Record<string, string | number | undefined>;

/**
 * The whole content in the shape that the API takes: a text may be empty and an amount nothing, but a row must name its
 * region, source or days. A row that does not yet stays in the form alone.
 */
export function contentOf(form: ApplicationContent): Sendable {
  let unfinished = 0;
  const rows = <T extends Row>(all: readonly (T | undefined)[] | undefined, names: Names<T>): Required<T>[] =>
    (all ?? []).flatMap((row) => {
      const complete = completed(row ?? ({} as T), names);
      if (!complete && row && Object.values(row).some((value) => value !== undefined && value !== '')) unfinished += 1;
      return complete ? [complete] : [];
    });
  const { title = '', summary = '', need = '', feasibility = '', returns, beneficiaries } = form;
  const content = {
    title,
    summary,
    need,
    feasibility,
    shares: rows(form.shares, { regionId: 'needed', asked: 'fen' }),
    match: rows(form.match, { source: 'needed', planned: 'fen' }),
    costs: rows(form.costs, { item: 'text', amount: 'fen' }),
    stages: rows(form.stages, { name: 'text', amount: 'fen' }),
    timetable: rows(form.timetable, { step: 'text', from: 'needed', until: 'needed' }),
    returns: { expected: returns?.expected ?? '', sharing: returns?.sharing ?? '' },
    beneficiaries: {
      villages: beneficiaries?.villages ?? 0,
      households: beneficiaries?.households ?? 0,
      persons: beneficiaries?.persons ?? 0,
    },
    targets: (form.targets ?? []).map(
      ({ aspect = null, measure = 'quantitative', name = '', target = '', unit = '' }) => ({
        aspect,
        measure,
        name,
        target,
        unit,
      }),
    ),
  };
  return { content, unfinished };
}

type Names<T> = { [K in keyof Required<T>]: 'needed' | 'fen' | 'text' };

/** The row with what may be empty filled in; null when what it needs is missing, or when all of it is empty. */
function completed<T extends Row>(row: T, names: Names<T>): Required<T> | null {
  const entries = Object.entries<Names<T>[keyof T]>(names);
  if (entries.every(([name]) => !row[name])) return null;
  if (entries.some(([name, kind]) => kind === 'needed' && !row[name])) return null;
  return Object.fromEntries(
    entries.map(([name, kind]) => [
      name,
      kind === 'fen' ? fenSoFar(row[name] as string | undefined) : (row[name] ?? ''),
    ]),
  ) as Required<T>;
}
