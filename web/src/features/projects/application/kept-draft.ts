import type { Places, Clash } from './places.js';
import { isSame } from './places.js';

/** What was typed and not yet saved, kept in the browser: a crash, an ended session or a closed window loses nothing. */
export interface KeptDraft {
  /** When it was typed last, ISO. */
  at: string;
  /** Per place what the server had and what was typed. */
  changes: [path: string, was: unknown, now: unknown][];
}

const keyOf = (person: number | string, project: number | string) => `sluice.draft.${person}.${project}`;

export function keep(person: number | string, project: number | string, known: Places, changes: Places): void {
  const key = keyOf(person, project);
  try {
    if (changes.size === 0) localStorage.removeItem(key);
    else {
      const rows = [...changes].map(([path, now]): KeptDraft['changes'][number] => [
        path,
        known.get(path) ?? null,
        now,
      ]);
      localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), changes: rows } satisfies KeptDraft));
    }
  } catch {
    // The browser's storage is full or forbidden: what is typed is still in the form, and saved a second later.
  }
}

export function keptDraft(person: number | string, project: number | string): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(person, project)) ?? 'null') as KeptDraft | null;
    return kept && Array.isArray(kept.changes) && kept.changes.length > 0 ? kept : null;
  } catch {
    return null;
  }
}

/** What of it is to be offered: what is not saved by now. Where others wrote meanwhile, both texts. */
export function offered(kept: KeptDraft, known: Places): { changes: Map<string, unknown>; clashes: Clash[] } {
  const changes = new Map<string, unknown>();
  const clashes: Clash[] = [];
  for (const [path, was, now] of kept.changes) {
    const there = known.get(path) ?? null;
    if (isSame(there, now)) continue;
    changes.set(path, now);
    if (!isSame(there, was)) clashes.push({ path, mine: now, theirs: there });
  }
  return { changes, clashes };
}
