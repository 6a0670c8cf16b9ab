import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DocumentRow } from '../../shared/api/contract.js';
import { documentsQuery, sessionQuery } from '../../shared/api/queries.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { Money } from '../../shared/ui/money.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { PagedTable } from '../../shared/ui/paged-table.js';
import { Panel } from '../../shared/ui/panel.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { kindsFor } from './document-rights.js';
import './documents.css';

const states = ['recorded', 'confirmed', 'void'] as const;

export function DocumentsPage() {
  const { t } = useTranslation();
  const filters = useSearch({ from: '/signed-in/documents' });
  const navigate = useNavigate({ from: '/documents' });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const found = useInfiniteQuery(documentsQuery(filters));
  return (
    <>
      <PageHead
        title={t('documents.title')}
        note={t('documents.note')}
        actions={
          kindsFor(session.membership.role).length > 0 && (
            <Link to="/documents/new" search={{}}>
              <Button type="primary" icon={<PlusOutlined />}>
                {t('documents.new')}
              </Button>
            </Link>
          )
        }
      />
      <Panel flush>
        <search className="filters">
          <Segmented
            value={filters.state ?? ''}
            options={[
              { value: '', label: t('shell.all') },
              ...states.map((state) => ({ value: state as string, label: t(`documents.states.${state}`) })),
            ]}
            onChange={(state) => void navigate({ search: { ...filters, state: state || undefined }, replace: true })}
          />
          <Select
            allowClear
            className="filters-year"
            placeholder={t('projects.year')}
            aria-label={t('projects.year')}
            value={filters.year}
            options={useYearChoices()}
            onChange={(year?: number) => void navigate({ search: { ...filters, year }, replace: true })}
          />
        </search>
        <PagedTable<DocumentRow>
          found={found}
          none={t('documents.none')}
          noneHint={t('documents.noneHint')}
          columns={[
            {
              title: t('documents.document'),
              key: 'document',
              render: (_, row) => (
                <div className="project-cell">
                  <Link to="/documents/$id" params={{ id: String(row.id) }}>
                    {row.title}
                  </Link>
                  <small>
                    {row.issuer} · {row.number}
                  </small>
                  <span className="narrow">
                    <StateTag state={row.state} label={row.stateLabel} />
                  </span>
                </div>
              ),
            },
            { title: t('documents.kind'), dataIndex: 'kindLabel', className: 'wide' },
            { title: t('documents.issuedOn'), dataIndex: 'issuedOn', className: 'wide numeric' },
            {
              title: `${t('documents.total')} (${t('shell.wan')})`,
              key: 'total',
              align: 'right',
              render: (_, row) => <Money fen={row.total} />,
            },
            {
              title: t('documents.state'),
              key: 'state',
              className: 'wide',
              render: (_, row) => <StateTag state={row.state} label={row.stateLabel} />,
            },
            { title: t('documents.recordedBy'), dataIndex: 'recordedBy', className: 'wide' },
            {
              title: t('documents.confirmedBy'),
              key: 'confirmedBy',
              className: 'wide',
              render: (_, row) => row.confirmedBy ?? <span className="money-none">-</span>,
            },
          ]}
        />
      </Panel>
    </>
  );
}
