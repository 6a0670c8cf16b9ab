import { ArrowRightOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../shared/api/client.js';
import type { DemoSignIn } from '../../shared/api/contract.js';
import { demoSignInsQuery, sessionQuery } from '../../shared/api/queries.js';
import { Brand } from '../../shared/ui/brand.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';
import { LanguageSwitch } from './language-switch.js';
import './sign-in.css';

const gates = ['application', 'cityReview', 'fundRelease', 'implementation', 'acceptance', 'reimbursement'] as const;

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
    <div className="sign-in">
      <aside className="sign-in-side">
        <div className="sign-in-brand">
          <Brand size={44} />
          <div>
            <h1>{t('shell.product')}</h1>
            <p>{t('shell.tagline')}</p>
          </div>
        </div>
        <p className="sign-in-claim">{t('shell.signIn.claim')}</p>
        <ol className="gates">
          {gates.map((gate) => (
            <li key={gate}>{t(`shell.stages.${gate}`)}</li>
          ))}
        </ol>
        <svg className="sign-in-water" viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden>
          <path d="M0 46c50-26 100-26 150 0s100 26 150 0 100-26 150 0 100 26 150 0v74H0z" />
          <path d="M0 74c60-22 120-22 180 0s120 22 180 0 120-22 180 0 60 14 60 14v32H0z" />
        </svg>
      </aside>
      <main className="sign-in-main">
        <div className="sign-in-language">
          <LanguageSwitch />
        </div>
        <div className="sign-in-box">
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
        </div>
      </main>
    </div>
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
