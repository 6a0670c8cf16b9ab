import {
  CheckCircleOutlined,
  CloudSyncOutlined,
  DiffOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  HistoryOutlined,
  RollbackOutlined,
} from '@ant-design/icons';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Anchor, Button, Form, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, Id, Project } from '../../../shared/api/contract.js';
import { draftQuery, projectQuery, sessionQuery } from '../../../shared/api/queries.js';
import { minuteOf } from '../../../shared/dates/dates.js';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { PageHead } from '../../../shared/ui/page-head.js';
import { Panel } from '../../../shared/ui/panel.js';
import { ProblemPage, useProblemText } from '../../../shared/ui/problem-view.js';
import { Clashes, Unsaved } from './clashes.js';
import { ComparisonDrawer } from './comparison.js';
import { Drafting, fieldOf, isMissing, sectionNames, sections, type Section } from './draft-context.js';
import { SectionPanel } from './draft-sections.js';
import { keep, keptDraft, offered } from './kept-draft.js';
import { forForm, placesOf, withPlaces, type Places, type Written } from './places.js';
import { Point } from './point.js';
import { SavesDrawer } from './saves-drawer.js';
import { useDraft, writtenOf, type SaveState, type Writer } from './use-draft.js';
import './application.css';

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
  return <DraftForm id={id} project={project.data} draft={draft.data} />;
}

