import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Figures, type FundsView, fundsViews as views, type Role } from '../../shared/api/contract.js';
import { figuresQuery, fundYearsQuery, linesQuery, sessionQuery } from '../../shared/api/queries.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { percentOf } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { RateBar } from '../../shared/ui/rate-bar.js';
import { lineTree, type LineNode } from './line-tree.js';
import { BeginYear } from './begin-year.js';
import { FundsQueue } from './funds-queue.js';
import { Closing } from './closing.js';
import { Holds } from './holds.js';
import { Income } from './income.js';
import { Levies } from './levies.js';
import { type Entry, MoneyEntry } from './money-entry.js';
import './funds.css';

/** What city finance does from any view of the year. */
const entries: readonly Entry[] = [
  { kind: 'receipts', path: 'receipts' },
  { kind: 'sources', path: 'sources' },
  { kind: 'holds', path: 'holds' },
];
/** Who may see single levies and payments; a county sees its own. */
const seesLevies: readonly Role[] = ['cityFinance', 'cityManager', 'auditor', 'countyFinance', 'countyOfficer'];
/** Views that are not for everybody. */
const seenBy: Partial<Record<FundsView, readonly Role[]>> = {
  levies: seesLevies,
  queue: seesLevies,
  closing: ['cityFinance', 'cityManager', 'auditor'],
};

export function FundYearPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/fund-year' });
  const navigate = useNavigate({ from: '/fund-year' });
  const years = useYearChoices();
  const year = search.year ?? years[0]?.value;
  const view: FundsView = search.view ?? 'lines';
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [entry, setEntry] = useState<Entry | null>(null);

  return (
    <>
      <PageHead
        title={year === undefined ? t('funds.title') : t('shell.year', { year })}
        note={t('funds.note')}
        actions={
          <>
            {session.membership.role === 'cityFinance' &&
              entries.map((each) => (
                <Button key={each.kind} onClick={() => setEntry(each)}>
                  {t(`funds.entry.${each.kind}.title`)}
                </Button>
              ))}
            {year !== undefined && <BudgetLinks year={year} role={session.membership.role} />}
            <Select
              className="filters-year"
              aria-label={t('projects.year')}
              value={year}
              options={years}
              onChange={(next) => void navigate({ search: { ...search, year: next } })}
            />
          </>
        }
      />
      {year === undefined ? (
        <Panel>
          <EmptyState title={t('funds.none')} hint={t('funds.noneHint')} />
        </Panel>
      ) : (
        <>
          <Overview year={year} />
          <Panel
            flush
            title={
              <Segmented
                value={view}
                options={views
                  .filter((each) => seenBy[each]?.includes(session.membership.role) ?? true)
                  .map((value) => ({ value, label: t(`funds.views.${value}`) }))}
                onChange={(next) => void navigate({ search: { ...search, view: next }, replace: true })}
              />
            }
            extra={<small className="unit-note">{t('project.unit')}</small>}
          >
            {view === 'lines' && <Lines year={year} />}
            {view === 'income' && (
              <Income
                year={year}
                role={session.membership.role}
                seesReceipts={seesLevies.includes(session.membership.role)}
                enter={setEntry}
              />
            )}
            {view === 'levies' && <Levies year={year} role={session.membership.role} enter={setEntry} />}
            {view === 'closing' && <Closing year={year} role={session.membership.role} enter={setEntry} />}
            {view === 'queue' && <FundsQueue year={year} />}
            {view === 'holds' && <Holds year={year} role={session.membership.role} enter={setEntry} />}
          </Panel>
          {entry && <MoneyEntry entry={entry} year={year} close={() => setEntry(null)} />}
        </>
      )}
    </>
  );
}

/** To the draft of the budget while it is one, and to its versions; the city manager begins the next year. */
function BudgetLinks({ year, role }: { year: number; role: Role }) {
  const { t } = useTranslation();
  const { data } = useQuery(fundYearsQuery);
  const [begins, setBegins] = useState(false);
  const isApproved = data?.items.find((each) => each.year === year)?.budgetApproved ?? true;
  return (
    <>
      {!isApproved && (role === 'cityManager' || role === 'lineDepartment') && (
        <Link to="/fund-year/budget" search={{ year }}>
          <Button type="primary">{t('budget.draft')}</Button>
        </Link>
      )}
      {role === 'cityManager' && <Button onClick={() => setBegins(true)}>{t('budget.beginYear')}</Button>}
      <Link to="/fund-year/versions" search={{ year }}>
        <Button>{t('budget.compare')}</Button>
      </Link>
      {begins && <BeginYear close={() => setBegins(false)} />}
    </>
  );
}

