import { policyOf, type Policy } from './policy.js';
import type { Seat } from './parts.js';
import type { ProjectFacts } from './facts.js';

export type PanelOutcome = 'approved' | 'returned' | 'rejected' | 'no-quorum';

/** The seats of the vote that is under way, or of the last one. */
export function currentSeats(facts: ProjectFacts): readonly Seat[] {
  const round = Math.max(0, ...facts.parts.seat.map((seat) => seat.round));
  return facts.parts.seat.filter((seat) => seat.round === round && seat.state !== 'void');
}

/**
 * Votes that must be cast: a share of the seats that did not step back, rounded up; but never fewer than of the smallest
 * panel, so that nobody is left to decide alone when the others step back.
 */
export function quorum(seats: readonly Seat[], policy: Policy): number {
  const present = seats.filter((seat) => seat.state !== 'steppedBack').length;
  const [part, whole] = policy.quorum;
  return Math.ceil((Math.max(present, policy.panelSeats) * part) / whole);
}

/**
 * What the panel decided (集体审核). An abstention counts as a vote cast, so it counts towards the quorum and not
 * towards yes. Carried when more than `passPercent` of the votes cast say yes; otherwise rejected when more members
 * reject than return, else returned: a tie goes to the milder outcome, which loses the applicant nothing.
 */
export function panelOutcome(facts: ProjectFacts): PanelOutcome {
  const policy = policyOf(facts.project.policy);
  const seats = currentSeats(facts);
  const cast = seats.filter((seat) => seat.state === 'voted');
  if (cast.length < quorum(seats, policy)) return 'no-quorum';
  const count = (choice: Seat['choice']) => cast.filter((seat) => seat.choice === choice).length;
  if (count('approve') * 100 > cast.length * policy.passPercent) return 'approved';
  return count('reject') > count('return') ? 'rejected' : 'returned';
}
