import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../shared/api/client.js';
import type { PasswordChange } from '../../shared/api/contract.js';
import { isProblem } from '../../shared/api/problem.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';

interface PasswordFormProps {
  username: string;
  size?: 'large';
  done: () => void;
}

/** The current password, and twice the new one. What it must not be the server says. */
export function PasswordForm({ username, size, done }: PasswordFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PasswordChange & { again: string }>();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ current, password }: PasswordChange) =>
      dataOf(api.PUT('/api/session/password', { body: { current, password } })),
    onSuccess: (session) => {
      form.resetFields();
      queries.setQueryData(sessionQuery.queryKey, session);
      void queries.invalidateQueries({ queryKey: ['sessions'] });
      done();
    },
    onError: (error) => {
      if (isProblem(error)) {
        form.setFields(error.fields.map(({ message }) => ({ name: 'password', errors: [message] })));
      }
    },
  });
  const required = (label: string) => ({ required: true, message: t('shell.form.required', { label }) });
  return (
    <>
      {!(isProblem(change.error) && change.error.fields.length > 0) && <ProblemAlert error={change.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={change.isPending}
        onFinish={(values) => change.mutate(values)}
      >
        {/* For the browser that keeps passwords: whose this is. */}
        <input
          className="sr-only"
          type="text"
          autoComplete="username"
          value={username}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        <Form.Item name="current" label={t('account.current')} rules={[required(t('account.current'))]}>
          <Input.Password autoComplete="current-password" size={size} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('account.next')}
          extra={t('account.rule')}
          rules={[required(t('account.next'))]}
        >
          <Input.Password autoComplete="new-password" size={size} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('account.again')}
          dependencies={['password']}
          rules={[
            required(t('account.again')),
            {
              validator: (_, again: string | undefined) =>
                !again || again === form.getFieldValue('password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('account.differs'))),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" size={size} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size={size} block={size === 'large'} loading={change.isPending}>
          {t('account.change')}
        </Button>
      </Form>
    </>
  );
}
