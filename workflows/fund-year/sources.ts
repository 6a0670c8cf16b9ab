import { DomainError } from '../values/domain-error.js';
import type { YearChange, YearInHand } from './change.js';
import type { FundYearEventOf } from './events.js';

/** Another source than a levy, planned beside what comes in; with lines, its income goes into a pool of its own. */
export function addSource(y: YearInHand, event: FundYearEventOf<'source.add'>): YearChange {
  const { name, kind, planned, note } = event;
  const { sources, lines: known } = y.facts;
  if (sources.some((source) => source.name === name.trim()))
    throw new DomainError('refused', 'source.name-taken', { name });
  const lines = [...new Set(event.lines ?? [])];
  const unknown = lines.find((line) => !known.some(({ code, leaf }) => leaf && code === line));
  if (unknown !== undefined) throw new DomainError('invalid', 'source.line-unknown', { line: unknown });
  const prefix = kind.replace('_', '-');
  let number = 1;
  while (sources.some(({ code }) => code === `${prefix}-${number}`)) number += 1;
  const code = `${prefix}-${number}`;
  const earmark = lines.length > 0 ? code : null;
  return {
    sources: [{ code, name: name.trim(), kind, regionId: null, planned, earmark, note: note ?? null }],
    earmarks: lines.map((line) => ({ earmark: code, line })),
    part: `source/${code}`,
  };
}

/** What is planned changes with a reason, which stands in the history; a levy is assessed anew instead. */
export function changeSource(y: YearInHand, { source: code, planned }: FundYearEventOf<'source.change'>): YearChange {
  const source = y.facts.sources.find((each) => each.code === code);
  if (!source) throw new DomainError('missing', 'source.missing');
  if (source.regionId !== null) throw new DomainError('refused', 'source.is-levy', { name: source.name });
  return { sources: [{ ...source, planned }], part: `source/${code}` };
}
