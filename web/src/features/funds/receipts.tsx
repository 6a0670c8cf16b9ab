import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReceiptRow, Role } from '../../shared/api/contract.js';
import { receiptsQuery } from '../../shared/api/queries.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import type { Entry, EntryKind } from './money-entry.js';

interface ReceiptsProps {
  year: number;
  role: Role;
  enter: (entry: Entry) => void;
}

const actsIn: Readonly<Record<string, readonly EntryKind[]>> = {
  reported: ['confirmation', 'refusal'],
  confirmed: ['reversal'],
  reversing: ['reversal'],
};

/** Every receipt, the latest first; what was reversed stands there with its opposite entry. */
export function Receipts({ year, role, enter }: ReceiptsProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(receiptsQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} className="inset" />;
  const acting = role === 'cityFinance';
  const acts = (row: ReceiptRow): Entry[] =>
    (actsIn[row.state] ?? []).map((kind) => ({
      kind,
      path: `receipts/${row.no}/${kind}`,
      about: `${t('funds.receipt.no', { no: row.no })} ${row.sourceName}`,
      initial: kind === 'confirmation' ? { receivedOn: row.receivedOn } : undefined,
    }));
  return (
    <Table<ReceiptRow>
      className="receipts"
      size="small"
      rowKey="no"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      dataSource={data.items}
      locale={{ emptyText: <EmptyState title={t('funds.receipt.none')} /> }}
      columns={[
        { title: t('funds.receipt.title'), key: 'no', render: (_, row) => t('funds.receipt.no', { no: row.no }) },
        {
          title: t('funds.columns.source'),
          key: 'source',
          render: (_, row) => (
            <>
              {row.sourceName}
              {row.reason && <small className="earmarked">{row.reason}</small>}
            </>
          ),
        },
        { title: t('funds.fields.receivedOn'), key: 'on', render: (_, row) => row.receivedOn },
        { title: t('funds.fields.voucher'), key: 'voucher', className: 'wide', render: (_, row) => row.voucher ?? '-' },
        {
          title: t('funds.receipt.by'),
          key: 'by',
          className: 'wide',
          render: (_, row) => [row.reportedBy, row.recordedBy, row.reversedBy].filter(Boolean).join(' → '),
        },
        {
          title: t('funds.fields.amount'),
          key: 'amount',
          align: 'right',
          render: (_, row) => (
            <>
              <Money fen={row.amount} />
              {row.state === 'reversed' && (
                <small className="earmarked late">
                  <Money fen={`-${row.amount}`} />
                </small>
              )}
            </>
          ),
        },
        {
          title: t('funds.levy.state'),
          key: 'state',
          render: (_, row) => <StateTag state={row.state} label={row.stateLabel} />,
        },
        ...(acting
          ? [
              {
                title: '',
                key: 'act',
                align: 'right' as const,
                render: (_: unknown, row: ReceiptRow) =>
                  acts(row).map((entry) => (
                    <Button key={entry.kind} type="link" size="small" onClick={() => enter(entry)}>
                      {t(`funds.entry.${entry.kind}.short`)}
                    </Button>
                  )),
              },
            ]
          : []),
      ]}
    />
  );
}
