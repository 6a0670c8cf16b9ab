import { ClockCircleOutlined, ExclamationCircleFilled, PauseCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

interface DueProps {
  dueOn: string | null;
  workingDaysLeft: number | null;
  paused?: boolean;
}

/** How long is left, in words and a sign; red only when it is too late. */
export function Due({ dueOn, workingDaysLeft, paused = false }: DueProps) {
  const { t } = useTranslation();
  if (paused) {
    return (
      <span className="due">
        <PauseCircleOutlined /> {t('shell.due.paused')}
      </span>
    );
  }
  if (!dueOn || workingDaysLeft === null) return <span className="due due-none">{t('shell.due.none')}</span>;
  if (workingDaysLeft < 0) {
    return (
      <span className="due due-late">
        <ExclamationCircleFilled /> {t('shell.due.late', { days: -workingDaysLeft })}
      </span>
    );
  }
  return (
    <span className={workingDaysLeft <= 2 ? 'due due-soon' : 'due'}>
      <ClockCircleOutlined />{' '}
      {workingDaysLeft === 0 ? t('shell.due.today') : t('shell.due.left', { days: workingDaysLeft })}
    </span>
  );
}
