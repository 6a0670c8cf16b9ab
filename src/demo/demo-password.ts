import { DomainError } from '../../workflows/values/domain-error.js';

/** Everybody's in the demo city; shown on its sign-in page, and refused as anybody's outside it. */
export const demoPassword = 'sluice-demo';

/** Whether this is a demo, whose sign-ins are open to all. */
export const DEMO = Symbol('demo');

/** Everybody in the demo city has a user name that begins so. */
const ofDemo = 'demo-';

/** What a visitor may not do to a sign-in that the sign-in page offers to everybody: the next one would stand outside. */
export function assertNotShared(isDemo: boolean, username: string): void {
  if (isDemo && username.startsWith(ofDemo)) throw new DomainError('refused', 'person.of-demo', { username });
}
