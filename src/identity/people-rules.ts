import type { Level, Member, Role } from '../../workflows/actor.js';

/** What an organisation of a level has people for (docs/glossary.md). */
const rolesAt: Readonly<Record<Level, readonly Role[]>> = {
  city: ['applicant', 'lineDepartment', 'cityReviewer', 'cityFinance', 'cityManager', 'auditor', 'administrator'],
  county: ['applicant', 'lineDepartment', 'countyOfficer', 'countyFinance', 'administrator'],
  town: ['applicant'],
};

export const mayHold = (level: Level, role: Role): boolean => rolesAt[level].includes(role);

/**
 * Whoever says who may decide must not decide, apply or pay: an administrator reads at most (职责分离). Whether these
 * roles, all of one person, go together.
 */
export const goTogether = (roles: readonly Role[]): boolean =>
  !roles.includes('administrator') || roles.every((role) => role === 'administrator' || role === 'auditor');

/** The region whose people and organisations an administrator manages; null is all. */
export const reachOf = (administrator: Member): string | null =>
  administrator.level === 'city' ? null : administrator.regionId;
