import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BudgetStandard } from '../../shared/api/contract.js';
import { incomeQuery, organisationsQuery } from '../../shared/api/queries.js';
import { useModeChoices } from '../../shared/choices/choices.js';
import { Money } from '../../shared/ui/money.js';
import { MoneyInput } from '../../shared/ui/money-input.js';
import { type DraftRow, type PlacedRow, standardAmount, without } from './draft.js';

interface LineDrawerProps {
  year: number;
  placed: PlacedRow;
  rows: readonly DraftRow[];
  /** A line department leaves where its lines hang, and whose they are. */
  byDepartment: boolean;
  change: (fields: Partial<DraftRow>) => void;
  close: () => void;
}

/** All that a line says beside its name and amount. */
export function LineDrawer({ year, placed: { row, leaf }, rows, byDepartment, change, close }: LineDrawerProps) {
  const { t } = useTranslation();
  const modes = useModeChoices();
  const { data: departments } = useQuery(organisationsQuery('lineDepartment'));
  const { data: income } = useQuery(incomeQuery(year));
  const earmarks = (income?.items ?? []).flatMap(({ earmark, name }) =>
    earmark ? [{ value: earmark, label: name }] : [],
  );
  const standard = (index: number, fields: Partial<BudgetStandard>) =>
    change({ standards: row.standards.map((each, at) => (at === index ? { ...each, ...fields } : each)) });
  return (
    <Drawer open title={`${row.code} ${row.name}`} size={560} onClose={close}>
      <Form layout="vertical">
        <Form.Item label={t('budget.parent')}>
          <Select
            value={row.parent ?? ''}
            disabled={byDepartment && row.departmentId !== null}
            options={[
              { value: '', label: t('budget.root') },
              ...without(rows, row.key).map(({ key, code, name }) => ({ value: key, label: `${code} ${name}` })),
            ]}
            onChange={(parent: string) => change({ parent: parent || null })}
          />
        </Form.Item>
        <Form.Item label={t('budget.department')}>
          <Select
            allowClear
            disabled={byDepartment}
            value={row.departmentId}
            options={departments?.items
              .filter(({ level }) => level === 'city')
              .map(({ id, name }) => ({ value: Number(id), label: name }))}
            onChange={(departmentId: number | undefined) => change({ departmentId: departmentId ?? null })}
          />
        </Form.Item>
        {leaf && (
          <Form.Item label={t('projects.mode')}>
            <Select
              allowClear
              disabled={row.withoutProjects}
              value={row.mode}
              options={modes}
              onChange={(mode: string | undefined) => change({ mode: mode ?? null })}
            />
          </Form.Item>
        )}
        <Form.Item>
          <Checkbox checked={row.evaluated} onChange={({ target }) => change({ evaluated: target.checked })}>
            {t('budget.evaluated')}
          </Checkbox>
          {leaf && (
            <Checkbox
              checked={row.withoutProjects}
              onChange={({ target }) =>
                change({ withoutProjects: target.checked, ...(target.checked ? { mode: null } : {}) })
              }
            >
              {t('budget.withoutProjects')}
            </Checkbox>
          )}
        </Form.Item>
        {leaf && earmarks.length > 0 && (
          <Form.Item label={t('budget.earmarks')} extra={t('budget.earmarksHint')}>
            <Select
              mode="multiple"
              disabled={byDepartment}
              value={[...row.earmarks]}
              options={earmarks}
              onChange={(chosen: string[]) => change({ earmarks: chosen })}
            />
          </Form.Item>
        )}
        <Form.Item label={t('budget.lineNote')}>
          <Input
            maxLength={500}
            value={row.note ?? ''}
            onChange={({ target }) => change({ note: target.value.trim() === '' ? null : target.value })}
          />
        </Form.Item>
      </Form>
      {leaf && (
        <section aria-label={t('budget.standards')}>
          <h3 className="budget-standards-title">{t('budget.standards')}</h3>
          <p className="budget-hint">{t('budget.standardsHint')}</p>
          {row.standards.map((each, index) => (
            <div className="budget-standard" key={index}>
              <Input
                value={each.basis}
                maxLength={200}
                placeholder={t('budget.basis')}
                aria-label={t('budget.basis')}
                onChange={({ target }) => standard(index, { basis: target.value })}
              />
              <div className="budget-standard-sum">
                <Input
                  value={each.quantity}
                  inputMode="decimal"
                  placeholder={t('budget.quantity')}
                  aria-label={t('budget.quantity')}
                  onChange={({ target }) => standard(index, { quantity: target.value.trim() })}
                />
                <Input
                  value={each.unit}
                  maxLength={40}
                  placeholder={t('budget.unit')}
                  aria-label={t('budget.unit')}
                  onChange={({ target }) => standard(index, { unit: target.value })}
                />
                <MoneyInput
                  value={each.rate}
                  aria-label={t('budget.rate')}
                  onChange={(rate) => standard(index, { rate: rate ?? '0' })}
                />
              </div>
              <div className="budget-standard-foot">
                <Checkbox
                  checked={each.counted}
                  onChange={({ target }) => standard(index, { counted: target.checked })}
                >
                  {t('budget.counted')}
                </Checkbox>
                <Money fen={standardAmount(each)} unit />
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('shell.remove')}
                  onClick={() => change({ standards: row.standards.filter((_, at) => at !== index) })}
                />
              </div>
            </div>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() =>
              change({ standards: [...row.standards, { basis: '', quantity: '', unit: '', rate: '0', counted: true }] })
            }
          >
            {t('budget.addStandard')}
          </Button>
        </section>
      )}
    </Drawer>
  );
}
