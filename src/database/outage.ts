/** Node's and PostgreSQL's codes for: it cannot be reached, is starting or stopping, or has no connection left. */
const codes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|57P0[1-5]|08...|53300)$/;

/** What `pg` says without a code when a connection breaks or a time limit passes. */
const messages = /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout e)/;

/** The database cannot be reached, or was lost on the way: try again, nothing is broken. */
export function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return codes.test(code);
  return typeof message === 'string' && messages.test(message);
}
