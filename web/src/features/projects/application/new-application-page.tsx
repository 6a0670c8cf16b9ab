import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../../shared/api/attempt.js';
import { api, dataOf } from '../../../shared/api/client.js';
import type { NewProject, SimilarProject } from '../../../shared/api/contract.js';
import { linesQuery, sessionQuery } from '../../../shared/api/queries.js';
import { useLineChoices, useModeChoices, useYearChoices } from '../../../shared/choices/choices.js';
import { PageHead } from '../../../shared/ui/page-head.js';
import { Panel } from '../../../shared/ui/panel.js';
import { ProblemAlert } from '../../../shared/ui/problem-view.js';
import { AmountRows, RegionSelect } from './rows.js';
import { StartFrom } from './start-from.js';
import './application.css';

/** The few facts that a project cannot be without; all else is written in the draft that follows. */
export function NewApplicationPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const attempt = useAttempt();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [form] = Form.useForm<NewProject>();
  const year = Form.useWatch('year', form);
  const title = Form.useWatch('title', form);
  const line = Form.useWatch('line', form);
  const mode = Form.useWatch('mode', form);
  const { data: lines } = useQuery({ ...linesQuery(year ?? 0), enabled: year !== undefined });
  const usualMode = lines?.items.find(({ code }) => code === line)?.mode;
  const differs = mode !== undefined && mode !== null && mode !== usualMode;

  const create = useMutation({
    mutationFn: (body: NewProject) =>
      attempt(body, (key) =>
        dataOf(api.POST('/api/projects', { body, params: { header: { 'Idempotency-Key': key } } })),
      ),
    onSuccess: ({ id }) => navigate({ to: '/projects/$id/draft', params: { id: String(id) } }),
  });

  const { organisation } = session.membership;
  const years = useYearChoices();
  const latest = years[0]?.value;
  useEffect(() => {
    if (latest !== undefined && form.getFieldValue('year') === undefined) form.setFieldsValue({ year: latest });
  }, [form, latest]);
  const lineChoices = useLineChoices(year);
  const [start, setStart] = useState<SimilarProject | null>(null);
  /** What is still empty is filled in as in the earlier project: its title in this year, and its line where there is one. */
  const startFrom = (project: SimilarProject | null) => {
    setStart(project);
    if (!project) return;
    if (!title) form.setFieldsValue({ title: project.title.replaceAll(String(project.year), String(year)) });
    if (!line && lineChoices.some(({ value }) => value === project.line)) form.setFieldsValue({ line: project.line });
  };
  const required = (label: string) => [{ required: true, message: t('shell.form.required', { label }) }];

  return (
    <div className="narrow-page">
      <PageHead title={t('application.new')} note={t('application.newHint')} />
      <Panel>
        <ProblemAlert error={create.error} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ shares: [{ regionId: organisation.level === 'city' ? undefined : organisation.regionId }] }}
          onFinish={({ modeReason, ...rest }) =>
            create.mutate({ ...rest, ...(differs && { modeReason }), ...(start && { from: start.id }) })
          }
        >
          {year !== undefined && <StartFrom wanted={{ title, line }} year={year} chosen={start} choose={startFrom} />}
          <Form.Item name="title" label={t('application.title')} rules={required(t('application.title'))}>
            <Input maxLength={200} placeholder={t('application.titleHint')} />
          </Form.Item>
          <div className="form-columns">
            <Form.Item name="year" label={t('projects.year')} rules={required(t('projects.year'))}>
              <Select options={years} onChange={() => form.setFieldsValue({ line: undefined, mode: undefined })} />
            </Form.Item>
            <Form.Item
              name="line"
              label={t('projects.line')}
              rules={required(t('projects.line'))}
              className="form-span-2"
            >
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                disabled={year === undefined}
                placeholder={year === undefined ? t('projects.lineNeedsYear') : undefined}
                options={lineChoices}
              />
            </Form.Item>
          </div>
          <Form.Item
            name="mode"
            label={t('projects.mode')}
            extra={usualMode && t('application.usualMode', { mode: t(`shell.modes.${usualMode as 'standard'}`) })}
          >
            <Select allowClear placeholder={t('application.modeOfLine')} options={useModeChoices()} />
          </Form.Item>
          {differs && (
            <Form.Item
              name="modeReason"
              label={t('application.modeReason')}
              rules={required(t('application.modeReason'))}
            >
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          )}
          <AmountRows
            name="shares"
            title={t('application.shares')}
            hint={t('application.sharesHint')}
            textName="regionId"
            amountName="asked"
            required
            control={<RegionSelect />}
          />
          <div className="form-end">
            <Button type="primary" size="large" htmlType="submit" loading={create.isPending}>
              {t('application.create')}
            </Button>
          </div>
        </Form>
      </Panel>
    </div>
  );
}
