import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/api/contract.js';
import { closingQuery } from '../../shared/api/queries.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import type { Entry } from './money-entry.js';

interface ClosingProps {
  year: number;
  role: Role;
  enter: (entry: Entry) => void;
}

/** 年终: the closing as it was recorded, and who may do what about it next. */
export function Closing({ year, role, enter }: ClosingProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(closingQuery(year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} className="inset" />;
  const { closing } = data;
  const record: Entry = { kind: 'closing', path: 'closing', initial: { nextYear: String(year + 1) } };
  const confirm = (nextYear: number): Entry => ({
    kind: 'closing-confirmation',
    path: 'closing/confirmation',
    about: closing?.number,
    note: t('funds.closing.confirmNote', { year, next: nextYear }),
    fixed: { nextYear },
  });
  const isOpen = closing === null || closing.confirmedBy === null;
  return (
    <div className="inset">
      {closing === null ? (
        <EmptyState title={t('funds.closing.none')} hint={t('funds.closing.hint')} />
      ) : (
        <Descriptions
          size="small"
          column={2}
          items={[
            {
              key: 'state',
              label: t('funds.levy.state'),
              children: (
                <StateTag
                  state={isOpen ? 'recorded' : 'settled'}
                  label={t(isOpen ? 'funds.closing.recorded' : 'funds.closing.closed')}
                />
              ),
            },
            { key: 'next', label: t('funds.fields.nextYear'), children: closing.nextYear },
            { key: 'number', label: t('funds.fields.number'), children: `${closing.issuer} ${closing.number}` },
            { key: 'issuedOn', label: t('funds.fields.issuedOn'), children: closing.issuedOn },
            { key: 'recordedBy', label: t('funds.closing.recordedBy'), children: closing.recordedBy ?? '-' },
            { key: 'confirmedBy', label: t('funds.closing.confirmedBy'), children: closing.confirmedBy ?? '-' },
          ]}
        />
      )}
      {role === 'cityFinance' && isOpen && (
        <Space className="closing-acts">
          {closing && (
            <Button type="primary" onClick={() => enter(confirm(closing.nextYear))}>
              {t('funds.entry.closing-confirmation.title')}
            </Button>
          )}
          <Button onClick={() => enter(record)}>{t('funds.entry.closing.title')}</Button>
        </Space>
      )}
    </div>
  );
}
