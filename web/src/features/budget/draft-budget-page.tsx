import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Input, Select, Skeleton, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { sendTo } from '../../shared/api/client.js';
import { isProblem } from '../../shared/api/problem.js';
import type { BudgetLines } from '../../shared/api/contract.js';
import { linesQuery, sessionQuery } from '../../shared/api/queries.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { sumFen } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { MoneyInput } from '../../shared/ui/money-input.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemAlert, ProblemPage } from '../../shared/ui/problem-view.js';
import {
  type DraftRow,
  followsStandards,
  linesOfDepartment,
  linesToSend,
  moved,
  placed,
  type PlacedRow,
  rowsOf,
  withLineBelow,
  without,
} from './draft.js';
import { LineDrawer } from './line-drawer.js';
import './budget.css';

/** Drafts a year's budget tree until it is approved. */
export function DraftBudgetPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/fund-year/budget' });
  const navigate = useNavigate({ from: '/fund-year/budget' });
  const years = useYearChoices();
  const year = search.year ?? years[0]?.value;
  const { data, error, refetch } = useQuery({ ...linesQuery(year ?? 0), enabled: year !== undefined });
  return (
    <>
      <PageHead
        title={t('budget.title', { year })}
        note={t('budget.note')}
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
      {error && <ProblemPage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && year !== undefined && <Draft key={`${year}/${data.version}`} year={year} loaded={data} />}
    </>
  );
}

let made = 0;
const newKey = () => `new ${(made += 1)}`;

function Draft({ year, loaded }: { year: number; loaded: BudgetLines }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const { data: session } = useSuspenseQuery(sessionQuery);
  // The form owns what it loaded: nothing that is typed is replaced behind the writer's back.
  const [{ version, items }] = useState(loaded);
  const [rows, setRows] = useState<DraftRow[]>(() => rowsOf(items));
  const [opened, setOpened] = useState<string | null>(null);
  const tree = placed(rows);
  const { role, organisation } = session.membership;
  const own = role === 'lineDepartment' ? linesOfDepartment(rows, Number(organisation.id)) : null;
  const mayWrite = (row: DraftRow) => own === null || own.has(row.key);
  const change = (key: string, fields: Partial<DraftRow>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...fields } : row)));

  const save = useMutation({
    mutationFn: (body: object) => attempt(body, (key) => sendTo('PUT', `/api/fund-years/${year}/budget`, body, key)),
    onSuccess: () => {
      message.success(t('budget.saved'));
      return queries.invalidateQueries({ queryKey: ['fund-year', year] });
    },
  });
  const wrong = new Set(
    (isProblem(save.error) ? save.error.fields : []).flatMap(({ field }) => /^lines\.(\d+)/.exec(field)?.[1] ?? []),
  );
  const edited = tree.find(({ row }) => row.key === opened);

  return (
    <>
      <ProblemAlert error={save.error} />
      {isProblem(save.error, 409) && (
        <p className="budget-reload">
          <Button onClick={() => void queries.invalidateQueries({ queryKey: ['fund-year', year, 'lines'] })}>
            {t('budget.reload')}
          </Button>
        </p>
      )}
      <Panel
        flush
        title={t('budget.tree')}
        extra={
          <span className="rows-sum">
            {t('budget.total')} <Money fen={sumFen(tree.filter(({ leaf }) => leaf).map(({ total }) => total))} unit />
          </span>
        }
      >
        <Table<PlacedRow>
          size="small"
          pagination={false}
          scroll={{ x: 860 }}
          rowKey={({ row }) => row.key}
          dataSource={tree}
          rowClassName={({ leaf }, index) =>
            `${leaf ? '' : 'line-parent'} ${wrong.has(String(index)) ? 'budget-wrong' : ''}`
          }
          locale={{ emptyText: <EmptyState title={t('budget.none')} hint={t('budget.noneHint')} /> }}
          columns={[
            {
              title: t('budget.code'),
              key: 'code',
              width: 190,
              render: (_, { row, depth }) => (
                <div className={`budget-depth budget-depth-${Math.min(depth, 6)}`}>
                  <Input
                    value={row.code}
                    maxLength={40}
                    disabled={!mayWrite(row)}
                    aria-label={t('budget.codeOf', { line: row.name || row.code })}
                    onChange={({ target }) => change(row.key, { code: target.value })}
                  />
                </div>
              ),
            },
            {
              title: t('budget.name'),
              key: 'name',
              render: (_, { row, leaf }) => (
                <div className="budget-name">
                  <Input
                    value={row.name}
                    maxLength={200}
                    disabled={!mayWrite(row)}
                    status={row.name.trim() === '' ? 'error' : ''}
                    aria-label={t('budget.nameOf', { line: row.code })}
                    onChange={({ target }) => change(row.key, { name: target.value })}
                  />
                  {leaf && row.withoutProjects && <Tag>{t('budget.whole')}</Tag>}
                  {!row.evaluated && <Tag>{t('budget.notEvaluated')}</Tag>}
                </div>
              ),
            },
            {
              title: t('budget.amount'),
              key: 'amount',
              width: 210,
              align: 'right',
              render: (_, { row, leaf, total }) =>
                leaf && !followsStandards(row) ? (
                  <MoneyInput
                    value={row.amount ?? null}
                    disabled={!mayWrite(row)}
                    aria-label={t('budget.amountOf', { line: row.name || row.code })}
                    onChange={(amount) => change(row.key, { amount })}
                  />
                ) : (
                  <span className="budget-sum">
                    <Money fen={total} unit />
                    <small>{t(leaf ? 'budget.byStandards' : 'budget.sumBelow')}</small>
                  </span>
                ),
            },
            {
              title: t('budget.actions'),
              key: 'actions',
              width: 184,
              render: (_, { row }) => (
                <Space size={0}>
                  {(
                    [
                      ['edit', EditOutlined, () => setOpened(row.key)],
                      ['addBelow', PlusOutlined, () => setRows((all) => withLineBelow(all, row.key, newKey()))],
                      ['up', ArrowUpOutlined, () => setRows((all) => moved(all, row.key, -1))],
                      ['down', ArrowDownOutlined, () => setRows((all) => moved(all, row.key, 1))],
                      ['remove', DeleteOutlined, () => setRows((all) => without(all, row.key))],
                    ] as const
                  ).map(([name, Icon, act]) => (
                    <Button
                      key={name}
                      type="text"
                      size="small"
                      icon={<Icon />}
                      disabled={!mayWrite(row)}
                      title={t(`budget.${name}`)}
                      aria-label={`${t(`budget.${name}`)} ${row.code}`}
                      onClick={act}
                    />
                  ))}
                </Space>
              ),
            },
          ]}
        />
        <div className="budget-foot">
          {own === null && (
            <Button icon={<PlusOutlined />} onClick={() => setRows((all) => withLineBelow(all, null, newKey()))}>
              {t('budget.addRoot')}
            </Button>
          )}
          <Button
            type="primary"
            disabled={rows.some((row) => row.name.trim() === '' || row.code.trim() === '')}
            loading={save.isPending}
            onClick={() => save.mutate({ version, lines: linesToSend(rows) })}
          >
            {t('budget.save')}
          </Button>
        </div>
      </Panel>
      {edited && (
        <LineDrawer
          year={year}
          placed={edited}
          rows={rows}
          byDepartment={own !== null}
          change={(fields) => change(edited.row.key, fields)}
          close={() => setOpened(null)}
        />
      )}
    </>
  );
}
