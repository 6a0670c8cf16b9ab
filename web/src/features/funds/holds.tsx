import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HoldRow, Role } from '../../shared/api/contract.js';
import { holdsQuery, incomeQuery } from '../../shared/api/queries.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import type { Entry } from './money-entry.js';

interface HoldsProps {
  year: number;
  role: Role;
  enter: (entry: Entry) => void;
}

/** 预留: what is held back, why, by whom, and what of it was lifted. */
export function Holds({ year, role, enter }: HoldsProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(holdsQuery(year));
  const { data: income } = useQuery(incomeQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} className="inset" />;
  const poolName = (earmark: string | null) =>
    earmark === null
      ? t('funds.generalPool')
      : (income?.items.find((source) => source.earmark === earmark)?.name ?? earmark);
  const money = (key: 'amount' | 'lifted' | 'held') => ({
    title: t(`funds.hold.${key}`),
    key,
    align: 'right' as const,
    render: (_: unknown, hold: HoldRow) => <Money fen={hold[key]} />,
  });
  return (
    <Table<HoldRow>
      size="small"
      rowKey="no"
      pagination={false}
      dataSource={data.items}
      locale={{ emptyText: <EmptyState title={t('funds.hold.none')} /> }}
      expandable={{
        rowExpandable: (hold) => hold.liftings.length > 0,
        expandedRowRender: liftingsOf,
      }}
      columns={[
        { title: t('funds.hold.title'), key: 'no', render: (_, hold) => t('funds.hold.no', { no: hold.no }) },
        { title: t('funds.fields.reason'), key: 'reason', render: (_, hold) => hold.reason },
        {
          title: t('funds.fields.earmark'),
          key: 'pool',
          className: 'wide',
          render: (_, hold) => poolName(hold.earmark),
        },
        {
          title: t('funds.hold.since'),
          key: 'since',
          className: 'wide',
          render: (_, hold) => `${hold.heldOn} ${hold.heldBy ?? ''}`,
        },
        money('amount'),
        money('lifted'),
        money('held'),
        {
          title: t('funds.levy.state'),
          key: 'state',
          render: (_, hold) => <StateTag state={hold.state} label={hold.stateLabel} />,
        },
        ...(role === 'cityFinance'
          ? [
              {
                title: '',
                key: 'act',
                align: 'right' as const,
                render: (_: unknown, hold: HoldRow) =>
                  hold.state === 'held' && (
                    <Button
                      type="link"
                      size="small"
                      onClick={() =>
                        enter({
                          kind: 'liftings',
                          path: 'hold-liftings',
                          about: t('funds.hold.no', { no: hold.no }),
                          fixed: { hold: hold.no },
                          initial: { amount: hold.held },
                        })
                      }
                    >
                      {t('funds.entry.liftings.short')}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** Of one hold, each lifting with its reason. */
const liftingsOf = (hold: HoldRow) => <Liftings hold={hold} />;

function Liftings({ hold }: { hold: HoldRow }) {
  const { t } = useTranslation();
  return (
    <ul className="liftings">
      {hold.liftings.map(({ on, by, amount, reason }, index) => (
        <li key={`${on} ${index}`}>
          {on} {by} {t('funds.entry.liftings.short')} <Money fen={amount} /> · {reason}
        </li>
      ))}
    </ul>
  );
}
