import { DeleteOutlined, PlusOutlined, SnippetsOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionChoices } from '../../../shared/choices/choices.js';
import { subtractFen, sumFen } from '../../../shared/money/money.js';
import { Money } from '../../../shared/ui/money.js';
import { fenSoFar } from '../../../shared/money/entry.js';
import { MoneyInput, moneyRule } from '../../../shared/ui/money-input.js';
import { PasteDialog } from './paste-dialog.js';
import type { Reader } from '../../../locales/pasted-table.js';
import { newRowId } from './places.js';
import { WrongAt } from './point.js';

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
  /** Rows of a draft have ids of their own, so that two authors mean the same row; and what is new is filled with this. */
  draft?: Record<string, unknown>;
  /** How the columns of a pasted table are read; without it nothing is pasted. */
  readers?: readonly Reader[];
  /** The rows are what they are: shares have their regions from the beginning. */
  fixed?: boolean;
}

/** Rows of the application that can be added and removed: one line each on a desk, stacked on a phone. */
export function Rows({ name, title, hint, columns, required = false, foot, draft, readers, fixed = false }: RowsProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const [pasting, setPasting] = useState(false);
  const template = `${columns.map(({ grow = 1 }) => `minmax(0, ${grow}fr)`).join(' ')} 32px`;
  const fresh = () => (draft ? { ...draft, id: newRowId() } : {});
  const idOf = (index: number) => form.getFieldValue([name, index, 'id']) as string | undefined;
  return (
    <Form.Item label={title} required={required} extra={hint}>
      <Form.List name={name}>
        {(rows, { add, remove }) => (
          <div className="rows">
            {rows.map((row) => (
              <div key={row.key}>
                <div className="rows-row" style={{ gridTemplateColumns: template }}>
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
                  {!fixed && (
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t('application.removeRow', { list: title, row: row.name + 1 })}
                      disabled={required && rows.length === 1}
                      onClick={() => remove(row.name)}
                    />
                  )}
                </div>
                {draft && idOf(row.name) && <WrongAt path={`${name}/${idOf(row.name)}`} />}
              </div>
            ))}
            <div className="rows-foot">
              {!fixed && (
                <span className="rows-adding">
                  <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(fresh())}>
                    {t('shell.add')}
                  </Button>
                  {readers && (
                    <Button type="text" icon={<SnippetsOutlined />} onClick={() => setPasting(true)}>
                      {t('application.paste')}
                    </Button>
                  )}
                </span>
              )}
              {foot}
            </div>
            {readers && pasting && (
              <PasteDialog
                title={title}
                readers={readers}
                labels={columns}
                close={() => setPasting(false)}
                add={(pasted) => {
                  for (const row of pasted) add({ ...fresh(), ...row });
                  setPasting(false);
                }}
              />
            )}
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
  draft?: Record<string, unknown>;
  readers?: readonly Reader[];
  fixed?: boolean;
  /** What the rows must come to, in fen: the foot says what is missing or too much. */
  whole?: string;
}

/** Rows of "what" and "how much", with their sum below and what it still lacks. */
export function AmountRows({
  name,
  title,
  textName,
  amountName,
  textLabel,
  control,
  required,
  whole,
  ...rest
}: AmountRowsProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const rows = Form.useWatch<Record<string, string | undefined>[] | undefined>(name, form);
  const needed = { required, message: t('shell.form.required', { label: title }) };
  const total = sumFen((rows ?? []).map((row) => fenSoFar(row?.[amountName])));
  const gap = whole === undefined ? '0' : subtractFen(whole, total);
  return (
    <Rows
      name={name}
      title={title}
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
          {t('project.sum')} <Money fen={total} unit />
          {gap !== '0' && (
            <span className="rows-gap">
              {t(gap.startsWith('-') ? 'application.tooMuch' : 'application.stillMissing')}{' '}
              <Money fen={gap.replace('-', '')} unit />
            </span>
          )}
        </span>
      }
      {...rest}
    />
  );
}

export function RegionSelect(props: {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  disabled?: boolean;
}) {
  return <Select {...props} showSearch={{ optionFilterProp: 'label' }} options={useRegionChoices()} />;
}
