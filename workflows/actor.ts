/** Who acts: a person under one membership (person, organisation, role), or the system itself when time has passed. */
export type Role =
  | 'applicant'
  | 'lineDepartment'
  | 'countyOfficer'
  | 'countyFinance'
  | 'cityReviewer'
  | 'cityFinance'
  | 'cityManager'
  | 'auditor'
  | 'administrator';

export const roles: readonly Role[] = [
  'applicant',
  'lineDepartment',
  'countyOfficer',
  'countyFinance',
  'cityReviewer',
  'cityFinance',
  'cityManager',
  'auditor',
  'administrator',
];

export type Level = 'city' | 'county' | 'town';

export interface Member {
  readonly kind: 'member';
  readonly personId: number;
  readonly membershipId: number;
  readonly organisationId: number;
  /** The county, or the city, that the organisation belongs to. */
  readonly regionId: string;
  readonly level: Level;
  readonly role: Role;
  /** The person whom a deputy (代理) stands in for; nobody else has one. */
  readonly behalfOf?: number | null;
}

export type Actor = Member | { readonly kind: 'system' };

export const system: Actor = { kind: 'system' };

/** Whose act it is, for all rules that keep persons apart: the deputy's own, and that of whom they stand in for. */
export const personsOf = (actor: Actor): readonly number[] =>
  actor.kind === 'system' ? [] : actor.behalfOf ? [actor.personId, actor.behalfOf] : [actor.personId];

export const personOf = (actor: Actor): number | null => (actor.kind === 'member' ? actor.personId : null);
