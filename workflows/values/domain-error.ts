/** What kind of refusal it is; the web maps each kind to one HTTP status (400, 403, 404, 409, 422). */
export type ErrorKind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'refused';

export type ErrorParams = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** One thing that stands in the way, as a code for the texts and the numbers that belong into the sentence. */
export interface Unmet {
  readonly code: string;
  readonly params: ErrorParams;
  /** The field of the request or the application that it is about, where it is about one. */
  readonly field?: string;
}

/**
 * Says no. `code` is stable and documented (`project.transition-refused`); `params` fill the sentence that the
 * reader sees; `unmet` lists each requirement that failed. Everything that is not a DomainError is a bug.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly params: ErrorParams = {},
    readonly unmet: readonly Unmet[] = [],
  ) {
    super(`${code} ${printed(params)}`);
    this.name = 'DomainError';
  }
}

export const unmet = (code: string, params: ErrorParams = {}, field?: string): Unmet =>
  field === undefined ? { code, params } : { code, params, field };

function printed(params: ErrorParams): string {
  return JSON.stringify(params, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
