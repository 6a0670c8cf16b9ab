import { Membership } from '../identity/membership.entity.js';
import { Organisation } from '../identity/organisation.entity.js';
import { Person } from '../identity/person.entity.js';
import { Region } from '../identity/region.entity.js';
import { Session } from '../identity/session.entity.js';
import { BudgetLine } from '../funds/budget-line.entity.js';
import { FundYear } from '../funds/fund-year.entity.js';
import { IncomeSource } from '../funds/income-source.entity.js';

/** What TypeORM maps: what is read and written as ordinary rows. What the door writes is named SQL. */
export const entities = [Region, Organisation, Person, Membership, Session, FundYear, IncomeSource, BudgetLine];
