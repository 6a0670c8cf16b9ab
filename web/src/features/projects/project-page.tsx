import { EditOutlined, RollbackOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, Holder, Project } from '../../shared/api/contract.js';
import { actionsQuery, projectQuery } from '../../shared/api/queries.js';
import { dayOf } from '../../shared/dates/dates.js';
import { wordFor } from '../../shared/i18n/i18n.js';
import { Due } from '../../shared/ui/due.js';
import { MoneyBar } from '../../shared/ui/money-bar.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { UnmetList } from '../../shared/ui/unmet-list.js';
import { ActionBar } from './actions/action-bar.js';
import { ActionDrawer } from './actions/action-drawer.js';
import { firstAction, isSame } from './actions/action-model.js';
import { ContentView } from './application/content-view.js';
import { CorrectionsPanel } from './application/corrections-panel.js';
import { Revisions } from './application/revisions.js';
import { claimedOf } from './claimed.js';
import { History } from './history.js';
import { applicationField } from './part-value.js';
import { PapersList } from './papers/papers-list.js';
import { Parts } from './parts.js';
import { SharesTable } from './shares-table.js';
import { StageRail } from './stage-rail.js';
import './project.css';

export function ProjectPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id' });
  const { data: project, error, refetch } = useQuery(projectQuery(id));
  const { data: actions } = useQuery(actionsQuery(id));
  const [chosen, setChosen] = useState<Action | null>(null);
  const navigate = useNavigate();
  const choose = (action: Action) => {
    // What a document decides is not sent from here: the document is recorded, and a second person confirms it.
    if (action.via && action.allowed) {
      void navigate({ to: '/documents/new', search: { kind: action.via, project: Number(id) } });
    } else setChosen(action);
  };

  if (error && !project) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!project) return <ProjectSkeleton />;
  const items = actions?.items ?? [];
  // The list is fetched anew after a conflict: the open form goes on with the fresh version of its action.
  const open = chosen && (items.find((action) => isSame(action, chosen)) ?? { ...chosen, allowed: false });

  return (
    <>
      <ProjectHead project={project} />
      <NextStep project={project} actions={actions?.items} open={choose} />
      {project.returned && <Returned returned={project.returned} />}
      <CorrectionsPanel project={project} />
      <Panel className="rail-panel">
        <StageRail steps={project.lifecycle} stateLabel={project.stateLabel} />
      </Panel>
      <div className="project-columns">
        <div>
          <SharesTable shares={project.shares} />
          <Parts project={project} actions={items} open={choose} />
          <PapersList project={project} actions={items} open={choose} />
          <Revisions project={project} />
          <ContentView content={project.content} />
        </div>
        <div>
          <MoneyPanel project={project} />
          <History id={id} />
        </div>
      </div>
      {open && <ActionDrawer project={project} action={open} close={() => setChosen(null)} />}
    </>
  );
}

function ProjectHead({ project }: { project: Project }) {
  const { t } = useTranslation();
  return (
    <PageHead
      title={project.title}
      tag={<StateTag state={project.state} label={project.stateLabel} suspended={project.suspended} />}
      note={[
        project.code,
        project.applicant.name,
        `${project.line} ${project.lineName}`,
        project.modeLabel,
        t('shell.year', { year: project.year }),
      ].map((fact) => (
        <span key={fact} className="fact">
          {fact}
        </span>
      ))}
    />
  );
}

interface NextStepProps {
  project: Project;
  actions: readonly Action[] | undefined;
  open: (action: Action) => void;
}

/** Who, by when, what next. */
function NextStep({ project, actions, open }: NextStepProps) {
  const { t } = useTranslation();
  const first = actions && firstAction(actions);
  const drafting = actions?.some((action) => action.event === 'application.submit');
  return (
    <Panel className="next">
      <div className="next-row">
        <div className="next-holders">
          {project.holders.length === 0 ? (
            <p className="next-nobody">{t('project.nobody')}</p>
          ) : (
            <ul>
              {project.holders.map((holder, index) => (
                <HolderItem key={index} holder={holder} />
              ))}
            </ul>
          )}
        </div>
        <div className="next-actions">
          {drafting && (
            <Link to="/projects/$id/draft" params={{ id: String(project.id) }}>
              <Button size="large" icon={<EditOutlined />}>
                {t('project.editDraft')}
              </Button>
            </Link>
          )}
          {actions ? <ActionBar actions={actions} open={open} /> : <Skeleton.Button active />}
        </div>
      </div>
      {first && !first.allowed && first.unmet.length > 0 && (
        <div className="next-unmet">
          <p>{t('project.stillMissing', { action: first.label })}</p>
          <UnmetList unmet={first.unmet} />
        </div>
      )}
    </Panel>
  );
}

function HolderItem({ holder }: { holder: Holder }) {
  const { t } = useTranslation();
  const who = [holder.organisation ?? holder.region, holder.roleLabel, holder.personName].filter(Boolean).join(' · ');
  return (
    <li className="holder">
      <UserOutlined aria-hidden />
      <div>
        <b>{holder.label}</b>
        <span>{who}</span>
        <small>
          {t('project.since', { day: dayOf(holder.openedAt) })}
          {holder.dueOn && ` · ${t('project.dueOn', { day: holder.dueOn })}`} <Due {...holder} />
        </small>
      </div>
    </li>
  );
}

function Returned({ returned }: { returned: NonNullable<Project['returned']> }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      icon={<RollbackOutlined />}
      className="returned"
      title={t('project.returnedBy', { by: wordFor(`shell.roles.${returned.by}`, returned.by) })}
      description={
        <>
          <p>{returned.reason}</p>
          {returned.fields.length > 0 && (
            <ul>
              {returned.fields.map(({ field, reason }) => (
                <li key={field}>
                  <b>{applicationField(field)}</b> {reason}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}

function MoneyPanel({ project }: { project: Project }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('project.money.title')} className="money-panel">
      <MoneyBar {...project} claimed={claimedOf(project)} />
    </Panel>
  );
}

function ProjectSkeleton() {
  return (
    <>
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 1, width: '60%' }} />
      <Panel>
        <Skeleton active paragraph={{ rows: 2 }} title={false} />
      </Panel>
      <Panel>
        <Skeleton active paragraph={{ rows: 1 }} title={false} />
      </Panel>
      <Panel>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Panel>
    </>
  );
}
