import { documentKinds, type NewDocument, type Role } from '../../shared/api/contract.js';

/** The kinds that a role is offered to record or confirm; whether it may is for the server to say. */
export function kindsFor(role: Role): readonly NewDocument['kind'][] {
  if (role === 'cityFinance') return ['release'];
  return role === 'cityManager' ? documentKinds.filter((kind) => kind !== 'release') : [];
}
