import { CheckCircleOutlined, CloudSyncOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Anchor, Button, Form, Input, InputNumber, Select, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationContent, Draft, Id, Project } from '../../../shared/api/contract.js';
import { draftQuery, projectQuery } from '../../../shared/api/queries.js';
import { formatWan, subtractFen, sumFen } from '../../../shared/money/money.js';
import { DateInput } from '../../../shared/ui/date-input.js';
import { fenSoFar } from '../../../shared/money/entry.js';
import { Money } from '../../../shared/ui/money.js';
import { PageHead } from '../../../shared/ui/page-head.js';
import { Panel } from '../../../shared/ui/panel.js';
import { ProblemPage, useProblemText } from '../../../shared/ui/problem-view.js';
import { contentOf } from './content.js';
import { AmountRows, RegionSelect, Rows } from './rows.js';
import { useAutosave, type SaveState } from './use-autosave.js';
import './application.css';

const sections = ['basics', 'money', 'plan', 'benefit'] as const;
const aspects = [
  'quantity',
  'quality',
  'timeliness',
  'cost',
  'economic',
  'social',
  'ecological',
  'sustainable',
  'satisfaction',
] as const;
const sources = ['central', 'province', 'county', 'self'] as const;

export function DraftPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id/draft' });
  const project = useQuery(projectQuery(id));
  const draft = useQuery(draftQuery(id));
  const error = project.error ?? draft.error;
  if (error) return <ProblemPage error={error} retry={() => void draft.refetch()} />;
  if (!project.data || !draft.data) {
    return (
      <Panel>
        <Skeleton active paragraph={{ rows: 12 }} />
      </Panel>
    );
  }
  // A reload after a conflict brings a new version: the form starts anew from it.
  return (
    <DraftForm key={draft.dataUpdatedAt} id={id} project={project.data} draft={draft.data} reload={draft.refetch} />
  );
}

interface DraftFormProps {
  id: Id;
  project: Project;
  draft: Draft;
  reload: () => Promise<unknown>;
}

