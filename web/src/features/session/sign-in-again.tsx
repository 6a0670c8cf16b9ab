import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../shared/api/client.js';
import { whenSessionEnds } from '../../shared/api/patient-fetch.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/ui/problem-view.js';

/**
 * Over whatever page is open when the session turns out to have ended: the page and what was typed on it stay, and what
 * was being sent goes out as soon as the same person has signed in again, as whom they acted before.
 */
export function SignInAgain() {
  const queries = useQueryClient();
  const [goOn, setGoOn] = useState<(() => void) | null>(null);
  useEffect(
    () =>
      whenSessionEnds(() =>
        // Whoever has just signed out is not asked to come back.
        queries.getQueryData(sessionQuery.queryKey) === undefined
          ? null
          : new Promise((resolve) => setGoOn(() => resolve)),
      ),
    [queries],
  );
  if (!goOn) return null;
  return (
    <SignInDialog
      done={() => {
        setGoOn(null);
        goOn();
      }}
    />
  );
}

function SignInDialog({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: before } = useSuspenseQuery(sessionQuery);
  const { username, name } = before.person;
  const signIn = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      const session = await dataOf(api.POST('/api/session', { body: { username, password } }));
      const { membership, memberships } = session;
      const isHeld = memberships.some(({ id }) => id === before.membership.id);
      if (session.mustChangePassword || membership.id === before.membership.id || !isHeld) return session;
      return dataOf(api.PUT('/api/session/membership', { body: { membershipId: before.membership.id } }));
    },
    onSuccess: (session) => {
      // A password to be changed first, or another office than what is open was seen from: nothing here goes on.
      if (session.mustChangePassword || session.membership.id !== before.membership.id) return window.location.reload();
      queries.setQueryData(sessionQuery.queryKey, session);
      done();
    },
  });
  // Signed in again in another window: the cookie is the same.
  useEffect(() => {
    const look = () => {
      void fetch('/api/session').then(async (reply) => {
        if (!reply.ok) return;
        const { person, membership } = (await reply.json()) as typeof before;
        if (person.id === before.person.id && membership.id === before.membership.id) done();
      });
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [before, done]);
  return (
    <Modal
      open
      width={420}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      title={t('shell.again.title')}
    >
      <p>{t('shell.again.hint')}</p>
      <ProblemAlert error={signIn.error} />
      <Form layout="vertical" requiredMark={false} disabled={signIn.isPending} onFinish={signIn.mutate}>
        <Form.Item label={t('shell.signIn.username')} htmlFor="again-username">
          <Input id="again-username" autoComplete="username" value={username} suffix={name} readOnly />
        </Form.Item>
        <Form.Item name="password" label={t('shell.signIn.password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('shell.again.submit')}
        </Button>
        <Button type="link" block onClick={() => window.location.assign('/sign-in')}>
          {t('shell.again.other')}
        </Button>
      </Form>
    </Modal>
  );
}
