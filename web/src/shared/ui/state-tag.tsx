import { PauseCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { toneOf } from './tone.js';

export function StateTag({ state, label, suspended = false }: { state: string; label: string; suspended?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="tags">
      <span className={`tag tag-${toneOf(state)}`}>{label}</span>
      {suspended && (
        <span className="tag tag-waiting">
          <PauseCircleOutlined /> {t('shell.suspended')}
        </span>
      )}
    </span>
  );
}
