import { LockOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/api/contract.js';
import { minuteOf } from '../../shared/dates/dates.js';

/** Whether somebody can sign in, and if not, why. */
export function PersonTags({ person: { active, signsIn, lockedUntil, passwordHandedOut } }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <span className="tags">
      {!active && (
        <span className="tag tag-bad">
          <StopOutlined aria-hidden /> {t('people.disabled')}
        </span>
      )}
      {lockedUntil && (
        <span className="tag tag-bad">
          <LockOutlined aria-hidden /> {t('people.lockedUntil', { at: minuteOf(lockedUntil).slice(11) })}
        </span>
      )}
      {active && !signsIn && <span className="tag tag-neutral">{t('people.neverSignsIn')}</span>}
      {active && passwordHandedOut && <span className="tag tag-waiting">{t('people.passwordHandedOut')}</span>}
      {active && signsIn && !lockedUntil && !passwordHandedOut && (
        <span className="tag tag-good">{t('people.inUse')}</span>
      )}
    </span>
  );
}
