import { DiffOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '../../../shared/api/contract.js';
import { revisionsQuery } from '../../../shared/api/queries.js';
import { minuteOf } from '../../../shared/dates/dates.js';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { Panel } from '../../../shared/ui/panel.js';
import { applicationField } from '../part-value.js';
import { ComparisonDrawer } from './comparison.js';
import './application.css';

/** What was submitted when, which return it answered point by point, and what was changed for it. */
export function Revisions({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...revisionsQuery(project.id), enabled: project.revision > 1 });
  const [compared, setCompared] = useState<number | null>(null);
  if (project.revision < 2 || !data) return null;
  return (
    <Panel title={t('application.revisions')} className="revisions">
      <ol>
        {data.items.map(({ no, submittedAt, submittedBy, authors, answered }) => (
          <li key={no}>
            <div className="revision-head">
              <b>{t('application.submission', { no })}</b>
              <span>
                {minuteOf(submittedAt)} {submittedBy}
                {authors.length > 1 && ` · ${t('application.writtenBy', { names: authors.join(t('project.comma')) })}`}
              </span>
              {no > 1 && (
                <Button size="small" icon={<DiffOutlined />} onClick={() => setCompared(no)}>
                  {t('application.compare')}
                </Button>
              )}
            </div>
            {answered && (
              <div className="answered">
                <p>
                  {t('project.returnedBy', { by: wordFor(`shell.roles.${answered.by}`, answered.by) })}
                  {answered.reason && `：${answered.reason}`}
                </p>
                <dl>
                  {answered.fields.map(({ field, reason, answer }) => (
                    <div key={field}>
                      <dt>
                        <b>{applicationField(field)}</b> {reason}
                      </dt>
                      <dd>{answer}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            )}
          </li>
        ))}
      </ol>
      {compared !== null && <ComparisonDrawer project={project.id} no={compared} close={() => setCompared(null)} />}
    </Panel>
  );
}
