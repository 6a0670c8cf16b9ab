import { DomainError } from '../../workflows/values/domain-error.js';

/** The id in an address. What is no id of a row names nothing: 404 with the code of what is not there. */
export function rowId(text: string, missing: string): number {
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text) || id > 2_147_483_647) throw new DomainError('missing', missing);
  return id;
}
