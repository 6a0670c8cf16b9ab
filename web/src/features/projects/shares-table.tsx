import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Share } from '../../shared/api/contract.js';
import { sumFen } from '../../shared/money/money.js';
import { Money } from '../../shared/ui/money.js';
import { Panel } from '../../shared/ui/panel.js';

const always = ['asked', 'approved', 'released', 'received', 'accepted', 'paid'] as const;
/** Shown where there is any. */
const rare = ['retained', 'refunded'] as const;

export function SharesTable({ shares }: { shares: readonly Share[] }) {
  const { t } = useTranslation();
  const columns = [...always, ...rare.filter((key) => shares.some((share) => share[key] !== '0'))];
  const sum = shares.length > 1 && (
    <Table.Summary.Row className="sum-row">
      <Table.Summary.Cell index={0}>{t('project.sum')}</Table.Summary.Cell>
      {columns.map((key, index) => (
        <Table.Summary.Cell key={key} index={index + 1} align="right">
          <Money fen={sumFen(shares.map((share) => share[key]))} />
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
  return (
    <Panel flush title={t('project.shares')} extra={<small className="unit-note">{t('project.unit')}</small>}>
      <Table<Share>
        size="small"
        rowKey="no"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...shares]}
        columns={[
          { title: t('project.region'), key: 'region', render: (_, share) => share.regionName },
          ...columns.map((key) => ({
            title: t(`project.money.${key}`),
            key,
            align: 'right' as const,
            render: (_: unknown, share: Share) => <Money fen={share[key]} />,
          })),
        ]}
        summary={() => sum}
      />
    </Panel>
  );
}
