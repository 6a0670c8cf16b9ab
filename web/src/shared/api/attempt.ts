import { useRef } from 'react';
import { isProblem } from './problem.js';

/** Random by `getRandomValues`: `randomUUID` does not exist on the plain-http addresses of an office network. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends a command with an Idempotency-Key. When the line breaks and the same body is sent again it goes out under the
 * same key, so that what may have happened already does not happen twice. A clear answer, or a changed body, ends the
 * attempt and the next one has a new key.
 */
export function useAttempt() {
  const open = useRef<{ body: string; key: string } | null>(null);
  return async <T>(body: unknown, send: (key: string) => Promise<T>): Promise<T> => {
    const text = JSON.stringify(body);
    if (open.current?.body !== text) open.current = { body: text, key: newKey() };
    try {
      const answer = await send(open.current.key);
      open.current = null;
      return answer;
    } catch (error) {
      if (isProblem(error) && error.status >= 400 && error.status < 500) open.current = null;
      throw error;
    }
  };
}
