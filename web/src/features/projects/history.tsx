import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, Id } from '../../shared/api/contract.js';
import { historyQuery } from '../../shared/api/queries.js';
import { dayOf, minuteOf } from '../../shared/dates/dates.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { toneOf } from '../../shared/ui/tone.js';
import { Entries } from './part-value.js';

/** All that ever happened to the project: who, as what, when, and with which words. */
export function History({ id }: { id: Id }) {
  const { t } = useTranslation();
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(id),
  );
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={t('project.history')} className="history-panel">
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <>
          <ol className="history">
            {entries.map((entry) => (
              <HistoryItem key={entry.seq} entry={entry} />
            ))}
          </ol>
          {hasNextPage && (
            <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('shell.more')}
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}

function HistoryItem({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const { actor, occurredAt, recordedAt, fromLabel, toLabel } = entry;
  const moved = toLabel && entry.from !== entry.to;
  const late = dayOf(occurredAt) !== dayOf(recordedAt);
  return (
    <li className={`history-${entry.to ? toneOf(entry.to) : 'progress'}`}>
      <p className="history-what">
        <b>
          {entry.eventLabel}
          {entry.part && ` · ${t('actions.part', { no: entry.part.slice(entry.part.indexOf('/') + 1) })}`}
        </b>
        {moved && (
          <small>
            {fromLabel && `${fromLabel} → `}
            {toLabel}
          </small>
        )}
      </p>
      <p className="history-who">
        {[
          actor.behalfOf ? t('account.deputy', { deputy: actor.name, name: actor.behalfOf }) : actor.name,
          actor.roleLabel,
          actor.organisation,
        ]
          .filter(Boolean)
          .join(' · ')}
        <br />
        <time dateTime={occurredAt}>{minuteOf(occurredAt)}</time>
        {late && <span> {t('project.recordedOn', { day: dayOf(recordedAt) })}</span>}
      </p>
      {entry.payload && <Entries record={entry.payload} />}
    </li>
  );
}
