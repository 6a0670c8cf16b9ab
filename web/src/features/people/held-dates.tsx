import { useTranslation } from 'react-i18next';
import type { PersonMembership } from '../../shared/api/contract.js';
import { addDays } from '../../shared/dates/dates.js';

/** From the first day to the last, both included. */
export function HeldDates({ membership: { startedOn, endedOn } }: { membership: PersonMembership }) {
  const { t } = useTranslation();
  return (
    <>
      {startedOn || endedOn
        ? t('people.held', { from: startedOn ?? '…', until: endedOn ? addDays(endedOn, -1) : t('people.openEnd') })
        : t('people.sinceEver')}
    </>
  );
}
