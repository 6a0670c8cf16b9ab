import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select, Table, type TableColumnsType } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectFilters, ProjectRow } from '../../shared/api/contract.js';
import { projectsQuery, sessionQuery } from '../../shared/api/queries.js';
import {
  useLineChoices,
  useModeChoices,
  useRegionChoices,
  useStageChoices,
  useYearChoices,
} from '../../shared/choices/choices.js';
import { rateOf } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { RateBar } from '../../shared/ui/rate-bar.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { today } from '../../shared/dates/dates.js';
import './projects.css';

export function ProjectsPage() {
  const { t } = useTranslation();
  const { cursor, ...filters } = useSearch({ from: '/signed-in/projects' });
  const navigate = useNavigate({ from: '/projects' });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data, error, refetch, isPending, isPlaceholderData } = useQuery(projectsQuery(filters, cursor));
  const columns = useColumns();
  // The cursors of the pages that led here; a page opened by its address has none and goes back to the first.
  const trail = useRef<(string | undefined)[]>([]);

  const goTo = (next: string | undefined) => void navigate({ search: { ...filters, cursor: next } });
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const mayApply = session.membership.role === 'applicant';
  const apply = mayApply && (
    <Link to="/projects/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('projects.new')}
      </Button>
    </Link>
  );

  return (
    <>
      <PageHead title={t('projects.title')} actions={apply} />
      <Panel flush>
        <Filters
          filters={filters}
          change={(next) => {
            trail.current = [];
            void navigate({ search: next, replace: true });
          }}
        />
        {error ? (
          <ProblemPage error={error} retry={() => void refetch()} />
        ) : (
          <>
            <Table<ProjectRow>
              size="small"
              rowKey="id"
              className="projects-table"
              columns={columns}
              dataSource={data?.items}
              pagination={false}
              loading={isPending || isPlaceholderData}
              locale={{
                emptyText: isPending ? (
                  <div className="table-waiting" />
                ) : (
                  <EmptyState
                    title={t(filtered ? 'projects.noneFound' : 'projects.none')}
                    hint={t(filtered ? 'projects.noneFoundHint' : 'projects.noneHint')}
                    action={
                      filtered && <Button onClick={() => void navigate({ search: {} })}>{t('projects.clear')}</Button>
                    }
                  />
                ),
              }}
            />
            {(cursor || data?.next) && (
              <div className="pager">
                <Button disabled={!cursor} onClick={() => goTo(trail.current.pop())}>
                  {t('projects.previous')}
                </Button>
                <Button
                  disabled={!data?.next}
                  onClick={() => {
                    trail.current.push(cursor);
                    goTo(data?.next ?? undefined);
                  }}
                >
                  {t('projects.next')}
                </Button>
              </div>
            )}
          </>
        )}
      </Panel>
    </>
  );
}

function Filters({ filters, change }: { filters: ProjectFilters; change: (next: ProjectFilters) => void }) {
  const { t } = useTranslation();
  const years = useYearChoices();
  const lines = useLineChoices(filters.year);
  const regions = useRegionChoices();
  const choices = { stage: useStageChoices(), mode: useModeChoices(), region: regions };
  const only = (part: Partial<ProjectFilters>) => change({ ...filters, ...part });
  return (
    <search className="filters">
      <Input.Search
        key={filters.q ?? ''}
        className="filters-q"
        allowClear
        defaultValue={filters.q}
        placeholder={t('projects.search')}
        onSearch={(q) => only({ q: q.trim() || undefined })}
      />
      <Select
        allowClear
        className="filters-year"
        placeholder={t('projects.year')}
        aria-label={t('projects.year')}
        value={filters.year}
        options={years}
        onChange={(year?: number) => only({ year, line: undefined })}
      />
      {(['stage', 'region', 'mode'] as const).map((name) => (
        <Select
          key={name}
          allowClear
          className="filters-choice"
          placeholder={t(`projects.${name}`)}
          aria-label={t(`projects.${name}`)}
          value={filters[name]}
          options={choices[name]}
          onChange={(value?: string) => only({ [name]: value })}
        />
      ))}
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="filters-line"
        popupMatchSelectWidth={360}
        disabled={filters.year === undefined}
        placeholder={t(filters.year === undefined ? 'projects.lineNeedsYear' : 'projects.line')}
        aria-label={t('projects.line')}
        value={filters.line}
        options={lines}
        onChange={(line?: string) => only({ line })}
      />
    </search>
  );
}

function useColumns(): TableColumnsType<ProjectRow> {
  const { t } = useTranslation();
  const now = today();
  const money = (key: 'asked' | 'approved' | 'released' | 'paid', wide: boolean) => ({
    title: `${t(`projects.columns.${key}`)} (${t('shell.wan')})`,
    key,
    align: 'right' as const,
    className: wide ? 'wide' : undefined,
    render: (_: unknown, row: ProjectRow) => <Money fen={row[key]} />,
  });
  return [
    {
      title: t('projects.columns.project'),
      key: 'project',
      render: (_, row) => (
        <div className="project-cell">
          <Link to="/projects/$id" params={{ id: String(row.id) }}>
            {row.title}
          </Link>
          <small>
            {row.code} · {row.applicant}
          </small>
          <span className="narrow">
            <StateTag state={row.state} label={row.stateLabel} suspended={row.suspended} />
          </span>
        </div>
      ),
    },
    {
      title: t('projects.columns.line'),
      key: 'line',
      className: 'wider',
      render: (_, row) => <span title={`${row.line} ${row.lineName}`}>{row.lineName}</span>,
    },
    {
      title: t('projects.columns.state'),
      key: 'state',
      className: 'wide',
      render: (_, row) => <StateTag state={row.state} label={row.stateLabel} suspended={row.suspended} />,
    },
    money('asked', true),
    money('approved', false),
    money('released', true),
    money('paid', true),
    {
      title: t('projects.columns.rate'),
      key: 'rate',
      align: 'right',
      className: 'wide',
      render: (_, row) => <RateBar rate={rateOf(row.paid, row.released)} />,
    },
    {
      title: t('projects.columns.holder'),
      key: 'holder',
      className: 'wide',
      render: (_, row) =>
        row.holder ? (
          <div className="holder-cell">
            <span>{row.holder}</span>
            {row.dueOn && (
              <small className={row.dueOn < now ? 'late' : undefined}>{t('projects.until', { day: row.dueOn })}</small>
            )}
          </div>
        ) : (
          <span className="money-none">-</span>
        ),
    },
  ];
}
