import createClient, { type Middleware } from 'openapi-fetch';
import { language } from '../i18n/i18n.js';
import { patientFetch } from './patient-fetch.js';
import type { Paths } from './contract.js';
import { Problem, problemOf } from './problem.js';

const speaking: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language());
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
  onError: ({ error }) => (error instanceof Problem ? error : new Problem(0, 'unreachable', '')),
};

/** The typed client. Every call either has `data` or throws a `Problem`. */
export const api = createClient<Paths>({ baseUrl: '/', credentials: 'same-origin', fetch: patientFetch });
api.use(speaking);

/** The data of a call: `dataOf(api.GET('/api/session'))`. */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** Posts a command to an address that the server itself gave (an action's `href`). */
export const postTo = (href: string, body: unknown, key: string): Promise<unknown> => sendTo('POST', href, body, key);

export async function sendTo(method: 'POST' | 'PUT', href: string, body: unknown, key: string): Promise<unknown> {
  const request = new Request(href, {
    method,
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'Accept-Language': language() },
    body: JSON.stringify(body),
  });
  const response = await patientFetch(request).catch(() => {
    throw new Problem(0, 'unreachable', '');
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.json();
}
