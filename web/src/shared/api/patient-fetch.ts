/**
 * Requests whose session has ended wait until the same person has signed in again, and then go out once more, under the
 * same Idempotency-Key. What was typed stays where it is, and nobody who asks the server has to know.
 */

/** Resolves when the person has signed in again; null where nobody is signed in who could. */
type Ask = () => Promise<void> | null;

let ask: Ask | null = null;
let asking: Promise<void> | null = null;

/** Who is to be asked. Returns how to stop. */
export function whenSessionEnds(asked: Ask): () => void {
  ask = asked;
  return () => {
    ask = null;
    asking = null;
  };
}

export async function patientFetch(input: Request): Promise<Response> {
  // A body can be read once: the second time a copy goes out.
  const again = input.clone();
  const response = await fetch(input);
  if (response.status !== 401 || !(await isSignedOut(response))) return response;
  asking ??= ask?.() ?? null;
  if (!asking) return response;
  await asking.finally(() => (asking = null));
  return patientFetch(again);
}

/** Not the sign-in itself, whose password was wrong. */
async function isSignedOut(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown } | null;
  return body?.code === 'session.signed-out';
}
