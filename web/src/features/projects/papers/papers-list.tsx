import { DownloadOutlined, EnvironmentOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Action, Project } from '../../../shared/api/contract.js';
import { Panel } from '../../../shared/ui/panel.js';
import { classLabel } from '../../../shared/papers/papers-input.js';
import '../../../shared/papers/papers.css';

/** A paper of a project, as the server shows it. */
export interface Paper {
  no: number;
  state: 'kept' | 'void';
  class: string;
  name: string;
  bytes: number;
  broughtOn: string;
  broughtByName: string | null;
  organisation: string | null;
  takenAt: string | null;
  latitude: number | null;
  longitude: number | null;
  voidedOn: string | null;
  voidedByName: string | null;
  reason: string | null;
}

interface PapersListProps {
  project: Project;
  actions: readonly Action[] | undefined;
  open: (action: Action) => void;
}

/** The papers of a project: what each is, where it came from, and what became of it. */
export function PapersList({ project, actions = [], open }: PapersListProps) {
  const { t } = useTranslation();
  const papers = (project as unknown as { papers?: readonly Paper[] }).papers ?? [];
  const add = actions.find(({ event }) => event === 'paper.add');
  if (papers.length === 0 && !add) return null;
  return (
    <Panel
      title={
        <>
          {t('papers.title')} <small className="count">{papers.length}</small>
        </>
      }
      extra={
        add && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => open(add)}>
            {add.label}
          </Button>
        )
      }
    >
      {papers.length === 0 && <p className="papers-none">{t('papers.none')}</p>}
      <ul className="papers-list">
        {papers.map((paper) => (
          <PaperItem
            key={paper.no}
            paper={paper}
            href={`/api/projects/${project.id}/papers/${paper.no}/content`}
            voiding={actions.find(({ event, part }) => event === 'paper.void' && part?.no === paper.no)}
            open={open}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface PaperItemProps {
  paper: Paper;
  href: string;
  voiding: Action | undefined;
  open: (action: Action) => void;
}

function PaperItem({ paper, href, voiding, open }: PaperItemProps) {
  const { t } = useTranslation();
  const isVoid = paper.state === 'void';
  return (
    <li className={isVoid ? 'paper-void' : undefined}>
      <b>{classLabel(paper.class)}</b>
      <span className="paper-name">
        {isVoid ? <s>{paper.name}</s> : paper.name}
        <small>
          {sizeOf(paper.bytes)} · {t('papers.brought', { day: paper.broughtOn, by: bringerOf(paper) })}
          {paper.takenAt && ` · ${t('papers.takenAt', { at: paper.takenAt.replace('T', ' ').slice(0, 16) })}`}
          {paper.latitude !== null && paper.longitude !== null && (
            <>
              {' · '}
              <EnvironmentOutlined aria-label={t('papers.place')} /> {paper.latitude.toFixed(4)},{' '}
              {paper.longitude.toFixed(4)}
            </>
          )}
        </small>
        {isVoid && (
          <small className="paper-voided">
            {t('papers.voided', {
              day: paper.voidedOn,
              by: paper.voidedByName ?? '',
              reason: paper.reason ?? t('papers.leftOut'),
            })}
          </small>
        )}
      </span>
      <a
        className="paper-download"
        href={href}
        download={paper.name}
        aria-label={t('papers.download', { name: paper.name })}
      >
        <DownloadOutlined />
      </a>
      {voiding?.allowed && (
        <Button size="small" type="text" danger onClick={() => open(voiding)}>
          {t('papers.void')}
        </Button>
      )}
    </li>
  );
}

const bringerOf = ({ broughtByName, organisation }: Paper): string =>
  [organisation, broughtByName].filter(Boolean).join(' ');

const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
