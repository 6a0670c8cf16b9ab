import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BookFilters, BookRow, BookTotals, Role } from '../../shared/api/contract.js';
import { bookQuery, sessionQuery } from '../../shared/api/queries.js';
import { useLineChoices, useRegionChoices, useYearChoices } from '../../shared/choices/choices.js';
import { dayOf } from '../../shared/dates/dates.js';
import { type Fen, formatYuan } from '../../shared/money/money.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { PagedTable } from '../../shared/ui/paged-table.js';
import { Panel } from '../../shared/ui/panel.js';
import './ledger.css';

/** Who has the books proven. */
const checkers: readonly Role[] = ['auditor', 'cityManager', 'cityFinance'];

/** The counties' book (台账): what came, what went, what is left, and what stands behind each line. */
export function LedgerPage() {
  const { t } = useTranslation();
  const filters = useSearch({ from: '/signed-in/ledger' });
  const found = useInfiniteQuery(bookQuery(filters));
  const { data: session } = useSuspenseQuery(sessionQuery);
  const totals = found.data?.pages[0]?.totals;
  return (
    <>
      <PageHead
        title={t('ledger.title')}
        note={t('ledger.note')}
        actions={
          <>
            {checkers.includes(session.membership.role) && (
              <Link to="/ledger/checks">
                <Button>{t('ledger.checks.link')}</Button>
              </Link>
            )}
            <Button icon={<DownloadOutlined />} href={exportOf(filters)} download>
              {t('ledger.export')}
            </Button>
          </>
        }
      />
      <Panel flush extra={<small className="unit-note">{t('ledger.unit')}</small>} title={t('ledger.entries')}>
        <Filters filters={filters} />
        {totals && <Totals totals={totals} />}
        <div className="scroll-x book">
          <PagedTable<BookRow>
            found={found}
            none={t('ledger.none')}
            noneHint={t('ledger.noneHint')}
            columns={[
              {
                title: t('ledger.columns.date'),
                key: 'date',
                className: 'numeric',
                render: (_, row) => dayOf(row.occurredAt),
              },
              {
                title: t('ledger.columns.summary'),
                key: 'summary',
                render: (_, row) => (
                  <div className="project-cell">
                    <span>{row.summary}</span>
                    <small>{[row.person, row.organisation].filter(Boolean).join(' · ')}</small>
                  </div>
                ),
              },
              {
                title: t('ledger.columns.document'),
                key: 'document',
                className: 'wide',
                render: (_, row) => <Behind row={row} />,
              },
              {
                title: t('ledger.columns.project'),
                key: 'project',
                render: (_, row) => (
                  <div className="project-cell">
                    <Link to="/projects/$id" params={{ id: String(row.project.id) }}>
                      {row.project.title}
                    </Link>
                    <small>
                      {row.project.code} · {row.line} {row.lineName} · {row.regionName}
                    </small>
                  </div>
                ),
              },
              amount(t('ledger.columns.in'), 'in'),
              amount(t('ledger.columns.out'), 'out'),
              amount(t('ledger.columns.balance'), 'balance'),
            ]}
          />
        </div>
      </Panel>
    </>
  );
}

const amount = (title: string, key: 'in' | 'out' | 'balance') => ({
  title,
  key,
  align: 'right' as const,
  render: (_: unknown, row: BookRow) => <Yuan fen={row[key]} isBalance={key === 'balance'} />,
});

/** An accountant reads yuan to the fen; what did not come or go is left empty, a balance never. */
function Yuan({ fen, isBalance = false }: { fen: Fen; isBalance?: boolean }) {
  return <span className="money">{fen === '0' && !isBalance ? '' : formatYuan(fen)}</span>;
}

function Behind({ row: { document, voucher } }: { row: BookRow }) {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (!document && !voucher) return <span className="money-none">-</span>;
  // A county sees the document's number; the document itself is the city's.
  const isCity = session.membership.organisation.level === 'city';
  const number = document && `${document.issuer} ${document.number}`;
  return (
    <div className="project-cell">
      {document &&
        (isCity ? (
          <Link to="/documents/$id" params={{ id: String(document.id) }}>
            {number}
          </Link>
        ) : (
          <span>{number}</span>
        ))}
      {voucher && <small>{t('ledger.voucher', { voucher })}</small>}
    </div>
  );
}

function Totals({ totals }: { totals: BookTotals }) {
  const { t } = useTranslation();
  return (
    <dl className="book-totals">
      {(['opening', 'in', 'out', 'closing'] as const).map((key) => (
        <div key={key}>
          <dt>{t(`ledger.totals.${key}`)}</dt>
          <dd>
            <Yuan fen={totals[key]} isBalance />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('ledger.totals.entries')}</dt>
        <dd>{totals.entries}</dd>
      </div>
    </dl>
  );
}

function Filters({ filters }: { filters: BookFilters }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/ledger' });
  const years = useYearChoices();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const change = (next: BookFilters) => void navigate({ search: { ...filters, ...next }, replace: true });
  const regions = useRegionChoices();
  return (
    <search className="filters">
      {session.membership.organisation.level === 'city' && (
        <Select
          allowClear
          className="filters-choice"
          placeholder={t('ledger.region')}
          aria-label={t('ledger.region')}
          value={filters.region}
          options={regions}
          onChange={(region?: string) => change({ region })}
        />
      )}
      <Select
        allowClear
        className="filters-year"
        placeholder={t('projects.year')}
        aria-label={t('projects.year')}
        value={filters.year}
        options={years}
        onChange={(year?: number) => change({ year, line: undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="filters-line"
        placeholder={t('ledger.line')}
        aria-label={t('ledger.line')}
        value={filters.line}
        options={useLineChoices(filters.year ?? years[0]?.value)}
        onChange={(line?: string) => change({ line })}
      />
      <span className="book-days">
        <DateInput
          aria-label={t('ledger.from')}
          placeholder={t('ledger.from')}
          value={filters.from}
          onChange={(from) => change({ from })}
        />
        <DateInput
          aria-label={t('ledger.until')}
          placeholder={t('ledger.until')}
          value={filters.until}
          onChange={(until) => change({ until })}
        />
      </span>
      {filters.project !== undefined && (
        <Button onClick={() => change({ project: undefined })}>{t('ledger.allProjects')}</Button>
      )}
    </search>
  );
}

function exportOf(filters: BookFilters): string {
  const said = Object.entries(filters).filter(([, value]) => value !== undefined);
  return `/api/ledger/export?${new URLSearchParams(said.map(([key, value]) => [key, String(value)]))}`;
}
