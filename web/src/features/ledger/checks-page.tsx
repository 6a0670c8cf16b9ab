import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendTo } from '../../shared/api/client.js';
import type { BookCheck, BookDifference } from '../../shared/api/contract.js';
import { bookChecksQuery } from '../../shared/api/queries.js';
import { minuteOf } from '../../shared/dates/dates.js';
import { wordFor } from '../../shared/i18n/i18n.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { PagedTable } from '../../shared/ui/paged-table.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import './ledger.css';

const expandable = {
  rowExpandable: ({ count }: BookCheck) => count > 0,
  expandedRowRender: ({ differences }: BookCheck) => <Differences items={differences} />,
};

/** 账簿核对: whatever is kept in more than one place must agree, to the fen. When it was looked at, and what did not. */
export function ChecksPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // The newest check when one was asked for: a newer one is the answer.
  const [askedAfter, setAskedAfter] = useState<number | null>(null);
  const found = useInfiniteQuery({
    ...bookChecksQuery,
    refetchInterval: ({ state }) =>
      askedAfter !== null && (state.data?.pages[0]?.items[0]?.id ?? 0) === askedAfter ? 2_000 : false,
  });
  const newest = found.data?.pages[0]?.items[0];
  const isWaiting = askedAfter !== null && (newest?.id ?? 0) === askedAfter;
  const start = useMutation({
    mutationFn: () => sendTo('PUT', '/api/book-checks/asked', {}, crypto.randomUUID()),
    onSuccess: () => {
      setAskedAfter(newest?.id ?? 0);
      return queries.invalidateQueries({ queryKey: bookChecksQuery.queryKey });
    },
  });
  return (
    <>
      <PageHead
        title={t('ledger.checks.title')}
        note={t('ledger.checks.note')}
        actions={
          <Button type="primary" loading={isWaiting || start.isPending} onClick={() => start.mutate()}>
            {t('ledger.checks.start')}
          </Button>
        }
      />
      <ProblemAlert error={start.error} />
      {newest && newest.count > 0 && (
        <Panel flush title={t('ledger.checks.newest', { count: newest.count })}>
          <Differences items={newest.differences} />
        </Panel>
      )}
      <Panel flush title={t('ledger.checks.runs')}>
        <PagedTable<BookCheck>
          found={found}
          none={t('ledger.checks.none')}
          noneHint={t('ledger.checks.noneHint')}
          expandable={expandable}
          columns={[
            {
              title: t('ledger.checks.startedAt'),
              key: 'startedAt',
              className: 'numeric',
              render: (_, row) => minuteOf(row.startedAt),
            },
            {
              title: t('ledger.checks.result'),
              key: 'result',
              render: (_, { count }) =>
                count === 0 ? (
                  <Tag color="success">{t('ledger.checks.agrees')}</Tag>
                ) : (
                  <Tag color="error">{t('ledger.checks.differs', { count })}</Tag>
                ),
            },
            {
              title: t('ledger.checks.looked'),
              key: 'looked',
              className: 'wide',
              render: (_, { entries, accounts, projects }) =>
                t('ledger.checks.counts', { entries, accounts, projects }),
            },
            {
              title: t('ledger.checks.duration'),
              key: 'duration',
              align: 'right',
              className: 'wide numeric',
              render: (_, { durationMs }) => t('ledger.checks.seconds', { seconds: (durationMs / 1000).toFixed(1) }),
            },
            {
              title: t('ledger.checks.by'),
              key: 'by',
              className: 'wide',
              render: (_, { person }) => person ?? t('ledger.checks.night'),
            },
          ]}
        />
      </Panel>
    </>
  );
}

function Differences({ items }: { items: readonly BookDifference[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x">
      <Table<BookDifference>
        size="small"
        pagination={false}
        rowKey={({ check, subject }) => `${check} ${subject}`}
        dataSource={[...items]}
        columns={[
          {
            title: t('ledger.checks.what'),
            key: 'what',
            render: (_, { check, subject }) => (
              <div className="project-cell">
                <span>{wordFor(`ledger.checks.names.${check}`, check)}</span>
                <small>{subject}</small>
              </div>
            ),
          },
          { title: t('ledger.checks.expected'), dataIndex: 'expected', align: 'right', className: 'numeric' },
          { title: t('ledger.checks.found'), dataIndex: 'found', align: 'right', className: 'numeric' },
          {
            title: t('ledger.checks.rows'),
            key: 'rows',
            className: 'wide',
            render: (_, { rows }) => rows.join(t('ledger.checks.comma')),
          },
        ]}
      />
    </div>
  );
}
