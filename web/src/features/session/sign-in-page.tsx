import { ArrowRightOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../shared/api/client.js';
import type { DemoSignIn } from '../../shared/api/contract.js';
import { demoSignInsQuery, sessionQuery } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { EntryFrame } from './entry-frame.js';

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  const { data: demo } = useQuery(demoSignInsQuery);

  const signIn = useMutation({
    mutationFn: (body: { username: string; password: string }) => dataOf(api.POST('/api/session', { body })),
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      // Only a path of our own: `//elsewhere` would leave the site.
      if (next && /^\/(?!\/)/.test(next)) router.history.push(next);
      else await navigate({ to: '/inbox' });
    },
  });

  return (
    <EntryFrame>
      <h2>{t('shell.signIn.title')}</h2>
      <ProblemAlert error={signIn.error} />
      <Form layout="vertical" requiredMark={false} onFinish={signIn.mutate} disabled={signIn.isPending}>
        <Form.Item name="username" label={t('shell.signIn.username')} rules={[{ required: true }]}>
          <Input autoComplete="username" size="large" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('shell.signIn.password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t('shell.signIn.submit')}
        </Button>
      </Form>
      {demo && demo.items.length > 0 && (
        <DemoSignIns items={demo.items} busy={signIn.isPending} choose={signIn.mutate} />
      )}
    </EntryFrame>
  );
}

interface DemoSignInsProps {
  items: DemoSignIn[];
  busy: boolean;
  choose: (credentials: { username: string; password: string }) => void;
}

/** One of each role to begin with; the whole city is long. */
function DemoSignIns({ items, busy, choose }: DemoSignInsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const firsts = items.filter(
    ({ roleLabel }, index) => items.findIndex((item) => item.roleLabel === roleLabel) === index,
  );
  return (
    <section className="demo">
      <h3>{t('shell.signIn.demo')}</h3>
      <p>{t('shell.signIn.demoHint')}</p>
      <ul>
        {(all ? items : firsts).map(({ username, password, name, roleLabel, organisation }) => (
          <li key={`${username} ${roleLabel}`}>
            <button type="button" disabled={busy} onClick={() => choose({ username, password })}>
              <span>
                <b>{roleLabel}</b>
                <small>
                  {name} · {organisation}
                </small>
              </span>
              <ArrowRightOutlined aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {!all && firsts.length < items.length && (
        <Button type="link" className="demo-all" onClick={() => setAll(true)}>
          {t('shell.signIn.demoAll', { count: items.length })}
        </Button>
      )}
    </section>
  );
}
