import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../shared/api/contract.js';
import { inboxQuery } from '../../shared/api/queries.js';
import { dayOf, longDay, today, weekdayOf } from '../../shared/dates/dates.js';
import { Due } from '../../shared/ui/due.js';
import { EmptyState } from '../../shared/ui/empty-state.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { rulerOf, urgencyOf, type Urgency } from './ruler.js';
import './inbox.css';

const urgencies: readonly Urgency[] = ['late', 'today', 'week', 'later', 'paused'];
const rulerDays = 14;

export function InboxPage() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(inboxQuery);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const now = today();

  return (
    <>
      <PageHead title={t('inbox.title')} note={longDay(now, i18n.language)} />
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : isPending ? (
        <Panel>
          <Skeleton active paragraph={{ rows: 10 }} />
        </Panel>
      ) : items.length === 0 ? (
        <Panel>
          <EmptyState
            title={t('inbox.empty')}
            hint={t('inbox.emptyHint')}
            action={<Link to="/projects">{t('inbox.toProjects')}</Link>}
          />
        </Panel>
      ) : (
        <>
          <DayRuler items={items} now={now} more={hasNextPage} />
          {urgencies.map((urgency) => (
            <InboxGroup
              key={urgency}
              urgency={urgency}
              items={items.filter((item) => urgencyOf(item, now) === urgency)}
            />
          ))}
          {hasNextPage && (
            <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('shell.more')}
            </Button>
          )}
        </>
      )}
    </>
  );
}

/** The page's signature: today at the left edge of the coming fortnight, and what falls on each day. */
function DayRuler({ items, now, more }: { items: InboxItem[]; now: string; more: boolean }) {
  const { t } = useTranslation();
  const { late, days, later, paused } = rulerOf(items, now, rulerDays);
  const most = Math.max(1, ...days.map((day) => day.count));
  const plus = more ? '+' : '';
  return (
    <Panel className="ruler-panel">
      <div className="ruler">
        <div className={late > 0 ? 'ruler-late' : 'ruler-late ruler-calm'}>
          <strong>{late}</strong>
          <span>{t('inbox.urgency.late')}</span>
        </div>
        <ol className="ruler-days">
          {days.map(({ date, count }, index) => {
            const weekday = weekdayOf(date);
            const kind = index === 0 ? 'ruler-today' : weekday === 0 || weekday === 6 ? 'ruler-rest' : '';
            return (
              <li key={date} className={kind} aria-label={t('inbox.onDay', { date, count })}>
                <span className="ruler-count">{count || ''}</span>
                <i style={{ height: `${count === 0 ? 0 : 12 + (count / most) * 28}px` }} />
                <b>{index === 0 ? t('inbox.today') : date.slice(8)}</b>
                <small>{t(`inbox.weekdays.${weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6}`)}</small>
              </li>
            );
          })}
        </ol>
        <dl className="ruler-rest-of">
          <div>
            <dt>{t('inbox.afterFortnight')}</dt>
            <dd>
              {later}
              {plus}
            </dd>
          </div>
          <div>
            <dt>{t('inbox.urgency.paused')}</dt>
            <dd>
              {paused}
              {plus}
            </dd>
          </div>
        </dl>
      </div>
    </Panel>
  );
}

function InboxGroup({ urgency, items }: { urgency: Urgency; items: InboxItem[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <Panel
      flush
      className={`inbox-group inbox-${urgency}`}
      title={
        <>
          {t(`inbox.urgency.${urgency}`)} <small className="count">{items.length}</small>
        </>
      }
    >
      <ul className="inbox-list">
        {items.map((item) => (
          <li key={item.id}>
            <Link to="/projects/$id" params={{ id: String(item.project.id) }} className="inbox-item">
              <span className="inbox-subject">
                <b>{item.subject}</b>
                {item.stateLabel !== item.subject && <StateTag state={item.state} label={item.stateLabel} />}
              </span>
              <span className="inbox-project">
                <span>{item.project.title}</span>
                <small>{item.project.code}</small>
              </span>
              <span className="inbox-since">{t('inbox.since', { day: dayOf(item.openedAt) })}</span>
              <span className="inbox-due">
                <Due {...item} />
                <small>{item.dueOn}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
