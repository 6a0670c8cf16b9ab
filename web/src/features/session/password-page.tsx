import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api/client.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { EntryFrame } from './entry-frame.js';
import { PasswordForm } from './password-form.js';

/** Where somebody whose password was handed out comes to, and nowhere else, until it is their own. */
export function PasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: session } = useSuspenseQuery(sessionQuery);
  useEffect(() => {
    document.title = `${t('account.first')} · ${t('shell.product')}`;
  }, [t]);
  const leave = async () => {
    await api.DELETE('/api/session');
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <EntryFrame>
      <h2>{t('account.first')}</h2>
      <p className="sign-in-note">{t('account.firstNote', { name: session.person.name })}</p>
      <PasswordForm username={session.person.username} size="large" done={() => void navigate({ to: '/inbox' })} />
      <Button type="link" className="sign-in-leave" onClick={() => void leave()}>
        {t('shell.signOut')}
      </Button>
    </EntryFrame>
  );
}
