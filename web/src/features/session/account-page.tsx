import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api/client.js';
import type { SignedInAt } from '../../shared/api/contract.js';
import { sessionQuery, sessionsQuery } from '../../shared/api/queries.js';
import { minuteOf } from '../../shared/dates/dates.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemAlert, ProblemPage } from '../../shared/ui/problem-view.js';
import { PasswordForm } from './password-form.js';
import './account.css';

/** One's own account: the password, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { name, username } = session.person;
  return (
    <>
      <PageHead title={t('account.title')} note={`${name} · ${username}`} />
      <div className="account">
        <Panel title={t('account.sessions')}>
          <Sessions />
        </Panel>
        <Panel title={t('account.password')}>
          <PasswordForm username={username} done={() => void message.success(t('account.changed'))} />
        </Panel>
      </div>
    </>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: () => api.DELETE('/api/sessions'),
    onSuccess: () => {
      queries.clear();
      return navigate({ to: '/sign-in', search: {} });
    },
  });
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 3 }} />;
  return (
    <>
      <p className="account-note">{t('account.sessionsNote')}</p>
      <ProblemAlert error={end.error} />
      <ul className="sessions">
        {data.items.map((one) => (
          <SessionItem key={one.id} session={one} />
        ))}
      </ul>
      <Popconfirm
        title={t('account.endAll')}
        description={t('account.endAllNote')}
        okText={t('account.endAll')}
        cancelText={t('shell.cancel')}
        onConfirm={() => end.mutate()}
      >
        <Button danger loading={end.isPending}>
          {t('account.endAll')}
        </Button>
      </Popconfirm>
    </>
  );
}

function SessionItem({ session }: { session: SignedInAt }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { id, current, address, createdAt, seenAt } = session;
  const browser = session.browser || t('account.unknownBrowser');
  const end = useMutation({
    mutationFn: () => api.DELETE('/api/sessions/{id}', { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <li>
      <b>
        {browser} {current && <span className="tag tag-good">{t('account.current-session')}</span>}
      </b>
      <span className="numeric">{address}</span>
      {current ? (
        <span />
      ) : (
        <Button
          size="small"
          aria-label={t('account.endOf', { browser, address })}
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('account.end')}
        </Button>
      )}
      <small className="numeric">
        {t('account.since', { at: minuteOf(createdAt) })} · {t('account.seen', { at: minuteOf(seenAt) })}
      </small>
      <ProblemAlert error={end.error} />
    </li>
  );
}
