import { Alert, Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem.js';
import { wordFor } from '../i18n/i18n.js';
import { UnmetList } from './unmet-list.js';

/** What went wrong in one sentence: the server's own words where it gave some. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!isProblem(error)) return t('shell.problem.unexpected');
    if (error.detail) return error.detail;
    return error.status === 0 ? t('shell.problem.unreachable') : t('shell.problem.status', { status: error.status });
  };
}

/** A refused or failed command, above the form that it came from. */
export function ProblemAlert({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!error) return null;
  const conflict = isProblem(error, 409);
  const unmet = isProblem(error) ? error.unmet : [];
  const errors = isProblem(error) ? error.errors : [];
  return (
    <Alert
      role="alert"
      showIcon
      className="problem-alert"
      type={conflict ? 'warning' : 'error'}
      title={conflict ? t('shell.problem.conflict') : text(error)}
      description={
        <>
          {conflict && <p>{text(error)}</p>}
          {unmet.length > 0 && <UnmetList unmet={unmet} />}
          {errors.length > 0 && (
            <ul className="problem-fields">
              {errors.map((one) => (
                <li key={one.field + one.message}>
                  <b>{wordFor(`fields.${one.field.slice(one.field.lastIndexOf('.') + 1)}`, one.field)}</b> {one.message}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}

/** A page or panel that could not be loaded. */
export function ProblemPage({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const status = isProblem(error) ? error.status : 0;
  const kind = status === 404 ? 'missing' : status === 403 ? 'forbidden' : 'failed';
  return (
    <Result
      status={kind === 'missing' ? '404' : kind === 'forbidden' ? '403' : 'warning'}
      title={t(`shell.problem.${kind}`)}
      subTitle={text(error)}
      extra={retry && kind === 'failed' && <Button onClick={retry}>{t('shell.retry')}</Button>}
    />
  );
}
