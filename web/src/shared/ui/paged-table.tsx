import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.js';
import { ProblemPage } from './problem-view.js';

interface PagedTableProps<Row> {
  found: UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>>;
  columns: TableColumnsType<Row>;
  none: string;
  noneHint: string;
  expandable?: TableProps<Row>['expandable'];
}

/** A list that grows by "more": its rows, or why there are none. */
export function PagedTable<Row extends object>({ found, columns, none, noneHint, expandable }: PagedTableProps<Row>) {
  const { t } = useTranslation();
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  return (
    <>
      <Table<Row>
        size="small"
        rowKey="id"
        pagination={false}
        loading={isPending}
        dataSource={data?.pages.flatMap((page) => page.items)}
        columns={columns}
        expandable={expandable}
        locale={{
          emptyText: isPending ? <div className="table-waiting" /> : <EmptyState title={none} hint={noneHint} />,
        }}
      />
      {hasNextPage && (
        <div className="pager">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('shell.more')}
          </Button>
        </div>
      )}
    </>
  );
}
