import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { LifecycleStep } from '../../shared/api/contract.js';

/** The lifecycle of this project's funding mode, stage by stage: the gates that it has passed and those ahead. */
export function StageRail({ steps, stateLabel }: { steps: readonly LifecycleStep[]; stateLabel: string }) {
  const { t } = useTranslation();
  return (
    <ol className="rail" aria-label={t('project.lifecycle')}>
      {steps.map(({ stage, label, status }, index) => (
        <li
          key={`${stage}-${index}`}
          className={`rail-${status}`}
          aria-current={status === 'current' ? 'step' : undefined}
        >
          <i>{status === 'done' ? <CheckOutlined aria-label={t('project.stageDone')} /> : index + 1}</i>
          <span>
            <b>{label}</b>
            {status === 'current' && <small>{stateLabel}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}