function DraftForm({ id, project, draft, reload }: DraftFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<ApplicationContent>();
  const { state, changed, flush, overwrite } = useAutosave(id, draft);
  const [unfinished, setUnfinished] = useState(0);

  const finish = async () => {
    await flush();
    await queries.invalidateQueries({ queryKey: ['project', String(id)], refetchType: 'none' });
    await navigate({ to: '/projects/$id', params: { id: String(id) } });
  };

  return (
    <>
      <PageHead
        title={t('application.draftOf', { title: project.title })}
        note={`${project.code} · ${project.line} ${project.lineName} · ${project.modeLabel}`}
        actions={
          <>
            {unfinished > 0 && <span className="save-note">{t('application.unfinished', { count: unfinished })}</span>}
            <SaveNote state={state} retry={() => void flush()} />
            <Button type="primary" onClick={() => void finish()} disabled={state.kind === 'conflict'}>
              {t('application.toSubmit')}
            </Button>
          </>
        }
      />
      {state.kind === 'conflict' && (
        <Alert
          type="warning"
          showIcon
          className="problem-alert"
          title={t('shell.problem.conflict')}
          description={t('application.conflictHint')}
          action={
            <Space orientation="vertical">
              <Button size="small" type="primary" onClick={() => void reload()}>
                {t('application.takeTheirs')}
              </Button>
              <Button size="small" onClick={() => void overwrite()}>
                {t('application.keepMine')}
              </Button>
            </Space>
          }
        />
      )}
      <div className="draft">
        <Anchor
          className="draft-anchor"
          offsetTop={80}
          replace
          items={sections.map((key) => ({ key, href: `#draft-${key}`, title: t(`application.sections.${key}`) }))}
        />
        <Form
          form={form}
          layout="vertical"
          className="draft-form"
          initialValues={{ title: project.title, ...draft.content }}
          onValuesChange={(_, all) => {
            const { content, unfinished } = contentOf(all);
            setUnfinished(unfinished);
            changed(content);
          }}
        >
          <Panel title={t('application.sections.basics')} id="draft-basics">
            <Form.Item name="title" label={t('application.title')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="summary" label={t('application.summary')}>
              <Input.TextArea rows={3} placeholder={t('application.summaryHint')} />
            </Form.Item>
            <Form.Item name="need" label={t('application.need')}>
              <Input.TextArea rows={3} placeholder={t('application.needHint')} />
            </Form.Item>
            <Form.Item name="feasibility" label={t('application.feasibility')}>
              <Input.TextArea rows={3} placeholder={t('application.feasibilityHint')} />
            </Form.Item>
          </Panel>
          <Panel title={t('application.sections.money')} id="draft-money" extra={<Balance />}>
            <AmountRows
              name="shares"
              title={t('application.shares')}
              textName="regionId"
              amountName="asked"
              control={<RegionSelect />}
            />
            <AmountRows
              name="match"
              title={t('application.match')}
              hint={t('application.matchHint')}
              textName="source"
              amountName="planned"
              control={
                <Select options={sources.map((value) => ({ value, label: t(`application.sources.${value}`) }))} />
              }
            />
            <AmountRows
              name="costs"
              title={t('application.costs')}
              textName="item"
              textLabel={t('application.costItem')}
              amountName="amount"
            />
            <AmountRows
              name="stages"
              title={t('application.stages')}
              textName="name"
              textLabel={t('application.stageName')}
              amountName="amount"
            />
          </Panel>
          <Panel title={t('application.sections.plan')} id="draft-plan">
            <Rows
              name="timetable"
              title={t('application.timetable')}
              columns={[
                { name: 'step', label: t('application.step'), control: <Input />, grow: 2 },
                { name: 'from', label: t('application.from'), control: <DateInput /> },
                { name: 'until', label: t('application.until'), control: <DateInput /> },
              ]}
            />
            <Rows
              name="targets"
              title={t('application.targets')}
              hint={t('application.targetsHint')}
              columns={[
                {
                  name: 'aspect',
                  label: t('application.aspect'),
                  control: (
                    <Select options={aspects.map((value) => ({ value, label: t(`application.aspects.${value}`) }))} />
                  ),
                  grow: 2,
                },
                { name: 'name', label: t('application.targetName'), control: <Input />, grow: 3 },
                { name: 'target', label: t('application.target'), control: <Input /> },
                { name: 'unit', label: t('application.unit'), control: <Input /> },
              ]}
            />
          </Panel>
          <Panel title={t('application.sections.benefit')} id="draft-benefit">
            <div className="form-columns">
              {(['villages', 'households', 'persons'] as const).map((key) => (
                <Form.Item key={key} name={['beneficiaries', key]} label={t(`application.benefit.${key}`)}>
                  <InputNumber className="full" min={0} precision={0} />
                </Form.Item>
              ))}
            </div>
            <Form.Item name={['returns', 'expected']} label={t('application.returnsExpected')}>
              <Input.TextArea rows={2} />
            </Form.Item>
            <Form.Item
              name={['returns', 'sharing']}
              label={t('application.returnsSharing')}
              extra={t('application.returnsSharingHint')}
            >
              <Input.TextArea rows={2} />
            </Form.Item>
          </Panel>
        </Form>
      </div>
    </>
  );
}

/** Says while typing whether the costs are covered by what is asked and what others bring. */
function Balance() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<ApplicationContent>();
  const all = Form.useWatch([], form) as ApplicationContent | undefined;
  const asked = sumFen((all?.shares ?? []).map((row) => fenSoFar(row?.asked)));
  const match = sumFen((all?.match ?? []).map((row) => fenSoFar(row?.planned)));
  const costs = sumFen((all?.costs ?? []).map((row) => fenSoFar(row?.amount)));
  const gap = subtractFen(costs, sumFen([asked, match]));
  const level = gap === '0';
  return (
    <span className={level ? 'balance balance-level' : 'balance'}>
      {t('application.asked')} {formatWan(asked)} + {t('application.match')} {formatWan(match)} {level ? '=' : '≠'}{' '}
      {t('application.costs')} <Money fen={costs} unit />
    </span>
  );
}

function SaveNote({ state, retry }: { state: SaveState; retry: () => void }) {
  const { t, i18n } = useTranslation();
  const text = useProblemText();
  switch (state.kind) {
    case 'clean':
      return null;
    case 'failed':
      return (
        <span className="save-note save-failed" role="alert">
          <ExclamationCircleOutlined /> {t('application.saveFailed')} {text(state.error)}{' '}
          <Button type="link" size="small" onClick={retry}>
            {t('shell.retry')}
          </Button>
        </span>
      );
    case 'conflict':
      return (
        <span className="save-note save-failed">
          <ExclamationCircleOutlined /> {t('application.notSaved')}
        </span>
      );
    case 'saved':
      return (
        <span className="save-note" role="status">
          <CheckCircleOutlined /> {t('application.savedAt', { time: state.at.toLocaleTimeString(i18n.language) })}
        </span>
      );
    default:
      return (
        <span className="save-note" role="status">
          <CloudSyncOutlined /> {t('application.saving')}
        </span>
      );
  }
}
