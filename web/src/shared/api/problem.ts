import type { Unmet } from './contract.js';

export interface FieldError {
  field: string;
  message: string;
}

/** RFC 9457 problem+json, thrown by the client for every answer that is no success. Texts are in the reader's language. */
export class Problem extends Error {
  constructor(
    /** 0 when no answer came at all. */
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly unmet: readonly Unmet[] = [],
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail);
    this.name = 'Problem';
  }

  /** All that is said about single fields, whichever list it came in. */
  get fields(): FieldError[] {
    return [...this.errors, ...this.unmet.flatMap(({ field, message }) => (field ? [{ field, message }] : []))];
  }
}

export const isProblem = (error: unknown, status?: number): error is Problem =>
  error instanceof Problem && (status === undefined || error.status === status);

/** Reads the problem out of a refused answer; one that carries none (a proxy's page) keeps its status alone. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return new Problem(response.status, 'unknown', '');
  const { code, detail, title, unmet, errors } = body as Record<string, unknown>;
  return new Problem(
    response.status,
    text(code) || 'unknown',
    text(detail) || text(title),
    Array.isArray(unmet) ? (unmet as Unmet[]) : [],
    Array.isArray(errors) ? (errors as FieldError[]) : [],
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
