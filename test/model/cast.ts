import type { Role } from '../../workflows/actor.js';
import { city, county, otherCounty } from '../support/story.js';

/** Somebody who may appear in a sequence, as the model knows them. */
export interface Player {
  readonly person: number;
  readonly role: Role;
  readonly organisation: number;
  readonly region: string;
  readonly level: 'city' | 'county' | 'town';
  /** Whom a deputy stands in for. */
  readonly behalfOf?: number;
}

const player = (person: number, role: Role, organisation: number, region: string, level: Player['level']): Player => ({
  person,
  role,
  organisation,
  region,
  level,
});

/** Everybody with one role each, and at the end those who hold a second role beside what they write, submit or endorse. */
export const cast = {
  applicant: player(1, 'applicant', 101, county, 'town'),
  colleague: player(2, 'applicant', 101, county, 'town'),
  otherApplicant: player(3, 'applicant', 102, county, 'town'),
  cityApplicant: player(4, 'applicant', 103, city, 'city'),
  countyOfficer: player(11, 'countyOfficer', 111, county, 'county'),
  countyFinance: player(12, 'countyFinance', 112, county, 'county'),
  countyLineDepartment: player(13, 'lineDepartment', 113, county, 'county'),
  otherOfficer: player(14, 'countyOfficer', 114, otherCounty, 'county'),
  otherFinance: player(15, 'countyFinance', 115, otherCounty, 'county'),
  reviewer: player(21, 'cityReviewer', 121, city, 'city'),
  secondReviewer: player(22, 'cityReviewer', 121, city, 'city'),
  thirdReviewer: player(23, 'cityReviewer', 122, city, 'city'),
  fourthReviewer: player(24, 'cityReviewer', 122, city, 'city'),
  finance: player(31, 'cityFinance', 131, city, 'city'),
  manager: player(41, 'cityManager', 141, city, 'city'),
  housing: player(51, 'lineDepartment', 151, city, 'city'),
  civilAffairs: player(52, 'lineDepartment', 152, city, 'city'),
  auditor: player(61, 'auditor', 161, city, 'city'),
  administrator: player(71, 'administrator', 171, city, 'city'),
  writerAsOfficer: player(1, 'countyOfficer', 111, county, 'county'),
  writerAsFinance: player(1, 'countyFinance', 112, county, 'county'),
  writerAsReviewer: player(1, 'cityReviewer', 121, city, 'city'),
  endorserAsReviewer: player(11, 'cityReviewer', 121, city, 'city'),
  colleagueAsOfficer: player(2, 'countyOfficer', 111, county, 'county'),
  colleagueAsReviewer: player(2, 'cityReviewer', 121, city, 'city'),
  writersDeputy: { ...player(16, 'applicant', 101, county, 'town'), behalfOf: 1 },
  writersDeputyAsOfficer: player(16, 'countyOfficer', 111, county, 'county'),
} as const satisfies Record<string, Player>;

export type PlayerName = keyof typeof cast;
export const playerNames = Object.keys(cast) as PlayerName[];

export const panelPersons = [21, 22, 23, 24];
export const departmentIds = [151, 152];
export { city, county, otherCounty };
