import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NewDocument } from '../../shared/api/contract.js';
import { incomeQuery, linesQuery } from '../../shared/api/queries.js';
import { useModeChoices } from '../../shared/choices/choices.js';
import { fenSoFar } from '../../shared/money/entry.js';
import { subtractFen, sumFen, type Fen } from '../../shared/money/money.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { Money } from '../../shared/ui/money.js';
import { MoneyInput } from '../../shared/ui/money-input.js';

export type AdjustedLine = NonNullable<NewDocument['lines']>[number];

/** The schedule of an adjustment: leaves with what they have from then on, and new lines, each with its reason. */
export function AdjustmentSchedule({
  year,
  lines,
  change,
}: {
  year: number;
  lines: readonly AdjustedLine[];
  change: (lines: AdjustedLine[]) => void;
}) {
  const { t } = useTranslation();
  const modes = useModeChoices();
  const { data } = useQuery(linesQuery(year));
  if (!data) return <Skeleton active />;
  const leaves = data.items.filter((line) => line.leaf);
  const now = (code: string) => leaves.find((line) => line.code === code)?.adjusted ?? '0';
  const put = (index: number, fields: Partial<AdjustedLine>) =>
    change(lines.map((line, at) => (at === index ? { ...line, ...fields } : line)));
  const total = sumFen([
    ...leaves.map((line) => line.adjusted),
    ...lines.map((line) => subtractFen(fenSoFar(line.after), line.added ? '0' : now(line.line))),
  ]);
  const added = { name: '', parent: null, mode: null, evaluated: true, withoutProjects: false };
  return (
    <>
      <div className="adjustment-add">
        <Select
          value={null}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('documents.addLine')}
          aria-label={t('documents.addLine')}
          options={leaves
            .filter(({ code }) => !lines.some((line) => line.line === code))
            .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          onChange={(code: string | null) =>
            code !== null && change([...lines, { line: code, after: now(code), reason: '' }])
          }
        />
        <Button icon={<PlusOutlined />} onClick={() => change([...lines, { line: '', after: '0', reason: '', added }])}>
          {t('documents.newLine')}
        </Button>
      </div>
      {lines.length === 0 && <EmptyState title={t('documents.noLines')} hint={t('documents.noLinesHint')} />}
      <ul className="schedule adjustment">
        {lines.map((line, index) => (
          <li key={index}>
            {line.added ? (
              <div className="adjustment-new">
                <Input
                  value={line.line}
                  maxLength={40}
                  placeholder={t('budget.code')}
                  aria-label={t('budget.code')}
                  onChange={({ target }) => put(index, { line: target.value.trim() })}
                />
                <Input
                  value={line.added.name}
                  maxLength={200}
                  placeholder={t('budget.name')}
                  aria-label={t('budget.name')}
                  onChange={({ target }) => put(index, { added: { ...line.added!, name: target.value } })}
                />
                <Select
                  value={line.added.parent ?? ''}
                  aria-label={t('budget.parent')}
                  options={[
                    { value: '', label: t('budget.root') },
                    ...data.items
                      .filter((each) => !each.leaf)
                      .map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
                  ]}
                  onChange={(parent: string) => put(index, { added: { ...line.added!, parent: parent || null } })}
                />
                <Select
                  allowClear
                  value={line.added.mode}
                  placeholder={t('projects.mode')}
                  aria-label={t('projects.mode')}
                  options={modes}
                  onChange={(mode?: string) => put(index, { added: { ...line.added!, mode: mode ?? null } })}
                />
              </div>
            ) : (
              <div className="schedule-project">
                <b>
                  {line.line} {leaves.find(({ code }) => code === line.line)?.name}
                </b>
                <small>
                  {t('documents.before')} <Money fen={now(line.line)} unit />
                </small>
              </div>
            )}
            <div className="schedule-shares">
              <label>
                <span>{t('documents.after')}</span>
                <MoneyInput
                  aria-label={`${t('documents.after')} ${line.line}`}
                  value={line.after}
                  onChange={(after: Fen | undefined) => put(index, { after: after ?? '0' })}
                />
              </label>
              <label>
                <span>{t('budget.reason')}</span>
                <Input
                  value={line.reason}
                  maxLength={500}
                  aria-label={`${t('budget.reason')} ${line.line}`}
                  onChange={({ target }) => put(index, { reason: target.value })}
                />
              </label>
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('shell.remove')}
              onClick={() => change(lines.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <BudgetTotal year={year} total={total} />
    </>
  );
}

/** What the approval lists is the draft as it is: nothing is typed. */
export function ApprovalSchedule({ year }: { year: number }) {
  const { t } = useTranslation();
  const { data } = useQuery(linesQuery(year));
  if (!data) return <Skeleton active />;
  const leaves = data.items.filter((line) => line.leaf);
  return (
    <>
      <p>{t('documents.draftAsItIs', { count: leaves.length })}</p>
      <BudgetTotal year={year} total={sumFen(leaves.map((line) => line.budget))} />
    </>
  );
}

function BudgetTotal({ year, total }: { year: number; total: Fen }) {
  const { t } = useTranslation();
  const { data } = useQuery(incomeQuery(year));
  const planned = sumFen((data?.items ?? []).map((row) => row.planned));
  const over = BigInt(total) > BigInt(planned);
  return (
    <Alert
      showIcon
      type={over ? 'warning' : 'info'}
      title={
        <>
          {t('documents.budgetTotal')} <Money fen={total} unit /> · {t('documents.incomePlanned')}{' '}
          <Money fen={planned} unit />
        </>
      }
      description={over ? t('documents.overIncome') : undefined}
    />
  );
}