/** The year in one look: what should come, came, is budgeted, went out and was spent, on one scale. */
function Overview({ year }: { year: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(figuresQuery(year));
  if (error) {
    return (
      <Panel>
        <ProblemPage error={error} retry={() => void refetch()} />
      </Panel>
    );
  }
  if (!data) {
    return (
      <Panel>
        <Skeleton active paragraph={{ rows: 4 }} />
      </Panel>
    );
  }
  return (
    <div className="year">
      <Panel title={t('funds.flow')} extra={<small className="unit-note">{t('project.unit')}</small>}>
        <Flow figures={data} />
      </Panel>
      <Panel title={t('funds.rate')}>
        <p className="year-rate">
          {data.executionRate === null ? '-' : data.executionRate}
          <small>%</small>
        </p>
        <p className="year-rate-scope">{t('funds.rateScope')}</p>
        <dl className="year-counts">
          <div>
            <dt>{t('funds.projects')}</dt>
            <dd>{data.projects}</dd>
          </div>
          <div>
            <dt>{t('funds.targetsMet')}</dt>
            <dd>{data.targetsMet}</dd>
          </div>
          {refunds(data).map(([key, fen]) => (
            <div key={key}>
              <dt>{t(`funds.figures.${key}`)}</dt>
              <dd>
                <Money fen={fen} unit />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('funds.levyMissing')}</dt>
            <dd className={data.levyMissing === '0' ? undefined : 'late'}>
              <Money fen={data.levyMissing} unit />
            </dd>
          </div>
          {data.levyArrears !== '0' && (
            <div>
              <dt>{t('funds.levyArrears')}</dt>
              <dd className="late">
                <Money fen={data.levyArrears} unit />
              </dd>
            </div>
          )}
          {data.levyArrearsReceived !== '0' && (
            <div>
              <dt>{t('funds.levyArrearsReceived')}</dt>
              <dd>
                <Money fen={data.levyArrearsReceived} unit />
              </dd>
            </div>
          )}
        </dl>
      </Panel>
    </div>
  );
}

const flow = ['incomeReceived', 'budgetTotal', 'budgetAdjusted', 'budgetEvaluated', 'released', 'paid'] as const;
/** What was paid before refunds came off it, where there were any. */
const refunds = ({ paid, refunded }: Figures) =>
  refunded === '0'
    ? []
    : [['gross', String(BigInt(paid) + BigInt(refunded))] as const, ['refunded', refunded] as const];

function Flow({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  // As it was adjusted, where that is another figure.
  const shown = flow.filter((key) => key !== 'budgetAdjusted' || figures.budgetAdjusted !== figures.budgetTotal);
  const widest = shown.map((key) => figures[key]).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  return (
    <ul className="flow">
      {shown.map((key) => (
        <li key={key}>
          <span>{t(`funds.figures.${key}`)}</span>
          <i aria-hidden>
            <i className={`flow-${key}`} style={{ width: `${percentOf(figures[key], widest)}%` }} />
          </i>
          <Money fen={figures[key]} />
        </li>
      ))}
    </ul>
  );
}

function Lines({ year }: { year: number }) {
  const { t } = useTranslation();
  const lines = useQuery(linesQuery(year));
  const figures = useQuery(figuresQuery(year));
  if (lines.error) return <ProblemPage error={lines.error} retry={() => void lines.refetch()} />;
  if (!lines.data) return <Skeleton active paragraph={{ rows: 8 }} className="inset" />;
  const tree = lineTree(lines.data.items, figures.data?.lines ?? []);
  const money = (key: 'budget' | 'adjusted' | 'released' | 'paid' | 'available', wide: boolean) => ({
    title: t(`funds.columns.${key}`),
    key,
    align: 'right' as const,
    className: wide ? 'wide' : undefined,
    render: (_: unknown, line: LineNode) => <Money fen={line[key]} />,
  });
  return (
    <Table<LineNode>
      key={year}
      size="small"
      rowKey="code"
      pagination={false}
      dataSource={tree}
      expandable={{ defaultExpandAllRows: true, indentSize: 18 }}
      rowClassName={(line) => (line.leaf ? '' : 'line-parent')}
      locale={{ emptyText: <EmptyState title={t('funds.noLines')} /> }}
      columns={[
        {
          title: t('funds.columns.line'),
          key: 'line',
          render: (_, line) => (
            <span>
              <span className="line-code">{line.code}</span> {line.name}
            </span>
          ),
        },
        {
          title: t('projects.mode'),
          key: 'mode',
          className: 'wide',
          render: (_, line) => line.leaf && line.mode && t(`shell.modes.${line.mode as 'standard'}`),
        },
        money('budget', false),
        ...(lines.data.items.some((line) => line.adjusted !== line.budget) ? [money('adjusted', false)] : []),
        money('available', true),
        money('released', true),
        money('paid', false),
        {
          title: t('projects.columns.rate'),
          key: 'rate',
          align: 'right',
          className: 'wide',
          render: (_, line) => <RateBar rate={line.executionRate} />,
        },
        {
          title: t('funds.projects'),
          key: 'projects',
          align: 'right',
          className: 'wide numeric',
          render: (_, line) => line.projects || <span className="money-none">-</span>,
        },
      ]}
    />
  );
}
