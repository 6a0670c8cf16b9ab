import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftSave, Id } from '../../../shared/api/contract.js';
import { beforeSaveQuery, savesQuery } from '../../../shared/api/queries.js';
import { minuteOf } from '../../../shared/dates/dates.js';
import { EmptyState } from '../../../shared/ui/empty-state.js';
import { ProblemPage } from '../../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';
import { PlaceList, usePlaceLabel } from './place-view.js';
import { changesBetween, placesOf, type Places } from './places.js';

interface SavesDrawerProps {
  project: Id;
  /** What the form holds now. */
  now: Places;
  restore: (changes: Places) => void;
  close: () => void;
}

/** Who saved what when. What stood at a place before a save can be put back into the form. */
export function SavesDrawer({ project, now, restore, close }: SavesDrawerProps) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  const { data, error, refetch } = useQuery(savesQuery(project));
  useReturnFocus();
  const [chosen, setChosen] = useState<DraftSave | null>(null);
  return (
    <Drawer open size="min(560px, 100vw)" title={t('application.saves')} onClose={close}>
      <p className="unit-note">{t('application.savesHint')}</p>
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('application.noSaves')} />
      ) : (
        <ol className="saves">
          {data.items.map((save) => (
            <li key={save.version}>
              <div className="revision-head">
                <b>{save.by}</b>
                <span>{minuteOf(save.at)}</span>
                <Button
                  size="small"
                  onClick={() => setChosen(save === chosen ? null : save)}
                  aria-expanded={save === chosen}
                >
                  {t(save === chosen ? 'application.hideBefore' : 'application.showBefore')}
                </Button>
              </div>
              <small>{[...new Set(save.places.map(label))].join(t('project.comma'))}</small>
              {save === chosen && <Before project={project} save={save} now={now} restore={restore} />}
            </li>
          ))}
        </ol>
      )}
    </Drawer>
  );
}

function Before({
  project,
  save,
  now,
  restore,
}: { project: Id; save: DraftSave } & Pick<SavesDrawerProps, 'now' | 'restore'>) {
  const { t } = useTranslation();
  const { data } = useQuery(beforeSaveQuery(project, save.version));
  if (!data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  const then = placesOf(data.content, now);
  const changes = new Map(
    [...changesBetween(now, then)].filter(([path]) => save.places.includes(path) && !path.startsWith('answers/')),
  );
  if (changes.size === 0) return <p className="unit-note">{t('application.sameAsNow')}</p>;
  return (
    <div className="save-before">
      <PlaceList places={changes} />
      <Button size="small" type="primary" onClick={() => restore(changes)}>
        {t('application.putBack')}
      </Button>
    </div>
  );
}
