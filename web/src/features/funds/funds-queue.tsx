import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QueueRow } from '../../shared/api/contract.js';
import { fundsQueueQuery } from '../../shared/api/queries.js';
import { sumFen } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';

/** Who needs the year's money, in the order of their turn, and what is there for each. */
export function FundsQueue({ year }: { year: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(fundsQueueQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 5 }} className="inset" />;
  const money = (key: 'needs' | 'there' | 'missing') => ({
    title: t(`funds.queue.${key}`),
    key,
    align: 'right' as const,
    render: (_: unknown, row: QueueRow) => (
      <span className={key === 'missing' && row.missing !== '0' ? 'late' : undefined}>
        <Money fen={row[key]} />
      </span>
    ),
  });
  const total = (key: 'needs' | 'there' | 'missing') => <Money fen={sumFen(data.items.map((row) => row[key]))} />;
  const totals = data.items.length > 0 && (
    <Table.Summary.Row className="sum-row">
      <Table.Summary.Cell index={0} colSpan={2}>
        {t('project.sum')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={2} />
      <Table.Summary.Cell index={3} className="wide" />
      <Table.Summary.Cell index={4} align="right">
        {total('needs')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={5} align="right">
        {total('there')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={6} align="right">
        {total('missing')}
      </Table.Summary.Cell>
    </Table.Summary.Row>
  );
  return (
    <>
      <p className="queue-note">{t('funds.queue.note')}</p>
      <Table<QueueRow>
        size="small"
        rowKey="projectId"
        pagination={false}
        dataSource={data.items}
        locale={{ emptyText: <EmptyState title={t('funds.queue.none')} /> }}
        columns={[
          { title: t('funds.queue.place'), key: 'place', className: 'numeric', render: (_, row) => row.place },
          {
            title: t('funds.queue.project'),
            key: 'project',
            render: (_, row) => (
              <>
                <Link to="/projects/$id" params={{ id: String(row.projectId) }}>
                  {row.title}
                </Link>
                <small className="earmarked">
                  {row.code} · {row.line}
                </small>
              </>
            ),
          },
          {
            title: t('funds.levy.state'),
            key: 'state',
            render: (_, row) => <StateTag state={row.state} label={row.stateLabel} />,
          },
          { title: t('funds.queue.since'), key: 'since', className: 'wide', render: (_, row) => row.since ?? '-' },
          money('needs'),
          money('there'),
          money('missing'),
        ]}
        summary={() => totals}
      />
    </>
  );
}
