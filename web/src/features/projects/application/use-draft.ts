import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { api, dataOf } from '../../../shared/api/client.js';
import type { Draft, Id, Unmet } from '../../../shared/api/contract.js';
import { isProblem } from '../../../shared/api/problem.js';
import { keep } from './kept-draft.js';
import {
  absorbed,
  changesBetween,
  type Clash,
  newWriter,
  patchOf,
  type Places,
  placesOf,
  type Written,
} from './places.js';

export type SaveState =
  | { kind: 'clean' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; error: unknown }
  /** Submitted meanwhile: nothing is written any more, and what was typed last is there to be copied. */
  | { kind: 'closed'; error: unknown; unsaved: Places };

export interface Writer {
  name: string;
  section: string | null;
}

const quietMs = 1_000;
const askAgainMs = 10_000;

export const writtenOf = ({ content, answers }: Pick<Draft, 'content' | 'answers'>): Written => ({
  ...content,
  answers,
});

interface Options {
  id: Id;
  person: Id;
  loaded: Draft;
  /** What the form holds now. */
  read: () => Written;
  /** Puts what others wrote into the form. */
  take: (changes: Places) => void;
}

/**
 * Saves what was changed a second after the typing pauses, one request at a time; takes in what others write; keeps what
 * is not saved in the browser. Where two wrote the same place differently nothing is overwritten: the place is left out
 * of the saves until its clash is settled.
 */
export function useDraft({ id, person, loaded, read, take }: Options) {
  const [state, setState] = useState<SaveState>({ kind: 'clean' });
  const [unmet, setUnmet] = useState<readonly Unmet[]>(loaded.unmet);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  const [writers, setWriters] = useState<readonly Writer[]>([]);
  const known = useRef<Places>(placesOf(writtenOf(loaded)));
  const lacking = useRef<readonly Unmet[]>(loaded.unmet);
  const version = useRef(loaded.version);
  const [writer] = useState(newWriter);
  const clashing = useRef(new Map<string, Clash>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const closed = useRef(false);
  const section = useRef<string | undefined>(undefined);
  const handed = useRef({ read, take });
  useLayoutEffect(() => {
    handed.current = { read, take };
  });

  const form = useCallback(() => placesOf(handed.current.read(), known.current), []);
  const unsaved = useCallback(() => changesBetween(known.current, form()), [form]);
  const sendable = useCallback(
    () => new Map([...unsaved()].filter(([path]) => !clashing.current.has(path))),
    [unsaved],
  );
  const remember = useCallback(() => keep(person, id, known.current, unsaved()), [person, id, unsaved]);

  /** A newer state of the draft: others' words go into the form, what was written on both sides clashes. */
  const absorb = useCallback(
    (newer: Draft, sent?: Places) => {
      const places = placesOf(writtenOf(newer));
      const { take: theirs, clashes: found } = absorbed(known.current, places, form(), sent);
      for (const clash of found) {
        const named = newer.conflicts?.find(({ path }) => path === clash.path);
        clashing.current.set(clash.path, { ...clash, by: named?.by ?? newer.updatedBy });
      }
      known.current = places;
      version.current = newer.version;
      if (theirs.size > 0) handed.current.take(theirs);
      const standing = changesBetween(places, form());
      for (const path of clashing.current.keys()) if (!standing.has(path)) clashing.current.delete(path);
      setClashes([...clashing.current.values()].map((clash) => ({ ...clash, theirs: places.get(clash.path) ?? null })));
      setUnmet(newer.unmet);
      lacking.current = newer.unmet;
      remember();
    },
    [form, remember],
  );

  const save = useCallback(async () => {
    for (let changes = sendable(); changes.size > 0 && !closed.current; changes = sendable()) {
      setState({ kind: 'saving' });
      try {
        const body = { version: version.current, writer, ...patchOf(changes) };
        const saved = await dataOf(api.PATCH('/api/projects/{id}/draft', { params: { path: { id } }, body }));
        absorb(saved, changes);
        setState(sendable().size > 0 ? { kind: 'waiting' } : { kind: 'saved', at: new Date() });
      } catch (error) {
        closed.current = isProblem(error) && error.code === 'application.not-writable';
        setState(closed.current ? { kind: 'closed', error, unsaved: unsaved() } : { kind: 'failed', error });
        return;
      }
    }
  }, [id, writer, absorb, sendable, unsaved]);

  /** Saves now what waits; resolves when nothing is under way any more, with what a submission still lacks. */
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    running.current = running.current.then(save);
    return running.current.then(() => lacking.current);
  }, [save]);

  const changed = useCallback(() => {
    remember();
    if (closed.current) return;
    setState({ kind: 'waiting' });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), quietMs);
  }, [flush, remember]);

  /** Mine stands, or theirs; either way it is an ordinary save on top of what both have seen by now. */
  const settle = useCallback(
    (clash: Clash, choice: 'mine' | 'theirs') => {
      clashing.current.delete(clash.path);
      setClashes([...clashing.current.values()]);
      if (choice === 'theirs') handed.current.take(new Map([[clash.path, known.current.get(clash.path) ?? null]]));
      changed();
    },
    [changed],
  );

  /** What was kept in the browser goes into the form again; where others wrote meanwhile, it is for the writer to decide. */
  const restore = useCallback(
    (changes: Places, clashes: readonly Clash[]) => {
      for (const clash of clashes) clashing.current.set(clash.path, clash);
      setClashes([...clashing.current.values()]);
      handed.current.take(changes);
      changed();
    },
    [changed],
  );

  const meet = useCallback(
    async (presence: 'open' | 'left') => {
      const body = { writer, section: section.current, state: presence };
      const params = { path: { id } };
      const here = await dataOf(api.PUT('/api/projects/{id}/draft/presence', { params, body, keepalive: true }));
      if (presence === 'left') return;
      setWriters(here.writers);
      if (here.version <= version.current) return;
      // Behind a save under way, so that its answer is not taken for somebody else's words.
      running.current = running.current.then(async () => {
        absorb(await dataOf(api.GET('/api/projects/{id}/draft', { params })));
      });
      await running.current;
    },
    [id, writer, absorb],
  );

  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible' && !closed.current) meet('open').catch(() => undefined);
    };
    ask();
    const every = setInterval(ask, askAgainMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(every);
      document.removeEventListener('visibilitychange', ask);
      meet('left').catch(() => undefined);
    };
  }, [meet]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!closed.current && unsaved().size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void flush();
    };
  }, [flush, unsaved]);

  /** Where the writer is, for the others to see. */
  const enter = useCallback((name: string) => {
    section.current = name;
  }, []);

  return { state, unmet, clashes, writers, known, changed, flush, settle, restore, enter };
}
