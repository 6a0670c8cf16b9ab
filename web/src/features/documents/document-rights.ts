import type { Role } from '../../shared/api/contract.js';

/** Who is offered to record or confirm a document; whether they may is for the server to say. */
export const mayRecord = (role: Role): boolean =>
  role === 'cityManager' || role === 'cityFinance' || role === 'cityReviewer';
