import { CloseCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Unmet } from '../api/contract.js';

/** What is still missing, as a checklist; the words are the server's. */
export function UnmetList({ unmet }: { unmet: readonly Unmet[] }) {
  const { t } = useTranslation();
  return (
    <ul className="unmet" aria-label={t('shell.unmet')}>
      {unmet.map((one, index) => (
        <li key={`${one.code}-${index}`}>
          <CloseCircleOutlined aria-hidden /> <span>{one.message}</span>
        </li>
      ))}
    </ul>
  );
}
