import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { claimHintsQuery, sessionQuery } from '../../shared/api/queries.js';

/** To whoever checks a claim: what of it stands in another one too. A reason to look, not to refuse. */
export function ClaimHints({ no }: { no: number }) {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/projects/$id' });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const pays = ['countyFinance', 'cityFinance'].includes(session.membership.role);
  const { data } = useQuery({ ...claimHintsQuery(id, no), enabled: pays });
  if (!pays || !data || data.items.length === 0) return null;
  return (
    <Alert
      type="warning"
      className="part-hints"
      showIcon
      title={t('project.hints.title')}
      description={
        <ul>
          {data.items.map(({ kind, line, detail, year, region, project }) => (
            <li key={[kind, line, detail, project?.id, project?.claim, region].join()}>
              {t(`project.hints.${kind}`, { detail, line })}{' '}
              {project ? (
                <Link to="/projects/$id" params={{ id: String(project.id) }}>
                  {t('project.hints.claim', { code: project.code, title: project.title, claim: project.claim })}
                </Link>
              ) : (
                t('project.hints.elsewhere', { year, region })
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
