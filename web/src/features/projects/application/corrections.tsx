import { CheckCircleOutlined, ExclamationCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/api/contract.js';
import { applicationField } from '../part-value.js';
import { usePlaceLabel } from './place-view.js';
import './application.css';

/** What a return asked for, what was answered and done, and what was changed beside it. */
export function Corrections({
  points,
  items,
}: {
  points: NonNullable<Comparison['points']>;
  items: Comparison['items'];
}) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  const others = items.filter(({ asked }) => asked === false).map(({ path }) => label(path));
  return (
    <div className="corrections">
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('application.pointField')}</th>
              <th>{t('application.pointReason')}</th>
              <th>{t('application.pointAnswer')}</th>
              <th>{t('application.pointChanged')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ field, reason, answer, changed }, index) => (
              <tr key={index}>
                <td>
                  <b>{applicationField(field)}</b>
                </td>
                <td>{reason}</td>
                <td>{answer ?? <span className="nothing">{t('application.unanswered')}</span>}</td>
                <td>
                  <span className={changed ? 'tag tag-good' : 'tag tag-neutral'}>
                    {changed ? <CheckCircleOutlined aria-hidden /> : <MinusCircleOutlined aria-hidden />}{' '}
                    {t(changed ? 'application.wasChanged' : 'application.notChanged')}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {others.length > 0 && (
        <p className="corrections-others">
          <ExclamationCircleOutlined aria-hidden />{' '}
          {t('application.changedBeside', { count: others.length, places: others.join(t('project.comma')) })}
        </p>
      )}
    </div>
  );
}
