import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useAttempt } from '../../shared/api/attempt.js';
import { sendTo } from '../../shared/api/client.js';
import { isProblem } from '../../shared/api/problem.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../shared/ui/return-focus.js';

interface EntryModalProps<Values extends object> {
  title: string;
  submit: string;
  method: 'POST' | 'PUT';
  href: string;
  initial?: Partial<Values>;
  /** What is sent for what was typed; by default the same. */
  bodyOf?: (values: Values) => object;
  danger?: boolean;
  close: () => void;
  done: (answer: unknown) => void;
  children?: ReactNode;
}

/** One entry about people: its fields, sent once however often the line breaks, and what the server says to it. */
export function EntryModal<Values extends object>({
  title,
  submit,
  method,
  href,
  initial,
  bodyOf = (values) => values,
  danger,
  close,
  done,
  children,
}: EntryModalProps<Values>) {
  const queries = useQueryClient();
  const attempt = useAttempt();
  const [form] = Form.useForm<Values>();
  useReturnFocus();
  const refresh = () =>
    Promise.all(['people', 'organisations'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const send = useMutation({
    mutationFn: (values: Values) => {
      const body = bodyOf(values);
      return attempt(body, (key) => sendTo(method, href, body, key));
    },
    onSuccess: (answer) => {
      close();
      done(answer);
      return refresh();
    },
    onError: (error) => {
      if (isProblem(error, 409)) void refresh();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={submit}
      okButtonProps={{ danger }}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <ProblemAlert error={send.error} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initial as object}
        onFinish={(values) => send.mutate(values)}
      >
        {children}
      </Form>
    </Modal>
  );
}
