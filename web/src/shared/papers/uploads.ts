import { useEffect, useRef, useState } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import { language } from '../i18n/i18n.js';

/** A paper as it is named to the server. */
export interface NamedPaper {
  class: string;
  hash: string;
  name: string;
}

export interface Arriving {
  key: number;
  class: string;
  name: string;
  percent: number;
  state: 'sending' | 'paused' | 'failed';
  /** Why it failed, as the server says it; nothing where the connection was lost. */
  reason?: string;
}

let keys = 0;
const underWay = new Set<number>();

/** Whether an upload has neither arrived nor been taken away: what is sent now would go without it. */
export const isArriving = (): boolean => underWay.size > 0;

/**
 * Uploads under way, each by the tus protocol: sent in one stream, gone on with after a broken connection, paused and
 * resumed by hand. What has arrived is given to `arrived` with its hash.
 */
export function useUploads(arrived: (paper: NamedPaper) => void) {
  const [list, setList] = useState<readonly Arriving[]>([]);
  const uploads = useRef(new Map<number, Upload>());
  const tell = useRef(arrived);
  useEffect(() => {
    tell.current = arrived;
  });
  useEffect(() => {
    const running = uploads.current;
    return () =>
      running.forEach((upload, key) => {
        underWay.delete(key);
        void upload.abort();
      });
  }, []);

  const set = (key: number, fields: Partial<Arriving>) =>
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...fields } : one)));
  const drop = (key: number) => {
    uploads.current.delete(key);
    underWay.delete(key);
    setList((all) => all.filter((one) => one.key !== key));
  };

  const add = (file: File, paperClass: string) => {
    const key = (keys += 1);
    const upload = new Upload(file, {
      endpoint: '/api/uploads',
      metadata: { filename: file.name, class: paperClass },
      headers: { 'Accept-Language': language() },
      retryDelays: [0, 1000, 3000, 5000],
      // Chosen again after the page was left, the same file goes on where its last byte arrived.
      fingerprint: () => Promise.resolve(['sluice', paperClass, file.name, file.size, file.lastModified].join('/')),
      removeFingerprintOnSuccess: true,
      onProgress: (sent, whole) => set(key, { percent: whole > 0 ? Math.floor((sent / whole) * 100) : 0 }),
      onError: (error) => set(key, { state: 'failed', reason: reasonOf(error) }),
      onSuccess: () => {
        void fetch(`${upload.url}/paper`, { headers: { 'Accept-Language': language() } })
          .then(async (reply) => {
            const body = (await reply.json()) as { hash?: string; detail?: string };
            if (!reply.ok || !body.hash) return set(key, { state: 'failed', reason: body.detail });
            drop(key);
            tell.current({ class: paperClass, hash: body.hash, name: file.name });
          })
          .catch(() => set(key, { state: 'failed' }));
      },
    });
    uploads.current.set(key, upload);
    underWay.add(key);
    setList((all) => [...all, { key, class: paperClass, name: file.name, percent: 0, state: 'sending' }]);
    void upload.findPreviousUploads().then(([previous]) => {
      if (!uploads.current.has(key)) return;
      if (previous) upload.resumeFromPreviousUpload(previous);
      upload.start();
    });
  };

  return {
    list,
    add,
    pause: (key: number) => {
      void uploads.current.get(key)?.abort();
      set(key, { state: 'paused' });
    },
    goOn: (key: number) => {
      set(key, { state: 'sending', reason: undefined });
      uploads.current.get(key)?.start();
    },
    remove: (key: number) => {
      void uploads.current
        .get(key)
        ?.abort(true)
        .catch(() => undefined);
      drop(key);
    },
  };
}

function reasonOf(error: Error): string | undefined {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    return (JSON.parse(body ?? '') as { detail?: string }).detail;
  } catch {
    return undefined;
  }
}
