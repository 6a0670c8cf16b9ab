import { wholeApplication } from './application-form.js';
import type { Seat } from './parts.js';

export interface FieldReason {
  readonly field: string;
  readonly reason: string;
}

/** A return (退回补正): each field is one point, which needs an answer; other fields may be changed, none must. */
export interface Returned {
  /** The role that returned it, or `panel`. */
  readonly by: string;
  readonly reason: string;
  readonly fields: readonly FieldReason[];
}

/** The points of a return with what the applicant answered; kept with the revision that answers them. */
export interface Answered extends Returned {
  readonly fields: readonly (FieldReason & { readonly answer: string })[];
}

const joined = (reasons: readonly string[]): string => [...new Set(reasons)].join('；');

/** One point for each field: who names a field twice, or after another member, adds a reason to its point. */
export function pointsOf(named: readonly FieldReason[]): FieldReason[] {
  const reasons = new Map<string, string[]>();
  for (const { field, reason } of named) reasons.set(field, [...(reasons.get(field) ?? []), reason.trim()]);
  return [...reasons].map(([field, all]) => ({ field, reason: joined(all) }));
}

/** What a panel returns: the fields that votes for a return named, and where one named none, its reason as a whole. */
export function returnedByPanel(seats: readonly Seat[]): Returned {
  const voted = seats.filter((seat) => seat.state === 'voted');
  const named = voted
    .filter((seat) => seat.choice === 'return')
    .flatMap((seat) => (seat.fields?.length ? seat.fields : [{ field: wholeApplication, reason: seat.reason ?? '' }]));
  return {
    by: 'panel',
    reason: joined(voted.flatMap(({ reason }) => (reason?.trim() ? [reason.trim()] : []))),
    fields: pointsOf(named),
  };
}

/** The points with their answers, of which the requirement has made sure that none is missing. */
export function answered(
  { by, reason, fields }: Returned,
  answers: readonly { readonly field: string; readonly answer: string }[],
): Answered {
  const given = new Map(answers.map(({ field, answer }) => [field, answer.trim()]));
  return { by, reason, fields: fields.map((point) => ({ ...point, answer: given.get(point.field) ?? '' })) };
}
