import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BudgetVersion, Role } from '../../shared/api/contract.js';
import { linesQuery, sessionQuery, versionsQuery } from '../../shared/api/queries.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { compared, type ComparedLine } from './versions.js';
import './budget.css';

const seesDocuments: readonly Role[] = ['cityManager', 'cityFinance', 'cityReviewer', 'auditor'];

/** Two versions of a year's budget side by side: as it was approved, and as it was adjusted since. */
export function VersionsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/fund-year/versions' });
  const navigate = useNavigate({ from: '/fund-year/versions' });
  const years = useYearChoices();
  const year = search.year ?? years[0]?.value;
  const [changedOnly, setChangedOnly] = useState(false);
  const enabled = year !== undefined;
  const lines = useQuery({ ...linesQuery(year ?? 0), enabled });
  const versions = useQuery({ ...versionsQuery(year ?? 0), enabled });
  const error = lines.error ?? versions.error;
  const items = versions.data?.items ?? [];
  const from = search.from ?? items[0]?.no ?? 1;
  const to = search.to ?? items.at(-1)?.no ?? 1;
  const choose = (fields: { from?: number; to?: number; year?: number }) =>
    void navigate({ search: { year, from, to, ...fields }, replace: true });
  const money = (key: 'before' | 'after' | 'difference') => ({
    title: t(`budget.${key}`),
    key,
    align: 'right' as const,
    render: (_: unknown, line: ComparedLine) =>
      key === 'difference' && !line.difference.startsWith('-') && line.difference !== '0' ? (
        <>
          +<Money fen={line.difference} />
        </>
      ) : (
        <Money fen={line[key]} />
      ),
  });
  return (
    <>
      <PageHead
        title={t('budget.versions', { year })}
        note={t('budget.versionsNote')}
        actions={
          <>
            <Link to="/fund-year" search={{ year }}>
              <Button>{t('budget.back')}</Button>
            </Link>
            <Select
              className="filters-year"
              aria-label={t('projects.year')}
              value={year}
              options={years}
              onChange={(next) => void navigate({ search: { year: next } })}
            />
          </>
        }
      />
      {error ? (
        <ProblemPage error={error} />
      ) : !lines.data || !versions.data ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : items.length === 0 ? (
        <Panel>
          <EmptyState title={t('budget.noVersions')} hint={t('budget.noVersionsHint')} />
        </Panel>
      ) : (
        <>
          <Panel>
            <div className="versions-two">
              <Version label={t('budget.before')} items={items} no={from} choose={(no) => choose({ from: no })} />
              <Version label={t('budget.after')} items={items} no={to} choose={(no) => choose({ to: no })} />
            </div>
          </Panel>
          <Panel
            flush
            title={
              <Checkbox checked={changedOnly} onChange={({ target }) => setChangedOnly(target.checked)}>
                {t('budget.changedOnly')}
              </Checkbox>
            }
            extra={<small className="unit-note">{t('project.unit')}</small>}
          >
            <Table<ComparedLine>
              key={`${year}/${String(changedOnly)}/${from}/${to}`}
              size="small"
              rowKey="code"
              pagination={false}
              dataSource={compared(lines.data.items, items, [from, to], changedOnly)}
              expandable={{ defaultExpandAllRows: true, indentSize: 18 }}
              rowClassName={(line) => (line.leaf ? '' : 'line-parent')}
              locale={{ emptyText: <EmptyState title={t('budget.noDifference')} /> }}
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
                money('before'),
                money('after'),
                money('difference'),
                {
                  title: t('budget.reason'),
                  key: 'reason',
                  className: 'wide',
                  render: (_, line) => line.reasons.join('；'),
                },
              ]}
            />
          </Panel>
        </>
      )}
    </>
  );
}

interface VersionProps {
  label: string;
  items: readonly BudgetVersion[];
  no: number;
  choose: (no: number) => void;
}

/** One side: which version, and the document behind it. */
function Version({ label, items, no, choose }: VersionProps) {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const shown = items.find((each) => each.no === no);
  return (
    <div>
      <Select
        value={no}
        aria-label={label}
        options={items.map((each) => ({
          value: each.no,
          label: `${t('budget.versionNo', { no: each.no })} ${each.kindLabel} · ${each.issuedOn}`,
        }))}
        onChange={choose}
      />
      {shown && (
        <p>
          {seesDocuments.includes(session.membership.role) ? (
            <Link to="/documents/$id" params={{ id: String(shown.documentId) }}>
              {shown.title}
            </Link>
          ) : (
            shown.title
          )}
          <br />
          {shown.issuer} · {shown.number} · <Money fen={shown.total} unit />
        </p>
      )}
    </div>
  );
}
