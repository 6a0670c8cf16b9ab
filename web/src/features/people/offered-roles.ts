import type { Organisation, Role } from '../../shared/api/contract.js';

const byLevel: Readonly<Record<string, readonly Role[]>> = {
  city: ['applicant', 'lineDepartment', 'cityReviewer', 'cityFinance', 'cityManager', 'auditor', 'administrator'],
  county: ['applicant', 'lineDepartment', 'countyOfficer', 'countyFinance', 'administrator'],
  town: ['applicant'],
};

/** Which roles are offered for an organisation; whether somebody may hold one is for the server to say. */
export const offeredRoles = (organisation: Organisation | undefined): readonly Role[] =>
  organisation ? (byLevel[organisation.level] ?? []) : [];
