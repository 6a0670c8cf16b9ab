import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LevyRow, Role } from '../../shared/api/contract.js';
import { leviesQuery } from '../../shared/api/queries.js';
import { sumFen } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { percentOfPpm } from './entry-body.js';
import type { Entry } from './money-entry.js';

interface LeviesProps {
  year: number;
  role: Role;
  enter: (entry: Entry) => void;
}

/** 上缴: what each region owes and has paid; a county sees its own and reports what it paid. */
export function Levies({ year, role, enter }: LeviesProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(leviesQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} className="inset" />;
  const money = (key: 'revenue' | 'amount' | 'received' | 'unpaid' | 'arrears', wide = false) => ({
    title: t(`funds.levy.${key}`),
    key,
    align: 'right' as const,
    className: wide ? 'wide' : undefined,
    render: (_: unknown, levy: LevyRow) => (
      <span className={key === 'arrears' && levy.arrears !== '0' ? 'late' : undefined}>
        <Money fen={levy[key] ?? '0'} />
        {key === 'received' && levy.receivedLate !== '0' && (
          <small className="earmarked">
            {t('funds.levyArrearsReceived')} <Money fen={levy.receivedLate} />
          </small>
        )}
      </span>
    ),
  });
  const sum = (key: 'amount' | 'received' | 'unpaid' | 'arrears') => (
    <Money fen={sumFen(data.items.map((levy) => levy[key]))} />
  );
  const acts = (levy: LevyRow): Entry[] => {
    const at = { about: levy.regionName };
    const path = `levies/${levy.regionId}`;
    if (role === 'countyFinance') {
      return levy.state === 'assessed' || levy.state === 'notified'
        ? [{ kind: 'payments', path: `${path}/payments`, ...at }]
        : [];
    }
    if (role !== 'cityFinance') return [];
    const rate = levy.ratePpm === null ? undefined : percentOfPpm(levy.ratePpm);
    const assess: Entry = { kind: 'assessment', path: `${path}/assessment`, ...at, initial: { rate } };
    if (levy.state === 'rated') return [assess];
    const receive: Entry = {
      kind: 'receipts',
      path: 'receipts',
      ...at,
      initial: { source: `levy-${levy.regionId}`, amount: levy.unpaid },
    };
    const notice: Entry = {
      kind: 'notice',
      path: `${path}/notice`,
      ...at,
      initial: { dueOn: levy.dueOn ?? undefined },
    };
    return levy.state === 'settled' ? [assess] : [receive, notice, assess];
  };
  const acting = role === 'cityFinance' || role === 'countyFinance';
  const totals = (
    <Table.Summary.Row className="sum-row">
      <Table.Summary.Cell index={0} colSpan={2}>
        {t('project.sum')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={2} className="wide" />
      <Table.Summary.Cell index={3} className="wide" />
      <Table.Summary.Cell index={4} align="right">
        {sum('amount')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={5} align="right">
        {sum('received')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={6} align="right" className="wide">
        {sum('unpaid')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={7} align="right">
        {sum('arrears')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={8} className="wide" />
      {acting && <Table.Summary.Cell index={9} />}
    </Table.Summary.Row>
  );
  return (
    <Table<LevyRow>
      size="small"
      rowKey="regionId"
      pagination={false}
      dataSource={data.items}
      locale={{ emptyText: <EmptyState title={t('funds.levy.none')} /> }}
      columns={[
        { title: t('funds.levy.region'), key: 'region', render: (_, levy) => levy.regionName },
        {
          title: t('funds.levy.state'),
          key: 'state',
          render: (_, levy) => <StateTag state={levy.state} label={levy.stateLabel} />,
        },
        money('revenue', true),
        {
          title: t('funds.levy.rate'),
          key: 'rate',
          align: 'right',
          className: 'wide numeric',
          render: (_, levy) => (levy.ratePpm === null ? '-' : `${percentOfPpm(levy.ratePpm)}%`),
        },
        money('amount'),
        money('received'),
        money('unpaid', true),
        money('arrears'),
        { title: t('funds.fields.dueOn'), key: 'due', className: 'wide', render: (_, levy) => levy.dueOn ?? '-' },
        ...(acting
          ? [
              {
                title: '',
                key: 'act',
                render: (_: unknown, levy: LevyRow) =>
                  acts(levy).map((entry) => (
                    <Button key={entry.kind} type="link" size="small" onClick={() => enter(entry)}>
                      {t(`funds.entry.${entry.kind}.short`)}
                    </Button>
                  )),
              },
            ]
          : []),
      ]}
      summary={() => totals}
    />
  );
}
