import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { postTo } from '../../shared/api/client.js';
import type { Fen } from '../../shared/money/money.js';
import { incomeQuery } from '../../shared/api/queries.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { MoneyInput, moneyRule } from '../../shared/ui/money-input.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../shared/ui/return-focus.js';

/** The entries that city finance makes in a fund year, named as the API names them. */
export type MoneyEntryKind = 'receipts' | 'holds' | 'hold-liftings';

interface Entry {
  amount: Fen;
  source?: string;
  receivedOn?: string;
  reason?: string;
}

interface MoneyEntryProps {
  kind: MoneyEntryKind;
  year: number;
  close: () => void;
}

/** Confirms income that has arrived, holds money back, or lifts a hold. */
export function MoneyEntry({ kind, year, close }: MoneyEntryProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const attempt = useAttempt();
  useReturnFocus();
  const [form] = Form.useForm<Entry>();
  const { data: income } = useQuery(incomeQuery(year));
  const record = useMutation({
    mutationFn: (entry: Entry) => attempt(entry, (key) => postTo(`/api/fund-years/${year}/${kind}`, entry, key)),
    onSuccess: () => {
      message.success(t('funds.recorded'));
      close();
      return queries.invalidateQueries({ queryKey: ['fund-year', year] });
    },
  });
  const required = (label: string) => ({ required: true, message: t('shell.form.required', { label }) });
  return (
    <Modal
      open
      title={t(`funds.entry.${kind}.title`)}
      okText={t(`funds.entry.${kind}.submit`)}
      confirmLoading={record.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <ProblemAlert error={record.error} />
      <Form form={form} layout="vertical" onFinish={record.mutate}>
        {kind === 'receipts' && (
          <Form.Item name="source" label={t('funds.columns.source')} rules={[required(t('funds.columns.source'))]}>
            <Select options={income?.items.map(({ code, name }) => ({ value: code, label: name }))} />
          </Form.Item>
        )}
        <Form.Item
          name="amount"
          label={t('documents.amount')}
          rules={[required(t('documents.amount')), moneyRule(t('shell.form.money'))]}
        >
          <MoneyInput />
        </Form.Item>
        {kind === 'receipts' ? (
          <Form.Item name="receivedOn" label={t('funds.receivedOn')} rules={[required(t('funds.receivedOn'))]}>
            <DateInput />
          </Form.Item>
        ) : (
          <Form.Item name="reason" label={t('funds.reason')} rules={[required(t('funds.reason'))]}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
