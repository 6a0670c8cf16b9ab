import { LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  partKinds,
  type Action,
  type Part,
  type PartKind,
  type Project,
  type Share,
} from '../../shared/api/contract.js';
import { Panel } from '../../shared/ui/panel.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { actionKey, isHard, isOfKind } from './actions/action-model.js';
import { ClaimHints } from './claim-hints.js';
import { Entries } from './part-value.js';

interface PartsProps {
  project: Project;
  actions: readonly Action[];
  open: (action: Action) => void;
}

/** Each kind of part that the project has, with what can be done to each; the latest in its life, such as claims, first. */
export function Parts({ project, actions, open }: PartsProps) {
  const { t } = useTranslation();
  return [...partKinds].reverse().map((kind) => {
    const parts = project[kind];
    if (!parts?.length) return null;
    return (
      <Panel
        key={kind}
        flush
        title={
          <>
            {t(`project.parts.${kind}`)} <small className="count">{parts.length}</small>
          </>
        }
      >
        <ul className="parts">
          {parts.map((part) => (
            <OnePart key={part.no} kind={kind} part={part} shares={project.shares} actions={actions} open={open} />
          ))}
        </ul>
      </Panel>
    );
  });
}

interface OnePartProps extends Omit<PartsProps, 'project'> {
  kind: PartKind;
  part: Part;
  shares: readonly Share[];
}

function OnePart({ kind, part, shares, actions, open }: OnePartProps) {
  const { t } = useTranslation();
  const own = actions.filter((action) => action.part?.no === part.no && isOfKind(kind, action.part.kind));
  return (
    <li>
      <div className="part-head">
        <b>{t('project.partNo', { no: part.no })}</b>
        {part.state && part.stateLabel && <StateTag state={`${kind}.${part.state}`} label={part.stateLabel} />}
      </div>
      <Entries record={named(part, shares)} />
      {kind === 'claims' && part.state === 'submitted' && <ClaimHints no={part.no} />}
      {own.length > 0 && (
        <div className="part-actions">
          {own.map((action) => (
            <Button
              key={actionKey(action)}
              size="small"
              danger={isHard(action.event)}
              icon={action.allowed ? undefined : <LockOutlined aria-label={t('actions.locked')} />}
              onClick={() => open(action)}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** The part with its share by name: a number of a share says nothing to a reader. */
function named(part: Part, shares: readonly Share[]): Part {
  const share = shares.find(({ no }) => no === part.share);
  return share ? { ...part, share: share.regionName } : part;
}
