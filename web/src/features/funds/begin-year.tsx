import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { api, dataOf } from '../../shared/api/client.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../shared/ui/return-focus.js';

interface Beginning {
  year: number;
  from?: number;
}

/** Opens a fund year, with an earlier one's tree to start from. */
export function BeginYear({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const attempt = useAttempt();
  useReturnFocus();
  const [form] = Form.useForm<Beginning>();
  const years = useYearChoices();
  const latest = years[0]?.value;
  const begin = useMutation({
    mutationFn: (body: Beginning) =>
      attempt(body, (key) =>
        dataOf(api.POST('/api/fund-years', { body, params: { header: { 'Idempotency-Key': key } } })),
      ),
    onSuccess: async (_, { year }) => {
      await queries.invalidateQueries({ queryKey: ['fund-years'] });
      close();
      await navigate({ to: '/fund-year/budget', search: { year } });
    },
  });
  return (
    <Modal
      open
      title={t('budget.beginYear')}
      okText={t('budget.begin')}
      confirmLoading={begin.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <ProblemAlert error={begin.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={latest === undefined ? {} : { year: latest + 1, from: latest }}
        onFinish={begin.mutate}
      >
        <Form.Item
          name="year"
          label={t('projects.year')}
          rules={[{ required: true, message: t('shell.form.required', { label: t('projects.year') }) }]}
        >
          <InputNumber min={2000} max={2199} precision={0} />
        </Form.Item>
        <Form.Item name="from" label={t('budget.startFrom')} extra={t('budget.startFromHint')}>
          <Select allowClear options={years} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
