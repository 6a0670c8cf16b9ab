/**
 * Node's and PostgreSQL's codes for: it cannot be reached, is starting or stopping, has no connection, disk or memory left,
 * cannot read or write its files, or took too long.
 */
const codes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|57014|57P0[1-5]|08...|53[123]00|58030)$/;

/** What `pg` says without a code when a connection breaks or a time limit passes. */
const messages = /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout e)/;

/** What TypeORM says on the next query, when a connection broke between two and it gave it back by itself. */
const names = /^QueryRunner(Provider)?AlreadyReleasedError$/;

/** The database cannot be reached, or was lost on the way: try again, nothing is broken. */
export function isOutage(error: unknown): boolean {
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: unknown; name?: string };
  if (typeof code === 'string') return codes.test(code);
  return (typeof message === 'string' && messages.test(message)) || names.test(name ?? '');
}
