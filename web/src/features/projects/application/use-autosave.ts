import { useCallback, useEffect, useRef, useState } from 'react';
import { api, dataOf } from '../../../shared/api/client.js';
import type { ApplicationContent, Draft, Id } from '../../../shared/api/contract.js';
import { isProblem } from '../../../shared/api/problem.js';

export type SaveState =
  | { kind: 'clean' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict' };

const quietMs = 1_000;

/**
 * Saves what is typed a second after the typing pauses, one request at a time, so that versions follow each other.
 * A stale version stops the saving until the writer has chosen whose text shall stand (`overwrite` or a reload).
 */
export function useAutosave(id: Id, loaded: Draft) {
  const [state, setState] = useState<SaveState>({ kind: 'clean' });
  const version = useRef(loaded.version);
  const waiting = useRef<ApplicationContent | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<void> | null>(null);
  const stopped = useRef(false);

  const save = useCallback(async () => {
    while (waiting.current && !stopped.current) {
      const content = waiting.current;
      waiting.current = null;
      setState({ kind: 'saving' });
      try {
        const body = { version: version.current, content };
        const saved = await dataOf(api.PUT('/api/projects/{id}/draft', { params: { path: { id } }, body }));
        version.current = saved.version;
        setState(waiting.current ? { kind: 'waiting' } : { kind: 'saved', at: new Date() });
      } catch (error) {
        waiting.current ??= content;
        stopped.current = isProblem(error, 409);
        setState(stopped.current ? { kind: 'conflict' } : { kind: 'failed', error });
        return;
      }
    }
  }, [id]);

  /** Saves now what waits; resolves when nothing is under way any more. */
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    running.current = (running.current ?? Promise.resolve()).then(save);
    return running.current;
  }, [save]);

  const changed = useCallback(
    (content: ApplicationContent) => {
      waiting.current = content;
      if (stopped.current) return;
      setState({ kind: 'waiting' });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush],
  );

  /** After a conflict: my text stands, on top of the version that the other one saved. */
  const overwrite = useCallback(async () => {
    const theirs = await dataOf(api.GET('/api/projects/{id}/draft', { params: { path: { id } } }));
    version.current = theirs.version;
    stopped.current = false;
    await flush();
  }, [id, flush]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      if (!stopped.current) void flush();
    };
  }, [flush]);

  return { state, changed, flush, overwrite };
}
