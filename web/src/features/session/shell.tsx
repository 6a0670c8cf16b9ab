import {
  AccountBookOutlined,
  DownOutlined,
  FileTextOutlined,
  FolderOpenOutlined,
  InboxOutlined,
  LogoutOutlined,
  ProfileOutlined,
  SwapOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../shared/api/client.js';
import type { Id } from '../../shared/api/contract.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { Brand } from '../../shared/ui/brand.js';
import { useProblemText } from '../../shared/ui/problem-view.js';
import { LanguageSwitch } from './language-switch.js';
import { SignInAgain } from './sign-in-again.js';
import './shell.css';

const places = [
  { to: '/inbox', key: 'inbox', Icon: InboxOutlined },
  { to: '/projects', key: 'projects', Icon: FolderOpenOutlined },
  { to: '/documents', key: 'documents', Icon: FileTextOutlined },
  { to: '/fund-year', key: 'fundYear', Icon: AccountBookOutlined },
  { to: '/ledger', key: 'ledger', Icon: ProfileOutlined },
  { to: '/people', key: 'people', Icon: TeamOutlined },
] as const;

/** Header, menu and the page. The header always says as whom one acts: every right follows from it. */
export function Shell() {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  // Whether somebody may look is for the server to say; nobody else is offered it.
  const { role } = session.membership;
  const isShown = (key: (typeof places)[number]['key']) =>
    key === 'people'
      ? role === 'administrator'
      : key !== 'ledger' || (role !== 'applicant' && role !== 'administrator');
  const shown = places.filter(({ key }) => isShown(key));
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <header className="shell-header">
        <Link to="/inbox" className="shell-brand">
          <Brand />
          <b>{t('shell.product')}</b>
          <span>{t('shell.tagline')}</span>
        </Link>
        <div className="shell-tools">
          <LanguageSwitch />
          <ActingAs />
        </div>
      </header>
      <nav className="shell-nav" aria-label={t('shell.menu')}>
        <div>
          {shown.map(({ to, key, Icon }) => (
            <Link key={to} to={to} className="shell-link" activeProps={{ className: 'shell-link shell-link-active' }}>
              <Icon aria-hidden /> <span>{t(`shell.places.${key}`)}</span>
            </Link>
          ))}
        </div>
      </nav>
      <main className="shell-page" id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <SignInAgain />
    </div>
  );
}

function ActingAs() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { person, membership, memberships } = session;

  const actAs = async (membershipId: Id) => {
    const next = await dataOf(api.PUT('/api/session/membership', { body: { membershipId } }));
    // Nothing seen under one membership may linger under another.
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, next);
    await navigate({ to: '/inbox' });
  };
  const signOut = async () => {
    await api.DELETE('/api/session');
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };

  const items = [
    { type: 'group' as const, label: t('shell.actAs') },
    ...memberships.map((one) => ({
      key: String(one.id),
      label: (
        <span className="acting-choice">
          <b>{one.roleLabel}</b>
          {one.organisation.name}
          {one.behalfOf && ` · ${t('account.behalfOf', { name: one.behalfOf })}`}
        </span>
      ),
      icon: <SwapOutlined className={one.id === membership.id ? undefined : 'icon-hidden'} />,
    })),
    { type: 'divider' as const },
    { key: 'account', label: t('account.title'), icon: <UserOutlined /> },
    { key: 'sign-out', label: t('shell.signOut'), icon: <LogoutOutlined /> },
  ];

  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items,
        selectedKeys: [String(membership.id)],
        onClick: ({ key }) => {
          const chosen = memberships.find((one) => String(one.id) === key);
          const done =
            key === 'sign-out'
              ? signOut()
              : key === 'account'
                ? navigate({ to: '/account' })
                : chosen && actAs(chosen.id);
          done?.catch((error: unknown) => message.error(problemText(error)));
        },
      }}
    >
      <Button type="text" className="acting">
        <span className="acting-words">
          <b>
            {membership.behalfOf
              ? t('account.deputy', { deputy: person.name, name: membership.behalfOf })
              : person.name}{' '}
            · {membership.roleLabel}
          </b>
          <small>{membership.organisation.name}</small>
        </span>
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
