import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionChoices } from '../../../shared/choices/choices.js';
import { sumFen } from '../../../shared/money/money.js';
import { Money } from '../../../shared/ui/money.js';
import { fenSoFar } from '../../../shared/money/entry.js';
import { MoneyInput, moneyRule } from '../../../shared/ui/money-input.js';

interface Column {
  name: string;
  label: string;
  control: ReactElement;
  /** Relative width. */
  grow?: number;
  rules?: object[];
}

interface RowsProps {
  name: string;
  title: string;
  hint?: string;
  columns: readonly Column[];
  required?: boolean;
  foot?: ReactNode;
}

/** Rows of the application that can be added and removed: one line each on a desk, stacked on a phone. */
export function Rows({ name, title, hint, columns, required = false, foot }: RowsProps) {
  const { t } = useTranslation();
  const template = `${columns.map(({ grow = 1 }) => `minmax(0, ${grow}fr)`).join(' ')} 32px`;
  return (
    <Form.Item label={title} required={required} extra={hint}>
      <Form.List name={name}>
        {(rows, { add, remove }) => (
          <div className="rows">
            {rows.map((row) => (
              <div key={row.key} className="rows-row" style={{ gridTemplateColumns: template }}>
                {columns.map((column) => (
                  <Form.Item
                    key={column.name}
                    name={[row.name, column.name]}
                    rules={column.rules}
                    noStyle={false}
                    className="rows-cell"
                  >
                    {labelled(column)}
                  </Form.Item>
                ))}
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('shell.remove')}
                  disabled={required && rows.length === 1}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <div className="rows-foot">
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
                {t('shell.add')}
              </Button>
              {foot}
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

const labelled = ({ control, label }: Column): ReactElement => {
  const { type: Control, props } = control as ReactElement<Record<string, unknown>, React.ElementType>;
  return <Control {...props} placeholder={label} aria-label={label} />;
};

interface AmountRowsProps {
  name: string;
  title: string;
  hint?: string;
  textName: string;
  amountName: string;
  textLabel?: string;
  control?: ReactElement;
  required?: boolean;
}

/** Rows of "what" and "how much", with their sum below. */
export function AmountRows({ name, title, hint, textName, amountName, textLabel, control, required }: AmountRowsProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const rows = Form.useWatch<Record<string, string | undefined>[] | undefined>(name, form);
  const needed = { required, message: t('shell.form.required', { label: title }) };
  return (
    <Rows
      name={name}
      title={title}
      hint={hint}
      required={required}
      columns={[
        { name: textName, label: textLabel ?? title, control: control ?? <Input />, grow: 3, rules: [needed] },
        {
          name: amountName,
          label: t('application.amount'),
          control: <MoneyInput />,
          grow: 2,
          rules: [needed, moneyRule(t('shell.form.money'))],
        },
      ]}
      foot={
        <span className="rows-sum">
          {t('project.sum')} <Money fen={sumFen((rows ?? []).map((row) => fenSoFar(row?.[amountName])))} unit />
        </span>
      }
    />
  );
}

export function RegionSelect(props: { id?: string; value?: string; onChange?: (value: string) => void }) {
  return <Select {...props} showSearch={{ optionFilterProp: 'label' }} options={useRegionChoices()} />;
}
