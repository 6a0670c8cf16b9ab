import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedPaper, Share } from '../../../shared/api/contract.js';
import { documentsQuery, organisationsQuery, reviewersQuery } from '../../../shared/api/queries.js';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { DateInput } from '../../../shared/ui/date-input.js';
import { MoneyInput, moneyRule } from '../../../shared/ui/money-input.js';
import { classLabel, PapersInput, stillMissing } from '../../../shared/papers/papers-input.js';
import { isArriving, type NamedPaper } from '../../../shared/papers/uploads.js';
import { RosterInput } from '../rosters/roster-input.js';
import type { Field } from './form-fields.js';

type Path = (string | number)[];

interface FieldsProps {
  fields: readonly Field[];
  shares: readonly Share[];
  /** The papers that the form must come with. */
  asked?: readonly AskedPaper[];
  /** Where these fields stand in the form's values. */
  at?: Path;
}

export const labelOf = (field: Pick<Field, 'name' | 'title'>): string =>
  wordFor(`fields.${field.name}`, field.title ?? field.name);

/** The words of an option: of this field, else of any field, else its code. */
export const optionLabel = (field: string, value: string | number): string =>
  wordFor(`fields.options.${field}.${value}`, wordFor(`fields.options.any.${value}`, String(value)));

/** The fields of a schema as antd form items. */
export function SchemaFields({ fields, shares, asked = [], at = [] }: FieldsProps) {
  return fields.map((field) => {
    if (field.kind === 'list')
      return <ListField key={field.name} field={field} shares={shares} at={[...at, field.name]} />;
    if (field.kind === 'group') {
      return (
        <fieldset key={field.name} className="form-group">
          <legend>{labelOf(field)}</legend>
          <SchemaFields fields={field.fields} shares={shares} at={[...at, field.name]} />
        </fieldset>
      );
    }
    const papers = field.kind === 'papers' ? asked : [];
    return <OneField key={field.name} field={field} shares={shares} asked={papers} name={[...at, field.name]} />;
  });
}

interface OneFieldProps {
  field: Field;
  shares: readonly Share[];
  asked: readonly AskedPaper[];
  name: Path;
}

function OneField({ field, shares, asked, name }: OneFieldProps) {
  const { t } = useTranslation();
  const label = labelOf(field);
  const needed =
    asked.length > 0 || (field.required && field.kind !== 'boolean' && !(field.kind === 'choice' && field.mayBeEmpty));
  const required = { required: needed, message: t('shell.form.required', { label }) };
  const wait = () => (isArriving() ? Promise.reject(new Error(t('papers.stillArriving'))) : Promise.resolve());
  const complete = (_: unknown, named?: readonly NamedPaper[]) => {
    const classes = stillMissing(asked, named).map(classLabel).join(t('project.comma'));
    return classes ? Promise.reject(new Error(t('papers.missing', { classes }))) : Promise.resolve();
  };
  const arrived = field.kind === 'papers' ? [{ validator: wait }, { validator: complete }] : [];
  const money = field.kind === 'fen' ? [moneyRule(t('shell.form.money'))] : [];
  return (
    <Form.Item
      name={name}
      label={label}
      extra={field.hint && field.hint !== label ? field.hint : undefined}
      valuePropName={field.kind === 'boolean' ? 'checked' : 'value'}
      required={needed}
      rules={field.kind === 'boolean' ? [] : [...(asked.length > 0 ? [] : [required]), ...money, ...arrived]}
    >
      {control(field, shares, asked)}
    </Form.Item>
  );
}

