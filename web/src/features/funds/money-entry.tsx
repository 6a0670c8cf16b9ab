import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { postTo } from '../../shared/api/client.js';
import { incomeQuery, linesQuery } from '../../shared/api/queries.js';
import { wordFor } from '../../shared/i18n/i18n.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { MoneyInput, moneyRule } from '../../shared/ui/money-input.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../shared/ui/return-focus.js';
import { bodyOf, type EntryValues } from './entry-body.js';

/** What each entry asks for, in this order; what may be left out is marked. */
const fieldsOf = {
  receipts: ['source', 'amount', 'receivedOn', 'voucher?'],
  confirmation: ['receivedOn'],
  refusal: ['reason'],
  reversal: ['reason'],
  sources: ['name', 'kind', 'planned', 'lines?', 'note?'],
  plan: ['planned', 'reason'],
  holds: ['earmark?', 'amount', 'reason'],
  liftings: ['amount', 'reason'],
  assessment: ['revenue?', 'rate?', 'amount?', 'reason?'],
  notice: ['dueOn'],
  closing: ['nextYear', 'issuer', 'number', 'issuedOn'],
  'closing-confirmation': [],
  payments: ['amount', 'receivedOn', 'voucher'],
} as const satisfies Record<string, readonly `${keyof EntryValues}${'?' | ''}`[]>;

export type EntryKind = keyof typeof fieldsOf;

/** One entry that is made in a fund year, and the address below the year that takes it. */
export interface Entry {
  kind: EntryKind;
  path: string;
  /** What it is about, for its title. */
  about?: string;
  initial?: EntryValues;
  /** What the person is about to do, in a sentence. */
  note?: string;
  /** Sent with what is typed. */
  fixed?: object;
}

interface MoneyEntryProps {
  entry: Entry;
  year: number;
  close: () => void;
}

/** The form of any entry: city finance's, or a county's report of what it paid. */
export function MoneyEntry({ entry, year, close }: MoneyEntryProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const attempt = useAttempt();
  useReturnFocus();
  const [form] = Form.useForm<EntryValues>();
  const record = useMutation({
    mutationFn: (values: EntryValues) => {
      const body = { ...bodyOf(values), ...entry.fixed };
      return attempt(body, (key) => postTo(`/api/fund-years/${year}/${entry.path}`, body, key));
    },
    onSuccess: () => {
      message.success(t('funds.recorded'));
      close();
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['fund-year', year] }),
        queries.invalidateQueries({ queryKey: ['fund-years'] }),
      ]);
    },
  });
  const title = t(`funds.entry.${entry.kind}.title`);
  return (
    <Modal
      open
      title={entry.about ? `${title} · ${entry.about}` : title}
      okText={t(`funds.entry.${entry.kind}.submit`)}
      confirmLoading={record.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <ProblemAlert error={record.error} />
      {entry.note && <p>{entry.note}</p>}
      <Form form={form} layout="vertical" initialValues={entry.initial} onFinish={record.mutate}>
        {fieldsOf[entry.kind].map((field) => (
          <Field
            key={field}
            name={field.replace('?', '') as keyof EntryValues}
            optional={field.endsWith('?')}
            year={year}
          />
        ))}
      </Form>
    </Modal>
  );
}

const money: readonly (keyof EntryValues)[] = ['amount', 'planned', 'revenue'];

function Field({ name, optional, year }: { name: keyof EntryValues; optional: boolean; year: number }) {
  const { t } = useTranslation();
  const label = t(`funds.fields.${name}`);
  const rules = [
    ...(optional ? [] : [{ required: true, message: t('shell.form.required', { label }) }]),
    ...(money.includes(name) ? [moneyRule(t('shell.form.money'))] : []),
    ...(name === 'nextYear' ? [{ pattern: /^2\d{3}$/, message: t('funds.yearRule') }] : []),
    ...(name === 'rate' ? [{ pattern: /^(100|\d{1,2})(\.\d{1,4})?$/, message: t('funds.rateRule') }] : []),
  ];
  return (
    <Form.Item name={name} label={label} rules={rules} extra={name === 'revenue' ? t('funds.revenueHint') : undefined}>
      <Control name={name} year={year} />
    </Form.Item>
  );
}

/** Gets `id`, `value` and `onChange` from the form. */
function Control({ name, year, ...control }: { name: keyof EntryValues; year: number }): ReactNode {
  switch (name) {
    case 'amount':
    case 'planned':
    case 'revenue':
      return <MoneyInput {...control} />;
    case 'issuedOn':
    case 'receivedOn':
    case 'dueOn':
      return <DateInput {...control} />;
    case 'source':
    case 'earmark':
      return <SourceSelect {...control} year={year} earmarked={name === 'earmark'} />;
    case 'lines':
      return <LineSelect {...control} year={year} />;
    case 'kind':
      return (
        <Select
          {...control}
          options={['carry_over', 'surplus', 'extra', 'counterpart'].map((value) => ({
            value,
            label: wordFor(`funds.kinds.${value}`, value),
          }))}
        />
      );
    case 'reason':
      return <Input.TextArea {...control} rows={2} maxLength={500} />;
    case 'nextYear':
      return <Input {...control} inputMode="numeric" maxLength={4} />;
    case 'rate':
      return <Input {...control} inputMode="decimal" suffix="%" />;
    default:
      return <Input {...control} maxLength={100} />;
  }
}

function SourceSelect({ year, earmarked, ...control }: { year: number; earmarked: boolean }) {
  const { t } = useTranslation();
  const { data } = useQuery(incomeQuery(year));
  const options = (data?.items ?? [])
    .filter(({ earmark }) => !earmarked || earmark !== null)
    .map(({ code, name, earmark }) => ({ value: earmarked ? earmark! : code, label: name }));
  return (
    <Select
      {...control}
      options={options}
      allowClear={earmarked}
      placeholder={earmarked ? t('funds.generalPool') : undefined}
    />
  );
}

function LineSelect({ year, ...control }: { year: number }) {
  const { data } = useQuery(linesQuery(year));
  const options = (data?.items ?? [])
    .filter(({ leaf }) => leaf)
    .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return <Select {...control} mode="multiple" options={options} />;
}
