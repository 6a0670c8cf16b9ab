import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQueries, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { api, dataOf } from '../../shared/api/client.js';
import type { Id, NewDocument, ProjectRow } from '../../shared/api/contract.js';
import { projectQuery, projectsQuery, sessionQuery } from '../../shared/api/queries.js';
import { useYearChoices } from '../../shared/choices/choices.js';
import { sumFen, type Fen } from '../../shared/money/money.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { fenSoFar, isFen } from '../../shared/money/entry.js';
import { MoneyInput } from '../../shared/ui/money-input.js';
import { Money } from '../../shared/ui/money.js';
import { PapersInput } from '../../shared/papers/papers-input.js';
import { isArriving, type NamedPaper } from '../../shared/papers/uploads.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { type AdjustedLine, AdjustmentSchedule, ApprovalSchedule } from './adjustment.js';
import { kindsFor } from './document-rights.js';
import { proposedAmount, scheduleOf, type Amounts } from './schedule.js';
import './documents.css';

/** What the form holds: the scan as the upload gives it. */
type Head = Omit<NewDocument, 'items' | 'lines' | 'scan'> & { scan: NamedPaper[] };

/** Records what a signed paper says: its head, and its schedule of projects and amounts. */
export function NewDocumentPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const [form] = Form.useForm<Head>();
  const from = useSearch({ from: '/signed-in/documents/new' });
  const [chosen, setChosen] = useState<Id[]>(from.project === undefined ? [] : [from.project]);
  const [amounts, setAmounts] = useState<Amounts>({});
  const [lines, setLines] = useState<AdjustedLine[]>([]);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const kinds = kindsFor(session.membership.role);
  const first = from.kind ?? kinds[0] ?? 'approval';
  const kind = Form.useWatch('kind', form) ?? first;
  const year = Form.useWatch('year', form);

  const projects = useQueries({ queries: chosen.map((id) => projectQuery(id)) });
  const loaded = projects.flatMap(({ data }) => data ?? []);
  const firstYear = loaded[0]?.year;
  useEffect(() => {
    if (firstYear !== undefined && form.getFieldValue('year') === undefined) form.setFieldsValue({ year: firstYear });
  }, [form, firstYear]);
  const onBudget = kind === 'budget' || kind === 'adjustment';
  const items = onBudget ? [] : scheduleOf(loaded, kind, amounts);
  const total = sumFen(items.map((item) => fenSoFar(item.amount)));
  const unreadable = items.some((item) => !isFen(item.amount));
  const incomplete = lines.some(
    ({ line, after, reason, added }) =>
      !isFen(after) || reason.trim() === '' || line === '' || (added && added.name.trim() === ''),
  );
  const isEmpty = kind === 'adjustment' ? lines.length === 0 || incomplete : kind !== 'budget' && items.length === 0;

  const record = useMutation({
    mutationFn: (body: NewDocument) =>
      attempt(body, (key) =>
        dataOf(api.POST('/api/documents', { body, params: { header: { 'Idempotency-Key': key } } })),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['documents'] });
      await navigate({ to: '/documents/$id', params: { id: String(id) } });
    },
  });
  const scanned = (scan: readonly NamedPaper[] = []) => {
    const wrong = isArriving() ? t('papers.stillArriving') : scan.length === 0 ? t('documents.scanMissing') : null;
    return wrong ? Promise.reject(new Error(wrong)) : Promise.resolve();
  };
  const required = (label: string) => [{ required: true, message: t('shell.form.required', { label }) }];

  return (
    <>
      <PageHead title={t('documents.new')} note={t('documents.newHint')} />
      <ProblemAlert error={record.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: first }}
        onFinish={({ scan: [scan], ...head }) =>
          record.mutate({
            ...head,
            items,
            ...(kind === 'adjustment' ? { lines } : {}),
            scan: { hash: scan!.hash, name: scan!.name },
          })
        }
      >
        <Panel title={t('documents.head')}>
          <Form.Item name="kind" label={t('documents.kind')}>
            <Radio.Group
              optionType="button"
              options={kinds.map((value) => ({ value, label: t(`documents.kinds.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="title" label={t('documents.titleOf')} rules={required(t('documents.titleOf'))}>
            <Input maxLength={200} />
          </Form.Item>
          <div className="document-head">
            <Form.Item name="issuer" label={t('documents.issuer')} rules={required(t('documents.issuer'))}>
              <Input />
            </Form.Item>
            <Form.Item name="number" label={t('documents.number')} rules={required(t('documents.number'))}>
              <Input placeholder={t('documents.numberHint')} />
            </Form.Item>
            <Form.Item name="issuedOn" label={t('documents.issuedOn')} rules={required(t('documents.issuedOn'))}>
              <DateInput />
            </Form.Item>
            <Form.Item name="year" label={t('projects.year')} rules={required(t('projects.year'))}>
              <Select options={useYearChoices()} />
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('documents.scan')}>
          <Form.Item
            name="scan"
            extra={t('documents.scanHint')}
            rules={[{ validator: (_, scan?: NamedPaper[]) => scanned(scan) }]}
          >
            <PapersInput only="decision" asked={[{ class: 'decision', there: false }]} />
          </Form.Item>
        </Panel>
        {onBudget ? (
          <Panel title={t('documents.schedule')}>
            {year === undefined ? (
              <EmptyState title={t('documents.yearFirst')} />
            ) : kind === 'budget' ? (
              <ApprovalSchedule year={year} />
            ) : (
              <AdjustmentSchedule key={year} year={year} lines={lines} change={setLines} />
            )}
          </Panel>
        ) : (
          <Panel
            title={
              <>
                {t('documents.schedule')} <small className="count">{items.length}</small>
              </>
            }
            extra={
              <span className="rows-sum">
                {t('documents.total')} <Money fen={total} unit />
              </span>
            }
          >
            <ProjectPicker
              year={year}
              chosen={chosen}
              add={(id) => setChosen((ids) => (ids.includes(id) ? ids : [...ids, id]))}
            />
            {chosen.length === 0 ? (
              <EmptyState title={t('documents.noProjects')} hint={t('documents.noProjectsHint')} />
            ) : (
              <ul className="schedule">
                {loaded.map((project) => (
                  <li key={project.id}>
                    <div className="schedule-project">
                      <b>{project.title}</b>
                      <small>
                        {project.code} · {project.stateLabel}
                      </small>
                    </div>
                    <div className="schedule-shares">
                      {project.shares.map((share) => (
                        <label key={share.no}>
                          <span>{share.regionName}</span>
                          <MoneyInput
                            aria-label={`${project.title} ${share.regionName}`}
                            value={amounts[`${project.id}/${share.no}`] ?? proposedAmount(project, share, kind)}
                            onChange={(fen: Fen | undefined) =>
                              setAmounts((all) => ({ ...all, [`${project.id}/${share.no}`]: fen ?? '0' }))
                            }
                          />
                        </label>
                      ))}
                    </div>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t('shell.remove')}
                      onClick={() => setChosen((ids) => ids.filter((id) => String(id) !== String(project.id)))}
                    />
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        )}
        <div className="form-end">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            disabled={isEmpty || unreadable}
            loading={record.isPending}
          >
            {t('documents.record')}
          </Button>
        </div>
      </Form>
    </>
  );
}

interface ProjectPickerProps {
  year: number | undefined;
  chosen: readonly Id[];
  add: (id: Id) => void;
}

/** Finds projects on the server while one types. */
function ProjectPicker({ year, chosen, add }: ProjectPickerProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const { data, isFetching } = useQuery(projectsQuery({ year, q: q || undefined }, undefined, 20));
  const option = ({ id, code, title, stateLabel }: ProjectRow) => ({
    value: id,
    label: `${title} · ${code} · ${stateLabel}`,
  });
  return (
    <Select
      className="full"
      value={null}
      showSearch={{ filterOption: false, searchValue: q, onSearch: setQ }}
      placeholder={t('documents.addProject')}
      aria-label={t('documents.addProject')}
      loading={isFetching}
      options={data?.items.filter(({ id }) => !chosen.includes(id)).map(option)}
      onChange={(id: Id | null) => {
        if (id !== null) add(id);
        setQ('');
      }}
    />
  );
}
