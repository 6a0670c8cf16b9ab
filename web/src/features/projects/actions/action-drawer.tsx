import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../../shared/api/attempt.js';
import { postTo } from '../../../shared/api/client.js';
import type { Action, Project } from '../../../shared/api/contract.js';
import { isProblem } from '../../../shared/api/problem.js';
import { draftQuery, openApiQuery } from '../../../shared/api/queries.js';
import { ProblemAlert, ProblemPage } from '../../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';
import { UnmetList } from '../../../shared/ui/unmet-list.js';
import { bodyOf, fieldsOf, initialValues, type Values } from './form-fields.js';
import { actionLabel, formPath, isHard, partOf } from './action-model.js';
import { SchemaFields } from './schema-form.js';
import './actions.css';

interface ActionDrawerProps {
  project: Project;
  action: Action;
  close: () => void;
}

/** One action: its form, drawn from the schema that the server names, or the checklist of what it still lacks. */
export function ActionDrawer({ project, action, close }: ActionDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const attempt = useAttempt();
  useReturnFocus();
  const openApi = useQuery({ ...openApiQuery, enabled: action.schema !== null && !action.via });
  const fields = action.schema === null || action.via ? [] : openApi.data && fieldsOf(action.schema, openApi.data);

  // What was answered on the form of the draft need not be typed again.
  const submits = action.event === 'application.submit' && project.returned !== null;
  const draft = useQuery({ ...draftQuery(project.id), enabled: submits });

  const known = {
    answers: draft.data?.answers,
    shares: project.shares,
    part: action.part ? partOf(project, action.part) : undefined,
    returned: project.returned?.fields.map(({ field }) => field),
  };
  const refresh = () =>
    Promise.all(
      ['project', 'projects', 'inbox', 'document', 'documents', 'fund-year'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const send = useMutation({
    mutationFn: (values: Values) => {
      const version = action.version === null ? {} : { version: action.version };
      const body = { ...bodyOf(fields ?? [], values), ...version };
      return attempt(body, (key) => postTo(action.href, body, key));
    },
    onSuccess: (answer) => {
      const state = (answer as { project?: { stateLabel?: string } } | null)?.project?.stateLabel;
      message.success(
        state ? t('actions.doneNow', { action: action.label, state }) : t('actions.done', { action: action.label }),
      );
      close();
      return refresh();
    },
    onError: (error) => {
      if (isProblem(error)) {
        form.setFields(error.fields.map(({ field, message: text }) => ({ name: formPath(field), errors: [text] })));
      }
      // Somebody was faster: what was typed stays, the page shows what is so now, and the next attempt goes out with it.
      if (isProblem(error, 409) || isProblem(error, 422)) void refresh();
    },
  });

  return (
    <Drawer
      open
      size={560}
      title={
        <>
          {actionLabel(action, t('actions.part', { no: action.part?.no ?? 0 }))}
          <small className="drawer-note">{project.title}</small>
        </>
      }
      onClose={close}
      footer={
        <div className="drawer-footer">
          <Button onClick={close}>{t('shell.cancel')}</Button>
          <Button
            type="primary"
            danger={isHard(action.event)}
            disabled={!action.allowed || !fields}
            loading={send.isPending}
            onClick={() => form.submit()}
          >
            {action.label}
          </Button>
        </div>
      }
    >
      {!action.allowed && (
        <section className="not-yet">
          <h3>{t('actions.notYet')}</h3>
          <p>{t('actions.notYetHint')}</p>
          <UnmetList unmet={action.unmet} />
        </section>
      )}
      <ProblemAlert error={send.error} />
      {openApi.error ? (
        <ProblemPage error={openApi.error} retry={() => void openApi.refetch()} />
      ) : openApi.isLoading || draft.isLoading ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : fields === null ? (
        <p>{t('actions.noSchema', { schema: action.schema })}</p>
      ) : (
        fields && (
          <Form
            form={form}
            layout="vertical"
            disabled={!action.allowed}
            initialValues={initialValues(fields, known)}
            onFinish={(values) => send.mutate(values)}
            scrollToFirstError
          >
            {fields.length === 0 && action.allowed && (
              <p className="confirm">{t('actions.confirm', { action: action.label })}</p>
            )}
            <SchemaFields fields={fields} shares={project.shares} asked={action.papers} />
          </Form>
        )
      )}
    </Drawer>
  );
}