function control(field: Field, shares: readonly Share[], asked: readonly AskedPaper[]): ReactNode {
  switch (field.kind) {
    case 'text':
      return field.long ? (
        <Input.TextArea rows={3} maxLength={field.maxLength} showCount={!!field.maxLength} />
      ) : (
        <Input maxLength={field.maxLength} />
      );
    case 'date':
      return <DateInput />;
    case 'fen':
      return <MoneyInput />;
    case 'boolean':
      return <Switch />;
    case 'number':
      return (
        <InputNumber
          className="full"
          min={field.minimum}
          max={field.maximum}
          precision={field.integer ? 0 : undefined}
        />
      );
    case 'options':
      return <OptionsInput field={field} />;
    case 'choice':
      if (field.source === 'rosters') return <RosterInput />;
      return <ChoiceInput field={field} shares={shares} />;
    case 'papers':
      return <PapersInput asked={asked} />;
    case 'words':
      return <Select mode="tags" open={false} suffixIcon={null} />;
    default:
      return null;
  }
}

type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;

interface InputProps {
  id?: string;
  value?: string | number;
  onChange?: (value: unknown) => void;
}

function OptionsInput({ field, ...input }: InputProps & { field: FieldOf<'options'> }) {
  const options = field.values.map((value) => ({ value, label: optionLabel(field.name, value) }));
  if (field.multiple || options.length > 4) {
    return (
      <Select
        {...input}
        mode={field.multiple ? 'multiple' : undefined}
        allowClear={!field.required}
        options={options}
      />
    );
  }
  return <Radio.Group {...input} options={options} />;
}

const contentFields = [
  'title',
  'summary',
  'need',
  'feasibility',
  'shares',
  'match',
  'costs',
  'stages',
  'timetable',
  'returns',
  'beneficiaries',
  'targets',
  'papers',
  'application',
];

/** Chooses from a list of the API, or from the project's own shares. */
function ChoiceInput({ field, shares, ...input }: InputProps & { field: FieldOf<'choice'>; shares: readonly Share[] }) {
  const { source } = field;
  const departments = useQuery({ ...organisationsQuery('lineDepartment'), enabled: source === 'departments' });
  const reviewers = useQuery({ ...reviewersQuery, enabled: source === 'reviewers' });
  const documents = useDocuments(source === 'documents');
  const options =
    source === 'shares'
      ? shares.map(({ no, regionName }) => ({ value: no as number | string, label: `${no} · ${regionName}` }))
      : source === 'departments'
        ? departments.data?.items.map(({ id, name }) => ({ value: id, label: name }))
        : source === 'reviewers'
          ? reviewers.data?.items.map(({ personId, name, organisation }) => ({
              value: personId,
              label: `${name} · ${organisation}`,
            }))
          : source === 'fields'
            ? contentFields.map((name) => ({ value: name, label: optionLabel('field', name) }))
            : documents;
  return (
    <Select
      {...input}
      mode={field.multiple ? 'multiple' : undefined}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: 'label' }}
      loading={!options}
      options={options?.map(({ value, label }) => ({ value: field.numeric ? Number(value) : String(value), label }))}
    />
  );
}

/** The newest documents; one that stands on a further page is found by opening it from its own page. */
function useDocuments(enabled: boolean) {
  const { data } = useInfiniteQuery({ ...documentsQuery({}), enabled });
  return data?.pages
    .flatMap((page) => page.items)
    .map(({ id, number, title, stateLabel }) => ({ value: id, label: `${number} ${title} (${stateLabel})` }));
}

function ListField({ field, shares, at }: { field: FieldOf<'list'>; shares: readonly Share[]; at: Path }) {
  const { t } = useTranslation();
  return (
    <Form.Item label={labelOf(field)} required={field.required} extra={field.hint}>
      <Form.List name={at}>
        {(rows, { add, remove }) => (
          <div className="form-rows">
            {rows.map((row) => (
              <div key={row.key} className="form-row">
                <div className="form-row-fields">
                  {/* Form.List prefixes its own name, so that a row's path starts at its index. */}
                  <SchemaFields fields={field.fields} shares={shares} at={[row.name]} />
                </div>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('shell.remove')}
                  disabled={rows.length <= field.minItems}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add({})}>
              {t('shell.add')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
