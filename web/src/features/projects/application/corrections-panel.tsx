import { DiffOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '../../../shared/api/contract.js';
import { comparisonQuery } from '../../../shared/api/queries.js';
import { Panel } from '../../../shared/ui/panel.js';
import { ComparisonDrawer } from './comparison.js';
import { Corrections } from './corrections.js';

/** For whoever checks a corrected application: what of the return was done, and what was changed beside it. */
export function CorrectionsPanel({ project }: { project: Project }) {
  const { t } = useTranslation();
  const isChecked = project.state === 'application.endorsing' || project.stage === 'cityReview';
  const { data } = useQuery({
    ...comparisonQuery(project.id, project.revision),
    enabled: isChecked && project.revision > 1,
  });
  const [comparing, setComparing] = useState(false);
  if (!isChecked || !data?.points) return null;
  return (
    <Panel
      title={t('application.corrections')}
      extra={
        <Button size="small" icon={<DiffOutlined />} onClick={() => setComparing(true)}>
          {t('application.compareAll')}
        </Button>
      }
    >
      <Corrections points={data.points} items={data.items} />
      {comparing && <ComparisonDrawer project={project.id} no={project.revision} close={() => setComparing(false)} />}
    </Panel>
  );
}
