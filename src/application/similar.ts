/** Pairs of neighbouring characters: what short Chinese titles have in common, without cutting them into words. */
function pairsOf(title: string): Set<string> {
  const characters = [...title.replace(/[\s\p{P}\d]|年度?/gu, '')];
  return new Set(characters.slice(1).map((character, index) => characters[index]! + character));
}

/** How much two titles have in common, from 0 to 1: twice the shared pairs by all pairs (Dice's coefficient). */
export function likeness(a: string, b: string): number {
  const [pairs, others] = [pairsOf(a), pairsOf(b)];
  if (pairs.size + others.size === 0) return 0;
  const shared = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * shared) / (pairs.size + others.size);
}

interface Wanted {
  readonly title?: string;
  readonly line?: string;
  readonly year?: number;
}

/**
 * The most similar first: the same line counts as much as half a title, the last year before as much as a quarter of one;
 * what has nothing in common is left out.
 */
export function mostSimilar<T extends { readonly title: string; readonly line: string; readonly year: number }>(
  projects: readonly T[],
  { title = '', line, year = 0 }: Wanted,
  limit = 10,
): T[] {
  const lastYear = Math.max(...projects.map((project) => project.year).filter((other) => other < year));
  return projects
    .map((project) => ({
      project,
      score:
        likeness(title, project.title) + (project.line === line ? 0.5 : 0) + (project.year === lastYear ? 0.25 : 0),
    }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ project }) => project);
}