function DraftForm({ id, project, draft }: { id: Id; project: Project; draft: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const person = session.person.id;
  const [form] = Form.useForm<Written>();
  const start = useMemo(
    () => forForm({ ...writtenOf(draft), title: draft.content.title || project.title }),
    [draft, project],
  );
  const read = () => form.getFieldsValue(true) as Written;
  const take = (changes: Places) => form.setFieldsValue(forForm(withPlaces(read(), changes)) as never);
  const drafting = useDraft({ id, person, loaded: draft, read, take });
  const { state, unmet, clashes, writers, changed, flush, settle, restore, enter } = drafting;
  const [checked, setChecked] = useState(false);
  const [open, setOpen] = useState<'saves' | 'comparison' | null>(null);
  const [kept, setKept] = useState(() => {
    const there = keptDraft(person, id);
    const offer = there && offered(there, placesOf(writtenOf(draft)));
    return there && offer && offer.changes.size > 0 ? { at: there.at, ...offer } : null;
  });

  const wrongAt = (path: string) =>
    unmet.filter(({ field }) => field === path).filter((each) => checked || !isMissing(each));
  const missingIn = (section: Section) =>
    unmet.filter(({ field }) => field && (sections[section] as readonly string[]).includes(fieldOf(field))).length;

  const finish = async () => {
    const lacking = await flush();
    if (lacking.length > 0) {
      setChecked(true);
      const section = sectionNames.find((name) => missingIn(name) > 0);
      document.querySelector(`#draft-${section}`)?.scrollIntoView();
      return;
    }
    await queries.invalidateQueries({ queryKey: ['project', String(id)], refetchType: 'none' });
    await navigate({ to: '/projects/$id', params: { id: String(id) } });
  };

  return (
    <Drafting.Provider value={{ wrongAt, returned: draft.returned, disabled: state.kind === 'closed' }}>
      <PageHead
        title={t('application.draftOf', { title: project.title })}
        note={`${project.code} · ${project.line} ${project.lineName} · ${project.modeLabel}`}
        actions={
          <>
            <SaveNote state={state} retry={() => void flush()} />
            <Button icon={<HistoryOutlined />} onClick={() => void flush().then(() => setOpen('saves'))}>
              {t('application.saves')}
            </Button>
            {draft.revision > 0 && (
              <Button icon={<DiffOutlined />} onClick={() => void flush().then(() => setOpen('comparison'))}>
                {t('application.compareDraft')}
              </Button>
            )}
            <Button
              type="primary"
              onClick={() => void finish()}
              disabled={clashes.length > 0 || state.kind === 'closed'}
            >
              {t('application.toSubmit')}
            </Button>
          </>
        }
      />
      {draft.startedFrom && <p className="unit-note">{t('application.startedFrom', { code: draft.startedFrom })}</p>}
      <Writers writers={writers} />
      {state.kind === 'closed' && (
        <Unsaved places={state.unsaved} title={t('application.closed')} hint={t('application.closedHint')} />
      )}
      {kept && (
        <Unsaved
          places={kept.changes}
          title={t('application.kept', { at: minuteOf(kept.at) })}
          hint={t('application.keptHint')}
          action={
            <>
              <Button
                size="small"
                type="primary"
                onClick={() => {
                  restore(kept.changes, kept.clashes);
                  setKept(null);
                }}
              >
                {t('application.putBack')}
              </Button>
              <Button
                size="small"
                onClick={() => {
                  keep(person, id, new Map(), new Map());
                  setKept(null);
                }}
              >
                {t('application.forget')}
              </Button>
            </>
          }
        />
      )}
      <Clashes clashes={clashes} settle={settle} />
      <div className="draft">
        <Anchor
          className="draft-anchor"
          offsetTop={80}
          replace
          items={sectionNames.map((key) => ({
            key,
            href: `#draft-${key}`,
            title: <SectionMark title={t(`application.sections.${key}`)} missing={missingIn(key)} />,
          }))}
        />
        <Form
          form={form}
          layout="vertical"
          className="draft-form"
          initialValues={start}
          disabled={state.kind === 'closed'}
          onValuesChange={changed}
        >
          {draft.returned && (
            <Alert
              type="warning"
              showIcon
              icon={<RollbackOutlined />}
              className="returned"
              title={t('project.returnedBy', { by: wordFor(`shell.roles.${draft.returned.by}`, draft.returned.by) })}
              description={
                <>
                  <p>{draft.returned.reason}</p>
                  <p>{t('application.pointsHint')}</p>
                  <Point field="application" />
                </>
              }
            />
          )}
          {sectionNames.map((name) => (
            <SectionPanel key={name} name={name} enter={enter} />
          ))}
        </Form>
      </div>
      {open === 'saves' && (
        <SavesDrawer
          project={id}
          now={placesOf(read())}
          close={() => setOpen(null)}
          restore={(changes) => {
            restore(changes, []);
            setOpen(null);
          }}
        />
      )}
      {open === 'comparison' && <ComparisonDrawer project={id} no="draft" close={() => setOpen(null)} />}
    </Drafting.Provider>
  );
}

function SectionMark({ title, missing }: { title: string; missing: number }) {
  const { t } = useTranslation();
  return (
    <span className="section-mark">
      {title}{' '}
      {missing === 0 ? (
        <CheckCircleOutlined className="section-done" aria-label={t('application.complete')} />
      ) : (
        <span className="count" title={t('application.lacking', { count: missing })}>
          {missing}
        </span>
      )}
    </span>
  );
}

function Writers({ writers }: { writers: readonly Writer[] }) {
  const { t } = useTranslation();
  if (writers.length === 0) return null;
  return (
    <p className="writers" role="status">
      <EditOutlined aria-hidden />{' '}
      {writers
        .map(({ name, section }) =>
          section
            ? t('application.writingAt', { name, section: wordFor(`application.sections.${section}`, section) })
            : t('application.writing', { name }),
        )
        .join(t('project.comma'))}
    </p>
  );
}

function SaveNote({ state, retry }: { state: SaveState; retry: () => void }) {
  const { t, i18n } = useTranslation();
  const text = useProblemText();
  switch (state.kind) {
    case 'clean':
      return null;
    case 'failed':
    case 'closed':
      return (
        <span className="save-note save-failed" role="alert">
          <ExclamationCircleOutlined /> {t('application.saveFailed')} {text(state.error)}{' '}
          {state.kind === 'failed' && (
            <Button type="link" size="small" onClick={retry}>
              {t('shell.retry')}
            </Button>
          )}
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
