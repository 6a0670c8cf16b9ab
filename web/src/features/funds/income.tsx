import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { IncomeRow, Role } from '../../shared/api/contract.js';
import { incomeQuery } from '../../shared/api/queries.js';
import { wordFor } from '../../shared/i18n/i18n.js';
import { sumFen } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import type { Entry } from './money-entry.js';
import { Receipts } from './receipts.js';

interface IncomeProps {
  year: number;
  role: Role;
  seesReceipts: boolean;
  enter: (entry: Entry) => void;
}

/** What is planned beside what came in, and below it every receipt with its reversal. */
export function Income({ year, role, seesReceipts, enter }: IncomeProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(incomeQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 5 }} className="inset" />;
  const missing = ({ planned, received }: Pick<IncomeRow, 'planned' | 'received'>) =>
    BigInt(planned) > BigInt(received) ? (BigInt(planned) - BigInt(received)).toString() : '0';
  const total = {
    planned: sumFen(data.items.map((row) => row.planned)),
    received: sumFen(data.items.map((row) => row.received)),
  };
  const sum = data.items.length > 0 && (
    <Table.Summary.Row className="sum-row">
      <Table.Summary.Cell index={0}>{t('project.sum')}</Table.Summary.Cell>
      <Table.Summary.Cell index={1} className="wide" />
      <Table.Summary.Cell index={2} align="right">
        <Money fen={total.planned} />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={3} align="right">
        <Money fen={total.received} />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={4} align="right">
        <Money fen={sumFen(data.items.map(missing))} />
      </Table.Summary.Cell>
      {role === 'cityFinance' && <Table.Summary.Cell index={5} />}
    </Table.Summary.Row>
  );
  return (
    <>
      <Table<IncomeRow>
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={data.items}
        locale={{ emptyText: <EmptyState title={t('funds.noIncome')} /> }}
        columns={[
          {
            title: t('funds.columns.source'),
            key: 'source',
            render: (_, row) => (
              <>
                {row.name}
                {row.lines.length > 0 && (
                  <small className="earmarked">{t('funds.earmarked', { lines: row.lines.join('、') })}</small>
                )}
              </>
            ),
          },
          {
            title: t('funds.columns.kind'),
            key: 'kind',
            className: 'wide',
            render: (_, row) => wordFor(`funds.kinds.${row.kind}`, row.kind),
          },
          {
            title: t('funds.columns.planned'),
            key: 'planned',
            align: 'right',
            render: (_, row) => <Money fen={row.planned} />,
          },
          {
            title: t('funds.columns.received'),
            key: 'received',
            align: 'right',
            render: (_, row) => <Money fen={row.received} />,
          },
          {
            title: t('funds.columns.missing'),
            key: 'missing',
            align: 'right',
            render: (_, row) => (
              <span className={missing(row) === '0' ? undefined : 'late'}>
                <Money fen={missing(row)} />
              </span>
            ),
          },
          ...(role === 'cityFinance'
            ? [
                {
                  title: '',
                  key: 'act',
                  align: 'right' as const,
                  render: (_: unknown, row: IncomeRow) =>
                    row.regionId === null && (
                      <Button
                        type="link"
                        size="small"
                        onClick={() =>
                          enter({
                            kind: 'plan',
                            path: `sources/${row.code}/plan`,
                            about: row.name,
                            initial: { planned: row.planned },
                          })
                        }
                      >
                        {t('funds.entry.plan.title')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
        summary={() => sum}
      />
      {seesReceipts && <Receipts year={year} role={role} enter={enter} />}
    </>
  );
}
